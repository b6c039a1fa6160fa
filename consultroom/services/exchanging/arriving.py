"""What a pack would change here (到达): every row merged with the room's own, nothing written.

The preview counts with it and the import writes what it yields, so the two cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from consultroom.domain.conflicts import Conflict
from consultroom.domain.stamps import StampedRow, Stamps, joined
from consultroom.exchange.lines import as_line
from consultroom.exchange.manifest import Manifest, PackKind
from consultroom.exchange.merge import CONFLICTS, Merged, Outcome, known_fields, merge
from consultroom.exchange.refusals import ForeignRow
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.exchanging.choosing import PROPOSED
from consultroom.services.exchanging.partners import above, peer_nodes, spoken_for
from consultroom.store.packs import UnknownRow

Lookup = Callable[[str, Iterable[str]], dict[str, StampedRow]]
"""Table and ids -> id -> row; those that are not there are left out."""

_BATCH: Final = 500
_EACH_ITS_OWN: Final = frozenset({"org_unit", "parameters", "step_scheme", "holiday_mark"})
_EMPTY: Final = (None, "", "[]", "{}")


class Arrival(Frozen):
    """One row of a pack merged with the room's own.

    Attributes:
        before: the row here, or None.
        merged: what becomes of it.
    """

    before: StampedRow | None
    merged: Merged


class Policy(Frozen):
    """What a room lets a pack do.

    Attributes:
        here: code of this room's organisation.
        sender: code of the pack's.
        ours: names of this organisation's computers.
        spoken_for: the organisations below the sender; those its pack tells of are added.
    """

    here: str
    sender: str
    ours: frozenset[str]
    spoken_for: set[str]

    def refuse_foreign(self, row: StampedRow, before: StampedRow | None) -> None:
        """Refuse a row that is not the sender's, but for the roster a station hands in.

        Raises:
            ForeignRow: it is none of the sender's business.
        """
        if self.sender == self.here:
            return  # another computer of ours passes on whatever it has
        if row.table == "org_unit" and self._is_below(row, before):
            self.spoken_for.add(row.id)
        if row.owner == self.sender or row.owner in self.spoken_for - {self.here}:
            return
        if row.owner == self.here and row.table in PROPOSED:
            return
        raise ForeignRow(
            f"包里有一条记录（{row.table} {row.id}）属于“{row.owner}”，"
            f"不该由“{self.sender}”交来，整个包没有导入。请与对方核对。"
        )

    def _is_below(self, row: StampedRow, before: StampedRow | None) -> bool:
        """Tell whether the sender lists an organisation below it that is nobody else's."""
        nobodys = before is None or before.owner == self.sender
        return row.owner == self.sender == row.values.get("parent") and nobodys


@dataclass(slots=True)
class Arrivals:
    """The rows of one pack on their way into a room.

    Attributes:
        unknown: rows of tables this version does not know, once they were passed.
        conflicts: values that lost to others, once they were passed.
    """

    lookup: Lookup
    policy: Policy
    gives_back: bool = False
    unknown: list[UnknownRow] = field(default_factory=list)
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    def batches(self, rows: Iterable[StampedRow]) -> Iterator[tuple[str, list[Arrival]]]:
        """Yield table and rows, a few hundred at a time, no id twice in one batch."""
        batch: dict[str, StampedRow] = {}
        table = ""
        for row in rows:
            if batch and (row.table != table or row.id in batch or len(batch) >= _BATCH):
                yield table, self._merged(table, batch)
                batch = {}
            table = row.table
            if known_fields(table) is None:
                self.unknown.append(UnknownRow(table, row.id, row.owner, as_line(row)))
            else:
                batch[row.id] = row
        if batch:
            yield table, self._merged(table, batch)

    def _merged(self, table: str, batch: dict[str, StampedRow]) -> list[Arrival]:
        there = self.lookup(table, batch)
        return [self._arrival(row, there.get(row.id)) for row in batch.values()]

    def _arrival(self, row: StampedRow, before: StampedRow | None) -> Arrival:
        if not self.gives_back:
            self.policy.refuse_foreign(row, before)
        known = known_fields(row.table) or frozenset()
        if before is not None and before.owner != row.owner and row.table in _EACH_ITS_OWN:
            return Arrival(before, Merged(before, Outcome.UNCHANGED))
        if before is not None and self._stands_in(before, row):
            taken = _in_place_of(before, merge(None, row, known).row)
            return Arrival(before, Merged(taken, Outcome.CHANGED))
        merged = merge(before, row, known)
        if row.table != CONFLICTS:  # two settlements of one conflict are no conflict
            self.conflicts.update((one.id, one) for one in merged.conflicts)
        return Arrival(before, merged)

    def _stands_in(self, before: StampedRow, row: StampedRow) -> bool:
        """Tell whether the row here was only made up until the real one would come.

        A new station writes a district, parameters and schemes of its own into its room.
        """
        writers = before.stamps.context.keys()
        return (
            row.owner == before.owner != self.policy.here
            and writers <= self.policy.ours
            and writers.isdisjoint(row.stamps.context)
        )

    def conflict_rows(self) -> Iterator[tuple[str, list[Arrival]]]:
        """Yield the conflicts that came up, once all rows have passed."""
        from consultroom.exchange.merge import conflict_row

        rows = {id_: conflict_row(one) for id_, one in self.conflicts.items()}
        known = known_fields(CONFLICTS) or frozenset()
        there = self.lookup(CONFLICTS, rows)
        if rows:
            yield (
                CONFLICTS,
                [
                    Arrival(there.get(id_), merge(there.get(id_), row, known))
                    for id_, row in rows.items()
                ],
            )


def _in_place_of(before: StampedRow, row: StampedRow) -> StampedRow:
    """Return the real row; what it leaves empty stays as it was made up here."""
    kept = {
        name: value
        for name, value in before.values.items()
        if value not in _EMPTY and row.values.get(name) in _EMPTY
    }
    if not kept:
        return row
    stamps = {**row.stamps.fields, **{name: before.stamps.of(name) for name in kept}}
    context = joined(row.stamps.context, before.stamps.context)
    return replace(
        row, values={**row.values, **kept}, stamps=Stamps(row.stamps.base, stamps, context)
    )


def arrivals(desk: Desk, manifest: Manifest, lookup: Lookup) -> Arrivals:
    """Return what takes the rows of a pack through."""
    sender = manifest.unit
    below = set(spoken_for(desk, sender)) if sender != above(desk) else set()
    policy = Policy(
        here=desk.owner, sender=sender, ours=peer_nodes(desk), spoken_for=below - {desk.owner}
    )
    return Arrivals(lookup, policy, gives_back=manifest.kind is PackKind.BOOTSTRAP)
