"""Backups: carried off, unfolded, gone back to; whatever fails, the room stays as it was."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from consultroom.errors import UserError
from consultroom.services import backing_up
from consultroom.services.backing_up import StayedAsItWas
from consultroom.services.desk import Desk
from tests.services.stages import Stages, the_topic


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("with a topic")


def test_a_backup_is_never_carried_into_the_room_itself(desk: Desk):
    backup = backing_up.make(desk)
    with pytest.raises(UserError, match="不算备份"):
        backing_up.carry(desk, backup, desk.room.folder / "blobs")


def test_a_backup_that_vanished_leaves_the_room_as_it_was(desk: Desk):
    backup = backing_up.make(desk)
    backup.unlink()
    with pytest.raises(UserError, match="没有找到"):
        backing_up.prepare(desk, backup)
    with pytest.raises(StayedAsItWas) as stayed:
        backing_up.go_back(desk, backup)
    with stayed.value.desk.room:
        assert the_topic(stayed.value.desk)


def test_the_backup_one_goes_back_to_is_not_thrown_away_by_the_saving(desk: Desk):
    first = backing_up.make(desk)
    old = first.with_name("room-20200101-090000-manual.db")
    first.rename(old)
    for number in range(20):
        old.with_name(f"room-202001{number + 2:02d}-090000-manual.db").write_bytes(b"")
    backing_up.prepare(desk, old)
    assert old.exists()


def test_a_folder_too_full_to_unfold_a_backup_in_is_left_empty_and_can_be_tried_again(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk.room.blobs.put(b"a scan")
    backup, place = backing_up.make(desk), tmp_path / "again"
    place.mkdir()
    copy = shutil.copyfile

    def fills(source: Path, target: Path) -> Path:
        if Path(source).suffix != ".db":
            raise OSError(errno.ENOSPC, "full")
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", fills)
    with pytest.raises(UserError, match="恢复没有完成：磁盘满了"):
        backing_up.unfold(desk, backup, place)
    assert list(place.iterdir()) == []
    monkeypatch.setattr(shutil, "copyfile", copy)
    backing_up.unfold(desk, backup, place)
    assert (place / "room.db").exists()


def test_what_was_carried_before_is_not_copied_again(desk: Desk, tmp_path: Path):
    desk.room.blobs.put(b"a scan")
    first = backing_up.carry(desk, backing_up.make(desk), tmp_path)
    (scan,) = (one for one in (first / "blobs").rglob("*") if one.is_file())
    before = scan.stat().st_mtime_ns
    told: list[tuple[int, int]] = []
    backing_up.carry(
        desk, desk.room.backups()[0].path, tmp_path, progress=lambda *step: told.append(step)
    )
    assert scan.stat().st_mtime_ns == before
    assert told == [(0, 2), (1, 2)]


def test_a_backup_says_how_far_it_goes(desk: Desk):
    found = backing_up.examine(desk, backing_up.make(desk))
    assert found.acts == len(desk.room.acts(limit=500))
    assert found.last.endswith(f"{desk.by} {desk.room.acts(limit=1)[0].name}")


def test_every_kind_of_backup_says_why_it_was_made(desk: Desk):
    desk.room.backup(why="import")
    assert [line.why for line in backing_up.listed(desk)] == ["导入之前"]


def test_a_day_has_one_backup_and_a_day_without_work_none(desk: Desk):
    made = backing_up.daily(desk)
    assert made is not None
    assert backing_up.examine(desk, made).acts == len(desk.room.acts(limit=1000))
    assert backing_up.daily(desk) is None
    made.rename(made.with_name("room-20200101-090000-daily.db"))
    assert backing_up.daily(desk) is not None
    assert [one.why for one in backing_up.listed(desk)] == ["每天自动"] * 2


def test_a_backup_that_failed_while_leaving_is_told_the_next_time(desk: Desk):
    assert backing_up.complaint(desk) == ""
    (desk.room.folder / "backups").rmdir()
    (desk.room.folder / "backups").write_text("a file in its place")
    assert backing_up.daily(desk) is None
    assert backing_up.complaint(desk).startswith("上次离开时没有备份成：")
    (desk.room.folder / "backups").unlink()
    assert backing_up.daily(desk) is not None
    assert backing_up.complaint(desk) == ""
