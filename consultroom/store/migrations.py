"""Every shape a room has had, oldest first.

To add one: write a function below the others that takes the ``Database`` and changes it, and give
it a test in ``tests/store/test_migrations.py``. Give old rows their values there. Create record
tables with ``create_record_table``; add a column with ``ALTER TABLE … ADD COLUMN``; reshape a table
only through ``engine.transform``, which keeps triggers. Never touch one that was given out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from consultroom.domain.catalogue import RECORDS, RecordKind
from consultroom.frozen import Frozen
from consultroom.store.engine import APPLICATION_ID, NewerRoom
from consultroom.store.first_tables import (
    COLUMNS,
    INDEXES,
    create_own_tables,
    create_record_table,
)
from consultroom.store.second_tables import (
    PAPER_COLUMNS,
    PAPER_INDEXES,
    create_pack_tables,
)

if TYPE_CHECKING:
    from consultroom.store.engine import Database, Migrations

SET: Final = "consultroom"  # how the file calls our migrations


def first_room(db: Database) -> None:
    """Notes, journal, search, and a table for each kind of record."""
    create_own_tables(db.conn)
    for table, columns in COLUMNS.items():
        create_record_table(db.conn, table, columns, INDEXES.get(table, ""))


def papers(db: Database) -> None:
    """Paper rules, seats, issued papers, column maps, keys of peers, conflicts, packs."""
    for column in ("paper", "sharing", "reporting"):
        db.execute(f"ALTER TABLE parameters ADD COLUMN {column} TEXT")
    create_pack_tables(db.conn)
    for table, columns in PAPER_COLUMNS.items():
        create_record_table(db.conn, table, columns, PAPER_INDEXES.get(table, ""))
    for table in (*COLUMNS, *PAPER_COLUMNS):  # an import asks for these rows of every table
        db.execute(f'CREATE INDEX "{table}_extra" ON "{table}"(id) WHERE extra IS NOT NULL')


def reasons(db: Database) -> None:
    """Why a unit sent a matter back, and why a sitting was called off or moved.

    Old rooms keep the latter as the last remark of the sitting (`Meeting.why_changed` reads it
    there): a value moved here would need a stamp, and nobody wrote it anew.
    """
    db.execute("ALTER TABLE assignment ADD COLUMN return_reason TEXT")
    db.execute("ALTER TABLE meeting ADD COLUMN change_reason TEXT")


class Layout(Frozen):
    """The kinds of record a program knows, and how a file gets tables for them.

    Attributes:
        migrations: makes the set of them, which is called ``SET``.
        names: the migrations by name; their number is the file's ``user_version``.
    """

    kinds: tuple[RecordKind, ...]
    migrations: Callable[[], Migrations]
    names: tuple[str, ...]

    @property
    def version(self) -> int:
        """How many migrations there are."""
        return len(self.names)


def migrations() -> Migrations:
    """Return every migration there is, oldest first."""
    from consultroom.store.engine import Migrations

    found = Migrations(SET)
    for one in (first_room, papers, reasons):
        found()(one)
    return found


LAYOUT: Final = Layout(RECORDS, migrations, ("first_room", "papers", "reasons"))


def refuse_newer(connection: Any, layout: Layout) -> None:
    """Refuse a file that this program would not understand.

    Raises:
        NewerRoom: it was written by a later version.
    """
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > layout.version or not _applied(connection) <= set(layout.names):
        raise NewerRoom("这个资料夹是新版程序写的，本机的程序版本较旧。请先更新程序，再打开它。")


def is_behind(connection: Any, layout: Layout) -> bool:
    """Tell whether the file lacks a migration."""
    return not set(layout.names) <= _applied(connection)


def _applied(connection: Any) -> set[str]:
    """Return the migrations a file has had, read without the library that applies them."""
    table = "SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'"
    if connection.execute(table).fetchone() is None:
        return set()
    names = "SELECT name FROM _sqlite_migrations WHERE migration_set = ?"
    return {row[0] for row in connection.execute(names, (SET,))}


def upgrade(db: Database, layout: Layout) -> None:
    """Bring the file to the present shape. The caller has made a backup."""
    layout.migrations().apply(db)
    db.execute(f"PRAGMA user_version = {layout.version:d}")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
