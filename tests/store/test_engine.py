"""The one SQLite build, and the traps it is kept out of."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3

from consultroom.errors import UserError
from consultroom.store import engine
from consultroom.store.engine import (
    APPLICATION_ID,
    DamagedRoom,
    Database,
    Footing,
    connect,
    immediate,
    look_into,
    quick_check,
    transform,
)
from consultroom.store.migrations import LAYOUT
from tests.store.samples import SecondThoughts, given_up, new_room

KEY = bytes(range(32))
TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def db(tmp_path: Path):
    db = connect(tmp_path / "a b%20中.db")
    db.execute("CREATE TABLE t(id INTEGER PRIMARY KEY, word TEXT) STRICT")
    yield db
    db.close()


def words(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT word FROM t ORDER BY id")]


def test_sqlite_utils_works_with_our_sqlite_and_no_other(db: Database):
    assert isinstance(db.conn, sqlcipher3.Connection)
    assert db.execute("SELECT sqlite_version()").fetchone()[0] >= "3.51.3"
    assert list(db.query("INSERT INTO t(word) VALUES ('甲') RETURNING id")) == [{"id": 1}]
    assert not db.conn.in_transaction


def test_sqlite_utils_imported_too_early_is_told_at_once():
    program = "import sqlite_utils, consultroom.store.engine"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert b"ImportError: sqlite_utils was imported before" in done.stderr


def test_opening_a_room_that_is_up_to_date_does_without_sqlite_utils(tmp_path: Path):
    new_room(tmp_path / "room", layout=LAYOUT).close()
    program = (
        "import sys; from datetime import datetime; from os import urandom;"
        "from pathlib import Path;"
        "from consultroom.store.rooms import open_room;"
        "clock = lambda: datetime.now().astimezone();"
        "open_room(Path(sys.argv[1]), clock=clock, chance=urandom).close();"
        "print('sqlite_utils' in sys.modules)"
    )
    words = [sys.executable, "-c", program, str(tmp_path / "room")]
    done = subprocess.run(words, capture_output=True, check=True, cwd=TOP)
    assert done.stdout.split() == [b"False"]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("mmap_size", 0),
        ("cell_size_check", 1),
    ],
)
def test_every_connection_is_careful(db: Database, pragma: str, value: str | int):
    assert db.execute(f"PRAGMA {pragma}").fetchone()[0] == value


def test_on_a_stick_there_is_no_write_ahead_log(tmp_path: Path):
    db = connect(tmp_path / "a.db", footing=Footing.SHAKY)
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert db.execute("PRAGMA synchronous").fetchone()[0] == 3
    db.close()


def test_an_encrypted_file_opens_with_its_key_and_shows_nothing_without(tmp_path: Path):
    path = tmp_path / "a.db"
    db = connect(path, key=KEY)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("CREATE TABLE t(word TEXT)")
    db.execute("INSERT INTO t VALUES ('secret-word')")
    db.close()
    assert b"secret-word" not in path.read_bytes()
    assert not path.read_bytes().startswith(b"SQLite format")
    with pytest.raises(DamagedRoom, match="口令不对"):
        connect(path, key=bytes(32))
    with pytest.raises(DamagedRoom, match="加了密"):
        connect(path)
    again = connect(path, key=KEY)
    assert again.execute("SELECT word FROM t").fetchone() == ("secret-word",)
    again.close()


def test_a_key_of_the_wrong_length_is_our_mistake(tmp_path: Path):
    with pytest.raises(ValueError, match="16 bytes"):
        connect(tmp_path / "a.db", key=bytes(16))


def test_a_database_of_another_program_is_left_alone(tmp_path: Path):
    other = sqlcipher3.connect(tmp_path / "a.db")
    other.execute("CREATE TABLE t(x)")
    other.close()
    with pytest.raises(DamagedRoom, match="不是协商议事室"):
        connect(tmp_path / "a.db")


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path):
    (tmp_path / "a.db").write_bytes(b"hello, this is a letter" * 100)
    with pytest.raises(DamagedRoom, match="打不开"):
        connect(tmp_path / "a.db")


def test_a_file_that_may_not_be_read_is_told_in_words(tmp_path: Path):
    nowhere = tmp_path / "none" / "a.db"  # SQLite refuses it as without permission, for root too
    for opening in (connect, look_into):
        with pytest.raises(UserError, match="是否有读写权限"):
            opening(nowhere)


def test_a_failed_transaction_changes_nothing(db: Database):
    with given_up(), immediate(db.conn):
        db.execute("INSERT INTO t(word) VALUES ('甲')")
        raise SecondThoughts
    assert words(db) == []
    assert not db.conn.in_transaction


def test_a_failed_part_leaves_the_rest_of_the_transaction(db: Database):
    with immediate(db.conn):
        db.execute("INSERT INTO t(word) VALUES ('甲')")
        with given_up(), immediate(db.conn):
            db.execute("INSERT INTO t(word) VALUES ('乙')")
            raise SecondThoughts
        with immediate(db.conn):
            db.execute("INSERT INTO t(word) VALUES ('丙')")
    assert words(db) == ["甲", "丙"]


def test_a_writer_waits_for_the_other_instead_of_failing_later(db: Database):
    path = db.execute("PRAGMA database_list").fetchone()[2]
    other = sqlcipher3.connect(path, timeout=0, isolation_level=None)
    with immediate(db.conn), pytest.raises(sqlcipher3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_full_disk_is_told_in_words_and_nothing_is_written(db: Database):
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(UserError, match="磁盘已满"), immediate(db.conn):
        db.conn.executemany("INSERT INTO t(word) VALUES (?)", [("长" * 1000,)] * 100)
    assert words(db) == []
    assert not db.conn.in_transaction


def test_a_file_opened_for_reading_cannot_be_written(db: Database):
    path = Path(db.execute("PRAGMA database_list").fetchone()[2])
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    reader = look_into(path)
    with pytest.raises(UserError, match="只读"):
        reader.execute("INSERT INTO t(word) VALUES ('甲')")
    with pytest.raises(UserError, match="只读"):
        reader.executemany("INSERT INTO t(word) VALUES (?)", [("甲",)])
    reader.close()


def test_our_own_mistakes_stay_what_they_are(db: Database):
    with pytest.raises(sqlcipher3.OperationalError, match="no such table"):
        db.execute("SELECT * FROM nowhere")
    assert engine.explained(ValueError("disk is full")) is None


def test_reshaping_a_table_keeps_its_triggers(db: Database):
    db.execute("CREATE TABLE told(word TEXT)")
    db.execute(
        "CREATE TRIGGER tell AFTER INSERT ON t BEGIN INSERT INTO told VALUES (new.word); END"
    )
    transform(db, "t", rename={"id": "number"})
    db.execute("INSERT INTO t(word) VALUES ('甲')")
    assert db.execute("SELECT word FROM told").fetchall() == [("甲",)]


def test_reshaping_without_our_way_would_lose_them(db: Database):
    """The reason for the rule; should this ever fail, the library has mended it."""
    db.execute("CREATE TRIGGER tell AFTER INSERT ON t BEGIN SELECT 1; END")
    db["t"].transform(rename={"id": "number"})
    assert db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (
        0,
    )


def test_reshaping_refuses_a_table_that_is_not_there_and_broken_keys(db: Database):
    with pytest.raises(ValueError, match="no table"):
        transform(db, "nowhere")
    db.execute("CREATE TABLE child(t INTEGER REFERENCES t(id))")
    db.execute("PRAGMA foreign_keys = off")
    db.execute("INSERT INTO child VALUES (7)")
    with pytest.raises(ValueError, match="point nowhere"):
        transform(db, "child", not_null={"t"})


def test_a_torn_page_is_found(tmp_path: Path):
    path = tmp_path / "a.db"
    db = connect(path)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("CREATE TABLE t(word TEXT)")
    db.execute("CREATE INDEX i ON t(word)")
    with immediate(db.conn):
        for number in range(2000):
            db.execute("INSERT INTO t VALUES (?)", [f"字{number}"])
    assert quick_check(db.conn) == ()
    db.close()
    content = bytearray(path.read_bytes())
    content[3 * 4096 : 4 * 4096] = bytes(4096)
    path.write_bytes(content)
    again = connect(path)
    assert quick_check(again.conn)
    again.close()
