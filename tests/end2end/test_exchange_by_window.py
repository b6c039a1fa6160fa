"""A month by stick between two windows: up, down, acknowledged, and an import taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from consultroom.domain.topics import Topic
from consultroom.ui import theme, translation
from consultroom.ui.office import Office
from tests.end2end.hands import Hands
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic, offices
from tests.ui.exchange_page import Page

pytestmark = pytest.mark.qt_log_ignore("plugin does not support", extend=True)
Sits = Callable[[str], Page]


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1") as opened:
        yield opened


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Offices]:
    """Two PCs of one station."""
    with offices(tmp_path / "pair", "WT1", "WT2") as opened:
        yield opened


@pytest.fixture
def sits_at(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Callable[[Offices, str], Page]:
    translation.install(qapp)
    theme.apply(qapp)

    def open_on(there: Offices, name: str) -> Page:
        office = Office(there[name], folder=tmp_path)
        qtbot.addWidget(office.window)
        with qtbot.waitActive(office.window):
            office.window.resize(1366, 768)
            office.window.show()
        return Page(qtbot, office)

    return open_on


@pytest.fixture
def sits(sits_at: Callable[[Offices, str], Page], there: Offices) -> Sits:
    return lambda name: sits_at(there, name)


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


def test_a_stick_that_is_lost_takes_nothing_with_it(there: Offices, sits: Sits) -> None:
    a_topic(there["WT1"], "加装电梯")
    station, district = sits("WT1"), sits(DISTRICT)
    station.turn_to("outbox")
    station.write_to(there.stick)
    for file in there.stick.iterdir():  # it falls into the river on the way
        file.unlink()
    a_topic(there["WT1"], "路灯补亮")
    station.turn_to("outbox")
    station.write_to(there.stick)
    district.drop(there.stick)
    district.press("takeAll")
    titles = {topic.title for topic in there[DISTRICT].room.find(Topic)}
    assert titles == {"加装电梯", "路灯补亮"}
    district.turn_to("missing")
    assert district.column("missingTable", 10)[-1] == "报"


def test_two_pcs_of_a_station_wrote_the_same_field_and_agree_in_the_end(
    pair: Offices, sits_at: Callable[[Offices, str], Page]
) -> None:
    topic = a_topic(pair["WT1"], "加装电梯")
    pair.pass_on("WT1", "WT2")
    for name, title in (("WT1", "三栋楼加装电梯"), ("WT2", "五栋楼加装电梯")):
        hands = Hands(sits_at(pair, name).office)
        hands.window.go("topics", topic.id)
        hands.press("topicForm_edit")
        hands.fill(title=title)
        hands.submit()
    first, second = sits_at(pair, "WT1"), sits_at(pair, "WT2")
    first.drop(*pair.send("WT2", "WT"))
    first.press("takeAll")
    first.turn_to("conflicts")
    side_by_side = {unmarked(first.says(name)) for name in ("standsText", "lostText")}
    assert side_by_side == {"三栋楼加装电梯", "五栋楼加装电梯"}
    kept = unmarked(first.says("lostText"))
    first.press("lostChoose")
    second.turn_to("inbox")
    second.drop(*pair.send("WT1", "WT"))
    second.press("takeAll")
    second.turn_to("conflicts")
    assert second.column("disputesTable", 0) == []
    titles = [pair[name].room.get(Topic, topic.id).title for name in ("WT1", "WT2")]
    assert titles == [kept, kept]


def unmarked(drawn: str) -> str:
    """Return words without the marks on what differs."""
    return QTextDocumentFragment.fromHtml(drawn).toPlainText()
