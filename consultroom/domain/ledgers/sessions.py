"""议题台账 and 协商活动台账: what was put forward, and each sitting it came to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from consultroom.domain.dossiers import Dossier
from consultroom.domain.ledgers.sheets import View, day, listed, noted, number, people, text
from consultroom.domain.meetings import Headcount, ParticipantKind
from consultroom.domain.records import RecordNumber
from consultroom.domain.topics import Topic, TopicDecision, TopicSource, Verdict
from consultroom.domain.yearbooks import Sitting, YearBook, sittings
from consultroom.frozen import Frozen

_BY_NAME = frozenset({TopicSource.MEMBER, TopicSource.DEPARTMENT, TopicSource.PARTY})
_RESIDENTS = (ParticipantKind.STAKEHOLDER, ParticipantKind.RESIDENT)


class _Listed(Frozen):
    """A topic with what was decided about it and the consultations on it."""

    topic: Topic
    decision: TopicDecision | None
    dossiers: tuple[Dossier, ...]
    proposer: str


def _topics(book: YearBook) -> Iterator[_Listed]:
    """Yield the topics taken in within the period, by day and number."""
    decided, begun = _latest(book), defaultdict(list)
    for dossier in book.dossiers:
        begun[dossier.topic.id].append(dossier)
    known = {member.name for member in book.members}
    taken = [topic for topic in book.topics if topic.proposed_on in book.period]
    for topic in sorted(taken, key=lambda one: (one.proposed_on, numbered(one.number), one.id)):
        named = topic.source in _BY_NAME or topic.proposer in known
        yield _Listed(
            topic,
            decided.get(topic.id),
            tuple(begun[topic.id]),
            topic.proposer if named else "群众",
        )


def numbered(number: str) -> tuple[int, int, str]:
    """Return what puts record numbers in order: by year, then as counted."""
    parsed = RecordNumber.parse(number)
    return (parsed.year, parsed.serial, number) if parsed else (0, 0, number)


def _latest(book: YearBook) -> dict[str, TopicDecision]:
    ordered = sorted(book.decisions, key=lambda one: (one.decided_on, one.id))
    return {decision.topic: decision for decision in ordered}


def _verdict(one: _Listed) -> str:
    return one.decision.verdict.label if one.decision else "未审"


def _progress(one: _Listed) -> str:
    return listed(dict.fromkeys(progress_of(dossier) for dossier in one.dossiers))


def progress_of(dossier: Dossier) -> str:
    """Return how far a consultation has come: its step while it walks, else its state."""
    return dossier.step.name if dossier.consultation.is_open else dossier.consultation.state.label


def _remark(one: _Listed) -> str:
    if one.decision is None or one.decision.verdict is Verdict.ADOPTED:
        return ""
    return one.decision.reason


TOPICS: View[_Listed] = View(
    code="topics",
    word="议题台账",
    rule="按议题登记日期计入；来访、来信、热线等群众提出的议题不列姓名。",
    columns=(
        text("number", "编号", 1.25, lambda one: one.topic.number, centred=True),
        day("proposed_on", "登记日期", lambda one: one.topic.proposed_on,
            also=("提出日期", "日期")),
        text("title", "议题", 3.0, lambda one: one.topic.title, also=("议题名称", "协商议题")),
        text("source", "议题来源", 1.1, lambda one: one.topic.source.label, centred=True,
             also=("来源",)),
        people("proposer", "提出人", 1.0, lambda one: one.proposer,
               also=("提出单位", "提出人或单位")),
        text("unit", "村（社区）", 1.1, lambda one: one.topic.unit, centred=True,
             also=("所属社区",)),
        text("verdict", "审定意见", 0.75, _verdict, centred=True, also=("审核意见", "是否采纳")),
        day("decided_on", "审定日期",
            lambda one: one.decision.decided_on if one.decision else None),
        text("decided_by", "审定人", 1.5,
             lambda one: one.decision.decided_by if one.decision else "", centred=True),
        text("month", "拟协商月份", 0.85, lambda one: one.topic.month, centred=True),
        text("consultation", "协商编号", 1.25,
             lambda one: listed(d.consultation.number for d in one.dossiers), centred=True),
        text("progress", "进展", 0.85, _progress, centred=True, also=("办理进度", "进度")),
        text("remark", "备注", 1.4, _remark),
    ),
    things=_topics,
    record=lambda one: one.topic.id,
)  # fmt: skip


def _count(one: Sitting) -> Headcount:
    return one.dossier.headcount(one.meeting)


def _others(one: Sitting) -> int:
    count = _count(one)
    return count.there - count.of(ParticipantKind.MEMBER, ParticipantKind.DEPARTMENT, *_RESIDENTS)


def _points(one: Sitting) -> int:
    return sum(item.meeting == one.meeting.id for item in one.dossier.consensus)


def _apart(one: Sitting) -> int:
    return sum(item.meeting == one.meeting.id for item in one.dossier.dissent)


def _sitting_remark(one: Sitting) -> str:
    again = f"第{one.meeting.sitting}次会议" if one.meeting.sitting > 1 else ""
    late = "临时召开" if one.meeting.late_reason else ""
    brief = "小事简议" if one.dossier.consultation.brief else ""
    return noted(again, brief, late)


CONSULTATIONS: View[Sitting] = View(
    code="consultations",
    word="协商活动台账",
    rule=(
        "一天一地一次会议为1场，同一议题再次开会另计1场；人次按签到计，含迟到、早退、线上和替会；"
        "意见条数只计共识意见，未达成一致的另列。"
    ),
    columns=(
        day("on", "日期", lambda one: one.meeting.day, also=("协商时间", "会议时间", "时间")),
        text("number", "协商编号", 1.25, lambda one: one.dossier.consultation.number,
             centred=True, also=("编号",)),
        text("title", "协商议题", 3.0, lambda one: one.dossier.consultation.title,
             also=("议题", "议题名称", "活动名称")),
        text("form", "协商形式", 1.05, lambda one: one.meeting.form.label, centred=True,
             also=("形式", "活动形式", "类型")),
        text("venue", "地点", 1.5, lambda one: one.meeting.venue, also=("协商地点", "会议地点")),
        people("host", "主持人", 1.0, lambda one: one.meeting.host, also=("召集人", "牵头委员")),
        number("members", "委员人次", lambda one: _count(one).of(ParticipantKind.MEMBER),
               also=("委员人数", "参加委员")),
        number("departments", "部门人次",
               lambda one: _count(one).of(ParticipantKind.DEPARTMENT), also=("部门人数",)),
        number("residents", "群众人次", lambda one: _count(one).of(*_RESIDENTS),
               also=("群众人数", "群众代表")),
        number("others", "其他人次", _others),
        number("there", "合计人次", lambda one: _count(one).there,
               also=("参加人数", "参会人数", "参加人次")),
        number("points", "共识意见", _points, also=("意见条数", "意见建议条数", "共识意见条数")),
        number("apart", "未达一致", _apart, also=("分歧条数",)),
        text("outcome", "成果单编号", 1.25,
             lambda one: one.dossier.outcome.number if one.dossier.outcome else "", centred=True),
        text("progress", "进展", 0.85, lambda one: progress_of(one.dossier), centred=True),
        text("remark", "备注", 1.0, _sitting_remark, centred=True),
    ),
    things=sittings,
    record=lambda one: one.meeting.id,
)  # fmt: skip
