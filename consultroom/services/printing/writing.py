"""Writing a file a person asked for: aside, synced, then put in its place."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from consultroom.errors import UserError

_REASONS = {
    errno.EACCES: "没有写入权限，或者文件正被别的程序打开",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "这个盘只能读",
    errno.ENOSPC: "磁盘满了",
    errno.ENOENT: "没有这个文件夹",
    errno.ENOTDIR: "没有这个文件夹",
    errno.EISDIR: "那里是一个文件夹",
}  # why a file cannot be written, in words
_BEGINNINGS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}


class CannotWrite(UserError):
    """The file cannot be written."""


def write(path: Path, content: bytes) -> None:
    """Write a PDF, docx or xlsx aside, sync it, then put it in its place.

    Raises:
        CannotWrite: the place cannot be written, or a file of another kind is there; what was
            there before still is.
    """
    _refuse_to_replace(path)
    aside = path.with_name(f"{path.name}.part")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        why = _REASONS.get(error.errno or 0, "磁盘或文件夹用不了")
        raise CannotWrite(f"“{path.name}”写不进去：{why}。请换个位置再存。") from error


def _refuse_to_replace(path: Path) -> None:
    """Let a file be written over by its own kind and nothing else: the path may be a slip."""
    wanted = _BEGINNINGS.get(path.suffix.lower(), _BEGINNINGS[".pdf"])
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        there = file.read(len(wanted))
    if there != wanted:
        word = path.suffix.lower().lstrip(".").upper() if path.suffix else "PDF"
        kind = word if path.suffix.lower() in _BEGINNINGS else "PDF"
        raise CannotWrite(f"“{path.name}”已经是另一个文件，不是 {kind}，没有覆盖。请换个名字再存。")
