"""What a member did at a station in a period (履职情况): facts and days, no score, no ranking.

How it is counted (SOURCES.md, "counting"; the rest is our judgement), always by the day of the
event:

* 应到 is every held sitting whose list has the member; 到会 counts who came in person, late, left
  early or joined online. A substitute came for someone, so that is 委托参加. A sitting whose
  attendance was never taken stands apart (未登记); where it was taken, no mark is 缺席.
* 发言 is what the minutes record under the member's name; what all agreed is nobody's alone.
* 共识 is the consensus items of the sittings the member came to: taken part in, not written by.
* 接待 is the days the member is named for as receiver of residents, with their 件 and 人次.
* 实事 is a good deed naming the member, once, wherever it grew from.

A participant is the member by id; a name typed by hand counts only on a member's place of the
list. Reception days, research, look-backs and good deeds know names alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    AttendanceStatus,
    Meeting,
    MeetingState,
    Participant,
    ParticipantKind,
)
from consultroom.domain.members import Member
from consultroom.domain.minutes import EntryKind
from consultroom.domain.receptions import GoodDeed, ReceptionDay, ReceptionKind, Visit
from consultroom.domain.records import Coded
from consultroom.frozen import Frozen

_SAID = (EntryKind.OPINION, EntryKind.DISSENT, EntryKind.REQUEST)


class DutyKind(Coded):
    """What a line of the statement is about (履职类别), in printed order."""

    SITTING = "sitting", "参加协商"
    RESEARCH = "research", "参加调研"
    RECEPTION = "reception", "接待群众"
    LOOK_BACK = "look_back", "参加回头看"
    GOOD_DEED = "good_deed", "帮办实事"


class Presence(Coded):
    """How a member stood to one held sitting."""

    CAME = "came", "到会"
    SUBSTITUTE = "substitute", "委托参加"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"
    UNTAKEN = "untaken", "未登记"


class DutyLine(Frozen, kw_only=True):
    """One thing a member did, or a sitting asked to.

    Attributes:
        what: the topic or the matter; empty for a reception.
        place: of research and receptions.
        presence: of a sitting; None for everything else.
        remark: 迟到, 早退, 线上 or the like.
        speeches: 发言 at this sitting, 次.
        points: consensus items this sitting came to, 条; 0 when the member was not there.
        visits, head_count: received on this day, 件 and 人次.
        result: of a good deed.
    """

    on: date
    kind: DutyKind
    what: str = ""
    place: str = ""
    presence: Presence | None = None
    remark: str = ""
    speeches: int = 0
    points: int = 0
    visits: int = 0
    head_count: int = 0
    result: str = ""


class DutyFacts(Frozen, kw_only=True):
    """A member's period, both days included, its lines by day."""

    member: Member
    from_on: date
    to_on: date
    lines: tuple[DutyLine, ...] = ()

    def of(self, kind: DutyKind) -> tuple[DutyLine, ...]:
        """Return the lines of one kind, by day."""
        return tuple(line for line in self.lines if line.kind is kind)

    def sittings(self, *presences: Presence) -> int:
        """Count the sittings with one of these presences; all of them when none is named."""
        wanted = presences or tuple(Presence)
        return sum(line.presence in wanted for line in self.of(DutyKind.SITTING))

    @property
    def speeches(self) -> int:
        """发言, 次."""
        return sum(line.speeches for line in self.lines)

    @property
    def points(self) -> int:
        """Consensus items taken part in, 条."""
        return sum(line.points for line in self.lines)

    @property
    def visits(self) -> int:
        """Matters received, 件."""
        return sum(line.visits for line in self.lines)

    @property
    def head_count(self) -> int:
        """People received, 人次."""
        return sum(line.head_count for line in self.lines)


def duty_facts(
    member: Member,
    period: tuple[date, date],
    *,
    dossiers: Iterable[Dossier] = (),
    days: Iterable[ReceptionDay] = (),
    visits: Iterable[Visit] = (),
    deeds: Iterable[GoodDeed] = (),
) -> DutyFacts:
    """Return what a member did in a period.

    Args:
        member: who.
        period: first and last day, both included.
        dossiers: of the station; what lies outside of the period, or does not concern the
            member, may be among them, here as below.
        days: reception days.
        visits: of those days.
        deeds: good deeds.
    """
    dossiers, visits = tuple(dossiers), tuple(visits)
    found = (
        *(line for dossier in dossiers for line in _of_dossier(member, dossier)),
        *_receptions(member, days, visits),
        *_deeds(member, deeds),
    )
    first, last = period
    kinds = list(DutyKind)
    lines = sorted(
        (line for line in found if first <= line.on <= last),
        key=lambda line: (line.on, kinds.index(line.kind), line.what, line.place),
    )
    return DutyFacts(member=member, from_on=first, to_on=last, lines=tuple(lines))


def _named(member: Member, names: Iterable[str]) -> bool:
    return bool({member.name, member.print_as} & set(filter(None, names)))


def _of_dossier(member: Member, dossier: Dossier) -> Iterator[DutyLine]:
    for meeting in dossier.meetings:
        place = _place(member, dossier.people(meeting))
        if meeting.state is MeetingState.HELD and place:
            yield _sitting(dossier, meeting, place)
    for research in dossier.research:
        if _named(member, research.people):
            yield DutyLine(
                on=research.on,
                kind=DutyKind.RESEARCH,
                what=dossier.consultation.title,
                place=research.place,
            )
    for visit in dossier.look_backs:
        if _named(member, visit.who):
            yield DutyLine(on=visit.on, kind=DutyKind.LOOK_BACK, what=dossier.consultation.title)


def _place(member: Member, people: tuple[Participant, ...]) -> Participant | None:
    """Return the member's place on a list, by id, else by a name typed by hand."""
    by_id = (person for person in people if person.member == member.id)
    by_name = (
        person
        for person in people
        if not person.member
        and person.kind is ParticipantKind.MEMBER
        and _named(member, (person.name,))
    )
    return next(by_id, None) or next(by_name, None)


def _sitting(dossier: Dossier, meeting: Meeting, place: Participant) -> DutyLine:
    marks = dossier.marks(meeting)
    status = next((m.status for m in marks if m.participant == place.id), None)
    presence = _presence(status, taken=bool(marks))
    came = presence is Presence.CAME
    said = [e for e in dossier.entries_of(meeting) if e.speaker == place.id and e.kind in _SAID]
    odd = status not in (None, AttendanceStatus.PRESENT)
    return DutyLine(
        on=meeting.day,
        kind=DutyKind.SITTING,
        what=dossier.consultation.title,
        presence=presence,
        remark=status.label if status and came and odd else "",
        speeches=len(said),
        points=sum(item.meeting == meeting.id for item in dossier.consensus) if came else 0,
    )


def _presence(status: AttendanceStatus | None, *, taken: bool) -> Presence:
    if status is None:
        return Presence.ABSENT if taken else Presence.UNTAKEN
    others = {
        AttendanceStatus.SUBSTITUTE: Presence.SUBSTITUTE,
        AttendanceStatus.LEAVE: Presence.LEAVE,
        AttendanceStatus.ABSENT: Presence.ABSENT,
    }
    return others.get(status, Presence.CAME)


def _receptions(
    member: Member, days: Iterable[ReceptionDay], visits: tuple[Visit, ...]
) -> Iterator[DutyLine]:
    for day in days:
        if day.kind is ReceptionKind.MEMBERS_RECEIVE and _named(member, day.receivers):
            brought = [visit for visit in visits if visit.reception_day == day.id]
            yield DutyLine(
                on=day.on,
                kind=DutyKind.RECEPTION,
                place=day.place,
                visits=len(brought),
                head_count=sum(visit.head_count for visit in brought),
            )


def _deeds(member: Member, deeds: Iterable[GoodDeed]) -> Iterator[DutyLine]:
    for deed in deeds:
        if _named(member, deed.by):
            yield DutyLine(
                on=deed.on, kind=DutyKind.GOOD_DEED, what=deed.matter, result=deed.result
            )
