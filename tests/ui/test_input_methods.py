"""Which input method Qt is told to use, before it starts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from consultroom.ui.input_methods import keep_focus_known, settle
from consultroom.ui.minutes.editor import EntryEditor
from consultroom.ui.values import Person
from tests.ui.conftest import Shown

BOTH = {"QT_IM_MODULES": "fcitx;ibus"}
CASES = [
    ({"QT_IM_MODULE": "fcitx"}, BOTH),
    ({"QT_IM_MODULE": "fcitx5"}, BOTH),
    ({"XMODIFIERS": "@im=fcitx"}, {"XMODIFIERS": "@im=fcitx", **BOTH}),
    ({"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}, {"XMODIFIERS": "@im=fcitx", **BOTH}),
    ({"QT_IM_MODULE": "ibus"}, {"QT_IM_MODULE": "ibus"}),
    ({}, {"QT_IM_MODULE": "ibus"}),
    ({"XMODIFIERS": "@im=ibus"}, {"XMODIFIERS": "@im=ibus", "QT_IM_MODULE": "ibus"}),
    ({"QT_IM_MODULE": "compose"}, {"QT_IM_MODULE": "compose"}),
]


@pytest.mark.parametrize(("before", "after"), CASES)
def test_linux_desktops_get_an_input_method_that_the_wheel_has(
    before: dict[str, str], after: dict[str, str]
):
    environment = dict(before)
    settle(environment, "linux")
    assert environment == after


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_are_left_alone(platform: str):
    environment = {"QT_IM_MODULE": "fcitx"}
    settle(environment, platform)
    assert environment == {"QT_IM_MODULE": "fcitx"}


def test_a_dialog_that_is_gone_does_not_take_the_input_method_from_the_field(
    shown: Shown, dressed: QApplication, qtbot: QtBot
):
    keep_focus_known(dressed)
    field = QLineEdit()
    shown(field)
    dialog = QDialog(field)
    line = QLineEdit(dialog)
    dialog.show()
    dialog.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    dialog.close()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    told: list[object] = []
    dressed.focusObjectChanged.connect(told.append)
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    dressed.focusObjectChanged.disconnect(told.append)
    assert field.hasFocus()
    assert any(one is field for one in told), told


def test_a_list_of_people_that_is_gone_does_not_call_the_keyboard_back(shown: Shown, qtbot: QtBot):
    """X says late that a list has the keyboard: typed fast, the next field has it by then."""
    holder = QWidget()
    holder.resize(800, 80)
    editor = EntryEditor(holder, (Person(id="1", name="张建国", initials=("zjg",)),))
    editor.resize(800, 60)
    shown(holder)
    editor.speaker.setFocus()
    QTest.keyClicks(editor.speaker, "z")
    offered = editor.speaker.completer_of_people.popup()
    assert offered.isVisible()
    QTest.keyClick(offered, Qt.Key.Key_Return)
    assert editor.text.hasFocus()
    for late in (offered, holder):
        window = late.windowHandle()
        window.requestActivate()
        qtbot.waitUntil(window.isActive)
    assert editor.text.hasFocus()
