"""Records read from their tables, and rows written to them. The SQL of every kind is made once."""

# ruff: noqa: S608  (names of tables and columns come from the catalogue, never from a person)

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import Any, Final, TypeVar, cast

import msgspec

from consultroom.domain.catalogue import RecordKind
from consultroom.domain.records import Record, RecordNumber
from consultroom.domain.stamps import Context, Stamps
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.store.rows import HEAD_COLUMNS, Shape, SqlValue, canonical

R = TypeVar("R", bound=Record)
AnyShape = Shape[Any]

_decode_json = msgspec.json.decode


class NoSuchRecord(UserError):
    """Nothing in the room has this id or number."""


class Gone(IntEnum):
    """Where a row is. Follows from its stamps, and is kept so that reads need not work it out."""

    LIVE = 0
    BINNED = 1  # deleted by a person: in the bin, can be restored
    WITHDRAWN = 2  # its making was undone: in no list, but its number stays taken


class StoredRow(Frozen):
    """One row with its stamps. ``values`` are in the order of the shape's columns."""

    owner: str
    stamps: Stamps
    deletion: Context
    gone: Gone
    values: list[SqlValue]
    extra: str | None = None


_MOST_KNOWN: Final = 20_000  # records of one kind that are kept decoded
_SYNC: Final = ("owner", "base", "fv", "vv", "d", "extra", "gone")


class _Statements(Frozen):
    """The SQL of one table."""

    select: str
    row: str
    insert: str
    update: str
    rows: str


def _statements(shape: AnyShape) -> _Statements:
    own = [f'"{name}"' for name in shape.names]
    columns = ["id", *_SYNC, "seq", *own]
    sets = ", ".join(f"{name} = ?" for name in columns[1:])
    return _Statements(
        select=f'SELECT {", ".join(["seq", "fv", "id", "owner", *own])} FROM "{shape.table}"',
        row=f'SELECT {", ".join([*_SYNC, *own])} FROM "{shape.table}" WHERE id = ?',
        insert=f'INSERT INTO "{shape.table}"({", ".join(columns)}) '
        f"VALUES ({', '.join('?' * len(columns))})",
        update=f'UPDATE "{shape.table}" SET {sets} WHERE id = ?',
        rows=f'SELECT {", ".join(["id", *_SYNC, *own])} FROM "{shape.table}" '
        "WHERE id IN (SELECT value FROM json_each(?))",
    )


class Shelf:
    """The record tables of one open room."""

    def __init__(self, connection: Any, kinds: Iterable[RecordKind]) -> None:
        """Work on an open, migrated database."""
        self._connection = connection
        kinds = tuple(kinds)
        self._by_table = {kind.table: kind for kind in kinds}
        self._by_record = {kind.record: kind.table for kind in kinds}
        self._shapes: dict[str, AnyShape] = {}
        self._sql: dict[str, _Statements] = {}
        self._known: dict[str, dict[str, tuple[Any, Record]]] = {}

    @property
    def shapes(self) -> tuple[AnyShape, ...]:
        """The shape of every kind."""
        return tuple(map(self.shape_at, self._by_table))

    def kind_at(self, table: str) -> RecordKind | None:
        """Return which kind stands in a table; None when no kind does."""
        return self._by_table.get(table)

    def shape_of(self, record: type[R]) -> Shape[R]:
        """Return the shape of a record type; KeyError when the catalogue lacks it."""
        return cast("Shape[R]", self.shape_at(self._by_record[record]))

    def shape_at(self, table: str) -> AnyShape:
        """Return the shape of a table; KeyError when there is none."""
        if table not in self._shapes:  # on first use: a room opens sooner, and uses few at first
            kind = self._by_table[table]
            self._shapes[table] = Shape(kind, kind.record)
            self._sql[table] = _statements(self._shapes[table])
        return self._shapes[table]

    # -- records -----------------------------------------------------------------------------

    def get(self, kind: type[R], record_id: str) -> R:
        """Return the record with this id.

        Raises:
            NoSuchRecord: there is none, or it is in the bin.
        """
        shape = self.shape_of(kind)
        row = self.row(shape, record_id)
        if row is None or row.gone is Gone.WITHDRAWN:
            raise NoSuchRecord(f"没有找到这条{shape.kind.word}，请刷新后再试。")
        record = shape.decode(record_id, row.owner, row.values)
        if row.gone is Gone.BINNED:
            title = shape.title_of(record)
            raise NoSuchRecord(f"{shape.kind.word}“{title}”已删除，可以在回收站里恢复。")
        return record

    def recall(self, kind: type[R], record_id: str) -> R | None:
        """Return the record with this id wherever it is, the bin included, or None."""
        shape = self.shape_of(kind)
        row = self.row(shape, record_id)
        return shape.decode(record_id, row.owner, row.values) if row else None

    def find(self, kind: type[R], /, **equals: Any) -> tuple[R, ...]:
        """Return the live records whose fields equal these values, oldest first.

        A tuple of values means any of them, except for a field that is itself a tuple.
        None finds empty fields. An unknown field name is a KeyError.
        """
        shape = self.shape_of(kind)
        tests, slots = self._tests(shape, equals)
        query = f"{self._sql[shape.table].select} WHERE {tests} ORDER BY id"
        rows = self._connection.execute(query, slots).fetchall()
        return tuple(self._decoded(shape, rows))

    def parts(self, kind: type[R], many: int) -> Iterator[tuple[R, ...]]:
        """Yield the live records of a kind, oldest first, so many at a time.

        Each part is read by itself when it is asked for, so that what is written between two of
        them may be seen or not.
        """
        shape, last = self.shape_of(kind), ""
        query = (
            f"{self._sql[shape.table].select} "
            f"WHERE gone = {Gone.LIVE:d} AND id > ? ORDER BY id LIMIT ?"
        )
        while rows := self._connection.execute(query, (last, many)).fetchall():
            last = rows[-1][2]
            yield tuple(self._decoded(shape, rows))

    def values(self, kind: type[R], field: str, many: int) -> Iterator[tuple[SqlValue, ...]]:
        """Yield a field of the live records as its column has it, in ``parts``."""
        shape, last = self.shape_of(kind), ""
        query = (
            f'SELECT id, "{shape.by_name[field].name}" FROM "{shape.table}" '
            f"WHERE gone = {Gone.LIVE:d} AND id > ? ORDER BY id LIMIT ?"
        )
        while rows := self._connection.execute(query, (last, many)).fetchall():
            last = rows[-1][0]
            yield tuple(row[1] for row in rows)

    def _decoded(self, shape: Shape[R], rows: Iterable[Any]) -> Iterator[R]:
        """Yield the records of rows; one that was read before and not written since is kept.

        Its version is its ``seq`` with the stamps of its fields, which are others whenever it is
        written. Inside a transaction nothing is kept: one that is given up leaves no version.
        """
        known = self._known.setdefault(shape.table, {})
        if len(known) > _MOST_KNOWN:
            known.clear()
        keeps = not self._connection.in_transaction
        for row in rows:
            record_id, version = row[2], row[:2]
            kept = known.get(record_id)
            if kept is not None and kept[0] == version:
                yield cast("R", kept[1])
                continue
            record = shape.decode(record_id, row[3], row[4:])
            if keeps:
                known[record_id] = version, record
            yield record

    def one(self, kind: type[R], /, **equals: Any) -> R | None:
        """Return the oldest live record with these values, or None."""
        found = self.find(kind, **equals)
        return found[0] if found else None

    def count(self, kind: type[R], /, **equals: Any) -> int:
        """Return how many live records have these values."""
        shape = self.shape_of(kind)
        tests, slots = self._tests(shape, equals)
        query = f'SELECT count(*) FROM "{shape.table}" WHERE {tests}'
        return int(self._connection.execute(query, slots).fetchone()[0])

    def _tests(self, shape: AnyShape, equals: dict[str, Any]) -> tuple[str, list[SqlValue]]:
        tests, slots = [f"gone = {Gone.LIVE:d}"], []
        for name, value in equals.items():
            test, values = _test(shape, name, value)
            tests.append(test)
            slots += values
        return " AND ".join(tests), slots

    def numbers(self, kind: type[R]) -> tuple[str, ...]:
        """Return every number ever given to this kind, those of deleted records too."""
        table = self.shape_of(kind).table
        rows = self._connection.execute(f'SELECT number FROM "{table}" ORDER BY number')
        return tuple(row[0] for row in rows if row[0])

    def by_number(self, number: str) -> Record:
        """Return the live record with this number (编号), typed in any case.

        Raises:
            NoSuchRecord: nothing has it.
        """
        parsed = RecordNumber.parse(number)
        for shape in self.shapes if parsed else ():
            series = shape.kind.number
            if parsed and series and series.code == parsed.kind:
                found: tuple[Record, ...] = self.find(shape.record, number=str(parsed))
                if found:
                    return found[0]
        raise NoSuchRecord(f"没有编号为“{number}”的记录，请核对后再试。")

    # -- rows --------------------------------------------------------------------------------

    def row(self, shape: AnyShape, record_id: str) -> StoredRow | None:
        """Return a row with its stamps, or None."""
        row = self._connection.execute(self._sql[shape.table].row, (record_id,)).fetchone()
        return row and _stored(row)

    def rows(self, shape: AnyShape, ids: Iterable[str]) -> dict[str, StoredRow]:
        """Return id -> row for those of many ids that are there."""
        found = self._connection.execute(self._sql[shape.table].rows, (canonical(list(ids)),))
        return {row[0]: _stored(row[1:]) for row in found}

    def add_rows(self, shape: AnyShape, rows: Iterable[tuple[str, StoredRow, int]]) -> None:
        """Write many new rows: id, row and ``seq`` of each."""
        self._connection.executemany(
            self._sql[shape.table].insert,
            [(record_id, *_sync_values(row), seq, *row.values) for record_id, row, seq in rows],
        )

    def add_row(self, shape: AnyShape, record_id: str, row: StoredRow, seq: int) -> None:
        """Write a new row. ``seq`` is the journal line that tells of it."""
        head = (record_id, *_sync_values(row), seq)
        self._connection.execute(self._sql[shape.table].insert, (*head, *row.values))

    def change_row(self, shape: AnyShape, record_id: str, row: StoredRow, seq: int) -> None:
        """Write a row in place of the one there was."""
        slots = (*_sync_values(row), seq, *row.values, record_id)
        self._connection.execute(self._sql[shape.table].update, slots)

    def remove_row(self, shape: AnyShape, record_id: str) -> None:
        """Take a row away for good: only for one that came by exchange and is taken back."""
        self._connection.execute(f'DELETE FROM "{shape.table}" WHERE id = ?', (record_id,))

    def records(self, shape: AnyShape, gone: Gone = Gone.LIVE) -> Iterator[Record]:
        """Yield the records of one table that are live, or in the bin, oldest first."""
        query = f"{self._sql[shape.table].select} WHERE gone = {gone:d} ORDER BY id"
        for row in self._connection.execute(query).fetchall():
            yield shape.decode(row[2], row[3], row[4:])

    def rows_since(
        self, shape: AnyShape, owner: str, seq: int
    ) -> Iterator[tuple[int, str, StoredRow]]:
        """Yield seq, id and row of what an owner changed after ``seq``, in that order."""
        own = ", ".join(f'"{name}"' for name in shape.names)
        query = (
            f"SELECT seq, id, {', '.join(_SYNC)}, {own} "
            f'FROM "{shape.table}" WHERE owner = ? AND seq > ? ORDER BY seq'
        )
        for row in self._connection.execute(query, (owner, seq)).fetchall():
            yield row[0], row[1], _stored(row[2:])

    def owners(self) -> frozenset[str]:
        """Return every organisation that owns a row."""
        union = " UNION ".join(f'SELECT owner FROM "{shape.table}"' for shape in self.shapes)
        return frozenset(row[0] for row in self._connection.execute(union))

    def owners_of(self, shape: AnyShape, ids: Iterable[str]) -> dict[str, str]:
        """Return id -> owner for those of many ids that are there."""
        query = (
            f'SELECT id, owner FROM "{shape.table}" WHERE id IN (SELECT value FROM json_each(?))'
        )
        return dict(self._connection.execute(query, (canonical(list(ids)),)).fetchall())

    def with_extra(self, shape: AnyShape) -> tuple[str, ...]:
        """Return the ids of rows that keep fields of a later version."""
        query = f'SELECT id FROM "{shape.table}" WHERE extra IS NOT NULL ORDER BY id'
        return tuple(row[0] for row in self._connection.execute(query))

    def holders(self, record_id: str) -> tuple[AnyShape, ...]:
        """Return the kinds that have a row with this id, live or not."""
        return tuple(shape for shape in self.shapes if self.row(shape, record_id))


def _test(shape: AnyShape, name: str, value: Any) -> tuple[str, list[SqlValue]]:
    """Return one condition and what fills its slots."""
    column = shape.by_name.get(name) or HEAD_COLUMNS[name]
    if value is None:
        return f'"{name}" IS NULL', []
    if column.plain and isinstance(value, tuple):
        words = [column.to_sql(word) for word in value if word is not None]
        empty = f' OR "{name}" IS NULL' if None in value else ""
        return f'("{name}" IN (SELECT value FROM json_each(?)){empty})', [canonical(words)]
    return f'"{name}" = ?', [column.to_sql(value)]


def _stored(row: tuple[Any, ...]) -> StoredRow:
    owner, base, fields, context, deletion, extra, gone = row[:7]
    stamps = Stamps(base, _context(fields), _context(context))
    return StoredRow(owner, stamps, _context(deletion), Gone(gone), list(row[7:]), extra)


def _sync_values(row: StoredRow) -> tuple[SqlValue, ...]:
    stamps = row.stamps
    return (
        row.owner,
        stamps.base,
        _text(stamps.fields),
        _text(stamps.context),
        _text(row.deletion),
        row.extra,
        int(row.gone),
    )


def _context(text: str | None) -> Context:
    return cast("Context", _decode_json(text)) if text else {}


def _text(context: Context) -> str | None:
    return canonical(context) if context else None
