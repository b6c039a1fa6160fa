"""What an open room hands to the exchange and takes from it: rows, names, registers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consultroom.domain.records import Record
from consultroom.domain.stamps import StampedRow
from consultroom.store.acts import Act
from consultroom.store.cabinet import Cabinet, Chance
from consultroom.store.journal import Journal
from consultroom.store.notes import Notes, take_new_node
from consultroom.store.packs import Packs
from consultroom.store.publishing import live_rows
from consultroom.store.shelf import Shelf
from consultroom.store.travel import fitting, stamped, stamped_rows, stored


class Crossing:
    """The part of a ``Room`` that rows cross to other rooms by."""

    notes: Notes
    chance: Chance
    _cabinet: Cabinet
    _shelf: Shelf
    _journal: Journal
    _act: Act | None

    @property
    def node(self) -> str:
        """This installation's name in stamps."""
        return self._cabinet.node

    @property
    def last_seq(self) -> int:
        """The ``seq`` of the newest change; what a pack made now would reach up to."""
        return self._journal.last_line

    def rows_since(self, owner: str, seq: int) -> Iterator[tuple[int, StampedRow]]:
        """Yield what an owner's rows of all kinds are now if they changed after ``seq``.

        Rows come table by table, each table in the order of ``seq``. Deleted ones are among them.
        """
        for shape in self._shelf.shapes:
            for changed, record_id, row in self._shelf.rows_since(shape, owner, seq):
                yield changed, stamped(shape, record_id, row)

    def stamped_row(self, table: str, record_id: str) -> StampedRow | None:
        """Return one row with its stamps, deleted or not, or None; ``Act.accept`` writes one."""
        shape = self._shelf.shape_at(table)
        row = self._shelf.row(shape, record_id)
        return stamped(shape, record_id, row) if row else None

    def stamped_rows(self, table: str, ids: Iterable[str]) -> dict[str, StampedRow]:
        """Return id -> row for those of many rows that are there, deleted or not."""
        return stamped_rows(self._shelf, table, ids)

    def owners(self) -> frozenset[str]:
        """Return every organisation that owns a row here."""
        return self._shelf.owners()

    def owners_of(self, table: str, ids: Iterable[str]) -> dict[str, str]:
        """Return id -> owner for those of many ids that are in a table."""
        return self._shelf.owners_of(self._shelf.shape_at(table), ids)

    def rows_with_extra(self, table: str) -> Iterator[StampedRow]:
        """Yield the rows of a table that keep fields of a later version."""
        ids = self._shelf.with_extra(self._shelf.shape_at(table))
        yield from self.stamped_rows(table, ids).values()

    def record_of(self, row: StampedRow) -> Record:
        """Return the record a stamped row holds, live or not.

        Raises:
            UnfitRow: this version can make no record of it.
        """
        shape = self._shelf.shape_at(row.table)
        return fitting(shape, row.id, stored(shape, row, None))

    def plain_rows(
        self, table: str, columns: Sequence[str]
    ) -> Iterator[tuple[str | int | float | None, ...]]:
        """Yield these columns of a table's live rows as they are stored, for publishing."""
        return live_rows(self._cabinet.connection, table, columns)

    @property
    def packs(self) -> Packs:
        """The registers of packs that came and went."""
        return Packs(self._cabinet.connection)

    @property
    def schema(self) -> int:
        """The version of the tables: how many migrations they have had."""
        return int(self._cabinet.connection.execute("PRAGMA user_version").fetchone()[0])

    def hash_at(self, line: int) -> str:
        """Return the journal's hash at one of its lines, hex; empty when it has no such line."""
        return self._journal.hash_at(line)

    def take_new_node(self) -> str:
        """Write under a new name from now on; for a room that was copied or put back."""
        if self._act is not None:
            raise RuntimeError("an act is going on")
        self._cabinet.node = take_new_node(self.notes, self.chance)
        return self.node

    @property
    def own_nodes(self) -> frozenset[str]:
        """Every name this room has written under, the present one among them."""
        return frozenset({*self.notes.meta("nodes").split(), self.node})
