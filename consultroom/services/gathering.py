"""Gathering topics (征题、定题): taking them in and deciding about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from consultroom.domain.consultations import Consultation
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
from consultroom.services.desk import Desk
from consultroom.services.planning import year_of


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


def list_topics(desk: Desk, year: int | None = None) -> tuple[tuple[Topic, str], ...]:
    """Return topics, newest first, each with the word for what was decided (未审 while nothing)."""
    topics = [t for t in desk.room.find(Topic) if year is None or t.proposed_on.year == year]
    decisions = desk.room.find(TopicDecision)
    told = []
    for topic in sorted(topics, key=lambda topic: topic.id, reverse=True):
        decision = decision_on(topic.id, decisions)
        told.append((topic, decision.verdict.label if decision else "未审"))
    return tuple(told)
