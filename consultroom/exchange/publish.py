"""Publishing (发布) to PostgreSQL: one way, the same however often it is done.

The rows go by COPY into staging tables, and what differs is merged into a schema that belongs to
this program alone, all in one transaction: a reader sees the day before or today. psycopg is an
extra; without it the sentence says what to install. ``parquet`` writes files instead.
"""

# ruff: noqa: S608  (names of tables and columns come from the catalogue and are quoted)

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from consultroom.domain.publications import (
    ColumnKind,
    Publication,
    PublishedColumn,
    PublishedTable,
    Value,
)
from consultroom.errors import UserError
from consultroom.frozen import Frozen

if TYPE_CHECKING:
    from psycopg import Connection, Cursor

Rows = Callable[[PublishedTable], Iterable[Sequence[Value]]]
Tell = Callable[[str, int], None]
SCHEMA: Final = "consultroom"
LEDGER: Final = "publication"  # the table that says whose the schema is
_TOLD_EVERY: Final = 20_000  # rows


class CannotPublish(UserError):
    """A library is missing, the server refuses, or the place belongs to somebody else."""


class Filled(Frozen, kw_only=True):
    """What became of one table.

    Attributes:
        rows: how many it has now.
        added, changed, removed: against what was there before.
    """

    table: str
    rows: int
    added: int = 0
    changed: int = 0
    removed: int = 0


def library(name: str, extra: str) -> Any:
    """Return a library that is an extra.

    Raises:
        CannotPublish: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError as error:
        raise CannotPublish(
            f"发布到这里要用 {name}，还没有安装。请先执行：pip install consultroom[{extra}]"
        ) from error


# -- PostgreSQL ------------------------------------------------------------------------------------

_PG: Final = {
    ColumnKind.TEXT: "text",
    ColumnKind.INTEGER: "bigint",
    ColumnKind.REAL: "double precision",
    ColumnKind.BOOLEAN: "boolean",
    ColumnKind.DATE: "date",
    ColumnKind.TIME: "time",
    ColumnKind.MOMENT: "timestamp",
    ColumnKind.JSON: "jsonb",
}
_PG_NAMES: Final = {
    "time": "time without time zone",
    "timestamp": "timestamp without time zone",
}  # as information_schema calls them


def to_postgres(
    dsn: str,
    publication: Publication,
    rows: Rows,
    *,
    schema: str = SCHEMA,
    tell: Tell = lambda _table, _rows: None,
) -> tuple[Filled, ...]:
    """Bring a schema of a PostgreSQL data base to what the room holds.

    Args:
        dsn: as libpq takes it; a password may stand in ``~/.pgpass`` instead.
        publication: what is published.
        rows: table -> its rows, in the order of its columns.
        schema: made when it is not there; everything in it is this program's.
        tell: told a table and how many of its rows went over, now and then.

    Raises:
        CannotPublish: psycopg is missing, the server cannot be reached or refuses, or the schema
            belongs to another organisation or another program. Nothing was changed.
    """
    psycopg = library("psycopg", "postgres")
    try:
        with psycopg.connect(dsn, connect_timeout=10, application_name="consultroom") as connection:
            return _Schema(connection, schema).fill(publication, rows, tell)
    except psycopg.errors.DependentObjectsStillExist as error:
        raise CannotPublish(
            "有视图或外键依赖要去掉的列或表，没有发布。请先删掉它们，发布以后再建："
            f"{error.diag.message_detail or error.diag.message_primary}"
        ) from error
    except psycopg.OperationalError as error:
        raise CannotPublish(
            f"连不上 PostgreSQL，或者连接断了，没有发布：{_first_line(error)}"
        ) from error
    except psycopg.Error as error:
        raise CannotPublish(f"PostgreSQL 没有接受，没有发布：{_first_line(error)}") from error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


class _Schema:
    """One schema of a data base, inside one transaction."""

    def __init__(self, connection: Connection[Any], name: str) -> None:
        self._connection = connection
        self._name = name

    def fill(self, publication: Publication, rows: Rows, tell: Tell) -> tuple[Filled, ...]:
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", (self._name,))
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {_quoted(self._name)}")
            there = self._there(cursor)
            self._refuse_foreign(cursor, publication.unit, there)
            for gone in there.keys() - {table.name for table in publication.tables} - {LEDGER}:
                cursor.execute(f"DROP TABLE {self._path(gone)}")
            filled = tuple(
                self._table(cursor, table, there.get(table.name), rows, tell)
                for table in publication.tables
            )
            self._sign(cursor, publication, sum(one.rows for one in filled))
        return filled

    def _there(self, cursor: Cursor[Any]) -> dict[str, dict[str, str]]:
        """Return table -> column -> type of what the schema has."""
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "JOIN information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = %s AND table_type = 'BASE TABLE'",
            (self._name,),
        )
        found: dict[str, dict[str, str]] = {}
        for table, column, kind in cursor.fetchall():
            found.setdefault(table, {})[column] = kind
        return found

    def _refuse_foreign(
        self, cursor: Cursor[Any], unit: str, there: dict[str, dict[str, str]]
    ) -> None:
        if not there:
            return
        if there.get(LEDGER, {}).keys() < {"unit", "published_at"}:
            raise CannotPublish(
                f"模式“{self._name}”里有别的程序的表，没有发布。请用 --schema 换一个模式名。"
            )
        cursor.execute(f"SELECT unit, name FROM {self._path(LEDGER)} WHERE unit <> %s", (unit,))
        other = cursor.fetchone()
        if other is not None:
            raise CannotPublish(
                f"模式“{self._name}”是“{other[1]}”（{other[0]}）发布的，没有改动。"
                "请用 --schema 换一个模式名。"
            )

    def _table(
        self,
        cursor: Cursor[Any],
        table: PublishedTable,
        there: dict[str, str] | None,
        rows: Rows,
        tell: Tell,
    ) -> Filled:
        if there is not None and self._differs(table, there):
            cursor.execute(f"DROP TABLE {self._path(table.name)}")
            there = None
        if there is None:
            return self._made(cursor, table, rows, tell)
        self._reshape(cursor, table, there)
        return self._merged(cursor, table, rows, tell)

    def _differs(self, table: PublishedTable, there: dict[str, str]) -> bool:
        """Tell whether a column has become of another type, or the key is not there."""
        now = {column.name: _pg_name(column) for column in table.columns}
        return "id" not in there or any(now.get(name, kind) != kind for name, kind in there.items())

    def _made(self, cursor: Cursor[Any], table: PublishedTable, rows: Rows, tell: Tell) -> Filled:
        declared = ", ".join(f"{_quoted(c.name)} {_PG[c.kind]}" for c in table.columns)
        cursor.execute(f"CREATE TABLE {self._path(table.name)} ({declared})")
        count = self._copy(cursor, self._path(table.name), table, rows, tell)
        cursor.execute(f"ALTER TABLE {self._path(table.name)} ADD PRIMARY KEY (id)")
        for column in table.columns:
            if column.about:
                cursor.execute(f"CREATE INDEX ON {self._path(table.name)} ({_quoted(column.name)})")
        self._comment(cursor, table)
        return Filled(table=table.name, rows=count, added=count)

    def _reshape(self, cursor: Cursor[Any], table: PublishedTable, there: dict[str, str]) -> None:
        """Add the columns that are new, and drop those that are not published any more."""
        now = {column.name: column for column in table.columns}
        changes = [f"ADD COLUMN {_quoted(n)} {_PG[now[n].kind]}" for n in now if n not in there]
        changes += [f"DROP COLUMN {_quoted(name)}" for name in there if name not in now]
        if changes:
            cursor.execute(f"ALTER TABLE {self._path(table.name)} {', '.join(changes)}")
            self._comment(cursor, table)

    def _merged(self, cursor: Cursor[Any], table: PublishedTable, rows: Rows, tell: Tell) -> Filled:
        own, aside = self._path(table.name), _quoted(f"staged_{table.name}")
        names = [_quoted(column.name) for column in table.columns]
        cursor.execute(f"CREATE TEMP TABLE {aside} ON COMMIT DROP AS TABLE {own} WITH NO DATA")
        count = self._copy(cursor, aside, table, rows, tell)
        cursor.execute(f"ANALYZE {aside}")
        cursor.execute(
            f"DELETE FROM {own} old WHERE NOT EXISTS "
            f"(SELECT FROM {aside} new WHERE new.id = old.id)"
        )
        removed = cursor.rowcount
        others = [name for name in names if name != '"id"']
        cursor.execute(
            f"UPDATE {own} old SET ({', '.join(others)}) = ROW({_each('new', others)}) "
            f"FROM {aside} new WHERE new.id = old.id "
            f"AND ({_each('old', others)}) IS DISTINCT FROM ({_each('new', others)})"
        )
        changed = cursor.rowcount
        cursor.execute(
            f"INSERT INTO {own} ({', '.join(names)}) SELECT {_each('new', names)} "
            f"FROM {aside} new WHERE NOT EXISTS (SELECT FROM {own} old WHERE old.id = new.id)"
        )
        added = cursor.rowcount
        cursor.execute(f"DROP TABLE {aside}")
        return Filled(table=table.name, rows=count, added=added, changed=changed, removed=removed)

    def _copy(
        self, cursor: Cursor[Any], path: str, table: PublishedTable, rows: Rows, tell: Tell
    ) -> int:
        names = ", ".join(_quoted(column.name) for column in table.columns)
        count = 0
        with cursor.copy(f"COPY {path} ({names}) FROM STDIN") as copy:
            for row in rows(table):
                copy.write_row(_without_nul(row))
                count += 1
                if not count % _TOLD_EVERY:
                    tell(table.name, count)
        tell(table.name, count)
        return count

    def _comment(self, cursor: Cursor[Any], table: PublishedTable) -> None:
        path = self._path(table.name)
        cursor.execute(f"COMMENT ON TABLE {path} IS {_literal(table.word)}")
        for column in table.columns:
            if column.word:
                place = f"{path}.{_quoted(column.name)}"
                cursor.execute(f"COMMENT ON COLUMN {place} IS {_literal(column.word)}")

    def _sign(self, cursor: Cursor[Any], publication: Publication, count: int) -> None:
        """Write whose schema this is and when it was brought up to date."""
        cursor.execute(
            f"CREATE TABLE IF NOT EXISTS {self._path(LEDGER)} (unit text PRIMARY KEY, name text, "
            "published_at timestamptz, app text, personal boolean, rows bigint)"
        )
        cursor.execute(
            f"INSERT INTO {self._path(LEDGER)} VALUES (%s, %s, %s, %s, %s, %s) "
            "ON CONFLICT (unit) DO UPDATE SET name = excluded.name, "
            "published_at = excluded.published_at, app = excluded.app, "
            "personal = excluded.personal, rows = excluded.rows",
            (
                publication.unit,
                publication.name,
                publication.at,
                publication.app,
                publication.personal,
                count,
            ),
        )

    def _path(self, table: str) -> str:
        return f"{_quoted(self._name)}.{_quoted(table)}"


def _pg_name(column: PublishedColumn) -> str:
    kind = _PG[column.kind]
    return _PG_NAMES.get(kind, kind)


def _each(table: str, names: Sequence[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in names)


def _without_nul(row: Sequence[Value]) -> Sequence[Value]:
    """Return a row without the one character PostgreSQL's text cannot hold."""
    for value in row:
        if isinstance(value, str) and "\x00" in value:
            return [one.replace("\x00", "") if isinstance(one, str) else one for one in row]
    return row


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
