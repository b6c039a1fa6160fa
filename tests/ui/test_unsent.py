"""没写完的: Esc loses nothing typed into a box, and the box says that it is still there."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from consultroom.frozen import replace
from consultroom.ui import dialogs
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.title_box import TitleBox, open_title_box
from consultroom.ui.unsent import STILL_THERE, Unsent
from tests.ui import samples
from tests.ui.conftest import Shown

PLACED = "关于召开梧桐街道\n“楼道堆物”\n协商议事会的通知"
_numbers = count()


@pytest.fixture
def parent(shown: Shown) -> QWidget:
    return shown(QWidget())


@pytest.fixture
def question() -> str:
    """One that was never asked before."""
    return f"第 {next(_numbers)} 张叫什么？"


class Answering:
    """Types into the box in front and presses a key, and tells what stood there before."""

    def __init__(self, kind: type[QWidget]) -> None:
        self.kind = kind
        self.found: list[str] = []
        self.told: list[bool] = []

    def __call__(
        self, ask: Callable[[], object], words: str, press: Callable[[QWidget], object]
    ) -> object:
        def do() -> None:
            box = QApplication.activeModalWidget()
            field = next(one for one in box.findChildren(self.kind) if one.isVisible())
            self.found.append(field.text() if hasattr(field, "text") else field.toPlainText())
            shown = [one.text() for one in box.findChildren(QLabel) if one.isVisible()]
            self.told.append(any(STILL_THERE in text for text in shown))
            QTest.keyClicks(field, words)
            press(box)

        QTimer.singleShot(0, do)
        return ask()


def escape(box: QWidget) -> None:
    QTest.keyClick(box, Qt.Key.Key_Escape)


def word(said: str) -> Callable[[QWidget], None]:
    def press(box: QWidget) -> None:
        next(one for one in box.findChildren(QPushButton) if one.text() == said).click()

    return press


def test_a_line_waits_after_escape_and_is_forgotten_once_it_was_sent(
    parent: QWidget, question: str
):
    answering = Answering(QLineEdit)

    def ask() -> str:
        return dialogs.ask_line(parent, question, act="新建")

    assert answering(ask, "abc", escape) == ""
    assert answering(ask, "de", escape) == ""
    assert answering(ask, "", word("新建")) == "abcde"
    assert answering(ask, "", escape) == ""
    assert answering.found == ["", "abc", "abcde", ""]
    assert answering.told == [False, True, True, False]


def test_a_key_is_not_left_where_the_next_person_reads_it(parent: QWidget, question: str):
    answering = Answering(QLineEdit)

    def ask() -> str:
        return dialogs.ask_line(parent, question, act="读入", secret=True)

    answering(ask, "AGE", escape)
    answering(ask, "", escape)
    assert answering.found == ["", ""]


def test_a_reason_that_waits_is_said_to_and_typed_on_with(parent: QWidget, question: str):
    answering = Answering(QPlainTextEdit)

    def ask() -> str | None:
        return dialogs.ask_reason(parent, question, act="登记")

    assert answering(ask, "abc", escape) is None
    assert answering(ask, "de", word("登记")) == "abcde"
    assert answering(ask, "", escape) is None
    assert answering.found == ["", "abc", ""]
    assert answering.told == [False, True, False]


class Titles:
    """Opens the box for a title again and again, as one page does."""

    def __init__(self, parent: QWidget) -> None:
        self.parent, self.unsent = parent, Unsent()
        self.taken: list[str] = []

    def open(self, screen: TitleScreen = samples.TITLE) -> TitleBox:
        return open_title_box(self.parent, screen, self.taken.append, self.unsent)


def typed(box: TitleBox) -> QPlainTextEdit:
    found = box.findChild(QPlainTextEdit, "titleLines")
    assert isinstance(found, QPlainTextEdit)
    return found


def told(box: TitleBox) -> bool:
    return box.findChild(QLabel, "stillThere").isVisible()


@pytest.fixture
def left(parent: QWidget) -> Titles:
    """A title broken by hand, and Esc."""
    titles = Titles(parent)
    box = titles.open()
    assert not told(box)
    typed(box).setPlainText(PLACED)
    QTest.keyClick(typed(box), Qt.Key.Key_Escape)
    assert titles.taken == []
    return titles


def test_breaks_placed_by_hand_are_there_after_escape_and_can_be_taken(left: Titles):
    box = left.open()
    assert typed(box).toPlainText() == PLACED
    assert told(box)
    box.findChild(QPushButton, "titleGo").click()
    assert left.taken == [PLACED.replace("\n", "|")]
    again = left.open()
    assert typed(again).toPlainText() == "\n".join(samples.TITLE.lines)
    assert not told(again)


def test_breaks_restored_are_forgotten(left: Titles):
    box = left.open()
    box.findChild(QPushButton, "titleAgain").click()
    assert not told(box)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not told(left.open())


def test_breaks_of_a_paper_that_is_printed_otherwise_by_now_are_not_laid_back(left: Titles):
    other = replace(samples.TITLE, lines=samples.TITLE.offers[2])
    box = left.open(other)
    assert typed(box).toPlainText() == "\n".join(other.lines)
    assert not told(box)
