"""One window at a time: the lock file of a room.

The lock belongs to the open file, not to the name, so a crash leaves nothing to clear away.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

from consultroom.errors import UserError


class RoomInUse(UserError):
    """Another window has this room open."""


class Lock:
    """Held from opening to closing; releasing twice does nothing."""

    def __init__(self, path: Path) -> None:
        """Take the lock.

        Raises:
            RoomInUse: someone else holds it.
            UserError: the folder cannot be written.
        """
        self._file: IO[bytes] | None = _opened(path)
        try:
            _take(self._file)
        except OSError as error:
            self._file.close()
            raise RoomInUse(
                "这个资料夹已经在另一个窗口打开。请切换到那个窗口，或者先把它关闭。"
            ) from error

    def release(self) -> None:
        """Give the lock back; closing the file is what frees it."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _opened(path: Path) -> IO[bytes]:
    try:
        return path.open("ab")
    except OSError as error:
        raise UserError("资料夹不能写入。请检查文件夹的写入权限，或者换一个位置。") from error


def _take(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
