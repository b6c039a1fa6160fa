"""From the room to what happens on which day. No Qt here.

It reads whole tables and only the dossiers of consultations still running, so that a room of ten
years is told in a few milliseconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from consultroom.domain import dues
from consultroom.domain.calendar import SATURDAY, HolidayCalendar, days, month_of
from consultroom.domain.consultations import Consultation, ConsultationState, ResearchRecord
from consultroom.domain.dues import Due, Urgency
from consultroom.domain.followup import HandlingState
from consultroom.domain.meetings import Meeting, MeetingState, clock_text, dates_around
from consultroom.domain.plans import dates_in
from consultroom.domain.receptions import ReceptionDay, Visit
from consultroom.services import filing, handling, holidays, planning
from consultroom.services.desk import Desk
from consultroom.ui.calendar.screens import Event
from consultroom.ui.outcomes.telling import OPEN_STATES, SHOWN_AS
from consultroom.ui.receptions.telling import SOON
from consultroom.ui.states import State
from consultroom.ui.values import Act, DayMark

_URGENT = {Urgency.OVERDUE: State.LATE, Urgency.SOON: State.DUE, Urgency.LATER: State.TODO}
SITTING = "协商会"
_OWN = ("notice", "meeting")  # forms whose days are told from the meetings themselves


def events(desk: Desk) -> tuple[Event, ...]:
    """Return everything with a day, in order."""
    begun = {one.id: one for one in desk.room.find(Consultation)}
    found = [
        *_meetings(desk, begun),
        *_receptions(desk),
        *_deadlines(desk),
        *_visits(desk),
        *_steps(desk, begun),
        *_research(desk, begun),
    ]
    return tuple(sorted(found, key=lambda event: event.on))


def _meetings(desk: Desk, begun: Mapping[str, Consultation]) -> Iterator[Event]:
    lead, calendar, today = desk.parameters().lead, desk.calendar(), desk.today
    for meeting in desk.room.find(Meeting):
        about = begun.get(meeting.consultation)
        if meeting.state is MeetingState.CANCELLED or about is None:
            continue
        held = meeting.state is MeetingState.HELD
        open_ = not held and about.is_open
        here = Act(word="打开", page="workspace", about=about.id)
        yield Event(
            on=meeting.day,
            kind=f"{SITTING} {clock_text(meeting.starts_at)}" if open_ else SITTING,
            title=about.title,
            state=State.DONE if held else State.ACTIVE if open_ else State.TODO,
            act=here,
            move=about.id if open_ else "",
        )
        if open_ and meeting.notice_sent_on is None:
            by = dates_around(meeting.day, lead, calendar).notice_by
            state = _URGENT[dues.urgency(by, today)]
            form = Act(word="去办理", page="workspace", about=f"{about.id}/notice")
            yield Event(on=by, kind="发会议通知", title=about.title, state=state, act=form)


def _receptions(desk: Desk) -> Iterator[Event]:
    visited = {visit.reception_day for visit in desk.room.find(Visit)}
    for day in desk.room.find(ReceptionDay):
        done = day.id in visited or day.on < desk.today
        state = State.ACTIVE if day.on == desk.today else State.DONE if done else State.TODO
        yield Event(
            on=day.on,
            kind="接待日",
            title="　".join(part for part in ("、".join(day.receivers), day.slot) if part),
            state=state,
            act=Act(word="打开", page="receptions", about=day.id),
        )


def _visits(desk: Desk) -> Iterator[Event]:
    """Yield the deadlines of visits that were passed on and wait for a result."""
    for visit in desk.room.find(Visit):
        if visit.waits and visit.due_on:
            late = visit.days_late(desk.today) > 0
            near = (visit.due_on - desk.today).days <= SOON
            about = f"{visit.reception_day}/follow/{visit.id}"
            yield Event(
                on=visit.due_on,
                kind="来访到期",
                title=f"{visit.handler}　{visit.matter}".strip(),
                state=State.LATE if late else State.DUE if near else State.TODO,
                act=Act(word="去办理", page="receptions", about=about),
            )


def _deadlines(desk: Desk) -> Iterator[Event]:
    for one in handling.every_assignment(desk):
        if one.state in OPEN_STATES:
            late = one.state is HandlingState.OPEN
            yield Event(
                on=one.assignment.deadline,
                kind="答复到期",
                title=one.assignment.lead_unit,
                state=State.TODO if late else SHOWN_AS[one.state],
                act=Act(word="去办理", page="outcomes", about=one.assignment.id),
            )


def _steps(desk: Desk, begun: Mapping[str, Consultation]) -> Iterator[Event]:
    going = tuple(one for one in begun.values() if one.state is ConsultationState.RUNNING)
    for dossier in filing.dossiers(desk, going):
        due = dues.next_of(dossier, desk.today)
        if due and due.on and due.form not in (*_OWN, dues.WAIT, "reply"):
            yield _due(due, due.on)


def _due(due: Due, on: date) -> Event:
    about = due.consultation if due.form == dues.ADVANCE else f"{due.consultation}/{due.form}"
    return Event(
        on=on,
        kind=due.label,
        title=due.title,
        state=_URGENT[due.urgency],
        act=Act(word="去办理", page="workspace", about=about),
    )


def _research(desk: Desk, begun: Mapping[str, Consultation]) -> Iterator[Event]:
    for record in desk.room.find(ResearchRecord):
        if record.consultation in begun:
            yield Event(
                on=record.on,
                kind="调研",
                title=begun[record.consultation].title,
                state=State.DONE,
                act=Act(word="打开", page="workspace", about=record.consultation),
            )


def marks(found: Iterable[Event]) -> dict[date, tuple[DayMark, ...]]:
    """Return the chips of each day, the most pressing first."""
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in found:
        by_day[event.on].append(event)
    return {on: tuple(one.mark for one in pressing_first(day)) for on, day in by_day.items()}


_PRESSING = (State.LATE, State.DUE, State.ACTIVE, State.TODO, State.DONE)


def pressing_first(found: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events of a day in the order they press."""
    return tuple(sorted(found, key=lambda event: _PRESSING.index(event.state)))


def notes(desk: Desk, first: date, last: date, found: Iterable[Event]) -> dict[date, str]:
    """Return the word beside each day's number: a holiday, 休, 班, or 会议日 of the cadence.

    A day of the cadence is told until it has passed or something is fixed for its month.
    """
    calendar = desk.calendar()
    met = {month_of(event.on) for event in found if event.kind.startswith(SITTING)}
    wanted = {
        on
        for year in range(first.year, last.year + 1)
        for on in dates_in(planning.plan_of(desk, year).cadence, year, calendar)
        if on >= desk.today and month_of(on) not in met
    }
    told_of = {on: _note(on, calendar) for on in days(first, last)}
    return {on: note or ("会议日" if on in wanted else "") for on, note in told_of.items()}


def _note(on: date, calendar: HolidayCalendar) -> str:
    weekend = on.weekday() >= SATURDAY
    if calendar.is_working(on):
        return "班" if weekend else ""
    return holidays.name_of(on) or ("" if weekend else "休")


def told(desk: Desk, on: date) -> str:
    """Return what to know about a day by itself."""
    calendar = desk.calendar()
    words = ["今天"] if on == desk.today else []
    if not calendar.is_working(on):
        words.append(f"{holidays.name_of(on)}放假" if holidays.name_of(on) else "休息日")
    elif on.weekday() >= SATURDAY:
        words.append("调休上班")
    return "，".join(words)
