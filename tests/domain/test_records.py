"""Ids, codes and record numbers."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consultroom.domain.records import (
    ID_LENGTH,
    NumberKind,
    RecordNumber,
    UnknownWord,
    coded,
    derived_id,
    next_number,
    time_id,
)
from consultroom.domain.topics import TopicSource

STATIONS = st.text(string.ascii_uppercase, min_size=1, max_size=6)
KINDS = st.sampled_from(NumberKind)
YEARS = st.integers(1949, 9999)
NUMBERS = st.builds(
    RecordNumber,
    station=STATIONS,
    kind=KINDS.map(lambda kind: kind.code),
    year=YEARS,
    serial=st.integers(1, 99_999),
)
PARTS = st.lists(st.text(string.printable.strip() + "接待日"), min_size=1, max_size=4)
MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2400, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CHANCE = st.binary(min_size=10, max_size=10)


# -- ids -------------------------------------------------------------------------------------


@given(MOMENTS, MOMENTS, CHANCE, CHANCE)
def test_time_ids_sort_by_time_whatever_chance_gives(
    early: datetime, late: datetime, one: bytes, two: bytes
):
    assume(late - early >= timedelta(milliseconds=2))
    assert time_id(early, one) < time_id(late, two)


@given(MOMENTS, CHANCE, CHANCE)
def test_at_one_moment_only_chance_tells_ids_apart(at: datetime, one: bytes, two: bytes):
    assert (time_id(at, one) == time_id(at, two)) is (one == two)
    assert len(time_id(at, one)) == ID_LENGTH


def test_derived_ids_are_the_same_on_every_computer():
    assert derived_id("attendance", "01J", "张三") == "BAN27XCWJKACVKBMQ872K0CPVR"


@given(PARTS, PARTS)
def test_derived_ids_differ_when_any_part_does(one: list[str], two: list[str]):
    assert (derived_id(*one) == derived_id(*two)) is (one == two)
    assert len(derived_id(*one)) == ID_LENGTH


def test_where_the_parts_are_cut_matters():
    assert derived_id("ab", "c") != derived_id("a", "bc") != derived_id("abc")


@given(MOMENTS, CHANCE, PARTS)
def test_ids_hold_no_letter_that_is_mistaken_for_a_digit(
    at: datetime, chance: bytes, parts: list[str]
):
    assert not set(time_id(at, chance) + derived_id(*parts)) & set("ILOUilou")


# -- numbers ---------------------------------------------------------------------------------


@given(NUMBERS)
def test_a_number_read_back_is_the_same_number(number: RecordNumber):
    assert RecordNumber.parse(str(number)) == number
    assert RecordNumber.parse(f"  {str(number).lower()}\n") == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "WT",
        "WT-XS-2026",
        "WT-XS-26-003",
        "WT-XS-2026-03",
        "WT-XSX-2026-003",
        "WT1-XS-2026-003",
        "LONGSTATION-XS-2026-003",
        "WT-XS-２０２６-003",
        "WT-XS-2026-003-1",
        "WT XS 2026 003",
    ],
)
def test_what_is_no_number_reads_as_none(text: str):
    assert RecordNumber.parse(text) is None


@given(STATIONS, KINDS, YEARS, st.lists(NUMBERS.map(str), max_size=20), st.integers(1, 12))
def test_numbers_are_never_given_twice(
    station: str, kind: NumberKind, year: int, taken: list[str], times: int
):
    for _ in range(times):
        number = next_number(tuple(taken), station=station, kind=kind, year=year)
        assert number not in taken
        assert RecordNumber.parse(number) is not None
        taken.append(number)


@given(STATIONS, KINDS, YEARS, st.sets(st.integers(1, 2000), max_size=20))
def test_a_gap_stays_a_gap(station: str, kind: NumberKind, year: int, serials: set[int]):
    taken = tuple(str(RecordNumber(station, kind.code, year, serial)) for serial in serials)
    following = RecordNumber.parse(next_number(taken, station=station, kind=kind, year=year))
    assert following is not None
    assert following.serial == max(serials, default=0) + 1


def test_each_year_station_and_kind_counts_for_itself():
    taken = ("WT-XS-2026-012", "QH-XS-2027-040", "WT-CG-2027-007", "手写的旧编号 3")
    given_out = next_number(taken, station="WT", kind=NumberKind.CONSULTATION, year=2027)
    assert given_out == "WT-XS-2027-001"
    again = next_number((*taken, given_out), station="WT", kind=NumberKind.CONSULTATION, year=2027)
    assert again == "WT-XS-2027-002"
    late = next_number(taken, station="WT", kind=NumberKind.CONSULTATION, year=2026)
    assert late == "WT-XS-2026-013"


def test_after_999_the_number_grows_by_a_digit():
    taken = ("WT-JD-2026-999",)
    assert next_number(taken, station="WT", kind=NumberKind.RECEPTION, year=2026).endswith("-1000")


@pytest.mark.parametrize("station", ["", "wt", "梧桐", "WT1", "TOOLONGCODE"])
def test_a_station_whose_numbers_could_not_be_found_again_gets_none(station: str):
    with pytest.raises(ValueError, match="no record number"):
        next_number((), station=station, kind=NumberKind.TOPIC, year=2026)


def test_the_letters_of_each_series_are_its_own():
    assert len({kind.code for kind in NumberKind}) == len(NumberKind)
    assert all(kind.code.isupper() and len(kind.code) == 2 for kind in NumberKind)


# -- coded words -----------------------------------------------------------------------------


@pytest.mark.parametrize("source", TopicSource)
def test_a_word_is_known_by_its_code_and_by_its_label(source: TopicSource):
    assert coded(TopicSource, source.code) is coded(TopicSource, source.label) is source
    assert TopicSource(source.code) is source


def test_an_unknown_word_is_answered_with_those_there_are():
    with pytest.raises(UnknownWord, match=r"不认识“电话”。可以填写：接待来访（visit）、"):
        coded(TopicSource, "电话")
