"""Ctrl+K: type, arrow down, Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consultroom.ui import accessible, theme
from consultroom.ui.finder.presenter import FinderPresenter, FinderScreen
from consultroom.ui.finder.view import Finder
from consultroom.ui.main_window import MainWindow
from consultroom.ui.theme.tokens import LIGHT
from tests.ui import samples
from tests.ui.keyboard import commit


@pytest.fixture
def finder(qtbot: QtBot, window: MainWindow) -> Finder:
    qtbot.keyClick(window, "k", Qt.KeyboardModifier.ControlModifier)
    found = window.findChild(Finder)
    qtbot.waitUntil(found.isVisible)
    return found


def test_large_text_leaves_the_search_inside_the_window(
    qtbot: QtBot, window: MainWindow, dressed: QApplication
):
    theme.apply(dressed, LIGHT.scaled(2))
    try:
        window.open_search()
        found = window.findChild(Finder)
        qtbot.waitUntil(found.isVisible)
        assert found.width() <= window.width()
        assert found.height() <= window.height()
    finally:
        theme.apply(dressed)


def titles(finder: Finder) -> list[str]:
    model = finder.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_what_is_typed_is_looked_for_without_blanks_around_it():
    asked: list[str] = []

    def search(typed: str) -> tuple[()]:
        asked.append(typed)
        return ()

    shown: list[FinderScreen] = []
    FinderPresenter(search, show=shown.append).look_for(" 停车 ")
    assert asked == ["停车"]
    assert shown[0].sentence.startswith("没有找到“停车”")


def test_nothing_typed_is_no_failure():
    shown: list[FinderScreen] = []
    FinderPresenter(lambda _typed: (), show=shown.append).look_for("")
    assert shown == [FinderScreen()]


def test_chinese_narrows_the_answers(qtbot: QtBot, finder: Finder):
    assert len(titles(finder)) == len(samples.HITS)
    commit(finder.line, "停车")
    qtbot.waitUntil(lambda: len(titles(finder)) == 1)
    assert titles(finder) == ["议题 梧桐里停车治理 5月"]


def test_arrows_and_enter_open_an_answer(qtbot: QtBot, window: MainWindow, finder: Finder):
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.here == "members"


def test_enter_does_not_wait_for_the_pause(qtbot: QtBot, window: MainWindow, finder: Finder):
    commit(finder.line, "备份")
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert window.here == "settings"


def test_nothing_found_says_so(qtbot: QtBot, finder: Finder):
    qtbot.keyClicks(finder.line, "zzz")
    sentence = finder.findChild(QLabel, "finderSentence")
    qtbot.waitUntil(lambda: not sentence.isHidden())
    assert "zzz" in sentence.text()
    qtbot.keyClick(finder.line, Qt.Key.Key_Return)
    assert finder.isVisible()


def test_what_is_found_and_what_is_chosen_is_read_out(
    qtbot: QtBot, finder: Finder, monkeypatch: pytest.MonkeyPatch
):
    said: list[str] = []
    monkeypatch.setattr(accessible, "announce", lambda _widget, sentence: said.append(sentence))
    qtbot.keyClick(finder.line, Qt.Key.Key_Down)
    assert said == [titles(finder)[1]]
    assert finder.line.accessibleDescription() == titles(finder)[1]
    commit(finder.line, "停车")
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said[1] == f"共 {len(titles(finder))} 条。{titles(finder)[0]}"
    qtbot.keyClicks(finder.line, "zzz")
    qtbot.waitUntil(lambda: said[-1].startswith("没有找到"))


def test_escape_closes_it(qtbot: QtBot, window: MainWindow, finder: Finder):
    qtbot.keyClick(finder, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(finder))
    assert window.here == "home"
