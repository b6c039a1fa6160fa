"""The annual plan (年度协商计划) and the rule of how often a station meets (cadence)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from consultroom.domain.calendar import WEEKDAYS, HolidayCalendar, month_of
from consultroom.domain.records import Coded, Record
from consultroom.errors import UserError
from consultroom.frozen import Frozen

LONGEST_MONTH = 31  # days


class CadenceKind(Coded):
    """How often a station meets."""

    NTH_WEEKDAY = "nth_weekday", "每月第几个星期几"
    DAY_OF_MONTH = "day_of_month", "每月固定日期"
    PER_YEAR = "per_year", "每年若干次，不定日期"


class Months(Coded):
    """Which months a dated cadence uses."""

    EVERY = "every", "每月"
    ODD = "odd", "单月"
    EVEN = "even", "双月"
    QUARTERLY = "quarterly", "每季度末月"

    def has(self, month: int) -> bool:
        """Tell whether month 1-12 is one of them."""
        return {
            Months.EVERY: True,
            Months.ODD: month % 2 == 1,
            Months.EVEN: month % 2 == 0,
            Months.QUARTERLY: month % 3 == 0,
        }[self]


class OnHoliday(Coded):
    """What happens when a dated meeting falls on a day off."""

    NEXT = "next", "顺延至下一工作日"
    PREVIOUS = "previous", "提前至上一工作日"
    SKIP = "skip", "本次不开"
    KEEP = "keep", "照常召开"


class Cadence(Frozen, kw_only=True):
    """How often a station meets (协商频次).

    Attributes:
        nth: 1-5 from the start of the month, or -1 for the last.
        weekday: 0 Monday to 6 Sunday.
        day: day of the month; a month that is shorter uses its last day.
        times: meetings a year for ``PER_YEAR``.
    """

    kind: CadenceKind = CadenceKind.NTH_WEEKDAY
    months: Months = Months.EVERY
    nth: int = -1
    weekday: int = 3
    day: int = 25
    times: int = 2
    on_holiday: OnHoliday = OnHoliday.NEXT

    def expected(self, year: int) -> int:
        """Return how many meetings this cadence asks for in a year, holidays not looked at."""
        if self.kind is CadenceKind.PER_YEAR:
            return self.times
        days = (day_in_month(self, year, month) for month in range(1, 13))
        return sum(day is not None for day in days)


class PlanState(Coded):
    """How far the plan has come (计划状态)."""

    DRAFT = "draft", "起草"
    SUBMITTED = "submitted", "送审"
    APPROVED = "approved", "批准"


class AnnualPlan(Record, kw_only=True):
    """One station's plan of one year. Its id derives from station and year.

    Attributes:
        body: who approves it (审批单位).
        doc_number: document number of the approval, when there is one.
    """

    year: int
    cadence: Cadence = Cadence()
    state: PlanState = PlanState.DRAFT
    body: str = ""
    approved_on: date | None = None
    doc_number: str = ""


class PlanItem(Record, kw_only=True):
    """One line of the plan, in the order of the plan table (年度协商计划表).

    Attributes:
        month: ``2026-11``.
        topic: id of the topic, or empty while only a title is known.
        form: how it is held (协商形式).
    """

    plan: str
    month: str
    title: str
    topic: str = ""
    form: str = "协商议事会"
    convener: str = ""
    committee: str = ""
    departments: tuple[str, ...] = ()
    unit: str = ""
    source: str = ""
    note: str = ""


class BadCadence(UserError):
    """A cadence that names no day."""


def refuse_bad(cadence: Cadence) -> None:
    """Refuse a cadence that names no day; whoever takes one in from outside asks this.

    Raises:
        BadCadence: a number of it is out of its range; the sentence says which.
    """
    if cadence.nth not in (-1, 1, 2, 3, 4, 5):
        raise BadCadence("“第几个”只能是第1至第5个，或最后一个，请改正。")
    if not 0 <= cadence.weekday < len(WEEKDAYS):
        raise BadCadence("星期只能是星期一至星期日，请改正。")
    if not 1 <= cadence.day <= LONGEST_MONTH:
        raise BadCadence(f"日期只能是1至{LONGEST_MONTH}日，请改正。")
    if cadence.times < 1:
        raise BadCadence("每年至少协商1次，请改正次数。")


def day_in_month(cadence: Cadence, year: int, month: int) -> date | None:
    """Return the day the cadence names in a month, before holidays are looked at.

    None when the month is not one of its months, when it has no fifth such weekday, or when
    the cadence is undated.
    """
    if cadence.kind is CadenceKind.PER_YEAR or not cadence.months.has(month):
        return None
    first_weekday, length = monthrange(year, month)
    if cadence.kind is CadenceKind.DAY_OF_MONTH:
        return date(year, month, min(cadence.day, length))
    first = 1 + (cadence.weekday - first_weekday) % 7
    fitting = list(range(first, length + 1, 7))
    place = cadence.nth if cadence.nth < 0 else cadence.nth - 1
    if not -len(fitting) <= place < len(fitting):
        return None
    return date(year, month, fitting[place])


def shifted(day: date, on_holiday: OnHoliday, calendar: HolidayCalendar) -> date | None:
    """Return where a meeting moves when ``day`` is off; None means it is skipped."""
    if calendar.is_working(day) or on_holiday is OnHoliday.KEEP:
        return day
    if on_holiday is OnHoliday.SKIP:
        return None
    return calendar.add(day, 1 if on_holiday is OnHoliday.NEXT else -1)


def dates_in(cadence: Cadence, year: int, calendar: HolidayCalendar) -> tuple[date, ...]:
    """Return the meeting days a dated cadence gives for a year, holidays dealt with, in order.

    A day that moves out of its month by ``NEXT`` moves back instead: a month keeps its meeting.
    """
    found = (day_in_month(cadence, year, month) for month in range(1, 13))
    moved = (_within_month(day, cadence.on_holiday, calendar) for day in found if day)
    return tuple(sorted({day for day in moved if day}))


def _within_month(day: date, on_holiday: OnHoliday, calendar: HolidayCalendar) -> date | None:
    moved = shifted(day, on_holiday, calendar)
    if moved is None or moved.month == day.month:
        return moved
    other = OnHoliday.PREVIOUS if on_holiday is OnHoliday.NEXT else OnHoliday.NEXT
    return shifted(day, other, calendar)


def months_without(
    plan_year: int,
    held: tuple[date, ...],
    cadence: Cadence,
    today: date,
    calendar: HolidayCalendar | None = None,
) -> tuple[str, ...]:
    """Return the past months of a year that should have had a meeting and had none.

    Args:
        plan_year: the year.
        held: days on which meetings were held.
        cadence: only dated cadences can miss a month.
        today: months up to the one before today's are past.
        calendar: the holidays, for a cadence that skips a meeting on a day off.
    """
    wanted = dates_in(cadence, plan_year, calendar or HolidayCalendar())
    done = {month_of(day) for day in held}
    past = (month_of(day) for day in wanted if month_of(day) < month_of(today))
    return tuple(month for month in past if month not in done)
