"""和上级往来 on the first page: what came, what is owed, when a report last went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from consultroom.domain.submissions import MarkKind
from consultroom.services import overseeing
from consultroom.services.desk import Desk
from consultroom.services.exchanging import exporting, importing, inbox
from consultroom.services.exchanging.exporting import Wish
from consultroom.services.exchanging.standing import standing
from consultroom.ui.home.presenter import DueLine, Traffic
from consultroom.ui.home.telling import home_screen
from consultroom.ui.home.traffic import NOT_JOINED, NOTHING_CAME, traffic
from consultroom.ui.office import Office
from consultroom.ui.states import State
from tests.services.exchanging.offices import Offices, found_offices
from tests.services.stages import Stages, on
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    """A district and a station, founded on 3 August."""
    offices = found_offices(tmp_path, codes=("WT",))
    yield offices
    offices.close()


def card(desk: Desk) -> Traffic:
    found = traffic(desk)
    assert found is not None
    return found


def owed(desk: Desk) -> DueLine:
    return next(line for line in card(desk).due if line.act.about == "outbox")


def test_a_station_that_has_not_joined_is_told_so_and_owes_nothing(stages: Stages):
    desk = stages("begun")
    assert card(desk).sent == NOT_JOINED
    assert card(desk).acts[0].about == "joining"
    assert card(desk).due == ()


def test_nothing_is_owed_for_months_before_the_room_was_founded(there: Offices):
    desk = there.stations["WT"]
    on(desk, date(2026, 8, 20))
    assert card(desk).due == ()
    assert card(desk).sent == "还没有报出过。"


@pytest.mark.parametrize(
    ("today", "state", "reason"),
    [
        (date(2026, 9, 1), State.DUE, "应于2026年9月7日前报出。"),
        (date(2026, 9, 10), State.LATE, "应于2026年9月7日前报出，已逾期3天。"),
    ],
)
def test_the_month_that_is_over_is_owed(there: Offices, today: date, state: State, reason: str):
    desk = there.stations["WT"]
    on(desk, today)
    line = owed(desk)
    assert (line.sentence, line.state, line.reason) == ("把8月的情况报给上级", state, reason)
    home = home_screen(desk)
    assert line in (home.next_act, *home.due)


def test_what_is_late_comes_before_what_only_waits(there: Offices):
    desk = there.stations["WT"]
    on(desk, date(2026, 9, 10))
    states = [line.state for line in home_screen(desk).due]
    order = [State.LATE, State.DUE, State.TODO]
    assert states == sorted(states, key=order.index)
    assert State.LATE in states


def test_a_report_settles_it_and_its_age_stands_on_the_page(there: Offices):
    desk = there.stations["WT"]
    there.report("WT", "2026-08", date(2026, 9, 2))
    on(desk, date(2026, 9, 12))
    assert card(desk).due == ()
    assert card(desk).sent == "上次报出：2026年9月2日，是10天前，报的是8月。"
    assert "上次报出是10天前" in home_screen(desk).subheading
    on(desk, date(2026, 10, 20))
    assert card(desk).state is State.DUE


def test_a_report_sent_back_is_owed_again_with_the_reason(there: Offices):
    desk = there.stations["WT"]
    report = there.report("WT", "2026-08", date(2026, 9, 2))
    there.receive(report, day=date(2026, 9, 3))
    overseeing.mark(there.district, "WT", "2026-08", MarkKind.RETURNED, reason="少了议题")
    down = exporting.export(there.district, there.stick, Wish(to="WT"))
    on(desk, date(2026, 9, 4))
    files = [there.stick / pack.name for pack in down.packs]
    importing.take(desk, inbox.bring_in(desk, files))
    assert "区里退回重报：少了议题。" in owed(desk).reason
    (news,) = card(desk).news
    assert news.title == "9月4日收到江州区政协的包"
    assert news.text.startswith("带来")
    there.report("WT", "2026-08", date(2026, 9, 5))
    assert card(desk).due == ()


def test_packs_that_wait_are_said_until_they_are_taken_in(there: Offices):
    report = there.report("WT", "2026-08", date(2026, 9, 2))
    assert traffic(there.district) is None
    inbox.bring_in(there.district, [there.stick / pack.name for pack in report.packs])
    (line,) = card(there.district).due
    assert (line.sentence, line.act.about) == ("收到1个交换包，还没有导入", "inbox")
    assert standing(there.district).waiting == 1


BROKEN = (b"", b"cut", b"PK\x03\x04 not a pack", b"age-encryption.org/v1\n-> X25519 cut off")


def lay(desk: Desk, content: bytes) -> None:
    """Put a file into the inbox as a stick that was pulled out early leaves it."""
    folder = inbox.folder_of(desk)
    folder.mkdir(exist_ok=True)
    (folder / "X.crpk").write_bytes(content)


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_is_no_pack_is_told_apart_and_does_not_wait(there: Offices, content: bytes):
    desk = there.district
    lay(desk, content)
    (line,) = card(desk).due
    assert (line.word, line.sentence) == ("打不开", "收到的1个文件打不开")
    assert (line.act.page, line.act.about) == ("exchange", "inbox")
    assert (standing(desk).waiting, standing(desk).unreadable) == (0, 1)


def test_good_packs_and_broken_ones_are_counted_each(there: Offices):
    desk = there.district
    report = there.report("WT", "2026-08", date(2026, 9, 2))
    inbox.bring_in(desk, [there.stick / pack.name for pack in report.packs])
    lay(desk, BROKEN[-1])
    sentences = [line.sentence for line in card(desk).due]
    assert sentences == ["收到1个交换包，还没有导入", "收到的1个文件打不开"]


def test_what_cannot_be_opened_is_put_away_from_where_the_button_leads(there: Offices):
    desk = there.district
    lay(desk, BROKEN[-1])
    importing.take(desk)
    assert traffic(desk) is None
    assert [one.file.name for one in inbox.quarantined(desk)] == ["X.crpk"]


def test_before_anything_came_the_card_says_so(there: Offices):
    assert card(there.stations["WT"]).note == NOTHING_CAME


def test_the_card_leads_to_the_exchange(there: Offices, shown: Shown, tmp_path: Path, qtbot: QtBot):
    office = Office(there.stations["WT"], folder=tmp_path)
    office.window.resize(1366, 768)
    shown(office.window)
    at = AtDesk(office, qtbot)
    assert at.words("trafficHeading") == "和江州区政协往来"
    at.press("trafficAct0")
    assert at.office.window.here == "exchange"
