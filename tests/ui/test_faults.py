"""A fault is logged, the typing saved, the person told; a refusal is only told."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.errors import UserError
from consultroom.ui.faults import NOT_SAVED, SAVED, Faults


@pytest.fixture
def hooks() -> Iterator[None]:
    before = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = before


class Desk:
    """Remembers what it was asked to save and to tell."""

    def __init__(self, *, broken: bool = False) -> None:
        self.saved = 0
        self.told: list[str] = []
        self.broken = broken

    def save(self) -> None:
        if self.broken:
            raise OSError("disk full")
        self.saved += 1


def fail(faults: Faults, error: Exception) -> None:
    try:
        raise error
    except Exception as caught:
        faults.hook(type(caught), caught, caught.__traceback__)


def faults_of(desk: Desk) -> Faults:
    return Faults(save=desk.save, tell=desk.told.append)


def test_a_refusal_is_told_and_shows_no_window(
    qtbot: QtBot, dressed: QApplication, caplog: pytest.LogCaptureFixture
):
    desk = Desk()
    faults = faults_of(desk)
    fail(faults, UserError("委员名册是空的，请先导入名册。"))
    qtbot.waitUntil(lambda: bool(desk.told))
    assert desk.told == ["委员名册是空的，请先导入名册。"]
    assert faults.window is None
    assert caplog.text == ""


def test_a_fault_saves_then_says_so_and_is_logged(
    qtbot: QtBot, dressed: QApplication, caplog: pytest.LogCaptureFixture
):
    desk = Desk()
    faults = faults_of(desk)
    fail(faults, ZeroDivisionError("odd"))
    qtbot.waitUntil(lambda: faults.window is not None)
    assert desk.saved == 1
    assert faults.window.findChild(QLabel, "faultSaved").text() == SAVED
    assert "ZeroDivisionError: odd" in caplog.text
    caplog.clear()
    faults.window.accept()
    assert faults.window is None


def test_when_saving_fails_too_it_is_not_promised(
    qtbot: QtBot, dressed: QApplication, caplog: pytest.LogCaptureFixture
):
    faults = faults_of(Desk(broken=True))
    fail(faults, KeyError("odd"))
    qtbot.waitUntil(lambda: faults.window is not None)
    assert faults.window.findChild(QLabel, "faultSaved").text() == NOT_SAVED
    assert "disk full" in caplog.text
    caplog.clear()
    faults.window.accept()


def test_the_details_can_be_copied_and_seen(
    qtbot: QtBot, dressed: QApplication, caplog: pytest.LogCaptureFixture
):
    faults = faults_of(Desk())
    fail(faults, RuntimeError("where it happened"))
    qtbot.waitUntil(lambda: faults.window is not None)
    caplog.clear()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(faults.window.findChild(QPushButton, "copyDetails"), left)
    copied = QGuiApplication.clipboard().text()
    assert "consultroom " in copied
    assert "RuntimeError: where it happened" in copied
    seen = faults.window.findChild(QPlainTextEdit, "faultDetails")
    assert seen.isHidden()
    qtbot.mouseClick(faults.window.findChild(QPushButton, "seeDetails"), left)
    assert seen.isVisible()
    assert seen.toPlainText() == copied
    faults.window.accept()


def test_many_faults_at_once_open_one_window(
    qtbot: QtBot, dressed: QApplication, caplog: pytest.LogCaptureFixture
):
    desk = Desk()
    faults = faults_of(desk)
    for number in range(3):
        fail(faults, ValueError(number))
    qtbot.waitUntil(lambda: desk.saved == 3)
    windows = [w for w in QApplication.topLevelWidgets() if w.objectName() == "faultWindow"]
    assert [w for w in windows if w.isVisible()] == [faults.window]
    caplog.clear()
    faults.window.accept()


def test_a_fault_on_another_thread_comes_to_the_same_window(
    qtbot: QtBot, dressed: QApplication, hooks: None, caplog: pytest.LogCaptureFixture
):
    desk = Desk()
    faults = faults_of(desk)
    faults.install()
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: faults.window is not None)
    assert desk.saved == 1
    caplog.clear()
    faults.window.accept()
