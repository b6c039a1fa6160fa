"""Naming acts: what was undone is said together with what it was about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.topics import TopicSource
from consultroom.frozen import replace
from consultroom.services import (
    following,
    gathering,
    naming_acts,
    printing,
    progressing,
    receiving,
    recurring,
    rostering,
    ruling,
    safekeeping,
)
from consultroom.services.desk import Desk
from consultroom.services.recurring import ReceptionRule
from consultroom.store.journal import NoSuchAct
from tests.services.stages import Stages, the_assignment, the_dossier, the_topic


def taken_back(desk: Desk, act: str | None = None) -> str:
    return naming_acts.undone_words(desk, safekeeping.undo(desk, act))


def with_members(desk: Desk, tmp_path: Path, many: int) -> None:
    roster = tmp_path / "roster.csv"
    names = "\n".join(f"周立{number},经济界" for number in range(1, many + 1))
    roster.write_text(f"姓名,界别\n{names}\n", encoding="utf-8")
    rostering.import_members(desk, roster)


def test_undoing_and_redoing_name_the_record(stages: Stages):
    desk = stages("with a topic")
    gathering.revise(desk, replace(the_topic(desk), title="装电梯"))
    assert taken_back(desk) == "已撤销：修改议题（老旧小区加装电梯）。"
    assert taken_back(desk, safekeeping.latest(desk)) == "已重做：修改议题（装电梯）。"


def test_what_has_no_name_goes_by_what_it_is_part_of(stages: Stages):
    assert taken_back(stages("reviewed")) == "已撤销：登记审核（老旧小区加装电梯）。"
    desk = stages("assigned")
    following.press(desk, the_dossier(desk), the_assignment(desk), "请抓紧")
    assert taken_back(desk) == "已撤销：督办（老旧小区加装电梯）。"


def test_parts_of_what_was_changed_too_are_not_counted(stages: Stages):
    desk = stages("with a topic")
    rostering.add_member(desk, rostering.new_member(desk, "周立"))  # and where he is posted
    assert taken_back(desk) == "已撤销：新增委员（周立）。"
    progressing.begin(desk, the_topic(desk))  # and its first step
    assert taken_back(desk) == "已撤销：开始协商（老旧小区加装电梯）。"


def test_a_topic_and_its_place_in_the_plan_are_one_thing(stages: Stages):
    desk = stages("with a topic")
    gathering.plan_for(desk, the_topic(desk), "2026-12")
    assert taken_back(desk) == "已撤销：议题列入计划（老旧小区加装电梯）。"


@pytest.mark.parametrize("many", [2, 230])
def test_of_several_the_first_is_named_and_all_are_counted(
    stages: Stages, tmp_path: Path, many: int
):
    desk = stages("founded")
    with_members(desk, tmp_path, many)
    assert taken_back(desk) == f"已撤销：导入委员（周立1等{many}条）。"


def test_days_at_one_place_are_counted_each(stages: Stages):
    desk = stages("founded")
    recurring.make_days(desk, ReceptionRule(start=date(2026, 11, 1), end=date(2027, 3, 31)))
    assert taken_back(desk) == "已撤销：安排接待日（2026年11月16日接待日等5条）。"


def test_a_printed_paper_is_counted_once_though_its_file_is_kept_with_it(stages: Stages):
    desk = stages("scheduled")
    printing.issue(desk, "notice", the_dossier(desk).consultation.id, copies=1)
    assert taken_back(desk) == "已撤销：打印文书（会议通知：老旧小区加装电梯）。"


def test_what_has_no_name_at_all_is_said_without(stages: Stages):
    desk = stages("founded")
    ruling.reword(desk, "reply.end", "此复。")
    assert taken_back(desk) == "已撤销：修改文书用语。"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("灯" * 24, "灯" * 24),
        ("灯" * 25, "灯" * 23 + "…"),
        ("路灯不亮，老人出行难。", "路灯不亮，老人出行难"),
    ],
)
def test_a_long_name_is_cut_and_the_sentence_ends_once(stages: Stages, title: str, said: str):
    desk = stages("founded")
    gathering.add_topic(desk, title=title, source=TopicSource.MEMBER, proposer="周立")
    assert taken_back(desk) == f"已撤销：登记议题（{said}）。"


def test_who_came_is_never_named(stages: Stages):
    desk = stages("with members")
    day = receiving.open_day(desk, receivers=("李秀英",))
    visit = receiving.receive(desk, day, matter="路灯不亮", visitor="何大爷")
    assert taken_back(desk) == "已撤销：登记来访（路灯不亮）。"
    assert taken_back(desk, safekeeping.latest(desk)) == "已重做：登记来访（路灯不亮）。"
    with desk.room.act("只改来访人", by=desk.by) as act:
        identity = desk.room.one(VisitorIdentity, visit=visit.id)
        assert identity is not None
        act.put(replace(identity, name="刘大妈"))
    assert taken_back(desk) == "已撤销：只改来访人（路灯不亮）。"


def test_an_act_that_is_not_there_is_told(stages: Stages):
    with pytest.raises(NoSuchAct):
        naming_acts.about_act(stages("founded"), "0" * 26)
