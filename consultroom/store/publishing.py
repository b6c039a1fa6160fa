"""Publishing (发布): live rows read as they are stored, and a database that Datasette serves.

The copy is a plain SQLite file without journal, stamps and the bin. It is written aside and takes
its name when it is whole; publishing again makes the same file anew.
"""

# ruff: noqa: S608  (names of tables and columns come from the catalogue, never from a person)

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, Final

import sqlcipher3

from consultroom.domain.publications import (
    ColumnKind,
    Publication,
    PublishedColumn,
    PublishedTable,
    Value,
)
from consultroom.errors import UserError, why_not
from consultroom.store.engine import SqliteError, explained
from consultroom.store.places import sync_file, sync_folder

DATABASE: Final = "consultroom.db"
METADATA: Final = "metadata.json"
Rows = Callable[[PublishedTable], Iterable[Sequence[Value]]]
Tell = Callable[[str, int], None]
_BATCH: Final = 10_000  # rows
_AT_ONCE: Final = 2_000  # rows read from the room
_SQL: Final = {
    ColumnKind.INTEGER: "INTEGER",
    ColumnKind.BOOLEAN: "INTEGER",
    ColumnKind.REAL: "REAL",
}


def live_rows(connection: Any, table: str, columns: Sequence[str]) -> Iterator[tuple[Value, ...]]:
    """Yield the live rows of a record table as they are stored, in the order of their ids."""
    own = ", ".join(_quoted(name) for name in columns)
    cursor = connection.execute(f"SELECT {own} FROM {_quoted(table)} WHERE gone = 0 ORDER BY id")
    while batch := cursor.fetchmany(_AT_ONCE):
        yield from batch


def to_datasette(
    folder: Path,
    publication: Publication,
    rows: Rows,
    *,
    tell: Tell = lambda _table, _rows: None,
) -> dict[str, int]:
    """Write a folder that ``datasette FOLDER`` serves; return table -> its rows.

    Args:
        folder: made when it is not there. Only its database and its metadata are replaced.
        publication: what is published.
        rows: table -> its rows, in the order of its columns.
        tell: told a table and how many of its rows are written, now and then.

    Raises:
        UserError: the folder cannot be written, or the database in it is in use.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / f"{DATABASE}.part"
        aside.unlink(missing_ok=True)
        counts = _written(aside, publication, rows, tell)
        sync_file(aside)
        _replaced(folder / METADATA, _metadata(publication))
        aside.replace(folder / DATABASE)
        sync_folder(folder)
    except OSError as error:
        with suppress(OSError):
            (folder / f"{DATABASE}.part").unlink()
        raise UserError(
            f"“{folder.name}”写不进去（{why_not(error)}）。正在运行的 Datasette 请先停下，再发布。"
        ) from error
    return counts


def _written(aside: Path, publication: Publication, rows: Rows, tell: Tell) -> dict[str, int]:
    try:
        connection = sqlcipher3.connect(str(aside), isolation_level=None)
        try:
            for pragma in (
                "cipher_log_level=NONE",
                "journal_mode=off",
                "synchronous=off",
                "cache_size=-65536",
                "temp_store=memory",
            ):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("BEGIN")
            counts = {
                table.name: _fill(connection, table, rows, tell) for table in publication.tables
            }
            _describe(connection, publication, counts)
            connection.execute("COMMIT")
            connection.execute("PRAGMA optimize")
        finally:
            connection.close()
    except SqliteError as error:
        raise explained(error) or error from error.__cause__
    return counts


def _fill(connection: Any, table: PublishedTable, rows: Rows, tell: Tell) -> int:
    connection.execute(_create(table))
    slots = ", ".join("?" * len(table.columns))
    insert = f"INSERT INTO {_quoted(table.name)} VALUES ({slots})"
    left, count = iter(rows(table)), 0
    while batch := list(islice(left, _BATCH)):
        connection.executemany(insert, batch)
        count += len(batch)
        tell(table.name, count)
    for column in table.columns:
        if column.about:
            connection.execute(
                f"CREATE INDEX {_quoted(f'{table.name}_{column.name}')} "
                f"ON {_quoted(table.name)}({_quoted(column.name)})"
            )
    return count


def _create(table: PublishedTable) -> str:
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join(map(_declared, table.columns))})"


def _declared(column: PublishedColumn) -> str:
    """Return a column; a link says where it leads, which Datasette shows, and nothing enforces."""
    sql = f"{_quoted(column.name)} {_SQL.get(column.kind, 'TEXT')}"
    if column.name == "id":
        return f"{sql} PRIMARY KEY"
    return f"{sql} REFERENCES {_quoted(column.about)}(id)" if column.about else sql


def _describe(connection: Any, publication: Publication, counts: dict[str, int]) -> None:
    connection.execute("CREATE TABLE publication (key TEXT PRIMARY KEY, value TEXT)")
    told = {
        "unit": publication.unit,
        "name": publication.name,
        "published_at": publication.at.isoformat(timespec="seconds"),
        "app": publication.app,
        "personal": str(int(publication.personal)),
        "rows": str(sum(counts.values())),
    }
    connection.executemany("INSERT INTO publication VALUES (?, ?)", told.items())


def _metadata(publication: Publication) -> str:
    """Return what Datasette shows beside the data: words for tables and columns."""
    people = "含个人信息，请勿外传。" if publication.personal else "不含个人信息。"
    tables = {table.name: _table_metadata(table) for table in publication.tables}
    told = {
        "title": f"{publication.name}协商议事数据",
        "description": f"发布于{publication.at:%Y-%m-%d %H:%M}，只读。{people}",
        "databases": {DATABASE.removesuffix(".db"): {"tables": tables}},
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _table_metadata(table: PublishedTable) -> dict[str, Any]:
    columns = {column.name: column.word for column in table.columns if column.word}
    told: dict[str, Any] = {"title": f"{table.word}（{table.name}）", "columns": columns}
    return told | ({"label_column": table.title} if table.title else {})


def _replaced(file: Path, text: str) -> None:
    aside = file.with_name(f"{file.name}.part")
    aside.write_text(text, "utf-8")
    os.replace(aside, file)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
