"""Beginning a consultation: with a topic of the pool, with a new one, with mistakes."""

from __future__ import annotations

from typing import Any

import pytest

from consultroom.domain.consultations import Consultation
from consultroom.domain.schemes import StepScheme
from consultroom.domain.topics import Topic, TopicSource, Verdict
from consultroom.services import drafting, gathering, progressing, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui.begin.presenter import KEY, BeginPresenter, waiting_topics
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen
from consultroom.ui.values import Act
from tests.services.stages import Stages, everything, member_named, the_topic

NEW = {"title": "路灯补亮", "source": "member", "proposer": "李秀英", "situation": "灯暗。"}


class Beginning:
    """The page that begins, and everything it said."""

    def __init__(self, desk: Desk, about: str = "") -> None:
        self.desk = desk
        self.shown: list[FormScreen] = []
        self.done: list[Done] = []
        self.followed: list[Act] = []
        self.presenter = BeginPresenter(
            desk, show=self.shown.append, done=self.done.append, follow=self.followed.append
        )
        self.presenter.enter(about)

    @property
    def form(self) -> FormScreen:
        """The form as shown now."""
        return self.shown[-1]

    def submit(self, **typed: Any) -> None:
        """Submit the form with some answers changed."""
        self.presenter.submit(KEY, {**self.form.answers, **typed})


def choices(form: FormScreen, key: str) -> dict[str, str]:
    return dict(next(question.choices for question in form.questions if question.key == key))


def another_topic(desk: Desk, title: str, verdict: Verdict | None = None) -> Topic:
    topic = gathering.add_topic(desk, title=title, source=TopicSource.PARTY, proposer="镇里")
    if verdict:
        gathering.decide(desk, topic, verdict, decided_by="赵国强", reason="说明理由")
    return topic


# -- the form -------------------------------------------------------------------------------------


def test_the_form_offers_the_pool_the_month_and_the_schemes(stages: Stages):
    desk = stages("with a topic")
    form = Beginning(desk).form
    assert choices(form, "topic") == {the_topic(desk).id: "WT-YT-2026-001 老旧小区加装电梯"}
    assert (form.answers["month"], form.answers["scheme"]) == ("2026-11", desk.parameters().scheme)
    assert set(choices(form, "scheme")) == {scheme.id for scheme in desk.room.find(StepScheme)}
    assert len(next(one for one in form.questions if one.key == "convener").people) == 6


def test_topics_taken_up_or_declined_are_not_offered(stages: Stages):
    desk = stages("begun")
    offered = [
        another_topic(desk, verdict.label, verdict)
        for verdict in (Verdict.ADOPTED, Verdict.POSTPONED)
    ]
    fresh = another_topic(desk, "还没审")
    for verdict in (Verdict.REJECTED, Verdict.MERGED, Verdict.TRANSFERRED):
        another_topic(desk, verdict.label, verdict)
    assert waiting_topics(desk) == (fresh, *reversed(offered))


def test_a_topic_named_on_the_way_here_is_chosen(stages: Stages):
    desk = stages("with a topic")
    assert Beginning(desk, the_topic(desk).id).form.answers["topic"] == the_topic(desk).id


# -- beginning ------------------------------------------------------------------------------------


def test_it_begins_with_a_topic_of_the_pool(stages: Stages):
    desk = stages("with a topic")
    page = Beginning(desk)
    page.submit(topic=the_topic(desk).id, convener=(member_named(desk, "张建国").id,))
    (begun,) = desk.room.find(Consultation)
    assert (begun.topic, begun.title, begun.convener) == (
        the_topic(desk).id,
        "老旧小区加装电梯",
        "张建国",
    )
    assert page.followed == [Act(word="", page="workspace", about=begun.id)]
    assert page.done[0].said == "已开始协商WT-XS-2026-001。"
    assert len(desk.room.find(Topic)) == 1
    safekeeping.undo(desk, page.done[0].act)
    assert desk.room.find(Consultation) == ()


def test_it_begins_with_a_new_topic_which_stays_when_the_beginning_is_undone(stages: Stages):
    desk = stages("with members")
    page = Beginning(desk)
    page.submit(**NEW, suggestion="补灯")
    (topic,) = desk.room.find(Topic)
    assert (topic.title, topic.source, topic.proposer, topic.month) == (
        "路灯补亮",
        TopicSource.MEMBER,
        "李秀英",
        "2026-11",
    )
    assert desk.room.find(Consultation)[0].topic == topic.id
    safekeeping.undo(desk, page.done[0].act)
    assert desk.room.find(Topic) == (topic,)
    assert choices(Beginning(desk).form, "topic") == {topic.id: "WT-YT-2026-001 路灯补亮"}


def test_another_month_and_another_scheme_may_be_chosen(stages: Stages):
    desk = stages("with a topic")
    scheme = next(one for one in desk.room.find(StepScheme) if len(one.steps) == 3)
    Beginning(desk).submit(topic=the_topic(desk).id, month="2026-12", scheme=scheme.id)
    (begun,) = desk.room.find(Consultation)
    assert (begun.month, begun.scheme, begun.step) == ("2026-12", scheme.id, scheme.steps[0].code)


def test_an_empty_month_is_the_current_one(stages: Stages):
    desk = stages("with a topic")
    Beginning(desk).submit(topic=the_topic(desk).id, month="")
    assert desk.room.find(Consultation)[0].month == "2026-11"


# -- mistakes -------------------------------------------------------------------------------------

MISTAKES: dict[str, tuple[dict[str, str], str]] = {
    "nothing": ({}, "请写明议题名称。"),
    "nobody": ({"title": "路灯"}, "请写明提出人"),
    "month": (NEW | {"month": "下个月"}, "请写成 2026-11 这样"),
    "scheme": (NEW | {"scheme": "five-steps@1"}, "没有"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_told_above_the_form_and_writes_nothing(name: str, stages: Stages):
    typed, says = MISTAKES[name]
    desk = stages("with a topic")
    before = everything(desk), desk.room.acts()
    page = Beginning(desk)
    page.submit(**typed)
    assert says in page.form.errors[""]
    assert page.form.answers == {**Beginning(stages("with a topic")).form.answers, **typed}
    assert (everything(desk), desk.room.acts()) == before
    assert (page.done, page.followed) == ([], [])
    page.submit(**{**NEW, "month": "2026-11", "scheme": "default-six@1"})
    assert [topic.title for topic in desk.room.find(Topic)] == ["老旧小区加装电梯", "路灯补亮"]
    assert safekeeping.check(desk).faults == ()


def test_a_topic_chosen_and_one_written_cannot_both_be_meant(stages: Stages):
    desk = stages("with a topic")
    page = Beginning(desk)
    page.submit(**NEW, topic=the_topic(desk).id)
    assert "请只留一个" in page.form.errors[""]
    assert page.form.answers["title"] == "路灯补亮"


def test_a_topic_taken_up_meanwhile_is_told(stages: Stages):
    desk = stages("with a topic")
    page = Beginning(desk)
    progressing.begin(desk, the_topic(desk))
    page.submit(topic=the_topic(desk).id)
    assert "已经在协商中" in page.form.errors[""]
    page.submit(topic="no such topic")
    assert page.form.errors[""]


# -- drafts ---------------------------------------------------------------------------------------


def test_half_a_topic_is_there_after_the_program_was_killed(stages: Stages):
    desk = stages("with members")
    page = Beginning(desk)
    page.presenter.autosave(KEY, {**page.form.answers, "title": "路灯"})
    after = Beginning(stages.killed(desk)).form
    assert (after.answers["title"], after.note) == ("路灯", "已恢复上次没有提交的内容。")


def test_a_refused_form_is_kept_as_a_draft_and_forgotten_once_taken(stages: Stages):
    desk = stages("with members")
    page = Beginning(desk)
    page.submit(title="路灯")
    assert Beginning(desk).form.answers["title"] == "路灯"
    page.submit(proposer="李秀英")
    assert drafting.recall(desk, KEY) == {}
    assert Beginning(desk).form.note == ""
