"""Reception days (委员接待日): the day, the visits, and what was settled on the spot."""

from __future__ import annotations

from datetime import date

from consultroom.domain.receptions import (
    GoodDeed,
    ReceptionDay,
    ReceptionKind,
    Visit,
    VisitHandling,
    VisitorIdentity,
)
from consultroom.domain.records import NumberKind, derived_id
from consultroom.errors import UserError
from consultroom.services.desk import Desk


class NotReceived(UserError):
    """A visit without its matter."""


def open_day(
    desk: Desk,
    *,
    receivers: tuple[str, ...],
    on: date | None = None,
    place: str = "",
    kind: ReceptionKind = ReceptionKind.MEMBERS_RECEIVE,
) -> ReceptionDay:
    """Begin a reception day (登记接待日)."""
    day = on or desk.today
    record = ReceptionDay(
        id=desk.room.new_id(),
        owner=desk.owner,
        number=desk.number(ReceptionDay, NumberKind.RECEPTION, day.year),
        on=day,
        place=place or desk.station().address,
        kind=kind,
        receivers=receivers,
        recorder=desk.by,
    )
    with desk.room.act("登记接待日", by=desk.by) as act:
        act.put(record)
    return record


def receive(
    desk: Desk,
    day: ReceptionDay,
    *,
    matter: str,
    head_count: int = 1,
    category: str = "",
    unit: str = "",
    spot_reply: str = "",
    handling: VisitHandling = VisitHandling.ANSWERED,
    result: str = "",
    visitor: str = "",
) -> Visit:
    """Write down one visit (登记来访); who came is kept apart from what it was about.

    Args:
        desk: where.
        day: the reception day.
        matter: 反映事项.
        head_count: how many came, 人次.
        category: 类别.
        unit: village or community.
        spot_reply: 当场答复.
        handling: 处理方式.
        result: 结果.
        visitor: a name or pseudonym; may be empty.

    Raises:
        NotReceived: the matter is empty, or nobody came.
    """
    if not matter.strip():
        raise NotReceived("请写明来访反映的事项。")
    if head_count < 1:
        raise NotReceived("来访人数至少是1。")
    visit = Visit(
        id=desk.room.new_id(),
        owner=desk.owner,
        reception_day=day.id,
        order=len(desk.room.find(Visit, reception_day=day.id)) + 1,
        matter=matter.strip(),
        head_count=head_count,
        category=category,
        unit=unit,
        spot_reply=spot_reply,
        handling=handling,
        result=result,
    )
    with desk.room.act("登记来访", by=desk.by) as act:
        act.put(visit)
        if visitor.strip():
            act.put(_identity(desk, visit, visitor.strip()))
        if handling is VisitHandling.ANSWERED and result.strip():
            act.put(_deed(desk, day, visit))
    return visit


def _identity(desk: Desk, visit: Visit, name: str) -> VisitorIdentity:
    return VisitorIdentity(
        id=derived_id("visitor_identity", visit.id), owner=desk.owner, visit=visit.id, name=name
    )


def _deed(desk: Desk, day: ReceptionDay, visit: Visit) -> GoodDeed:
    return GoodDeed(
        id=derived_id("good_deed", visit.id),
        owner=desk.owner,
        number=desk.number(GoodDeed, NumberKind.GOOD_DEED, day.on.year),
        on=day.on,
        matter=visit.matter,
        result=visit.result,
        by=day.receivers,
        head_count=visit.head_count,
        source=visit.id,
    )
