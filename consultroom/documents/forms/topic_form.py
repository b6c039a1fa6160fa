"""议题征集表: one matter put forward, or the blank form for somebody to put one forward.

Fields: SOURCES.md, "topic-intake". A pseudonym will do, and a telephone number is never printed:
it is not among what a topic keeps.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import Cell, Paper, Row, Run, Title, VAlign, label_cell
from consultroom.documents.forms import boxed, phrases
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.papers import PaperRules
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.redaction import redacted
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import TITLE_LENGTH, Topic, TopicDecision, TopicSource, Verdict

_SIZE_PT = 12.0


def topic_form(
    station: OrgUnit,
    topic: Topic | None = None,
    *,
    decision: TopicDecision | None = None,
    references: Iterable[str] = (),
    identities: Iterable[VisitorIdentity] = (),
    rules: PaperRules = PaperRules(),
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the intake form of a topic, or a blank one.

    Args:
        station: whose form.
        topic: what was put forward; None prints blanks.
        decision: the standing decision about it; None leaves it to a hand.
        references: record numbers of the visits and opinions it grew from, as printed.
        identities: of those visitors; they are taken out of every text.
        rules: the district's wording.
        profile: page geometry.
    """
    title = f"{station.name}议题征集表"
    number = topic.number if topic else ""
    return Paper(
        title=f"{title} {number}".strip(),
        author=station.name,
        subject=f"议题征集表 {number}".strip(),
        profile=boxed.page(profile),
        blocks=(
            Title(text=title),
            boxed.line(
                f"编号：{number}",
                f"提出日期：{chinese_date(topic.proposed_on)}"
                if topic
                else f"提出日期：　　　　{boxed.BLANK_DAY}",
                profile,
            ),
            boxed.box(
                (
                    *_proposed(topic, tuple(references), tuple(identities)),
                    *_decided(topic, decision),
                    *(() if topic else (_note(station, rules),)),
                ),
                size_pt=_SIZE_PT,
            ),
        ),
    )


def _proposed(
    topic: Topic | None, references: tuple[str, ...], known: tuple[VisitorIdentity, ...]
) -> tuple[Row, ...]:
    """Return what the proposer says; blank rows leave room for a pen."""

    def told(text: str) -> str:
        return redacted(text, known)

    sources = boxed.ticks(TopicSource, (topic.source,) if topic else ())
    blank = topic is None
    scope, unit = (topic.scope, topic.unit) if topic else ("", "")
    return (
        boxed.pair("提出人", told(topic.proposer) if topic else "", "联系方式", "", 11),
        boxed.wide("议题来源", sources, 14),
        _title_row(told(topic.title) if topic else ""),
        boxed.pair("领域", scope, "村（社区）", unit, 10),
        boxed.wide("情况和问题", told(topic.situation) if topic else "", 40, top=blank),
        boxed.wide("建议", told(topic.suggestion) if topic else "", 30, top=blank),
        boxed.wide("建议参加方", "、".join(topic.parties) if topic else "", 11),
        boxed.wide("关联接待\n或信息", "、".join(references), 12),
    )


def _decided(topic: Topic | None, decision: TopicDecision | None) -> tuple[Row, ...]:
    return (_decision_row(decision), boxed.wide("拟协商月份", _month(topic), 10))


def _title_row(text: str) -> Row:
    label = f"议题\n（≤{TITLE_LENGTH}字）"
    return Row(
        cells=(label_cell(label), Cell(text=text, span=3)),
        min_height_mm=14,
    )


def _decision_row(decision: TopicDecision | None) -> Row:
    text = boxed.ticks(Verdict, (decision.verdict,) if decision else ())
    reason = phrases.ended(decision.reason) if decision else ""
    foot = f"审核人：{boxed.HAND}　{boxed.BLANK_DAY}"
    if decision:
        foot = f"审核人：{decision.decided_by}　{chinese_date(decision.decided_on)}"
    told = (*text, Run(f"\n理由：{reason}"))
    cell = Cell(text=told, span=3, valign=VAlign.TOP, foot=foot)
    return Row(cells=(label_cell("审核意见"), cell), min_height_mm=30)


def _month(topic: Topic | None) -> str:
    """Return ``2026年9月`` of ``2026-09``; a month written otherwise is printed as it is."""
    if topic is None or not topic.month:
        return "　　　　年　　月"
    year, _, month = topic.month.partition("-")
    return f"{year}年{int(month)}月" if month.isdigit() else topic.month


def _note(station: OrgUnit, rules: PaperRules) -> Row:
    """Return what a person who fills the blank form should know."""
    where = "，".join(filter(None, (station.address, station.phone)))
    text = rules.worded("topic.note")
    told = f"{text}交回地点和电话：{where}。" if where else text
    return Row(cells=(label_cell("填表说明"), Cell(text=told, span=3, size_pt=10.5)))
