"""Finding things (查找): by text, and by people's names."""

from __future__ import annotations

from consultroom.domain.catalogue import KIND_OF_TABLE
from consultroom.domain.records import Record
from consultroom.services.desk import Desk
from consultroom.store.names import NameHit
from consultroom.store.search import Hit, Snippet

_MEMBER = "member"  # the roster's table; names on old participant lists are found by their text


def search(desk: Desk, text: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return members by initials or spelling, then records in which the text stands, newest first.

    Args:
        desk: where.
        text: as typed; blanks separate what must all be found.
        limit: at most so many.
    """
    typed = text.strip()
    if not typed:
        return ()
    found = desk.room.search(typed, limit=limit)
    there = {hit.record_id for hit in found}
    people = [
        _as_hit(person)
        for person in desk.room.find_names(typed, limit=limit)
        if person.table == _MEMBER and person.record_id not in there
    ]
    return (*people, *found)[:limit]


def _as_hit(person: NameHit) -> Hit:
    return Hit(person.record_id, person.table, person.word, person.name, Snippet(person.name))


def record_of(desk: Desk, hit: Hit) -> Record:
    """Return the record that was found."""
    return desk.room.get(KIND_OF_TABLE[hit.table].record, hit.record_id)


__all__ = ["Hit", "record_of", "search"]
