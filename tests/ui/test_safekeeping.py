"""保管: what was deleted comes back; backups are made, checked, carried off and gone back to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.receptions import Visit
from consultroom.domain.topics import Topic, TopicSource
from consultroom.services import backing_up, founding, gathering, receiving, safekeeping
from consultroom.services.backing_up import BackupLine
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.safekeeping.backups import latest_words, size_words
from tests.services.stages import Stages, everything, the_topic
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

NOW = datetime(2026, 11, 26, 9, 5)  # noqa: DTZ001  (local, as in a backup's name)


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """Two visits in the bin, deleted one after the other."""
    desk = stages("with a topic")
    day = receiving.open_day(desk, receivers=("李秀英",))
    for matter in ("路灯不亮", "井盖坏了"):
        visit = receiving.receive(desk, day, matter=matter, visitor="何大爷")
        receiving.drop_visit(desk, visit)
    return desk


@pytest.fixture
def at(desk: Desk, shown: Shown, tmp_path: Path, qtbot: QtBot) -> AtDesk:
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 768)
    shown(office.window)
    return AtDesk(office, qtbot)


# --- the bin -----------------------------------------------------------------------------------


def test_the_bin_says_what_was_deleted_when_by_whom_and_names_no_visitor(at: AtDesk):
    at.go("safekeeping", "bin")
    assert at.cells("binTable", 0).count("来访") == 2
    assert set(at.cells("binTable", 4)) == {"删除来访"}
    assert set(at.cells("binTable", 3)) == {at.office.desk.by}
    assert "何大爷" not in at.cells("binTable", 1)


def test_one_record_comes_back_by_enter_and_goes_again_by_the_toast(at: AtDesk, qtbot: QtBot):
    at.go("safekeeping", "bin")
    table = at.find(QTableView, "binTable")
    table.selectRow(at.cells("binTable", 1).index("路灯不亮"))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert at.toast == "已恢复来访“路灯不亮”。"
    assert [visit.matter for visit in at.office.desk.room.find(Visit)] == ["路灯不亮"]
    at.take_back()
    assert at.office.desk.room.find(Visit) == ()
    assert "路灯不亮" in at.cells("binTable", 1)


def test_many_come_back_in_one_act(at: AtDesk, qtbot: QtBot):
    at.go("safekeeping", "bin")
    every = len(at.cells("binTable", 0))
    qtbot.keyClick(
        at.find(QTableView, "binTable"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier
    )
    assert at.find(QPushButton, "bringBack").text() == f"恢复选中的 {every} 条"
    at.press("bringBack")
    assert len(at.office.desk.room.find(Visit)) == 2
    assert at.office.desk.room.acts(limit=1)[0].name == "从回收站恢复"
    assert at.cells("binTable", 0) == []
    at.take_back()
    assert len(at.cells("binTable", 0)) == every


def test_the_bin_is_narrowed_to_one_kind(at: AtDesk):
    at.go("safekeeping", "bin")
    kinds = at.find(QComboBox, "binKind")
    kinds.setCurrentIndex(kinds.findData("来访"))
    assert set(at.cells("binTable", 0)) == {"来访"}


def test_what_came_back_elsewhere_is_said_and_nothing_is_written(at: AtDesk, desk: Desk):
    at.go("safekeeping", "bin")
    at.find(QTableView, "binTable").selectRow(at.cells("binTable", 1).index("路灯不亮"))
    line = next(one for one in safekeeping.deleted(desk) if one.title == "路灯不亮")
    safekeeping.bring_back(desk, (line.id,))
    before = safekeeping.latest(desk)
    at.press("bringBack")
    assert "不在回收站里" in at.office.window.sentence_bar.accessibleName()
    assert safekeeping.latest(desk) == before


# --- backups -----------------------------------------------------------------------------------


@dataclass
class Waited:
    """The page of backups, which waits for its worker."""

    at: AtDesk

    def press(self, name: str, said: str) -> str:
        """Press a button and return what is said once the work is done."""
        self.at.press(name)
        self.at.qtbot.waitUntil(lambda: said in self.at.words("backupSaid"), timeout=10_000)
        return self.at.words("backupSaid")


@pytest.fixture
def page(at: AtDesk) -> Waited:
    at.go("safekeeping", "backups")
    return Waited(at)


def answering(monkeypatch: pytest.MonkeyPatch, folder: Path, *, yes: bool = True) -> None:
    """Let the dialogs be answered by a person who has chosen this folder."""

    def chosen(_parent: QWidget, _title: str, start: Path | None = None) -> Path:
        return folder

    def agreed(_parent: QWidget, _question: str, *, act: str, detail: str = "") -> bool:
        return yes

    monkeypatch.setattr(dialogs, "ask_folder", chosen)
    monkeypatch.setattr(dialogs, "confirm", agreed)


def test_a_backup_is_made_now_and_found_whole(page: Waited, desk: Desk):
    assert page.at.words("latestBackup") == "还没有备份过。"
    page.press("backUp", "已备份")
    assert page.at.cells("backupsTable", 1) == ["手工备份"]
    assert page.at.words("latestBackup") == "最近一次备份：今天。"
    assert "次操作" in page.press("examine", "这份备份完好")
    assert len(desk.room.backups()) == 1


def test_a_damaged_backup_is_told_and_marked(page: Waited, desk: Desk):
    page.press("backUp", "已备份")
    path = desk.room.backups()[0].path
    path.write_bytes(path.read_bytes()[:9000] + b"\xff" * 9000)
    page.press("examine", "损坏")
    assert page.at.cells("backupsTable", 3) == ["不能用"]


def test_the_whole_room_is_checked_from_the_page(page: Waited):
    assert "查了" in page.press("checkRoom", "资料夹完好")


def test_a_backup_is_carried_with_the_attachments_and_opens_elsewhere(
    page: Waited, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    sha = desk.room.blobs.put(b"a scan")
    page.press("backUp", "已备份")
    stick = tmp_path / "stick"
    stick.mkdir()
    answering(monkeypatch, stick)
    page.press("carry", "已拷到")
    (home,) = stick.iterdir()
    (carried,) = home.glob("room-*.db")
    backing_up.unfold(desk, carried, tmp_path / "again")
    again = founding.open_desk(
        tmp_path / "again", by="", clock=desk.room.clock, chance=desk.room.chance
    )
    with again.room:
        assert the_topic(again) == the_topic(desk)
        assert again.room.blobs.read(sha) == b"a scan"
        assert again.room.notes.meta("node") != desk.room.notes.meta("node")


def test_a_folder_with_something_in_it_takes_no_backup(
    page: Waited, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    page.press("backUp", "已备份")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine", encoding="utf-8")
    answering(monkeypatch, tmp_path / "full")
    page.press("unfold", "不是空的")
    assert [one.name for one in (tmp_path / "full").iterdir()] == ["note.txt"]


def test_going_back_saves_the_present_first_and_goes_on_with_the_old(
    page: Waited, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
):
    page.press("backUp", "已备份")
    before = everything(desk)
    gathering.add_topic(desk, title="后来的", source=TopicSource.MEMBER, proposer="周立")
    answering(monkeypatch, tmp_path)
    page.at.press("goBack")
    office = page.at.office
    qtbot.waitUntil(lambda: office.desk is not desk, timeout=10_000)
    assert everything(office.desk) == before
    assert page.at.toast.startswith("已换成这份备份")
    assert "恢复之前" in page.at.cells("backupsTable", 1)
    saved = next(one for one in backing_up.listed(office.desk) if one.why == "恢复之前")
    backing_up.unfold(office.desk, saved.path, tmp_path / "saved")
    later = founding.open_desk(
        tmp_path / "saved", by="", clock=office.desk.room.clock, chance=office.desk.room.chance
    )
    with later.room:
        assert later.room.one(Topic, title="后来的")
    gathering.add_topic(office.desk, title="接着办", source=TopicSource.MEMBER, proposer="周立")
    office.desk.room.close()


def test_saying_no_changes_nothing(
    page: Waited, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    page.press("backUp", "已备份")
    answering(monkeypatch, tmp_path, yes=False)
    page.at.press("goBack")
    page.at.press("carry")
    assert page.at.office.desk is desk
    assert len(desk.room.backups()) == 1


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "今天。"), (1, "昨天。"), (7, "7天前。"), (8, "请再备份一次。")],
)
def test_how_old_the_latest_backup_is_is_said(days: int, said: str):
    line = BackupLine(path=Path("x"), at=NOW.replace(day=26 - days), why="", size=1)
    assert latest_words((line,), NOW).endswith(said)


@pytest.mark.parametrize(("size", "said"), [(10, "1 KB"), (52_400, "52 KB"), (4.1e6, "4.1 MB")])
def test_sizes_are_said_as_people_count_them(size: int, said: str):
    assert size_words(size) == said
