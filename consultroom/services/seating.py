"""Seating a meeting (排座次): by the rule, and by hand where a hand has moved somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant
from consultroom.domain.papers import EvenSeats, SeatedPerson, SeatingPlan, SeatingShape
from consultroom.domain.records import derived_id
from consultroom.domain.seating import MOST_CHAIRS, Seat, precedence, seats
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk

if TYPE_CHECKING:
    from consultroom.documents.drawings import Shape


class NoSuchSeat(UserError):
    """The room has no chair of this number."""


class Seated(Frozen):
    """The plan of a meeting and every chair of it."""

    plan: SeatingPlan
    seats: tuple[Seat, ...]


class Spot(Frozen, kw_only=True):
    """Where a chair stands: its middle and its size, mm from the upper left corner."""

    x: float
    y: float
    width: float
    height: float


class Furniture(Frozen, kw_only=True):
    """A thing of the room that is no chair, mm.

    Attributes:
        kind: ``box`` or ``oval`` by its upper left corner, ``line`` from there by its extent, or
            ``text`` with its middle at ``x`` (``note``: with its left end there).
        size_pt: of a text, as printed.
    """

    kind: str
    x: float
    y: float
    width: float = 0.0
    height: float = 0.0
    text: str = ""
    size_pt: float = 0.0


class RoomPlan(Frozen, kw_only=True):
    """A room as its sheet will show it, mm: a screen that draws this shows the paper.

    Attributes:
        spots: of the chairs, in order of their numbers.
    """

    width: float
    height: float
    spots: tuple[Spot, ...]
    furniture: tuple[Furniture, ...]


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


def swap(
    desk: Desk, dossier: Dossier, meeting: Meeting, one: Participant, other: Participant
) -> Seated:
    """Let two people change seats by hand (对调座次); everybody else stays where they are."""
    here = {
        chair.person.id: chair.number
        for chair in seated(desk, dossier, meeting).seats
        if chair.person
    }
    plan = plan_of(desk, dossier, meeting)
    others = tuple(held for held in plan.moved if held.participant not in (one.id, other.id))
    changed = (
        SeatedPerson(participant=one.id, seat=here[other.id]),
        SeatedPerson(participant=other.id, seat=here[one.id]),
    )
    return _kept(desk, dossier, meeting, replace(plan, moved=(*others, *changed)))


def room_plan(dossier: Dossier, found: Seated) -> RoomPlan:
    """Return where the chairs of a meeting stand on its sheet (座次表)."""
    from consultroom.documents.forms.seating_sheet import room_of
    from consultroom.documents.gb9704 import profile_of

    profile = profile_of(dossier.parameters.paper.geometry)
    drawn = room_of(found.plan.shape, found.seats, profile=profile)
    return RoomPlan(
        width=drawn.width,
        height=drawn.height,
        spots=tuple(
            Spot(x=chair.x, y=chair.y, width=chair.width, height=chair.height)
            for chair in drawn.chairs
        ),
        furniture=tuple(map(_furniture, (*drawn.furniture, *drawn.door))),
    )


def _furniture(shape: Shape) -> Furniture:
    from consultroom.documents.blocks import Align
    from consultroom.documents.drawings import DrawnBox, DrawnLine, DrawnOval, DrawnText

    match shape:
        case DrawnText():
            kind = "text" if shape.anchor is Align.CENTRE else "note"
            return Furniture(
                kind=kind, x=shape.x_mm, y=shape.y_mm, text=shape.text, size_pt=shape.size_pt
            )
        case DrawnLine(x0, y0, x1, y1):
            return Furniture(kind="line", x=x0, y=y0, width=x1 - x0, height=y1 - y0)
        case DrawnBox(x, y, width, height):
            return Furniture(kind="box", x=x, y=y, width=width, height=height)
        case DrawnOval(x, y, width, height):
            return Furniture(kind="oval", x=x, y=y, width=width, height=height)
    raise AssertionError(f"no {type(shape).__name__} stands in a room")


def _kept(desk: Desk, dossier: Dossier, meeting: Meeting, plan: SeatingPlan) -> Seated:
    with desk.room.act("排座次", by=desk.by) as act:
        act.put(plan)
    return Seated(plan, seats(people_of(dossier, meeting), plan))
