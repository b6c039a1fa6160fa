"""One SQLite build for everything: sqlcipher3, plain without a key, encrypted with one.

No other SQLite library may open a room's file in the same process: POSIX locks belong to the
process, and a second library closing the file silently drops ours. ``sqlite_utils`` is imported
here and nowhere else, and only when a file gets its shape: it takes 150 ms, which opening a room
that is up to date need not wait for. ``Database`` and ``Migrations`` are handed on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3

from consultroom.errors import UserError

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

APPLICATION_ID: Final = 0x43524D31  # "CRM1"
KEY_LENGTH: Final = 32  # bytes
_WAIT = 10.0  # seconds another connection may hold the file
_CACHED_STATEMENTS = 1024
RESTORE: Final = "如有备份，请用最近的备份恢复；资料文件请不要删除。"

_EARLY: Final = "sqlite_utils was imported before consultroom.store and holds another SQLite"

if (_utils := sys.modules.get("sqlite_utils.utils")) and _utils.sqlite3 is not sqlcipher3:
    raise ImportError(_EARLY)


def __getattr__(name: str) -> Any:
    if name not in ("Database", "Migrations"):
        raise AttributeError(name)
    import sqlite_utils

    return getattr(sqlite_utils, name)


Connection = Any  # sqlcipher3 carries no types
SqliteError = sqlcipher3.DatabaseError


class RoomConnection(sqlcipher3.Connection):  # type: ignore[misc]  # it carries no types
    """A connection that says a full disk, a lock or a damaged file in plain words.

    It serves the thread that opened it, and for a while one it is lent to; SQLite itself lets
    them take turns.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        """Open it for this thread."""
        super().__init__(*arguments, **options)
        self._served = {get_ident()}

    @contextmanager
    def lent(self) -> Iterator[None]:
        """Serve this thread too, until the end."""
        served, self._served = self._served, {*self._served, get_ident()}
        try:
            yield
        finally:
            self._served = served

    def take_over(self) -> None:
        """Serve this thread from now on, and no other."""
        self._served = {get_ident()}

    def _refuse_strangers(self) -> None:
        if get_ident() not in self._served:
            raise RuntimeError("a room is used by the thread that opened it, or was lent to")

    def execute(self, *arguments: Any) -> Any:
        """Run one statement; see ``explained`` for the failures a person can act on."""
        self._refuse_strangers()
        try:
            return super().execute(*arguments)
        except SqliteError as error:
            raise explained(error) or error from error.__cause__

    def executemany(self, *arguments: Any) -> Any:
        """Run one statement for each row."""
        self._refuse_strangers()
        try:
            return super().executemany(*arguments)
        except SqliteError as error:
            raise explained(error) or error from error.__cause__


class Footing(Enum):
    """What the file lies on; decides how commits reach the disk."""

    SOLID = "wal", "full"  # a disk of this computer: one fsync for each commit
    SHAKY = "delete", "extra"  # a stick or a share, where a WAL may fail or be left behind


class DamagedRoom(UserError):
    """The file cannot be read as a room."""


class NewerRoom(UserError):
    """The file was written by a later version of the program."""


def connect(path: Path, *, key: bytes | None = None, footing: Footing = Footing.SOLID) -> Database:
    """Open or make the database at ``path``, to give it its shape; see ``plain_connect``."""
    return database(plain_connect(path, key=key, footing=footing))


def database(connection: Connection) -> Database:
    """Return what reshapes the file of an open connection."""
    from sqlite_utils import Database

    return Database(connection, execute_plugins=False, strict=True)


def plain_connect(
    path: Path, *, key: bytes | None = None, footing: Footing = Footing.SOLID
) -> Connection:
    """Open or make the database at ``path``.

    Args:
        path: the file; its folder must exist.
        key: 32 random bytes, or None for a plain file.
        footing: what the file lies on.

    Raises:
        DamagedRoom: the file is no database, or not one of this program, or the key is wrong.
        UserError: the file may not be read.
    """
    connection = _raw(path, key, mode="rwc")
    try:
        _settle(connection, footing)
    except BaseException:
        connection.close()
        raise
    return connection


def look_into(path: Path, *, key: bytes | None = None) -> Connection:
    """Open the database at ``path`` for reading only, leaving no trace beside it.

    Raises:
        DamagedRoom: see ``connect``.
    """
    return _raw(path, key, mode="ro")


def _raw(path: Path, key: bytes | None, *, mode: str) -> Connection:
    connection = _opened(f"{path.absolute().as_uri()}?mode={mode}")
    try:
        _unlock(connection, key)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(address: str) -> Connection:
    try:
        return sqlcipher3.connect(
            address,
            uri=True,
            factory=RoomConnection,
            timeout=_WAIT,
            isolation_level=None,
            check_same_thread=False,  # the connection looks itself, so that it can be lent
            cached_statements=_CACHED_STATEMENTS,
        )
    except SqliteError as error:  # a file that may not be read shows here, before any statement
        raise explained(error) or error from error.__cause__


def _unlock(connection: Connection, key: bytes | None) -> None:
    """Set the key, then read the first page, which is where a wrong one shows."""
    if key is not None:
        if len(key) != KEY_LENGTH:
            raise ValueError(f"the key has {len(key)} bytes, not {KEY_LENGTH}")
        connection.execute(f"pragma key=\"x'{key.hex()}'\"")
    connection.execute("pragma cipher_log_level=NONE")  # it would write to stderr
    try:
        tables = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        mark = connection.execute("pragma application_id").fetchone()[0]
    except DamagedRoom as error:
        raise _unreadable(key) from error
    if tables and mark != APPLICATION_ID:
        raise DamagedRoom("这个文件不是协商议事室的资料，请选择正确的资料夹。")


def _unreadable(key: bytes | None) -> DamagedRoom:
    if key is None:
        return DamagedRoom(
            f"资料文件打不开：它已损坏，或者加了密。如果加了密，请输入口令再试。{RESTORE}"
        )
    return DamagedRoom(f"资料文件打不开：口令不对，或者文件已损坏。请再试一次。{RESTORE}")


def _settle(connection: Connection, footing: Footing) -> None:
    journal_mode, synchronous = footing.value
    for pragma in (
        "foreign_keys=on",
        "trusted_schema=off",
        "cell_size_check=on",
        f"journal_mode={journal_mode}",
        f"synchronous={synchronous}",
        "mmap_size=0",
        "temp_store=memory",
        "cache_size=-16000",
        "secure_delete=fast",
        "fullfsync=on",  # macOS only, without effect elsewhere
        "checkpoint_fullfsync=on",
    ):
        connection.execute(f"pragma {pragma}")


@contextmanager
def immediate(connection: Connection) -> Iterator[None]:
    """Hold the one write transaction; inside another one, a part of it that can fail alone.

    This is the only way the store writes. A plain BEGIN would let two writers read first and
    then refuse one of them at once, whatever the waiting time.
    """
    begin, keep, drop = "BEGIN IMMEDIATE", "COMMIT", ["ROLLBACK"]
    if connection.in_transaction:
        begin, keep, drop = "SAVEPOINT part", "RELEASE part", ["ROLLBACK TO part", "RELEASE part"]
    connection.execute(begin)
    try:
        yield
        connection.execute(keep)
    except BaseException:
        if connection.in_transaction:  # a full disk may have ended it already
            for step in drop:
                connection.execute(step)
        raise


_SENTENCES: Final[tuple[tuple[str, type[UserError], str], ...]] = (
    ("disk is full", UserError, "磁盘已满，没有保存。请清理磁盘空间后再试一次。"),
    ("readonly", UserError, "资料文件是只读的，不能保存。请检查文件夹的写入权限。"),
    ("database is locked", UserError, "资料文件正被别的程序占用，没有保存。请关闭它后再试。"),
    ("unable to open", UserError, "资料文件打不开。请检查文件夹是否存在、是否有读写权限。"),
    ("disk I/O error", UserError, "读写磁盘出错，没有保存。请检查磁盘，并尽快备份资料。"),
    ("malformed", DamagedRoom, f"资料文件已损坏，请关闭程序。{RESTORE}"),
    ("not a database", DamagedRoom, f"资料文件已损坏，请关闭程序。{RESTORE}"),
)  # what SQLite says, the kind of failure, what the person reads


def explained(error: BaseException) -> UserError | None:
    """Return the failure a person can act on behind a SQLite error, or None for our own bugs."""
    if not isinstance(error, SqliteError):
        return None
    for words, kind, sentence in _SENTENCES:
        if words in str(error):
            return kind(sentence)
    return None


def transform(db: Database, table: str, **changes: Any) -> None:
    """Reshape a table as ``sqlite_utils`` does, and keep its triggers.

    The library rebuilds the table and drops every trigger on it without a word; migrations call
    this instead. Foreign keys are checked afterwards.

    Raises:
        ValueError: the table does not exist, or a foreign key now points nowhere.
    """
    found = db.table(table)
    if not found.exists():
        raise ValueError(f"no table {table}")
    triggers = db.execute(
        "select sql from sqlite_master where type = 'trigger' and tbl_name = ?", [table]
    ).fetchall()
    found.transform(**changes)
    for (sql,) in triggers:
        db.execute(sql)
    if broken := db.execute("pragma foreign_key_check").fetchall():
        raise ValueError(f"foreign keys point nowhere: {broken}")


def quick_check(connection: Connection) -> tuple[str, ...]:
    """Return what SQLite's quick check complains of; empty when all is well."""
    return _complaints(connection, "quick_check")


def integrity_check(connection: Connection) -> tuple[str, ...]:
    """Return what the full check complains of, indexes included; empty when all is well."""
    return _complaints(connection, "integrity_check")


def _complaints(connection: Connection, pragma: str) -> tuple[str, ...]:
    try:
        lines = [str(row[0]) for row in connection.execute(f"pragma {pragma}(20)")]
    except (SqliteError, UserError) as error:
        return (str(error),)
    return tuple(line for line in lines if line != "ok")


__all__ = [
    "APPLICATION_ID",
    "RESTORE",
    "DamagedRoom",
    "Database",
    "Footing",
    "Migrations",
    "NewerRoom",
    "connect",
    "database",
    "immediate",
    "integrity_check",
    "look_into",
    "plain_connect",
    "quick_check",
    "transform",
]
