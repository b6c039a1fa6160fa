"""What a later version wrote and this one cannot hold (留存): kept as it came, and passed on.

The same row may have come in several packs, and two computers may have written it apart. What loses
there becomes a conflict here already, since whoever is given the merged row has seen both writes
and would not find out any more.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, partial

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.conflicts import Conflict
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.lines import from_line
from consultroom.exchange.merge import conflict_row, merge
from consultroom.services.desk import Desk
from consultroom.services.exchanging.partners import above, spoken_for


def kept_rows(desk: Desk, owners: Collection[str], *, known: bool = False) -> list[StampedRow]:
    """Return the rows that were kept, each once, and the conflicts there are between writes of one.

    What is none of its sender's business is left out: nobody else writes in another's name.

    Args:
        desk: where.
        owners: whose rows.
        known: those of tables that this version knows, in place of the others.
    """
    may_tell = cache(partial(_may_tell, desk))
    rows: dict[tuple[str, str], StampedRow] = {}
    conflicts: dict[str, Conflict] = {}
    for kept in desk.room.packs.unknown():
        wanted = kept.owner in owners and (kept.table in KIND_OF_TABLE) is known
        if wanted and may_tell(kept.unit, kept.owner):
            row = from_line(kept.table, kept.line)
            key = row.table, row.id
            merged = merge(rows.get(key), row, frozenset())
            rows[key] = merged.row
            conflicts.update((one.id, one) for one in merged.conflicts)
    found = [*rows.values(), *map(conflict_row, conflicts.values())]
    return sorted(found, key=lambda row: (row.table, row.id))


def _may_tell(desk: Desk, unit: str, owner: str) -> bool:
    """Tell whether an organisation may bring rows of an owner: its own, and those given back."""
    if unit in (owner, desk.owner) or owner in spoken_for(desk, unit):
        return True
    return owner == desk.owner and unit == above(desk)
