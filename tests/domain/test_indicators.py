"""Indicators: a number is as many rows as it names, and what it leaves out is left out."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

from consultroom.domain.figures import year_figures
from consultroom.domain.indicators import Indicator, indicators, statistics, tally
from consultroom.domain.ledgers import LEDGERS
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.frozen import replace
from tests import builders as a
from tests.domain.books import a_book, any_book, ids_in
from tests.strategies import FEWER

HEADS = {"visitors", "deed_heads", "receivers", "came_in"}  # in 人次: one record, many heads


def number(code: str, book: YearBook) -> int:
    """Return the number of one indicator."""
    return tally(_called(code, book), book).number


def _called(code: str, book: YearBook) -> Indicator:
    return next(one for one in indicators(book) if one.code == code)


@FEWER
@given(any_book())
def test_a_number_is_as_many_records_as_it_names(book: YearBook):
    known = set(ids_in(book))
    for one in indicators(book):
        found = tally(one, book)
        assert set(found.records) <= known
        if one.code not in HEADS:
            assert found.number == len(found.records) == len(found.counted)


@FEWER
@given(any_book())
def test_a_part_is_never_more_than_its_whole(book: YearBook):
    whole: set[str] = set()
    for one in indicators(book):
        records = set(tally(one, book).records)
        if one.part:
            assert records <= whole, one.code
        else:
            whole = records


@FEWER
@given(any_book())
def test_what_can_be_added_up_adds_up_over_months(book: YearBook):
    first, second = (
        Period(date(2026, 1, 1), date(2026, 9, 30)),
        Period(date(2026, 10, 1), date(2026, 12, 31)),
    )
    late = replace(book, today=date(2027, 1, 1))
    for code in (
        "topics",
        "sittings",
        "there",
        "points",
        "outcomes",
        "visits",
        "visitors",
        "deeds",
    ):
        apart = [number(code, late.over(part)) for part in (first, second)]
        assert sum(apart) == number(code, late.over(year_period(2026)))


@FEWER
@given(any_book())
def test_the_home_page_counts_as_the_table_does(book: YearBook):
    told = year_figures(book.dossiers, 2026)
    whole = replace(book, today=date(2027, 1, 1), period=year_period(2026))
    assert told.sittings == number("sittings", whole)
    assert told.members_there == number("there_members", whole)
    assert told.points == number("points", whole)


@FEWER
@given(any_book())
def test_numbers_agree_with_the_ledger_that_lists_them(book: YearBook):
    for code, ledger in (("topics", "topics"), ("sittings", "consultations"), ("deeds", "deeds"),
                         ("opinions", "opinions"), ("members", "duties")):  # fmt: skip
        lines = LEDGERS[ledger].ledger(book).lines
        assert set(tally(_called(code, book), book).records) == {line.record for line in lines}
    sums = LEDGERS["receptions"].ledger(book)
    heads = sums.totals()[[h.code for h in sums.headings].index("heads")] if sums.lines else 0
    assert number("visitors", book) == heads


def test_codes_and_words_are_told_apart_and_every_rule_is_a_sentence():
    every = indicators(a_book())
    assert len({one.code for one in every}) == len(every)
    assert all(one.rule.endswith("。") and one.unit for one in every)
    assert all(one.ledger in {"", *LEDGERS} for one in every)
    assert not any("%" in one.rule or "率" in one.word for one in every)


def test_the_story_of_2026():
    book = a_book()
    told = {one.code: tally(one, book).number for one in indicators(book)}
    assert (told["sittings"], told["there"], told["there_members"], told["points"]) == (1, 5, 2, 1)
    assert (told["assigned"], told["replied"], told["class_a"], told["class_b"]) == (1, 1, 1, 0)
    assert (told["due"], told["due_settled"], told["open"]) == (1, 1, 0)
    assert (told["visits"], told["visitors"], told["deed_heads"]) == (1, 3, 120)


def test_a_state_is_told_as_it_was_at_the_end_of_the_period():
    book = a_book().over(Period(date(2026, 10, 1), date(2026, 10, 20)))
    assert (number("assigned", book), number("open", book), number("replied", book)) == (1, 1, 0)
    later = a_book().over(Period(date(2026, 10, 1), date(2026, 10, 31)))
    assert (number("open", later), number("replied", later)) == (0, 1)


def test_what_was_sent_back_later_still_was_open_then():
    back = (a.an_assignment(returned_on=date(2026, 10, 25)),)
    book = a_book(dossiers=(replace(a.a_whole_dossier(), assignments=back, replies=()),))
    assert number("open", book.over(Period(date(2026, 10, 1), date(2026, 10, 20)))) == 1
    assert number("open", book) == 0


def test_a_year_of_which_nothing_is_known_is_no_nought():
    table = statistics(a_book())
    assert not table.compared
    assert all(line.before is None for line in table.lines)
    earlier = a.a_reception_day(id="R25", on=date(2025, 5, 6))
    known = statistics(a_book(reception_days=(a.a_reception_day(), earlier)))
    assert known.compared
    before = {line.indicator.code: line.before.number for line in known.lines if line.before}
    assert (before["reception_days"], before["sittings"]) == (1, 0)


def test_all_years_together_hold_the_years_before():
    earlier = a.a_reception_day(id="R25", on=date(2025, 5, 6))
    table = statistics(a_book(reception_days=(a.a_reception_day(), earlier)))
    ever = {line.indicator.code: line.ever for line in table.lines}
    assert ever["reception_days"] is not None
    assert ever["reception_days"].number == 2
    assert ever["open"] is None


def test_a_room_with_nothing_in_it_counts_nought():
    empty = YearBook(station=a.a_station(), period=year_period(2026), today=a.TODAY)
    table = statistics(empty)
    assert {line.now.number for line in table.lines} == {0}
    assert table.title == "梧桐街道委员工作站2026年工作统计表"


@pytest.mark.parametrize("letter", ["A", "B", "C", "D"])
def test_each_result_class_of_the_district_has_a_line(letter: str):
    one = _called(f"class_{letter.lower()}", a_book())
    assert one.word == f"{letter}类"
    assert one.part
