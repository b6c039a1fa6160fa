"""Branches: where each may be taken, what it keeps, and that a second round starts clean."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consultroom.domain.branches import TURNS, CannotTurn, may_turn, take
from consultroom.domain.consultations import Branch, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import MeetingState
from consultroom.domain.schemes import Phase
from consultroom.domain.steps import RULES, missing
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import FEWER, any_dossier

LATER = date(2026, 12, 1)
AFTERNOON = datetime(2026, 12, 10, 14, 30)  # noqa: DTZ001 - wall-clock time, as printed


def turned(dossier: Dossier, branch: Branch, *, on: date = LATER) -> Dossier:
    return a.after(dossier, take(dossier, branch, id="B", on=on, by="何小满", reason="有原因"))


@FEWER
@given(any_dossier())
def test_postponing_and_resuming_leaves_everything_as_it_was(dossier: Dossier):
    assume(dossier.consultation.state is ConsultationState.RUNNING)
    back = turned(turned(dossier, Branch.POSTPONE), Branch.RESUME)
    assert back == replace(dossier, branchings=back.branchings)
    assert [turn.branch for turn in back.branchings[-2:]] == [Branch.POSTPONE, Branch.RESUME]


@FEWER
@given(any_dossier(), st.sampled_from(Branch))
def test_a_branch_changes_only_what_it_is_about(dossier: Dossier, branch: Branch):
    assume(may_turn(dossier, branch))
    assume(branch is not Branch.CARRY_OVER or dossier.consultation.carried_to <= LATER.year)
    now = turned(dossier, branch).consultation
    allowed = {
        Branch.BRIEF: {"brief": True},
        Branch.CARRY_OVER: {"carried_to": now.carried_to},
        Branch.RECONVENE: {
            "step": now.step,
            "rounds": now.rounds,
            "earlier_sittings": now.earlier_sittings,
        },
    }.get(branch, {"state": now.state, "closed_on": now.closed_on})
    assert now == replace(dossier.consultation, **allowed)
    assert now.is_open is (now.closed_on is None)
    assert now.state is TURNS[branch].leads_to


@FEWER
@given(any_dossier(), st.sampled_from(Branch))
def test_a_branch_is_taken_exactly_where_it_may_be(dossier: Dossier, branch: Branch):
    assume(dossier.consultation.carried_to <= LATER.year)
    if may_turn(dossier, branch):
        assert turned(dossier, branch).branchings[-1].reason == "有原因"
    else:
        with pytest.raises(CannotTurn, match=branch.label):
            turned(dossier, branch)


@pytest.mark.parametrize("branch", Branch)
@pytest.mark.parametrize("reason", ["", "   ", "　"])
def test_every_branch_asks_why(branch: Branch, reason: str):
    state = min(TURNS[branch].states, key=list(ConsultationState).index)
    step = "deliver" if Phase.DELIVER in TURNS[branch].phases else "select"
    dossier = a.a_dossier(step, consultation=a.a_consultation(state=state))
    assert may_turn(dossier, branch)
    with pytest.raises(CannotTurn, match="写明原因"):
        take(dossier, branch, id="B", on=LATER, by="何小满", reason=reason)


def test_what_is_over_takes_no_branch_at_all():
    for state in set(ConsultationState) - {ConsultationState.RUNNING, ConsultationState.POSTPONED}:
        over = a.a_dossier("deliver", consultation=a.a_consultation(state=state))
        assert not [branch for branch in Branch if may_turn(over, branch)]


def test_a_small_matter_is_called_so_once_and_before_the_sitting():
    early = a.a_dossier("select")
    assert may_turn(early, Branch.BRIEF)
    assert not may_turn(turned(early, Branch.BRIEF), Branch.BRIEF)
    assert not may_turn(a.a_dossier("consult"), Branch.BRIEF)


def test_the_number_of_the_proposal_it_became_is_kept():
    told = take(
        a.a_dossier("deliver"),
        Branch.TO_PROPOSAL,
        id="B",
        on=LATER,
        by="何小满",
        reason="超出街道权限",
        reference="2026-118",
    )
    assert told.branching.reference == "2026-118"
    assert told.consultation.state is ConsultationState.CONVERTED


# -- a second round --------------------------------------------------------------------------


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_second_round_goes_back_to_research_or_to_the_table(name: str):
    again = turned(a.a_whole_dossier(name), Branch.RECONVENE)
    first = again.scheme.first_in(Phase.RESEARCH) or again.scheme.first_in(Phase.CONSULT)
    assert again.step is first
    assert again.consultation.rounds == 2
    assert [stay.step for stay in again.steps if stay.left_on is None] == [again.step.code]


SITTING_RULES = {
    "meeting-scheduled",
    "notice-sent",
    "notice-in-time",
    "attendance-taken",
    "stakeholder-came",
    "department-came",
    "points-recorded",
    "minutes-confirmed",
}
ROUND_RULES = SITTING_RULES | {"outcome-reviewed", "satisfaction-asked", "looked-back"}


def test_no_record_of_the_first_round_opens_a_gate_of_the_second():
    again = turned(a.a_whole_dossier(), Branch.RECONVENE)
    assert again.meeting is None
    assert {name for name in ROUND_RULES if RULES[name].holds(again)} == set()


def second_sitting(dossier: Dossier) -> Dossier:
    """Return the dossier with a second sitting that did all a sitting does."""
    meeting = a.a_meeting(id="AGAIN", sitting=2, starts_at=AFTERNOON, notice_sent_on=LATER)
    people = a.some_participants("AGAIN")
    return replace(
        dossier,
        meetings=(*dossier.meetings, meeting),
        participants=(*dossier.participants, *people),
        attendance=(*dossier.attendance, *a.everyone_present(people)),
        minutes=(*dossier.minutes, a.some_minutes(id="M2", meeting="AGAIN")),
        consensus=(*dossier.consensus, a.a_consensus_item(id="C2", meeting="AGAIN", order=1)),
    )


def test_the_second_round_opens_its_gates_with_its_own_sitting():
    again = second_sitting(turned(a.a_whole_dossier(), Branch.RECONVENE))
    assert {name for name in SITTING_RULES if not RULES[name].holds(again)} == set()
    assert not RULES["all-assigned"].holds(again)
    assert not RULES["outcome-reviewed"].holds(again)


def test_a_dissatisfied_slip_of_the_first_round_does_not_haunt_the_second():
    unhappy = replace(a.a_whole_dossier(), satisfaction=(a.a_slip(rating=a.Rating.DISSATISFIED),))
    again = second_sitting(turned(unhappy, Branch.RECONVENE))
    assert not RULES["all-settled"].holds(unhappy)
    assert RULES["all-settled"].holds(again)
    late = a.a_slip(id="S2", rating=a.Rating.DISSATISFIED, rated_on=AFTERNOON.date())
    assert not RULES["all-settled"].holds(replace(again, satisfaction=(late,)))


def test_reviews_of_the_second_round_count_from_its_first_sitting():
    again = second_sitting(turned(a.a_whole_dossier(), Branch.RECONVENE))
    fresh = tuple(
        a.a_review(level, id=f"R2-{level}", reviewed_on=AFTERNOON.date()) for level in (1, 2, 3)
    )
    assert RULES["outcome-reviewed"].holds(replace(again, reviews=(*again.reviews, *fresh)))


def test_a_sitting_planned_for_later_belongs_to_the_round_that_begins():
    planned = a.a_meeting(id="PLANNED", sitting=2, starts_at=AFTERNOON, state=MeetingState.NOTICED)
    whole = a.a_whole_dossier()
    again = turned(replace(whole, meetings=(*whole.meetings, planned)), Branch.RECONVENE)
    assert again.meeting == planned
    assert again.round_began == AFTERNOON.date()


def test_without_a_sitting_the_round_began_when_it_was_reconvened():
    again = turned(a.a_whole_dossier(), Branch.RECONVENE)
    assert again.round_began == LATER
    assert a.a_whole_dossier().round_began == date.min


# -- another year ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "carried_to", "on", "to"),
    [
        (2026, 0, date(2026, 12, 28), 2027),  # at the year's end
        (2026, 0, date(2027, 1, 6), 2027),  # in January, a little late
        (2026, 2027, date(2027, 12, 20), 2028),  # a second time
        (2024, 0, date(2026, 6, 1), 2026),  # forgotten for a year
    ],
)
def test_an_open_matter_goes_to_the_next_year_with_its_number(
    started: int, carried_to: int, on: date, to: int
):
    standing = a.a_consultation(started_on=date(started, 3, 1), carried_to=carried_to)
    carried = turned(a.a_dossier("review", consultation=standing), Branch.CARRY_OVER, on=on)
    assert carried.consultation.carried_to == to
    assert carried.consultation.number == standing.number
    assert carried.consultation.state is ConsultationState.RUNNING


def test_a_matter_is_not_carried_over_twice_in_one_year():
    standing = a.a_consultation(carried_to=2027)
    with pytest.raises(CannotTurn, match="已经转入2027年度督办"):
        turned(a.a_dossier("review", consultation=standing), Branch.CARRY_OVER)


def test_being_carried_over_settles_nothing():
    open_matter = replace(a.a_whole_dossier(), replies=(a.a_reply(result_class="B"),))
    carried = turned(open_matter, Branch.CARRY_OVER)
    assert "all-settled" in {item.rule for item in missing(carried)}
