"""The journal read page by page: filters, slices, and who was ever at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from consultroom.errors import UserError
from consultroom.store.act_pages import ActFilter
from consultroom.store.backups import BackupReport, copy_out, look_over
from consultroom.store.room import Room
from consultroom.store.rooms import room_beside
from tests.store.samples import SecondThoughts, a_slip, a_writer, chance, given_up, old_room, put


def names(room: Room, wanted: ActFilter) -> list[str]:
    count = room.pages.count(wanted)
    return [one.act.name for one in room.pages.read(wanted, 0, count)]


@pytest.fixture
def filled(room: Room) -> Room:
    """Three acts, by two people."""
    put(room, a_slip(), name="登记纸条")
    with room.act("改纸条", by="李") as act:
        act.put(a_slip(body="加装电梯的经过"))
    put(room, a_writer(), name="登记作者")
    return room


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ActFilter(), ["登记作者", "改纸条", "登记纸条"]),
        (ActFilter(by="李"), ["改纸条"]),
        (ActFilter(month="2026-03"), ["登记作者", "改纸条", "登记纸条"]),
        (ActFilter(month="2026-02"), []),
        (ActFilter(records=("WRITER",)), ["登记作者"]),
        (ActFilter(words="作者"), ["登记作者"]),
        (ActFilter(words="电梯"), ["改纸条", "登记纸条"]),
        (ActFilter(words="电梯", by="李"), ["改纸条"]),
        (ActFilter(words="没有这几个字"), []),
    ],
)
def test_a_filter_finds_acts_by_what_they_are_and_what_they_changed(
    filled: Room, wanted: ActFilter, found: list[str]
):
    assert names(filled, wanted) == found


def test_a_summary_names_the_first_record_and_counts_them(room: Room):
    put(room, a_slip(), a_slip(id="OTHER", title="路灯"))
    (one,) = room.pages.read(ActFilter(), 0, 1)
    assert (one.word, one.title, one.records) == ("纸条", "老旧小区加装电梯", 2)


def test_an_act_given_up_leaves_nobody_behind(filled: Room):
    assert filled.pages.people() == ("李", "王")
    with given_up(), filled.act("半途", by="赵") as act:
        act.put(a_slip(body="又改"))
        raise SecondThoughts
    assert filled.pages.people() == ("李", "王")
    assert filled.pages.months() == ("2026-03",)


def test_an_empty_journal_has_no_months(room: Room):
    assert (room.pages.people(), room.pages.months()) == ((), ())


def test_a_deleted_record_keeps_its_title(filled: Room):
    with filled.act("删", by="李") as act:
        act.remove(a_slip(body="加装电梯的经过"))
    assert filled.pages.title("SLIP") == ("纸条", "老旧小区加装电梯")
    assert filled.pages.title("nothing") == ("", "")


def test_what_an_act_changed_is_counted_by_kind(room: Room):
    put(room, a_slip(), a_slip(id="OTHER"), a_writer())
    (one,) = room.pages.read(ActFilter(), 0, 1)
    assert room.pages.kinds_in(one.act.id) == (("纸条", 2), ("作者", 1))


# --- backups that are looked over and laid out elsewhere -----------------------------------------


def test_a_backup_says_how_far_it_goes(filled: Room):
    report = look_over(filled.backup(), key=None)
    assert (report.acts, report.by, report.name) == (3, "王", "登记作者")


def test_a_backup_of_a_new_room_says_that_nothing_was_done(room: Room):
    assert look_over(room.backup(), key=None) == BackupReport(acts=0)


def test_a_room_made_of_a_backup_is_another_computers(filled: Room, tmp_path: Path):
    sha = filled.blobs.put(b"a scan")
    backup = filled.backup()
    room_beside(backup, filled.folder / "blobs", tmp_path / "beside", chance=chance(3))
    with old_room(tmp_path / "beside") as beside:
        assert names(beside, ActFilter()) == names(filled, ActFilter())
        assert beside.blobs.read(sha) == b"a scan"
        assert beside.notes.meta("node") != filled.notes.meta("node")


def test_a_full_folder_is_left_alone(filled: Room, tmp_path: Path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="不是空的"):
        room_beside(filled.backup(), tmp_path, tmp_path / "full", chance=chance(3))
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(filled: Room, tmp_path: Path):
    (tmp_path / "stick").write_text("no folder", encoding="utf-8")
    with pytest.raises(UserError, match="备份没有完成"):
        copy_out(filled.backup(), tmp_path / "stick" / "room.db")
