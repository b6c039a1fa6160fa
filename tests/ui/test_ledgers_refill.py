"""填上级报表: a superior's form learned, shown column by column, filled and saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.papers import ColumnMap
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.ledgers.refill_view import RefillView
from consultroom.ui.office import Office
from tests.services.stages import Stages, on
from tests.ui.conftest import Shown

HEADS = ("序号", "协商议题", "办理事项", "承办单位", "办结时限", "分管领导")
PATIENCE = 20_000  # ms


def form_at(place: Path, name: str = "上报表.xlsx", heads: tuple[str, ...] = HEADS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "汇总"
    sheet.append(["成果办理情况表"])
    sheet.append(list(heads))
    book.save(place / name)
    return place / name


@pytest.fixture
def desk(stages: Stages) -> Desk:
    desk = stages("assigned")
    on(desk, date(2026, 12, 10))
    return desk


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 768)
    shown(made.window)
    made.window.go("ledgers")
    made.window.screens["ledgers"].findChild(QPushButton, "refill").click()
    return made


@pytest.fixture
def view(office: Office) -> RefillView:
    found = office.window.screens["refill"]
    assert isinstance(found, RefillView)
    return found


def slots(view: RefillView) -> list[list[str]]:
    model = view.table.model()
    return [[model.index(row, at).data() for at in range(4)] for row in range(model.rowCount())]


def press(view: RefillView, name: str) -> None:
    found = view.findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()


def learn(view: RefillView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args: file)
    words = [act.text() for act in view._menu.actions()]
    view._menu.actions()[words.index("用成果办理台账填…")].trigger()
    qtbot.waitUntil(lambda: view.table.rows.rowCount() == len(HEADS), timeout=PATIENCE)


def test_without_a_form_the_page_says_what_to_do(view: RefillView, desk: Desk):
    assert any("还没有学过上级报表" in one.text() for one in view.findChildren(QLabel))
    learn, save = (view.findChild(QPushButton, name) for name in ("learnForm", "saveFilled"))
    assert not save.isEnabled()
    assert (learn.property("kind"), save.property("kind") or "") == ("primary", "")
    assert 0 < save.x() - (learn.x() + learn.width()) < 20  # side by side, at the right


def test_a_form_is_learned_and_every_column_is_told_line_by_line(  # noqa: PLR0917
    view: RefillView,
    office: Office,
    desk: Desk,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    learn(view, qtbot, monkeypatch, form_at(tmp_path))
    assert slots(view) == [
        ["A", "序号", "序号", "1"],
        ["B", "协商议题", "协商议题", "老旧小区加装电梯"],
        ["C", "办理事项", "交办事项", "先在3号楼试装一部电梯"],
        ["D", "承办单位", "主办单位", "区住建委"],
        ["E", "办结时限", "办理时限", "2026年12月30日"],
        ["F", "分管领导", "留空", ""],
    ]
    assert view.findChild(QLabel, "refillLine").text() == "第 1 行，共 2 行"
    press(view, "lineAfter")
    assert slots(view)[3][3] == "梧桐街道"
    assert not view.findChild(QPushButton, "lineAfter").isEnabled()
    ModelTester(None).check(view.table.model())
    office.undo()
    assert desk.room.find(ColumnMap) == ()
    assert slots(view) == []


def test_the_filled_copy_is_saved_and_the_form_itself_stays(
    view: RefillView,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
):
    form = form_at(tmp_path)
    before = form.read_bytes()
    learn(view, qtbot, monkeypatch, form)
    out = tmp_path / "填好.xlsx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_args: out)
    press(view, "saveFilled")
    qtbot.waitUntil(out.exists, timeout=PATIENCE)
    sheet = openpyxl.load_workbook(out)["汇总"]
    assert [sheet.cell(3, at).value for at in (1, 3, 4)] == [
        1, "先在3号楼试装一部电梯", "区住建委",
    ]  # fmt: skip
    assert form.read_bytes() == before


def test_a_form_whose_headings_changed_is_refused_in_a_sentence(
    view: RefillView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    learn(view, qtbot, monkeypatch, form_at(tmp_path))
    other = form_at(tmp_path, "新表.xlsx", ("序号", "协商议题", "责任部门", "完成情况"))
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args: other)
    press(view, "takeForm")
    qtbot.waitUntil(lambda: not slots(view), timeout=PATIENCE)
    qtbot.waitUntil(
        lambda: any("表头变了" in one.text() for one in view.findChildren(QLabel)),
        timeout=PATIENCE,
    )
    assert not view.findChild(QPushButton, "saveFilled").isEnabled()


def test_other_days_fill_other_lines(
    view: RefillView, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    learn(view, qtbot, monkeypatch, form_at(tmp_path))
    years = view.findChild(QComboBox, "spanYear")
    years.setCurrentIndex(years.findData("2025"))
    qtbot.waitUntil(
        lambda: view.findChild(QLabel, "refillLine").text() == "这段时间没有可填的行",
        timeout=PATIENCE,
    )
    qtbot.waitUntil(lambda: view.subheading == "2025年", timeout=PATIENCE)


def test_a_file_that_is_no_form_is_refused(
    view: RefillView, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "不是表.xlsx"
    file.write_bytes(b"no spreadsheet")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_args: file)
    view._menu.actions()[0].trigger()
    assert office.window.sentence_bar.isVisible()
