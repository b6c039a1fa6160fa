"""Rows as they travel: between a table and a ``StampedRow``, which exchange merges.

What arrives is written with its own stamps, so the journal also keeps the stamps there were before;
taking an import back must leave a row as if it had never come, or the next import would be refused.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

import msgspec

from consultroom.domain.records import Record
from consultroom.domain.stamps import StampedRow, Stamps
from consultroom.errors import UserError
from consultroom.store.journal import Line, Verb
from consultroom.store.rows import Shape, SqlValue, canonical
from consultroom.store.shelf import Gone, Shelf, StoredRow


class UnfitRow(UserError):
    """A row came of which this version of the program can make no record."""


STATE: Final = "@"  # the pseudo-field of a journal line that holds a row's stamps


def stamped(shape: Shape[Any], record_id: str, row: StoredRow) -> StampedRow:
    """Return a stored row for a pack or a merge."""
    return StampedRow(
        table=shape.table,
        id=record_id,
        owner=row.owner,
        values=dict(zip(shape.names, row.values, strict=True)),
        stamps=row.stamps,
        deletion=row.deletion,
        extra=_decode_extra(row.extra) if row.extra else {},
    )


def stamped_rows(shelf: Shelf, table: str, ids: Iterable[str]) -> dict[str, StampedRow]:
    """Return id -> row for those of many rows of a table that are there."""
    shape = shelf.shape_at(table)
    found = shelf.rows(shape, ids)
    return {record_id: stamped(shape, record_id, row) for record_id, row in found.items()}


def fitting(shape: Shape[Any], record_id: str, row: StoredRow) -> Record:
    """Return the record of a row that arrived.

    Raises:
        UnfitRow: a value is of another type, or a word this version does not know.
    """
    if shape.holds(row.values):
        with suppress(*_UNFIT):
            record: Record = shape.decode(record_id, row.owner, row.values)
            return record
    raise UnfitRow(
        f"包里有一条{shape.kind.word}，这个版本的程序认不出来，没有导入。请先更新程序，再导入这个包。"
    )


_UNFIT: Final = (KeyError, ValueError, TypeError, RecursionError, msgspec.MsgspecError)


def stored(shape: Shape[Any], row: StampedRow, old: StoredRow | None) -> StoredRow:
    """Return a row to be stored as it is. A field the row lacks stays as it was.

    Raises:
        ValueError: it has a field the table lacks, or another owner than before.
    """
    if not row.values.keys() <= shape.by_name.keys():
        unknown = row.values.keys() - shape.by_name.keys()
        raise ValueError(f"{shape.table} has no {', '.join(sorted(unknown))}")
    gone = Gone.LIVE
    if old is None:
        values: list[SqlValue] = list(map(row.values.get, shape.names))
    else:
        values = _over(shape, old, row)
    if row.deletion and row.deleted:  # what was never seen here was not deleted by anyone here
        gone = old.gone or Gone.BINNED if old else Gone.WITHDRAWN
    return StoredRow(
        owner=row.owner,
        stamps=row.stamps,
        deletion=row.deletion,
        gone=gone,
        values=values,
        extra=canonical(row.extra) if row.extra else None,
    )


def _over(shape: Shape[Any], old: StoredRow, row: StampedRow) -> list[SqlValue]:
    """Return the values of a row written over those there were."""
    if old.owner != row.owner:
        raise ValueError(f"{row.id} belongs to {old.owner}, not to {row.owner}")
    return list(map((_values(shape, old) | dict(row.values)).get, shape.names))


def arrival(line: Line, shape: Shape[Any], old: StoredRow | None, new: StoredRow | None) -> None:
    """Tell in a line what a row was before it arrived and what it is now; None is not there."""
    befores = old.values if old else itertools.repeat(None, len(shape.names))
    afters = new.values if new else itertools.repeat(None, len(shape.names))
    changed = {
        name: (before, after)
        for name, before, after in zip(shape.names, befores, afters, strict=True)
        if before != after
    }
    line.changes = {**changed, STATE: (state_of(old), state_of(new))}


def verb_between(old: StoredRow | None, new: StoredRow | None) -> Verb:
    """Return what it is called when a row becomes another."""
    here, there = (row is not None and row.gone is Gone.LIVE for row in (old, new))
    if here == there:
        return Verb.UPDATE
    if there:
        return Verb.INSERT if old is None else Verb.RESTORE
    return Verb.WITHDRAW if new is None else Verb.REMOVE


def state_of(row: StoredRow | None) -> str | None:
    """Return everything about a row that is not a value, as one text; None when there is no row."""
    if row is None:
        return None
    stamps = row.stamps
    told = (row.owner, stamps.base, stamps.fields, stamps.context, row.deletion, row.gone)
    return canonical((*told, row.extra))


def as_it_was(line: Line, shape: Shape[Any], now: StoredRow | None) -> StoredRow | None:
    """Return the row a line found, from the row as it is now; None when there was none."""
    state = line.changes[STATE][0]
    if not isinstance(state, str):
        return None
    owner, base, fields, context, deletion, gone, extra = msgspec.json.decode(state)
    values = _values(shape, now) | {
        name: before for name, (before, _) in line.changes.items() if name != STATE
    }
    return StoredRow(
        owner=owner,
        stamps=Stamps(base, fields, context),
        deletion=deletion,
        gone=Gone(gone),
        values=[values[name] for name in shape.names],
        extra=extra,
    )


def _values(shape: Shape[Any], row: StoredRow | None) -> dict[str, SqlValue]:
    if row is None:
        return dict.fromkeys(shape.names)
    return dict(zip(shape.names, row.values, strict=True))


Extra = Mapping[str, tuple[SqlValue, str]]
_decode_extra = msgspec.json.Decoder(dict[str, tuple[SqlValue, str]]).decode
