"""How a file gets its shape, and what it is kept from."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.domain.catalogue import RECORDS, RecordKind
from consultroom.frozen import replace
from consultroom.store.engine import Database, NewerRoom, connect, transform
from consultroom.store.first_tables import COLUMNS, INDEXES
from consultroom.store.migrations import LAYOUT, Layout, is_behind, upgrade
from consultroom.store.rooms import RoomRole
from consultroom.store.rows import Shape
from consultroom.store.second_tables import PAPER_COLUMNS
from tests.store.samples import KINDS, Slip, a_slip, new_room, old_room, put, sample_migrations


def columns_of(db: Database, table: str) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in db.execute(f'PRAGMA table_info("{table}")')]


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory):
    db = connect(tmp_path_factory.mktemp("real") / "room.db")
    upgrade(db, LAYOUT)
    yield db
    db.close()


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.table)
def test_the_migrations_give_each_kind_the_columns_of_its_dataclass(
    real: Database, kind: RecordKind
):
    columns = Shape(kind, kind.record).columns
    own = [(column.name, column.sql) for column in columns]
    line = " ".join(name + ("" if sql == "TEXT" else f":{sql}") for name, sql in own)
    assert columns_of(real, kind.table)[9:] == own, f'    "{kind.table}": "{line}",'


def test_every_record_table_has_the_columns_every_record_has(real: Database):
    common = ["id", "owner", "base", "fv", "vv", "d", "extra", "seq", "gone"]
    for kind in RECORDS:
        assert [name for name, _ in columns_of(real, kind.table)[:9]] == common


def test_no_table_is_without_a_kind_and_every_table_is_strict(real: Database):
    assert set(COLUMNS) | set(PAPER_COLUMNS) == {kind.table for kind in RECORDS}
    assert set(INDEXES) <= set(COLUMNS)
    tables = real.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table'")
    loose = {name for name, strict in tables if not strict}
    assert {name for name in loose if not name.startswith("sqlite_")} <= {"_sqlite_migrations"}


def test_rows_with_fields_of_a_later_version_are_found_without_a_scan(real: Database):
    for kind in RECORDS:
        query = f'SELECT id FROM "{kind.table}" WHERE extra IS NOT NULL ORDER BY id'  # noqa: S608
        plan = " ".join(row[3] for row in real.execute(f"EXPLAIN QUERY PLAN {query}"))
        assert f"{kind.table}_extra" in plan


def test_migrations_make_the_triggers_there_should_be(real: Database):
    found = {row[0] for row in real.execute("SELECT name FROM sqlite_master WHERE type='trigger'")}
    assert found == {"act_no_update", "act_no_delete", "journal_no_update", "journal_no_delete"}


def test_the_layout_lists_the_migrations_in_order(real: Database):
    migrations = LAYOUT.migrations()
    assert tuple(one.name for one in migrations.applied(real)) == LAYOUT.names
    assert migrations.pending(real) == []
    assert not is_behind(real.conn, LAYOUT)


# -- a later version of the program ------------------------------------------------------------


def later_layout(*, fails: bool = False) -> Layout:
    """Return the layout of a program that has one more migration."""
    migrations = sample_migrations()

    @migrations()
    def slips_get_a_place(db: Database) -> None:
        db.execute("ALTER TABLE slip ADD COLUMN place TEXT")
        db.execute("UPDATE slip SET place = '大厅'")
        transform(db, "slip", not_null={"place"}, defaults={"place": ""})
        if fails:
            raise RuntimeError

    return Layout(KINDS, lambda: migrations, ("first_room", "slips_get_a_place"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_room(tmp_path / "room") as room:
        put(room, a_slip())
    return tmp_path / "room"


def test_an_older_file_is_backed_up_and_brought_on(folder: Path):
    with old_room(folder, layout=later_layout()) as room:
        assert room.get(Slip, "SLIP") == a_slip()
        assert [backup.why for backup in room.backups()] == ["upgrade"]
        connection = room._cabinet.connection
        assert connection.execute("SELECT place FROM slip").fetchone() == ("大厅",)
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        put(room, a_slip(title="新"))
        assert room.check().sound
    with old_room(folder, layout=later_layout()) as room:
        assert len(room.backups()) == 1


def test_a_failed_migration_leaves_the_file_as_it_was(folder: Path):
    with pytest.raises(RuntimeError):
        old_room(folder, layout=later_layout(fails=True))
    with old_room(folder) as room:
        assert room.get(Slip, "SLIP") == a_slip()
        assert len(room.backups()) == 1
        assert room.check().sound


def test_a_file_of_a_later_version_is_not_opened(folder: Path):
    old_room(folder, layout=later_layout()).close()
    before = (folder / "room.db").read_bytes()
    with pytest.raises(NewerRoom, match="请先更新程序"):
        old_room(folder)
    assert (folder / "room.db").read_bytes() == before


def test_an_unknown_migration_counts_as_a_later_version(folder: Path):
    with old_room(folder) as room:
        room._cabinet.connection.execute("UPDATE _sqlite_migrations SET name = 'other'")
    with pytest.raises(NewerRoom):
        old_room(folder)


def test_a_field_added_later_takes_its_default_in_old_rows(folder: Path):
    with old_room(folder) as room:
        room._cabinet.connection.execute("UPDATE slip SET tags = NULL, size = NULL, count = NULL")
        assert room.get(Slip, "SLIP") == a_slip()


def test_a_room_of_the_real_kinds_can_be_made_and_checked(tmp_path: Path):
    from tests.builders import a_topic

    with new_room(tmp_path / "room", layout=LAYOUT, role=RoomRole.STATION) as room:
        put(room, a_topic())
        assert room.get(type(a_topic()), "TOPIC") == a_topic()
        assert room.by_number("WT-YT-2026-007") == a_topic()
        assert room.check().sound
        put(room, replace(a_topic(), title="梧桐里停车难"))
        assert [hit.title for hit in room.search("停车")] == ["梧桐里停车难"]
