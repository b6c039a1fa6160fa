"""What is due, in what order, and the one next act."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consultroom.domain.consultations import ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import (
    ADVANCE,
    NEW,
    WAIT,
    Due,
    Urgency,
    checklist,
    due_list,
    next_act,
    next_of,
    replies_due,
    step_due,
    urgency,
)
from consultroom.domain.followup import DUE_SOON_DAYS
from consultroom.domain.schemes import GateLevel
from consultroom.domain.steps import RULES, advance
from consultroom.frozen import replace
from tests import builders as a
from tests.strategies import FEWER, any_dossier

DAYS = st.integers(-60, 220).map(lambda days: date(2026, 7, 1) + timedelta(days=days))
ROOMS = st.lists(any_dossier(), max_size=2).map(tuple)
FORMS = {rule.form for rule in RULES.values()}
URGENCIES = list(Urgency)


# -- the list --------------------------------------------------------------------------------


@FEWER
@given(ROOMS, DAYS)
def test_overdue_comes_first_and_waiting_never_before_acting(
    dossiers: tuple[Dossier, ...], today: date
):
    dues = due_list(dossiers, today)
    places = [URGENCIES.index(due.urgency) for due in dues]
    assert places == sorted(places)
    waiting = [due.form == WAIT for due in dues]
    assert waiting == sorted(waiting)
    for one, two in pairwise(dues):
        if (one.urgency, one.form == WAIT) == (two.urgency, two.form == WAIT):
            assert (one.on or date.max) <= (two.on or date.max)


def test_a_sitting_waited_for_stands_below_what_can_be_done_later():
    fixed = replace(
        a.a_dossier("consult"), meetings=(a.a_meeting(),), participants=a.some_participants()
    )
    looking = a.a_dossier("review", consultation=a.a_consultation(id="OTHER"))
    forms = [due.form for due in due_list((fixed, looking), date(2026, 9, 1))]
    assert forms == ["satisfaction", WAIT]


@FEWER
@given(any_dossier(), DAYS)
def test_each_thing_is_due_once_and_every_line_says_what_to_do(dossier: Dossier, today: date):
    dues = due_list((dossier,), today)
    assert len({(due.form, due.record) for due in dues}) == len(dues)
    assert {due.form for due in dues} <= FORMS | {ADVANCE, WAIT}
    assert all(due.label and due.says.endswith("。") for due in dues)
    assert {due.consultation for due in dues} <= {dossier.consultation.id}


@FEWER
@given(any_dossier(), DAYS)
def test_every_open_answer_is_on_the_list_and_nothing_of_what_is_over(
    dossier: Dossier, today: date
):
    waiting = {
        one.id
        for one in dossier.assignments
        if not one.returned_on and one.id not in {reply.assignment for reply in dossier.replies}
    }
    listed = {due.record for due in replies_due(dossier, today)}
    assert listed == (waiting if dossier.consultation.is_open else set())
    if not dossier.consultation.is_open:
        assert due_list((dossier,), today) == ()


# -- one consultation's next act -------------------------------------------------------------


@FEWER
@given(any_dossier(), DAYS)
def test_what_is_suggested_can_be_done(dossier: Dossier, today: date):
    act = next_of(dossier, today)
    if dossier.consultation.state is not ConsultationState.RUNNING:
        assert act is None
        return
    assert act is not None
    unmet = {line.form for line in checklist(dossier, dossier.step) if not line.done}
    if act.form == ADVANCE:
        assert advance(dossier, on=today, by="何小满", reason="已说明情况").records
    elif act.form == WAIT:
        assert act.on is not None
        assert act.on > today
    else:
        assert act.form in unmet


@FEWER
@given(any_dossier(), DAYS)
def test_a_fact_is_never_suggested_unless_it_blocks_and_nothing_else_is_left(
    dossier: Dossier, today: date
):
    act = next_of(dossier, today)
    lines = {line.label: line for line in checklist(dossier, dossier.step)}
    if act is None or act.label not in lines or RULES[lines[act.label].rule].is_task:
        return
    assert lines[act.label].level is GateLevel.BLOCK
    tasks = [line for line in lines.values() if RULES[line.rule].is_task and not line.done]
    assert all(task.ready and task.ready > today for task in tasks)


@FEWER
@given(any_dossier(), DAYS)
def test_going_on_is_suggested_only_when_no_task_is_open(dossier: Dossier, today: date):
    act = next_of(dossier, today)
    assume(act is not None and act.form == ADVANCE)
    open_lines = [line for line in checklist(dossier, dossier.step) if not line.done]
    assert not [line for line in open_lines if RULES[line.rule].is_task]
    assert not [line for line in open_lines if line.level is GateLevel.BLOCK]


def test_the_story_is_led_from_form_to_form():
    suggested = [
        next_of(a.a_dossier(step.code), a.TODAY).form  # type: ignore[union-attr]
        for step in a.a_scheme().steps
    ]
    assert suggested == [ADVANCE, "decision", "research", "meeting", "outcome", "satisfaction"]


def test_before_the_sitting_one_waits_and_on_its_day_one_signs_in():
    fixed = replace(
        a.a_dossier("consult"), meetings=(a.a_meeting(),), participants=a.some_participants()
    )
    act = next_of(fixed, date(2026, 9, 23))
    assert act is not None
    assert (act.form, act.says) == (WAIT, "会议定于2026年9月24日（星期四）召开。")
    signing = next_of(fixed, date(2026, 9, 24))
    assert signing is not None
    assert signing.form == "attendance"


def test_a_late_notice_is_due_before_it_is_late():
    planned = replace(a.a_dossier("consult"), meetings=(a.a_meeting(notice_sent_on=None),))
    act = next_of(planned, date(2026, 9, 15))
    assert act is not None
    assert (act.form, act.on, act.urgency) == ("notice", date(2026, 9, 18), Urgency.SOON)


def test_the_reason_that_will_be_asked_is_said_beforehand():
    alone = replace(
        a.a_dossier("consult", done=True),
        attendance=a.everyone_present(a.some_participants()[:3]),
    )
    act = next_of(alone, a.TODAY)
    assert act is not None
    assert act.form == ADVANCE
    assert act.says.endswith("往下走要写明原因：签到里没有利益相关方，也没有群众代表。")


def test_a_blocking_fact_offers_its_form_when_nothing_else_is_left():
    guarded = a.a_dossier(
        "consult",
        scheme=a.a_short_scheme(stakeholder_came=GateLevel.BLOCK, minutes_confirmed=GateLevel.WARN),
        meetings=(a.a_meeting(),),
    )
    forms = [next_of(guarded, a.TODAY), next_of(_confirmed(guarded), a.TODAY)]
    assert [act.form for act in forms if act] == ["confirm", "attendance"]


def _confirmed(dossier: Dossier) -> Dossier:
    return replace(dossier, minutes=(a.some_minutes(),))


def test_at_the_end_the_matter_is_filed():
    whole = a.a_whole_dossier()
    act = next_of(whole, a.TODAY)
    assert act is not None
    assert (act.form, act.label) == (ADVANCE, "办结归档")


def test_the_last_day_to_answer_is_named_and_lateness_counted():
    asked = replace(a.a_dossier("deliver", done=True), replies=())
    on_time = replies_due(asked, date(2026, 11, 8))[0]
    assert on_time.says == "WT-JB-2026-011应于2026年11月8日前答复。"
    assert on_time.urgency is Urgency.SOON
    late = replies_due(asked, a.TODAY)[0]
    assert late.says == "WT-JB-2026-011应于2026年11月8日前答复，已超期12天。"
    assert (late.urgency, late.label, late.record) == (
        Urgency.OVERDUE,
        "登记区教育局的答复",
        "ASSIGNMENT",
    )


def test_open_answers_stand_in_place_of_their_steps_own_line():
    asked = replace(a.a_dossier("deliver", done=True), replies=())
    assert [due.record for due in due_list((asked,), a.TODAY)] == ["ASSIGNMENT"]


# -- days ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (-1, Urgency.OVERDUE),
        (0, Urgency.SOON),
        (DUE_SOON_DAYS, Urgency.SOON),
        (DUE_SOON_DAYS + 1, Urgency.LATER),
    ],
)
def test_where_a_day_becomes_urgent(days_left: int, expected: Urgency):
    assert urgency(a.TODAY + timedelta(days=days_left), a.TODAY) is expected


def test_without_a_day_nothing_is_urgent():
    assert urgency(None, a.TODAY) is Urgency.LATER


def test_a_step_usually_ends_so_many_days_after_it_was_entered():
    assert step_due(a.a_dossier("select")) == date(2026, 8, 13)  # 5 工作日 from a Thursday
    assert step_due(a.a_dossier("review")) == date(2026, 10, 30) + timedelta(days=90)
    assert step_due(replace(a.a_dossier("select"), steps=())) is None
    assert step_due(a.a_dossier("consult", scheme=a.a_short_scheme())) is None


# -- the room's next act ---------------------------------------------------------------------


@FEWER
@given(ROOMS, DAYS, st.booleans())
def test_there_is_always_one_next_act(
    dossiers: tuple[Dossier, ...], today: date, has_consultation: bool
):
    dues = due_list(dossiers, today)
    act = next_act(dues, month="2026-11", has_consultation=has_consultation)
    assert act.label
    assert act.says.endswith("。")
    if any(due.urgency is not Urgency.LATER for due in dues):
        assert act == dues[0]
    elif not has_consultation:
        assert act.form == NEW


def test_a_month_without_a_consultation_comes_before_what_can_wait():
    later = Due(label="开展调研", says="还没有调研记录。", form="research")
    act = next_act((later,), month="2026-11", has_consultation=False)
    assert (act.form, act.says[:8]) == (NEW, "2026年11月")
    assert next_act((later,), month="2026-11", has_consultation=True) is later


def test_when_all_only_wait_the_room_says_for_what():
    wait = Due(label="等待会议召开", says="会议定于明天召开。", form=WAIT)
    assert next_act((wait,), month="2026-11", has_consultation=True) is wait


def test_when_nothing_is_due_a_topic_can_be_taken_in():
    assert next_act((), month="2026-11", has_consultation=True).form == "topic"
