"""Seating a meeting (排座次): by the rule, and by hand where a hand has moved somebody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant
from consultroom.domain.papers import EvenSeats, SeatedPerson, SeatingPlan, SeatingShape
from consultroom.domain.records import derived_id
from consultroom.domain.seating import MOST_CHAIRS, Seat, precedence, seats
from consultroom.errors import UserError
from consultroom.services.desk import Desk


class NoSuchSeat(UserError):
    """The room has no chair of this number."""


@dataclass(frozen=True, slots=True)
class Seated:
    """The plan of a meeting and every chair of it."""

    plan: SeatingPlan
    seats: tuple[Seat, ...]


def seated(desk: Desk, dossier: Dossier, meeting: Meeting) -> Seated:
    """Return who sits where, by the district's rule and the moves made so far."""
    plan = plan_of(desk, dossier, meeting)
    return Seated(plan, seats(people_of(dossier, meeting), plan))


def people_of(dossier: Dossier, meeting: Meeting) -> tuple[Participant, ...]:
    """Return the people of a meeting in order of precedence, the host first."""
    return precedence(dossier.people(meeting), meeting.host)


def plan_of(desk: Desk, dossier: Dossier, meeting: Meeting) -> SeatingPlan:
    """Return the plan of a meeting; one by the district's rules until somebody changes it."""
    found = desk.room.find(SeatingPlan, meeting=meeting.id)
    rules = dossier.parameters.paper
    return (
        found[0]
        if found
        else SeatingPlan(
            id=derived_id("seating_plan", meeting.id),
            owner=desk.owner,
            meeting=meeting.id,
            shape=rules.seating,
            even_seats=rules.even_seats,
        )
    )


def arrange(
    desk: Desk,
    dossier: Dossier,
    meeting: Meeting,
    *,
    shape: SeatingShape | None = None,
    even_seats: EvenSeats | None = None,
    anew: bool = False,
) -> Seated:
    """Choose the layout of a meeting's room (排座次).

    Args:
        desk: where.
        dossier: of the consultation.
        meeting: which sitting.
        shape: None leaves it.
        even_seats: None leaves it.
        anew: forget what was moved by hand.
    """
    plan = plan_of(desk, dossier, meeting)
    plan = replace(
        plan,
        shape=shape or plan.shape,
        even_seats=even_seats or plan.even_seats,
        moved=() if anew else plan.moved,
    )
    return _kept(desk, dossier, meeting, plan)


def move(desk: Desk, dossier: Dossier, meeting: Meeting, person: Participant, seat: int) -> Seated:
    """Put a person on a chair by hand (调座次); whoever sat there moves on by the rule.

    Args:
        desk: where.
        dossier: of the consultation.
        meeting: which sitting.
        person: who.
        seat: counted from 1, as printed.

    Raises:
        NoSuchSeat: no room has a chair of this number.
    """
    if not 1 <= seat <= MOST_CHAIRS:
        raise NoSuchSeat(f"没有{seat}号座位。座位号从1到{MOST_CHAIRS}。")
    plan = plan_of(desk, dossier, meeting)
    others = tuple(
        one for one in plan.moved if one.participant != person.id and one.seat != seat - 1
    )
    moved = (*others, SeatedPerson(participant=person.id, seat=seat - 1))
    return _kept(desk, dossier, meeting, replace(plan, moved=moved))


def _kept(desk: Desk, dossier: Dossier, meeting: Meeting, plan: SeatingPlan) -> Seated:
    with desk.room.act("排座次", by=desk.by) as act:
        act.put(plan)
    return Seated(plan, seats(people_of(dossier, meeting), plan))
