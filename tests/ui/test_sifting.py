"""What is typed finds the same rows, whether asked one by one or sifted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.services.striding import at_once
from consultroom.ui.sifting import Chosen, Sieve, row_again

LETTERS = st.text("停车tcAB 1", max_size=4)


@dataclass(frozen=True)
class Line:
    title: str
    number: str
    initials: tuple[str, ...]

    def answers(self, typed: str) -> bool:
        typed = typed.strip().lower()
        named = typed in self.title.lower() or typed in self.number.lower()
        return named or any(letters.startswith(typed) for letters in self.initials)


LINES = st.lists(
    st.builds(
        Line, LETTERS, LETTERS, st.lists(st.text("tcab1", max_size=3), max_size=2).map(tuple)
    ),
    max_size=6,
)


def sieve(lines: list[Line]) -> Sieve[Line]:
    return Sieve(lines, lambda one: (one.title, one.number), lambda one: one.initials)


@given(LINES, st.lists(LETTERS, max_size=5))
def test_it_finds_what_the_rows_answer_whatever_was_typed_before(
    lines: list[Line], typed: list[str]
):
    sifted = sieve(lines)
    for words in typed:
        assert list(sifted.answering(words)) == [one for one in lines if one.answers(words)]


@given(LINES, st.text("停车tcab1", max_size=5))
def test_letter_by_letter_finds_the_same(lines: list[Line], typed: str):
    sifted = sieve(lines)
    for length in range(len(typed) + 1):
        wanted = [one for one in lines if one.answers(typed[:length])]
        assert list(sifted.answering(typed[:length])) == wanted


@given(LINES, LETTERS, st.sets(st.integers(0, 5)), st.booleans())
def test_a_part_finds_what_it_holds_and_what_is_named_besides(
    lines: list[Line], typed: str, also: set[int], laid: bool
):
    sifted = sieve(lines)
    if laid:
        sifted.answering("x")
    part = sifted.among("numbered", lambda one: bool(one.number))
    held = [one for one in lines if one.number]
    assert part is sifted.among("numbered", lambda _one: False)
    named = {at for at in also if at < len(lines) and typed.strip()}
    wanted = [
        one for at, one in enumerate(lines) if one.number and (one.answers(typed) or at in named)
    ]
    assert list(part.answering(typed, also=named)) == wanted
    assert list(part.answering("")) == held


def test_a_row_put_in_the_place_of_another_is_what_is_found():
    lines = [Line("停车", "1", ("tc",)), Line("照明", "2", ("zm",))]
    sifted = sieve(lines)
    before = sifted.answering("停")
    assert sifted.answering("停") is before
    part = sifted.among("all", lambda _one: True)
    sifted.put(0, Line("停车", "7", ("tc",)))
    assert [one.number for one in sifted.answering("停")] == ["7"]
    assert [one.number for one in sifted.answering("停")[:1]] == ["7"]
    assert sifted.among("all", lambda _one: True) is not part


@given(LINES, LETTERS, LETTERS, st.integers(0, 3))
def test_what_is_looked_for_meanwhile_is_found_and_so_is_what_was_looked_for_before(
    lines: list[Line], typed: str, meanwhile: str, taken: int
):
    sifted = sieve(lines)
    steps = sifted.sifting(typed)
    for _ in islice(steps, taken):
        pass
    for words in (meanwhile, typed):
        assert list(sifted.answering(words)) == [one for one in lines if one.answers(words)]
        at_once(steps)


def test_typing_on_what_all_that_is_found_has_gives_the_very_same():
    sifted = sieve([Line("停车", "1", ()), Line("照明", "2", ()), Line("停车位", "3", ())])
    found = sifted.answering("停")
    assert sifted.answering("停车") is found
    assert [one.number for one in sifted.answering("停车位")] == ["3"]


PLACES = st.sets(st.integers(0, 9)).map(sorted)


@given(PLACES, PLACES)
def test_a_row_is_found_again_among_others_of_the_same(before: list[int], after: list[int]):
    many = tuple(f"第{at}行" for at in range(10))
    some, others = Chosen(many, before), Chosen(many, after)
    for at, row in enumerate(some):
        wanted = list(others).index(row) if row in others else None
        assert row_again(some, at, others) == wanted
        assert row_again(some, at, many) == many.index(row)


def test_a_row_is_not_looked_for_among_rows_of_another_reading():
    with pytest.raises(LookupError):
        row_again(("东街", "南街"), 0, ["东街", "南街"])


def test_nothing_typed_gives_the_very_rows():
    lines = [Line("停车", "1", ("tc",))]
    assert sieve(lines).answering("  ") is lines
