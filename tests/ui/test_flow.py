"""Things side by side that go on in the next line."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import holder
from tests.ui.conftest import Shown

GAP = 10


def test_what_is_hidden_leaves_no_gap_and_begins_no_line(qtbot: QtBot, shown: Shown):
    flow, things = FlowLayout(gap=GAP), [QLabel(word) for word in ("甲", "乙", "丙")]
    for thing in things:
        thing.setFixedSize(100, 30)
        flow.addWidget(thing)
    page = holder(flow)
    page.resize(400, 60)
    shown(page)
    assert flow.heightForWidth(320) == 30
    assert flow.heightForWidth(210) == 30 + 6 + 30
    things[1].hide()
    qtbot.waitUntil(lambda: things[2].x() == things[0].x() + 100 + GAP)
    assert flow.heightForWidth(210) == 30
    things[1].show()
    qtbot.waitUntil(lambda: things[2].x() == things[0].x() + 2 * (100 + GAP))
