"""Gathering a dossier (案卷) from the room: one pass for any number of consultations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from consultroom.domain.consultations import (
    Branching,
    Consultation,
    Evidence,
    ResearchRecord,
    StepRecord,
)
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import CarryOver, LookBack, Satisfaction
from consultroom.domain.meetings import AgendaItem, Attendance, Meeting, Participant, Rsvp
from consultroom.domain.minutes import ConsensusItem, DissentItem, Minutes, MinutesEntry
from consultroom.domain.outcomes import Assignment, Outcome, Reply, Review, Supervision
from consultroom.domain.records import Record
from consultroom.domain.schemes import StepScheme
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps, each, parts
from consultroom.store.room import Room

R = TypeVar("R", bound=Record)


PARTS: tuple[type[Record], ...] = (
    Consultation, Topic, TopicDecision, StepRecord, Branching, Evidence, ResearchRecord, Meeting,
    Minutes, ConsensusItem, DissentItem, Outcome, Assignment, Satisfaction, LookBack, CarryOver,
    AgendaItem, Participant, Rsvp, Attendance, MinutesEntry, Review, Reply, Supervision,
)  # fmt: skip
"""What dossiers are made of."""
DOSSIERS = 5  # read in a step
MOST_AHEAD = 5_000  # records of one kind that are read ahead


def read_ahead(desk: Desk, kind: type[Record]) -> None:
    """Read one kind of record while nobody waits for it: the room keeps what it has decoded.

    Where there are very many, as in a large district, nothing is read.
    """
    if desk.room.count(kind) <= MOST_AHEAD:
        desk.room.find(kind)


_REMEMBERED: WeakKeyDictionary[Room, tuple[int, dict[str, Dossier]]] = WeakKeyDictionary()
_MOST_REMEMBERED = 4


def dossier(desk: Desk, consultation: str) -> Dossier:
    """Return the dossier of one consultation.

    Workspace, meeting record and papers ask for the same one again and again; it is read once
    until something is written.

    Raises:
        NoSuchRecord: there is no consultation with this id.
    """
    remembered = _remembered(desk)
    if consultation in remembered:
        return remembered[consultation]
    found = dossiers(desk, (desk.room.get(Consultation, consultation),))[0]
    if len(remembered) == _MOST_REMEMBERED:
        remembered.clear()
    remembered[consultation] = found
    return found


def _remembered(desk: Desk) -> dict[str, Dossier]:
    """Return the dossiers read since the last change; nothing is remembered inside an act."""
    room = desk.room
    if room.writing:
        return {}
    seq, remembered = _REMEMBERED.get(room, (-1, {}))
    if seq != room.last_seq:
        seq, remembered = _REMEMBERED[room] = room.last_seq, {}
    return remembered


def dossiers(desk: Desk, consultations: tuple[Consultation, ...]) -> tuple[Dossier, ...]:
    """Return the dossiers of several consultations, in the order given."""
    return _Pass(desk, consultations).dossiers()


def dossier_steps(desk: Desk, consultations: Sequence[Consultation]) -> Steps[tuple[Dossier, ...]]:
    """Read dossiers in steps of a few milliseconds, in the order given."""
    found: list[Dossier] = []
    yield from each(
        parts(consultations, DOSSIERS),
        lambda part: found.extend(dossiers(desk, tuple(part))),
        DOSSIERS,
    )
    return tuple(found)


def all_dossiers(desk: Desk) -> tuple[Dossier, ...]:
    """Return the dossier of every consultation of the room, oldest first."""
    return dossiers(desk, desk.room.find(Consultation))


def dossiers_of_year(desk: Desk, year: int) -> tuple[Dossier, ...]:
    """Return the dossiers a year has to do with, oldest first: open ones, and those of its months.

    A room of ten years has ten times as many; what counts or is due this year is in none of them.
    """
    room = desk.room
    touched = {one.consultation for one in room.find(Meeting) if one.day.year == year}
    touched |= {one.consultation for one in room.find(Assignment) if one.assigned_on.year == year}
    return dossiers(
        desk,
        tuple(
            one
            for one in room.find(Consultation)
            if one.is_open or one.id in touched or one.month.startswith(f"{year}-")
        ),
    )


def outlines(desk: Desk, consultations: tuple[Consultation, ...]) -> tuple[Dossier, ...]:
    """Return dossiers with their sittings alone: for lists, a tenth of the reading."""
    return _Pass(desk, consultations).outlines()


class _Pass:
    """One reading of every table a dossier needs, grouped by what it hangs on."""

    def __init__(self, desk: Desk, consultations: tuple[Consultation, ...]) -> None:
        self._desk = desk
        self._consultations = consultations
        self._ids = tuple(consultation.id for consultation in consultations)

    def dossiers(self) -> tuple[Dossier, ...]:
        return self._bound(self._parts())

    def outlines(self) -> tuple[Dossier, ...]:
        meetings = self._of(Meeting)
        return self._bound({key: {"meetings": meetings[key]} for key in self._ids})

    def _bound(self, parts: Mapping[str, Mapping[str, Any]]) -> tuple[Dossier, ...]:
        desk, room = self._desk, self._desk.room
        schemes = {scheme.id: scheme for scheme in room.find(StepScheme)}
        topic_ids = tuple(consultation.topic for consultation in self._consultations)
        topics = {topic.id: topic for topic in room.find(Topic, id=topic_ids)}
        decisions = _grouped(room.find(TopicDecision, topic=topic_ids), lambda r: r.topic)
        station, district = desk.station(), desk.district()
        parameters, calendar = desk.parameters(), desk.calendar()
        return tuple(
            Dossier(
                consultation=consultation,
                topic=topics[consultation.topic],
                scheme=schemes[consultation.scheme],
                station=station,
                district=district,
                parameters=parameters,
                calendar=calendar,
                decisions=decisions[consultation.topic],
                **parts[consultation.id],
            )
            for consultation in self._consultations
        )

    def _parts(self) -> dict[str, dict[str, Any]]:
        meetings = self._of(Meeting)
        outcomes = self._of(Outcome)
        assignments = self._of(Assignment)
        tables: dict[str, Mapping[str, tuple[Record, ...]]] = {
            "steps": self._of(StepRecord),
            "branchings": self._of(Branching),
            "evidence": self._of(Evidence),
            "research": self._of(ResearchRecord),
            "meetings": meetings,
            "minutes": self._of(Minutes),
            "consensus": self._of(ConsensusItem),
            "dissent": self._of(DissentItem),
            "assignments": assignments,
            "satisfaction": self._of(Satisfaction),
            "look_backs": self._of(LookBack),
            "carry_overs": self._of(CarryOver),
            "agenda": self._under(meetings, AgendaItem, "meeting"),
            "participants": self._under(meetings, Participant, "meeting"),
            "rsvps": self._under(meetings, Rsvp, "meeting"),
            "attendance": self._under(meetings, Attendance, "meeting"),
            "entries": self._under(meetings, MinutesEntry, "meeting"),
            "reviews": self._under(outcomes, Review, "outcome"),
            "replies": self._under(assignments, Reply, "assignment"),
            "supervisions": self._under(assignments, Supervision, "assignment"),
        }
        return {
            key: {name: table[key] for name, table in tables.items()}
            | {"outcome": next(iter(outcomes[key]), None)}
            for key in self._ids
        }

    def _of(self, kind: type[R]) -> dict[str, tuple[R, ...]]:
        rows = self._desk.room.find(kind, consultation=self._ids)
        return _grouped(rows, lambda row: str(getattr(row, "consultation")))  # noqa: B009

    def _under(
        self, parents: Mapping[str, tuple[Record, ...]], kind: type[R], link: str
    ) -> dict[str, tuple[R, ...]]:
        home = {parent.id: key for key, group in parents.items() for parent in group}
        rows = self._desk.room.find(kind, **{link: tuple(home)})
        return _grouped(rows, lambda row: home[getattr(row, link)])


def _grouped(rows: Iterable[R], key: Callable[[R], str]) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return defaultdict(tuple, {name: tuple(group) for name, group in groups.items()})
