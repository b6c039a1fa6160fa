"""上级报表的对应: a form read, its columns settled, kept, filled with, changed and deleted."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import ColumnMap
from consultroom.services import refilling
from consultroom.services.desk import Desk
from consultroom.services.mapping import SERIAL
from consultroom.ui import dialogs
from consultroom.ui.mappings.view import MappingsView
from consultroom.ui.office import Office
from tests.documents.superiors import FIRST, a_form, saved
from tests.services.stages import Stages
from tests.ui.conftest import Shown

LONG = 20_000  # ms: a form is read off the GUI thread


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """Two assignments to fill a form with."""
    return stages("assigned")


@pytest.fixture
def view(desk: Desk, shown: Shown, tmp_path: Path) -> MappingsView:
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    office.window.go("mappings")
    found = office.window.screens["mappings"]
    assert isinstance(found, MappingsView)
    found.office = office  # kept as long as its page
    return found


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "区里的表.xlsx"
    file.write_bytes(a_form())
    return file


def press(view: MappingsView, name: str) -> None:
    QApplication.processEvents()
    found = view.findChild(QPushButton, name)
    assert found.isVisible(), name
    assert found.isEnabled(), name
    found.click()


def words(view: MappingsView, name: str) -> str:
    return view.findChild(QLabel, name).text()


def field(view: MappingsView, letter: str) -> QComboBox:
    return view.findChild(QComboBox, f"mapField{letter}")


def put(box: QComboBox, word: str) -> None:
    box.setCurrentIndex(box.findText(word))


@pytest.fixture
def reading(
    qtbot: QtBot, view: MappingsView, form: Path, monkeypatch: pytest.MonkeyPatch
) -> MappingsView:
    """The page with a form just read."""
    monkeypatch.setattr(dialogs, "ask_open", lambda *_kinds, **_more: form)
    press(view, "mapForm")
    qtbot.waitUntil(lambda: field(view, "A") is not None, timeout=LONG)
    return view


def test_a_form_is_read_with_its_ledger_and_its_likely_fields(reading: MappingsView, desk: Desk):
    assert reading.findChild(QLineEdit, "mapName").text() == "区里的表"
    assert reading.findChild(QComboBox, "mapLedger").currentText() == "成果办理台账"
    chosen = [field(reading, letter).currentText() for letter in "ABCDEFGH"]
    assert chosen == [
        "序号", "协商议题", "交办事项", "主办单位", "协办单位", "交办日期", "办理时限", "办理情况",
    ]  # fmt: skip
    assert field(reading, "I") is None
    assert words(reading, "mapSampleI") == "报表自己用公式算，不用填"
    assert desk.room.find(ColumnMap) == ()


def test_the_likeliest_fields_are_offered_first(reading: MappingsView):
    box = field(reading, "D")
    assert [box.itemText(at) for at in range(3)] == ["（不填）", "主办单位", "协办单位"]
    assert box.accessibleName() == "D列“责任单位·主办”填什么"


def test_the_first_lines_are_seen_as_they_will_stand(reading: MappingsView):
    assert words(reading, "mapSampleB") == "老旧小区加装电梯"
    assert words(reading, "mapSampleC") == "先在3号楼试装一部电梯"
    assert words(reading, "mapAbout").endswith("这是第 1 行，共试 2 行。")
    press(reading, "mapAfter")
    assert (words(reading, "mapSampleA"), words(reading, "mapSampleC")) == (
        "2",
        "制定费用分摊办法",
    )
    assert not reading.findChild(QPushButton, "mapAfter").isEnabled()


def test_a_field_goes_to_one_column_only(reading: MappingsView):
    put(field(reading, "H"), "协办单位")
    assert field(reading, "E").currentText() == "（不填）"
    assert words(reading, "mapSampleE") == "没有对上，不填；要填请选"


def test_what_was_settled_is_kept_by_name_and_fills_the_form(
    reading: MappingsView, desk: Desk, tmp_path: Path
):
    put(field(reading, "H"), "（不填）")
    name = reading.findChild(QLineEdit, "mapName")
    name.clear()
    name.insert("季报")
    reading.renamed.emit(name.text())
    press(reading, "keepMap")
    (made,) = desk.room.find(ColumnMap)
    assert (made.name, made.ledger, len(made.columns)) == ("季报", "outcomes", 7)
    assert made.columns[0].field == SERIAL
    press(reading, "fillMap")
    assert reading.office.window.here == "refill"
    filled = refilling.fill(desk, made, desk.today.replace(month=1, day=1), desk.today)
    cells = [cell.value for cell in load_workbook(io.BytesIO(filled.content))["汇总表"][FIRST]]
    assert cells[:4] == [1, "老旧小区加装电梯", "先在3号楼试装一部电梯", "区住建委"]
    assert cells[7] is None


def test_keeping_is_taken_back_by_the_toast(reading: MappingsView, desk: Desk):
    press(reading, "keepMap")
    reading.office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert desk.room.find(ColumnMap) == ()
    assert reading.maps.rows.rowCount() == 0


def test_a_kept_form_is_opened_changed_and_deleted(reading: MappingsView, desk: Desk):
    press(reading, "keepMap")
    assert not reading.findChild(QPushButton, "keepMap").isEnabled()
    put(field(reading, "H"), "结果类别")
    press(reading, "keepMap")
    (made,) = desk.room.find(ColumnMap)
    assert {link.column: link.field for link in made.columns}["H"] == "class"
    assert len(desk.room.find(Attachment, about=made.id)) == 1
    window = reading.office.window
    window.go("home")
    window.go("mappings", made.id)
    assert field(reading, "H").currentText() == "结果类别"
    press(reading, "dropMap")
    assert desk.room.find(ColumnMap) == ()
    assert desk.room.find(Attachment, about=made.id) == ()
    window.toast_area.findChild(QPushButton, "toastAct").click()
    assert [one.name for one in desk.room.find(ColumnMap)] == ["区里的表"]
    assert field(reading, "H").currentText() == "结果类别"


def test_half_settled_columns_wait_while_another_page_is_looked_at(reading: MappingsView):
    put(field(reading, "H"), "（不填）")
    reading.office.window.go("home")
    reading.office.window.go("mappings")
    assert field(reading, "H").currentText() == "（不填）"


def test_two_forms_cannot_have_one_name(
    qtbot: QtBot, reading: MappingsView, monkeypatch: pytest.MonkeyPatch
):
    press(reading, "keepMap")
    press(reading, "mapForm")
    qtbot.waitUntil(lambda: reading.findChild(QPushButton, "keepMap").isEnabled(), timeout=LONG)
    press(reading, "keepMap")
    assert words(reading, "mapSentence") == (
        "已经有一张报表叫“区里的表”。请换个名字，或者先打开那一张来改。"
    )


def test_a_form_with_nothing_to_fill_is_not_kept(reading: MappingsView, desk: Desk):
    for letter in "ABCDEFGH":
        put(field(reading, letter), "（不填）")
    press(reading, "keepMap")
    assert words(reading, "mapSentence") == "还没有一列选了填什么。至少选一列，再保存。"
    assert desk.room.find(ColumnMap) == ()


def test_another_ledger_proposes_its_own_fields(reading: MappingsView):
    put(reading.findChild(QComboBox, "mapLedger"), "问题台账")
    box = field(reading, "B")
    offered = {box.itemText(at) for at in range(box.count())}
    assert "协办单位" not in offered or "问题" in "".join(offered)
    put(reading.findChild(QComboBox, "mapLedger"), "委员履职台账")
    assert words(reading, "mapSampleH") == "没有对上，不填；要填请选"
    assert reading.findChild(QComboBox, "mapHead").currentText().startswith("第4行：")


def test_what_is_no_form_is_told(
    qtbot: QtBot, view: MappingsView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    book = Workbook()
    book.active["A1"] = "随便什么"
    file = tmp_path / "别的.xlsx"
    file.write_bytes(saved(book))
    monkeypatch.setattr(dialogs, "ask_open", lambda *_kinds, **_more: file)
    press(view, "mapForm")
    qtbot.waitUntil(lambda: "认不出表头" in view._nothing.words.text(), timeout=LONG)


def a_strange_form() -> bytes:
    """Return a form none of whose headings is known, below two lines of title."""
    book = Workbook()
    sheet = book.active
    sheet.append(["街道报送区里的情况"])
    sheet.append(["单位", "梧桐街道"])
    sheet.append(["甲栏", "乙栏", "丙栏", "丁栏"])
    sheet.merge_cells("A1:D1")
    return saved(book)


@pytest.fixture
def strange(
    qtbot: QtBot, view: MappingsView, form: Path, monkeypatch: pytest.MonkeyPatch
) -> MappingsView:
    """The page with a form whose headings nobody knows."""
    form.write_bytes(a_strange_form())
    monkeypatch.setattr(dialogs, "ask_open", lambda *_kinds, **_more: form)
    press(view, "mapForm")
    qtbot.waitUntil(lambda: field(view, "D") is not None, timeout=LONG)
    return view


def test_a_form_with_headings_nobody_knows_is_mapped_by_hand_and_filled(
    strange: MappingsView, desk: Desk
):
    assert strange.findChild(QComboBox, "mapHead").currentText() == "第3行：甲栏、乙栏、丙栏、丁栏"
    assert words(strange, "mapNote").startswith("这张表的表头不是常用的说法")
    assert strange.window().focusWidget() is strange.findChild(QComboBox, "mapLedger")
    put(strange.findChild(QComboBox, "mapLedger"), "成果办理台账")
    put(field(strange, "B"), "交办事项")
    put(field(strange, "D"), "序号")
    press(strange, "keepMap")
    (made,) = desk.room.find(ColumnMap)
    filled = refilling.fill(desk, made, desk.today.replace(month=1, day=1), desk.today)
    sheet = load_workbook(io.BytesIO(filled.content)).active
    assert [cell.value for cell in sheet[4]] == [None, "先在3号楼试装一部电梯", None, 1]
    strange.office.window.go("home")
    strange.office.window.go("mappings", made.id)
    assert field(strange, "D").currentText() == "序号"


def test_a_row_of_headings_is_chosen_by_hand(strange: MappingsView):
    put(strange.findChild(QComboBox, "mapHead"), "第2行：单位、梧桐街道")
    assert field(strange, "C") is None
    assert words(strange, "mapSampleB") == "没有对上，不填；要填请选"


def test_what_was_not_saved_is_there_after_a_crash(
    strange: MappingsView, desk: Desk, form: Path, shown: Shown, tmp_path: Path
):
    put(strange.findChild(QComboBox, "mapLedger"), "成果办理台账")
    put(field(strange, "B"), "交办事项")
    strange.renamed.emit("区里的月报")
    form.unlink()  # the stick is out, and the window dies with nothing saved
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    office.window.go("mappings")
    again = office.window.screens["mappings"]
    assert words(again, "mapNote") == "已恢复上次没有保存的对应。"
    assert again.findChild(QLineEdit, "mapName").text() == "区里的月报"
    assert field(again, "B").currentText() == "交办事项"
    assert again.maps.rows.row(0).shown == "区里的月报（没有保存）"
    press(again, "leaveMap")
    assert again.maps.rows.rowCount() == 0
    office.window.go("home")
    office.window.go("mappings")
    assert again._body.currentIndex() != 0


def test_changes_of_a_kept_form_wait_and_can_be_let_go(
    reading: MappingsView, desk: Desk, shown: Shown, tmp_path: Path
):
    press(reading, "keepMap")
    (made,) = desk.room.find(ColumnMap)
    put(field(reading, "H"), "（不填）")
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    office.window.go("mappings", made.id)
    again = office.window.screens["mappings"]
    assert field(again, "H").currentText() == "（不填）"
    assert again.findChild(QPushButton, "keepMap").isEnabled()
    press(again, "leaveMap")
    assert field(again, "H").currentText() == "办理情况"
    assert not again.findChild(QPushButton, "keepMap").isEnabled()


def test_the_list_keeps_qts_rules(reading: MappingsView, qtmodeltester: ModelTester):
    press(reading, "keepMap")
    qtmodeltester.check(reading.maps.rows)
