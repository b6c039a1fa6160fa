"""The handling of a visit: typed in a form, seen in the list, on its day and in the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from consultroom.domain.receptions import GoodDeed, Visit, VisitHandling
from consultroom.services import receiving, reporting
from consultroom.services.desk import Desk
from consultroom.services.receiving import NotReceived
from consultroom.ui.calendar.telling import events
from consultroom.ui.office import Office
from consultroom.ui.receptions.entry import VisitEntry
from consultroom.ui.receptions.telling import handler_words, waiting_state
from consultroom.ui.states import State
from tests.services.stages import Stages, on
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

DAY = date(2026, 11, 2)


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """One visit about street lamps, answered on the spot."""
    desk = stages("founded")
    on(desk, DAY)
    day = receiving.open_day(desk, on=DAY, receivers=("张建国",))
    receiving.receive(desk, day, matter="三号楼前路灯不亮")
    return desk


def visit(desk: Desk) -> Visit:
    (one,) = desk.room.find(Visit)
    return one


def passed_on(desk: Desk, due: date = date(2026, 11, 20)) -> Visit:
    way = VisitHandling.TRANSFERRED
    return receiving.follow(desk, visit(desk), handling=way, handler="区城管局", due_on=due)


def test_who_handles_it_by_when_is_typed_and_taken_back(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    me = AtDesk(office, qtbot)
    me.go("receptions")
    me.front.day.table.selectRow(0)  # type: ignore[attr-defined]
    me.press("visitFollow")
    me.fill(handling="transferred", due_on=date(2026, 11, 20))
    me.submit()
    assert me.error() == "转办的来访要写明由哪个单位承办。"
    me.fill(handler="区城管局")
    me.submit()
    assert (visit(desk).handler, visit(desk).due_on) == ("区城管局", date(2026, 11, 20))
    assert me.cells("visitsTable", 3) == ["转办 11月20日前 区城管局"]
    assert me.toast == "第 1 件来访的办理已登记：由区城管局承办。"
    me.take_back()
    assert (visit(desk).handler, visit(desk).due_on) == ("", None)


@pytest.mark.parametrize(
    ("today", "words", "state"),
    [
        (date(2026, 11, 3), "11月20日前 区城管局", State.ACTIVE),
        (date(2026, 11, 18), "11月20日前 区城管局", State.DUE),
        (date(2026, 11, 23), "超期 3 天 区城管局", State.LATE),
    ],
)
def test_a_visit_that_waits_presses_as_its_deadline_nears(
    desk: Desk, today: date, words: str, state: State
):
    one = passed_on(desk)
    assert (handler_words(one, today), waiting_state(one, today)) == (words, state)


def test_its_deadline_stands_in_the_calendar_until_something_came_of_it(desk: Desk):
    one = passed_on(desk)
    (due,) = [event for event in events(desk) if event.kind == "来访到期"]
    assert (due.on, due.title) == (date(2026, 11, 20), "区城管局　三号楼前路灯不亮")
    assert due.act.about == f"{one.reception_day}/follow/{one.id}"
    receiving.follow(
        desk,
        one,
        handling=one.handling,
        handler=one.handler,
        due_on=one.due_on,
        result="已换灯",
        fed_back_on=date(2026, 11, 19),
    )
    assert not [event for event in events(desk) if event.kind == "来访到期"]
    assert waiting_state(visit(desk), date(2027, 1, 1)) is State.DONE


def test_the_ledgers_tell_it(desk: Desk):
    passed_on(desk)
    on(desk, date(2026, 12, 1))
    problems = reporting.ledger(desk, "problems", date(2026, 1, 1), date(2026, 12, 31))
    assert [line.cells[3] for line in problems.lines] == ["区城管局"]
    received = reporting.ledger(desk, "receptions", date(2026, 1, 1), date(2026, 12, 31))
    assert "区城管局" in received.lines[0].cells


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"handler": " "}, "由哪个单位承办"),
        ({"due_on": date(2026, 11, 1)}, "期限早于接待日2026年11月2日"),
        ({"fed_back_on": date(2026, 11, 5)}, "要写明办理结果"),
        ({"fed_back_on": date(2026, 11, 1), "result": "已换灯"}, "反馈日期早于接待日"),
    ],
)
def test_what_contradicts_itself_is_refused(desk: Desk, told: dict[str, object], says: str):
    answers = {"handling": VisitHandling.TRANSFERRED, "handler": "区城管局"} | told
    with pytest.raises(NotReceived, match=says):
        receiving.follow(desk, visit(desk), **answers)  # type: ignore[arg-type]
    assert visit(desk).handler == ""


def test_a_result_on_the_spot_is_a_good_deed_and_goes_with_it(desk: Desk):
    receiving.follow(desk, visit(desk), handling=VisitHandling.ANSWERED, result="当场换好")
    assert [deed.result for deed in desk.room.find(GoodDeed)] == ["当场换好"]
    passed_on(desk)
    assert desk.room.find(GoodDeed) == ()


def test_what_is_passed_on_is_asked_by_whom_and_by_when_in_the_line_itself(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    me = AtDesk(office, qtbot)
    me.go("receptions")
    entry = me.find(VisitEntry, "visitEntry")
    assert entry.fields["reply"].isVisible()
    entry.fields["handling"].show_value("transferred")
    QApplication.processEvents()
    assert not entry.fields["reply"].isVisible()
    for key, typed in (("matter", "井盖松动"), ("handler", "区城管局")):
        entry.fields[key].show_value(typed)
    me.find(QLineEdit, "visit_due_on").setText("11.40")
    me.press("entryWrite")
    assert me.words("entrySaid").startswith("“11.40”不是日期")
    me.find(QLineEdit, "visit_due_on").setText("11.20")
    me.press("entryWrite")
    made = desk.room.find(Visit)[-1]
    assert (made.handler, made.due_on) == ("区城管局", date(2026, 11, 20))
    assert entry.fields["reply"].isVisible()  # the next one begins as every one does
    me.find(QTableView, "visitsTable").selectRow(1)
    me.press("visitEdit")
    assert entry.fields["handler"].value() == "区城管局"
    assert entry.fields["due_on"].isVisible()


def test_what_stands_in_a_field_out_of_sight_is_not_written(
    desk: Desk, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    office = Office(desk, folder=tmp_path)
    shown(office.window)
    me = AtDesk(office, qtbot)
    me.go("receptions")
    fields = me.find(VisitEntry, "visitEntry").fields
    for key, typed in (("matter", "井盖松动"), ("handling", "transferred"), ("handler", "城管")):
        fields[key].show_value(typed)
    fields["handling"].show_value("answered")
    me.press("entryWrite")
    made = desk.room.find(Visit)[-1]
    assert (made.handling, made.handler, made.waits) == (VisitHandling.ANSWERED, "", False)
