"""The annual plan (年度协商计划): its lines, its dates, and which months are missing."""

from __future__ import annotations

from datetime import date

from consultroom.domain.calendar import HolidayCalendar
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.plans import (
    AnnualPlan,
    Cadence,
    PlanItem,
    PlanState,
    dates_in,
    months_without,
    refuse_bad,
)
from consultroom.domain.records import derived_id
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk

_MONTHS = range(1, 13)


class BadMonth(UserError):
    """A month that is not written as 2026-11."""


class PlannedAlready(UserError):
    """The topic is on this month's plan already."""


class PlanView(Frozen):
    """One year's plan with what follows from it.

    Attributes:
        dates: meeting days the cadence gives.
        held: months in which a meeting was held, ``2026-11``.
        missed: past months without one.
        caution: a warning when the year's holidays are unknown, or empty.
    """

    plan: AnnualPlan
    items: tuple[PlanItem, ...]
    dates: tuple[date, ...]
    held: tuple[str, ...]
    missed: tuple[str, ...]
    caution: str


def plan_id(desk: Desk, year: int) -> str:
    """Return the id of this station's plan of a year; every computer derives the same."""
    return derived_id("annual_plan", desk.owner, str(year))


def plan_of(desk: Desk, year: int) -> AnnualPlan:
    """Return the plan of a year, an empty draft when none was begun."""
    saved = desk.room.one(AnnualPlan, id=plan_id(desk, year))
    cadence = desk.parameters().cadence
    return saved or AnnualPlan(id=plan_id(desk, year), owner=desk.owner, year=year, cadence=cadence)


def show_plan(desk: Desk, year: int) -> PlanView:
    """Return a year's plan with its dates and gaps."""
    plan, calendar = plan_of(desk, year), desk.calendar()
    items = sorted(desk.room.find(PlanItem, plan=plan.id), key=lambda i: (i.month, i.id))
    held = tuple(
        meeting.day
        for meeting in desk.room.find(Meeting, state=MeetingState.HELD)
        if meeting.day.year == year
    )
    return PlanView(
        plan=plan,
        items=tuple(items),
        dates=dates_in(plan.cadence, year, calendar),
        held=tuple(sorted({f"{day.year}-{day.month:02d}" for day in held})),
        missed=_missed(desk, plan, held, calendar),
        caution=calendar.caution(year),
    )


def _missed(
    desk: Desk, plan: AnnualPlan, held: tuple[date, ...], calendar: HolidayCalendar
) -> tuple[str, ...]:
    """Return the months without a meeting, none from before the room was founded."""
    founded = desk.room.notes.meta("made")[:7]
    missed = months_without(plan.year, held, plan.cadence, desk.today, calendar)
    return tuple(month for month in missed if month >= founded)


def next_meeting_day(desk: Desk) -> date:
    """Return the next day of the cadence whose notice can still go out in time."""
    calendar = desk.calendar()
    earliest = calendar.add(desk.today, desk.parameters().lead.notice)
    for year in (desk.today.year, desk.today.year + 1):
        for on in dates_in(plan_of(desk, year).cadence, year, calendar):
            if on >= earliest:
                return on
    return earliest


def add_item(
    desk: Desk,
    month: str,
    title: str,
    *,
    topic: Topic | None = None,
    convener: str = "",
    departments: tuple[str, ...] = (),
    unit: str = "",
    note: str = "",
) -> PlanItem:
    """Put a line on the plan (列入计划).

    Args:
        desk: where.
        month: ``2026-11``.
        title: the topic's title.
        topic: the topic itself, when it is in the pool.
        convener: who convenes.
        departments: who is asked to take part.
        unit: village or community.
        note: 备注.

    Raises:
        BadMonth: the month is not written as ``2026-11``.
    """
    plan = plan_of(desk, year_of(month))
    item = PlanItem(
        id=desk.room.new_id(),
        owner=desk.owner,
        plan=plan.id,
        month=month,
        title=title,
        topic=topic.id if topic else "",
        convener=convener,
        committee=desk.station().committee,
        departments=departments,
        unit=unit,
        source=topic.source.label if topic else "",
        note=note,
    )
    with desk.room.act("列入年度计划", by=desk.by) as act:
        act.put(plan)
        act.put(item)
    return item


def plan_topic(desk: Desk, month: str, topic: Topic) -> PlanItem:
    """Put a topic of the pool on the plan; one on the plan already moves to the month instead.

    Raises:
        BadMonth: the month is not written as ``2026-11``.
        PlannedAlready: it stands in this month.
    """
    year = year_of(month)
    standing = desk.room.one(PlanItem, plan=plan_id(desk, year), topic=topic.id)
    if standing is None:
        return add_item(desk, month, topic.title, topic=topic, unit=topic.unit)
    if standing.month == month:
        raise PlannedAlready(f"“{topic.title}”已经列在{_said(month)}，不用再列。")
    return move_item(desk, standing, month)


def move_item(desk: Desk, item: PlanItem, month: str) -> PlanItem:
    """Put a line of the plan into another month (改排月份); the same month changes nothing.

    Raises:
        BadMonth: the month is not written as ``2026-11``.
    """
    plan = plan_of(desk, year_of(month))
    moved = replace(item, month=month, plan=plan.id)
    if moved == item:
        return item
    with desk.room.act("改排计划月份", by=desk.by) as act:
        act.put(plan)
        act.put(moved)
    return moved


def drop_item(desk: Desk, item: PlanItem) -> None:
    """Take a line off the plan (移出年度计划); its topic stays in the pool."""
    with desk.room.act("移出年度计划", by=desk.by) as act:
        act.remove(item)


def approve(desk: Desk, year: int, *, body: str, on: date, doc_number: str = "") -> AnnualPlan:
    """Mark a year's plan as approved (批准)."""
    plan = replace(
        plan_of(desk, year),
        state=PlanState.APPROVED,
        body=body,
        approved_on=on,
        doc_number=doc_number,
    )
    with desk.room.act("批准年度计划", by=desk.by) as act:
        act.put(plan)
    return plan


def set_cadence(desk: Desk, year: int, cadence: Cadence) -> AnnualPlan:
    """Set how often this station meets in a year (协商频次).

    Raises:
        BadCadence: it names no day.
    """
    refuse_bad(cadence)
    plan = replace(plan_of(desk, year), cadence=cadence)
    with desk.room.act("确定协商频次", by=desk.by) as act:
        act.put(plan)
    return plan


def _said(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{year}年{int(number)}月"


def year_of(month: str) -> int:
    """Return the year of a month written as ``2026-11``.

    Raises:
        BadMonth: it is not.
    """
    year, dash, number = month.partition("-")
    good = dash and year.isdecimal() and len(year) == 4 and len(number) == 2
    if not good or not number.isdecimal() or int(number) not in _MONTHS:
        raise BadMonth(f"月份“{month}”看不懂，请写成 2026-11 这样。")
    return int(year)
