"""Working days (工作日): weekends, public holidays (节假日) and swapped days (调休).

Which days are off is decided each November by the State Council's general office; the days come in
as data. A year without data is counted by weekends only, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from consultroom.domain.records import Coded, Record
from consultroom.frozen import Frozen, field

ONE_DAY = timedelta(days=1)
SATURDAY = 5
NATIONAL_DAY = (10, 1)  # month, day
WEEKDAYS = "一二三四五六日"


class DayKind(Coded):
    """How days are counted (计日方式)."""

    WORKING = "working", "工作日"
    CALENDAR = "calendar", "自然日"


class HolidayMark(Record, kw_only=True):
    """A day marked by the district or by hand: 休 (off) or 班 (on). Its id derives from the day."""

    day: date
    is_off: bool
    name: str = ""


class HolidayCalendar(Frozen):
    """Which days are worked.

    Attributes:
        off: days off that would be worked by the weekday rule.
        on: weekend days that are worked instead (调休上班).
        years: years whose holidays are known; others count weekends only.
    """

    off: frozenset[date] = field(default_factory=frozenset)
    on: frozenset[date] = field(default_factory=frozenset)
    years: frozenset[int] = field(default_factory=frozenset)

    def marked(self, marks: tuple[HolidayMark, ...]) -> HolidayCalendar:
        """Return the calendar with marks laid over it; a later mark of a day wins.

        A year becomes known once its National Day (国庆节, 1 October) is marked off: every
        official list has it, and a single day marked by hand is no list.
        """
        off, on = set(self.off), set(self.on)
        for mark in marks:
            (off if mark.is_off else on).add(mark.day)
            (on if mark.is_off else off).discard(mark.day)
        years = self.years | {day.year for day in off if (day.month, day.day) == NATIONAL_DAY}
        return HolidayCalendar(frozenset(off), frozenset(on), frozenset(years))

    def knows(self, year: int) -> bool:
        """Tell whether the holidays of ``year`` have been entered."""
        return year in self.years

    def is_working(self, day: date) -> bool:
        """Tell whether ``day`` is a working day."""
        if day in self.on:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def add(self, day: date, count: int) -> date:
        """Return the working day ``count`` working days after (or before, if negative) ``day``.

        ``day`` itself is day 0, worked or not; ``count`` 0 gives the next working day or ``day``.
        """
        step = ONE_DAY if count >= 0 else -ONE_DAY
        if count == 0:
            return day if self.is_working(day) else self.add(day, 1)
        for _ in range(abs(count)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def after(self, day: date, count: int, kind: DayKind) -> date:
        """Return the date ``count`` days of ``kind`` after ``day``."""
        return self.add(day, count) if kind is DayKind.WORKING else day + count * ONE_DAY

    def between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to ``end``, ``end`` included.

        Negative when ``end`` lies before ``start``.
        """
        if end < start:
            return -self.between(end, start)
        return sum(self.is_working(day) for day in days(start + ONE_DAY, end))

    def caution(self, *years: int) -> str:
        """Return the warning for years whose holidays are unknown, or an empty string."""
        unknown = sorted({year for year in years if not self.knows(year)})
        listed = "、".join(str(year) for year in unknown)
        return f"{listed}年节假日尚未导入，仅按周末计算。" if unknown else ""


def days(start: date, end: date) -> Iterator[date]:
    """Yield each day from ``start`` to ``end``, both included."""
    while start <= end:
        yield start
        start += ONE_DAY


def month_of(day: date) -> str:
    """Return the month a day lies in, as ``2026-11``."""
    return f"{day.year}-{day.month:02d}"


def chinese_date(day: date, *, weekday: bool = False) -> str:
    """Return ``2026年11月5日``: full year, no leading zeros (GB/T 9704-2012 clause 7.3.5).

    Args:
        day: the date.
        weekday: add ``（星期四）``.
    """
    text = f"{day.year}年{day.month}月{day.day}日"
    return f"{text}（星期{WEEKDAYS[day.weekday()]}）" if weekday else text
