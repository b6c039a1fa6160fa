"""成果办理台账 and 问题台账: what was handed to a unit, and whatever is not settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import HandlingState, Rating, Satisfaction, handling_state
from consultroom.domain.ledgers.sessions import numbered
from consultroom.domain.ledgers.sheets import View, day, listed, noted, number, text
from consultroom.domain.outcomes import Assignment, Reply, standing_reply
from consultroom.domain.yearbooks import YearBook
from consultroom.frozen import Frozen


class Handed(Frozen):
    """One assignment with the dossier it belongs to, as it stands on ``on``."""

    dossier: Dossier
    assignment: Assignment
    on: date

    @property
    def reply(self) -> Reply | None:
        """The answer that stands, or None."""
        return standing_reply(self.assignment.id, self.dossier.replies)

    @property
    def state(self) -> HandlingState:
        """How far it has come."""
        classes = self.dossier.parameters.result_classes
        return handling_state(self.assignment, self.dossier.replies, classes, self.on)

    @property
    def pressed(self) -> int:
        """How often it was pressed (督办), 次."""
        return sum(one.assignment == self.assignment.id for one in self.dossier.supervisions)

    @property
    def days_late(self) -> int | None:
        """Calendar days over the deadline while nobody answered, or None."""
        late = (self.on - self.assignment.deadline).days
        return late if self.state is HandlingState.OVERDUE else None


def handed(book: YearBook) -> tuple[Handed, ...]:
    """Return every assignment of the book, whenever it was made, by day and number."""
    every = [
        Handed(dossier, assignment, book.today)
        for dossier in book.dossiers
        for assignment in dossier.assignments
    ]
    return tuple(sorted(every, key=lambda one: _by_day(one.assignment)))


def _by_day(assignment: Assignment) -> tuple[date, tuple[int, int, str], str]:
    return (assignment.assigned_on, numbered(assignment.number), assignment.id)


def _in_period(book: YearBook) -> Iterator[Handed]:
    return (one for one in handed(book) if one.assignment.assigned_on in book.period)


def _outcome_number(one: Handed) -> str:
    outcome = one.dossier.outcome
    return outcome.number if outcome else ""


def _slips(one: Handed) -> str:
    """Return the slips about this matter, and those about the whole consultation, by grade."""
    mine = [s.rating for s in one.dossier.satisfaction if s.assignment in ("", one.assignment.id)]
    return listed(f"{grade.label}{mine.count(grade)}" for grade in Rating if grade in mine)


def _looked_at(one: Handed) -> date | None:
    mine = [v.on for v in one.dossier.look_backs if v.assignment in ("", one.assignment.id)]
    return max(mine, default=None)


def _handed_remark(one: Handed) -> str:
    assignment = one.assignment
    longer = f"原定{chinese_date(assignment.due_on)}" if assignment.extended_to else ""
    back = _sent_back(assignment)
    carried = one.dossier.consultation.carried_to
    over = f"转入{carried}年度督办" if carried and not back else ""
    return noted(back, longer, over)


def _sent_back(assignment: Assignment) -> str:
    """Return when a unit sent a matter back, and why."""
    if not assignment.returned_on:
        return ""
    why = f"（{assignment.return_reason.rstrip('。；，')}）" if assignment.return_reason else ""
    return f"{chinese_date(assignment.returned_on)}退回{why}"


OUTCOMES: View[Handed] = View(
    code="outcomes",
    word="成果办理台账",
    rule=(
        "一条共识意见交一个主办单位为1件，按交办日期计入；办理时限含经同意的延期；"
        "同一件多次答复的，以最后一次为准；退回的仍列出，不计入办理统计。"
    ),
    columns=(
        text("number", "交办编号", 1.25, lambda one: one.assignment.number, centred=True,
             also=("编号",)),
        text("outcome", "成果单编号", 1.25, _outcome_number, centred=True),
        text("title", "协商议题", 1.75, lambda one: one.dossier.consultation.title,
             also=("议题", "议题名称")),
        text("matter", "交办事项", 3.7, lambda one: one.assignment.matter,
             also=("意见建议", "事项", "办理事项", "协商成果")),
        text("lead", "主办单位", 1.2, lambda one: one.assignment.lead_unit, centred=True,
             also=("承办单位", "责任单位", "主办")),
        text("assist", "协办单位", 1.2, lambda one: listed(one.assignment.assist_units),
             centred=True, also=("协办", "配合单位")),
        day("assigned_on", "交办日期", lambda one: one.assignment.assigned_on, also=("交办时间",)),
        day("deadline", "办理时限", lambda one: one.assignment.deadline,
            also=("完成时限", "期限", "时限", "办结时限")),
        day("replied_on", "答复日期", lambda one: one.reply.replied_on if one.reply else None,
            also=("办结日期", "答复时间")),
        text("class", "结果类别", 0.72, lambda one: one.reply.result_class if one.reply else "",
             centred=True, also=("办理结果", "类别")),
        text("state", "办理情况", 0.8, lambda one: one.state.label, centred=True,
             also=("办理状态", "完成情况", "进展情况", "落实情况", "进展")),
        number("pressed", "督办次数", lambda one: one.pressed, also=("督办",)),
        text("slips", "满意度（份）", 1.0, _slips, centred=True, also=("满意度",)),
        day("looked_at", "回头看", _looked_at, also=("回头看日期",)),
        text("remark", "备注", 1.2, _handed_remark),
    ),
    things=_in_period,
    record=lambda one: one.assignment.id,
)  # fmt: skip


# -- what is not settled -----------------------------------------------------------------------


class Problem(Frozen, kw_only=True):
    """One thing that waits (问题): an assignment, a point, a visit, a bad slip or look-back."""

    record: str
    kind: str
    number: str
    matter: str
    unit: str = ""
    raised_on: date
    deadline: date | None = None
    days_late: int | None = None
    state: str
    pressed: int = 0
    plan: str = ""


_WAITING = frozenset(
    {HandlingState.OPEN, HandlingState.DUE_SOON, HandlingState.OVERDUE, HandlingState.PLANNED}
)


def _problems(book: YearBook) -> tuple[Problem, ...]:
    """Return what was raised by the end of the period and is not settled today, latest first.

    Overdue things come before the others, the longest overdue first.
    """
    sources: tuple[Callable[[YearBook], Iterator[Problem]], ...] = (
        _unsettled, _not_handed_out, _visits_waiting, _not_content
    )  # fmt: skip
    found = chain.from_iterable(source(book) for source in sources)
    raised = (one for one in found if one.raised_on <= book.period.last)
    return tuple(sorted(raised, key=lambda one: (-(one.days_late or 0), one.raised_on, one.record)))


def _unsettled(book: YearBook) -> Iterator[Problem]:
    for one in handed(book):
        if one.state in _WAITING:
            yield Problem(
                record=one.assignment.id,
                kind="交办未办结",
                number=one.assignment.number,
                matter=one.assignment.matter,
                unit=one.assignment.lead_unit,
                raised_on=one.assignment.assigned_on,
                deadline=one.assignment.deadline,
                days_late=one.days_late,
                state=one.state.label,
                pressed=one.pressed,
                plan=one.reply.plan if one.reply else "",
            )


def _not_handed_out(book: YearBook) -> Iterator[Problem]:
    """Yield agreed points of open consultations that no unit has, once the minutes stand."""
    for dossier in book.dossiers:
        given = {one.consensus_item for one in dossier.standing_assignments}
        confirmed = {sheet.meeting: sheet.confirmed_on for sheet in dossier.minutes}
        for item in dossier.agreed() if dossier.consultation.is_open else ():
            on = confirmed.get(item.meeting)
            if on and item.id not in given:
                yield Problem(
                    record=item.id,
                    kind="共识未交办",
                    number=dossier.consultation.number,
                    matter=item.text,
                    unit=item.lead_unit,
                    raised_on=on,
                    deadline=item.due_on,
                    days_late=_late(item.due_on, book.today),
                    state="待交办",
                )


def _visits_waiting(book: YearBook) -> Iterator[Problem]:
    days = {one.id: one for one in book.reception_days}
    for visit in book.visits:
        received = days.get(visit.reception_day)
        if received and visit.waits:
            late = _late(visit.due_on, book.today)
            yield Problem(
                record=visit.id,
                kind="来访未答复",
                number=f"{received.number}第{visit.order}件",
                matter=visit.matter,
                unit=visit.handler,
                raised_on=received.on,
                deadline=visit.due_on,
                days_late=late,
                state=HandlingState.OVERDUE.label if late else HandlingState.OPEN.label,
            )


def _not_content(book: YearBook) -> Iterator[Problem]:
    """Yield bad slips and look-backs of the round that stands, while the consultation is open."""
    for dossier in book.dossiers:
        if dossier.consultation.is_open:
            yield from (
                _bad_slip(dossier, slip)
                for slip in dossier.satisfaction
                if slip.rating is Rating.DISSATISFIED and slip.rated_on >= dossier.round_began
            )
            for visit in dossier.look_backs:
                if not visit.still_holds and visit.on >= dossier.round_began:
                    yield Problem(
                        record=visit.id,
                        kind="回头看未巩固",
                        number=dossier.consultation.number,
                        matter=visit.finding,
                        raised_on=visit.on,
                        state="待解决",
                    )


def _bad_slip(dossier: Dossier, slip: Satisfaction) -> Problem:
    return Problem(
        record=slip.id,
        kind="评价不满意",
        number=dossier.consultation.number,
        matter=slip.comment or dossier.consultation.title,
        raised_on=slip.rated_on,
        state="待解决",
    )


def _late(deadline: date | None, today: date) -> int | None:
    return (today - deadline).days if deadline and deadline < today else None


PROBLEMS: View[Problem] = View(
    code="problems",
    word="问题台账",
    rule=(
        "截至期末已经提出、到填报之日仍未办结的都列入，不论何年提出；"
        "超期天数按自然日计，列入计划的不再计超期。"
    ),
    columns=(
        text("kind", "问题类别", 1.15, lambda one: one.kind, centred=True, also=("类别",)),
        text("number", "来源编号", 1.3, lambda one: one.number, centred=True, also=("编号",)),
        text("matter", "问题", 4.0, lambda one: one.matter,
             also=("存在问题", "问题描述", "事项", "具体问题")),
        text("unit", "责任单位", 1.4, lambda one: one.unit, centred=True,
             also=("承办单位", "主办单位", "整改责任单位")),
        day("raised_on", "提出日期", lambda one: one.raised_on),
        day("deadline", "办理时限", lambda one: one.deadline,
            also=("整改时限", "完成时限", "时限", "期限")),
        number("late", "超期天数", lambda one: one.days_late, summed=False),
        text("state", "目前情况", 0.9, lambda one: one.state, centred=True,
             also=("整改情况", "办理情况", "状态")),
        number("pressed", "督办次数", lambda one: one.pressed, summed=False),
        text("plan", "下一步", 2.2, lambda one: one.plan,
             also=("整改计划", "整改措施", "下一步措施")),
    ),
    things=_problems,
    record=lambda one: one.record,
)  # fmt: skip
