"""Backups: whole, named by the moment, thinned out; and going back to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from consultroom.errors import UserError
from consultroom.store import backups
from consultroom.store.backups import backups_in, prune
from consultroom.store.engine import DamagedRoom
from consultroom.store.lock import RoomInUse
from consultroom.store.rooms import Room, go_back
from tests.store.samples import BEIJING, Clock, Slip, a_slip, chance, new_room, old_room, put


def back(folder: Path, backup: Path) -> None:
    go_back(folder, backup, clock=Clock(), chance=chance(7))


def test_a_backup_is_a_room_as_it_was(room: Room):
    put(room, a_slip())
    path = room.backup(why="daily")
    put(room, a_slip(title="后来"))
    (backup,) = room.backups()
    assert backup.path == path
    assert (backup.why, backup.size) == ("daily", path.stat().st_size)
    assert backup.at.date() == room.clock().date()
    room.close()
    back(room.folder, path)
    with old_room(room.folder) as again:
        assert again.find(Slip) == (a_slip(),)
        assert again.check().sound


def test_going_back_keeps_what_was_there_with_its_log(room: Room):
    put(room, a_slip())
    path = room.backup()
    put(room, a_slip(title="后来"))
    copy = room.folder.with_name("crashed")
    _copy_as_a_crash_leaves_it(room.folder, copy)
    back(copy, copy / "backups" / path.name)
    with old_room(copy) as again:
        assert again.find(Slip) == (a_slip(),)
    (kept,) = (copy / "backups").glob("replaced-*.db")
    third = room.folder.with_name("third")
    new_room(third).close()
    kept.replace(third / "room.db")
    kept.with_name(kept.name + "-wal").replace(third / "room.db-wal")
    with old_room(third) as later:
        assert later.get(Slip, "SLIP").title == "后来"


def _copy_as_a_crash_leaves_it(source: Path, target: Path) -> None:
    (target / "backups").mkdir(parents=True)
    for file in source.rglob("*"):
        if file.is_file():
            place = target / file.relative_to(source)
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(file.read_bytes())


def test_a_room_that_went_back_writes_under_a_new_name(room: Room):
    node = room.notes.meta("node")
    path = room.backup()
    room.close()
    back(room.folder, path)
    with old_room(room.folder) as again:
        assert again.notes.meta("node") != node
        assert again.code == "WT"


def test_a_room_that_is_open_does_not_go_back(room: Room):
    path = room.backup()
    with pytest.raises(RoomInUse):
        back(room.folder, path)


@pytest.mark.parametrize("damage", [b"", b"this is no database" * 300])
def test_going_back_to_something_damaged_changes_nothing(room: Room, damage: bytes):
    put(room, a_slip())
    path = room.backup()
    room.close()
    before = (room.folder / "room.db").read_bytes()
    path.write_bytes(damage)
    if damage:
        with pytest.raises(DamagedRoom):
            back(room.folder, path)
    with pytest.raises(UserError, match="没有找到这个备份"):
        back(room.folder, path.with_name("gone.db"))
    assert (room.folder / "room.db").read_bytes() == before


def test_a_damaged_copy_is_never_given_a_name(room: Room, monkeypatch: pytest.MonkeyPatch):
    put(room, a_slip())
    monkeypatch.setattr(backups, "quick_check", lambda _: ("page 3 is torn",))
    with pytest.raises(DamagedRoom, match="备份文件不完整"):
        room.backup()
    assert list((room.folder / "backups").iterdir()) == []


def test_a_disk_that_cannot_be_written_is_told_in_words(room: Room):
    put(room, a_slip())
    path = room.backup()
    aside = path.read_bytes()
    path.unlink()
    path.parent.rmdir()
    path.parent.write_bytes(b"in the way")
    with pytest.raises(UserError, match="备份没有完成"):
        room.backup()
    room.close()
    before = (room.folder / "room.db").read_bytes()
    copy = room.folder.with_name("copy.db")
    copy.write_bytes(aside)
    with pytest.raises(UserError, match="恢复没有完成"):
        back(room.folder, copy)
    assert (room.folder / "room.db").read_bytes() == before


def test_backups_are_thinned_to_days_and_months(tmp_path: Path):
    folder = tmp_path / "backups"
    folder.mkdir()
    start = datetime(2025, 1, 1, 9, tzinfo=BEIJING)
    for hours in range(0, 24 * 500, 12):
        at = start + timedelta(hours=hours)
        (folder / f"room-{at:%Y%m%d-%H%M%S}-daily.db").write_bytes(b"")
    (folder / "letter.db").write_bytes(b"")
    (folder / "room-notes.db").write_bytes(b"")
    newest = backups_in(tmp_path)[0]
    gone = prune(tmp_path)
    left = backups_in(tmp_path)
    assert len(gone) + len(left) == 1000
    assert left[0] == newest
    assert left[:5] == backups_in(tmp_path)[:5]
    days = {backup.at.date() for backup in left}
    assert {newest.at.date() - timedelta(days=n) for n in range(7)} <= days
    assert len({(day.year, day.month) for day in days}) == 12
    assert 7 + 11 <= len(left) <= 5 + 7 + 12
    assert prune(tmp_path) == ()
    assert (folder / "letter.db").exists()
    assert (folder / "room-notes.db").exists()


def test_a_room_nothing_was_done_in_needs_no_second_backup(room: Room):
    put(room, a_slip())
    first = room.backup_once(why="import")
    _later(room)
    assert room.backup_once(why="import") == first
    assert [one.path for one in room.backups()] == [first]


def test_a_backup_is_made_again_for_another_reason_after_an_act_or_for_a_damaged_one(room: Room):
    put(room, a_slip())
    made = [room.backup(why="daily")]
    for change in (lambda: None, lambda: put(room, a_slip(title="后来")), lambda: _spoil(made[-1])):
        change()
        _later(room)
        made.append(room.backup_once(why="import"))
    assert len(set(made)) == 4
    backups.look_through(made[-1], key=None)


def _later(room: Room) -> None:
    assert isinstance(room.clock, Clock)
    room.clock.now += timedelta(minutes=1)


def _spoil(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[4096 : len(content) // 2] = bytes(len(content) // 2 - 4096)
    backup.write_bytes(content)
