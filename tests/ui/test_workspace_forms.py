"""Every form of the workspace: what it asks, what it writes, what it says."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.domain.steps import RULES
from consultroom.services import safekeeping
from consultroom.ui.forms import Asks, FormScreen, Question, missing, roll_marks
from consultroom.ui.workspace.forms import FORMS
from tests.services.stages import (
    Stages,
    everything,
    on,
)
from tests.ui.filled import FILLED, person, seat
from tests.ui.walker import Walker


def test_every_form_is_tried_here():
    assert set(FILLED) == set(FORMS)


def test_every_rule_opens_a_form_that_is_there():
    assert {rule.form for rule in RULES.values()} <= set(FORMS)


# -- opening --------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", FORMS)
def test_a_form_opens_filled_in_with_what_is_known(key: str, stages: Stages):
    form = Walker(stages(FILLED[key].stage)).open(key)
    assert form.key == key
    assert form.title
    assert form.purpose.endswith("。")
    assert form.submit
    assert (form.errors, form.note) == ({}, "")
    asked = {question.key: question for question in form.questions}
    assert len(asked) == len(form.questions)
    assert set(form.answers) <= set(asked)
    for name, answer in form.answers.items():
        assert fits(asked[name], answer), (name, answer)


def fits(question: Question, answer: object) -> bool:
    """Tell whether a field can show this answer."""
    if question.asks is Asks.CHOICE:
        return answer == "" or answer in dict(question.choices)
    if question.asks is Asks.PEOPLE:
        return set(answer) <= {one.id for one in question.people}  # type: ignore[call-overload]
    if question.asks is Asks.ROLL:
        marks = roll_marks(answer).values()
        codes = {kind.code for kind in question.kinds}
        return all(mark.code in codes for mark in marks)
    kinds = {Asks.DATE: (date, type(None)), Asks.TICK: bool, Asks.NUMBER: int}
    return isinstance(answer, kinds.get(question.asks, str))


STARTS = {
    "topic": {"title": "老旧小区加装电梯", "source": "visit", "proposer": "李桂兰"},
    "decision": {"verdict": "adopted", "decided_by": "赵国强", "kind_resident": True},
    "screening": {"party": "", "unfit": ""},
    "research": {"on": date(2026, 11, 2), "method": "走访"},
    "meeting": {"on": date(2026, 11, 26), "at": "9:00", "venue": "三楼会议室", "form": "council"},
    "notice": {
        "on": date(2026, 11, 16),
        "title": "关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知",
    },
    "minutes": {"text1": "", "apart": "", "summary": ""},
    "confirm": {"by": "张建国", "on": date(2026, 11, 26)},
    "outcome": {"to_party_committee": True, "to_district": False},
    "review": {"verdict": "agree", "reviewer": "站负责人"},
    "assign": {"lead1": "区住建委", "lead2": "梧桐街道", "due2": date(2026, 12, 31)},
    "reply": {"result": "A", "on": date(2026, 11, 30)},
    "satisfaction": {"kind": "member", "on": date(2026, 12, 20)},
    "look_back": {"on": date(2026, 12, 20), "holds": True},
}


@pytest.mark.parametrize("key", STARTS)
def test_what_the_room_knows_need_not_be_typed_again(key: str, stages: Stages):
    answers = Walker(stages(FILLED[key].stage)).open(key).answers
    assert {name: answers[name] for name in STARTS[key]} == STARTS[key]


def test_people_are_filled_in_too(stages: Stages):
    desk = stages("to be held")
    answers = Walker(desk).open("meeting").answers
    assert answers["host"] == (person(desk, "张建国"),)
    assert answers["members"] == tuple(member.id for member in desk.members())
    desk = stages("noticed")
    (mark,) = Walker(desk).open("attendance").answers["roll"]
    assert mark.startswith(f"{seat(desk, 1)}|leave|")


def facts(form: FormScreen) -> str:
    return "\n".join(f"{word}：{text}" for word, text in form.facts)


def test_a_sitting_that_was_held_is_looked_at_and_not_fixed_once_more(stages: Stages):
    form = Walker(stages("held")).open("meeting")
    assert (form.title, form.submit, form.questions) == ("第1次会议", "", ())
    assert "会议时间：2026年11月26日（星期四） 14:30" in facts(form)
    assert "到会：应到" in facts(form)
    assert "加开一次会议" in form.purpose


def test_signatures_and_matters_handed_over_are_looked_at(stages: Stages):
    walker = Walker(stages("followed"))
    review, assign = walker.open("review"), walker.open("assign")
    assert (review.submit, assign.submit) == ("", "")
    assert [word.partition("　")[0] for word, _ in review.facts] == ["第1审", "第2审", "第3审"]
    assert [word[:14] for word, _ in assign.facts] == ["WT-JB-2026-001", "WT-JB-2026-002"]
    assert "答复（A类）：" in facts(assign)


def test_what_was_written_before_stands_above_the_next_of_its_kind(stages: Stages):
    walker = Walker(stages("followed"))
    told = {key: facts(walker.open(key)) for key in ("research", "reply", "satisfaction")}
    assert told["research"] == "2026年11月2日　走访　梧桐一村：六层以上住户的意见多数赞成。"
    assert "WT-JB-2026-001" in told["reply"]
    assert "满意" in told["satisfaction"]
    walker.fill("look_back", who=(person(walker.desk, "李秀英"),), finding="电梯运行正常")
    assert "李秀英：电梯运行正常（成效保持）" in facts(walker.open("look_back"))


def test_a_late_notice_asks_for_the_reason(stages: Stages):
    def hint(day: date) -> str:
        desk = stages("scheduled")
        on(desk, day)
        form = Walker(desk).open("notice")
        return next(one.hint for one in form.questions if one.key == "late_reason")

    assert hint(date(2026, 11, 19)) == "只有晚于上面的日期才需要写。"
    assert hint(date(2026, 11, 20)) == "今天已经过了应发的日期，请写明。"


# -- saving ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", FORMS)
def test_a_filled_form_writes_one_act_says_so_and_folds_away(key: str, stages: Stages):
    told = FILLED[key]
    walker = Walker(stages(told.stage))
    desk = walker.desk
    form = walker.open(key)
    answers = {**form.answers, **told.typed(desk)}
    assert missing(form.questions, answers) == {}
    before = everything(desk)
    walker.presenter.submit(key, answers)
    assert walker.said == told.says
    assert told.wrote(desk) == told.expected
    assert walker.screen.form is None
    assert walker.desk.room.load_drafts() == ()
    assert walker.done[-1].act == desk.room.acts(limit=1)[0].id
    safekeeping.undo(desk, walker.done[-1].act)
    assert everything(desk) == before


def test_what_was_written_comes_back_when_the_form_is_opened_again(stages: Stages):
    again = ("topic", "decision", "screening", "notice", "attendance", "minutes", "outcome")
    for key in again:
        walker = Walker(stages(FILLED[key].stage))
        typed = FILLED[key].typed(walker.desk)
        walker.fill(key, **typed)
        answers = walker.open(key).answers
        shown = {name: _shown(answers[name]) for name in typed}
        assert shown == {name: _shown(value) for name, value in typed.items()}, key


def _shown(answer: object) -> object:
    if not isinstance(answer, str):
        return answer
    return [line.strip().replace("，", "、") for line in answer.splitlines() if line.strip()]


def test_a_form_submitted_unchanged_offers_nothing_to_take_back(stages: Stages):
    walker = Walker(stages("begun"))
    walker.fill("topic")
    assert (walker.said, walker.done[-1].act) == ("议题已保存。", "")
