"""How often a station meets: dates, holidays, months left out."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.calendar import HolidayCalendar, month_of
from consultroom.domain.plans import (
    BadCadence,
    Cadence,
    CadenceKind,
    Months,
    OnHoliday,
    dates_in,
    day_in_month,
    months_without,
    refuse_bad,
    shifted,
)
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import any_cadence, any_calendar

YEARS = st.integers(2004, 2040)
MONTHLY = Cadence()  # the last Thursday of each month


def dated(cadence: Cadence, year: int) -> list[date]:
    """Return the days a cadence names, before holidays."""
    days = (day_in_month(cadence, year, month) for month in range(1, 13))
    return [day for day in days if day]


@given(any_cadence(), YEARS, any_calendar())
def test_dates_lie_in_the_year_in_order_one_a_month(
    cadence: Cadence, year: int, calendar: HolidayCalendar
):
    found = dates_in(cadence, year, calendar)
    assert {day.year for day in found} <= {year}
    assert list(found) == sorted(set(found))
    assert max(Counter(day.month for day in found).values(), default=0) <= 1
    assert all(cadence.months.has(day.month) for day in found)


@given(any_cadence(), YEARS, any_calendar())
def test_there_are_as_many_dates_as_expected_unless_some_are_skipped(
    cadence: Cadence, year: int, calendar: HolidayCalendar
):
    found = dates_in(cadence, year, calendar)
    if cadence.kind is CadenceKind.PER_YEAR:
        assert found == ()
        assert cadence.expected(year) == cadence.times
    elif cadence.on_holiday is OnHoliday.SKIP:
        assert set(found) == {day for day in dated(cadence, year) if calendar.is_working(day)}
    else:
        assert len(found) == cadence.expected(year)


@given(any_cadence(), YEARS, any_calendar())
def test_a_meeting_is_held_on_its_day_unless_that_is_off(
    cadence: Cadence, year: int, calendar: HolidayCalendar
):
    found = set(dates_in(cadence, year, calendar))
    for day in dated(cadence, year):
        if calendar.is_working(day) or cadence.on_holiday is OnHoliday.KEEP:
            assert day in found
        else:
            assert day not in found
    if cadence.on_holiday is not OnHoliday.KEEP:
        assert all(calendar.is_working(day) for day in found)


@given(any_cadence(), YEARS, any_calendar())
def test_a_shifted_meeting_takes_the_nearest_working_day_of_its_month(
    cadence: Cadence, year: int, calendar: HolidayCalendar
):
    cadence = replace(cadence, on_holiday=OnHoliday.NEXT)
    found = {day.month: day for day in dates_in(cadence, year, calendar)}
    for day in dated(cadence, year):
        moved = found[day.month]
        between = [day + timedelta(n) for n in range((moved - day).days)]
        assert not [one for one in between if calendar.is_working(one)]
        if moved < day:
            assert calendar.add(day, 1).month != day.month


@given(any_cadence(), YEARS)
def test_a_named_weekday_is_that_weekday_and_that_place(cadence: Cadence, year: int):
    cadence = replace(cadence, kind=CadenceKind.NTH_WEEKDAY)
    for day in dated(cadence, year):
        assert day.weekday() == cadence.weekday
        if cadence.nth > 0:
            assert (day.day - 1) // 7 == cadence.nth - 1
        else:
            assert (day + timedelta(days=7)).month != day.month


@given(any_cadence(), YEARS)
def test_a_fixed_day_is_that_day_or_the_last_of_a_shorter_month(cadence: Cadence, year: int):
    cadence = replace(cadence, kind=CadenceKind.DAY_OF_MONTH)
    for day in dated(cadence, year):
        assert day.day == cadence.day or (day + timedelta(days=1)).day == 1
        assert day.day <= cadence.day


def test_the_last_thursdays_of_2026_go_round_the_holidays():
    found = dates_in(MONTHLY, 2026, a.a_calendar())
    assert [day.day for day in found] == [29, 26, 26, 30, 28, 25, 30, 27, 24, 29, 26, 31]


def test_a_meeting_pushed_out_of_its_month_comes_before_the_holiday_instead():
    on_the_last = Cadence(kind=CadenceKind.DAY_OF_MONTH, day=31)
    found = dates_in(on_the_last, 2026, HolidayCalendar())
    assert found[0] == date(2026, 1, 30)  # the 31st is a Saturday; Monday is February
    assert shifted(date(2026, 1, 31), OnHoliday.NEXT, HolidayCalendar()) == date(2026, 2, 2)
    early = Cadence(kind=CadenceKind.DAY_OF_MONTH, day=1, on_holiday=OnHoliday.PREVIOUS)
    assert dates_in(early, 2026, a.a_calendar())[0] == date(2026, 1, 4)


def test_five_thursdays_are_in_some_months_only():
    fifth = Cadence(nth=5)
    assert fifth.expected(2026) == len(dates_in(fifth, 2026, a.a_calendar())) == 5
    late = date(2027, 1, 5)
    assert months_without(2026, (), fifth, late) == (
        "2026-01",
        "2026-04",
        "2026-07",
        "2026-10",
        "2026-12",
    )


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (Months.EVERY, list(range(1, 13))),
        (Months.ODD, [1, 3, 5, 7, 9, 11]),
        (Months.EVEN, [2, 4, 6, 8, 10, 12]),
        (Months.QUARTERLY, [3, 6, 9, 12]),
    ],
)
def test_which_months_a_rhythm_uses(months: Months, expected: list[int]):
    assert [month for month in range(1, 13) if months.has(month)] == expected


# -- months left out -------------------------------------------------------------------------


@given(any_cadence(), st.lists(st.dates(date(2025, 12, 1), date(2027, 1, 31)), max_size=14))
def test_a_missed_month_is_past_wanted_and_had_no_meeting(cadence: Cadence, held: list[date]):
    calendar = a.a_calendar()
    missed = months_without(2026, tuple(held), cadence, a.TODAY, calendar)
    wanted = {month_of(day) for day in dates_in(cadence, 2026, calendar)}
    past = {month for month in wanted if month < "2026-11"}
    assert set(missed) == past - {month_of(day) for day in held}
    assert list(missed) == sorted(missed)


def test_a_month_is_past_on_the_first_of_the_next():
    assert months_without(2026, (), MONTHLY, date(2026, 4, 30))[-1] == "2026-03"
    assert months_without(2026, (), MONTHLY, date(2026, 5, 1))[-1] == "2026-04"
    assert months_without(2026, (), MONTHLY, date(2025, 12, 31)) == ()
    assert len(months_without(2026, (), MONTHLY, date(2027, 1, 1))) == 12


def test_a_month_whose_meeting_is_skipped_for_a_holiday_is_not_missed():
    may_day = Cadence(kind=CadenceKind.DAY_OF_MONTH, day=1, on_holiday=OnHoliday.SKIP)
    missed = months_without(2026, (), may_day, date(2026, 6, 2), a.a_calendar())
    assert missed == ("2026-04",)  # 1 January and 1 May are off, February's and March's Sundays


def test_a_yearly_number_misses_no_month():
    assert months_without(2026, (), Cadence(kind=CadenceKind.PER_YEAR), a.TODAY) == ()


# -- what is refused -------------------------------------------------------------------------


@given(any_cadence())
def test_every_cadence_within_its_ranges_is_taken(cadence: Cadence):
    refuse_bad(cadence)


@pytest.mark.parametrize(
    "bad",
    [
        Cadence(nth=0),
        Cadence(nth=6),
        Cadence(nth=-2),
        Cadence(weekday=7),
        Cadence(weekday=-1),
        Cadence(day=0),
        Cadence(day=32),
        Cadence(times=0),
    ],
)
def test_a_cadence_that_names_no_day_is_refused_with_a_sentence(bad: Cadence):
    with pytest.raises(BadCadence, match="请改正"):
        refuse_bad(bad)
