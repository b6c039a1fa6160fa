"""Walking a consultation: entering, drafts, going on, turning off, ticking, leaving."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.consultations import Branch, Consultation, Evidence
from consultroom.domain.dues import ADVANCE
from consultroom.domain.schemes import StepScheme
from consultroom.domain.topics import TopicSource
from consultroom.frozen import replace
from consultroom.services import drafting, filing, gathering, progressing, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui.half_typed import RESTORED
from consultroom.ui.states import State
from consultroom.ui.workspace.forms import FORMS
from consultroom.ui.workspace.presenter import ChecklistLine
from consultroom.ui.workspace.screens import workspace_screen
from consultroom.ui.workspace.walking import BRANCH, GONE
from tests.services.stages import Stages, everything, the_dossier, the_topic
from tests.ui.walker import Walker


def standing(desk: Desk) -> Consultation:
    return desk.room.find(Consultation)[0]


def another(desk: Desk) -> str:
    """Begin a second consultation and return its id."""
    topic = gathering.add_topic(desk, title="路灯", source=TopicSource.PARTY, proposer="镇里")
    return progressing.begin(desk, topic).consultation.id


# -- entering -------------------------------------------------------------------------------------


def test_nothing_is_shown_until_a_consultation_is_named(stages: Stages):
    walker = Walker(stages("begun"), entered=False)
    walker.presenter.enter("")
    assert (walker.screens, walker.left) == ([], [])


def test_it_opens_with_the_form_an_act_names(stages: Stages):
    walker = Walker(stages("begun"))
    walker.presenter.choose_step(0)
    walker.presenter.enter(f"{walker.id}/decision")
    assert (walker.form.key, walker.screen.chosen) == ("decision", 1)


def test_coming_back_to_the_page_finds_the_form_still_open(stages: Stages):
    walker = Walker(stages("begun"))
    walker.open("decision")
    walker.presenter.enter("")
    assert walker.form.key == "decision"
    walker.presenter.enter(another(walker.desk))
    assert (walker.screen.form, walker.screen.title) == (None, "路灯")


def test_a_reply_that_is_due_opens_about_its_own_matter(stages: Stages):
    desk = stages("assigned")
    walker = Walker(desk)
    first, second = (one.id for one in the_dossier(desk).assignments)
    for about in (second, first):
        walker.presenter.enter(f"{walker.id}/reply/{about}")
        assert walker.form.answers["assignment"] == about
    walker.presenter.autosave(walker.form.key, {**walker.form.answers, "text": "第一项办好了"})
    walker.presenter.enter(f"{walker.id}/reply/{second}")
    assert (walker.form.answers["assignment"], walker.form.note) == (second, "")
    assert "text" not in walker.form.answers
    walker.presenter.submit(walker.form.key, {**walker.form.answers, "text": "办好了"})
    assert [reply.assignment for reply in the_dossier(desk).replies] == [second]


# -- drafts ---------------------------------------------------------------------------------------


def test_folding_a_form_away_keeps_what_was_typed(stages: Stages):
    walker = Walker(stages("begun"))
    walker.open("decision")
    walker.presenter.autosave("decision", {"reason": "先缓"})
    walker.presenter.close_form("decision")
    assert walker.screen.form is None
    form = walker.open("decision")
    assert (form.answers["reason"], form.note) == ("先缓", RESTORED)
    assert form.answers["verdict"] == "adopted"  # what was not typed still comes from the room


def test_each_consultation_has_drafts_of_its_own(stages: Stages):
    walker = Walker(stages("begun"))
    walker.open("research")
    walker.presenter.autosave("research", {"place": "三号楼"})
    walker.presenter.enter(f"{another(walker.desk)}/research")
    assert "place" not in walker.form.answers
    walker.presenter.enter(f"{walker.id}/research")
    assert walker.form.answers["place"] == "三号楼"


def test_half_a_form_is_there_after_the_program_was_killed(stages: Stages):
    walker = Walker(stages("begun"))
    walker.open("decision")
    walker.presenter.autosave("decision", {"decided_on": date(2026, 11, 1), "reason": "先缓"})
    after = Walker(stages.killed(walker.desk)).open("decision")
    assert (after.answers["decided_on"], after.answers["reason"]) == (date(2026, 11, 1), "先缓")
    assert after.note == RESTORED


def test_a_draft_is_forgotten_once_its_form_was_taken(stages: Stages):
    walker = Walker(stages("begun"))
    form = walker.open("screening")
    walker.presenter.autosave("screening", {"party": "no"})
    walker.presenter.submit("screening", {**form.answers, "party": "yes"})
    assert drafting.recall(walker.desk, f"{walker.id}/screening") == {}
    assert (walker.open("screening").answers["party"], walker.form.note) == ("yes", "")


def test_the_sentence_above_one_form_does_not_stand_above_the_next(stages: Stages):
    walker = Walker(stages("begun"))
    walker.fill("decision", verdict="rejected")
    assert walker.form.errors
    walker.presenter.enter(f"{walker.id}/screening")
    assert walker.form.errors == {}
    walker.presenter.enter(f"{walker.id}/decision")
    assert walker.form.errors == {}


# -- going on -------------------------------------------------------------------------------------


def test_going_on_when_all_is_done_says_where_it_led(stages: Stages):
    walker = Walker(stages("begun"))
    walker.fill("screening", party="yes", people="yes", means="yes")
    walker.presenter.choose_step(0)
    walker.presenter.advance()
    assert walker.said == "已进入“调研”。"
    assert (walker.screen.chosen, standing(walker.desk).step) == (2, "research")


def test_the_last_step_ends_in_the_archive(stages: Stages):
    walker = Walker(stages("followed"))
    walker.presenter.advance()
    assert walker.said == "协商已办结。"
    assert (walker.screen.word, walker.screen.advance) == ("办结", None)


def test_warnings_are_listed_and_ask_for_a_reason(stages: Stages):
    walker = Walker(stages("begun"))
    walker.presenter.advance()
    form = walker.form
    assert (form.key, form.submit) == (ADVANCE, "进入下一步")
    assert "三问还没有答完" in form.purpose
    assert standing(walker.desk).step == "select"
    walker.presenter.submit(ADVANCE, {"reason": "  "})
    assert "请写明原因" in walker.form.errors[""]
    walker.presenter.submit(ADVANCE, {"reason": "口头问过"})
    assert walker.said == "已进入“调研”。"
    (left,) = [stay for stay in the_dossier(walker.desk).steps if stay.waived]
    assert left.waived[0].endswith("（口头问过）")
    assert walker.screen.form is None


def test_a_gate_that_blocks_is_told(stages: Stages):
    walker = Walker(stages("minuted"))
    before = everything(walker.desk)
    walker.presenter.advance()
    assert "协商纪要还没有经召集人确认。" in walker.told[-1]
    assert (walker.screen.form, walker.done, everything(walker.desk)) == (None, [], before)


def test_a_form_left_open_is_folded_away_when_the_step_is_left(stages: Stages):
    walker = Walker(stages("to be held"))
    desk = walker.desk
    scheme = desk.scheme(standing(desk).scheme)
    open_gates = replace(scheme, steps=tuple(replace(step, gates=()) for step in scheme.steps))
    with desk.room.act("改方案", by="王敏") as act:
        act.put(open_gates)
    walker.open("meeting")
    walker.presenter.autosave("meeting", {"venue": "院坝"})
    walker.presenter.advance()
    assert walker.screen.form is None
    assert walker.open("meeting").answers["venue"] == "院坝"


def test_a_step_may_be_looked_at_without_going_there(stages: Stages):
    walker = Walker(stages("to be held"))
    walker.presenter.choose_step(0)
    assert (walker.screen.chosen, walker.screen.advance) == (0, None)
    assert [line.form for line in walker.screen.checklist] == ["topic"]
    walker.presenter.choose_step(3)
    assert walker.screen.advance is not None


# -- turning off ----------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", ["begun", "to be held", "confirmed", "followed"])
def test_every_branch_of_the_menu_asks_a_reason_and_is_taken(stage: str, stages: Stages):
    for branch in Walker(stages(stage)).screen.branches:
        walker = Walker(stages(stage))
        walker.presenter.turn(branch.key)
        assert (walker.form.key, walker.form.title) == (f"{BRANCH}{branch.key}", branch.word)
        walker.presenter.submit(walker.form.key, {"reason": ""})
        assert walker.form.errors[""] == f"“{branch.word}”需要写明原因。"
        walker.presenter.submit(walker.form.key, {"reason": "情况有变"})
        assert walker.said == f"已登记“{branch.word}”。"
        turn = the_dossier(walker.desk).branchings[-1]
        assert (turn.branch.code, turn.reason) == (branch.key, "情况有变")
        assert (walker.screen.form, walker.told) == (None, [])


def test_every_way_off_the_road_says_where_it_leads(stages: Stages):
    walker = Walker(stages("confirmed"))
    purposes = set()
    for branch in walker.screen.branches:
        walker.presenter.turn(branch.key)
        purposes.add(walker.form.purpose)
    assert len(purposes) == len(walker.screen.branches)
    assert all(one.endswith("原因会记入办理经过，以后查得到。") for one in purposes)


def test_one_more_sitting_is_asked_for_in_the_menu_once_one_was_held(stages: Stages):
    assert Walker(stages("noticed")).screen.more == ()
    assert Walker(stages("followed")).screen.more == ()
    walker = Walker(stages("held"))
    ((form, word),) = walker.screen.more
    assert word == "加开一次会议"
    assert walker.open(form).purpose.endswith("这里再安排就是加开一次。")


def test_a_day_typed_for_a_sitting_is_told_its_arithmetic(stages: Stages):
    walker = Walker(stages("to be held"))
    opened = walker.open("meeting")
    assert opened.advice[0].says.startswith("11月26日（周四）开会，通知应于11月19日（周四）前发出")
    walker.presenter.autosave("meeting", {**opened.answers, "on": date(2026, 11, 29), "at": "9点"})
    told = [one.says for one in walker.advice]
    assert told[0].startswith("11月29日（周日）开会")
    assert any("是双休日" in says for says in told)
    walker.presenter.autosave("meeting", {**opened.answers, "on": None})
    assert walker.advice == ()
    walker.open("research")
    assert walker.form.advice == ()


def test_a_sitting_that_is_moved_does_not_clash_with_itself(stages: Stages):
    told = Walker(stages("scheduled")).open("meeting").advice
    assert told
    assert not any("已有一场" in one.says for one in told)


def test_the_menu_offers_what_may_be_done_from_here(stages: Stages):
    offered = {
        stage: [branch.word for branch in Walker(stages(stage)).screen.branches]
        for stage in ("begun", "confirmed")
    }
    assert offered["begun"] == ["暂缓", "中止", "小事简议", "自行办结"]
    assert offered["confirmed"] == [
        *("暂缓", "中止", "再次协商", "转社情民意", "转提案", "自行办结", "跨年度"),
    ]


def test_a_postponed_one_offers_to_resume_and_nothing_to_go_on(stages: Stages):
    walker = Walker(stages("begun"))
    walker.presenter.turn("postpone")
    walker.presenter.submit(f"{BRANCH}postpone", {"reason": "等规划"})
    assert [branch.word for branch in walker.screen.branches] == ["恢复", "中止"]
    assert (walker.screen.advance, walker.screen.state) == (None, State.DUE)


def test_what_becomes_of_it_elsewhere_may_be_numbered(stages: Stages):
    walker = Walker(stages("confirmed"))
    for branch in (Branch.TO_PROPOSAL, Branch.TO_OPINION, Branch.STOP):
        walker.presenter.turn(branch.code)
        asked = [question.key for question in walker.form.questions]
        assert ("reference" in asked) is (branch is not Branch.STOP)
    walker.presenter.submit(f"{BRANCH}to_proposal", {"reason": "要立项", "reference": " 第12号 "})
    assert the_dossier(walker.desk).branchings[-1].reference == "第12号"


# -- ticking --------------------------------------------------------------------------------------


def test_a_line_no_form_fills_is_ticked_and_unticked(stages: Stages):
    walker = Walker(stages("begun"))
    walker.presenter.choose_step(2)
    (report, _sub) = [line for line in walker.screen.checklist if not line.form]
    walker.presenter.tick(report.key, on=True)
    assert walker.said == "已勾选“调研报告”。"
    (proof,) = walker.desk.room.find(Evidence)
    assert (proof.step, proof.label) == ("research", "调研报告")
    assert _line(walker, report.key) is State.DONE
    walker.presenter.tick(report.key, on=False)
    assert walker.said == "已取消勾选“调研报告”。"
    assert (walker.desk.room.find(Evidence), _line(walker, report.key)) == ((), State.TODO)
    safekeeping.undo(walker.desk, walker.done[-1].act)
    walker.presenter.enter("")
    assert _line(walker, report.key) is State.DONE


def _line(walker: Walker, key: str) -> State:
    return next(line.state for line in walker.screen.checklist if line.key == key)


# -- what was undone ------------------------------------------------------------------------------


def test_undoing_shows_the_page_as_it_was(stages: Stages):
    walker = Walker(stages("begun"))
    before = walker.screen
    walker.fill("screening", party="yes", people="yes", means="yes")
    assert walker.screen != before
    safekeeping.undo(walker.desk)
    walker.presenter.enter("")
    assert walker.screen == before


def test_a_page_about_a_consultation_that_was_undone_is_left(stages: Stages):
    walker = Walker(_just_begun(stages))
    shown = len(walker.screens)
    safekeeping.undo(walker.desk)
    walker.presenter.enter("")
    assert (walker.left, len(walker.screens)) == ([GONE], shown)
    walker.presenter.enter("")
    assert walker.left == [GONE]


def _just_begun(stages: Stages) -> Desk:
    desk = stages("with a topic")
    progressing.begin(desk, the_topic(desk))
    return desk


def test_another_scheme_has_its_own_steps(stages: Stages):
    desk = stages("with a topic")
    scheme = next(one for one in desk.room.find(StepScheme) if len(one.steps) == 3)
    progressing.begin(desk, the_topic(desk), scheme=scheme.id)
    walker = Walker(desk)
    assert [step.name for step in walker.screen.steps] == [step.name for step in scheme.steps]
    assert scheme.title in walker.screen.subheading


def test_the_forms_of_every_scheme_are_there(stages: Stages):
    desk = stages("begun")
    forms = {
        line.form
        for scheme in desk.room.find(StepScheme)
        for place in range(len(scheme.steps))
        for line in _checklist_of(desk, scheme, place)
        if line.form
    }
    assert forms
    assert forms <= set(FORMS)


def _checklist_of(desk: Desk, scheme: StepScheme, place: int) -> tuple[ChecklistLine, ...]:
    dossier = filing.dossier(desk, standing(desk).id)
    here = replace(dossier.consultation, step=scheme.steps[0].code, scheme=scheme.id)
    moved = replace(dossier, scheme=scheme, consultation=here)
    return workspace_screen(moved, desk.today, chosen=place).checklist
