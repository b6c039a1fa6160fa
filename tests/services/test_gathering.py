"""The pool of topics: merging, linking, planning, what became of each, and what is alike."""

from __future__ import annotations

import pytest

from consultroom.domain.plans import PlanItem
from consultroom.domain.topics import Topic, TopicDecision, TopicSource, Verdict
from consultroom.frozen import replace
from consultroom.services import gathering, matching, progressing, safekeeping, striding
from consultroom.services.desk import Desk
from consultroom.services.gathering import TopicNotClear
from consultroom.services.planning import BadMonth
from tests.services.stages import Stages, everything, the_dossier, the_topic


def another(desk: Desk, title: str = "多层住宅增设电梯", *refs: str) -> Topic:
    return gathering.add_topic(
        desk, title=title, source=TopicSource.MEMBER, proposer="李秀英", source_refs=refs
    )


def words(desk: Desk) -> dict[str, str]:
    return {one.topic.title: one.word for one in gathering.standings(desk)}


# -- merging --------------------------------------------------------------------------------------


def test_a_topic_merged_away_leaves_what_it_grew_from_to_the_other(stages: Stages):
    desk = stages("with a topic")
    gone = another(desk, "多层住宅增设电梯", "v1", "v2")
    gathering.link(desk, the_topic(desk), ("v0", "v1"))
    before = everything(desk)
    decision = gathering.merge(desk, gone, the_topic(desk), decided_by="赵国强")
    assert (decision.verdict, decision.merged_into) == (Verdict.MERGED, the_topic(desk).id)
    assert decision.reason == f"与“老旧小区加装电梯”（{the_topic(desk).number}）是同一件事。"
    assert the_topic(desk).source_refs == ("v0", "v1", "v2")
    assert words(desk) == {
        "多层住宅增设电梯": f"并入{the_topic(desk).number}",
        "老旧小区加装电梯": "未审",
    }
    assert safekeeping.undo(desk).name == "撤销：合并议题"
    assert everything(desk) == before


def test_a_topic_merged_away_leaves_its_line_of_the_plan_to_the_other(stages: Stages):
    desk = stages("with a topic")
    into, gone = the_topic(desk), another(desk, "电梯维修")
    line = gathering.plan_for(desk, gone, "2026-12")
    gathering.merge(desk, gone, into, decided_by="赵国强")
    [now] = desk.room.find(PlanItem)
    assert (now.id, now.month, now.topic, now.title) == (line.id, "2026-12", into.id, into.title)
    assert desk.room.get(Topic, into.id).month == "2026-12"
    with pytest.raises(TopicNotClear, match="请把那一个列入计划"):
        gathering.plan_for(desk, gone, "2026-11")
    safekeeping.undo(desk)
    assert [one.topic for one in desk.room.find(PlanItem)] == [gone.id]


def test_a_topic_planned_already_is_not_planned_twice_by_a_merging(stages: Stages):
    desk = stages("with a topic")
    into, gone = the_topic(desk), another(desk, "电梯维修")
    stays = gathering.plan_for(desk, into, "2026-11")
    gathering.plan_for(desk, gone, "2026-12")
    gathering.merge(desk, gone, desk.room.get(Topic, into.id), decided_by="赵国强")
    assert [one.id for one in desk.room.find(PlanItem)] == [stays.id]


def test_what_cannot_be_merged_is_refused_and_nothing_is_written(stages: Stages):
    desk = stages("begun")
    begun, other = the_topic(desk), another(desk)
    third = another(desk, "一楼住户补偿")
    gathering.merge(desk, third, begun, decided_by="赵国强")
    before, acts = everything(desk), desk.room.acts()
    number = the_dossier(desk).consultation.number
    for one, into, by, says in (
        (other, other, "赵国强", "不能把议题并入它自己"),
        (begun, other, "赵国强", f"已经开始协商（{number}），不能再合并"),
        (other, third, "赵国强", "“一楼住户补偿”自己已经并入别的议题"),
        (other, begun, " ", "请写明由谁审定"),
    ):
        with pytest.raises(TopicNotClear, match=says):
            gathering.merge(desk, one, into, decided_by=by)
    assert (everything(desk), desk.room.acts()) == (before, acts)


# -- linking and planning -------------------------------------------------------------------------


def test_a_topic_is_linked_to_each_visit_once_and_may_be_unlinked(stages: Stages):
    desk = stages("with a topic")
    gathering.link(desk, the_topic(desk), ("v1", "v2", "v1"))
    assert the_topic(desk).source_refs == ("v1", "v2")
    gathering.link(desk, the_topic(desk), ())
    assert the_topic(desk).source_refs == ()


def test_a_topic_put_on_the_plan_twice_moves_its_one_line(stages: Stages):
    desk = stages("with a topic")
    gathering.plan_for(desk, the_topic(desk), "2026-12", convener="张建国")
    gathering.plan_for(desk, the_topic(desk), "2027-01")
    (item,) = desk.room.find(PlanItem)
    assert (item.month, item.convener, item.title) == ("2027-01", "张建国", "老旧小区加装电梯")
    assert the_topic(desk).month == "2027-01"
    assert gathering.standings(desk)[0].planned == "2027-01"
    with pytest.raises(BadMonth):
        gathering.plan_for(desk, the_topic(desk), "明年")


# -- what became of each --------------------------------------------------------------------------


def test_every_topic_says_what_became_of_it(stages: Stages):
    desk = stages("followed")
    for verdict in Verdict:
        made = another(desk, verdict.label)
        if verdict is not Verdict.MERGED:
            gathering.decide(desk, made, verdict, decided_by="赵国强", reason="说明")
    assert words(desk) == {
        "采纳": "采纳",
        "合并": "未审",
        "转办": "转办",
        "暂缓": "暂缓",
        "不采纳": "不采纳",
        "老旧小区加装电梯": "协商中",
    }
    progressing.go_on(desk, the_dossier(desk).consultation.id, reason="都办完了")
    assert words(desk)["老旧小区加装电梯"] == "已办结"


def test_the_later_of_two_decisions_is_what_stands(stages: Stages):
    desk = stages("with a topic")
    for verdict in (Verdict.POSTPONED, Verdict.ADOPTED):
        gathering.decide(desk, the_topic(desk), verdict, decided_by="赵国强", reason="说明")
    assert words(desk) == {"老旧小区加装电梯": "采纳"}
    assert len(desk.room.find(TopicDecision)) == 2


# -- what is alike --------------------------------------------------------------------------------


def test_alike_topics_come_with_what_became_of_them_but_never_the_topic_itself(stages: Stages):
    desk = stages("begun")
    twin = another(desk, "老旧小区加装电梯的建议")
    (own, first) = matching.similar_topics(desk, "老旧小区加装电梯")
    assert {own.standing.topic.id, first.standing.topic.id} == {twin.id, the_topic(desk).id}
    (other,) = matching.similar_topics(desk, twin.title, but=twin.id)
    assert (other.standing.word, other.standing.topic) == ("协商中", the_topic(desk))
    assert matching.similar_topics(desk, "完全无关的事") == ()


def test_a_pool_read_in_steps_compares_as_one_read_at_once(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(matching, "TITLES", 2)
    desk = stages("with a topic")
    for title in ("加装电梯", "加装电梯的费用", "电梯维护", "停车难"):
        another(desk, title)
    every = gathering.standings(desk)
    steps = matching.pooled(every)
    assert [next(steps), next(steps)] == [None, None]
    stepped = striding.at_once(steps)
    for but in ("", every[1].topic.id, every[0].topic.id, "no topic", ""):
        stepped.leave_out(but)
        assert stepped.like("加装电梯") == matching.Pool(every, but=but).like("加装电梯")


def test_a_title_corrected_is_found_by_its_new_words(stages: Stages):
    desk = stages("with a topic")
    gathering.revise(desk, replace(the_topic(desk), title="楼道照明改造"))
    assert matching.similar_topics(desk, "加装电梯") == ()
    assert matching.similar_topics(desk, "楼道照明")[0].standing.topic == the_topic(desk)
