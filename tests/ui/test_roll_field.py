"""The roll: everybody is there until one key says otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.meetings import Attendance, AttendanceStatus, Rsvp
from consultroom.services import scheduling
from consultroom.ui.forms import RollKind, RollMark, roll_marks
from consultroom.ui.office import Office
from consultroom.ui.states import State
from consultroom.ui.values import Person
from consultroom.ui.widgets.roll_field import RollField
from tests.services.stages import Stages, the_dossier, the_meeting
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

KINDS = (
    RollKind(key="0", code="", word="到会", state=State.DONE),
    RollKind(key="1", code="leave", word="请假", state=State.DUE, note="事由"),
    RollKind(key="2", code="absent", word="缺席", state=State.LATE),
)
PEOPLE = tuple(
    Person(id=letters, name=name, note="委员", initials=(letters,))
    for name, letters in (("陈玉英", "cyy"), ("张建国", "zjg"), ("周岚", "zl"))
)


@pytest.fixture
def field(shown: Shown) -> RollField:
    made = RollField(PEOPLE, KINDS)
    shown(made)
    made.table.setFocus()
    return made


def conditions(field: RollField) -> list[str]:
    model = field.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def press(qtbot: QtBot, field: RollField, keys: str) -> None:
    for key in keys:
        qtbot.keyClicks(field.table, key)


def test_everybody_is_there_at_first(field: RollField):
    assert conditions(field) == ["到会"] * 3
    assert field.value() == ()


def test_one_key_marks_the_current_person_and_another_takes_it_back(field: RollField, qtbot: QtBot):
    press(qtbot, field, "2")
    assert conditions(field) == ["缺席", "到会", "到会"]
    press(qtbot, field, "0")
    assert field.value() == ()


def test_initials_go_to_a_person_and_the_next_digit_marks_them(field: RollField, qtbot: QtBot):
    press(qtbot, field, "zl2")
    assert field.value() == ("zl|absent|",)
    press(qtbot, field, "cyy")
    assert field.table.currentIndex().row() == 0


def test_the_space_bar_says_that_somebody_is_there(field: RollField, qtbot: QtBot):
    press(qtbot, field, "1")
    qtbot.keyClick(field.table, Qt.Key.Key_Space)
    assert field.value() == ()


def test_enter_goes_to_what_is_written_beside_a_mark_and_enter_again_back(
    field: RollField, qtbot: QtBot
):
    press(qtbot, field, "1")
    qtbot.keyClick(field.table, Qt.Key.Key_Return)
    line = field.findChild(QLineEdit, "rollNote")
    assert QApplication.focusWidget() is line
    assert line.accessibleName() == "陈玉英的事由"
    qtbot.keyClicks(line, "cc")
    assert field.value() == ("cyy|leave|cc",)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is field.table
    assert field.table.currentIndex().row() == 1


def test_a_note_goes_with_its_mark(field: RollField, qtbot: QtBot):
    field.show_value(("cyy|leave|出差",))
    press(qtbot, field, "2")
    assert field.value() == ("cyy|absent|",)


def test_the_counts_are_said_below(field: RollField, qtbot: QtBot):
    press(qtbot, field, "1")
    assert field.findChild(QLabel, "rollCount").text() == "共 3 人：到会 2、请假 1"


def test_a_mouse_marks_too(field: RollField):
    field.findChild(QPushButton, "roll_absent").click()
    assert conditions(field)[0] == "缺席"


def test_the_model_of_the_roll_holds_what_qt_asks_of_one(
    field: RollField, qtmodeltester: ModelTester
):
    qtmodeltester.check(field.table.model(), force_py=True)


def test_marks_come_back_from_their_text_even_with_bars_in_a_note():
    mark = RollMark("a", "leave", "出差|开会")
    assert roll_marks([mark.text]) == {"a": mark}
    assert roll_marks(None) == {}


# --- in the workspace --------------------------------------------------------------------------


def seated_at(stages: Stages, shown: Shown, folder: Path, qtbot: QtBot, form: str) -> AtDesk:
    desk = stages("noticed")
    office = Office(desk, folder=folder)
    office.window.resize(1366, 768)
    shown(office.window)
    at = AtDesk(office, qtbot)
    at.go("workspace", f"{the_dossier(desk).consultation.id}/{form}")
    return at


def test_an_attendance_is_taken_with_four_keys(
    stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    at = seated_at(stages, shown, tmp_path, qtbot, "attendance")
    field = at.front.findChild(RollField)
    field.table.setFocus()
    desk = at.office.desk
    names = [person.name for person in the_dossier(desk).people(the_meeting(desk))]
    field.table.selectRow(0)
    press(qtbot, field, "2")
    qtbot.keyClick(field.table, Qt.Key.Key_Down)
    press(qtbot, field, "0")
    at.submit()
    marks = {mark.participant: mark.status for mark in desk.room.find(Attendance)}
    assert list(marks.values()).count(AttendanceStatus.PRESENT) == len(names) - 1
    assert AttendanceStatus.ABSENT in marks.values()
    assert at.toast == f"签到已登记：应到{len(names)}人，实到{len(names) - 1}人。"


def test_who_answered_the_notice_is_carried_to_the_attendance(
    stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot
):
    at = seated_at(stages, shown, tmp_path, qtbot, "rsvp")
    desk = at.office.desk
    field = at.front.findChild(RollField)
    field.table.setFocus()
    field.table.selectRow(0)
    press(qtbot, field, "3")
    qtbot.keyClick(field.table, Qt.Key.Key_Return)
    field.findChild(QLineEdit, "rollNote").setText("")
    qtbot.keyClicks(field.findChild(QLineEdit, "rollNote"), "zhou")
    at.submit()
    person = the_dossier(desk).people(the_meeting(desk))[0]
    (slip,) = desk.room.find(Rsvp, participant=person.id)
    assert slip.substitute == "zhou"
    scheduling.attend(desk, the_meeting(desk))
    (mark,) = desk.room.find(Attendance, participant=person.id)
    assert (mark.status, mark.substitute) == (AttendanceStatus.SUBSTITUTE, "zhou")
