"""Rows on their way into a pack and out of one: lines of JSON, packed with zlib in pieces.

Neither way holds more than a piece in memory; what is larger lies in a temporary file.
"""

from __future__ import annotations

import hashlib
import io
import tempfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Final, Self

from consultroom.domain.stamps import StampedRow
from consultroom.exchange import limits
from consultroom.exchange.lines import as_line, from_line
from consultroom.exchange.manifest import DamagedPack, Entry
from consultroom.frozen import Frozen

_IN_MEMORY: Final = 32 * limits.MIB
_LEVEL: Final = 6  # of zlib
_STEP: Final = 256 * limits.KIB  # bytes unpacked at a time
BROKEN: Final = "包里“{}”一表的数据不完整或不合格式，整个包没有导入。请对方重新导出一份。"


class Scratch(Frozen):
    """Where temporary bytes go when they grow large.

    Attributes:
        folder: a folder of this program's, or None for the system's own.
        in_memory: bytes kept in memory before that.
        piece: bytes of rows, unpacked, that make up one entry of a pack.
    """

    folder: Path | None = None
    in_memory: int = _IN_MEMORY
    piece: int = limits.CHUNK

    def file(self) -> IO[bytes]:
        """Return a file that is gone once it is closed."""
        folder = None if self.folder is None else str(self.folder)
        return tempfile.SpooledTemporaryFile(self.in_memory, dir=folder, suffix=".part")


class Part(Frozen):
    """One entry of a pack to come, and what its bytes are read from."""

    entry: Entry
    open: Callable[[], BinaryIO]


class RowSpool:
    """Takes rows table by table and packs them into entries. Use it as a context manager."""

    def __init__(self, scratch: Scratch) -> None:
        """Keep packed rows in a temporary file."""
        self._file = scratch.file()
        self._most = scratch.piece
        self._parts: list[Part] = []
        self._table = ""
        self._lines: list[bytes] = []
        self._raw = 0

    def add(self, row: StampedRow) -> None:
        """Take a row.

        Raises:
            ValueError: it is longer than a line may be.
        """
        line = as_line(row)
        if len(line) >= limits.LINE:
            raise ValueError(f"{row.table} {row.id}: a line of {len(line)} bytes")
        if row.table != self._table or self._raw + len(line) >= self._most:
            self._end_piece()
            self._table = row.table
        self._lines.append(line)
        self._raw += len(line) + 1

    def finish(self) -> tuple[Part, ...]:
        """Return the entries of all rows taken; they can be read until the spool is closed."""
        self._end_piece()
        return tuple(self._parts)

    def _end_piece(self) -> None:
        if not self._lines:
            return
        packed = zlib.compress(b"\n".join((*self._lines, b"")), _LEVEL)
        entry = Entry(
            name="",  # it gets its number once it is known in which volume it goes
            size=len(packed),
            sha256=hashlib.sha256(packed).hexdigest(),
            table=self._table,
            rows=len(self._lines),
            raw=self._raw,
        )
        at = self._file.seek(0, io.SEEK_END)
        self._file.write(packed)
        self._parts.append(Part(entry, lambda: self._slice(at, len(packed))))
        self._lines, self._raw = [], 0

    def _slice(self, at: int, size: int) -> BinaryIO:
        self._file.seek(at)
        return io.BytesIO(self._file.read(size))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()


class Unpacker:
    """Turns the packed bytes of one entry back into rows as they come, and holds it to its word."""

    def __init__(self, entry: Entry) -> None:
        """Begin an entry of rows."""
        self._entry = entry
        self._zlib = zlib.decompressobj()
        self._rest = b""
        self._raw = 0
        self._rows = 0

    def feed(self, packed: bytes) -> Iterator[StampedRow]:
        """Yield the rows that are complete with these bytes.

        Raises:
            DamagedPack: they are more than the entry said, or no lines of rows.
        """
        while packed:
            raw = self._unpacked(packed)
            packed = self._zlib.unconsumed_tail
            self._raw += len(raw)
            if self._raw > self._entry.raw or self._zlib.unused_data:
                raise self._broken()
            yield from self._lines(raw)

    def end(self) -> None:
        """Check that everything the entry said has come.

        Raises:
            DamagedPack: something lacks.
        """
        whole = self._zlib.eof and not self._rest
        if not whole or (self._rows, self._raw) != (self._entry.rows, self._entry.raw):
            raise self._broken()

    def _unpacked(self, packed: bytes) -> bytes:
        try:
            return self._zlib.decompress(packed, _STEP)
        except zlib.error as error:
            raise self._broken() from error

    def _lines(self, raw: bytes) -> Iterator[StampedRow]:
        *lines, rest = raw.split(b"\n")
        if lines:
            lines[0] = self._rest + lines[0]
            self._rest = rest
        else:
            self._rest += rest
        if len(self._rest) > limits.LINE:
            raise self._broken()
        self._rows += len(lines)
        if self._rows > self._entry.rows:
            raise self._broken()
        for line in lines:
            yield from_line(self._entry.table, line)

    def _broken(self) -> DamagedPack:
        return DamagedPack(BROKEN.format(self._entry.table))
