"""Writing a pack (导出): signed, encrypted, put on the stick aside and renamed when proven whole.

A pack is ``age( ustar( manifest, signature, rows by table, blobs ) )``. More than fits one volume
(卷) becomes several packs numbered on; the first hold the rows. Each is written as ``NAME.part``,
synced, read back and hashed, and only then gets its name. Nothing that is there is ever replaced.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from consultroom.domain.stamps import StampedRow
from consultroom.errors import UserError
from consultroom.exchange import limits
from consultroom.exchange.identity import Identity
from consultroom.exchange.manifest import Manifest


class NotWritten(UserError):
    """The pack could not be written; nothing with its name is on the drive."""


class OutgoingFile(Protocol):
    """A file being written."""

    def write(self, content: bytes, /) -> int:
        """Write all of it; raises OSError."""

    def sync(self) -> None:
        """Wait until it is on the drive; raises OSError."""

    def close(self) -> None:
        """End writing; raises OSError."""


class PackFolder(Protocol):
    """Where packs are written: a folder of a stick, or what a test puts in its place.

    Names are plain file names. Everything raises OSError when the drive fails.
    """

    def create(self, name: str) -> OutgoingFile:
        """Begin a file; a left-over of the same name goes first."""

    def open(self, name: str) -> BinaryIO:
        """Open a file for reading, past the caches where that can be had."""

    def has(self, name: str) -> bool:
        """Tell whether there is such a file, whatever the case of its letters."""

    def rename(self, name: str, to: str) -> None:
        """Give a file its name, and make that survive the stick being pulled out."""

    def remove(self, name: str) -> None:
        """Take away what was being written; nothing happens when it is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """A file that goes along.

    Attributes:
        sha256: of its bytes, hex.
        size: bytes.
        open: opens it for reading.
    """

    sha256: str
    size: int
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackWritten:
    """One pack as it lies on the drive.

    Attributes:
        name: of the file.
        size: bytes of the file.
        sha256: of the file, hex; for the transfer register.
        manifest: what it says.
        hash: SHA-256 of the manifest's bytes, hex; the ``prev`` of the next one.
    """

    name: str
    size: int
    sha256: str
    manifest: Manifest
    hash: str


def write_pack(
    folder: PackFolder,
    heading: Manifest,
    rows: Iterable[StampedRow],
    blobs: Sequence[Blob],
    *,
    identity: Identity,
    recipients: Sequence[str],
    volume_bytes: int = limits.PACK,
    settle: Callable[[PackWritten], None] = lambda _: None,
) -> tuple[PackWritten, ...]:
    """Write a pack, or as many volumes as it takes, and return them.

    Args:
        folder: where.
        heading: the manifest but for ``entries``, ``volume`` and ``volumes``; ``seq`` and ``prev``
            are those of the first volume.
        rows: in any order; those of one table together take less memory.
        blobs: files to go along; one that is named twice goes once.
        identity: signs; its unit and key must be the heading's.
        recipients: ``age1…`` of the addressee, its recovery key, perhaps of the sender.
        volume_bytes: the most one file may have.
        settle: called with each pack that has been proven whole, before it gets its name: the
            place to enter it into the register, so that no number is ever given twice.

    Raises:
        NotWritten: the drive is full, was pulled out or fails; or a file of that name is there.
            Volumes already finished stay and are whole.
        ValueError: the heading is not the identity's, or something exceeds a limit.
    """
    raise NotImplementedError
