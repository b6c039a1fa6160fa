"""Forms of who comes and who came: 回执, 签到. Everybody is there until told otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    Attendance,
    AttendanceStatus,
    Meeting,
    Participant,
    Rsvp,
    RsvpAnswer,
)
from consultroom.domain.records import coded
from consultroom.services import answering, rostering, scheduling
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question, RollKind, RollMark, roll_marks
from consultroom.ui.states import State
from consultroom.ui.values import Person
from consultroom.ui.workspace.forms.form import Answers
from consultroom.ui.workspace.forms.sitting import BadMeeting, sitting_of

_INSTEAD, _REASON = "替会人", "事由"
_ANSWERS = (
    RollKind(key="0", code="", word="没有回", state=State.TODO),
    RollKind(key="1", code="coming", word="参加", state=State.DONE),
    RollKind(key="2", code="leave", word="请假", state=State.DUE, note=_REASON),
    RollKind(key="3", code="substitute", word="替会", state=State.ACTIVE, note=_INSTEAD),
)
_STATUSES = (
    RollKind(key="0", code="", word="到会", state=State.DONE),
    RollKind(key="1", code="leave", word="请假", state=State.DUE, note=_REASON),
    RollKind(key="2", code="absent", word="缺席", state=State.LATE, note="备注"),
    RollKind(key="3", code="late", word="迟到", state=State.DUE, note="备注"),
    RollKind(key="4", code="substitute", word="替会", state=State.ACTIVE, note=_INSTEAD),
    RollKind(key="5", code="left_early", word="早退", state=State.DUE, note="备注"),
    RollKind(key="6", code="online", word="线上", state=State.ACTIVE),
)


def seated(dossier: Dossier, sitting: Meeting) -> tuple[Person, ...]:
    """Return who was asked to a sitting, to pick from."""
    return tuple(
        Person(
            id=person.id,
            name=person.name,
            note=person.kind.label,
            initials=rostering.initials(person.name),
        )
        for person in dossier.people(sitting)
    )


def _in_order(asked: tuple[Person, ...], marks: Iterable[RollMark]) -> tuple[str, ...]:
    by_person = {mark.person: mark.text for mark in marks}
    return tuple(by_person[person.id] for person in asked if person.id in by_person)


# -- 回执 -----------------------------------------------------------------------------------------


def rsvp(desk: Desk, dossier: Dossier) -> FormScreen:
    """登记回执: what those who were asked answered."""
    del desk
    sitting = _coming(dossier)
    slips = (slip for slip in dossier.rsvps if slip.meeting == sitting.id)
    asked = seated(dossier, sitting)
    return FormScreen(
        key="rsvp",
        title="登记回执",
        purpose=f"通知发给了{len(asked)}人。谁回了就登记谁，请假的写明事由；签到时照着带过去。",
        submit="登记回执",
        questions=(
            Question(key="roll", label="回执", asks=Asks.ROLL, people=asked, kinds=_ANSWERS),
        ),
        answers={"roll": _in_order(asked, map(_slip_mark, slips))},
    )


def _coming(dossier: Dossier) -> Meeting:
    sitting = sitting_of(dossier)
    if sitting.notice_sent_on is None:
        raise BadMeeting("通知还没有发出，请先登记通知发出的日期。")
    return sitting


def _slip_mark(slip: Rsvp) -> RollMark:
    return RollMark(slip.participant, slip.answer.code, slip.substitute or slip.reason)


def save_rsvp(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the answers down."""
    people = dossier.people(_coming(dossier))
    told = {
        mark.person: (coded(RsvpAnswer, mark.code), mark.note)
        for mark in _marks_of(people, answers)
    }
    answering.answer_all(desk, people, told)
    return f"回执已登记：{len(people)}人中{len(told)}人回了。"


def _marks_of(people: tuple[Participant, ...], answers: Answers) -> tuple[RollMark, ...]:
    known = {person.id for person in people}
    return tuple(mark for mark in roll_marks(answers.get("roll")).values() if mark.person in known)


# -- 签到 -----------------------------------------------------------------------------------------


def attendance(desk: Desk, dossier: Dossier) -> FormScreen:
    """登记签到: everyone is present but the exceptions."""
    del desk
    sitting = sitting_of(dossier)
    asked = seated(dossier, sitting)
    return FormScreen(
        key="attendance",
        title="登记签到",
        purpose=f"应到{len(asked)}人，默认都到会；只登记没到的、迟到的。",
        submit="登记签到",
        questions=(
            Question(key="roll", label="签到", asks=Asks.ROLL, people=asked, kinds=_STATUSES),
        ),
        answers={"roll": _in_order(asked, _exceptions(dossier, sitting))},
    )


def _exceptions(dossier: Dossier, sitting: Meeting) -> list[RollMark]:
    """Return who was not simply there; before it was held, who said so."""
    marks = dossier.marks(sitting)
    if marks:
        away = (mark for mark in marks if mark.status is not AttendanceStatus.PRESENT)
        return [_attendance_mark(mark) for mark in away]
    slips = (slip for slip in dossier.rsvps if slip.meeting == sitting.id)
    return [_slip_mark(slip) for slip in slips if slip.answer is not RsvpAnswer.COMING]


def _attendance_mark(mark: Attendance) -> RollMark:
    return RollMark(mark.participant, mark.status.code, mark.substitute or mark.remark)


def save_attendance(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Take the attendance."""
    sitting = sitting_of(dossier)
    people = dossier.people(sitting)
    told = {person.id: AttendanceStatus.PRESENT for person in people}
    notes = dict.fromkeys(told, "")
    for mark in _marks_of(people, answers):
        told[mark.person] = coded(AttendanceStatus, mark.code)
        notes[mark.person] = mark.note
    scheduling.attend(desk, sitting, told, notes)
    there = sum(status.was_there for status in told.values())
    return f"签到已登记：应到{len(told)}人，实到{there}人。"
