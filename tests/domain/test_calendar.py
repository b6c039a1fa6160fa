"""Working days: the laws of counting, the 2026 notice, and what is said of unknown years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consultroom.domain.calendar import (
    DayKind,
    HolidayCalendar,
    HolidayMark,
    chinese_date,
    days,
    month_of,
)
from consultroom.services import holidays
from tests import builders as a
from tests.strategies import any_calendar, any_day

COUNTS = st.integers(1, 60)
NEAR = any_day(date(2026, 1, 1), date(2027, 3, 1))


@given(any_calendar(), any_day(), COUNTS)
def test_counting_back_what_was_counted_on_returns_to_the_start(
    calendar: HolidayCalendar, day: date, count: int
):
    assume(calendar.is_working(day))
    assert calendar.add(calendar.add(day, count), -count) == day
    assert calendar.add(calendar.add(day, -count), count) == day


@given(any_calendar(), any_day(), COUNTS)
def test_between_counts_what_add_went(calendar: HolidayCalendar, day: date, count: int):
    assert calendar.between(day, calendar.add(day, count)) == count
    assert calendar.between(calendar.add(day, -count), day) == count - (
        not calendar.is_working(day)
    )


@given(any_calendar(), NEAR, NEAR, NEAR)
def test_counts_add_up_and_turn_sign_when_turned_round(
    calendar: HolidayCalendar, one: date, two: date, three: date
):
    assert calendar.between(one, two) + calendar.between(two, three) == calendar.between(one, three)
    assert calendar.between(one, two) == -calendar.between(two, one)


@given(any_calendar(), any_day(), st.integers(-60, 60))
def test_adding_never_lands_on_a_day_off(calendar: HolidayCalendar, day: date, count: int):
    landed = calendar.add(day, count)
    assert calendar.is_working(landed)
    assert (landed >= day) if count >= 0 else (landed < day)


@given(any_calendar(), any_day(), COUNTS)
def test_the_next_working_days_come_one_after_the_other(
    calendar: HolidayCalendar, day: date, count: int
):
    assert calendar.add(calendar.add(day, count), 1) == calendar.add(day, count + 1)


@given(any_calendar(), any_day())
def test_zero_days_on_is_today_or_the_next_working_day(calendar: HolidayCalendar, day: date):
    assert calendar.add(day, 0) == (day if calendar.is_working(day) else calendar.add(day, 1))


@given(any_calendar(), any_day(), st.integers(-400, 400))
def test_calendar_days_are_plain_days(calendar: HolidayCalendar, day: date, count: int):
    assert calendar.after(day, count, DayKind.CALENDAR) == day + timedelta(days=count)
    assert calendar.after(day, count % 60, DayKind.WORKING) == calendar.add(day, count % 60)


# -- 2026 ------------------------------------------------------------------------------------


def test_the_bundled_data_says_the_same_of_2026_as_the_official_notice():
    ours, official = holidays.known(), a.a_calendar()
    year = list(days(date(2026, 1, 1), date(2026, 12, 31)))
    assert [day for day in year if ours.is_working(day) != official.is_working(day)] == []
    assert ours.knows(2026)
    assert ours.knows(2004)
    assert not ours.knows(2028)


@pytest.mark.parametrize(
    ("start", "count", "lands"),
    [
        (date(2026, 2, 13), 1, date(2026, 2, 14)),  # Saturday, worked before Spring Festival
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # nine days off
        (date(2026, 2, 27), 1, date(2026, 2, 28)),  # Saturday, worked after it
        (date(2026, 9, 18), 1, date(2026, 9, 20)),  # Sunday, worked before National Day
        (date(2026, 9, 30), 1, date(2026, 10, 8)),  # seven days off
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # Saturday, worked after it
        (date(2026, 9, 24), -5, date(2026, 9, 18)),  # a notice for the last Thursday
        (date(2026, 11, 26), -5, date(2026, 11, 19)),
    ],
)
def test_swapped_days_of_2026(start: date, count: int, lands: date):
    assert a.a_calendar().add(start, count) == lands


# -- marks by hand ---------------------------------------------------------------------------


def mark(day: date, *, is_off: bool) -> HolidayMark:
    return HolidayMark(id=str(day), owner=a.DISTRICT, day=day, is_off=is_off)


@given(any_calendar(), any_day(), st.booleans())
def test_a_mark_decides_its_day_and_no_other(calendar: HolidayCalendar, day: date, off: bool):
    marked = calendar.marked((mark(day, is_off=off),))
    assert marked.is_working(day) is not off
    near = [one for one in days(day - timedelta(9), day + timedelta(9)) if one != day]
    assert [marked.is_working(one) for one in near] == [calendar.is_working(one) for one in near]


def test_the_later_mark_of_a_day_wins():
    day = date(2027, 2, 6)
    marks = (mark(day, is_off=True), mark(day, is_off=False))
    assert HolidayCalendar().marked(marks).is_working(day)
    assert not HolidayCalendar().marked(marks[::-1]).is_working(day)


def test_one_day_marked_by_hand_is_no_list_of_the_year():
    one = HolidayCalendar().marked((mark(date(2027, 3, 3), is_off=True),))
    assert one.caution(2027) == "2027年节假日尚未导入，仅按周末计算。"
    listed = one.marked((mark(date(2027, 10, 1), is_off=True),))
    assert listed.caution(2027) == ""


def test_the_caution_names_each_unknown_year_once():
    assert a.a_calendar().caution(2026, 2027, 2028, 2027) == (
        "2027、2028年节假日尚未导入，仅按周末计算。"
    )
    assert a.a_calendar().caution(2026) == ""


# -- words -----------------------------------------------------------------------------------


def test_dates_are_written_in_full_without_leading_zeros():
    assert chinese_date(date(2026, 11, 5)) == "2026年11月5日"
    assert chinese_date(date(2026, 11, 26), weekday=True) == "2026年11月26日（星期四）"
    assert chinese_date(date(2026, 11, 29), weekday=True).endswith("（星期日）")


def test_months_sort_as_text():
    assert [month_of(date(2026, month, 1)) for month in (9, 10)] == ["2026-09", "2026-10"]


def test_days_run_from_the_first_to_the_last_and_are_none_when_turned_round():
    assert list(days(date(2026, 2, 27), date(2026, 3, 1))) == [
        date(2026, 2, 27),
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]
    assert list(days(date(2026, 3, 1), date(2026, 2, 27))) == []
