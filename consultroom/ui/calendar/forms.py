"""The form that fixes or moves a sitting from the calendar, and the advice beside it. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from consultroom.domain.consultations import Consultation, ConsultationState
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.plans import dates_in
from consultroom.errors import UserError
from consultroom.services import advising, filing, planning
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.workspace.forms import sitting
from consultroom.ui.workspace.forms.form import day, members, names_of, picked, text

Answers = Mapping[str, Any]
MORNING = time(9)
NONE_WAITS = (
    "没有等着安排会议的协商。先在“开始协商”里选一个议题；已经安排的，在日历上选中那天再改期。"
)


class NothingToSchedule(UserError):
    """Every running consultation has its sitting."""


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
    suggested = on if on > desk.today else _next(desk)
    answers = {**blank.answers, "consultation": first.id, "on": suggested}
    return replace(blank, key="schedule", questions=(which, *blank.questions), answers=answers)


def _next(desk: Desk) -> date:
    """Return the next day of the cadence whose notice can still go out in time."""
    calendar, lead = desk.calendar(), desk.parameters().lead.notice
    earliest = calendar.add(desk.today, lead)
    for year in (desk.today.year, desk.today.year + 1):
        for on in dates_in(planning.plan_of(desk, year).cadence, year, calendar):
            if on >= earliest:
                return on
    return earliest


def move(desk: Desk, consultation: str) -> FormScreen:
    """更改会议安排 of a sitting that is still to come."""
    blank = sitting.meeting(desk, filing.dossier(desk, consultation))
    return replace(blank, key=f"move/{consultation}")


def save(desk: Desk, form: str, answers: Answers) -> str:
    """Fix or move the sitting; return the sentences about its dates."""
    moved = form.partition("/")[2]
    about = moved or text(answers, "consultation")
    return sitting.save_meeting(desk, filing.dossier(desk, about), answers)


def advice(desk: Desk, form: str, answers: Answers) -> tuple[Advice, ...]:
    """Return what to know about the day and hour the answers name; nothing without a day."""
    if not isinstance(answers.get("on"), date):
        return ()
    starts_at = datetime.combine(day(answers, "on", desk.today), _clock(text(answers, "at")))
    host = names_of(members(desk), picked(answers, "host"))
    return advising.advise(
        desk,
        starts_at,
        venue=text(answers, "venue"),
        host=host[0] if host else "",
        but=_standing(desk, form.partition("/")[2]),
    )


def _standing(desk: Desk, consultation: str) -> str:
    coming = (
        meeting
        for meeting in desk.room.find(Meeting, consultation=consultation)
        if meeting.state in (MeetingState.PLANNED, MeetingState.NOTICED)
    )
    return next((meeting.id for meeting in coming), "") if consultation else ""


def _clock(typed: str) -> time:
    """Return the hour typed so far; nine in the morning while it is no hour yet."""
    hour, _, minute = typed.replace("：", ":").replace(".", ":").partition(":")
    if hour.isdecimal() and (minute or "0").isdecimal():
        hours, minutes = int(hour), int(minute or "0")
        if hours < 24 and minutes < 60:
            return time(hours, minutes)
    return MORNING
