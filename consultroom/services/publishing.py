"""Publishing (发布): the merged room for others to read, one way, without people unless asked.

The room is the truth; what is published is made from it and never read back. Free text goes out
redacted: telephone and identity numbers, and everybody the room's visitor records know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from consultroom import __version__
from consultroom.domain.publications import (
    CODE_WORDS,
    FREE_TEXT,
    Publication,
    PublishedTable,
    Value,
    code_rows,
    published_tables,
)
from consultroom.exchange import parquet, publish
from consultroom.exchange.publish import SCHEMA, Filled, Tell
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.field_words import word_for
from consultroom.services.withholding import Withholding
from consultroom.store import publishing as store

Row = Sequence[Value]


class Published(Frozen, kw_only=True):
    """What was published.

    Attributes:
        where: kind of place: ``postgres``, ``datasette`` or ``parquet``.
        tables: what became of each.
        personal: whether people are in it.
    """

    where: str
    tables: tuple[Filled, ...]
    personal: bool

    @property
    def rows(self) -> int:
        """How many rows there are now."""
        return sum(one.rows for one in self.tables)


def to_postgres(
    desk: Desk,
    dsn: str,
    *,
    schema: str = SCHEMA,
    personal: bool = False,
    tell: Tell = lambda _table, _rows: None,
) -> Published:
    """Publish to a schema of a PostgreSQL data base.

    Raises:
        CannotPublish: the library is missing, the server refuses, or the schema is another's.
    """
    what = publication(desk, personal=personal)
    filled = publish.to_postgres(dsn, what, rows_of(desk, what), schema=schema, tell=tell)
    return Published(where="postgres", tables=filled, personal=personal)


def to_datasette(
    desk: Desk,
    folder: Path,
    *,
    personal: bool = False,
    tell: Tell = lambda _table, _rows: None,
) -> Published:
    """Publish a folder that Datasette serves read-only.

    Raises:
        UserError: it cannot be written, or is in use.
    """
    what = publication(desk, personal=personal)
    counts = store.to_datasette(folder, what, rows_of(desk, what), tell=tell)
    filled = tuple(Filled(table=name, rows=n, added=n) for name, n in counts.items())
    return Published(where="datasette", tables=filled, personal=personal)


def to_parquet(
    desk: Desk,
    folder: Path,
    *,
    personal: bool = False,
    tell: Tell = lambda _table, _rows: None,
) -> Published:
    """Publish a folder of Parquet files.

    Raises:
        CannotPublish: the library is missing, or the folder cannot be written.
    """
    what = publication(desk, personal=personal)
    filled = parquet.to_parquet(folder, what, rows_of(desk, what), tell=tell)
    return Published(where="parquet", tables=filled, personal=personal)


def publication(desk: Desk, *, personal: bool) -> Publication:
    """Return what would be published now."""
    tables = published_tables(word_for, personal=personal)
    return Publication(
        unit=desk.owner,
        name=desk.station().name,
        at=desk.room.clock(),
        app=__version__,
        personal=personal,
        tables=tables,
    )


def rows_of(desk: Desk, what: Publication) -> Callable[[PublishedTable], Iterable[Row]]:
    """Return what gives the rows of a published table."""
    people = None if what.personal else Withholding(desk)

    def rows(table: PublishedTable) -> Iterable[Row]:
        if table.name == CODE_WORDS.name:
            return code_rows(what.tables)
        stored = desk.room.plain_rows(table.name, table.names)
        return _redacted(table, stored, people) if people else stored

    return rows


def _redacted(table: PublishedTable, rows: Iterator[Row], people: Withholding) -> Iterable[Row]:
    free = [at for at, name in enumerate(table.names) if name in FREE_TEXT.get(table.name, ())]
    return (_row(table.name, row, free, people) for row in rows) if free else rows


def _row(table: str, row: Row, free: Sequence[int], people: Withholding) -> Row:
    """Return a row, which begins with its id, without people in its texts."""
    changed = list(row)
    for at in free:
        if isinstance(text := row[at], str):
            changed[at] = people.taken_out(table, str(row[0]), text)
    return changed
