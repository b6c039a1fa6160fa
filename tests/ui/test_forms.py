"""Forms as data: dates as people type them, and what is missing."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.ui.forms import Asks, Question, missing, parse_day, parse_month
from consultroom.ui.wording import full_day, short_day

TODAY = date(2026, 11, 20)
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


@given(DAYS)
def test_a_day_is_read_in_every_usual_form(day: date):
    y, m, d = day.year, day.month, day.day
    forms = [full_day(day), day.isoformat(), f"{y}.{m}.{d}", f"{y}/{m}/{d}", f"{day:%Y%m%d}"]
    assert {parse_day(form, TODAY) for form in forms} == {day}


@given(DAYS)
def test_a_day_without_a_year_is_in_this_year(day: date):
    today = date(day.year, 6, 1)
    forms = [short_day(day), f"{day.month}.{day.day}", f"{day.month}-{day.day}", f"{day:%m%d}"]
    assert {parse_day(form, today) for form in forms} == {day}


@pytest.mark.parametrize(("word", "day"), [("今天", 20), ("明天", 21), ("后天", 22), (" 明 ", 21)])
def test_the_next_days_have_names(word: str, day: int):
    assert parse_day(word, TODAY) == date(2026, 11, day)


@pytest.mark.parametrize(
    "typed", ["26.11.26", "２０２６．１１．２６", "2026。11。26", "２０２６－１１－２６", "11。26"]
)
def test_a_day_typed_through_a_chinese_input_method_or_with_a_short_year_is_read(typed: str):
    assert parse_day(typed, TODAY) == date(2026, 11, 26)


@given(st.text(max_size=12))
def test_anything_typed_is_a_day_or_nothing(typed: str):
    assert isinstance(parse_day(typed, TODAY), date | None)


@pytest.mark.parametrize(
    "typed", ["", "2.30", "2026-13-01", "下周三", "11.26.3.4", "99999", "0-0", "226.1.1"]
)
def test_what_is_no_day_is_nothing(typed: str):
    assert parse_day(typed, TODAY) is None


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        *((form, "2026-11") for form in ("2026-11", "2026年11月", "2026.11", "11月", "202611")),
        ("２０２６－１１", "2026-11"),
        ("1月", "2027-01"),  # typed in November
        ("5月份", "2026-05"),
        ("", ""),
        ("下个月", "下个月"),
        ("2026-13", "2026-13"),
        ("2026-11-26", "2026-11-26"),
    ],
)
def test_a_month_is_read_in_every_usual_form(typed: str, month: str):
    assert parse_month(typed, TODAY) == month


def test_each_required_question_without_an_answer_is_asked_for():
    questions = (
        Question(key="place", label="地点", required=True),
        Question(key="day", label="会议日期", asks=Asks.DATE, required=True),
        Question(key="who", label="召集人", asks=Asks.PEOPLE, required=True),
        Question(key="seats", label="人数", asks=Asks.NUMBER, required=True),
        Question(key="note", label="备注"),
    )
    answers = {"place": "  ", "day": None, "who": (), "seats": 0}
    assert missing(questions, answers) == {
        "place": "请填写地点。",
        "day": "请选择会议日期。",
        "who": "请选择召集人。",
    }
