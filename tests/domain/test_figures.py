"""The year's figures: every sitting, head and point in the year it happened, once."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.dossiers import Dossier
from consultroom.domain.figures import held_in, percent, year_figures
from consultroom.domain.meetings import AttendanceStatus, MeetingState
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import FEWER, any_dossier

ROOMS = st.lists(any_dossier(), max_size=2).map(tuple)


@FEWER
@given(ROOMS)
def test_parts_never_exceed_their_base(dossiers: tuple[Dossier, ...]):
    figures = year_figures(dossiers, 2026)
    assert 0 <= figures.members_there <= figures.members_asked
    assert 0 <= figures.replied <= figures.assigned
    assert figures.sittings == sum(len(held_in(dossier, 2026)) for dossier in dossiers)


@FEWER
@given(ROOMS)
def test_rooms_counted_apart_add_up(dossiers: tuple[Dossier, ...]):
    apart = [year_figures((dossier,), 2026) for dossier in dossiers]
    together = year_figures(dossiers, 2026)
    assert together.sittings == sum(one.sittings for one in apart)
    assert together.members_there == sum(one.members_there for one in apart)
    assert together.assigned == sum(one.assigned for one in apart)


def test_the_story_of_2026_in_figures():
    figures = year_figures((a.a_whole_dossier(),), 2026)
    assert (figures.sittings, figures.points, figures.assigned, figures.replied) == (1, 1, 1, 1)
    assert (figures.members_there, figures.members_asked) == (2, 2)


@pytest.mark.parametrize("state", [MeetingState.PLANNED, MeetingState.CANCELLED])
def test_a_sitting_that_was_not_held_counts_nowhere(state: MeetingState):
    unheld = replace(a.a_whole_dossier(), meetings=(a.a_meeting(state=state),))
    figures = year_figures((unheld,), 2026)
    assert (figures.sittings, figures.points, figures.members_asked) == (0, 0, 0)


def test_a_second_sitting_is_one_more_in_its_own_year():
    january = datetime(2027, 1, 14, 14, 30)  # noqa: DTZ001 - wall-clock time, as printed
    again = a.a_meeting(id="AGAIN", sitting=2, starts_at=january)
    twice = replace(a.a_whole_dossier(), meetings=(a.a_meeting(), again))
    assert [year_figures((twice,), year).sittings for year in (2025, 2026, 2027)] == [0, 1, 1]


def test_a_member_on_leave_was_asked_and_not_there():
    people = a.some_participants()
    marks = (
        a.an_attendance(people[0], status=AttendanceStatus.LEAVE),
        *a.everyone_present(people[1:]),
    )
    figures = year_figures((replace(a.a_whole_dossier(), attendance=marks),), 2026)
    assert (figures.members_there, figures.members_asked) == (1, 2)


def test_what_was_sent_back_is_not_handed_out():
    returned = (a.an_assignment(returned_on=date(2026, 10, 12)),)
    figures = year_figures((replace(a.a_whole_dossier(), assignments=returned),), 2026)
    assert (figures.assigned, figures.replied) == (0, 0)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(19, 22, "86.4"), (1, 2, "50"), (0, 7, "0"), (3, 3, "100"), (0, 0, "—")],
)
def test_a_share_is_written_with_one_decimal_and_none_without_a_base(
    part: int, whole: int, text: str
):
    assert percent(part, whole) == text
