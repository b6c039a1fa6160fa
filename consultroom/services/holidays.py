"""The public holidays the program knows, before a district or clerk adds its own marks."""

from __future__ import annotations

from datetime import date
from functools import cache

from consultroom.domain.calendar import HolidayCalendar


@cache
def known() -> HolidayCalendar:
    """Return the holidays of the years that ``chinesecalendar`` has data for."""
    from chinese_calendar.constants import holidays, in_lieu_days, workdays

    off = frozenset(holidays) | frozenset(in_lieu_days)
    years = frozenset(day.year for day in off)
    return HolidayCalendar(off=off, on=frozenset(workdays), years=years)


def name_of(day: date) -> str:
    """Return the name of the holiday a day off belongs to, as 国庆节; empty when it has none."""
    from chinese_calendar.constants import Holiday, holidays, in_lieu_days

    code = holidays.get(day) or in_lieu_days.get(day)
    return next((one.chinese for one in Holiday if one.value == code), "") if code else ""
