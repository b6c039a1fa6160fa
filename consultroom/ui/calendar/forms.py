"""The form that fixes or moves a sitting from the calendar, and the advice beside it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consultroom.domain.consultations import Consultation, ConsultationState
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import filing, planning, scheduling
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.calendar import plan_forms
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.wording import full_day, weekday
from consultroom.ui.workspace.forms import sitting
from consultroom.ui.workspace.forms.form import text

Answers = Mapping[str, Any]
CANCEL = "cancel"
NONE_WAITS = (
    "没有等着安排会议的协商。先在“开始协商”里选一个议题；已经安排的，在日历上选中那天再改期。"
)


class NothingToSchedule(UserError):
    """Every running consultation has its sitting."""


class NothingToCancel(UserError):
    """The consultation has no sitting that is still to come."""


def waiting(desk: Desk) -> tuple[Consultation, ...]:
    """Return the running consultations whose round has no sitting yet, the newest first."""
    sittings: dict[str, int] = {}
    for meeting in desk.room.find(Meeting):
        if meeting.state is not MeetingState.CANCELLED:
            known = sittings.get(meeting.consultation, 0)
            sittings[meeting.consultation] = max(known, meeting.sitting)
    going = desk.room.find(Consultation, state=ConsultationState.RUNNING)
    return tuple(one for one in reversed(going) if sittings.get(one.id, 0) <= one.earlier_sittings)


def schedule(desk: Desk, on: date, consultation: str = "") -> FormScreen:
    """安排协商议事会 on a day.

    Args:
        desk: where.
        on: the day suggested; one that has passed gives way to the next day of the cadence.
        consultation: id of the one to be chosen first; the newest that waits by default.

    Raises:
        NothingToSchedule: no consultation waits for a sitting.
    """
    offered = waiting(desk)
    if not offered:
        raise NothingToSchedule(NONE_WAITS)
    first = next((one for one in offered if one.id == consultation), offered[0])
    blank = sitting.meeting(desk, filing.dossier(desk, first.id))
    which = Question(
        key="consultation",
        label="哪一次协商",
        asks=Asks.CHOICE,
        required=True,
        choices=tuple((one.id, f"{one.number} {one.title}") for one in offered),
    )
    suggested = on if on > desk.today else planning.next_meeting_day(desk)
    answers = {**blank.answers, "consultation": first.id, "on": suggested}
    return replace(blank, key="schedule", questions=(which, *blank.questions), answers=answers)


def move(desk: Desk, consultation: str) -> FormScreen:
    """更改会议安排 of a sitting that is still to come."""
    blank = sitting.meeting(desk, filing.dossier(desk, consultation))
    return replace(blank, key=f"move/{consultation}")


def cancel(desk: Desk, consultation: str) -> FormScreen:
    """取消会议 of a sitting that is still to come.

    Raises:
        NothingToCancel: none is to come.
    """
    meeting = _coming(desk, consultation)
    sent = (
        "通知已经发出，取消以后请印“会议取消通知”，告知参会人。" if meeting.notice_sent_on else ""
    )
    when = f"{full_day(meeting.day)} {weekday(meeting.day)}"
    return FormScreen(
        key=f"{CANCEL}/{consultation}",
        title="取消会议",
        purpose=f"{when}在{meeting.venue}的会议将取消，可以再安排一次。只是换时间的，用“改期”。{sent}",
        submit="取消会议",
        questions=(
            Question(
                key="reason", label="取消的原因", asks=Asks.LONG_TEXT, required=True, lines=4,
                hint="记入办理经过。",
            ),
        ),
    )  # fmt: skip


def _coming(desk: Desk, consultation: str) -> Meeting:
    standing = _standing(desk, consultation)
    if not standing:
        raise NothingToCancel("这次协商没有等着召开的会议，不用取消。")
    return desk.room.get(Meeting, standing)


def blank(desk: Desk, form: str, on: date, wanted: str) -> FormScreen:
    """Return a form as it is opened: ``schedule``, ``move/ID``, ``cancel/ID`` or one of a year.

    Args:
        desk: where.
        form: its key.
        on: the day the cursor is on.
        wanted: id of the consultation to be chosen first.
    """
    kind, _, about = form.partition("/")
    match kind:
        case plan_forms.APPROVE:
            return plan_forms.approve(desk, int(about))
        case plan_forms.CADENCE:
            return plan_forms.cadence(desk, int(about))
        case _ if kind == CANCEL:
            return cancel(desk, about)
        case _ if about:
            return move(desk, about)
    return schedule(desk, on, wanted)


def save(desk: Desk, form: str, answers: Answers) -> str:
    """Do what a form is for; return the sentence that says what was done."""
    kind, _, about = form.partition("/")
    match kind:
        case plan_forms.APPROVE:
            return plan_forms.save_approve(desk, int(about), answers)
        case plan_forms.CADENCE:
            return plan_forms.save_cadence(desk, int(about), answers)
        case _ if kind == CANCEL:
            off = scheduling.cancel(desk, _coming(desk, about), text(answers, "reason"))
            return f"{full_day(off.day)}的会议已取消。"
    found = filing.dossier(desk, about or text(answers, "consultation"))
    return sitting.save_meeting(desk, found, answers)


def advice(desk: Desk, form: str, answers: Answers) -> tuple[Advice, ...]:
    """Return what to know about the day and hour the answers name, or the days of a cadence."""
    kind, _, about = form.partition("/")
    if kind == plan_forms.CADENCE:
        return plan_forms.cadence_advice(desk, int(about), answers)
    if kind in (plan_forms.APPROVE, CANCEL):
        return ()
    return sitting.advice(desk, answers, but=_standing(desk, about))


def _standing(desk: Desk, consultation: str) -> str:
    coming = (
        meeting
        for meeting in desk.room.find(Meeting, consultation=consultation)
        if meeting.state in (MeetingState.PLANNED, MeetingState.NOTICED)
    )
    return next((meeting.id for meeting in coming), "") if consultation else ""
