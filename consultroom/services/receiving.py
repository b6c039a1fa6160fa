"""Reception days (委员接待日): the day, the visits, and what was settled on the spot."""

from __future__ import annotations

from datetime import date

from consultroom.domain.calendar import chinese_date
from consultroom.domain.receptions import (
    GoodDeed,
    ReceptionDay,
    ReceptionKind,
    Visit,
    VisitHandling,
    VisitorIdentity,
)
from consultroom.domain.records import NumberKind, derived_id
from consultroom.domain.topics import Topic, TopicSource
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services.desk import Desk

USUAL_SLOT = "上午9:00—11:30"


class NotReceived(UserError):
    """A visit without its matter, or a reception day that cannot be changed so."""


def open_day(
    desk: Desk,
    *,
    receivers: tuple[str, ...],
    on: date | None = None,
    slot: str = USUAL_SLOT,
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
        slot=slot.strip() or USUAL_SLOT,
        place=place or desk.station().address,
        kind=kind,
        receivers=receivers,
        recorder=desk.by,
    )
    with desk.room.act("登记接待日", by=desk.by) as act:
        act.put(record)
    return record


def change_day(
    desk: Desk,
    day: ReceptionDay,
    *,
    on: date,
    slot: str,
    place: str,
    receivers: tuple[str, ...],
) -> ReceptionDay:
    """Change when, where and by whom people are received (修改接待日); its number stays.

    Raises:
        NotReceived: visits were written down, and the day would not be theirs any more.
    """
    if on != day.on and desk.room.count(Visit, reception_day=day.id):
        raise NotReceived("这个接待日已经登记了来访，日期不能再改。")
    changed = replace(day, on=on, slot=slot.strip(), place=place.strip(), receivers=receivers)
    with desk.room.act("修改接待日", by=desk.by) as act:
        act.put(changed)
    return changed


def drop_day(desk: Desk, day: ReceptionDay) -> None:
    """Take a reception day off the calendar (取消接待日).

    Raises:
        NotReceived: visits were written down on it.
    """
    if desk.room.count(Visit, reception_day=day.id):
        raise NotReceived("这个接待日已经登记了来访，不能取消。")
    with desk.room.act("取消接待日", by=desk.by) as act:
        act.remove(day)


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
    handler: str = "",
    due_on: date | None = None,
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
        handler: 承办单位, of what is passed on (转办).
        due_on: 期限 of what is passed on.
        visitor: a name or pseudonym; may be empty.

    Raises:
        NotReceived: the matter is empty, nobody came, or the deadline lies before the day.
    """
    _refuse_empty(matter, head_count)
    _refuse_before(day, due_on, "期限")
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
        handler=handler.strip(),
        due_on=due_on,
    )
    with desk.room.act("登记来访", by=desk.by) as act:
        act.put(visit)
        if visitor.strip():
            act.put(_identity(desk, visit, visitor.strip()))
        if handling is VisitHandling.ANSWERED and result.strip():
            act.put(_deed(desk, day, visit))
    return visit


def _refuse_empty(matter: str, head_count: int) -> None:
    if not matter.strip():
        raise NotReceived("请写明来访反映的事项。")
    if head_count < 1:
        raise NotReceived("来访人数至少是1。")


def _refuse_before(day: ReceptionDay, on: date | None, word: str) -> None:
    if on and on < day.on:
        raise NotReceived(f"{word}早于接待日{chinese_date(day.on)}，请改正。")


def revise_visit(desk: Desk, visit: Visit, *, visitor: str | None = None) -> Visit:
    """Correct a visit as it was written down (修改来访).

    A good deed that was counted for it follows, or goes when nothing was settled on the spot.

    Args:
        desk: where.
        visit: as it should be.
        visitor: another name or pseudonym; "" takes it out, None leaves it as it is.

    Raises:
        NotReceived: the matter is empty, nobody came, or the deadline lies before the day.
    """
    _refuse_empty(visit.matter, visit.head_count)
    day = desk.room.get(ReceptionDay, visit.reception_day)
    _refuse_before(day, visit.due_on, "期限")
    known = desk.room.one(VisitorIdentity, visit=visit.id)
    deed = desk.room.one(GoodDeed, source=visit.id)
    with desk.room.act("修改来访", by=desk.by) as act:
        act.put(visit)
        if visitor is not None and visitor.strip():
            act.put(replace(known or _identity(desk, visit, ""), name=visitor.strip()))
        elif visitor is not None and known:
            act.remove(known)
        if visit.handling is VisitHandling.ANSWERED and visit.result.strip():
            act.put(_told_again(deed, visit) if deed else _deed(desk, day, visit))
        elif deed:
            act.remove(deed)
    return visit


def follow(
    desk: Desk,
    visit: Visit,
    *,
    handling: VisitHandling,
    handler: str = "",
    due_on: date | None = None,
    result: str = "",
    fed_back_on: date | None = None,
) -> Visit:
    """Write down who handles a visit by when, and what came of it (登记来访办理).

    Args:
        desk: where.
        visit: as it stands.
        handling: 处理方式.
        handler: 承办单位.
        due_on: 期限.
        result: 结果.
        fed_back_on: the day whoever came was told (反馈).

    Raises:
        NotReceived: a day lies before the reception day, nobody handles what is passed on, or
            somebody was told of no result.
    """
    day = desk.room.get(ReceptionDay, visit.reception_day)
    if handling is VisitHandling.TRANSFERRED and not handler.strip():
        raise NotReceived("转办的来访要写明由哪个单位承办。")
    if fed_back_on and not result.strip():
        raise NotReceived("登记了反馈日期的，要写明办理结果。")
    _refuse_before(day, due_on, "期限")
    _refuse_before(day, fed_back_on, "反馈日期")
    followed = replace(
        visit,
        handling=handling,
        handler=handler.strip(),
        due_on=due_on,
        result=result.strip(),
        fed_back_on=fed_back_on,
    )
    deed = desk.room.one(GoodDeed, source=visit.id)
    with desk.room.act("登记来访办理", by=desk.by) as act:
        act.put(followed)
        if handling is VisitHandling.ANSWERED and followed.result:
            act.put(_told_again(deed, followed) if deed else _deed(desk, day, followed))
        elif deed:
            act.remove(deed)
    return followed


def _told_again(deed: GoodDeed, visit: Visit) -> GoodDeed:
    return replace(deed, matter=visit.matter, result=visit.result, head_count=visit.head_count)


def drop_visit(desk: Desk, visit: Visit) -> None:
    """Take a visit out that was written down by mistake (删除来访), and what hangs on it."""
    identity = desk.room.one(VisitorIdentity, visit=visit.id)
    deed = desk.room.one(GoodDeed, source=visit.id)
    with desk.room.act("删除来访", by=desk.by) as act:
        act.remove(visit)
        for one in (identity, deed):
            if one:
                act.remove(one)


def make_topic(
    desk: Desk, visit: Visit, *, title: str, proposer: str, suggestion: str = ""
) -> Topic:
    """Make a topic of a visit (来访列入议题): the topic names the visit, never the visitor.

    Raises:
        NotReceived: title or proposer is empty, or the visit has its topic already.
    """
    if not title.strip() or not proposer.strip():
        raise NotReceived("议题名称和提出人都要写，不便具名的可以写“来访群众”。")
    if (known := topic_of(desk, visit)) is not None:
        raise NotReceived(f"这件来访已经列为议题{known.number}，不用再列。")
    topic = Topic(
        id=desk.room.new_id(),
        owner=desk.owner,
        number=desk.number(Topic, NumberKind.TOPIC, desk.today.year),
        title=title.strip(),
        source=TopicSource.VISIT,
        proposer=proposer.strip(),
        proposed_on=desk.today,
        scope=visit.category,
        situation=visit.matter,
        suggestion=suggestion.strip(),
        source_refs=(visit.id,),
        unit=visit.unit,
    )
    with desk.room.act("来访列入议题", by=desk.by) as act:
        act.put(topic)
        act.put(replace(visit, handling=VisitHandling.TOPIC))
    return topic


def topic_of(desk: Desk, visit: Visit) -> Topic | None:
    """Return the topic that grew from a visit, or None."""
    return next((one for one in desk.room.find(Topic) if visit.id in one.source_refs), None)


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
