"""The workspace without a mouse: from a line to its form, through it, and on to the next line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.meetings import Attendance, AttendanceStatus
from consultroom.ui.office import Office
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.roll_field import RollTable
from tests.services.stages import Stages, on, the_dossier
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk
from tests.ui.keyboard import commit

Opening = Callable[[str], AtDesk]


@pytest.fixture
def opening(stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot) -> Opening:
    """Return what opens the workspace at a stage."""

    def open_(stage: str) -> AtDesk:
        office = Office(stages(stage), folder=tmp_path)
        office.window.resize(1366, 768)
        shown(office.window)
        at = AtDesk(office, qtbot)
        at.go("workspace", the_dossier(office.desk).consultation.id)
        return at

    return open_


@pytest.fixture
def at(opening: Opening) -> AtDesk:
    """At the workspace, on the day of the sitting."""
    return opening("noticed")


def focused() -> QWidget:
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def opener(at: AtDesk, text: str) -> QPushButton:
    return next(
        one
        for one in at.front.findChildren(QPushButton)
        if one.objectName().startswith("open_") and one.accessibleName().endswith(text)
    )


def test_a_form_takes_the_keyboard_and_gives_it_to_the_next_line(at: AtDesk, qtbot: QtBot):
    line = opener(at, "登记签到")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    roll = focused()
    assert isinstance(roll, RollTable)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Down, Qt.Key.Key_3):
        qtbot.keyClick(roll, key)
    qtbot.keyClick(roll, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    statuses = [mark.status for mark in at.office.desk.room.find(Attendance)]
    assert statuses.count(AttendanceStatus.ABSENT) == 1
    assert statuses.count(AttendanceStatus.LATE) == 1
    assert focused().objectName().startswith("open_")
    assert focused().accessibleName().startswith(("填写", "核对"))


def test_the_page_opens_with_the_keyboard_at_what_is_due(at: AtDesk):
    assert focused().accessibleName() == "填写：登记签到"


def test_going_on_leads_the_keyboard_to_the_next_step_and_never_past_it(
    opening: Opening, qtbot: QtBot
):
    """The same key pressed twice must not go on twice."""
    at = opening("begun")
    before = the_dossier(at.office.desk).consultation.step
    way_on = at.find(QPushButton, "advance")
    way_on.setFocus()
    qtbot.keyClick(way_on, Qt.Key.Key_Space)
    at.fill(reason="三方把关口头做过")
    at.submit()
    assert the_dossier(at.office.desk).consultation.step != before
    assert focused().accessibleName() == "填写：开展调研"


def test_a_step_looked_at_by_arrow_keeps_the_keyboard(at: AtDesk, qtbot: QtBot):
    step = at.find(QWidget, "step3")
    step.setFocus()
    qtbot.keyClick(step, Qt.Key.Key_Left)
    assert focused().objectName().startswith("step")


def test_a_form_folded_away_gives_the_keyboard_back(at: AtDesk, qtbot: QtBot):
    line = opener(at, "登记签到")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    at.press("formClose")
    assert focused().objectName().startswith("open_")


def test_the_next_act_of_the_first_page_opens_its_form_ready_to_type(at: AtDesk):
    on(at.office.desk, date(2026, 11, 27))  # the day after the sitting
    at.go("home")
    at.press("nextAct")
    assert at.office.window.here == "workspace"
    assert at.form.isAncestorOf(focused())


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614)])
def test_the_button_of_a_form_and_the_person_marked_are_always_in_sight(
    at: AtDesk, qtbot: QtBot, size: tuple[int, int]
):
    at.window.resize(*size)
    line = opener(at, "登记签到")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    roll = focused()
    assert isinstance(roll, RollTable)
    submit = at.find(QPushButton, "formSubmit")
    for _ in range(roll.model().rowCount()):
        qtbot.wait(20)
        assert in_sight(submit, submit.rect())
        assert in_sight(roll.viewport(), roll.visualRect(roll.currentIndex()))
        qtbot.keyClick(roll, Qt.Key.Key_Down)
    assert roll.currentIndex().row() == roll.model().rowCount() - 1


def test_after_the_reason_of_a_leave_the_keyboard_is_at_the_next_person(at: AtDesk, qtbot: QtBot):
    line = opener(at, "登记签到")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    roll = focused()
    assert isinstance(roll, RollTable)
    for key in (Qt.Key.Key_1, Qt.Key.Key_Return):
        qtbot.keyClick(focused(), key)
    commit(focused(), "外出学习")
    qtbot.keyClick(focused(), Qt.Key.Key_Return)
    assert focused() is roll
    assert roll.currentIndex().row() == 1
    qtbot.keyClick(roll, Qt.Key.Key_2)
    qtbot.keyClick(roll, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    marks = at.office.desk.room.find(Attendance)
    assert {(one.status, one.remark) for one in marks} >= {(AttendanceStatus.LEAVE, "外出学习")}
    assert AttendanceStatus.ABSENT in {one.status for one in marks}


def in_sight(widget: QWidget, place: QRect) -> bool:
    """Tell whether a place on a widget is neither scrolled away nor below the window."""
    return widget.visibleRegion().contains(place.center()) and widget.window().rect().contains(
        widget.mapTo(widget.window(), place.center())
    )


def test_the_ring_ends_where_a_field_is_scrolled_away(at: AtDesk, qtbot: QtBot):
    at.window.resize(1093, 614)
    line = opener(at, "登记签到")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    qtbot.keyClick(line, Qt.Key.Key_Space)
    roll = focused()
    ring = at.window.findChild(FocusRing)
    submit = at.find(QPushButton, "formSubmit")
    qtbot.waitUntil(ring.isVisible)
    assert isinstance(roll, RollTable)
    assert ring.geometry().bottom() <= submit.mapTo(at.window, submit.rect().topLeft()).y()
