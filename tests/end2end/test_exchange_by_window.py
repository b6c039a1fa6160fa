"""A month by stick between two windows: up, down, acknowledged, and an import taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultroom.domain.topics import Topic
from consultroom.ui import theme, translation
from consultroom.ui.office import Office
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic, offices
from tests.ui.exchange_page import Page

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)
Sits = Callable[[str], Page]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1") as opened:
        yield opened


@pytest.fixture
def sits(qtbot: QtBot, qapp: QApplication, there: Offices, tmp_path: Path) -> Sits:
    translation.install(qapp)
    theme.apply(qapp)

    def open_on(name: str) -> Page:
        office = Office(there[name], folder=tmp_path)
        qtbot.addWidget(office.window)
        with qtbot.waitActive(office.window):
            office.window.resize(1366, 768)
            office.window.show()
        return Page(qtbot, office)

    return open_on


def test_a_stick_goes_up_and_comes_back(there: Offices, sits: Sits) -> None:
    a_topic(there["WT1"], "加装电梯")
    station, district = sits("WT1"), sits(DISTRICT)
    station.turn_to("outbox")
    station.write_to(there.stick)
    assert "核对无误" in station.says("pullOut")
    district.drop(there.stick)
    district.press("takeAll")
    assert [topic.title for topic in there[DISTRICT].room.find(Topic)] == ["加装电梯"]
    district.turn_to("missing")
    assert district.column("missingTable", 10)[-1] == "报"
    district.turn_to("outbox")
    district.write_to(there.stick)
    station.turn_to("inbox")
    down = [pack.name for pack in there[DISTRICT].room.packs.sent()]
    station.drop(*(there.stick / name for name in down))
    station.press("takeAll")
    station.turn_to("joining")
    assert station.column("sentTable", 4) == ["已收到"]
    district.turn_to("inbox")
    district.press("shelf_taken")
    district.press("takeBack")
    assert there[DISTRICT].room.find(Topic) == ()
    assert district.column("packsTable", 2) == ["可以导入"]
