"""从表格导入, of topics and of members: every row is told of before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consultroom.domain.topics import Topic
from consultroom.services import safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.lending import STOPPED, WaitingBox
from consultroom.ui.office import Office
from tests.services.stages import NAMES, Stages, everything, member_named
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

NUMBER, TITLE, RESULT, DOUBT = range(4)  # columns of the preview
TOPICS = (
    ("2026年议题征集汇总", None, None),
    ("议题名称", "提出人", "提出日期"),
    ("楼道照明改造", "周立", "2026-10-09"),
    ("老旧小区加装电梯", "李秀英", "2026-10-01"),
    ("广场舞噪声", None, "去年"),
)


@pytest.fixture
def clerk(shown: Shown, tmp_path: Path, qtbot: QtBot, stages: Stages) -> AtDesk:
    """Sit down at a room with members and a topic."""
    office = Office(stages("with a topic"), folder=tmp_path)
    office.window.resize(1366, 768)
    shown(office.window)
    return AtDesk(office, qtbot)


def a_table(folder: Path, rows: tuple[tuple[object, ...], ...], name: str = "汇总.xlsx") -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name


def choose(clerk: AtDesk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Choose a file in the file dialog, and wait until every row of it was told of."""
    monkeypatch.setattr(dialogs, "ask_open", lambda *_, **__: file)
    clerk.press("importFileAsk")
    button = clerk.find(QPushButton, "importFileAsk")
    sentence, summary = (clerk.find(QLabel, name) for name in ("importSentence", "importSummary"))
    clerk.qtbot.waitUntil(
        lambda: (
            (button.text() == "换一个文件" or bool(sentence.text()))
            and not summary.text().startswith("正在")
        ),
        timeout=10_000,
    )


def take_in(clerk: AtDesk) -> None:
    """Press the button, and wait until a worker has written the table."""
    clerk.press("importTake")
    importing = clerk.find(QWidget, "import")
    clerk.qtbot.waitUntil(lambda: not importing.isVisible(), timeout=10_000)


def desk_of(clerk: AtDesk) -> Desk:
    return clerk.office._desk


def test_topics_are_previewed_then_taken_in_and_taken_back(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = desk_of(clerk)
    before = everything(desk)
    clerk.go("topics")
    clerk.press("importTopics")
    choose(clerk, a_table(tmp_path, TOPICS), monkeypatch)
    assert clerk.cells("importTable", TITLE) == ["楼道照明改造", "老旧小区加装电梯", "广场舞噪声"]
    assert clerk.cells("importTable", RESULT) == ["新增", "不导入", "新增"]
    assert clerk.cells("importTable", NUMBER) == ["3", "4", "5"]
    assert clerk.words("importSummary") == "共 3 行：新增 2，不导入 1"
    assert everything(desk) == before
    clerk.find(QCheckBox, "importOnly").click()
    assert clerk.cells("importTable", TITLE) == ["老旧小区加装电梯", "广场舞噪声"]
    clerk.find(QTableView, "importTable").selectRow(1)
    assert clerk.words("importNote") == (
        "第5行：看不懂日期“去年”，先记为今天。没有写提出人，先记为“未署名”。"
    )
    take_in(clerk)
    assert clerk.toast == "已导入：新增 2，不导入 1。按 Ctrl+Z 可整批撤回。"
    assert clerk.cells("topicsTable", 1) == ["广场舞噪声", "楼道照明改造", "老旧小区加装电梯"]
    clerk.take_back()
    assert everything(desk) == before
    assert clerk.cells("topicsTable", 1) == ["老旧小区加装电梯"]


@pytest.mark.parametrize(
    ("thing", "rows"), [("Topics", TOPICS), ("Members", (("姓名", "界别"), ("尉迟恭", "科技")))]
)
def test_after_an_import_its_first_line_has_the_keyboard_and_ctrl_z_takes_all_of_it_back(
    clerk: AtDesk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    thing: str,
    rows: tuple[tuple[object, ...], ...],
):
    before, window = everything(desk_of(clerk)), clerk.office.window
    clerk.go(thing.lower())
    clerk.press(f"import{thing}")
    choose(clerk, a_table(tmp_path, rows), monkeypatch)
    taken = {
        title
        for title, word in zip(
            clerk.cells("importTable", TITLE), clerk.cells("importTable", RESULT), strict=True
        )
        if word == "新增"
    }
    take_in(clerk)
    assert clerk.toast.endswith("按 Ctrl+Z 可整批撤回。")
    with clerk.qtbot.waitActive(window):  # which a window manager would have done
        window.activateWindow()
    lines = clerk.find(QTableView, f"{thing.lower()}Table")
    assert QApplication.focusWidget() is lines
    told = [
        {lines.model().index(row, at).data() for at in range(2)}
        for row in range(lines.model().rowCount())
    ]
    assert lines.currentIndex().row() == next(at for at, one in enumerate(told) if one & taken)
    clerk.qtbot.keyClick(lines, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    clerk.qtbot.waitUntil(lambda: everything(desk_of(clerk)) == before)
    assert "撤销" in clerk.toast
    assert "导入" in clerk.toast
    assert lines.isVisible()


def test_an_import_that_is_stopped_leaves_nothing_and_may_be_done_again(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = desk_of(clerk)
    before = everything(desk)
    clerk.go("topics")
    clerk.press("importTopics")
    rows = (("议题名称", "提出人"), *((f"第{n}号楼照明", "周立") for n in range(2000)))
    choose(clerk, a_table(tmp_path, rows), monkeypatch)
    clerk.press("importTake")
    box = clerk.find(WaitingBox, "waitingBox")
    assert box.findChild(QLabel, "waitingWords").text() == "正在导入议题…"
    box.reject()
    clerk.qtbot.waitUntil(lambda: clerk.words("importSentence") == STOPPED, timeout=10_000)
    assert everything(desk) == before
    take_in(clerk)
    assert clerk.toast == "已导入：新增 2000。按 Ctrl+Z 可整批撤回。"
    lines = clerk.find(QTableView, "topicsTable").model()
    clerk.qtbot.waitUntil(lambda: lines.rowCount() == 2001, timeout=10_000)


def test_a_column_nobody_knows_is_matched_by_hand(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    clerk.go("topics")
    clerk.press("importTopics")
    rows = (("序号", "反映的事", "谁说的"), (1, "楼道照明改造", "周立"))
    choose(clerk, a_table(tmp_path, rows), monkeypatch)
    assert clerk.words("importSentence") == "还没有指定哪一列是议题，请在左边选好。"
    assert not clerk.find(QPushButton, "importTake").isEnabled()
    titles = clerk.find(QComboBox, "column_title")
    assert titles.accessibleName() == "议题取自哪一列，必选"
    titles.setCurrentIndex(titles.findText("反映的事"))
    assert clerk.words("sample_title") == "楼道照明改造"
    who = clerk.find(QComboBox, "column_proposer")
    who.setCurrentIndex(who.findText("谁说的"))
    assert clerk.find(QPushButton, "importTake").text() == "导入 1 个议题"
    take_in(clerk)
    made = desk_of(clerk).room.find(Topic)[-1]
    assert (made.title, made.proposer) == ("楼道照明改造", "周立")


def test_columns_matched_by_hand_are_remembered_for_tables_of_the_same_headings(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    test_a_column_nobody_knows_is_matched_by_hand(clerk, tmp_path, monkeypatch)
    clerk.press("importTopics")
    rows = (("序号", "反映的事", "谁说的"), (1, "路灯补亮", "李秀英"))
    choose(clerk, a_table(tmp_path, rows, "下个月.xlsx"), monkeypatch)
    assert clerk.words("importFile") == "下个月.xlsx　各列已照上次选的对上"
    assert clerk.find(QComboBox, "column_title").currentText() == "反映的事"
    assert clerk.find(QPushButton, "importTake").text() == "导入 1 个议题"
    rows = (("序号", "反映的问题", "谁说的"), (1, "路灯补亮", "李秀英"))
    choose(clerk, a_table(tmp_path, rows, "又一种.xlsx"), monkeypatch)
    assert clerk.words("importFile") == "又一种.xlsx"
    assert not clerk.find(QPushButton, "importTake").isEnabled()


def test_columns_matched_by_hand_are_there_again_after_going_back_halfway(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    clerk.go("topics")
    clerk.press("importTopics")
    table = a_table(tmp_path, (("序号", "反映的事"), (1, "楼道照明改造")))
    choose(clerk, table, monkeypatch)
    titles = clerk.find(QComboBox, "column_title")
    titles.setCurrentIndex(titles.findText("反映的事"))
    clerk.press("importBack")
    clerk.press("importTopics")
    choose(clerk, table, monkeypatch)
    assert clerk.find(QComboBox, "column_title").currentText() == "反映的事"
    assert clerk.find(QPushButton, "importTake").text() == "导入 1 个议题"


def test_members_are_previewed_with_who_changes_and_what_is_doubtful(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = desk_of(clerk)
    before = everything(desk)
    rows = (
        ("姓名", "界别", "单位及职务", "身份证号"),
        ("张建国", "经济界", "某协会会长", "110101199001010000"),
        ("李秀英", "经济界", "李记商行经理", ""),
        ("尉迟恭", "科技", "某研究所所长", ""),
        (None, "科技", None, None),
    )
    clerk.go("members")
    clerk.press("importMembers")
    choose(clerk, a_table(tmp_path, rows), monkeypatch)
    assert clerk.cells("importTable", RESULT) == ["更新", "没有变化", "新增", "不导入"]
    assert "请核对是不是同一个人" in clerk.cells("importTable", DOUBT)[0]
    columns = [one.objectName() for one in clerk.front.findChildren(QComboBox)]
    assert "column_print_as" in columns
    assert everything(desk) == before
    take_in(clerk)
    assert clerk.toast == "已导入：新增 1，更新 1，没有变化 1，不导入 1。按 Ctrl+Z 可整批撤回。"
    assert clerk.cells("membersTable", 0) == [*NAMES, "尉迟恭"]
    assert member_named(desk, "张建国").post == "某协会会长"
    assert "110101199001010000" not in repr(everything(desk))
    safekeeping.undo(desk)
    assert everything(desk) == before


UNREADABLE = {
    ("名册.xls", "只能读 xlsx 和 csv 表格"): b"x",
    ("名册.xlsx", "可能已损坏"): b"not a workbook",
    ("名册.csv", "里没有内容"): b"",
    ("只有列名.csv", "表里只有列名，没有内容。"): "姓名\n".encode(),
}


@pytest.mark.parametrize(("file", "says"), UNREADABLE)
def test_what_cannot_be_read_is_said_and_another_file_may_be_chosen(
    file: str, says: str, clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / file).write_bytes(UNREADABLE[file, says])
    clerk.go("members")
    clerk.press("importMembers")
    choose(clerk, tmp_path / file, monkeypatch)
    clerk.qtbot.waitUntil(lambda: says in clerk.words("importSentence"))
    choose(clerk, a_table(tmp_path, (("姓名",), ("尉迟恭",))), monkeypatch)
    clerk.qtbot.waitUntil(lambda: clerk.cells("importTable", RESULT) == ["新增"])


def test_going_back_writes_nothing_and_the_next_import_begins_anew(
    clerk: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = desk_of(clerk)
    before = everything(desk)
    clerk.go("topics")
    clerk.press("importTopics")
    choose(clerk, a_table(tmp_path, TOPICS), monkeypatch)
    clerk.press("importBack")
    assert clerk.cells("topicsTable", 1) == ["老旧小区加装电梯"]
    assert everything(desk) == before
    clerk.press("importTopics")
    assert clerk.words("importFile") == ""
    assert clerk.find(QTableView, "importTable").isHidden()
