"""Gathering topics (征题、定题): taking them in, deciding about them, and what became of each."""

from __future__ import annotations

from datetime import date

from consultroom.domain.consultations import Consultation, ConsultationState
from consultroom.domain.plans import PlanItem
from consultroom.domain.records import NumberKind
from consultroom.domain.topics import (
    Screening,
    Topic,
    TopicDecision,
    TopicSource,
    Verdict,
    decision_on,
    needs_reason,
)
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.planning import plan_of, year_of
from consultroom.services.striding import Steps, at_once, every, made


class TopicNotClear(UserError):
    """The intake form or the decision lacks something."""


def add_topic(
    desk: Desk,
    *,
    title: str,
    source: TopicSource,
    proposer: str,
    proposed_on: date | None = None,
    scope: str = "",
    situation: str = "",
    suggestion: str = "",
    parties: tuple[str, ...] = (),
    source_refs: tuple[str, ...] = (),
    unit: str = "",
    month: str = "",
) -> Topic:
    """Take a topic in (登记议题).

    Args:
        desk: where.
        title: the topic in a line, 30 characters advised.
        source: where it came from.
        proposer: who put it forward; a pseudonym will do.
        proposed_on: when; today by default.
        scope: field of work.
        situation: what is the matter.
        suggestion: what might be done.
        parties: whom it concerns.
        source_refs: ids of the visits it grew from.
        unit: the village or community it is about.
        month: the month it is meant for, ``2026-11``.

    Raises:
        TopicNotClear: title or proposer is empty, or the day has not come.
        BadMonth: the month is not written as ``2026-11``.
    """
    if not title.strip():
        raise TopicNotClear("请写明议题名称。")
    if not proposer.strip():
        raise TopicNotClear("请写明提出人，不便具名的可以用化名。")
    day = proposed_on or desk.today
    if day > desk.today:
        raise TopicNotClear("提出日期还没有到，请核对。")
    if month:
        year_of(month)
    topic = Topic(
        id=desk.room.new_id(),
        owner=desk.owner,
        number=desk.number(Topic, NumberKind.TOPIC, day.year),
        title=title.strip(),
        source=source,
        proposer=proposer.strip(),
        proposed_on=day,
        scope=scope,
        situation=situation.strip(),
        suggestion=suggestion.strip(),
        parties=parties,
        source_refs=source_refs,
        unit=unit,
        month=month,
    )
    with desk.room.act("登记议题", by=desk.by) as act:
        act.put(topic)
    return topic


def revise(desk: Desk, topic: Topic) -> Topic:
    """Correct a topic as it was taken in (修改议题); an open consultation on it is renamed too.

    Raises:
        TopicNotClear: title or proposer is empty.
    """
    if not topic.title.strip() or not topic.proposer.strip():
        raise TopicNotClear("议题名称和提出人都要写。")
    with desk.room.act("修改议题", by=desk.by) as act:
        act.put(topic)
        for begun in act.find(Consultation, topic=topic.id):
            if begun.is_open:
                act.put(replace(begun, title=topic.title))
    return topic


def screen(desk: Desk, topic: Topic, answers: Screening, unfit: tuple[str, ...] = ()) -> Topic:
    """Answer the three questions and note reasons against consulting (三方把关)."""
    screened = replace(topic, screening=answers, unfit=unfit)
    with desk.room.act("议题把关", by=desk.by) as act:
        act.put(screened)
    return screened


def decide(
    desk: Desk,
    topic: Topic,
    verdict: Verdict,
    *,
    decided_by: str,
    decided_on: date | None = None,
    reason: str = "",
    participant_kinds: tuple[str, ...] = (),
    merged_into: str = "",
) -> TopicDecision:
    """Write down what was decided about a topic (审题).

    Raises:
        TopicNotClear: nobody decided, or a refusal has no reason for the proposer.
    """
    if not decided_by.strip():
        raise TopicNotClear("请写明由谁审定。")
    if needs_reason(verdict) and not reason.strip():
        raise TopicNotClear(f"“{verdict.label}”要写一句理由，好答复提出人。")
    decision = TopicDecision(
        id=desk.room.new_id(),
        owner=desk.owner,
        topic=topic.id,
        verdict=verdict,
        decided_by=decided_by.strip(),
        decided_on=decided_on or desk.today,
        reason=reason.strip(),
        participant_kinds=participant_kinds,
        merged_into=merged_into,
    )
    with desk.room.act("审定议题", by=desk.by) as act:
        act.put(decision)
    return decision


def merge(
    desk: Desk,
    topic: Topic,
    into: Topic,
    *,
    decided_by: str,
    decided_on: date | None = None,
    reason: str = "",
) -> TopicDecision:
    """Merge a topic into another (合并), which takes over the visits and opinions it grew from.

    It takes over the line of the annual plan as well, unless it has one or is being consulted on:
    then the line goes, since nothing will be consulted on under it.

    Raises:
        TopicNotClear: nobody decided, both are the same, the other one was itself merged away, or
            the topic is being consulted on already.
    """
    if not decided_by.strip():
        raise TopicNotClear("请写明由谁审定。")
    if into.id == topic.id:
        raise TopicNotClear("不能把议题并入它自己，请另选一个。")
    if begun := _begun(desk, topic):
        raise TopicNotClear(f"“{topic.title}”已经开始协商（{begun.number}），不能再合并。")
    if _is_merged(desk, into):
        raise TopicNotClear(f"“{into.title}”自己已经并入别的议题，请选那一个。")
    decision = TopicDecision(
        id=desk.room.new_id(),
        owner=desk.owner,
        topic=topic.id,
        verdict=Verdict.MERGED,
        decided_by=decided_by.strip(),
        decided_on=decided_on or desk.today,
        reason=reason.strip() or f"与“{into.title}”（{into.number}）是同一件事。",
        merged_into=into.id,
    )
    heir = replace(into, source_refs=_joined(into.source_refs, topic.source_refs))
    passes = _begun(desk, into) is None and not desk.room.count(PlanItem, topic=into.id)
    with desk.room.act("合并议题", by=desk.by) as act:
        act.put(decision)
        for line in act.find(PlanItem, topic=topic.id):
            if passes:
                act.put(replace(line, topic=into.id, title=into.title))
                heir = replace(heir, month=line.month)
            else:
                act.remove(line)
        act.put(heir)
    return decision


def _is_merged(desk: Desk, topic: Topic) -> bool:
    decision = decision_on(topic.id, desk.room.find(TopicDecision, topic=topic.id))
    return decision is not None and decision.verdict is Verdict.MERGED


def _begun(desk: Desk, topic: Topic) -> Consultation | None:
    return next(iter(desk.room.find(Consultation, topic=topic.id)), None)


def _joined(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def link(desk: Desk, topic: Topic, refs: tuple[str, ...]) -> Topic:
    """Note which visits and opinions a topic grew from (关联来源), in place of those before."""
    linked = replace(topic, source_refs=tuple(dict.fromkeys(refs)))
    with desk.room.act("关联议题来源", by=desk.by) as act:
        act.put(linked)
    return linked


def plan_for(desk: Desk, topic: Topic, month: str, *, convener: str = "") -> PlanItem:
    """Put a topic on the annual plan in a month, or move it there (列入计划).

    Args:
        desk: where.
        topic: which; the month is noted on it as well.
        month: ``2026-11``.
        convener: who convenes; empty keeps what the plan says.

    Raises:
        BadMonth: the month is not written as ``2026-11``.
        TopicNotClear: it was merged into another, which would be planned in its place.
    """
    if _is_merged(desk, topic):
        raise TopicNotClear(f"“{topic.title}”已经并入别的议题，请把那一个列入计划。")
    plan = plan_of(desk, year_of(month))
    before = next(iter(desk.room.find(PlanItem, topic=topic.id)), None)
    item = before or PlanItem(
        id=desk.room.new_id(),
        owner=desk.owner,
        plan=plan.id,
        month=month,
        title=topic.title,
        topic=topic.id,
        committee=desk.station().committee,
        unit=topic.unit,
        source=topic.source.label,
    )
    item = replace(item, plan=plan.id, month=month, convener=convener.strip() or item.convener)
    with desk.room.act("议题列入计划", by=desk.by) as act:
        act.put(plan)
        act.put(item)
        act.put(replace(topic, month=month))
    return item


class Standing(Frozen, kw_only=True):
    """A topic and what became of it so far.

    Attributes:
        decision: the one that stands; None while nobody decided.
        consultation: the latest about it.
        into: the topic it was merged into.
        planned: month of its line in the annual plan, else the month it is meant for, or empty.
    """

    topic: Topic
    decision: TopicDecision | None = None
    consultation: Consultation | None = None
    into: Topic | None = None
    planned: str = ""

    @property
    def word(self) -> str:
        """What became of it, in a word or two."""
        if self.consultation is not None:
            return _BEGUN[self.consultation.state]
        if self.decision is None:
            return UNDECIDED
        if self.into is not None:
            return f"并入{self.into.number}"
        return self.decision.verdict.label


UNDECIDED = "未审"
_BEGUN = {
    ConsultationState.RUNNING: "协商中",
    ConsultationState.POSTPONED: "协商暂缓",
    ConsultationState.STOPPED: "已中止",
    ConsultationState.CONVERTED: "已转其他渠道",
    ConsultationState.SELF_SETTLED: "自行办结",
    ConsultationState.CLOSED: "已办结",
}


def standings(desk: Desk) -> tuple[Standing, ...]:
    """Return every topic of the pool (议题库) with what became of it, newest first."""
    return at_once(standing_steps(desk))


def standing_steps(desk: Desk) -> Steps[tuple[Standing, ...]]:
    """Read the pool in steps of a few milliseconds; see `standings`."""
    topics = {topic.id: topic for topic in (yield from every(desk, Topic))}
    decisions: dict[str, list[TopicDecision]] = {}
    for decision in (yield from every(desk, TopicDecision)):
        decisions.setdefault(decision.topic, []).append(decision)
    yield
    begun = {one.topic: one for one in (yield from every(desk, Consultation))}
    planned = {item.topic: item.month for item in (yield from every(desk, PlanItem)) if item.topic}

    def standing(topic: Topic) -> Standing:
        stands = decision_on(topic.id, tuple(decisions.get(topic.id, ())))
        return Standing(
            topic=topic,
            decision=stands,
            consultation=begun.get(topic.id),
            into=topics.get(stands.merged_into) if stands else None,
            planned=planned.get(topic.id, topic.month),
        )

    newest_first = tuple(reversed(topics.values()))  # the room gives the oldest id first
    return (yield from made(newest_first, standing))


def list_topics(desk: Desk, year: int | None = None) -> tuple[tuple[Topic, str], ...]:
    """Return topics, newest first, each with the word for what was decided (未审 while nothing)."""
    topics = [t for t in desk.room.find(Topic) if year is None or t.proposed_on.year == year]
    decisions = desk.room.find(TopicDecision)
    told = []
    for topic in sorted(topics, key=lambda topic: topic.id, reverse=True):
        decision = decision_on(topic.id, decisions)
        told.append((topic, decision.verdict.label if decision else UNDECIDED))
    return tuple(told)
