"""Every form of the workspace: what it refuses, in which words, and that it loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from consultroom.services import progressing
from consultroom.services.desk import Desk
from consultroom.ui.half_typed import RESTORED
from tests.services.stages import (
    Stages,
    everything,
    the_dossier,
)
from tests.ui.filled import seat
from tests.ui.walker import Walker


@dataclass(frozen=True)
class Refused:
    """A form, what is wrong in it, and the sentence about that."""

    key: str
    stage: str
    typed: Callable[[Desk], Mapping[str, Any]]
    says: str


REFUSED = (
    Refused("topic", "begun", lambda _: {"title": " "}, "议题名称和提出人都要写。"),
    Refused("decision", "begun", lambda _: {"verdict": "rejected"}, "“不采纳”要写一句理由"),
    Refused("meeting", "to be held", lambda _: {"at": "二点半"}, "“二点半”看不懂"),
    Refused("meeting", "to be held", lambda _: {"at": "9:75"}, "“9:75”看不懂"),
    Refused("meeting", "to be held", lambda _: {"at": "24:00"}, "“24:00”看不懂"),
    Refused("meeting", "to be held", lambda _: {"guests": "周岚"}, "“周岚”看不懂"),
    Refused("meeting", "to be held", lambda _: {"guests": "客人 周岚"}, "不认识“客人”"),
    Refused("meeting", "to be held", lambda _: {"venue": " "}, "请写明会议地点。"),
    Refused("notice", "scheduled", lambda _: {"title": "关于开会的通知"}, "不能改字"),
    Refused(
        "rsvp",
        "noticed",
        lambda desk: {"roll": (f"{seat(desk, 1)}|leave|",)},
        "李秀英请假要写明事由。",
    ),
    Refused("minutes", "confirmed", lambda _: {"text1": "改一改"}, "纪要已经确认。"),
    Refused("confirm", "minuted", lambda _: {"by": ""}, "请写明由哪位召集人确认。"),
    Refused("confirm", "minuted", lambda _: {"title": "协商纪要"}, "不能改字"),
    Refused("review", "concluded", lambda _: {"verdict": "return"}, "退回要写明意见"),
    Refused("review", "confirmed", lambda _: {"reviewer": "某人"}, "还没有协商成果单"),
    Refused("assign", "confirmed", lambda _: {"lead1": "某局"}, "还没有协商成果单"),
    Refused("reply", "assigned", lambda _: {"text": ""}, "请写明办理情况。"),
    Refused("reply", "assigned", lambda _: {"assignment": "gone"}, "已经退回或撤销"),
    Refused("satisfaction", "replied", lambda _: {"rating": "dissatisfied"}, "请写明哪里不满意"),
    Refused("look_back", "replied", lambda _: {"finding": "在用"}, "请写明谁去看的"),
)


@pytest.mark.parametrize("told", REFUSED, ids=lambda told: f"{told.key}: {told.says}")
def test_a_refused_form_says_why_and_loses_nothing(told: Refused, stages: Stages):
    walker = Walker(stages(told.stage))
    before = everything(walker.desk), walker.desk.room.acts()
    form = walker.open(told.key)
    typed = {**form.answers, **told.typed(walker.desk)}
    walker.presenter.submit(told.key, typed)
    assert told.says in walker.form.errors[""]
    assert walker.form.answers == typed
    assert walker.done == []
    assert (everything(walker.desk), walker.desk.room.acts()) == before

    after = Walker(stages.killed(walker.desk))
    again = after.open(told.key)
    assert (again.answers, again.note, again.errors) == (typed, RESTORED, {})


ENDED = {"research": {"place": "现场", "findings": "再看"}, "outcome": {"problem": "再写"}}


@pytest.mark.parametrize("key", ENDED)
def test_a_consultation_that_has_ended_takes_nothing_new(key: str, stages: Stages):
    desk = stages("followed")
    progressing.go_on(desk, the_dossier(desk).consultation.id)
    walker = Walker(desk)
    walker.fill(key, **ENDED[key])
    assert "已经办结" in walker.form.errors[""]


NOT_YET = {
    "notice": ("to be held", "还没有安排会议"),
    "attendance": ("to be held", "还没有安排会议"),
    "minutes": ("to be held", "还没有安排会议"),
    "confirm": ("held", "还没有归纳纪要"),
    "assign": ("held", "没有共识意见"),
    "reply": ("reviewed", "还没有交办的事项"),
}


@pytest.mark.parametrize("key", NOT_YET)
def test_a_form_that_comes_too_early_is_told_and_not_opened(key: str, stages: Stages):
    stage, says = NOT_YET[key]
    walker = Walker(stages(stage))
    walker.presenter.open_form(key)
    assert walker.screen.form is None
    assert says in walker.told[-1]
    walker.presenter.submit(key, {"by": "张建国", "title": "x|y"})  # as a panel left open would
    assert walker.done == []
    assert everything(walker.desk) == everything(stages(stage))


def test_nothing_is_assigned_twice(stages: Stages):
    walker = Walker(stages("assigned"))
    form = walker.open("assign")
    assert (form.submit, form.questions) == ("", ())
    assert form.purpose.startswith("共识意见都已经交办")
