"""The meeting record: typing while people speak."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.minutes import EntryKind
from consultroom.frozen import replace
from consultroom.ui.main_window import MainWindow
from consultroom.ui.minutes.editor import EntryEditor
from consultroom.ui.minutes.entries import EntriesModel
from consultroom.ui.minutes.presenter import EntryLine, MinutesPresenter, MinutesScreen
from consultroom.ui.minutes.view import AUTOSAVE, MinutesView
from tests.ui import samples, windows
from tests.ui.conftest import Shown
from tests.ui.keyboard import begin_pinyin, commit

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
RETURN = Qt.Key.Key_Return


@pytest.fixture
def book() -> samples.BookOnTheTable:
    return samples.BookOnTheTable(samples.a_record())


@pytest.fixture
def view(shown: Shown, book: samples.BookOnTheTable) -> MinutesView:
    made = windows.a_minutes_view(book, embedded=False)
    made.resize(1166, 708)
    shown(made)
    made.entered.emit("c11")
    return made


def editor(view: MinutesView) -> EntryEditor:
    assert view.list.editor is not None
    return view.list.editor


def current(view: MinutesView) -> EntryLine:
    view.list.take_over()
    return view.list.lines.entry(view.list.currentIndex().row())


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester):
    model = EntriesModel()
    model.show_entries(samples.entries())
    qtmodeltester.check(model)


def test_the_record_opens_at_a_fresh_line_with_the_time_and_the_last_speaker(view: MinutesView):
    line = current(view)
    assert (line.at, line.name, line.text) == ("9:48", "高海涛", "")
    assert view.list.currentIndex().row() == len(samples.SAID)
    assert QApplication.focusWidget() is editor(view).speaker


def test_one_editor_serves_every_line(qtbot: QtBot, view: MinutesView):
    """Another takes longer to make than a key may take."""
    first = editor(view)
    qtbot.keyClick(first.speaker, RETURN)
    qtbot.keyClicks(first.text, "a")
    qtbot.keyClick(first.text, RETURN)
    assert editor(view) is first
    assert (first.text.toPlainText(), first.speaker.hasFocus()) == ("", True)
    view.list.go_to(0)
    assert editor(view) is first
    assert first.text.toPlainText() == samples.entries()[0].text
    assert first.text.textCursor().atEnd()
    view.list.show_entries(samples.entries(), locked=True)
    assert view.list.editor is None
    view.list.show_entries(samples.entries(), locked=False)
    assert editor(view) is first


def test_an_empty_record_has_a_line_to_type_into(shown: Shown):
    book = samples.BookOnTheTable(replace(samples.a_record(), entries=()))
    view = windows.a_minutes_view(book)
    shown(view)
    view.entered.emit("c11")
    assert view.list.lines.rowCount() == 1
    assert current(view).name == ""


def test_initials_enter_text_enter_writes_a_line_and_begins_the_next(
    qtbot: QtBot, view: MinutesView
):
    editor(view).speaker.selectAll()
    qtbot.keyClicks(editor(view).speaker, "lxl")
    qtbot.keyClick(editor(view).speaker, RETURN)
    assert QApplication.focusWidget() is editor(view).text
    commit(editor(view).text, "请先公示再施工。")
    qtbot.keyClick(editor(view).text, RETURN)
    said = view.list.lines.entries[-2]
    assert (said.speaker, said.name, said.text) == ("p3", "李秀兰", "请先公示再施工。")
    assert current(view).text == ""
    assert current(view).name == "李秀兰"
    assert QApplication.focusWidget() is editor(view).speaker


def test_a_guest_not_on_the_list_is_written_as_typed(qtbot: QtBot, view: MinutesView):
    editor(view).speaker.selectAll()
    commit(editor(view).speaker, "欧阳师傅")
    qtbot.keyClick(editor(view).speaker, RETURN)
    commit(editor(view).text, "我家在一楼。")
    assert (current(view).speaker, current(view).name) == ("", "欧阳师傅")


def test_nothing_said_makes_no_further_line(qtbot: QtBot, view: MinutesView):
    count = view.list.lines.rowCount()
    editor(view).text.setFocus()
    qtbot.keyClick(editor(view).text, RETURN)
    assert view.list.lines.rowCount() == count


def test_control_enter_breaks_the_line(qtbot: QtBot, view: MinutesView):
    text = editor(view).text
    commit(text, "一是公示")
    qtbot.keyClick(text, RETURN, CONTROL)
    commit(text, "二是施工")
    assert current(view).text == "一是公示\n二是施工"


@pytest.mark.parametrize(("number", "kind"), list(enumerate(EntryKind, start=1)))
@pytest.mark.parametrize("part", ["speaker", "text"])
def test_control_and_a_number_choose_the_kind_and_turn_no_page(
    qtbot: QtBot, window: MainWindow, number: int, kind: EntryKind, part: str
):
    window.go("workspace", "c11")
    workspace = window.screens["workspace"]
    workspace.open_tab("minutes")
    view = workspace.findChild(MinutesView)
    field = getattr(editor(view), part)
    field.setFocus()
    qtbot.keyClick(field, str(number), CONTROL)
    assert current(view).kind is kind
    assert window.here == "workspace"


def test_the_arrows_walk_from_line_to_line_and_each_is_kept(qtbot: QtBot, view: MinutesView):
    commit(editor(view).text, "先说一句")
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Up)
    assert view.list.currentIndex().row() == len(samples.SAID) - 1
    assert view.list.lines.entries[-1].text == "先说一句"
    assert editor(view).text.toPlainText() == samples.SAID[-1][3]
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Down)
    assert current(view).text == "先说一句"


def test_the_arrows_stay_inside_a_text_of_several_lines(qtbot: QtBot, view: MinutesView):
    commit(editor(view).text, "一")
    qtbot.keyClick(editor(view).text, RETURN, CONTROL)
    commit(editor(view).text, "二")
    row = view.list.currentIndex().row()
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Up)
    assert view.list.currentIndex().row() == row
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Up)
    assert view.list.currentIndex().row() == row - 1


def test_enter_in_the_middle_goes_on_and_alt_enter_inserts(qtbot: QtBot, view: MinutesView):
    count = view.list.lines.rowCount()
    view.list.go_to(1)
    qtbot.keyClick(editor(view).text, RETURN)
    assert view.list.currentIndex().row() == 2
    assert view.list.lines.rowCount() == count
    qtbot.keyClick(editor(view).text, RETURN, ALT)
    assert view.list.lines.rowCount() == count + 1
    assert current(view).text == ""
    assert current(view).name == samples.PEOPLE[samples.SAID[2][1]].name


def test_backspace_in_an_empty_line_takes_it_out(qtbot: QtBot, view: MinutesView):
    count = view.list.lines.rowCount()
    editor(view).text.setFocus()
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Backspace)
    assert view.list.lines.rowCount() == count - 1
    assert editor(view).text.toPlainText() == samples.SAID[-1][3]
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Backspace)
    assert view.list.lines.rowCount() == count - 1


def test_escape_throws_nothing_away(qtbot: QtBot, view: MinutesView):
    commit(editor(view).text, "还没说完")
    qtbot.keyClick(editor(view).text, Qt.Key.Key_Escape)
    assert current(view).text == "还没说完"
    assert editor(view).isVisible()


def test_what_is_being_composed_is_seen_and_not_yet_written(view: MinutesView):
    text = editor(view).text
    begin_pinyin(text, "tingche")
    assert text.textCursor().block().layout().preeditAreaText() == "tingche"
    assert current(view).text == ""


def test_typing_is_saved_after_a_pause(
    qtbot: QtBot, view: MinutesView, book: samples.BookOnTheTable
):
    commit(editor(view).text, "请物业公示账目")
    assert book.saved == []
    qtbot.waitUntil(lambda: bool(book.saved), timeout=AUTOSAVE * 3)
    assert book.saved[-1][-1].text == "请物业公示账目"
    assert view.findChild(QLabel, "minutesNote").text() == "9:48 已保存，共 7 条"
    assert editor(view).isVisible()


def test_a_line_has_the_time_of_its_first_word(qtbot: QtBot, view: MinutesView):
    made = view.list.fresh
    view.list.fresh = lambda before: replace(made(before), at="10:20")
    qtbot.keyClick(editor(view).speaker, RETURN)
    assert current(view).at == "9:48"
    commit(editor(view).text, "先")
    assert (current(view).at, current(view).text) == ("10:20", "先")
    view.list.fresh = lambda before: replace(made(before), at="11:00")
    commit(editor(view).text, "说补偿")
    assert (current(view).at, current(view).text) == ("10:20", "先说补偿")
    view.list.go_to(0)
    commit(editor(view).text, "，补一句")
    assert current(view).at == samples.SAID[0][0]


def test_leaving_saves_at_once(view: MinutesView, book: samples.BookOnTheTable):
    commit(editor(view).text, "散会")
    view.flush()
    assert book.saved[-1][-1].text == "散会"
    view.flush()
    assert len(book.saved) == 1


def test_lines_without_text_are_not_kept(view: MinutesView, book: samples.BookOnTheTable):
    view.save()
    assert book.saved == []
    view.list.go_to(0)
    editor(view).text.selectAll()
    editor(view).text.cut()
    view.save()
    assert [line.id for line in book.saved[-1]] == ["e1", "e2", "e3", "e4", "e5"]


def test_a_long_text_makes_its_line_taller_while_it_is_typed(qtbot: QtBot, view: MinutesView):
    index = view.list.currentIndex()
    before = view.list.visualRect(index).height()
    commit(editor(view).text, "楼道" * 120)
    qtbot.waitUntil(lambda: view.list.visualRect(index).height() > before * 2)
    qtbot.waitUntil(lambda: editor(view).text.height() > before * 2 - 20)


def test_a_growing_text_is_shown_from_its_beginning(qtbot: QtBot, view: MinutesView):
    for _ in range(6):
        commit(editor(view).text, "楼道" * 20)
        QApplication.processEvents()
    text = editor(view).text
    qtbot.waitUntil(lambda: text.verticalScrollBar().value() == 0)


def test_a_line_never_outgrows_the_list(qtbot: QtBot, view: MinutesView):
    commit(editor(view).text, "楼道" * 2_000)
    qtbot.waitUntil(lambda: editor(view).height() > 200)
    assert editor(view).height() < view.list.viewport().height()


def test_a_long_text_is_shown_whole_after_its_line_was_left(qtbot: QtBot, view: MinutesView):
    commit(editor(view).text, "楼道" * 120)
    view.list.go_to(0)
    row = view.list.visualRect(view.list.lines.index(len(samples.SAID), 0))
    qtbot.waitUntil(lambda: row.height() > 100)


def test_in_a_narrow_page_the_lines_have_the_whole_width_and_the_side_is_a_button_away(
    qtbot: QtBot, view: MinutesView
):
    turn = view.findChild(QPushButton, "minutesSide")
    assert turn is not None
    assert (view.side.isVisible(), turn.isVisible()) == (True, False)
    view.resize(640, 480)
    assert (view.list.isVisible(), view.side.isVisible()) == (True, False)
    qtbot.waitUntil(lambda: view.list.width() > 560)
    qtbot.mouseClick(turn, Qt.MouseButton.LeftButton)
    assert (view.list.isVisible(), view.side.isVisible()) == (False, True)
    qtbot.waitUntil(lambda: view.side.width() > 560)
    assert turn.text() == "回到记录"
    qtbot.mouseClick(view.findChild(QAbstractButton, "agenda_a3"), Qt.MouseButton.LeftButton)
    assert (view.list.isVisible(), view.side.isVisible()) == (True, False)
    assert QApplication.focusWidget() in (editor(view).speaker, editor(view).text)
    view.resize(1166, 708)
    assert (view.list.isVisible(), view.side.isVisible()) == (True, True)


def test_what_was_typed_is_still_there_after_a_look_at_the_side(qtbot: QtBot, view: MinutesView):
    view.resize(640, 480)
    commit(editor(view).text, "楼道照明要修")
    turn = view.findChild(QPushButton, "minutesSide")
    for _ in range(2):
        qtbot.mouseClick(turn, Qt.MouseButton.LeftButton)
    assert current(view).text == "楼道照明要修"


def test_fresh_lines_belong_to_the_chosen_item_of_the_agenda(qtbot: QtBot, view: MinutesView):
    qtbot.mouseClick(view.findChild(QAbstractButton, "agenda_a3"), Qt.MouseButton.LeftButton)
    view.list.insert_after()
    assert current(view).agenda == "a3"


def test_the_kinds_are_counted(view: MinutesView):
    editor(view).show_kind(EntryKind.CONSENSUS)
    commit(editor(view).text, "同意先公示。")
    view.save()
    assert view.findChild(QLabel, "count_consensus").text() == "2 条"


def test_a_confirmed_record_cannot_be_typed_into(shown: Shown, book: samples.BookOnTheTable):
    book.screen = replace(book.screen, locked="纪要已确认，要修改请先撤销确认。")
    view = windows.a_minutes_view(book)
    shown(view)
    view.entered.emit("c11")
    assert view.list.editor is None
    assert view.findChild(QPushButton, "minutesAct0").property("kind") != "primary"
    assert view.list.lines.rowCount() == len(samples.SAID)
    assert view.findChild(QLabel, "minutesLocked").text() == book.screen.locked


def test_every_line_of_a_confirmed_record_can_be_read(shown: Shown, book: samples.BookOnTheTable):
    book.screen = replace(book.screen, locked="纪要已确认，要修改请先撤销确认。")
    view = windows.a_minutes_view(book)
    view.resize(1166, 708)
    shown(view)
    view.entered.emit("c11")
    for row in range(view.list.lines.rowCount()):
        place = view.list.visualRect(view.list.lines.index(row, 0))
        words = place.adjusted(view.list._delegate.text_left(), 2, -20, -2)
        drawn = view.list.viewport().grab(words).toImage()
        rows, columns = range(drawn.height()), range(0, drawn.width(), 2)
        assert len({drawn.pixel(x, y) for y in rows for x in columns}) > 8, row


def test_two_thousand_lines_have_one_editor(shown: Shown):
    view = windows.a_minutes_view(samples.BookOnTheTable(samples.a_record(2_000)))
    view.resize(1166, 708)
    shown(view)
    view.entered.emit("c11")
    assert view.list.lines.rowCount() == 2_001
    for row in (5, 1_000, 1_999):
        view.list.go_to(row)
        assert editor(view).entry() == view.list.lines.entry(row)
    editors = view.list.viewport().findChildren(EntryEditor)
    assert [one for one in editors if one.isVisible()] == [editor(view)]


def test_every_line_of_a_long_record_is_measured_in_the_end(qtbot: QtBot, shown: Shown):
    record = samples.a_record(2_000)
    long = replace(record.entries[40], text="楼道" * 120)
    entries = (*record.entries[:40], long, *record.entries[41:])
    view = windows.a_minutes_view(samples.BookOnTheTable(replace(record, entries=entries)))
    view.resize(1166, 708)
    shown(view)
    view.entered.emit("c11")
    qtbot.waitUntil(lambda: view.list.lines.guessed(0, 1) == [])
    tall = view.list.visualRect(view.list.lines.index(40, 0)).height()
    assert tall > 3 * view.list.visualRect(view.list.lines.index(41, 0)).height()
    before = tall
    view.resize(900, 708)
    qtbot.waitUntil(lambda: view.list.lines.guessed(0, 1) == [])
    assert view.list.visualRect(view.list.lines.index(40, 0)).height() > before


def test_a_line_is_read_out_whole(view: MinutesView):
    spoken = view.list.lines.index(3, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == f"9:21 单文静，分歧：{samples.SAID[3][3]}"


def test_the_presenter_saves_only_what_changed():
    book = samples.BookOnTheTable(samples.a_record())
    shown: list[MinutesScreen] = []
    notes: list[str] = []
    presenter = MinutesPresenter(
        book,
        now=lambda: datetime(2026, 11, 26, 10, 5, tzinfo=UTC),
        show=shown.append,
        note=notes.append,
    )
    presenter.enter("c11")
    presenter.keep(shown[0].entries)
    presenter.keep((*shown[0].entries, presenter.fresh(None)))
    assert book.saved == []
    presenter.keep(shown[0].entries[:2])
    assert book.saved == [shown[0].entries[:2]]
    assert notes[-1] == "10:05 已保存，共 2 条"
