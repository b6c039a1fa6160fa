"""What a screen reader is told of what we draw ourselves."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consultroom.ui import accessible
from consultroom.ui.accessible import heard_as
from consultroom.ui.ledgers.bars import BarChart
from consultroom.ui.ledgers.charts import Bars, Series
from consultroom.ui.preview.sheets import Preview
from consultroom.ui.seats.drawing import SeatDrawing
from consultroom.ui.seats.screens import ChairCard, SeatsScreen
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.toast import SentenceBar, Toast
from tests.ui.conftest import Shown
from tests.ui.sample_papers import pages_saying

Said = list[tuple[str, bool]]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """What is read out, and whether at once, as if a screen reader were there."""
    heard: Said = []
    monkeypatch.setattr(
        accessible,
        "announce",
        lambda _widget, sentence, *, urgent=False: heard.append((sentence, urgent)),
    )
    monkeypatch.setattr(accessible, "listening", lambda: True)
    return heard


def role(widget: QWidget) -> QAccessible.Role:
    return QAccessible.queryAccessibleInterface(widget).role()


def test_what_is_drawn_has_a_role(dressed: QApplication):
    tasks = Tasks()
    drawn = [role(one) for one in (Preview(tasks), SeatDrawing(), BarChart())]
    kinds = QAccessible.Role
    assert drawn == [kinds.Document, kinds.Canvas, kinds.Chart]
    assert role(QWidget()) == kinds.Client


def test_a_class_of_the_same_name_elsewhere_is_left_to_qt(dressed: QApplication):
    @heard_as(QAccessible.Role.Clock)
    class Tower(QWidget):
        pass

    own = Tower()

    class Tower(QWidget):  # type: ignore[no-redef]
        pass

    assert (role(own), role(Tower())) == (QAccessible.Role.Clock, QAccessible.Role.Client)


def test_a_reader_may_ask_everything_of_drawings_that_come_and_go(dressed: QApplication):
    """PySide owns half of an interface, Qt the other half."""
    for _ in range(200):
        drawing = SeatDrawing()
        told = QAccessible.queryAccessibleInterface(drawing)
        assert told.valueInterface() is None
        assert told.textInterface() is None
        assert told.isValid()
        drawing.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def test_the_text_of_the_page_in_the_middle_can_be_read(qtbot: QtBot, shown: Shown, said: Said):
    preview = Preview(Tasks())
    preview.resize(700, 900)
    shown(preview)
    preview.show_pdf(pages_saying("one", "two"))
    words = preview.findChild(accessible.Unseen)
    assert words is not None
    qtbot.waitUntil(lambda: words.text() == "one", timeout=20_000)
    assert preview.viewport().rect().intersects(words.geometry())
    preview.go_to_page(2)
    assert words.text() == "two"
    preview.clear()
    assert words.text() == ""


def test_no_page_is_read_where_nobody_listens(qtbot: QtBot, shown: Shown):
    preview = Preview(Tasks())
    shown(preview)
    preview.show_pdf(pages_saying("one"))
    qtbot.waitUntil(lambda: preview.pages > 0, timeout=20_000)
    assert preview._reading is None


def test_words_for_the_ear_are_not_painted(shown: Shown):
    page = QWidget()
    page.resize(200, 100)
    shown(page)
    before = page.grab().toImage()
    words = accessible.Unseen(page, name="words")
    words.setText("只给听的人")
    words.setGeometry(0, 0, 200, 100)
    words.show()
    assert page.grab().toImage() == before


def test_where_a_seat_cursor_comes_to_is_read_out(shown: Shown, said: Said):
    drawing = SeatDrawing()
    shown(drawing)
    drawing.setFocus()
    cards = tuple(
        ChairCard(number=number, x=20.0 * number, y=20, width=15, height=8, name=name)
        for number, name in enumerate(("张建国", "王敏"), start=1)
    )
    for cursor, words in ((0, "1号座，张建国"), (0, "1号座，张建国"), (1, "2号座，王敏")):
        drawing.show_screen(SeatsScreen(cards=cards, cursor=cursor, said=words))
    assert said == [("1号座，张建国", False), ("2号座，王敏", False)]


def test_what_was_done_and_what_stopped_is_read_out(shown: Shown, said: Said):
    window = QWidget()
    window.resize(600, 400)
    shown(window)
    Toast(window).say("已登记。")
    bar = SentenceBar()
    shown(bar)
    bar.say("请写明原因。")
    assert said == [("已登记。", False), ("请写明原因。", True)]


def test_the_bar_the_arrows_come_to_is_read_out(shown: Shown, said: Said):
    chart = BarChart()
    shown(chart)
    chart.setFocus()
    replies = Series(word="答复", unit="件", numbers=(3, 4))
    bars = Bars(title="答复", keys=("1", "2"), words=("1月", "2月"), series=(replies,))
    chart.show_bars(bars, "")
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Right)
    assert said == [("1月：答复 3 件", False), ("2月：答复 4 件", False)]
