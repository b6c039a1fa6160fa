"""After an update: what an earlier version could only keep becomes rows and fields (升级归位)."""

from __future__ import annotations

from collections.abc import Iterator

from consultroom.domain.catalogue import KIND_OF_TABLE, RECORDS
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.lines import from_line
from consultroom.exchange.merge import known_fields, merge, promoted
from consultroom.services.desk import Desk

_DONE = "promoted"  # of the room's notes: the version of the tables this was done for


def promote(desk: Desk) -> int:
    """Move kept fields and rows that this version knows to their places; return how many rows.

    Done once for each version of the tables.
    """
    version = str(desk.room.schema)
    if desk.room.notes.meta(_DONE) == version:
        return 0
    fields = tuple(_fields(desk))
    rows = [row for row in desk.room.packs.unknown() if row.table in KIND_OF_TABLE]
    with desk.room.act("更新后归位", by=desk.by) as act:
        for row in fields:
            act.accept(row)
        for kept in rows:
            known = known_fields(kept.table) or frozenset()
            row = from_line(kept.table, kept.line)
            there = act.stamped_rows(row.table, [row.id]).get(row.id)
            act.accept(merge(there, row, known).row)
        act.packs.forget_unknown({row.table for row in rows})
    desk.room.notes.set_meta(_DONE, version)
    return len(fields) + len(rows)


def _fields(desk: Desk) -> Iterator[StampedRow]:
    for kind in RECORDS:
        known = known_fields(kind.table) or frozenset()
        for row in desk.room.rows_with_extra(kind.table):
            if promoted(row, known) is not row:
                yield promoted(row, known)
