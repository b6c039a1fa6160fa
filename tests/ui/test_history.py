"""记录沿革 and 操作记录: who did what, each field before and after, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTableView, QTextBrowser
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services import gathering, looking_back, receiving, rostering
from consultroom.services.desk import Desk
from consultroom.services.looking_back import ActFilter
from consultroom.store import act_pages
from consultroom.ui.history.presenter import ALL_PEOPLE, Choices, HistoryPresenter, HistoryScreen
from consultroom.ui.office import Office
from consultroom.ui.rows import PAGE
from tests.services.stages import (
    Stages,
    member_named,
    the_assignment,
    the_dossier,
    the_topic,
)
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

EVERYTHING = ActFilter()


Opened = Callable[[str], AtDesk]


@pytest.fixture
def opened(stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot) -> Opened:
    """Open the window on the room as it is at a stage."""

    def open_at(stage: str) -> AtDesk:
        office = Office(stages(stage), folder=tmp_path)
        office.window.resize(1366, 768)
        shown(office.window)
        return AtDesk(office, qtbot)

    return open_at


@pytest.fixture
def at(opened: Opened) -> AtDesk:
    """At a window on a room whose consultation has its minutes confirmed."""
    return opened("confirmed")


def choose(at: AtDesk, row: int) -> None:
    at.find(QTableView, "actsTable").selectRow(row)


def told(at: AtDesk) -> str:
    return at.find(QTextBrowser, "actText").toPlainText()


def revised(desk: Desk, **fields: object) -> Topic:
    topic = replace(the_topic(desk), **fields)  # type: ignore[arg-type]
    gathering.revise(desk, topic)
    return topic


def test_people_and_months_of_very_many_acts_are_offered_a_moment_later(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(act_pages, "AT_A_TIME", 1)
    desk = stages("held")
    screens: list[HistoryScreen] = []
    offered: list[Choices] = []
    waiting: list[Callable[[], None]] = []
    presenter = HistoryPresenter(
        desk,
        show=screens.append,
        done=lambda _did: None,
        offer=lambda people, months: offered.extend((people, months)),
        later=waiting.append,
    )
    presenter.enter()
    assert (screens[-1].people, offered) == ((ALL_PEOPLE,), [])
    assert screens[-1].count == looking_back.count(desk, ActFilter())
    while waiting:
        waiting.pop(0)()
    assert [code for code, _ in offered[0]] == ["", *looking_back.people(desk)]
    assert [code for code, _ in offered[1]] == ["", *looking_back.months(desk)]


# --- the pages ---------------------------------------------------------------------------------


def test_the_workspace_leads_to_its_history_and_back(at: AtDesk):
    consultation = the_dossier(at.office.desk).consultation
    at.go("workspace", consultation.id)
    at.press("openHistory")
    assert at.office.window.here == "history"
    assert at.words("historyName") == f"协商“{consultation.title}”"
    names = at.cells("actsTable", 2)
    assert "开始协商" in names
    assert "登记议题" not in names
    at.press("historyBack")
    assert at.office.window.here == "workspace"


ID_OF = {
    "topics": the_topic,
    "outcomes": the_assignment,
    "members": lambda desk: member_named(desk, "李秀英"),
}


@pytest.mark.parametrize("page", ["topics", "members", "outcomes"])
def test_topic_member_and_assignment_have_their_history(opened: Opened, page: str):
    at = opened("assigned")
    at.go(page, ID_OF[page](at.office.desk).id)
    at.press("openHistory")
    assert at.words("historyName")[:3] in ("议题“", "委员“", "交办“")
    assert at.cells("actsTable", 2)


def test_a_reception_day_has_the_history_of_its_visits(opened: Opened):
    at = opened("with members")
    desk = at.office.desk
    day = receiving.open_day(desk, receivers=("李秀英",))
    receiving.drop_visit(desk, receiving.receive(desk, day, matter="路灯不亮"))
    at.go("receptions", day.id)
    at.press("openHistory")
    assert at.cells("actsTable", 2) == ["删除来访", "登记来访", "登记接待日"]


def test_choosing_an_act_unfolds_it_and_the_button_takes_it_back(at: AtDesk):
    revised(at.office.desk, suggestion="先装一栋")
    at.go("safekeeping", "acts")
    choose(at, 0)
    assert "先装一栋" in told(at)
    at.press("turnBack")
    assert the_topic(at.office.desk).suggestion != "先装一栋"
    assert at.toast == "已撤销：修改议题（老旧小区加装电梯）。"
    assert at.cells("actsTable", 2)[0].startswith("撤销：")
    choose(at, 1)
    undone = at.find(QPushButton, "turnBack")
    assert (undone.text(), undone.isEnabled()) == ("已撤销", False)
    choose(at, 0)
    at.press("turnBack")
    assert the_topic(at.office.desk).suggestion == "先装一栋"


def test_an_act_that_others_build_on_stays_and_the_reason_is_said(at: AtDesk):
    at.go("safekeeping", "acts")
    choose(at, at.cells("actsTable", 2).index("登记议题"))
    at.press("turnBack")
    assert "不能撤销“登记议题”" in at.words("actRefusal")
    assert "请先撤销" in at.words("actRefusal")
    assert the_topic(at.office.desk)


def test_filters_narrow_the_list_and_say_when_nothing_is_left(at: AtDesk, qtbot: QtBot):
    at.go("safekeeping", "acts")
    every = len(at.cells("actsTable", 2))
    field = at.find(QLineEdit, "actsLine")
    qtbot.keyClicks(field, "zzz")
    qtbot.waitUntil(lambda: not at.cells("actsTable", 2), timeout=3000)
    field.clear()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert len(at.cells("actsTable", 2)) == every


def test_the_model_of_acts_holds_what_qt_asks_of_one(at: AtDesk, qtmodeltester: ModelTester):
    at.go("safekeeping", "acts")
    qtmodeltester.check(at.find(QTableView, "actsTable").model(), force_py=True)


def test_only_the_rows_in_sight_are_read_of_a_long_journal(at: AtDesk, qtbot: QtBot):
    desk = at.office.desk
    with desk.room.together():
        for number in range(600):
            rostering.add_member(desk, rostering.new_member(desk, f"某{number}"))
    reads: list[tuple[int, int]] = []
    pages = desk.room.pages
    whole = pages.read

    def read(wanted: ActFilter, start: int, stop: int) -> object:
        reads.append((start, stop))
        return whole(wanted, start, stop)

    pages.read = read  # type: ignore[method-assign,assignment]
    at.go("safekeeping", "acts")
    QApplication.processEvents()
    assert reads == [(0, PAGE)]
    assert at.words("actsCount") == f"共 {looking_back.count(desk, EVERYTHING)} 次操作"


def test_the_list_is_printed_from_the_right_as_elsewhere(at: AtDesk):
    at.go("safekeeping", "acts")
    press = at.find(QPushButton, "printActs")
    page = press.parentWidget()
    assert press.geometry().right() == page.rect().right()
