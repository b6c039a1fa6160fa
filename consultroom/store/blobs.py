"""Photographs, scans and other files of a room, each kept under the hash of its bytes.

A file is written aside, synced and renamed, so a name is either whole or not there. The same bytes
are kept once. Whatever is read is hashed again first: a rotten file is reported, never handed on.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from consultroom.errors import UserError, why_not
from consultroom.store.places import sync_folder

_CHUNK: Final = 1 << 20  # bytes
_NAME: Final = re.compile(r"[0-9a-f]{64}")


class NoSuchBlob(UserError):
    """The file is not in the room."""


class DamagedBlob(UserError):
    """The file's bytes are no longer those that were put in."""


class Blobs:
    """The folder ``blobs/`` of one room."""

    def __init__(self, folder: Path) -> None:
        """Keep files below ``folder``, which is made on the first ``put``."""
        self.folder = folder

    def put(self, source: bytes | Path) -> str:
        """Keep a copy of these bytes, or of the bytes of this file; return their SHA-256 in hex.

        Raises:
            UserError: the source cannot be read, or the disk is full.
        """
        try:
            return self._put(source)
        except OSError as error:
            raise UserError(f"附件没有保存：{why_not(error)}。请检查文件和磁盘空间。") from error

    def _put(self, source: bytes | Path) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(suffix=".part", dir=self.folder)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as target, _opened(source) as reader:
                sha = _copy(reader, target)
                target.flush()
                os.fsync(target.fileno())
            self._settle(aside, sha)
        finally:
            aside.unlink(missing_ok=True)
        return sha

    def _settle(self, aside: Path, sha: str) -> None:
        if self.verify(sha):
            return
        target = self.path(sha)
        target.parent.mkdir(exist_ok=True)
        aside.replace(target)
        sync_folder(target.parent)
        sync_folder(self.folder)

    def path(self, sha: str) -> Path:
        """Return where the file with this hash lies, or would lie.

        Raises:
            ValueError: it is no SHA-256 in lower-case hex.
        """
        if not _NAME.fullmatch(sha):
            raise ValueError(f"not a SHA-256: {sha!r}")
        return self.folder / sha[:2] / sha

    def __contains__(self, sha: str) -> bool:
        return _NAME.fullmatch(sha) is not None and self.path(sha).is_file()

    def open(self, sha: str) -> BinaryIO:
        """Open a file for reading after hashing it.

        Raises:
            NoSuchBlob: it is not there.
            DamagedBlob: its bytes have changed.
        """
        if sha not in self:
            raise NoSuchBlob("附件的文件不在资料夹里。请从备份或原件重新添加。")
        file = self.path(sha).open("rb")
        if hashlib.file_digest(file, "sha256").hexdigest() != sha:
            file.close()
            raise DamagedBlob("附件的文件已损坏。请从备份或原件重新添加。")
        file.seek(0)
        return file

    def read(self, sha: str) -> bytes:
        """Return the bytes with this hash; raises as ``open`` does."""
        with self.open(sha) as file:
            return file.read()

    def verify(self, sha: str) -> bool:
        """Tell whether the file is there and its bytes are right."""
        try:
            self.open(sha).close()
        except (NoSuchBlob, DamagedBlob):
            return False
        return True

    def all(self) -> Iterator[str]:
        """Yield the hash of every file, in order."""
        for place in sorted(self.folder.glob("??/*")):
            if _NAME.fullmatch(place.name):
                yield place.name


def _opened(source: bytes | Path) -> BinaryIO:
    return io.BytesIO(source) if isinstance(source, bytes) else source.open("rb")


def _copy(reader: BinaryIO, target: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := reader.read(_CHUNK):
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()
