"""One act: the only way records change.

Rows are written at once, so that reads inside the act see them; the journal's lines and the search
text are written when it ends. All of it is one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any, Final, TypeVar

from consultroom.domain.records import Record
from consultroom.domain.stamps import StampedRow, Stamps, first_stamps, joined, touched
from consultroom.frozen import replace
from consultroom.store.cabinet import Cabinet
from consultroom.store.journal import ActRecord, Line, Verb
from consultroom.store.packs import Packs
from consultroom.store.rows import Shape, SqlValue
from consultroom.store.shelf import Gone, NoSuchRecord, StoredRow
from consultroom.store.travel import (
    STATE,
    arrival,
    as_it_was,
    fitting,
    stamped_rows,
    stored,
    verb_between,
)

R = TypeVar("R", bound=Record)
AnyShape = Shape[Any]

_BATCH: Final = 500  # rows read and written in one statement
_AFTER: Final = {Verb.REMOVE: Gone.BINNED, Verb.WITHDRAW: Gone.WITHDRAWN}  # else live
_PUT: Final = {Gone.LIVE: Verb.UPDATE, Gone.BINNED: Verb.RESTORE, Gone.WITHDRAWN: Verb.REINSERT}
_BACK: Final = {
    Verb.INSERT: Verb.WITHDRAW,
    Verb.UPDATE: Verb.UPDATE,
    Verb.REMOVE: Verb.RESTORE,
    Verb.RESTORE: Verb.REMOVE,
    Verb.WITHDRAW: Verb.REINSERT,
    Verb.REINSERT: Verb.WITHDRAW,
}  # what undoes what


class Act:
    """One thing a person is doing, from the first write to the commit."""

    def __init__(self, cabinet: Cabinet, record: ActRecord) -> None:
        """Begin; the caller holds the transaction."""
        self._cabinet = cabinet
        self._shelf = cabinet.shelf
        self._lines: list[Line] = []
        self._open_lines: dict[tuple[str, str], Line] = {}
        self._to_index: dict[tuple[str, str], Record | None] = {}
        self._fresh: list[tuple[AnyShape, Record]] = []
        self._next_line = cabinet.journal.last_line + 1
        self._over = False
        self.record = record

    @property
    def id(self) -> str:
        """The act's id, as in the journal."""
        return self.record.id

    # -- writing -----------------------------------------------------------------------------

    def put(self, record: Record) -> None:
        """Write a record: a new one, or a new value of one there is.

        Only fields that differ are stamped and told in the journal; putting what is already
        there does nothing. Putting a deleted record brings it back.

        Raises:
            ValueError: the record belongs to another owner than the one stored.
        """
        shape = self._shelf.shape_of(type(record))
        values = shape.encode(record)
        old = self._shelf.row(shape, record.id)
        if old is None:
            self._insert(shape, record, values)
            return
        if old.owner != record.owner:
            raise ValueError(f"{record.id} belongs to {old.owner}, not to {record.owner}")
        changed = {
            name: value
            for name, before, value in zip(shape.names, old.values, values, strict=True)
            if value != before and not (before is None and shape.by_name[name].is_unset(value))
        }  # what was never written, or did not travel here, is not written by saying nothing
        if changed or old.gone:
            self._change(shape, record.id, old, changed, _PUT[old.gone])

    def remove(self, record: Record) -> None:
        """Move a record to the bin.

        Raises:
            NoSuchRecord: it is not there, or already in the bin.
        """
        shape, old = self._stored(type(record), record.id)
        if old.gone:
            raise NoSuchRecord(f"{shape.kind.word}“{shape.title_of(record)}”已经删除了。")
        self._change(shape, record.id, old, {}, Verb.REMOVE)

    def restore(self, kind: type[R], record_id: str) -> R:
        """Bring a record back from the bin and return it.

        Raises:
            NoSuchRecord: it is not in the bin.
        """
        shape, old = self._stored(kind, record_id)
        if old.gone is not Gone.BINNED:
            raise NoSuchRecord(f"这条{shape.kind.word}不在回收站里，请刷新后再试。")
        self._change(shape, record_id, old, {}, Verb.RESTORE)
        return self._shelf.get(kind, record_id)

    def accept(self, row: StampedRow) -> None:
        """Write a row that came by exchange as it is, with the stamps it brings.

        Raises:
            ValueError: it has a field the table lacks, or another owner than before.
        """
        shape = self._shelf.shape_at(row.table)
        old = self._shelf.row(shape, row.id)
        new = stored(shape, row, old)
        if new != old:
            self._set(shape, row.id, old, new)

    def accept_many(self, table: str, rows: Iterable[StampedRow]) -> None:
        """Write many rows of one table as ``accept`` does, each id once, in a few statements.

        Raises:
            UnfitRow: this version cannot make a record of a row.
            ValueError: as ``accept`` does.
        """
        shape = self._shelf.shape_at(table)
        every = iter(rows)
        while some := tuple(islice(every, _BATCH)):
            there = self._shelf.rows(shape, (row.id for row in some))
            fresh = []
            for row in some:
                old = there.get(row.id)
                new = stored(shape, row, old)
                record = fitting(shape, row.id, new)
                if old is None:
                    fresh.append((row.id, new, self._arrived(shape, row.id, new, record)))
                elif new != old:
                    self._set(shape, row.id, old, new)
            self._shelf.add_rows(shape, fresh)

    def _arrived(self, shape: AnyShape, record_id: str, new: StoredRow, record: Record) -> int:
        """Tell of a row that is new here, and return the line's number."""
        line = self._line(shape, record_id, verb_between(None, new), apart=True)
        arrival(line, shape, None, new)
        if not new.gone:
            self._fresh.append((shape, record))
        return line.n

    def turn_back(self, line: Line) -> None:
        """Write the opposite of a journal line. Whoever calls has checked that it may be."""
        shape = self._shelf.shape_at(line.table)
        if STATE in line.changes:
            now = self._shelf.row(shape, line.record_id)
            self._set(shape, line.record_id, now, as_it_was(line, shape, now))
            return
        _, old = self._stored(shape.record, line.record_id)
        before: Mapping[str, SqlValue] = {}
        if line.verb is not Verb.INSERT:  # an undone insert keeps its values, for redoing
            before = {name: change[0] for name, change in line.changes.items()}
        self._change(shape, line.record_id, old, before, _BACK[line.verb])

    def _stored(self, kind: type[R], record_id: str) -> tuple[Shape[R], StoredRow]:
        shape = self._shelf.shape_of(kind)
        row = self._shelf.row(shape, record_id)
        if row is None:
            raise NoSuchRecord(f"没有找到这条{shape.kind.word}，请刷新后再试。")
        return shape, row

    def _insert(self, shape: AnyShape, record: Record, values: list[SqlValue]) -> None:
        stamps = first_stamps(self._cabinet.milliseconds(), self._cabinet.node)
        line = self._line(shape, record.id, Verb.INSERT)
        for name, value in zip(shape.names, values, strict=True):
            if value is not None:
                line.changes[name] = (None, value)
        row = StoredRow(record.owner, stamps, {}, Gone.LIVE, values)
        self._shelf.add_row(shape, record.id, row, line.n)
        self._to_index[shape.table, record.id] = record

    def _change(
        self,
        shape: AnyShape,
        record_id: str,
        old: StoredRow,
        changed: Mapping[str, SqlValue],
        verb: Verb,
    ) -> None:
        line = self._line(shape, record_id, verb)
        values = list(old.values)
        for name, after in changed.items():
            place = shape.names.index(name)
            _note(line, name, values[place], after)
            values[place] = after
        stamps = self._touch(old.stamps, changed, verb)
        deletion = joined(old.deletion, stamps.context) if verb.takes_away else old.deletion
        gone = _AFTER.get(verb, Gone.LIVE)
        row = replace(old, stamps=stamps, deletion=deletion, gone=gone, values=values)
        self._shelf.change_row(shape, record_id, row, line.n)
        if verb is not Verb.UPDATE or not shape.indexed.isdisjoint(changed):
            self._to_index[shape.table, record_id] = (
                None if gone else shape.decode(record_id, row.owner, row.values)
            )

    def _set(
        self, shape: AnyShape, record_id: str, old: StoredRow | None, new: StoredRow | None
    ) -> None:
        """Put a row in the place of another, stamps and all; None is no row."""
        line = self._line(shape, record_id, verb_between(old, new), apart=True)
        arrival(line, shape, old, new)
        if new is None:
            self._shelf.remove_row(shape, record_id)
        elif old is None:
            self._shelf.add_row(shape, record_id, new, line.n)
        else:
            self._shelf.change_row(shape, record_id, new, line.n)
        self._to_index[shape.table, record_id] = (
            shape.decode(record_id, new.owner, new.values) if new and not new.gone else None
        )

    def _touch(self, stamps: Stamps, changed: Mapping[str, SqlValue], verb: Verb) -> Stamps:
        if not changed and verb.takes_away:
            return stamps  # a deletion is not a write: it holds what had been written
        return touched(stamps, changed, self._cabinet.milliseconds(), self._cabinet.node)

    def _line(self, shape: AnyShape, record_id: str, verb: Verb, *, apart: bool = False) -> Line:
        """Return the line to write on: one for each record, unless it goes or comes back."""
        if self._over:
            raise RuntimeError(f"“{self.record.name}” is over")
        key = shape.table, record_id
        line = self._open_lines.get(key)
        if line is None or verb is not Verb.UPDATE or apart or STATE in line.changes:
            line = Line(self._next_line, shape.table, record_id, verb)
            self._next_line += 1
            self._lines.append(line)
            self._open_lines[key] = line
        return line

    @property
    def wrote(self) -> bool:
        """Whether the journal will have something to tell."""
        return any(not line.empty for line in self._lines)

    # -- ending ------------------------------------------------------------------------------

    def finish(self) -> bool:
        """Write the journal and the indexes; tell whether anything was done at all."""
        self._over = True
        lines = [line for line in self._lines if not line.empty]
        if lines:
            self._cabinet.journal.append(self.record, lines)
        self._cabinet.index_new(self._fresh)
        for (table, record_id), record in self._to_index.items():
            shape = self._shelf.shape_at(table)
            if record is None:
                self._cabinet.unindex(shape, record_id)
            else:
                self._cabinet.index(shape, record)
        return bool(lines)

    # -- reading, with what was written so far -----------------------------------------------

    def get(self, kind: type[R], record_id: str) -> R:
        """Return a live record; see ``Room.get``."""
        return self._shelf.get(kind, record_id)

    def find(self, kind: type[R], /, **equals: Any) -> tuple[R, ...]:
        """Return live records; see ``Room.find``."""
        return self._shelf.find(kind, **equals)

    def one(self, kind: type[R], /, **equals: Any) -> R | None:
        """Return the oldest live record with these values, or None."""
        return self._shelf.one(kind, **equals)

    def numbers(self, kind: type[R]) -> tuple[str, ...]:
        """Return every number ever given to this kind."""
        return self._shelf.numbers(kind)

    def by_number(self, number: str) -> Record:
        """Return the live record with this number; see ``Room.by_number``."""
        return self._shelf.by_number(number)

    def stamped_rows(self, table: str, ids: Iterable[str]) -> dict[str, StampedRow]:
        """Return those of many rows that are there; see ``Room.stamped_rows``."""
        return stamped_rows(self._shelf, table, ids)

    @property
    def packs(self) -> Packs:
        """The registers of packs, written in this act's transaction."""
        return Packs(self._cabinet.connection)

    def new_id(self) -> str:
        """Return a fresh record id."""
        return self._cabinet.new_id()


def _note(line: Line, name: str, before: SqlValue, after: SqlValue) -> None:
    """Tell of one field's change; with an earlier change in the same line they become one."""
    if name in line.changes:
        before = line.changes.pop(name)[0]
    if before != after:
        line.changes[name] = (before, after)
