"""Concluding (形成成果): the outcome sheet, its reviews, and handing each point to a unit."""

from __future__ import annotations

from datetime import date

from consultroom.domain.dossiers import Dossier
from consultroom.domain.gates import minutes_confirmed
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import (
    REVIEWERS,
    Assignment,
    Channel,
    Outcome,
    Review,
    ReviewVerdict,
    next_review,
)
from consultroom.domain.records import NumberKind
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk, running


class Handing(Frozen, kw_only=True):
    """What is said when a point is handed to a unit.

    Attributes:
        lead_unit: who leads; as suggested in the minutes by default.
        due_on: deadline; as suggested, or the district's usual number of days, by default.
        requirement: 具体要求, for the sheet.
    """

    lead_unit: str = ""
    due_on: date | None = None
    requirement: str = ""


class NotConcluded(UserError):
    """The outcome is not there yet, or it is not this level's turn."""


def draft_outcome(
    desk: Desk,
    dossier: Dossier,
    *,
    problem: str = "",
    channels: tuple[Channel, ...] = (Channel.PARTY_COMMITTEE,),
) -> Outcome:
    """Make or change the outcome sheet (填写协商成果单).

    The consensus items come from the minutes; only the problem and the channels are asked.

    Args:
        desk: where.
        dossier: of the consultation.
        problem: 问题概述; the topic's situation by default.
        channels: where it goes.

    Raises:
        Over: the consultation has ended.
        NotConcluded: the minutes are not confirmed.
    """
    running(desk, dossier.consultation.id)
    if not minutes_confirmed(dossier):
        raise NotConcluded("纪要还没有经召集人确认，先确认纪要，再填写成果单。")
    begun = dossier.outcome or Outcome(
        id=desk.room.new_id(),
        owner=desk.owner,
        number=desk.number(Outcome, NumberKind.OUTCOME, desk.today.year),
        consultation=dossier.consultation.id,
        drafted_on=desk.today,
    )
    told = problem.strip() or begun.problem or dossier.topic.situation
    sheet = replace(begun, problem=told, channels=channels)
    with desk.room.act("填写协商成果单", by=desk.by) as act:
        act.put(sheet)
    return sheet


def review(
    desk: Desk,
    dossier: Dossier,
    verdict: ReviewVerdict,
    *,
    reviewer: str = "",
    remark: str = "",
    on: date | None = None,
) -> Review:
    """Write down what the next level of review said (登记审核).

    Args:
        desk: where.
        dossier: of the consultation.
        verdict: agreed, agreed after changes, or returned.
        reviewer: who signed; the level's name by default.
        remark: what they wrote; a return needs one.
        on: when they signed; today by default.

    Raises:
        NotConcluded: there is no sheet, the chain is through, or a return has no remark.
    """
    if dossier.outcome is None:
        raise NotConcluded("还没有协商成果单，请先填写。")
    level = next_review(dossier.standing_reviews, dossier.parameters.review_levels)
    if level is None:
        raise NotConcluded("审核已经全部通过，不用再登记。")
    if verdict is ReviewVerdict.RETURN and not remark.strip():
        raise NotConcluded("退回要写明意见，好知道改什么。")
    record = Review(
        id=desk.room.new_id(),
        owner=desk.owner,
        outcome=dossier.outcome.id,
        level=level,
        verdict=verdict,
        reviewer=reviewer or REVIEWERS[level - 1],
        reviewed_on=on or desk.today,
        remark=remark,
    )
    with desk.room.act("登记审核", by=desk.by) as act:
        act.put(record)
        reviews = (*dossier.standing_reviews, record)
        if next_review(reviews, dossier.parameters.review_levels) is None:
            act.put(replace(dossier.outcome, submitted_on=on or desk.today))
    return record


def assign(
    desk: Desk,
    dossier: Dossier,
    item: ConsensusItem,
    *,
    lead_unit: str = "",
    due_on: date | None = None,
    requirement: str = "",
) -> Assignment:
    """Hand one consensus item to a unit (交办); see `assign_all`."""
    told = Handing(lead_unit=lead_unit, due_on=due_on, requirement=requirement)
    return assign_all(desk, dossier, ((item, told),))[0]


def assign_all(
    desk: Desk, dossier: Dossier, items: tuple[tuple[ConsensusItem, Handing], ...]
) -> tuple[Assignment, ...]:
    """Hand several consensus items to their units, in one act (交办).

    Args:
        desk: where.
        dossier: of the consultation.
        items: each point with what is said about it.

    Raises:
        NotConcluded: there is no sheet, no unit, or a point was handed out already.
    """
    if dossier.outcome is None:
        raise NotConcluded("还没有协商成果单，请先填写再交办。")
    made = []
    with desk.room.act("交办", by=desk.by) as act:
        for item, told in items:
            record = _assignment(desk, dossier, dossier.outcome, item, told)
            act.put(record)
            made.append(record)
    return tuple(made)


def _assignment(
    desk: Desk, dossier: Dossier, outcome: Outcome, item: ConsensusItem, told: Handing
) -> Assignment:
    unit = told.lead_unit or item.lead_unit
    if not unit.strip():
        raise NotConcluded(f"第{item.order}条还没有主办单位，请先写明。")
    if any(one.consensus_item == item.id for one in dossier.standing_assignments):
        raise NotConcluded(f"第{item.order}条已经交办，不用重复交办。")
    return Assignment(
        id=desk.room.new_id(),
        owner=desk.owner,
        number=desk.number(Assignment, NumberKind.ASSIGNMENT, desk.today.year),
        consultation=dossier.consultation.id,
        outcome=outcome.id,
        consensus_item=item.id,
        matter=item.text,
        requirement=told.requirement,
        lead_unit=unit,
        assist_units=item.assist_units,
        assigned_on=desk.today,
        due_on=told.due_on or deadline(desk, dossier, item),
        contact=dossier.station.liaison,
    )


def deadline(desk: Desk, dossier: Dossier, item: ConsensusItem) -> date:
    """Return the deadline suggested for a point, or the district's usual number of days."""
    usual = dossier.calendar.after(
        desk.today, dossier.parameters.reply_days, dossier.parameters.reply_day_kind
    )
    return item.due_on if item.due_on and item.due_on > desk.today else usual
