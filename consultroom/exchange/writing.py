"""Writing a pack (导出): signed, encrypted, put on the stick aside and renamed when proven whole.

A pack is ``age( ustar( manifest, signature, rows by table, blobs ) )``. More than fits one volume
(卷) becomes several packs numbered on; the first hold the rows. Each is written as ``NAME.part``,
synced, read back and hashed, and only then gets its name. Nothing that is there is ever replaced.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import BinaryIO, Final, Protocol

import msgspec
import pyrage

from consultroom.domain.stamps import StampedRow
from consultroom.errors import UserError
from consultroom.exchange import limits, tar
from consultroom.exchange.dealing import budget, dealt, numbered
from consultroom.exchange.folders import ASIDE
from consultroom.exchange.identity import Identity
from consultroom.exchange.manifest import (
    MANIFEST,
    SIGNATURE,
    Entry,
    Manifest,
    manifest_bytes,
    manifest_hash,
)
from consultroom.exchange.spooling import Part, RowSpool, Scratch
from consultroom.frozen import Frozen

_SCRATCH: Final = Scratch()
_ROWS: Final = 500  # packed between two looks whether to go on


class NotWritten(UserError):
    """The pack could not be written; nothing with its name is on the drive."""


class HalfWritten(NotWritten):
    """Some volumes were finished and are whole; of the others nothing is left on the drive.

    Attributes:
        whole: the finished ones, from the first on.
    """

    whole: tuple[PackWritten, ...]


Tell = Callable[[int, int], None]
"""Told how many bytes of how many are behind; of how many is 0 while that is not known.

What it raises ends the work, and passes through as it is.
"""


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


class Blob(Frozen, kw_only=True):
    """A file that goes along.

    Attributes:
        sha256: of its bytes, hex.
        size: bytes.
        open: opens it for reading.
    """

    sha256: str
    size: int
    open: Callable[[], BinaryIO]


class PackWritten(Frozen, kw_only=True):
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
    scratch: Scratch = _SCRATCH,
    volume_bytes: int = limits.PACK,
    settle: Callable[[PackWritten], None] = lambda _: None,
    tell: Tell = lambda _done, _total: None,
) -> tuple[PackWritten, ...]:
    """Write a pack, or as many volumes as it takes, and return them.

    Args:
        folder: where.
        heading: the manifest but for ``entries``, ``volume`` and ``volumes``; ``seq`` and ``prev``
            are those of the first volume.
        rows: table by table; each change of the table begins a new entry.
        blobs: files to go along; one that is named twice goes once.
        identity: signs; its unit and key must be the heading's.
        recipients: ``age1…`` of the addressee, its recovery key, perhaps of the sender.
        scratch: where packed rows lie meanwhile.
        volume_bytes: the most one file may have.
        settle: called with each pack that has been proven whole, before it gets its name: the
            place to enter it into the register, so that no number is ever given twice.
        tell: told of progress; each byte is written once and read back once. Volumes finished
            before it ended the work stay and are whole.

    Raises:
        NotWritten: the drive is full, was pulled out or fails; or a file of that name is there; or
            a blob cannot be read.
        HalfWritten: likewise, after a volume or more were finished, which it names.
        ValueError: the heading is not the identity's, or something exceeds a limit.
    """
    if (heading.unit, heading.key) != (identity.unit, identity.key):
        raise ValueError("the heading names another signer")
    with RowSpool(scratch) as spool:
        for number, row in enumerate(rows):
            if number % _ROWS == 0:
                tell(0, 0)
            spool.add(row)
        parts = (*spool.finish(), *_blob_parts(blobs))
        volumes = dealt(heading, parts, budget(volume_bytes, len(recipients)))
        progress = _Progress(2 * sum(part.entry.size for part in parts), tell)
        writer = _Writer(folder, identity, recipients, settle, progress)
        return tuple(writer.write_all(heading, volumes))


class _Progress:
    """Adds up what is behind."""

    def __init__(self, total: int, tell: Tell) -> None:
        self._done, self._total, self._tell = 0, total, tell

    def add(self, count: int) -> None:
        """Tell of so many bytes more; what wraps them up is not part of the total."""
        self._done = min(self._done + count, self._total)
        self._tell(self._done, self._total)


def _blob_parts(blobs: Sequence[Blob]) -> Iterator[Part]:
    for sha, blob in {blob.sha256: blob for blob in blobs}.items():
        if blob.size > limits.BLOB:
            raise ValueError(f"a blob of {blob.size} bytes")
        yield Part(Entry(name=f"blobs/{sha}", size=blob.size, sha256=sha), blob.open)


class _Writer:
    """Writes the volumes of one pack, one after the other."""

    def __init__(
        self,
        folder: PackFolder,
        identity: Identity,
        recipients: Sequence[str],
        settle: Callable[[PackWritten], None],
        progress: _Progress,
    ) -> None:
        self._folder = folder
        self._identity = identity
        self._recipients = [pyrage.x25519.Recipient.from_str(to) for to in recipients]
        self._settle = settle
        self._progress = progress

    def write_all(self, heading: Manifest, volumes: Sequence[Sequence[Part]]) -> list[PackWritten]:
        """Write each volume whole before the next is begun."""
        done: list[PackWritten] = []
        for number, parts in enumerate(volumes):
            named = numbered(parts)
            manifest = msgspec.structs.replace(
                heading,
                seq=heading.seq + number,
                prev=done[-1].hash if done else heading.prev,
                volume=number + 1,
                volumes=len(volumes),
                entries=tuple(part.entry for part in named),
            )
            try:
                done.append(self._write(manifest, named))
            except NotWritten as error:
                if not done:
                    raise
                raise _half(error, done) from error
        return done

    def _write(self, manifest: Manifest, parts: Sequence[Part]) -> PackWritten:
        name = manifest.file_name
        content = manifest_bytes(manifest)
        if len(content) > limits.MANIFEST:
            raise ValueError(f"a manifest of {len(content)} bytes")
        aside = name + ASIDE
        try:
            self._refuse_taken(name)
            size, sha256 = self._write_aside(aside, content, parts)
            self._read_back(aside, size, sha256)
            written = PackWritten(
                name=name,
                size=size,
                sha256=sha256,
                manifest=manifest,
                hash=manifest_hash(content),
            )
            self._settle(written)
            self._folder.rename(aside, name)
        except BaseException as error:
            with suppress(OSError):
                self._folder.remove(aside)
            if isinstance(error, OSError):
                raise NotWritten(_sentence(error)) from error
            raise
        return written

    def _refuse_taken(self, name: str) -> None:
        if self._folder.has(name):
            raise NotWritten(
                f"那里已有同名文件“{name}”，没有覆盖它。请把它移到别处，或者换一个文件夹再导出。"
            )

    def _write_aside(self, aside: str, manifest: bytes, parts: Sequence[Part]) -> tuple[int, str]:
        file = self._folder.create(aside)
        target = _Target(file, self._progress)
        source = _Source(_archive(manifest, self._identity.sign(manifest), parts))
        try:
            self._encrypt(source, target)
            file.sync()
        finally:
            file.close()
        return target.size, target.digest.hexdigest()

    def _encrypt(self, source: _Source, target: _Target) -> None:
        """Pump a pack through age; what failed on either side is told as it was.

        The last write of a file may fail without pyrage saying so, hence the look afterwards.
        """
        try:
            pyrage.encrypt_io(source, target, self._recipients)
        except Exception as error:
            raise source.failure or target.failure or error from error
        if failure := source.failure or target.failure:
            raise failure

    def _read_back(self, aside: str, size: int, sha256: str) -> None:
        with self._folder.open(aside) as file:
            digest, count = hashlib.sha256(), 0
            while chunk := file.read(limits.MIB):
                digest.update(chunk)
                count += len(chunk)
                self._progress.add(len(chunk))
        if (count, digest.hexdigest()) != (size, sha256):
            raise NotWritten(
                "写到U盘上的内容读回来不一样，这个U盘可能已损坏，没有导出。请换一个U盘再试。"
            )


_SENTENCES: Final = {
    errno.ENOSPC: "U盘空间不够，没有导出。请腾出空间，或者换一个U盘再试。",
    errno.EFBIG: "这个U盘放不下这么大的文件，没有导出。请换一个U盘再试。",
    errno.EROFS: "U盘是只读的，没有导出。请关掉写保护开关，或者换一个U盘再试。",
    errno.EACCES: "这个文件夹不能写入，没有导出。请换一个文件夹再试。",
}


def _sentence(error: OSError) -> str:
    return _SENTENCES.get(
        error.errno or 0, "写入时出错，没有导出，U盘可能已被拔出。请重新插好U盘再导出一次。"
    )


def _half(error: NotWritten, done: Sequence[PackWritten]) -> HalfWritten:
    names = "、".join(f"“{one.name}”" for one in done)
    half = HalfWritten(
        f"{error}已写好的{names}是完整的，可以照常交给对方；其余各卷没有留下，再导出一次就齐了。"
    )
    half.whole = tuple(done)
    return half


def _archive(manifest: bytes, signature: bytes, parts: Sequence[Part]) -> Iterator[bytes]:
    """Yield a pack before it is encrypted."""
    for name, content in ((MANIFEST, manifest), (SIGNATURE, signature)):
        yield tar.header(name, len(content))
        yield content
        yield bytes(tar.padding(len(content)))
    for part in parts:
        yield tar.header(part.entry.name, part.entry.size)
        yield from _content(part)
        yield bytes(tar.padding(part.entry.size))
    yield tar.END


def _content(part: Part) -> Iterator[bytes]:
    digest, count = hashlib.sha256(), 0
    with part.open() as file:
        while chunk := file.read(limits.MIB):
            digest.update(chunk)
            count += len(chunk)
            yield chunk
    if (count, digest.hexdigest()) != (part.entry.size, part.entry.sha256):
        raise NotWritten("有一个附件的文件已损坏，没有导出。请先检查资料夹，从备份或原件恢复它。")


class _Source:
    """Hands a stream of pieces to the encryption, which asks for so and so many bytes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")
        self.failure: Exception | None = None

    def read(self, count: int, /) -> bytes:
        """Return up to ``count`` bytes; none at the end."""
        try:
            while not self._piece:
                self._piece = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except Exception as error:
            self.failure = error
            raise
        taken, self._piece = self._piece[:count], self._piece[count:]
        return bytes(taken)


class _Target:
    """Passes the encrypted bytes on to a file and hashes them on the way."""

    def __init__(self, file: OutgoingFile, progress: _Progress) -> None:
        self._file = file
        self._progress = progress
        self.digest = hashlib.sha256()
        self.size = 0
        self.failure: Exception | None = None

    def write(self, content: bytes, /) -> int:
        """Write all of it."""
        try:
            self._file.write(content)
            self._progress.add(len(content))
        except Exception as error:
            self.failure = error
            raise
        self.digest.update(content)
        self.size += len(content)
        return len(content)

    def flush(self) -> None:
        """Nothing is kept back."""
