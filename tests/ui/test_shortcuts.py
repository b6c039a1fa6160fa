"""Keys: one table binds them and shows them; no key is taken that the table does not tell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import consultroom.ui
from consultroom.domain.minutes import EntryKind
from consultroom.ui.main_window import MainWindow
from consultroom.ui.office import Office
from consultroom.ui.shortcuts import keys
from consultroom.ui.shortcuts.keys import GROUPS, MINUTES
from consultroom.ui.shortcuts.view import ShortcutSheet
from consultroom.ui.workspace.forms.roll_call import _STATUSES as ATTENDANCE
from tests.services.stages import Stages, the_dossier
from tests.ui.conftest import Shown
from tests.ui.test_everyone_can_use_it import cut_labels

UI = Path(consultroom.ui.__file__).parent
CONTROL = Qt.KeyboardModifier.ControlModifier
TAKES_KEYS = re.compile(r"\bKey\.Key_|\bQShortcut\(|\.setShortcut\(|\bQKeySequence\b")
BINDS_KEYS = re.compile(r"\bQShortcut\(|\.setShortcuts?\(|addAction\([^)\n]*QKeySequence")
# binds the table; hands keys through; leaves a key to the window
NOT_SHORTCUTS = {"shortcuts/binding.py", "fcitx/keys.py", "widgets/untouched.py"}


def in_the_table() -> set[str]:
    """Return the key sequences the table binds, as Qt writes them."""
    return {
        QKeySequence(sequence).toString()
        for group in GROUPS
        for shortcut in group.shortcuts
        for sequence, _deed in shortcut.binds
    }


def of_the_window(window: MainWindow) -> set[str]:
    """Return the key sequences of the table whose deeds are the window's own."""
    return {
        QKeySequence(sequence).toString()
        for group in GROUPS
        for shortcut in group.shortcuts
        for sequence, deed in shortcut.binds
        if deed in window.deeds
    }


def bound_in(window: QWidget) -> list[str]:
    """Return the key sequences bound below a window."""
    return [one.key().toString() for one in window.findChildren(QShortcut)]


def sources() -> dict[str, str]:
    return {file.relative_to(UI).as_posix(): file.read_text("utf-8") for file in UI.rglob("*.py")}


# -- the table is whole ----------------------------------------------------------------------------


def test_every_shortcut_of_the_window_and_of_every_page_is_in_the_table(
    stages: Stages, shown: Shown, tmp_path: Path
):
    desk = stages("held")
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    about = the_dossier(desk).consultation.id
    for page in (
        "calendar",
        "consultations",
        "workspace",
        "paper",
        "seats",
        "exchange",
        "settings",
    ):
        office.window.go(page, about if page in ("workspace", "paper", "seats") else "")
    bound = bound_in(office.window)
    assert len(bound) == len(set(bound))
    assert set(bound) == of_the_window(office.window)


def test_a_shortcut_the_table_lacks_is_noticed(window: MainWindow):
    QShortcut(QKeySequence("Ctrl+Shift+Y"), window)
    assert set(bound_in(window)) - in_the_table() == {"Ctrl+Shift+Y"}


def test_keys_are_bound_in_one_file_only():
    binding = {name for name, text in sources().items() if BINDS_KEYS.search(text)}
    assert binding == {"shortcuts/binding.py"}


def test_every_file_that_takes_keys_is_told_of_in_the_table():
    taking = {name for name, text in sources().items() if TAKES_KEYS.search(text)}
    told = {file for group in GROUPS for file in group.files}
    assert taking - NOT_SHORTCUTS == told, "tell the keys in consultroom/ui/shortcuts/keys.py"


def test_no_sequence_stands_for_two_deeds():
    every = [pair for group in GROUPS for one in group.shortcuts for pair in one.binds]
    assert len({sequence for sequence, _deed in every}) == len(every)


def test_every_deed_that_works_everywhere_is_one_the_window_can_do(window: MainWindow):
    everywhere = GROUPS[0]
    deeds = {deed for shortcut in everywhere.shortcuts for _sequence, deed in shortcut.binds}
    assert deeds <= set(window.deeds)
    elsewhere = {deed for group in GROUPS[1:] for one in group.shortcuts for _, deed in one.binds}
    assert not elsewhere & set(window.deeds)


def test_the_roll_has_the_keys_the_table_tells():
    (told,) = [group for group in GROUPS if group.title == "签到"]
    marks = [kind for kind in ATTENDANCE if kind.code]
    assert told.shortcuts[0].keys == f"{marks[0].key} – {marks[-1].key}"
    assert told.shortcuts[0].does == "、".join(kind.word for kind in marks)


def test_the_record_has_a_key_for_each_kind_of_entry():
    (line,) = [one for one in MINUTES.shortcuts if one.keys.startswith("Ctrl+1")]
    assert line.keys == f"Ctrl+1 – {len(EntryKind)}"
    assert line.does == "、".join(kind.label for kind in EntryKind)


# -- the sheet -------------------------------------------------------------------------------------


def sheet_of(window: MainWindow) -> ShortcutSheet:
    found = window.findChild(ShortcutSheet)
    assert found is not None
    return found


def test_control_slash_shows_every_line_and_escape_closes(qtbot: QtBot, window: MainWindow):
    qtbot.keyClick(window, "/", CONTROL)
    sheet = sheet_of(window)
    shown = {one.text() for one in sheet.findChildren(QLabel)}
    for group in GROUPS:
        assert {group.title, *(one.keys for one in group.shortcuts)} <= shown
        assert {one.does for one in group.shortcuts} <= shown
    assert sheet.isVisible()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.findChild(ShortcutSheet) is None)


@pytest.mark.parametrize("size", [(1366, 728), (1093, 574), (911, 500)])
def test_no_word_of_the_sheet_is_cut_and_it_scrolls_down_only(
    size: tuple[int, int], qtbot: QtBot, window: MainWindow
):
    window.resize(*size)
    window.deeds[keys.SHEET]()
    sheet = sheet_of(window)
    for _ in range(3):
        QApplication.processEvents()
    assert cut_labels(sheet) == []
    area = sheet.findChild(QScrollArea, "shortcutArea")
    assert area is not None
    assert area.horizontalScrollBar().maximum() == 0
    assert area.hasFocus()
    assert QAccessible.queryAccessibleInterface(area).text(QAccessible.Text.Name)
    assert sheet.width() <= window.width()
    sheet.close()


def test_the_sheet_is_a_command_too(window: MainWindow):
    from consultroom.ui.values import Act

    window.follow(Act(word="打开", page=keys.SHEET))
    sheet_of(window).close()


# -- Esc -------------------------------------------------------------------------------------------


def test_escape_puts_the_messages_away(qtbot: QtBot, window: MainWindow):
    window.tell("优盘已满，请换一个。")
    window.toast("已登记来访。", act=lambda: None)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.sentence_bar.sentence == ""
    assert window.toast_area.isHidden()


def test_escape_never_takes_what_is_typed(qtbot: QtBot, window: MainWindow):
    window.go("workspace", "c11/notice")
    QApplication.processEvents()
    screen = window.screens["workspace"]
    field = next(one for one in screen.findChildren(QPlainTextEdit) if one.isVisible())
    field.setFocus()
    field.setPlainText("关于加装电梯的通知")
    window.tell("优盘已满，请换一个。")
    for _ in range(3):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert window.sentence_bar.sentence == ""
    assert field.isVisible()
    assert field.toPlainText() == "关于加装电梯的通知"


def test_escape_in_a_line_of_the_record_leaves_it_as_it_is(qtbot: QtBot, window: MainWindow):
    window.go("workspace", "c11")
    window.screens["workspace"].open_tab("minutes")  # type: ignore[attr-defined]
    QApplication.processEvents()
    text = window.findChild(QPlainTextEdit, "entryText")
    assert text is not None
    text.setFocus()
    text.setPlainText("先装一栋看看")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert window.findChild(QPlainTextEdit, "entryText").toPlainText() == "先装一栋看看"
