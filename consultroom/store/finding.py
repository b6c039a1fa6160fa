"""What the search box answers: the indexes say where, the records say what to show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consultroom.domain.records import Record
from consultroom.store.cabinet import Cabinet
from consultroom.store.names import NameHit
from consultroom.store.rows import Shape
from consultroom.store.search import Hit, snippet_of, words_of


def search(cabinet: Cabinet, typed: str, limit: int) -> tuple[Hit, ...]:
    """Return the newest records that hold every word, each looked at again before it is shown."""
    words = words_of(typed)
    hits = (
        _hit(shape, record, words)
        for shape, record in _records(cabinet, cabinet.search.newest(words, limit))
    )
    return tuple(hit for hit in hits if hit)


def find_names(cabinet: Cabinet, typed: str, limit: int) -> tuple[NameHit, ...]:
    """Return people whose name, initials or spelling begin so."""
    return tuple(
        NameHit(record.id, shape.table, shape.kind.word, shape.title_of(record))
        for shape, record in _records(cabinet, cabinet.names.starting(typed, limit))
    )


def _records(cabinet: Cabinet, places: Any) -> Iterator[tuple[Shape[Any], Record]]:
    for table, record_id in places:
        shape = cabinet.shelf.shape_at(table)
        row = cabinet.shelf.row(shape, record_id)
        if row is not None and not row.gone:
            yield shape, shape.decode(record_id, row.owner, row.values)


def _hit(shape: Shape[Any], record: Record, words: tuple[str, ...]) -> Hit | None:
    snippet = snippet_of(shape.text_of(record), words)
    if snippet is None:
        return None
    return Hit(
        record_id=record.id,
        table=shape.table,
        word=shape.kind.word,
        title=shape.title_of(record),
        snippet=snippet,
        number=str(getattr(record, "number", "")),
    )
