"""The review chain, result classes, and which reply stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.outcomes import (
    NoSuchClass,
    ResultClass,
    Review,
    ReviewVerdict,
    next_review,
    result_class,
    settles,
    standing_reply,
)
from consultroom.domain.parameters import DEFAULT_CLASSES
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import any_reviews

LEVELS = st.integers(1, 3)
FIRST = date(2026, 9, 28)
THEN = date(2027, 6, 1)  # after every day the strategies use


@given(any_reviews(), LEVELS, st.integers(1, 3))
def test_a_return_by_anyone_sends_the_sheet_back_to_the_start(
    reviews: tuple[Review, ...], levels: int, by: int
):
    returned = a.a_review(by, id="Z", verdict=ReviewVerdict.RETURN, reviewed_on=THEN)
    assert next_review((*reviews, returned), levels) == 1


@given(any_reviews(), LEVELS)
def test_each_level_in_turn_brings_the_sheet_through(reviews: tuple[Review, ...], levels: int):
    turns = []
    while (level := next_review(reviews, levels)) is not None:
        turns.append(level)
        reviews = (*reviews, a.a_review(level, id=f"Z-{level}", reviewed_on=THEN))
    assert turns == sorted(set(turns))
    assert next_review((), levels) == 1


@given(any_reviews(), LEVELS)
def test_whose_turn_it_is_follows_from_the_last_return_on(reviews: tuple[Review, ...], levels: int):
    ordered = sorted(reviews, key=lambda review: (review.reviewed_on, review.id))
    verdicts = [review.verdict for review in ordered]
    last = max((n for n, v in enumerate(verdicts) if v is ReviewVerdict.RETURN), default=-1)
    agreed = {review.level for review in ordered[last + 1 :]}
    waiting = set(range(1, levels + 1)) - agreed
    assert next_review(reviews, levels) == min(waiting, default=None)


@given(st.permutations(a.three_reviews()), LEVELS)
def test_the_order_of_reading_does_not_matter(reviews: list[Review], levels: int):
    assert next_review(tuple(reviews), levels) is None


def test_agreeing_after_changes_is_agreeing():
    changed = tuple(
        replace(one, verdict=ReviewVerdict.AGREE_AFTER_CHANGE) for one in a.three_reviews()
    )
    assert next_review(changed, 3) is None


def test_a_review_older_than_the_return_does_not_count():
    old = a.three_reviews()
    returned = a.a_review(2, id="R", verdict=ReviewVerdict.RETURN, reviewed_on=date(2026, 10, 8))
    assert next_review((*old, returned), 3) == 1
    again = a.a_review(1, id="S", reviewed_on=date(2026, 10, 9))
    assert next_review((*old, returned, again), 3) == 2


# -- replies and classes ---------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from("ABCD")), min_size=1, max_size=6))
def test_the_latest_reply_stands(told: list[tuple[int, str]]):
    replies = tuple(
        a.a_reply(id=f"R{n}", replied_on=FIRST + timedelta(days=day), result_class=letter)
        for n, (day, letter) in enumerate(told)
    )
    standing = standing_reply("ASSIGNMENT", replies)
    assert standing is not None
    assert all(reply.replied_on <= standing.replied_on for reply in replies)
    assert standing_reply("ANOTHER", replies) is None


@pytest.mark.parametrize(
    ("letter", "closes"),
    [("A", True), ("B", False), ("C", False), ("D", True), ("a", True), ("E", False)],
)
def test_which_letters_close_a_matter(letter: str, closes: bool):
    assert settles(a.a_reply(result_class=letter), DEFAULT_CLASSES) is closes


def test_what_the_letters_mean_is_the_districts_to_say():
    planned = (ResultClass(code="C", means="已列入规划逐步解决", settles=True),)
    assert settles(a.a_reply(result_class="C"), planned)
    assert result_class("c", planned).means == "已列入规划逐步解决"


def test_an_unknown_letter_is_answered_with_the_legend():
    with pytest.raises(NoSuchClass, match="没有办理结果类别“E”。现有：A：已解决或基本解决；"):
        result_class("E", DEFAULT_CLASSES)


def test_what_is_not_settled_is_looked_at_again():
    assert all(kind.look_back is not kind.settles for kind in DEFAULT_CLASSES)


def test_an_extension_moves_the_deadline():
    assert a.an_assignment().deadline == date(2026, 11, 8)
    assert a.an_assignment(extended_to=date(2026, 12, 8)).deadline == date(2026, 12, 8)
