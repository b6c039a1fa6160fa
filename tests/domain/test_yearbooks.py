"""Periods and year books: which days are in, and how a period is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.receptions import Visit, VisitorIdentity
from consultroom.domain.yearbooks import BadPeriod, Period, YearBook, year_period
from consultroom.frozen import fields
from tests import builders as a
from tests.domain.books import a_book


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), "2026年"),
        (date(2024, 1, 1), date(2026, 12, 31), "2024年至2026年"),
        (date(2026, 11, 1), date(2026, 11, 30), "2026年11月"),
        (date(2024, 2, 1), date(2024, 2, 29), "2024年2月"),
        (date(2026, 1, 1), date(2026, 11, 20), "2026年1月1日至2026年11月20日"),
    ],
)
def test_a_period_is_told_as_short_as_it_can_be(first: date, last: date, told: str):
    assert Period(first, last).words() == told


def test_a_period_that_ends_before_it_begins_is_refused():
    with pytest.raises(BadPeriod, match="2026年12月1日晚于截止日期2026年11月1日"):
        Period(date(2026, 12, 1), date(2026, 11, 1))


def test_the_year_before_a_leap_day_ends_on_the_28th():
    before = Period(date(2024, 2, 1), date(2024, 2, 29)).year_before()
    assert before == Period(date(2023, 2, 1), date(2023, 2, 28))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 900))
def test_the_year_before_is_never_longer_and_both_ends_belong(first: date, days: int):
    period = Period(first, date.fromordinal(first.toordinal() + days))
    before = period.year_before()
    assert period.first in period
    assert period.last in period
    assert None not in period
    assert before.last < period.last
    assert (before.first.month, before.last.month) == (period.first.month, period.last.month)


def test_a_book_of_a_period_to_come_is_as_of_today():
    assert a_book().as_of == a.TODAY
    assert a_book(period=year_period(2025)).as_of == date(2025, 12, 31)


def test_a_book_has_no_place_for_a_visitor():
    assert not any("Identity" in str(field.type) for field in fields(YearBook))
    assert {"name", "phone", "address"} <= {field.name for field in fields(VisitorIdentity)}
    assert not {"name", "phone", "address"} & {field.name for field in fields(Visit)}
