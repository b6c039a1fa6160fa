"""Walking: what holds a consultation back, and that nothing else moves it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.consultations import ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.schemes import GateLevel
from consultroom.domain.steps import (
    RULES,
    NotReady,
    NotRunning,
    ReasonWanted,
    advance,
    enter,
    missing,
)
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import FEWER, any_dossier

FORMS = {
    "assign",
    "attendance",
    "confirm",
    "decision",
    "look_back",
    "meeting",
    "minutes",
    "notice",
    "outcome",
    "reply",
    "research",
    "review",
    "satisfaction",
    "screening",
    "topic",
}

# For each rule, parts of the whole story changed so that it does not hold.
BROKEN: dict[str, dict[str, object]] = {
    "intake-recorded": {"topic": a.a_topic(proposer=" ")},
    "topic-approved": {"decisions": (a.a_decision(decided_by=""),)},
    "participants-named": {"decisions": (a.a_decision(participant_kinds=()),)},
    "topic-screened": {"topic": a.a_topic(screening=a.Screening(wanted_by_party=True))},
    "fit-to-consult": {"topic": a.a_topic(unfit=("个体纠纷",))},
    "research-recorded": {"research": ()},
    "meeting-scheduled": {"meetings": (a.a_meeting(venue=" "),)},
    "notice-sent": {"meetings": (a.a_meeting(notice_sent_on=None),)},
    "notice-in-time": {"meetings": (a.a_meeting(notice_sent_on=date(2026, 9, 19)),)},
    "attendance-taken": {"attendance": ()},
    "stakeholder-came": {"attendance": a.everyone_present(a.some_participants()[:3])},
    "department-came": {"attendance": a.everyone_present(a.some_participants()[3:])},
    "points-recorded": {"consensus": (), "dissent": ()},
    "minutes-confirmed": {"minutes": (a.some_minutes(confirmed_by=" "),)},
    "outcome-drafted": {"outcome": None},
    "outcome-reviewed": {"reviews": a.three_reviews()[:2]},
    "all-assigned": {"assignments": ()},
    "all-replied": {"replies": ()},
    "satisfaction-asked": {"satisfaction": (a.a_slip(rater_kind=a.RaterKind.RESIDENT),)},
    "looked-back": {"look_backs": ()},
    "all-settled": {"satisfaction": (a.a_slip(rating=a.Rating.DISSATISFIED),)},
}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_holds_once_the_story_is_whole_and_fails_without_its_part(rule: str):
    whole = a.a_whole_dossier()
    assert RULES[rule].holds(whole)
    assert not RULES[rule].holds(replace(whole, **BROKEN[rule]))


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("topic-approved", {"decisions": (a.a_decision(verdict=a.Verdict.MERGED),)}),
        ("meeting-scheduled", {"meetings": (a.a_meeting(state=a.MeetingState.CANCELLED),)}),
        ("minutes-confirmed", {"minutes": (a.some_minutes(confirmed_on=None),)}),
        ("minutes-confirmed", {"minutes": (a.some_minutes(meeting="ANOTHER"),)}),
        ("points-recorded", {"consensus": (a.a_consensus_item(meeting="GONE"),), "dissent": ()}),
        ("all-assigned", {"assignments": (a.an_assignment(returned_on=a.TODAY),)}),
        ("all-settled", {"replies": (a.a_reply(result_class="B"),)}),
        ("all-settled", {"replies": ()}),
        ("all-settled", {"look_backs": (a.a_look_back(still_holds=False),)}),
    ],
)
def test_a_rule_is_not_content_with_half_of_it(rule: str, changed: dict[str, object]):
    assert not RULES[rule].holds(replace(a.a_whole_dossier(), **changed))


@pytest.mark.parametrize(
    ("rule", "changed"),
    [
        ("notice-in-time", {"meetings": (a.a_meeting(notice_sent_on=date(2026, 9, 18)),)}),
        (
            "notice-in-time",
            {"meetings": (a.a_meeting(notice_sent_on=date(2026, 9, 23), late_reason="水管爆了"),)},
        ),
        ("research-recorded", {"research": (), "consultation": a.a_consultation(brief=True)}),
        ("points-recorded", {"consensus": ()}),
        ("all-assigned", {"assignments": (), "consensus": ()}),
        ("all-replied", {"replies": (), "assignments": (a.an_assignment(returned_on=a.TODAY),)}),
        ("all-replied", {"replies": (), "assignments": (a.an_assignment(extended_to=a.TODAY),)}),
        ("all-settled", {"replies": (a.a_reply(result_class="D"),)}),
        ("outcome-reviewed", {"parameters": a.some_parameters(review_levels=1)}),
    ],
)
def test_a_rule_asks_no_more_than_it_says(rule: str, changed: dict[str, object]):
    assert RULES[rule].holds(replace(a.a_whole_dossier(), **changed))


def test_a_class_the_district_no_longer_uses_settles_nothing_and_breaks_nothing():
    gone = replace(a.a_whole_dossier(), replies=(a.a_reply(result_class="E"),))
    assert not RULES["all-settled"].holds(gone)


@FEWER
@given(any_dossier())
def test_every_rule_answers_about_any_dossier(dossier: Dossier):
    for rule in RULES.values():
        assert rule.holds(dossier) in (True, False)
        assert rule.due(dossier) is None or isinstance(rule.due(dossier), date)
        assert rule.ready(dossier) is None or isinstance(rule.ready(dossier), date)


def test_every_rule_names_a_form_there_is_and_speaks_in_sentences():
    assert {rule.form for rule in RULES.values()} == FORMS
    assert all(rule.says.endswith("。") and "\n" not in rule.says for rule in RULES.values())
    assert all(0 < len(rule.label) <= 12 and "。" not in rule.label for rule in RULES.values())
    assert len({rule.label for rule in RULES.values()}) == len(RULES)


@FEWER
@given(any_dossier())
def test_missing_lists_exactly_the_unmet_gates_blocking_ones_first(dossier: Dossier):
    unmet = missing(dossier)
    on = {gate.rule: gate.level for gate in dossier.step.gates if gate.level is not GateLevel.OFF}
    assert {item.rule: item.level for item in unmet} == {
        rule: level for rule, level in on.items() if not RULES[rule].holds(dossier)
    }
    levels = [item.level for item in unmet]
    assert levels == sorted(levels, key=[GateLevel.BLOCK, GateLevel.WARN].index)


def test_an_unmet_block_holds_whatever_the_reason():
    guarded = a.a_dossier("consult", scheme=a.a_short_scheme(minutes_confirmed=GateLevel.BLOCK))
    with pytest.raises(NotReady, match="协商纪要还没有经召集人确认"):
        advance(guarded, on=a.TODAY, by="何小满", reason="领导说可以")


def test_a_warning_asks_for_a_reason_and_keeps_it_with_the_step():
    warned = a.a_dossier("consult", scheme=a.a_short_scheme(stakeholder_came=GateLevel.WARN))
    with pytest.raises(ReasonWanted, match="签到里没有利益相关方"):
        advance(warned, on=a.TODAY, by="何小满", reason="  ")
    left, entered = advance(warned, on=a.TODAY, by="何小满", reason=" 会前已书面征求意见 ").records
    assert left.waived == ("签到里没有利益相关方，也没有群众代表。（会前已书面征求意见）",)
    assert (left.left_on, left.by, entered.step) == (a.TODAY, "何小满", "deliver")


def test_a_gate_that_is_off_says_nothing():
    silent = a.a_dossier("consult", scheme=a.a_short_scheme(minutes_confirmed=GateLevel.OFF))
    assert missing(silent) == ()
    assert advance(silent, on=a.TODAY, by="何小满").records[0].waived == ()


@pytest.mark.parametrize("name", a.SCHEMES)
def test_a_whole_story_walks_every_bundled_scheme_to_its_end(name: str):
    scheme = a.a_scheme(name)
    dossier = replace(
        a.a_whole_dossier(name),
        consultation=a.a_consultation(scheme=scheme.id, step=scheme.steps[0].code),
        steps=(),
    )
    for step in scheme.steps:
        assert dossier.step is step
        dossier = advance(dossier, on=a.TODAY, by="何小满").dossier
    assert dossier.consultation.state is ConsultationState.CLOSED
    assert dossier.consultation.closed_on == a.TODAY
    assert [record.step for record in dossier.steps] == [step.code for step in scheme.steps]
    assert all(record.left_on == a.TODAY for record in dossier.steps)


@FEWER
@given(any_dossier(), st.sampled_from(["", "已说明情况"]))
def test_one_step_forward_changes_the_place_and_nothing_else(dossier: Dossier, reason: str):
    try:
        walked = advance(dossier, on=a.TODAY, by="何小满", reason=reason)
    except NotRunning:
        assert dossier.consultation.state is not ConsultationState.RUNNING
    except NotReady:
        assert any(item.level is GateLevel.BLOCK for item in missing(dossier))
    except ReasonWanted:
        assert missing(dossier)
        assert not reason
    else:
        _left_rightly(dossier, walked.dossier)


def _left_rightly(before: Dossier, now: Dossier) -> None:
    following = before.scheme.after(before.consultation.step)
    moved = {"step": following.code} if following else {}
    ended = {} if following else {"state": ConsultationState.CLOSED, "closed_on": a.TODAY}
    assert now.consultation == replace(before.consultation, **moved, **ended)
    assert replace(now, consultation=before.consultation, steps=before.steps) == before
    open_stays = [record for record in now.steps if record.left_on is None]
    assert [stay.step for stay in open_stays] == ([following.code] if following else [])


def test_the_first_stay_can_be_missing_and_is_made_up_on_leaving():
    lost = replace(a.a_dossier("collect"), steps=())
    left, entered = advance(lost, on=a.TODAY, by="何小满").records
    assert (left.step, left.left_on) == ("collect", a.TODAY)
    assert entered.step == "select"


def test_a_stay_has_one_id_in_each_round():
    step = a.a_scheme().steps[2]
    first = enter(a.a_consultation(), step, on=a.TODAY)
    second = enter(a.a_consultation(rounds=2), step, on=a.TODAY)
    assert first.id != second.id
    assert first.id == enter(a.a_consultation(title="改名"), step, on=date(2026, 1, 1)).id


def test_nothing_is_replied_while_nothing_was_handed_out():
    dossier = replace(a.a_whole_dossier(), assignments=(), replies=())
    assert dossier.consensus
    assert not RULES["all-replied"].holds(dossier)
    assert RULES["all-replied"].holds(replace(dossier, consensus=()))
