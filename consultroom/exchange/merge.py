"""Two versions of one row become one, and nothing anybody wrote is lost. Pure functions.

Field by field the later stamp stands. When neither side had seen the other's write and the values
differ, the earlier one becomes a conflict record that derives from that write alone, so that every
computer makes the same one. A row is deleted only when its deleters had seen every write in it.
Fields this program does not know are kept in ``extra`` with their stamps and passed on.

A field that is None and has no stamp of its own (see ``lines``) was never written: any write of it
stands against that, and it conflicts with nothing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from consultroom.domain.conflicts import Conflict
from consultroom.domain.records import Coded
from consultroom.domain.stamps import StampedRow


class Outcome(Coded):
    """What became of an incoming row; the counts of all four add up to the manifest's."""

    NEW = "new", "新增"
    CHANGED = "changed", "有改动"
    UNCHANGED = "unchanged", "无变化"
    HELD = "held", "暂存"


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge.

    Attributes:
        row: the row to store.
        outcome: what that is, seen from the local row.
        conflicts: the values that lost, new or known here already.
    """

    row: StampedRow
    outcome: Outcome
    conflicts: tuple[Conflict, ...] = ()


def known_fields(table: str) -> frozenset[str] | None:
    """Return the fields this program knows of a table, or None when it does not know the table."""
    raise NotImplementedError


def merge(local: StampedRow | None, incoming: StampedRow, known: Collection[str]) -> Merged:
    """Return the row that has taken in both.

    Args:
        local: the row here, or None.
        incoming: the row from a pack.
        known: the fields of the table; others are kept in ``extra``.

    Raises:
        BadRow: the two belong to different owners.
    """
    raise NotImplementedError


def conflict_row(conflict: Conflict) -> StampedRow:
    """Return the stamped row of a conflict, the same on every computer; merge it like any other."""
    raise NotImplementedError
