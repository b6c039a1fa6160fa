"""A drive in memory that remembers what has reached it, and can be pulled out at any step.

What was written but not synced is there only in part after the pull, as on a stick with a cache; a
name that was given but not synced is there or not, whichever is worse for who asks.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Callable
from typing import BinaryIO


class FailingDrive:
    """``writing.PackFolder`` over two pictures of a drive: as seen, and as it would be found.

    Attributes:
        seen: name -> bytes, as the system shows them.
        kept: name -> bytes that are on the drive for sure.
    """

    def __init__(
        self,
        files: dict[str, bytes] | None = None,
        *,
        pulled_at: int = 1 << 60,
        room: int = 1 << 60,
        rot: bool = False,
    ) -> None:
        self.seen = dict(files or {})
        self.kept = dict(self.seen)
        self.steps: list[str] = []
        self._pulled_at, self._room, self._rot = pulled_at, room, rot

    def step(self, what: str) -> None:
        self.steps.append(what)
        if len(self.steps) > self._pulled_at:
            raise OSError(errno.EIO, "Input/output error")

    def after_the_pull(self, *, names_made_it: bool) -> dict[str, bytes]:
        """Return what another computer finds on it."""
        found = dict(self.kept)
        for name, content in self.seen.items():
            if names_made_it and name not in found:
                found[name] = self.kept.get(f"{name}.part", content[: len(content) // 2])
        return found

    def create(self, name: str) -> _File:
        self.step("create")
        self.seen[name] = b""
        self.kept.pop(name, None)
        return _File(self, name)

    def open(self, name: str) -> BinaryIO:
        self.step("open")
        content = bytearray(self.seen[name])
        if self._rot and content:
            content[len(content) // 2] ^= 1
        return _Reading(bytes(content), self.step)

    def has(self, name: str) -> bool:
        self.step("has")
        return any(other.lower() == name.lower() for other in self.seen)

    def rename(self, name: str, to: str) -> None:
        self.step("rename")
        self.seen[to] = self.seen.pop(name)
        self.step("sync folder")
        if name in self.kept:
            self.kept[to] = self.kept.pop(name)

    def remove(self, name: str) -> None:
        self.step("remove")
        self.seen.pop(name, None)
        self.kept.pop(name, None)

    def grow(self, name: str, content: bytes) -> None:
        self.step("write")
        room = self._room - sum(map(len, self.seen.values()))
        self.seen[name] += bytes(content)[: max(room, 0)]
        if room < len(content):
            raise OSError(errno.ENOSPC, "No space left on device")

    def settle(self, name: str) -> None:
        self.step("sync")
        self.kept[name] = self.seen[name]


class _File:
    def __init__(self, drive: FailingDrive, name: str) -> None:
        self._drive, self._name = drive, name

    def write(self, content: bytes, /) -> int:
        self._drive.grow(self._name, content)
        return len(content)

    def sync(self) -> None:
        self._drive.settle(self._name)

    def close(self) -> None:
        self._drive.step("close")


class _Reading(io.BytesIO):
    def __init__(self, content: bytes, step: Callable[[str], None]) -> None:
        super().__init__(content)
        self._step = step

    def read(self, size: int | None = -1, /) -> bytes:
        self._step("read")
        return super().read(size)
