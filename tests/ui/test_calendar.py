"""协商日历: a month looked at by keys, a sitting fixed with its arithmetic, the list of a year."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.meetings import Meeting
from consultroom.domain.topics import TopicSource
from consultroom.services import gathering, progressing, receiving, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui.calendar.presenter import CalendarPresenter
from consultroom.ui.calendar.screens import CalendarScreen
from consultroom.ui.calendar.view import CalendarView
from consultroom.ui.doing import Done
from consultroom.ui.office import Office
from consultroom.ui.states import State
from tests.services.stages import Stages, on, the_dossier, the_meeting
from tests.ui.conftest import Shown

CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(desk: Desk, shown: Shown, folder: Path) -> tuple[Office, CalendarView]:
    office = Office(desk, folder=folder)
    office.window.resize(1366, 728)
    shown(office.window)
    office.window.go("calendar")
    found = office.window.screens["calendar"]
    assert isinstance(found, CalendarView)
    return office, found


def words(view: CalendarView) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


def press(view: CalendarView, name: str) -> None:
    found = view.findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()
    QApplication.processEvents()


def marks(view: CalendarView, day: date) -> list[tuple[str, State]]:
    return [(mark.words, mark.state) for mark in view.grid.sheet.marks.get(day, ())]


class Walker:
    """The presenter over a real room, without a window."""

    def __init__(self, desk: Desk, about: str = "") -> None:
        self.screens: list[CalendarScreen] = []
        self.done: list[Done] = []
        self.told: list[str] = []
        self.presenter = CalendarPresenter(
            desk,
            show=self.screens.append,
            advise=lambda _advice: None,
            done=self.done.append,
            tell=self.told.append,
        )
        self.presenter.enter(about)

    @property
    def screen(self) -> CalendarScreen:
        return self.screens[-1]


# -- a month --------------------------------------------------------------------------------------


def test_a_month_shows_the_sitting_its_notice_and_the_reception_day(
    stages: Stages, shown: Shown, tmp_path: Path
):
    desk = stages("scheduled")
    receiving.open_day(desk, receivers=("张建国",), on=date(2026, 11, 16))
    _, view = opened(desk, shown, tmp_path)
    assert marks(view, date(2026, 11, 26)) == [("协商会 14:30 老旧小区加装电梯", State.ACTIVE)]
    assert marks(view, date(2026, 11, 19)) == [("发会议通知 老旧小区加装电梯", State.DUE)]
    assert marks(view, date(2026, 11, 16))[0][0].startswith("接待日 张建国")
    assert view.subheading == "2026年应协商 12 场，已召开 0 场"


def test_what_is_late_and_what_is_done_look_different(stages: Stages):
    desk = stages("assigned")
    on(desk, date(2027, 1, 5))
    found = {event.kind: event.state for event in Walker(desk, "list").presenter._events}
    assert found["协商会"] is State.DONE
    assert found["答复到期"] is State.LATE
    on(desk, date(2026, 12, 1))
    found = {event.kind: event.state for event in Walker(desk, "list").presenter._events}
    assert found["答复到期"] is State.TODO


def test_holidays_swapped_days_and_the_next_day_of_the_cadence_are_noted(stages: Stages):
    screen = Walker(stages("founded"), "2026-10-15").screen
    notes = screen.month.notes
    assert (notes[date(2026, 10, 1)], notes[date(2026, 10, 10)]) == ("国庆节", "班")
    assert notes[date(2026, 10, 29)] == ""  # has passed
    assert Walker(stages("founded")).screen.month.notes[date(2026, 11, 26)] == "会议日"
    assert Walker(stages("scheduled")).screen.month.notes[date(2026, 11, 26)] == ""  # is fixed


def test_keys_walk_the_days_turn_the_pages_and_open_what_is_there(
    qtbot: QtBot, stages: Stages, shown: Shown, tmp_path: Path
):
    office, view = opened(stages("scheduled"), shown, tmp_path)
    view.grid.setFocus()
    qtbot.keyClick(view.grid, Qt.Key.Key_PageDown)
    assert view.findChild(QLabel, "calendarTitle").text() == "2026年12月"
    qtbot.keyClick(view.grid, Qt.Key.Key_Home)
    assert view.findChild(QLabel, "calendarTitle").text() == "2026年11月"
    assert "11月16日　星期一" in words(view)
    for key in (Qt.Key.Key_Down, *[Qt.Key.Key_Right] * 3):
        qtbot.keyClick(view.grid, key)
    assert "11月26日　星期四" in words(view)
    assert "协商会 14:30" in words(view)
    qtbot.keyClick(view.grid, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused.accessibleName() == "打开：协商会 14:30 老旧小区加装电梯"
    focused.click()
    assert office.window.here == "workspace"


def test_the_cell_is_read_out_with_what_is_on_it(stages: Stages, shown: Shown, tmp_path: Path):
    _, view = opened(stages("scheduled"), shown, tmp_path)
    index = view.grid.sheet.index_of(date(2026, 11, 26))
    said = view.grid.sheet.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert said == "11月26日 星期四，协商会 14:30 老旧小区加装电梯（进行中）"
    reader = QAccessible.queryAccessibleInterface(view.grid)
    assert reader.text(QAccessible.Text.Name) == "月历"


def test_turning_from_a_long_month_stays_in_the_next(stages: Stages):
    walker = Walker(stages("founded"), "2026-01-31")
    walker.presenter.turn(1)
    assert walker.screen.month.day == date(2026, 2, 28)
    walker.presenter.turn(-2)
    assert walker.screen.title == "2025年12月"


# -- fixing a sitting -----------------------------------------------------------------------------


def test_a_sitting_is_fixed_on_a_day_with_the_arithmetic_beside_it(
    qtbot: QtBot, stages: Stages, shown: Shown, tmp_path: Path
):
    """From the day to the meeting: the sum follows what is typed, the day then bears the chip."""
    desk = stages("to be held")
    office, view = opened(desk, shown, tmp_path)
    office.window.go("calendar", "2026-11-26")
    press(view, "meetHere")
    assert view.advice.sentences == (
        "11月26日（周四）开会，通知应于11月19日（周四）前发出：会前5个工作日。",
        "离发通知还有13个工作日。",
    )
    day = view.form.findChild(QLineEdit, "field_on")
    day.setText("11.28")
    view.form.flush()
    assert view.advice.sentences[-1] == (
        "11月28日（周六）是双休日，之后第一个工作日是11月30日（周一）。"
    )
    day.setText("11.27")
    view.form.findChild(QLineEdit, "field_at").setText("14:30")
    day.setFocus()
    qtbot.keyClick(day, Qt.Key.Key_Return, CONTROL)
    (meeting,) = desk.room.find(Meeting)
    assert meeting.starts_at == datetime(2026, 11, 27, 14, 30)  # noqa: DTZ001 - wall-clock time
    assert marks(view, date(2026, 11, 27))[0][0] == "协商会 14:30 老旧小区加装电梯"
    assert view.grid.hasFocus()
    office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert desk.room.find(Meeting) == ()
    assert marks(view, date(2026, 11, 27)) == []


def test_a_sitting_is_moved_and_does_not_clash_with_itself(
    stages: Stages, shown: Shown, tmp_path: Path
):
    desk = stages("scheduled")
    office, view = opened(desk, shown, tmp_path)
    office.window.go("calendar", "2026-11-26")
    QApplication.processEvents()
    press(view, "move0")
    assert not any("已有一场" in said for said in view.advice.sentences)
    view.form.findChild(QLineEdit, "field_on").setText("2026-12-3")
    view.form.submit()
    assert the_meeting(desk).day == date(2026, 12, 3)
    assert "12月3日　星期四" in words(view)


def test_a_clash_is_told_before_the_day_is_fixed(stages: Stages):
    desk = stages("scheduled")
    another(desk)
    walker = Walker(desk, "2026-11-26")
    walker.presenter.open_form("schedule")
    form = walker.screen.form
    assert form is not None
    answers = {**form.answers, "at": "15:00"}
    heard = []
    walker.presenter._advise = heard.append
    walker.presenter.autosave("", answers)
    assert any("会议室冲突" in one.says and one.against for one in heard[-1])


def another(desk: Desk) -> str:
    """Begin a second consultation that has no sitting yet; return its id."""
    topic = gathering.add_topic(desk, title="修路灯", source=TopicSource.MEMBER, proposer="周立")
    return progressing.begin(desk, topic).consultation.id


def test_only_what_waits_for_a_sitting_is_offered(stages: Stages):
    desk = stages("scheduled")
    walker = Walker(desk)
    walker.presenter.open_form("schedule")
    assert walker.screen.form is None
    assert walker.told[0].startswith("没有等着安排会议的协商。")
    waiting = another(desk)
    walker.presenter.enter(f"schedule/{waiting}")
    assert walker.screen.form is not None
    assert walker.screen.form.answers["consultation"] == waiting


def test_a_refused_form_keeps_its_answers_and_leaving_keeps_a_draft(stages: Stages):
    desk = stages("to be held")
    walker = Walker(desk)
    walker.presenter.open_form("schedule")
    form = walker.screen.form
    assert form is not None
    walker.presenter.submit("schedule", {**form.answers, "at": "下午"})
    again = walker.screen.form
    assert again is not None
    assert again.errors[""].startswith("开始时间“下午”看不懂")
    assert again.answers["at"] == "下午"
    walker.presenter.close_form()
    walker.presenter.open_form("schedule")
    assert walker.screen.form is not None
    assert walker.screen.form.note == "已恢复上次没有提交的内容。"


def test_the_day_suggested_can_still_be_noticed_in_time(stages: Stages):
    desk = stages("to be held")
    walker = Walker(desk)
    walker.presenter.open_form("schedule")
    assert walker.screen.form is not None
    assert walker.screen.form.answers["on"] == date(2026, 11, 26)
    on(desk, date(2026, 11, 20))
    walker = Walker(desk)
    walker.presenter.open_form("schedule")
    assert walker.screen.form is not None
    assert walker.screen.form.answers["on"] == date(2026, 12, 31)


# -- the list -------------------------------------------------------------------------------------


def test_the_list_opens_at_what_comes_next_and_enter_goes_there(
    qtbot: QtBot, stages: Stages, shown: Shown, tmp_path: Path
):
    desk = stages("scheduled")
    receiving.open_day(desk, receivers=(), on=date(2026, 2, 3))
    office, view = opened(desk, shown, tmp_path)
    press(view, "look_list")
    rows = [view.table.rows.row(n) for n in range(view.table.rows.rowCount())]
    assert [row.on for row in rows] == sorted(row.on for row in rows)
    assert rows[view.table.currentIndex().row()].on >= desk.today
    place = next(n for n, row in enumerate(rows) if row.kind == "协商会 14:30")
    view.table.selectRow(place)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert office.window.here == "workspace"


def test_a_year_without_anything_says_what_to_do(stages: Stages, shown: Shown, tmp_path: Path):
    _, view = opened(stages("founded"), shown, tmp_path)
    press(view, "look_list")
    assert any(said.startswith("这一年还没有安排。") for said in words(view))


def test_recurring_receptions_are_one_click_away(stages: Stages, shown: Shown, tmp_path: Path):
    office, view = opened(stages("founded"), shown, tmp_path)
    press(view, "ruleDays")
    assert office.window.here == "receptions"
    form = office.window.screens["receptions"].form
    assert form.findChild(QLabel, "formTitle").text() == "定期接待日"
    assert form.findChild(QComboBox, "field_by").currentText() == "每月固定日期"


def test_the_list_keeps_qts_rules(
    stages: Stages, shown: Shown, tmp_path: Path, qtmodeltester: ModelTester
):
    _, view = opened(stages("scheduled"), shown, tmp_path)
    press(view, "look_list")
    qtmodeltester.check(view.table.rows)


def test_a_cancelled_or_undone_sitting_leaves_no_chip(stages: Stages):
    desk = stages("scheduled")
    safekeeping.undo(desk)
    assert the_dossier(desk).meeting is None
    assert not any(event.kind.startswith("协商会") for event in Walker(desk).presenter._events)
