"""Topics: which decision stands, who is owed a word, and when the three questions are answered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.topics import Screening, Verdict, decision_on, needs_reason
from tests import builders as a

FIRST = date(2026, 8, 1)


@given(st.permutations(range(5)), st.lists(st.integers(0, 3), min_size=5, max_size=5))
def test_the_latest_decision_stands_whatever_the_order_of_reading(
    order: list[int], days: list[int]
):
    decisions = [
        a.a_decision(id=f"D{n}", decided_on=FIRST + timedelta(days=day))
        for n, day in enumerate(days)
    ]
    standing = decision_on("TOPIC", tuple(decisions[n] for n in order))
    assert standing is not None
    assert standing.decided_on == max(one.decided_on for one in decisions)
    same_day = [one.id for one in decisions if one.decided_on == standing.decided_on]
    assert standing.id == max(same_day)


def test_a_decision_about_another_topic_is_none():
    assert decision_on("ANOTHER", (a.a_decision(),)) is None
    assert decision_on("TOPIC", ()) is None


def test_an_adopted_topic_put_off_later_is_not_adopted():
    put_off = a.a_decision(id="LATER", verdict=Verdict.POSTPONED, decided_on=date(2026, 8, 9))
    assert decision_on("TOPIC", (put_off, a.a_decision())) == put_off


def test_whoever_proposed_is_told_why_unless_it_was_adopted():
    assert [verdict for verdict in Verdict if not needs_reason(verdict)] == [Verdict.ADOPTED]


@pytest.mark.parametrize(
    "answers", [(True, True, True), (False, False, False), (True, False, True)]
)
def test_three_answers_are_an_answer_even_when_they_are_no(answers: tuple[bool, bool, bool]):
    party, people, means = answers
    assert Screening(
        wanted_by_party=party, wanted_by_people=people, within_our_means=means
    ).answered


def test_two_answers_are_not():
    assert not Screening(wanted_by_party=True, wanted_by_people=True).answered
    assert not Screening().answered
