"""Many packs taken in by window: stopped on the way, then finished."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QProgressBar, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.domain.topics import Topic
from consultroom.services.exchanging import inbox
from consultroom.ui.lending import STOPPED
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.ui.exchange_page import Opened, Page, opened, there

__all__ = ["opened", "there"]  # fixtures

MANY = 60


def stop_on_the_way(qtbot: QtBot, page: Page) -> None:
    """Press 全部导入, and 停止 once some packs are through."""
    take = page.view.findChild(QPushButton, "takeAll")
    assert take is not None
    QTest.mouseClick(take, Qt.MouseButton.LeftButton)
    (box,) = page.boxes()
    bar, stop = box.findChild(QProgressBar, "waitingBar"), box.findChild(QPushButton, "waitingStop")
    assert bar is not None
    assert stop is not None
    qtbot.waitUntil(lambda: bar.value() > 0 or not page.boxes())
    QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
    page.wait()


def test_what_is_taken_in_before_a_stop_is_in_and_the_rest_waits(
    qtbot: QtBot, there: Offices, opened: Opened
) -> None:
    for number in range(MANY):
        name = ("WT1", "WT2", "QH1")[number % 3]
        a_topic(there[name], f"第{number}件")
        there.send(name)
    page = opened(DISTRICT)
    page.turn_to("inbox")
    page.drop(there.stick)
    stop_on_the_way(qtbot, page)
    district = there[DISTRICT]
    taken, waiting = len(district.room.packs.received()), len(inbox.waiting(district))
    assert taken + waiting == MANY
    assert page.says("inboxSentence") == (STOPPED if waiting else "")
    assert district.room.check().faults == ()
    if waiting:
        page.press("takeAll")
    assert len(district.room.find(Topic)) == MANY
    assert inbox.waiting(district) == ()


def test_changes_that_read_the_same_stand_in_one_line(there: Offices, opened: Opened) -> None:
    for _ in range(3):
        a_topic(there["WT1"], "加装电梯")
    there.send("WT1")
    page = opened(DISTRICT)
    page.turn_to("inbox")
    page.drop(there.stick)
    assert "新增议题“加装电梯”（3 条）" in page.column("changesTable", 0)
