"""What an open room is made of: its tables, journal and indexes over one connection."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from consultroom.domain.records import Record, time_id
from consultroom.store.journal import Journal
from consultroom.store.names import NameIndex
from consultroom.store.rows import Shape
from consultroom.store.search import SearchIndex
from consultroom.store.shelf import Shelf

Clock = Callable[[], datetime]  # the moment, with its zone
Chance = Callable[[int], bytes]  # that many random bytes

_CHANCE_LENGTH = 10  # bytes of chance in a record id


@dataclass(slots=True)
class Cabinet:
    """The parts that work together inside one act.

    Attributes:
        node: this installation in stamps; no two copies of a room may write under one.
        backlog: new records that are still to be indexed, before the transaction ends.
    """

    connection: Any
    shelf: Shelf
    journal: Journal
    search_index: SearchIndex
    name_index: NameIndex
    node: str
    clock: Clock
    chance: Chance
    backlog: list[tuple[Shape[Any], Record]] = field(default_factory=list)
    _last_id: tuple[int, int] | None = None

    @property
    def search(self) -> SearchIndex:
        """The search index, with everything that was written so far."""
        self.settle()
        return self.search_index

    @property
    def names(self) -> NameIndex:
        """The index of names, with everything that was written so far."""
        self.settle()
        return self.name_index

    def new_id(self) -> str:
        """Return a fresh record id; two of the same moment keep their order."""
        now = self.clock()
        moment = int(now.timestamp() * 1000)  # all of the clock that an id keeps
        if self._last_id is not None and self._last_id[0] == moment:
            number = (self._last_id[1] + 1) % (1 << 8 * _CHANCE_LENGTH)
        else:
            number = int.from_bytes(self.chance(_CHANCE_LENGTH), "big")
        self._last_id = moment, number
        return time_id(now, number.to_bytes(_CHANCE_LENGTH, "big"))

    def milliseconds(self) -> int:
        """Return the clock in milliseconds since 1970."""
        return int(self.clock().timestamp() * 1000)

    def index(self, shape: Shape[Any], record: Record) -> None:
        """Put a live record into the search and the names."""
        self.search.put(shape.table, record.id, shape.text_of(record))
        if shape.kind.people:
            name = getattr(record, shape.kind.title)
            self.names.put(shape.table, record.id, name, getattr(record, "spelling", ""))

    def index_new(self, records: Iterable[tuple[Shape[Any], Record]]) -> None:
        """Put records that are new to the room on the backlog; ``settle`` indexes them.

        The full-text index writes a piece of itself whenever a transaction or a savepoint ends,
        so many acts in one transaction are indexed together.
        """
        self.backlog.extend(records)

    def settle(self) -> None:
        """Put the backlog into the search and the names."""
        if not self.backlog:
            return
        records, self.backlog = self.backlog, []  # a new list: see ``Room.together``
        texts, names = [], []
        for shape, record in records:
            if found := shape.text_of(record):
                texts.append((shape.table, record.id, found))
            if shape.kind.people:
                name = getattr(record, shape.kind.title)
                names.append((shape.table, record.id, name, getattr(record, "spelling", "")))
        self.search_index.add(texts)
        self.name_index.add(names)

    def unindex(self, shape: Shape[Any], record_id: str) -> None:
        """Take a record out of the search and the names."""
        self.search.drop(shape.table, record_id)
        if shape.kind.people:
            self.names.put(shape.table, record_id, "")

    def rebuild_indexes(self) -> int:
        """Make both indexes anew from the records; return how many records there are."""
        self.search.clear()
        self.names.clear()
        records = [
            (record.id, shape, record)
            for shape in self.shelf.shapes
            for record in self.shelf.records(shape)
        ]
        records.sort(key=lambda found: (found[0], found[1].table))
        for _, shape, record in records:
            self.index(shape, record)
        return len(records)
