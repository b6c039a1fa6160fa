"""How far an assignment has come, and slips counted with their base."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.followup import (
    DUE_SOON_DAYS,
    HandlingState,
    Rating,
    handling_state,
    tally,
)
from consultroom.domain.parameters import DEFAULT_CLASSES
from tests import builders as a

DUE = a.an_assignment().due_on
STATES = HandlingState


def state(today: date, *replies: object, **changed: object) -> HandlingState:
    return handling_state(a.an_assignment(**changed), replies, DEFAULT_CLASSES, today)


@pytest.mark.parametrize(
    ("days_after_due", "expected"),
    [
        (-30, STATES.OPEN),
        (-DUE_SOON_DAYS - 1, STATES.OPEN),
        (-DUE_SOON_DAYS, STATES.DUE_SOON),
        (-1, STATES.DUE_SOON),
        (0, STATES.DUE_SOON),  # the due day itself is not late
        (1, STATES.OVERDUE),
        (300, STATES.OVERDUE),
    ],
)
def test_where_in_dates_becomes_due_soon_and_overdue(days_after_due: int, expected: HandlingState):
    assert state(DUE + timedelta(days=days_after_due)) is expected


@given(st.integers(-400, 400), st.integers(1, 90))
def test_an_extension_moves_every_boundary_by_its_days(offset: int, longer: int):
    extended = {"extended_to": DUE + timedelta(days=longer)}
    moved = state(DUE + timedelta(days=offset + longer), **extended)
    assert moved is state(DUE + timedelta(days=offset))


@given(st.integers(-400, 400))
def test_what_was_sent_back_is_neither_open_nor_late(offset: int):
    today = DUE + timedelta(days=offset)
    assert state(today, returned_on=date(2026, 10, 12)) is STATES.RETURNED
    assert state(today, a.a_reply(), returned_on=date(2026, 10, 12)) is STATES.RETURNED


@given(st.integers(-400, 400), st.sampled_from("ABCDE"))
def test_an_answer_ends_the_waiting_whatever_the_day(offset: int, letter: str):
    reached = state(DUE + timedelta(days=offset), a.a_reply(result_class=letter))
    assert reached is (STATES.SETTLED if letter in "AD" else STATES.PLANNED)


def test_another_assignments_answer_is_none():
    assert state(DUE, a.a_reply(assignment="ANOTHER")) is STATES.DUE_SOON


@given(st.lists(st.sampled_from(Rating), max_size=20))
def test_slips_add_up_to_those_returned(ratings: list[Rating]):
    counted = tally(tuple(a.a_slip(id=str(n), rating=one) for n, one in enumerate(ratings)))
    assert counted.returned == len(ratings)
    assert counted.satisfied + counted.fairly + counted.dissatisfied == counted.returned
    assert counted.dissatisfied == ratings.count(Rating.DISSATISFIED)


def test_a_count_is_said_with_its_base():
    slips = (a.a_slip(), a.a_slip(rating=Rating.FAIRLY), a.a_slip())
    assert tally(slips).sentence() == "收回3份：满意2份、基本满意1份、不满意0份"
