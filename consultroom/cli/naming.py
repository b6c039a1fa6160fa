"""Which record is meant: by record number, by id, or by the consultation it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant
from consultroom.domain.members import Member
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import Assignment, Outcome
from consultroom.domain.records import RecordNumber
from consultroom.domain.topics import Topic
from consultroom.errors import UserError

if TYPE_CHECKING:
    from consultroom.services.desk import Desk


class NotMeant(UserError):
    """What was typed names nothing here, or more than one thing."""


def consultation_id(desk: Desk, key: str) -> str:
    """Return the id of the consultation that a number or id means.

    Args:
        desk: where.
        key: number or id of a consultation, or number of its topic, outcome or assignment.
    """
    if RecordNumber.parse(key) is None:
        meeting = desk.room.one(Meeting, id=key)
        return meeting.consultation if meeting else desk.room.get(Consultation, key).id
    record = desk.room.by_number(key)
    if isinstance(record, Outcome | Assignment):
        return record.consultation
    if isinstance(record, Topic):
        return _latest_on(desk, record).id
    if isinstance(record, Consultation):
        return record.id
    raise NotMeant(f"编号{key}不属于哪一次协商，请写协商编号，例如 {desk.owner}-XS-2026-001。")


def _latest_on(desk: Desk, topic: Topic) -> Consultation:
    begun = desk.room.find(Consultation, topic=topic.id)
    if not begun:
        raise NotMeant(f"议题“{topic.title}”还没有开始协商，请先用 consult new 开始。")
    return begun[-1]


def dossier_of(desk: Desk, key: str) -> Dossier:
    """Return the dossier of the consultation that a number or id means."""
    from consultroom.services import filing

    return filing.dossier(desk, consultation_id(desk, key))


def meeting_in(dossier: Dossier) -> Meeting:
    """Return the latest sitting of a consultation."""
    if dossier.meeting is None:
        raise NotMeant("这次协商还没有安排会议，请先用 meeting schedule 安排。")
    return dossier.meeting


def item_in(dossier: Dossier, order: int) -> ConsensusItem:
    """Return a consensus item by the number it has on paper."""
    for item in dossier.agreed():
        if item.order == order:
            return item
    known = "、".join(str(item.order) for item in dossier.agreed()) or "无"
    raise NotMeant(f"没有第{order}条共识意见。现有：{known}。")


def assignment_of(desk: Desk, key: str, order: int | None) -> Assignment:
    """Return the assignment meant: by its number, or by the consultation and the item's number."""
    number = RecordNumber.parse(key)
    found = desk.room.by_number(key) if number else desk.room.one(Assignment, id=key)
    if isinstance(found, Assignment):
        return found
    dossier = dossier_of(desk, key)
    wanted = {item_in(dossier, order).id} if order else {item.id for item in dossier.consensus}
    matching = [one for one in dossier.standing_assignments if one.consensus_item in wanted]
    if len(matching) == 1:
        return matching[0]
    known = "、".join(one.number for one in matching)
    raise NotMeant(
        f"要答复的是哪一件？请写交办编号：{known}。"
        if known
        else "还没有交办，请先交办再登记答复。"
    )


def member_called(desk: Desk, name: str) -> Member:
    """Return the member posted here with this name, or the only one whose pinyin begins so."""
    from consultroom.services import rostering

    exact = [member for member in desk.members() if name in (member.name, member.id)]
    found = exact or list(rostering.find_members(desk, name))
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotMeant(f"名册里没有委员“{name}”，请核对姓名，或先用 member add 添加。")
    known = "；".join(f"{one.name}（{one.post or one.sector}，{one.id}）" for one in found)
    raise NotMeant(f"“{name}”不止一位，请写全名或编码：{known}。")


def participant_called(people: tuple[Participant, ...], name: str) -> Participant:
    """Return the person of this name who was asked to a meeting."""
    found = [person for person in people if name in (person.name, person.id)]
    if len(found) == 1:
        return found[0]
    if not found:
        known = "、".join(person.name for person in people)
        raise NotMeant(f"参会名单里没有“{name}”。名单上有：{known}。")
    known = "；".join(f"{one.name}（{one.post or one.kind.label}，{one.id}）" for one in found)
    raise NotMeant(f"参会名单里有不止一位“{name}”，请写编码：{known}。")
