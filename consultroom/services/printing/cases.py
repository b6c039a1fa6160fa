"""What a paper is about (打印对象): everything it needs, read from the room at once.

A case is a frozen value: papers are composed from it, in any thread, without the room.
"""

from __future__ import annotations

from datetime import date

from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.domain.minutes import Minutes
from consultroom.domain.outcomes import Assignment, Outcome
from consultroom.domain.papers import PaperRules, SeatingPlan
from consultroom.domain.parameters import Parameters
from consultroom.domain.receptions import ReceptionDay, Visit, VisitorIdentity
from consultroom.domain.records import Record, RecordNumber
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic, TopicDecision, decision_on
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import filing, scheduling
from consultroom.services.desk import Desk, find_record


class NothingToPrint(UserError):
    """The record has not come far enough for this paper."""


class Case(Frozen, kw_only=True):
    """What every case has.

    Attributes:
        subject: id of the record the paper is about.
        number: its record number, or what stands for one.
        name: what a person calls it.
        today: the day of printing.
    """

    subject: str
    number: str
    name: str
    today: date
    station: OrgUnit
    parameters: Parameters

    @property
    def rules(self) -> PaperRules:
        """What the district decided about paper."""
        return self.parameters.paper


class ConsultationCase(Case, kw_only=True):
    """One consultation; its papers speak of the latest sitting.

    Attributes:
        called_off_on: the day the sitting was called off that the dossier names, where known.
    """

    dossier: Dossier
    seating: SeatingPlan | None = None
    identities: tuple[VisitorIdentity, ...] = ()
    called_off_on: date | None = None

    @property
    def meeting(self) -> Meeting:
        """The latest sitting.

        Raises:
            NothingToPrint: none is planned.
        """
        if self.dossier.meeting is None:
            raise NothingToPrint("还没有安排会议，先定下会议的时间和地点再打印。")
        return self.dossier.meeting


class AssignmentCase(ConsultationCase, kw_only=True):
    """One assignment of a consultation."""

    assignment: Assignment


class ReceptionCase(Case, kw_only=True):
    """One reception day with its visits. ``identities`` stay in the station."""

    day: ReceptionDay
    visits: tuple[Visit, ...]
    identities: tuple[VisitorIdentity, ...]


class TopicCase(Case, kw_only=True):
    """One topic and the decision that stands about it.

    Attributes:
        references: numbers of the reception days its visits were taken on.
        identities: of those visitors; they are taken out of what is printed.
    """

    topic: Topic
    decision: TopicDecision | None
    references: tuple[str, ...] = ()
    identities: tuple[VisitorIdentity, ...] = ()


def consultation_case(desk: Desk, key: str) -> ConsultationCase:
    """Return the case of the consultation that an id or record number leads to.

    Raises:
        NothingToPrint: it leads to no consultation.
        NoSuchRecord: nothing has this id or number.
    """
    return of_dossier(desk, filing.dossier(desk, consultation_of(desk, key)))


def of_dossier(desk: Desk, dossier: Dossier) -> ConsultationCase:
    """Return the case of a dossier that was read already."""
    meeting = dossier.meeting
    seating = desk.room.find(SeatingPlan, meeting=meeting.id) if meeting else ()
    off = dossier.called_off
    return replace(
        bare_case(dossier, today=desk.today),
        seating=next(iter(seating), None),
        identities=identities_behind(desk, dossier),
        called_off_on=scheduling.called_off_on(desk, off) if off else None,
    )


def bare_case(dossier: Dossier, *, today: date) -> ConsultationCase:
    """Return the case of a dossier alone, with nothing else out of the room."""
    return ConsultationCase(
        subject=dossier.consultation.id,
        number=dossier.consultation.number,
        name=dossier.consultation.title,
        today=today,
        station=dossier.station,
        parameters=dossier.parameters,
        dossier=dossier,
    )


def identities_behind(desk: Desk, dossier: Dossier) -> tuple[VisitorIdentity, ...]:
    """Return who brought the matter, so that paper for others leaves them out."""
    return desk.room.find(VisitorIdentity, visit=dossier.topic.source_refs)


def assignment_case(desk: Desk, key: str) -> AssignmentCase:
    """Return the case of one assignment: by its own id or number, or as the only one there is.

    Raises:
        NothingToPrint: nothing is assigned, or the consultation has several assignments.
        NoSuchRecord: nothing has this id or number.
    """
    named = desk.room.by_number(key.strip().upper()) if RecordNumber.parse(key) else None
    found = named or desk.room.one(Assignment, id=key)
    if isinstance(found, Assignment):
        return of_assignment(desk, filing.dossier(desk, found.consultation), found)
    dossier = filing.dossier(desk, consultation_of(desk, key))
    standing = dossier.standing_assignments
    if not standing:
        raise NothingToPrint("还没有交办事项，先交办再打印。")
    if len(standing) > 1:
        known = "、".join(one.number for one in standing)
        raise NothingToPrint(f"这次协商有{len(standing)}件交办，请写交办编号：{known}。")
    return of_assignment(desk, dossier, standing[0])


def of_assignment(desk: Desk, dossier: Dossier, assignment: Assignment) -> AssignmentCase:
    """Return the case of an assignment whose dossier was read already."""
    return AssignmentCase(
        subject=assignment.id,
        number=assignment.number,
        name=assignment.matter,
        today=desk.today,
        station=dossier.station,
        parameters=dossier.parameters,
        dossier=dossier,
        identities=identities_behind(desk, dossier),
        assignment=assignment,
    )


def reception_case(desk: Desk, key: str) -> ReceptionCase:
    """Return the case of one reception day.

    Raises:
        NoSuchRecord: nothing has this id or number.
        WrongKind: it names something else.
    """
    day = find_record(desk, ReceptionDay, key)
    visits = tuple(
        sorted(desk.room.find(Visit, reception_day=day.id), key=lambda one: (one.order, one.id))
    )
    return ReceptionCase(
        subject=day.id,
        number=day.number,
        name=f"{day.on.isoformat()} {day.place}".strip(),
        today=desk.today,
        station=desk.station(),
        parameters=desk.parameters(),
        day=day,
        visits=visits,
        identities=desk.room.find(VisitorIdentity, visit=tuple(one.id for one in visits)),
    )


def topic_case(desk: Desk, key: str) -> TopicCase:
    """Return the case of one topic.

    Raises:
        NoSuchRecord: nothing has this id or number.
        WrongKind: it names something else.
    """
    topic = find_record(desk, Topic, key)
    return TopicCase(
        subject=topic.id,
        number=topic.number,
        name=topic.title,
        today=desk.today,
        station=desk.station(),
        parameters=desk.parameters(),
        topic=topic,
        decision=decision_on(topic.id, desk.room.find(TopicDecision, topic=topic.id)),
        references=_days_of(desk, topic),
        identities=desk.room.find(VisitorIdentity, visit=topic.source_refs),
    )


def _days_of(desk: Desk, topic: Topic) -> tuple[str, ...]:
    visits = desk.room.find(Visit, id=topic.source_refs)
    days = desk.room.find(ReceptionDay, id=tuple({visit.reception_day for visit in visits}))
    return tuple(day.number for day in days)


def consultation_of(desk: Desk, key: str) -> str:
    """Return the id of the consultation that an id or number leads to.

    Raises:
        NothingToPrint: it leads to no consultation.
        NoSuchRecord: nothing has this id or number.
    """
    if RecordNumber.parse(key):
        return _leads_to(desk.room.by_number(key.strip().upper()), key)
    for kind in (Consultation, Meeting, Minutes, Outcome):
        found = desk.room.one(kind, id=key)
        if found is not None:
            return _leads_to(found, key)
    desk.room.get(Consultation, key)
    raise AssertionError("get raises for a missing id")


def _leads_to(record: Record, key: str) -> str:
    if isinstance(record, Consultation):
        return record.id
    consultation = getattr(record, "consultation", "")
    if not consultation:
        raise NothingToPrint(f"{key}不属于哪一次协商，打不出这种文书。请用协商的编号（XS）。")
    return str(consultation)
