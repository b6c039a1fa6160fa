"""From a dossier to the workspace's screen: steps, checklist, dates, what is missing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consultroom.domain.consultations import Branch, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import replace
from consultroom.services import progressing
from consultroom.ui.standing import OVER
from consultroom.ui.states import State
from consultroom.ui.workspace.presenter import ChecklistLine, WorkspaceScreen
from consultroom.ui.workspace.screens import step_state, workspace_screen
from tests import builders as a
from tests.services.district import TODAY, Seen
from tests.services.stages import DAYS, Stages, the_dossier

NOTICE_BY = date(2026, 11, 19)
MEETS = date(2026, 11, 26)
MINUTES_BY = date(2026, 12, 3)


def screen_at(stages: Stages, stage: str, today: date | None = None) -> WorkspaceScreen:
    return workspace_screen(the_dossier(stages(stage)), today or DAYS[stage])


def line_of(screen: WorkspaceScreen, rule: str) -> ChecklistLine:
    return next(line for line in screen.checklist if line.key == rule)


# -- the head -------------------------------------------------------------------------------------


def test_the_head_says_what_when_where_and_who(stages: Stages):
    screen = screen_at(stages, "scheduled")
    assert (screen.title, screen.number) == ("老旧小区加装电梯", "WT-XS-2026-001")
    assert screen.facts == (
        ("calendar-clock", "11月26日 星期四 14:30"),
        ("map-pin", "三楼会议室"),
        ("user", "召集人 张建国"),
    )
    assert screen.subheading == "2026年　默认六步"


def test_before_a_meeting_is_planned_there_is_no_place_and_no_paper(stages: Stages):
    screen = screen_at(stages, "begun")
    assert screen.facts == (("user", "召集人 张建国"),)
    assert [act.page for act in screen.acts] == ["workspace"]


def test_the_next_act_is_the_first_button_and_opens_its_form(stages: Stages):
    screen = screen_at(stages, "scheduled")
    assert [(act.word, act.page) for act in screen.acts] == [
        ("发出会议通知", "workspace"),
        ("文书", "paper"),
        ("座次", "seats"),
    ]
    assert screen.acts[0].about == f"{screen.id}/notice"


@pytest.mark.parametrize(
    ("stage", "words"), [("noticed", ["登记回执", "文书", "座次"]), ("followed", ["文书"])]
)
def test_waiting_is_no_button_beside_the_title_but_what_comes_in_meanwhile_is(
    stage: str, words: list[str], stages: Stages
):
    assert [act.word for act in screen_at(stages, stage).acts] == words


# -- the steps ------------------------------------------------------------------------------------


def test_steps_behind_are_done_the_current_one_is_active_the_rest_wait(stages: Stages):
    screen = screen_at(stages, "to be held")
    states = [step.state for step in screen.steps]
    assert states == [*[State.DONE] * 3, State.ACTIVE, *[State.TODO] * 2]
    assert [step.note for step in screen.steps[:3]] == ["11月2日 完成"] * 3
    assert [step.note for step in screen.steps[4:]] == ["", ""]


@pytest.mark.parametrize(
    ("today", "state"),
    [(NOTICE_BY, State.ACTIVE), (NOTICE_BY + timedelta(days=1), State.LATE)],
)
def test_a_step_is_late_from_the_day_after_its_next_line_was_due(
    today: date, state: State, stages: Stages
):
    screen = screen_at(stages, "scheduled", today)
    assert (screen.steps[3].state, screen.steps[3].note) == (state, "11月19日前")


def test_a_step_whose_line_waits_for_the_meeting_says_when(stages: Stages):
    assert screen_at(stages, "noticed").steps[3].note == "11月26日 召开"


def test_all_steps_of_a_closed_consultation_are_done(stages: Stages):
    desk = stages("followed")
    progressing.go_on(desk, the_dossier(desk).consultation.id)
    screen = workspace_screen(the_dossier(desk), desk.today)
    assert {step.state for step in screen.steps} == {State.DONE}
    assert (screen.state, screen.word, screen.branches) == (State.DONE, "办结", ())


@pytest.mark.parametrize("state", ConsultationState)
def test_every_state_of_a_consultation_has_its_look(state: ConsultationState):
    dossier = a.a_dossier("consult")
    ended = replace(dossier, consultation=replace(dossier.consultation, state=state))
    screen = workspace_screen(ended, a.TODAY)
    assert (screen.state, screen.word) == (OVER[state], state.label)
    running = state is ConsultationState.RUNNING
    assert (screen.advance is not None) is running
    assert (step_state(ended, 3, a.TODAY) is State.TODO) is (
        not running and state is not ConsultationState.CLOSED
    )


def test_what_is_put_off_says_why_and_how_it_goes_on(stages: Stages):
    desk = stages("scheduled")
    about = the_dossier(desk).consultation.id
    progressing.turn(desk, about, Branch.POSTPONE, reason="等规划")
    screen = workspace_screen(the_dossier(desk), desk.today)
    step = screen.steps[screen.chosen]
    assert (step.state, step.word, step.note) == (State.TODO, "暂缓", "暂缓")
    assert screen.purpose.endswith("暂缓：等规划")
    assert (screen.acts[0].word, screen.acts[0].about) == ("恢复协商", f"{about}/branch:resume")
    progressing.turn(desk, about, Branch.RESUME, reason="规划批了")
    again = workspace_screen(the_dossier(desk), desk.today)
    assert (again.steps[again.chosen].word, again.acts[0].word) == ("", "发出会议通知")
    assert again.purpose == the_dossier(desk).step.purpose


def test_what_was_stopped_says_why_and_offers_no_way_on(stages: Stages):
    desk = stages("scheduled")
    about = the_dossier(desk).consultation.id
    progressing.turn(desk, about, Branch.STOP, reason="不再需要")
    screen = workspace_screen(the_dossier(desk), desk.today)
    assert screen.steps[screen.chosen].word == "中止"
    assert screen.purpose.endswith("中止：不再需要")
    assert "恢复协商" not in [act.word for act in screen.acts]


def test_a_second_round_stands_in_research_again(stages: Stages):
    desk = stages("confirmed")
    about = the_dossier(desk).consultation.id
    progressing.turn(desk, about, Branch.RECONVENE, reason="再议一次")
    screen = workspace_screen(the_dossier(desk), desk.today)
    assert screen.chosen == 2
    assert [step.state for step in screen.steps[2:5]] == [State.ACTIVE, State.TODO, State.TODO]
    assert [act.word for act in screen.acts] == []


def test_only_what_holds_the_step_back_is_said_to_be_missing(stages: Stages):
    blocked = screen_at(stages, "noticed").advance
    assert blocked is not None
    assert blocked.blocked
    assert blocked.missing == ("协商纪要还没有经召集人确认",)
    assert not blocked.urged


def test_to_go_on_is_urged_once_the_lines_of_the_step_are_done(stages: Stages):
    open_ = screen_at(stages, "confirmed")
    assert open_.advance is not None
    assert open_.advance.urged is (open_.next == "")
    done = screen_at(stages, "followed")
    assert done.advance is not None
    assert (done.advance.blocked, done.next) == (False, "")


# -- the checklist --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (NOTICE_BY - timedelta(days=6), State.TODO),
        (NOTICE_BY - timedelta(days=5), State.DUE),
        (NOTICE_BY, State.DUE),
        (NOTICE_BY + timedelta(days=1), State.LATE),
    ],
)
def test_a_line_with_a_day_grows_urgent(today: date, state: State, stages: Stages):
    line = line_of(screen_at(stages, "scheduled", today), "notice-sent")
    assert (line.state, line.note, line.form) == (state, "11月19日前", "notice")


def test_a_line_that_is_done_is_done_however_late(stages: Stages):
    line = line_of(screen_at(stages, "noticed", MEETS), "notice-sent")
    assert (line.state, line.note) == (State.DONE, "已完成")


@pytest.mark.parametrize(
    ("today", "state", "note"),
    [
        (MEETS - timedelta(days=1), State.TODO, "11月26日 会后"),
        (MEETS, State.TODO, "12月3日前"),
        (MINUTES_BY - timedelta(days=5), State.DUE, "12月3日前"),
        (MINUTES_BY + timedelta(days=1), State.LATE, "12月3日前"),
    ],
)
def test_a_line_that_waits_for_the_meeting_is_not_due_before(
    today: date, state: State, note: str, stages: Stages
):
    line = line_of(screen_at(stages, "noticed", today), "points-recorded")
    assert (line.state, line.note) == (state, note)


def test_before_the_meeting_nothing_that_follows_it_is_urgent_however_soon_it_is_due(
    stages: Stages,
):
    dossier = the_dossier(stages("noticed"))
    hasty = replace(dossier.parameters, lead=replace(dossier.parameters.lead, minutes=1))
    screen = workspace_screen(replace(dossier, parameters=hasty), MEETS - timedelta(days=1))
    assert line_of(screen, "points-recorded").state is State.TODO


def test_a_line_without_a_day_says_whether_it_must_be(stages: Stages):
    screen = screen_at(stages, "begun")
    assert line_of(screen, "topic-approved").note == "已完成"
    notes = {line.key: (line.note, line.required) for line in screen.checklist}
    assert notes["topic-screened"] == ("", False)
    fresh = workspace_screen(a.a_dossier("select", decisions=()), a.TODAY)
    assert (line_of(fresh, "topic-approved").note, line_of(fresh, "topic-approved").required) == (
        "必须",
        True,
    )


def test_lines_no_form_fills_are_ticked_by_hand(stages: Stages):
    lines = workspace_screen(the_dossier(stages("to be held")), DAYS["to be held"], chosen=2)
    by_hand = [line for line in lines.checklist if not line.form]
    assert [(line.text, line.note, line.state) for line in by_hand] == [
        ("调研报告", "可选", State.TODO),
        ("子报告", "可选", State.TODO),
    ]


# -- the way on -----------------------------------------------------------------------------------


def test_the_way_on_names_the_next_step_and_what_is_missing(stages: Stages):
    advance = screen_at(stages, "begun").advance
    assert advance is not None
    assert advance.word == "完成本步，进入“调研”"
    assert advance.missing == ("党政所需、群众所盼、政协所能三问还没有答完",)
    assert not advance.blocked


def test_what_blocks_comes_first_and_holds_the_step(stages: Stages):
    advance = screen_at(stages, "scheduled").advance
    assert advance is not None
    assert advance.blocked
    assert advance.missing[0] == "协商纪要还没有经召集人确认"


def test_the_last_step_leads_to_the_archive(stages: Stages):
    advance = screen_at(stages, "followed").advance
    assert advance is not None
    assert (advance.word, advance.missing, advance.blocked) == ("全部完成，办结归档", (), False)


def test_another_step_than_the_current_one_has_no_way_on(stages: Stages):
    screen = workspace_screen(the_dossier(stages("begun")), DAYS["begun"], chosen=4)
    assert (screen.advance, screen.chosen, len(screen.checklist)) == (None, 4, 4)
    assert screen.purpose.startswith("成果审核")


# -- every consultation there is ------------------------------------------------------------------


def test_every_consultation_of_the_sample_has_a_whole_screen(district: tuple[Seen, ...]):
    for dossier in (dossier for station in district for dossier in station.dossiers):
        screen = workspace_screen(dossier, TODAY)
        assert screen.title == dossier.consultation.title
        assert len(screen.steps) == len(dossier.scheme.steps)
        assert screen.checklist
        assert all(step.note or step.state is not State.ACTIVE for step in screen.steps)
        assert _behind(screen, dossier) <= {State.DONE}


def _behind(screen: WorkspaceScreen, dossier: Dossier) -> set[State]:
    here = dossier.scheme.place(dossier.consultation.step)
    return {step.state for step in screen.steps[:here]}
