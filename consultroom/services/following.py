"""Following up (跟踪问效): replies, extensions, pressing, satisfaction, looking back."""

from __future__ import annotations

from datetime import date

from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import LookBack, RaterKind, Rating, Satisfaction
from consultroom.domain.outcomes import Assignment, Reply, Supervision, result_class
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services.desk import Desk


class NotFollowed(UserError):
    """Something a follow-up record needs is missing."""


def reply(
    desk: Desk,
    assignment: Assignment,
    *,
    text: str,
    result: str,
    unit: str = "",
    plan: str = "",
    signed_by: str = "",
    on: date | None = None,
) -> Reply:
    """Write down a unit's answer (登记答复).

    Args:
        desk: where.
        assignment: what it answers.
        text: 办理情况.
        result: the letter of a result class of this district.
        unit: who answers; the lead unit by default.
        plan: what is still planned, for matters not settled.
        signed_by: 单位负责人.
        on: when; today by default.

    Raises:
        NoSuchClass: the district has no such class.
        NotFollowed: the answer is empty.
    """
    kind = result_class(result, desk.parameters().result_classes)
    if not text.strip():
        raise NotFollowed("请写明办理情况。")
    record = Reply(
        id=desk.room.new_id(),
        owner=desk.owner,
        assignment=assignment.id,
        unit=unit or assignment.lead_unit,
        replied_on=on or desk.today,
        text=text.strip(),
        result_class=kind.code,
        plan=plan,
        signed_by=signed_by,
    )
    with desk.room.act("登记答复", by=desk.by) as act:
        act.put(record)
    return record


def extend(desk: Desk, assignment: Assignment, to: date, reason: str) -> Assignment:
    """Give a unit more time (延期).

    Raises:
        NotFollowed: no reason, or the new day is not later.
    """
    if not reason.strip():
        raise NotFollowed("延期要写明原因。")
    if to <= assignment.deadline:
        raise NotFollowed("延期后的日期要晚于原定时限。")
    longer = replace(assignment, extended_to=to, extension_reason=reason.strip())
    with desk.room.act("延期", by=desk.by) as act:
        act.put(longer)
    return longer


def send_back(
    desk: Desk, assignment: Assignment, reason: str, *, on: date | None = None
) -> Assignment:
    """Write down that a unit sent an assignment back as not its own (退回).

    Args:
        desk: where.
        assignment: what it sent back.
        reason: 退回理由, as the unit gave it.
        on: when; today by default.

    Raises:
        NotFollowed: no reason is given.
    """
    if not reason.strip():
        raise NotFollowed("请写明承办单位的退回理由；它没有说明的，就写“未说明理由”。")
    returned = replace(assignment, returned_on=on or desk.today, return_reason=reason.strip())
    with desk.room.act("退回交办", by=desk.by) as act:
        act.put(returned)
    return returned


def press(desk: Desk, dossier: Dossier, assignment: Assignment, remark: str) -> Supervision:
    """Press a late assignment (督办); the count goes up by itself."""
    before = [one for one in dossier.supervisions if one.assignment == assignment.id]
    record = Supervision(
        id=desk.room.new_id(),
        owner=desk.owner,
        assignment=assignment.id,
        times=len(before) + 1,
        on=desk.today,
        remark=remark,
        feedback_by=desk.calendar().add(desk.today, dossier.parameters.return_days),
    )
    with desk.room.act("督办", by=desk.by) as act:
        act.put(record)
    return record


def rate(
    desk: Desk,
    consultation: str,
    kind: RaterKind,
    rating: Rating,
    *,
    rater: str = "",
    comment: str = "",
    on: date | None = None,
) -> Satisfaction:
    """Write down one satisfaction slip (满意度).

    Raises:
        NotFollowed: 不满意 without a reason.
    """
    if rating is Rating.DISSATISFIED and not comment.strip():
        raise NotFollowed("评价为不满意的，请写明哪里不满意。")
    slip = Satisfaction(
        id=desk.room.new_id(),
        owner=desk.owner,
        consultation=consultation,
        rater_kind=kind,
        rating=rating,
        rated_on=on or desk.today,
        rater=rater,
        comment=comment,
    )
    with desk.room.act("登记满意度", by=desk.by) as act:
        act.put(slip)
    return slip


def look_back(
    desk: Desk,
    consultation: str,
    *,
    who: tuple[str, ...],
    finding: str,
    still_holds: bool,
    on: date | None = None,
) -> LookBack:
    """Write down a look-back visit (回头看).

    Raises:
        NotFollowed: nobody went or nothing was found.
    """
    if not who or not finding.strip():
        raise NotFollowed("请写明谁去看的、看到什么。")
    visit = LookBack(
        id=desk.room.new_id(),
        owner=desk.owner,
        consultation=consultation,
        on=on or desk.today,
        who=who,
        finding=finding.strip(),
        still_holds=still_holds,
    )
    with desk.room.act("登记回头看", by=desk.by) as act:
        act.put(visit)
    return visit
