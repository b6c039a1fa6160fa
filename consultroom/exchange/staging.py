"""What a pack brings, kept apart from the room until its last byte has proven right."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Protocol, Self

from consultroom.domain.papers import PeerKey
from consultroom.domain.stamps import StampedRow
from consultroom.exchange import limits
from consultroom.exchange.manifest import Entry, Manifest
from consultroom.exchange.refusals import ForeignRow
from consultroom.exchange.spooling import Scratch, Unpacker

_KEPT: Final = 5_000  # rows that are kept as they were read; more are read a second time
_PIECE: Final = 64 * limits.KIB


class Staging:
    """A folder for what packs bring until they are applied; it is emptied as they are closed."""

    def __init__(self, folder: Path, in_memory: int = 8 * limits.MIB) -> None:
        """Stage below ``folder``, which is made; it must be this program's own."""
        folder.mkdir(parents=True, exist_ok=True)
        self.scratch = Scratch(folder, in_memory)
        self._folder = folder

    def place(self, sha256: str) -> Path:
        """Return where a blob is put meanwhile, under a name that is swept away after a crash."""
        return self._folder / f"{sha256}.part"


class Sink(Protocol):
    """Where the bytes of one entry go."""

    def take(self, piece: bytes) -> None:
        """Take the next bytes."""

    def end(self) -> None:
        """Check that the entry is complete, once its hash has been."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


class Contents:
    """What was staged of one pack; ``manifest``, ``hash`` and ``signer`` are set once believed."""

    manifest: Manifest
    hash: str
    signer: PeerKey

    def __init__(self, staging: Staging) -> None:
        """Begin with nothing."""
        self.blobs: dict[str, Path] = {}
        self._staging = staging
        self._file = staging.scratch.file()
        self._pieces: list[tuple[Entry, int]] = []
        self._kept: list[StampedRow] = []

    def sink(self, entry: Entry, owners: Collection[str]) -> Sink:
        """Return where an entry's bytes go; rows of others than ``owners`` are refused there."""
        if entry.table:
            return _RowSink(entry, owners, self)
        path = self.blobs[entry.sha256] = self._staging.place(entry.sha256)
        return _BlobSink(path)

    def begin(self, entry: Entry) -> None:
        """Note that the packed bytes of an entry begin here."""
        self._pieces.append((entry, self._file.seek(0, io.SEEK_END)))

    def keep(self, packed: bytes, rows: Iterator[StampedRow]) -> None:
        """Keep packed bytes, and run through their rows."""
        self._file.write(packed)
        if self.manifest.rows <= _KEPT:
            self._kept.extend(rows)
            return
        for _ in rows:
            pass

    def rows(self) -> Iterator[StampedRow]:
        """Yield every row in the order of the pack."""
        if self.manifest.rows <= _KEPT:
            yield from self._kept
            return
        for entry, at in self._pieces:
            unpacker = Unpacker(entry)
            for packed in self._packed(entry, at):
                yield from unpacker.feed(packed)

    def _packed(self, entry: Entry, at: int) -> Iterator[bytes]:
        for offset in range(0, entry.size, _PIECE):
            self._file.seek(at + offset)
            yield self._file.read(min(_PIECE, entry.size - offset))

    def drop(self) -> None:
        """Delete everything."""
        self._file.close()
        for path in self.blobs.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


class _RowSink:
    """Unpacks and checks rows as they come."""

    def __init__(self, entry: Entry, owners: Collection[str], contents: Contents) -> None:
        self._unpacker = Unpacker(entry)
        self._owners = owners
        self._contents = contents
        contents.begin(entry)

    def take(self, piece: bytes) -> None:
        self._contents.keep(piece, self._checked(piece))

    def _checked(self, piece: bytes) -> Iterator[StampedRow]:
        for row in self._unpacker.feed(piece):
            if row.owner not in self._owners:
                raise ForeignRow(
                    f"包里有一条记录（{row.table} {row.id}）属于“{row.owner}”，"
                    "不该由对方交来，整个包没有导入。请与对方核对。"
                )
            yield row

    def end(self) -> None:
        self._unpacker.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass


class _BlobSink:
    """Writes a blob to its place."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("wb")

    def take(self, piece: bytes) -> None:
        self._file.write(piece)

    def end(self) -> None:
        self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()
