"""After an update: what an earlier version could only keep becomes rows and fields (升级归位).

What was kept stays where it is besides, so that undoing the act loses nothing: it is done again
when the room is next opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from consultroom.domain.catalogue import RECORDS
from consultroom.domain.conflicts import Conflict
from consultroom.domain.stamps import StampedRow
from consultroom.services.desk import Desk

if TYPE_CHECKING:
    from consultroom.store.acts import Act

ACT = "更新后归位"
_DONE = "promoted"  # of the room's notes: for which version of the tables, and by which act


def promote(desk: Desk) -> int:
    """Move kept fields and rows that this version knows to their places; return how many rows.

    It comes before anything is written by the new version: a person who writes a field must see
    what was kept of it. Fields are looked for once for each version of the tables.
    """
    version = str(desk.room.schema)
    is_done, kept = _is_done(desk, version), desk.room.packs.kept_owners()
    if is_done and not kept:
        return 0  # every opening comes this way: what merges is not even loaded
    from consultroom.services.exchanging.keeping import kept_rows

    fields = () if is_done else tuple(_fields(desk))
    rows = kept_rows(desk, kept, known=True)
    by, done = "", 0
    if fields or rows:
        with desk.room.act(ACT, by=desk.by) as act:
            for row in fields:
                act.accept(row)
            by, done = act.id if fields else "", len(fields) + _merged(act, rows)
    if not is_done:
        desk.room.notes.set_meta(_DONE, f"{version} {by}".strip())
    return done


def _is_done(desk: Desk, version: str) -> bool:
    """Tell whether fields were moved for this version, and the act was not undone."""
    done, _, act = desk.room.notes.meta(_DONE).partition(" ")
    return done == version and not (act and desk.room.lines_of(act)[0].act.undone)


def _fields(desk: Desk) -> Iterator[StampedRow]:
    from consultroom.exchange.merge import known_fields, promoted

    for kind in RECORDS:
        known = known_fields(kind.table) or frozenset()
        for row in desk.room.rows_with_extra(kind.table):
            if promoted(row, known) is not row:
                yield promoted(row, known)


def _merged(act: Act, rows: Iterable[StampedRow]) -> int:
    """Take in what was kept, and what lost to rows that are here; return how many changed."""
    from consultroom.exchange.merge import CONFLICTS, Outcome, conflict_row, known_fields, merge

    conflicts: dict[str, Conflict] = {}
    done = 0
    for row in rows:
        there = act.stamped_rows(row.table, [row.id]).get(row.id)
        merged = merge(there, row, known_fields(row.table) or frozenset())
        if merged.outcome is not Outcome.UNCHANGED:
            act.accept(merged.row)
            done += 1
        if row.table != CONFLICTS:
            conflicts.update((one.id, one) for one in merged.conflicts)
    return done + (_merged(act, map(conflict_row, conflicts.values())) if conflicts else 0)
