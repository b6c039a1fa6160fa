"""Registers (登记表) as rows: the annual plan, one reception day, one sign-in sheet.

A register is about one thing and not about a period; else it is told like a ledger, so the same
spreadsheets are made of it. Only `reception_register` knows of visitors, and only when it is
handed their identities.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.indicators import Statistics, StatisticsLine
from consultroom.domain.ledgers import LEDGERS, CellKind, Heading, Line, Value
from consultroom.domain.ledgers.sheets import Column, day, listed, number, people, text
from consultroom.domain.meetings import Attendance, Meeting, Participant, clock_text
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.receptions import ReceptionDay, Visit, VisitorIdentity
from consultroom.domain.redaction import redacted
from consultroom.domain.stations import OrgUnit
from consultroom.frozen import Frozen


class Register(Frozen, kw_only=True):
    """A register filled.

    Attributes:
        facts: what stands above the table, in order.
        foot: what stands below it.
    """

    title: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    facts: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


# -- the annual plan ----------------------------------------------------------------------------


def _month(item: PlanItem) -> str:
    """Return ``9月``; what is not written as ``2026-09`` is told as it stands."""
    year, dash, month = item.month.partition("-")
    return f"{int(month)}月" if dash and year.isdecimal() and month.isdecimal() else item.month


_PLAN: tuple[Column[PlanItem], ...] = (
    text("month", "月份", 0.7, _month, centred=True),
    text("title", "协商议题", 3.6, lambda one: one.title, also=("议题", "活动名称")),
    text("form", "协商形式", 1.3, lambda one: one.form, centred=True, also=("类型", "活动类型")),
    people("convener", "牵头委员（召集人）", 1.4, lambda one: one.convener,
           also=("牵头委员", "召集人", "负责人")),
    text("committee", "对口专委会", 1.4, lambda one: one.committee, centred=True),
    text("departments", "参加部门", 3.0, lambda one: listed(one.departments),
         also=("参加单位", "责任部门")),
    text("unit", "村（社区）", 1.3, lambda one: one.unit, centred=True),
    text("source", "议题来源", 1.2, lambda one: one.source, centred=True),
    text("note", "备注", 1.5, lambda one: one.note),
)  # fmt: skip


def plan_register(station: OrgUnit, plan: AnnualPlan, items: Iterable[PlanItem]) -> Register:
    """Return the annual plan (年度协商计划), by month.

    Its foot says who approved it and when; while nobody has, room is left for a hand.
    """
    ordered = sorted(items, key=lambda one: (one.month, one.id))
    body = plan.body or "　" * 12
    on = chinese_date(plan.approved_on) if plan.approved_on else "　　　年　　月　　日"
    number_ = (f"文号：{plan.doc_number}",) if plan.doc_number else ()
    return Register(
        title=f"{station.name}{plan.year}年度协商计划",
        headings=tuple(column.heading for column in _PLAN),
        lines=tuple(Line(one.id, tuple(c.of(one) for c in _PLAN)) for one in ordered),
        foot=(f"审批单位：{body}", *number_, f"日期：{on}"),
    )


# -- one reception day --------------------------------------------------------------------------


class _Came(Frozen):
    visit: Visit
    identity: VisitorIdentity | None
    known: tuple[VisitorIdentity, ...] = ()

    def told(self, words: str) -> str:
        """Return words of the visit, without any visitor when none may be named."""
        return words if self.identity else redacted(words, self.known)


_VISITOR: tuple[Column[_Came], ...] = (
    people("name", "来访人", 1.0, lambda one: one.identity.name if one.identity else ""),
    text("phone", "联系方式", 1.4, lambda one: one.identity.phone if one.identity else "",
         centred=True),
)  # fmt: skip
_VISIT: tuple[Column[_Came], ...] = (
    text("unit", "村（社区）", 1.2, lambda one: one.visit.unit, centred=True),
    number("heads", "人数", lambda one: one.visit.head_count, share=0.5),
    text("matter", "反映事项", 3.4, lambda one: one.told(one.visit.matter)),
    text("category", "类别", 0.9, lambda one: one.visit.category, centred=True),
    text("spot_reply", "当场答复", 2.0, lambda one: one.told(one.visit.spot_reply)),
    text("handling", "处理方式", 1.0, lambda one: one.visit.handling.label, centred=True),
    text("handler", "承办", 1.1, lambda one: one.visit.handler, centred=True),
    day("due_on", "期限", lambda one: one.visit.due_on),
    text("result", "结果", 2.0, lambda one: one.told(one.visit.result)),
    day("fed_back_on", "反馈日期", lambda one: one.visit.fed_back_on),
)  # fmt: skip


def reception_register(
    station: OrgUnit,
    received: ReceptionDay,
    visits: Iterable[Visit],
    identities: Iterable[VisitorIdentity],
    *,
    named: bool,
) -> Register:
    """Return the register of one reception day (委员接待日登记表).

    Args:
        station: whose.
        received: the day.
        visits: of the day.
        identities: of its visitors; without ``named`` they serve to take them out of the texts.
        named: whether visitors are named: a copy that stays in the station.
    """
    known = tuple(identities)
    by_visit = {one.visit: one for one in known}
    blank = VisitorIdentity(id="", owner=received.owner, visit="")
    columns = (*_VISITOR, *_VISIT) if named else _VISIT
    ordered = sorted(visits, key=lambda one: (one.order, one.id))
    came = [_Came(v, by_visit.get(v.id, blank) if named else None, known) for v in ordered]
    return Register(
        title=f"{station.name}委员接待日登记表",
        headings=tuple(column.heading for column in columns),
        lines=tuple(Line(one.visit.id, tuple(c.of(one) for c in columns)) for one in came),
        facts=(
            f"编号：{received.number}",
            f"接待日期：{chinese_date(received.on)}　{received.slot}",
            f"地点：{received.place}",
            f"接待委员：{listed(received.receivers)}",
            f"记录人：{received.recorder}",
        ),
    )


# -- one sign-in sheet --------------------------------------------------------------------------


class _Asked(Frozen):
    person: Participant
    mark: Attendance | None


def _status(one: _Asked) -> str:
    return one.mark.status.label if one.mark else ""


def _sign_in_remark(one: _Asked) -> str:
    if one.mark is None:
        return ""
    return "；".join(word for word in (one.mark.substitute, one.mark.remark) if word)


_SIGN_IN: tuple[Column[_Asked], ...] = (
    people("name", "姓名", 1.2, lambda one: one.person.name),
    text("post", "单位及职务", 3.4, lambda one: one.person.post),
    text("kind", "参会类别", 1.1, lambda one: one.person.kind.label, centred=True),
    text("sector", "界别", 1.1, lambda one: one.person.sector, centred=True),
    text("status", "出勤", 0.9, _status, centred=True),
    text("remark", "备注", 1.6, _sign_in_remark),
)


def sign_in_register(dossier: Dossier, meeting: Meeting) -> Register:
    """Return who was asked to a sitting and how each attended (签到表), in sheet order."""
    marks = {mark.participant: mark for mark in dossier.marks(meeting)}
    asked = [_Asked(person, marks.get(person.id)) for person in dossier.people(meeting)]
    count = dossier.headcount(meeting)
    counted = (
        f"应到{count.invited}人　实到{count.there}人　请假{count.leave}人　缺席{count.absent}人"
    )
    when = f"{chinese_date(meeting.day, weekday=True)}{clock_text(meeting.starts_at)}"
    return Register(
        title=f"{dossier.station.place}{meeting.form.label}签到表",
        headings=tuple(column.heading for column in _SIGN_IN),
        lines=tuple(Line(one.person.id, tuple(c.of(one) for c in _SIGN_IN)) for one in asked),
        facts=(
            f"议题：{dossier.consultation.title}",
            f"时间：{when}",
            f"地点：{meeting.venue}",
        ),
        foot=(counted,) if marks else (f"应到{count.invited}人",),
    )


# -- the statistics table as rows ---------------------------------------------------------------

_FIGURE = CellKind.NUMBER
STATISTICS: tuple[Heading, ...] = (
    Heading(code="group", word="类别", share=1.1, centred=True),
    Heading(code="word", word="指标", share=2.2),
    Heading(code="unit", word="单位", share=0.7, centred=True),
    Heading(code="now", word="本期", share=0.9, kind=_FIGURE),
    Heading(code="before", word="上年同期", share=0.9, kind=_FIGURE),
    Heading(code="ever", word="累计", share=0.9, kind=_FIGURE),
    Heading(code="note", word="说明", share=1.6),
    Heading(code="rule", word="统计口径", share=5.0),
)


def statistics_lines(found: Statistics) -> tuple[Line, ...]:
    """Return a statistics table as rows; a line's ``record`` is the code of its indicator."""
    return tuple(Line(line.indicator.code, _statistics_cells(line)) for line in found.lines)


def _statistics_cells(line: StatisticsLine) -> tuple[Value, ...]:
    one = line.indicator
    return (
        one.group,
        f"其中：{one.word}" if one.part else one.word,
        one.unit,
        line.now.number,
        line.before.number if line.before else None,
        line.ever.number if line.ever else None,
        line.note or (f"见{LEDGERS[one.ledger].word}" if one.ledger else ""),
        one.rule,
    )
