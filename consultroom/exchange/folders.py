"""A folder of a stick or a disk as packs are written to it; ``writing.PackFolder`` says how."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

ASIDE = ".part"  # what is being written has this ending


class DiskFile:
    """A file being written, without a buffer of its own."""

    def __init__(self, path: Path) -> None:
        """Make the file; it must not be there."""
        self._file = path.open("xb", buffering=0)

    def write(self, content: bytes, /) -> int:
        """Write all of it."""
        left = memoryview(content)
        while left:
            left = left[self._file.write(left) :]
        return len(content)

    def sync(self) -> None:
        """Wait until it is on the drive."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """End writing."""
        self._file.close()


class DiskFolder:
    """A folder on a drive."""

    def __init__(self, path: Path) -> None:
        """Write below ``path``, which is there."""
        self.path = path

    def create(self, name: str) -> DiskFile:
        """Begin a file; a left-over of the same name goes first."""
        self.remove(name)
        return DiskFile(self.path / name)

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading, past the cache of the system where it lets itself be emptied."""
        file = (self.path / name).open("rb")
        if sys.platform == "linux":
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file

    def has(self, name: str) -> bool:
        """Tell whether there is such a file, whatever the case of its letters."""
        return any(other.lower() == name.lower() for other in os.listdir(self.path))

    def rename(self, name: str, to: str) -> None:
        """Give a file its name and sync the folder, where a folder can be synced."""
        (self.path / name).rename(self.path / to)
        if sys.platform != "win32":
            self._sync()

    def remove(self, name: str) -> None:
        """Take away what was being written."""
        (self.path / name).unlink(missing_ok=True)

    def _sync(self) -> None:
        handle = os.open(self.path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:
                raise
        finally:
            os.close(handle)


_CANNOT_SYNC = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)  # some drives' folders
