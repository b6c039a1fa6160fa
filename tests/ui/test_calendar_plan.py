"""The plan of a year: topics dragged onto months, and the same by keys; everyone can use it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.plans import PlanItem
from consultroom.domain.topics import TopicSource
from consultroom.frozen import replace
from consultroom.services import gathering, planning, progressing, receiving, scheduling
from consultroom.services.desk import Desk
from consultroom.ui import theme
from consultroom.ui.calendar.plan_list import CARRIED, LINES, PlanList, chip_lines
from consultroom.ui.calendar.plan_page import HOW, NOTHING, PlanBoard
from consultroom.ui.calendar.screens import PlanMonth
from consultroom.ui.calendar.view import CalendarView
from consultroom.ui.office import Office
from consultroom.ui.states import State
from consultroom.ui.theme.fonts import font
from tests.services.stages import Stages, on, the_meeting, the_topic
from tests.ui.conftest import Shown
from tests.ui.test_everyone_can_use_it import cut_labels, focusable

CTRL = Qt.KeyboardModifier.ControlModifier
LONG = "老旧小区加装电梯与物业管理衔接、费用分摊和后期维护长效机制如何建立"


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("with a topic")


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 728)
    shown(made.window)
    made.window.go("calendar", "plan")
    QApplication.processEvents()
    return made


def board(office: Office) -> PlanBoard:
    view = office.window.screens["calendar"]
    assert isinstance(view, CalendarView)
    return view.board


def titles(one: PlanList) -> list[str]:
    return [one.lines.index(n).data() for n in range(one.lines.rowCount())]


def month(office: Office, number: int) -> PlanList:
    return board(office).boxes[number - 1].list


def drop(target: PlanList, carried: QMimeData) -> QDropEvent:
    """Let go of something over a list, as the mouse would at the end of a drag."""
    actions, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    no_key = Qt.KeyboardModifier.NoModifier
    coming = QDragEnterEvent(QPoint(5, 5), actions, carried, button, no_key)
    QApplication.sendEvent(target.viewport(), coming)
    event = QDropEvent(QPointF(5, 5), actions, carried, button, no_key)
    if coming.isAccepted():
        QApplication.sendEvent(target.viewport(), event)
    else:
        event.ignore()
    return event


def carried(source: PlanList, row: int = 0) -> QMimeData:
    return source.lines.mimeData([source.lines.index(row)])


@pytest.mark.parametrize("wide", [740, 894, 896, 969, 1104, 1106, 1142])
def test_no_month_is_cut_off_however_long_its_words(shown: Shown, wide: int):
    made = PlanBoard()
    for number, box in enumerate(made.boxes, start=1):
        said = {"name": f"{number}月", "day": "31日 周四", "word": "未召开"}
        box.show_month(PlanMonth(key=f"2026-{number:02d}", state=State.LATE, **said))
    made.resize(wide, 600)
    shown(made)
    QApplication.processEvents()
    months = made.findChild(QScrollArea)
    assert isinstance(months, QScrollArea)
    assert months.widget().minimumSizeHint().width() <= months.viewport().width()


# -- by mouse -------------------------------------------------------------------------------------


def test_a_topic_is_dragged_onto_a_month_and_the_toast_takes_it_back(office: Office, desk: Desk):
    assert titles(board(office).pool) == ["老旧小区加装电梯"]
    drop(month(office, 12), carried(board(office).pool))
    (item,) = desk.room.find(PlanItem)
    assert (item.month, item.topic) == ("2026-12", the_topic(desk).id)
    assert titles(month(office, 12)) == ["老旧小区加装电梯"]
    assert titles(board(office).pool) == []
    office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert desk.room.find(PlanItem) == ()
    assert titles(board(office).pool) == ["老旧小区加装电梯"]


def test_a_line_is_dragged_to_another_month_and_back_into_the_pool(office: Office, desk: Desk):
    drop(month(office, 12), carried(board(office).pool))
    drop(month(office, 11), carried(month(office, 12)))
    assert [item.month for item in desk.room.find(PlanItem)] == ["2026-11"]
    drop(board(office).pool, carried(month(office, 11)))
    assert desk.room.find(PlanItem) == ()


def test_dropped_where_it_lies_nothing_is_done(office: Office, desk: Desk):
    drop(month(office, 12), carried(board(office).pool))
    acts = desk.room.acts()
    drop(month(office, 12), carried(month(office, 12)))
    assert desk.room.acts() == acts


def test_what_is_no_line_of_the_plan_is_not_taken(office: Office):
    strange = QMimeData()
    strange.setText("别的东西")
    assert not drop(month(office, 12), strange).isAccepted()
    assert month(office, 12).lines.mimeTypes() == [CARRIED]


# -- by keys --------------------------------------------------------------------------------------


def test_the_same_by_keys_enter_for_a_month_ctrl_to_shift_delete_to_take_off(
    qtbot: QtBot, office: Office, desk: Desk
):
    pool = board(office).pool
    pool.setFocus()
    pool.setCurrentIndex(pool.lines.index(0))
    qtbot.keyClick(pool, Qt.Key.Key_Return)
    menu = board(office).findChild(QMenu, "planMenu")
    words = [act.text() for act in menu.actions() if act.text()]
    assert words == ["排到11月 26日 周四", "排到12月 31日 周四", "现在就开始协商"]
    menu.actions()[0].trigger()
    menu.close()
    assert [item.month for item in desk.room.find(PlanItem)] == ["2026-11"]
    assert office.window.focusWidget() is month(office, 11)  # the cursor went along
    qtbot.keyClick(month(office, 11), Qt.Key.Key_Right, CTRL)
    assert titles(month(office, 12)) == ["老旧小区加装电梯"]
    assert office.window.focusWidget() is month(office, 12)
    qtbot.keyClick(month(office, 12), Qt.Key.Key_Left, CTRL)
    qtbot.keyClick(month(office, 11), Qt.Key.Key_Delete)
    assert desk.room.find(PlanItem) == ()
    assert titles(board(office).pool) == ["老旧小区加装电梯"]


def test_nothing_is_put_into_a_month_that_has_passed(qtbot: QtBot, office: Office, desk: Desk):
    assert not drop(month(office, 10), carried(board(office).pool)).isAccepted()
    planning.plan_topic(desk, "2026-11", the_topic(desk))
    office.window.go("calendar", "plan")
    this = month(office, 11)
    this.setFocus()
    this.setCurrentIndex(this.lines.index(0))
    qtbot.keyClick(this, Qt.Key.Key_Left, CTRL)
    assert [item.month for item in desk.room.find(PlanItem)] == ["2026-11"]
    told = office.window.findChild(QLabel, "sentence")
    assert told is not None
    assert told.text() == "10月已经过去，请排到本月或者以后。"


def test_a_planned_topic_can_be_begun_from_the_plan(office: Office, desk: Desk):
    planning.plan_topic(desk, "2026-12", the_topic(desk))
    office.window.go("calendar", "plan")
    last = month(office, 12)
    menu = board(office).open_menu(last.lines.line(last.lines.index(0)), QPoint(0, 0))
    {act.text(): act for act in menu.actions()}["现在就开始协商"].trigger()
    menu.close()
    assert (office.window.here, office.window.about) == ("begin", the_topic(desk).id)


def test_a_consultation_outside_the_plan_is_listed_where_it_met(office: Office, desk: Desk):
    begun = progressing.begin(desk, the_topic(desk)).consultation
    office.window.go("calendar", "plan")
    this = month(office, 11)
    assert titles(this) == ["老旧小区加装电梯（计划外）"]
    line = this.lines.line(this.lines.index(0))
    menu = board(office).open_menu(line, QPoint(0, 0))
    assert [act.text() for act in menu.actions()] == ["打开协商"]
    menu.close()
    assert not this.lines.flags(this.lines.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    meeting = scheduling.schedule(
        desk,
        begun.id,
        starts_at=datetime(2026, 12, 10, 9),  # noqa: DTZ001 - wall-clock time, as printed
        venue="三楼会议室",
        host="张建国",
        members=tuple(desk.members()),
    )
    office.window.go("calendar", "plan")
    assert (titles(this), titles(month(office, 12))) == ([], ["老旧小区加装电梯（计划外）"])
    scheduling.cancel(desk, meeting, "会议室要修")
    planning.plan_topic(desk, "2026-12", the_topic(desk))
    office.window.go("calendar", "plan")
    assert titles(month(office, 12)) == ["老旧小区加装电梯"]  # on the plan it is no other


def test_a_line_is_not_shifted_out_of_its_year(qtbot: QtBot, office: Office, desk: Desk):
    planning.plan_topic(desk, "2026-12", the_topic(desk))
    office.window.go("calendar", "plan")
    last = month(office, 12)
    last.setFocus()
    last.setCurrentIndex(last.lines.index(0))
    qtbot.keyClick(last, Qt.Key.Key_Right, CTRL)
    assert [item.month for item in desk.room.find(PlanItem)] == ["2026-12"]


def test_a_planned_line_that_was_begun_opens_its_consultation(office: Office, desk: Desk):
    planning.plan_topic(desk, "2026-12", the_topic(desk))
    progressing.begin(desk, the_topic(desk))
    office.window.go("calendar", "plan")
    last = month(office, 12)
    menu = board(office).open_menu(last.lines.line(last.lines.index(0)), QPoint(0, 0))
    acts = {act.text(): act for act in menu.actions()}
    assert not acts["排到12月 31日 周四"].isEnabled()
    acts["打开协商"].trigger()
    menu.close()
    assert office.window.here == "workspace"


# -- how months stand -----------------------------------------------------------------------------


def test_each_month_says_its_meeting_day_and_how_it_stands(stages: Stages, tmp_path: Path):
    from consultroom.ui.calendar.year import plan_page

    desk = stages("held")
    planning.add_item(desk, "2026-12", "修路灯")
    on(desk, date(2026, 12, 2))
    months = {one.name: (one.day, one.word) for one in plan_page(desk, 2026).months}
    assert months["11月"] == ("26日 周四", "已召开")
    assert months["12月"] == ("31日 周四", "本月")
    assert months["10月"] == ("29日 周四", "已过")  # before the room was founded
    on(desk, date(2027, 2, 2))
    assert {one.name: one.word for one in plan_page(desk, 2026).months}["12月"] == "未召开"


def test_a_month_with_a_sitting_says_the_day_of_the_sitting_not_of_the_cadence(stages: Stages):
    from consultroom.ui.calendar.year import plan_page

    desk = stages("held")
    meeting = the_meeting(desk)
    with desk.room.act("改会期", by=desk.by) as act:
        act.put(replace(meeting, starts_at=meeting.starts_at.replace(day=4)))
    months = {one.name: (one.day, one.word) for one in plan_page(desk, 2026).months}
    assert months["11月"] == ("4日 周三", "已召开")


def test_the_pool_begins_right_under_its_heading(office: Office):
    heading = office.window.findChild(QLabel, "poolCount")
    pool = office.window.findChild(PlanList, "planPool")
    assert heading.height() < 2 * heading.sizeHint().height()
    assert pool.geometry().top() - heading.geometry().bottom() < 20


def test_an_empty_pool_says_what_to_do(stages: Stages, shown: Shown, tmp_path: Path):
    office = Office(stages("founded"), folder=tmp_path)
    shown(office.window)
    office.window.go("calendar", "plan")
    assert board(office).findChild(QLabel, "planHow").text() == NOTHING


def test_the_keys_are_told_where_there_is_something_to_plan(office: Office):
    assert board(office).findChild(QLabel, "planHow").text() == HOW


@pytest.mark.parametrize(
    "title",
    [
        "老旧小区加装电梯协商（二次）会议的推进情况",
        "推进“一老一小”服务进社区、进楼道",
        "路口整治（一）：非机动车、行人和《停车管理办法》怎么衔接",
        "𬭚钢路（北段）停车难",
    ],
)
def test_no_line_of_a_chip_ends_with_an_opening_mark_or_begins_with_a_closing_one(
    title: str, dressed: QApplication
):
    one, broken = QFontMetrics(font(theme.now().caption)).horizontalAdvance("字"), 0
    for width in range(5 * one, 24 * one, 3):
        lines = chip_lines(title, width)
        told = "".join(lines)
        assert told == title or (told.endswith("…") and title.startswith(told[:-1]))
        assert len(lines) <= LINES
        assert not any(line.rstrip("…").endswith(tuple("（《“")) for line in lines), lines
        assert not any(line.startswith(tuple("）》”、：")) for line in lines), lines
        broken += len(lines) == LINES
    assert broken > 10


def test_lines_keep_qts_rules(office: Office, qtmodeltester: ModelTester):
    qtmodeltester.check(board(office).pool.lines)


# -- everyone can use the pages of the calendar, of assignments and of receptions --------------

PAGES = [
    ("calendar", ""),
    ("calendar", "plan"),
    ("calendar", "list"),
    ("calendar", "2026-11-26"),
    ("outcomes", ""),
    ("outcomes", "chosen"),
    ("outcomes", "chosen/reply"),
    ("receptions", ""),
    ("receptions", "/rule"),
]
pages = pytest.mark.parametrize(("page", "about"), PAGES)
SIZES = [(1366, 728), (1093, 574), (911, 472)]  # 1366×768 at 100, 125 and 150 %


@pytest.fixture
def full(stages: Stages, shown: Shown, tmp_path: Path) -> Office:
    """A station with something on every page, long texts among it."""
    desk = stages("assigned")
    gathering.add_topic(desk, title=LONG, source=TopicSource.MEMBER, proposer="周立")
    day = receiving.open_day(desk, receivers=tuple(m.name for m in desk.members()))
    receiving.receive(desk, day, matter=LONG * 3, visitor="欧阳老先生", spot_reply=LONG)
    receiving.receive(desk, day, matter="路灯不亮")
    planning.add_item(desk, "2026-11", LONG)
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    return office


def go(office: Office, page: str, about: str) -> QWidget:
    from consultroom.domain.outcomes import Assignment

    first = min(office._desk.room.find(Assignment), key=lambda one: one.number).id
    office.window.go(page, about.replace("chosen", first))
    QApplication.processEvents()
    return office.window.screens[page]


@pages
def test_every_control_has_a_name_once(full: Office, page: str, about: str):
    screen = go(full, page, about)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for widget in focusable(full.window)
        if not widget.objectName()
        or not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    shown_now = [one for one in screen.findChildren(QAbstractButton) if one.isVisible()]
    names = [one.objectName() for one in shown_now if one.objectName()]  # Qt's own have none
    assert len(names) == len(set(names))
    primary = [
        one.text()
        for one in full.window.findChildren(QPushButton)
        if one.isVisible() and one.property("kind") == "primary"
    ]
    assert len(primary) <= 1


@pages
def test_tab_reaches_every_control(full: Office, page: str, about: str):
    go(full, page, about)
    wanted = {
        widget
        for widget in focusable(full.window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
    }
    reached = set()
    for _ in range(len(wanted) * 2 + 40):
        full.window.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    assert [one.objectName() for one in wanted - reached] == []


def test_no_word_is_cut_off_and_nothing_scrolls_sideways(full: Office):
    found = {}
    for page, about in PAGES:
        screen = go(full, page, about)
        for size in SIZES:
            full.window.resize(*size)
            QApplication.processEvents()
            QApplication.processEvents()
            cut = cut_labels(screen)
            cut += [
                area.objectName() or "area"
                for area in screen.findChildren(QScrollArea)
                if area.isVisible() and area.widget().width() > area.viewport().width()
            ]
            if cut or full.window.width() != size[0]:
                found[page, about, size] = (cut, full.window.width())
    assert found == {}
