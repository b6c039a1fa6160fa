"""The one kind of failure a person can put right, and what a system says in their words."""

from __future__ import annotations

import errno
from typing import Final


class UserError(Exception):
    """Something the person at the desk can put right.

    Its text is the Chinese sentence they read: what happened, and what to do.
    Everything else that is raised is our own fault and ends in the fault window.
    """


def why_not(error: OSError) -> str:
    """Return why a file could not be read or written, in words that end no sentence."""
    return _REASONS.get(error.errno or 0, "磁盘或文件夹用不了")


_REASONS: Final = {
    errno.EACCES: "没有权限，或者文件正被别的程序打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "这个盘只能读",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "分给这个账户的空间用完了",
    errno.EFBIG: "这个盘放不下这么大的文件",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EISDIR: "那里是一个文件夹",
    errno.EEXIST: "那里已经有同名的文件",
    errno.ENOTEMPTY: "那个文件夹不是空的",
    errno.ENAMETOOLONG: "名字太长",
    errno.EINVAL: "这个盘不认这样的名字",
    errno.EBUSY: "文件正被别的程序使用",
    errno.ETXTBSY: "文件正被别的程序使用",
    errno.EIO: "读写出错，盘可能坏了或者已被拔出",
    errno.ENODEV: "盘已被拔出",
    errno.ENXIO: "盘已被拔出",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
}
