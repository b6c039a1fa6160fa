"""What became of what was agreed: handed out, answered, settled, and how it was found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from consultroom.domain.consultations import Branch, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import HandlingState, Rating, handling_state
from consultroom.domain.indicators.counts import Count, Counted, Indicator, each
from consultroom.domain.outcomes import Assignment, Channel, Reply, ResultClass, standing_reply
from consultroom.domain.yearbooks import YearBook
from consultroom.frozen import Frozen, replace

_SITS = "consultations"  # code of the ledger that lists sittings


class _Handed(Frozen):
    """A standing assignment as it was at the end of the period."""

    assignment: Assignment
    reply: Reply | None
    state: HandlingState


def _handed(book: YearBook) -> Iterator[_Handed]:
    """Yield what had been handed out, and not sent back, by the end of the period."""
    for dossier in book.dossiers:
        known = tuple(one for one in dossier.replies if one.replied_on <= book.as_of)
        for one in dossier.assignments:
            back = one.returned_on is not None and one.returned_on <= book.as_of
            if one.assigned_on <= book.as_of and not back:
                yield _state(dossier, replace(one, returned_on=None), known, book.as_of)


def _state(
    dossier: Dossier, assignment: Assignment, replies: tuple[Reply, ...], on: date
) -> _Handed:
    classes = dossier.parameters.result_classes
    state = handling_state(assignment, replies, classes, on)
    return _Handed(assignment, standing_reply(assignment.id, replies), state)


def _assigned(book: YearBook) -> Iterator[Counted]:
    mine = (one.assignment for one in _handed(book))
    return each(one.id for one in mine if one.assigned_on in book.period)


def _replied(book: YearBook, letter: str = "") -> Iterator[Counted]:
    for one in _handed(book):
        reply = one.reply if one.reply and one.reply.replied_on in book.period else None
        if reply and letter in ("", reply.result_class.upper()):
            yield Counted(one.assignment.id)


def _due(book: YearBook, *states: HandlingState) -> Iterator[Counted]:
    for one in _handed(book):
        if one.assignment.deadline in book.period and (not states or one.state in states):
            yield Counted(one.assignment.id)


def _standing(*states: HandlingState) -> Count:
    return lambda book: each(one.assignment.id for one in _handed(book) if one.state in states)


_OPEN = (HandlingState.OPEN, HandlingState.DUE_SOON, HandlingState.OVERDUE)


def _outcomes(book: YearBook) -> Iterator[Counted]:
    drafted = (d.outcome for d in book.dossiers if d.outcome)
    return each(one.id for one in drafted if one.drafted_on in book.period)


def _submitted(book: YearBook) -> Iterator[Counted]:
    for dossier in book.dossiers:
        one = dossier.outcome
        handed_on = one is not None and one.submitted_on and one.submitted_on <= book.as_of
        if one and handed_on and one.drafted_on in book.period:
            yield Counted(one.id)


def _proposals(book: YearBook) -> Iterator[Counted]:
    for dossier in book.dossiers:
        turns = [one.on for one in dossier.branchings if one.branch is Branch.TO_PROPOSAL]
        sheet = dossier.outcome
        if not turns and sheet and Channel.PROPOSAL in sheet.channels and sheet.submitted_on:
            turns = [sheet.submitted_on]
        if turns and max(turns) in book.period:
            yield Counted(dossier.consultation.id)


def _carried(book: YearBook) -> Iterator[Counted]:
    turns = (one for d in book.dossiers for one in d.branchings)
    return each(t.id for t in turns if t.branch is Branch.CARRY_OVER and t.on in book.period)


def _closed(book: YearBook) -> Iterator[Counted]:
    every = (dossier.consultation for dossier in book.dossiers)
    closed = (one for one in every if one.state is ConsultationState.CLOSED)
    return each(one.id for one in closed if one.closed_on in book.period)


def _pressed(book: YearBook) -> Iterator[Counted]:
    return each(s.id for d in book.dossiers for s in d.supervisions if s.on in book.period)


def _looked_back(book: YearBook) -> Iterator[Counted]:
    return each(v.id for d in book.dossiers for v in d.look_backs if v.on in book.period)


_MATTER = partial(Indicator, group="成果办理", ledger="outcomes")


def handling(classes: tuple[ResultClass, ...]) -> tuple[Indicator, ...]:
    """Return the indicators of handling; the result classes are the district's own."""
    return (
        _MATTER(code="outcomes", word="协商成果单", unit="份", count=_outcomes,
                rule="按填写日期计。"),
        _MATTER(code="submitted", word="已报送", unit="份", count=_submitted, part=True,
                rule="其中截至期末已经报送的。"),
        _MATTER(code="proposals", word="转提案", unit="件", count=_proposals, ledger=_SITS,
                rule="协商中转为提案，或成果单去向为提案且已报送的，一次协商计1件。"),
        _MATTER(code="assigned", word="交办", unit="件", count=_assigned,
                rule="一条共识意见交一个主办单位计1件，按交办日期计；退回的不计。"),
        _MATTER(code="replied", word="答复", unit="件", count=_replied,
                rule="期内得到答复的交办，同一件多次答复只计最后一次。"),
        *(
            _MATTER(code=f"class_{kind.code.lower()}", word=f"{kind.code}类", unit="件",
                    count=partial(_replied, letter=kind.code.upper()), part=True,
                    rule=f"其中{kind.code}类，{kind.means}。")
            for kind in classes
        ),
        _MATTER(code="due", word="应办结", unit="件", count=_due,
                rule="办理时限（含延期）在期内的交办。"),
        _MATTER(code="due_settled", word="已办结", unit="件", part=True,
                count=lambda book: _due(book, HandlingState.SETTLED),
                rule="其中截至期末答复类别为办结的；与应办结件数对照看。"),
        _MATTER(code="open", word="期末在办", unit="件", count=_standing(*_OPEN), standing=True,
                rule="截至期末未答复的交办，不论何时交办。"),
        _MATTER(code="overdue", word="超期", unit="件", part=True, standing=True,
                count=_standing(HandlingState.OVERDUE), rule="其中期末已过办理时限的。"),
        _MATTER(code="planned", word="期末列入计划", unit="件", standing=True,
                count=_standing(HandlingState.PLANNED), rule="已答复而答复类别不作办结的。"),
        _MATTER(code="pressed", word="督办", unit="次", count=_pressed, rule="按督办日期计。"),
        _MATTER(code="look_backs", word="回头看", unit="次", count=_looked_back, ledger="",
                rule="按实地回头看的日期计。"),
        _MATTER(code="carried", word="转入跨年度督办", unit="件", count=_carried, ledger=_SITS,
                rule="按转入日期计，编号不变。"),
        _MATTER(code="closed", word="协商办结", unit="次", count=_closed, ledger=_SITS,
                rule="走完全部步骤、办结归档的协商，按办结日期计。"),
    )  # fmt: skip


def _slips(book: YearBook, *ratings: Rating) -> Iterator[Counted]:
    for dossier in book.dossiers:
        for slip in dossier.satisfaction:
            if slip.rated_on in book.period and (not ratings or slip.rating in ratings):
                yield Counted(slip.id)


CONTENT: tuple[Indicator, ...] = (
    Indicator(code="slips", group="满意度", word="收回评价表", unit="份", count=_slips,
              rule="按评价日期计，委员、群众、承办单位、政协各方都计入。"),
    *(
        Indicator(code=f"slips_{grade.code}", group="满意度", word=grade.label, unit="份",
                  part=True, count=lambda book, grade=grade: _slips(book, grade),  # type: ignore[misc]
                  rule=f"收回的评价表中总体评价为{grade.label}的；只列份数，不折算比例。")
        for grade in Rating
    ),
)  # fmt: skip
