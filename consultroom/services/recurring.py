"""Recurring reception days (定期接待日): every month's 15th, say, as days made in one act."""

from __future__ import annotations

from datetime import date

from consultroom.domain.plans import (
    Cadence,
    CadenceKind,
    dates_in,
    day_in_month,
    refuse_bad,
)
from consultroom.domain.receptions import ReceptionDay, ReceptionKind
from consultroom.domain.records import NumberKind, RecordNumber
from consultroom.errors import UserError
from consultroom.frozen import Frozen, field, replace
from consultroom.services.desk import Desk
from consultroom.services.receiving import USUAL_SLOT

MOST = 120  # days one rule may make: ten years of months
BY_DATE = Cadence(kind=CadenceKind.DAY_OF_MONTH, day=15)


class NoDays(UserError):
    """The rule makes no reception day, or too many."""


class ReceptionRule(Frozen, kw_only=True):
    """When people are received, and by whom.

    Attributes:
        cadence: which day of which months; dated, see `Cadence`.
        start: no day before it.
        end: no day after it.
        slot: the hours, as printed.
        place: the station's address when empty.
        receivers: names as printed.
    """

    cadence: Cadence = BY_DATE
    start: date
    end: date
    slot: str = USUAL_SLOT
    place: str = ""
    kind: ReceptionKind = ReceptionKind.MEMBERS_RECEIVE
    receivers: tuple[str, ...] = field(default=())


class RuledDay(Frozen):
    """One day a rule makes.

    Attributes:
        on: the day.
        moved_from: what the rule named, when that is a day off; None else.
        taken: a reception day of this kind stands on it already; none is made.
    """

    on: date
    moved_from: date | None = None
    taken: bool = False


def days_of(desk: Desk, rule: ReceptionRule) -> tuple[RuledDay, ...]:
    """Return the days a rule makes, in order, those taken already among them.

    Raises:
        BadCadence: the rule names no day.
        NoDays: it ends before it begins, or names more than `MOST` days.
    """
    refuse_bad(rule.cadence)
    if rule.end < rule.start:
        raise NoDays("结束日期早于开始日期，请改正。")
    if rule.end.year - rule.start.year > MOST // 12:
        raise NoDays(f"一次最多安排{MOST // 12}年，请把结束日期提前。")
    standing = {one.on for one in desk.room.find(ReceptionDay, kind=rule.kind)}
    calendar = desk.calendar()
    found = []
    for year in range(rule.start.year, rule.end.year + 1):
        named = [day_in_month(rule.cadence, year, month) for month in range(1, 13)]
        for on in dates_in(rule.cadence, year, calendar):
            if rule.start <= on <= rule.end:
                told = next(day for day in named if day and day.month == on.month)
                moved = told if told != on else None
                found.append(RuledDay(on, moved, on in standing))
    return tuple(found)


def make_days(desk: Desk, rule: ReceptionRule) -> tuple[ReceptionDay, ...]:
    """Make the reception days of a rule, in one act (安排接待日).

    Raises:
        BadCadence: the rule names no day.
        NoDays: it makes none, because it names none or all are there.
    """
    wanted = tuple(day.on for day in days_of(desk, rule) if not day.taken)
    if not wanted:
        raise NoDays("这条规则没有要新安排的接待日，请核对日期，或看看是不是都安排过了。")
    base = ReceptionDay(
        id="",
        owner=desk.owner,
        number="",
        on=rule.start,
        slot=rule.slot.strip() or USUAL_SLOT,
        place=rule.place.strip() or desk.station().address,
        kind=rule.kind,
        receivers=rule.receivers,
        recorder=desk.by,
    )
    numbers = _numbers(desk, wanted)
    made = tuple(
        replace(base, id=desk.room.new_id(), number=number, on=on)
        for on, number in zip(wanted, numbers, strict=True)
    )
    with desk.room.act("安排接待日", by=desk.by) as act:
        for day in made:
            act.put(day)
    return made


def _numbers(desk: Desk, wanted: tuple[date, ...]) -> list[str]:
    """Return a record number for each day, running on within its year."""
    given: list[str] = []
    last: dict[int, RecordNumber] = {}
    for on in wanted:
        before = last.get(on.year)
        if before is None:
            text = desk.number(ReceptionDay, NumberKind.RECEPTION, on.year)
        else:
            text = str(replace(before, serial=before.serial + 1))
        parsed = RecordNumber.parse(text)
        if parsed is None:
            raise AssertionError(text)
        last[on.year] = parsed
        given.append(text)
    return given
