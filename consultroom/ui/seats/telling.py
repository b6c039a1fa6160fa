"""From a meeting to the drawing of its seats. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant, RsvpAnswer
from consultroom.domain.papers import EvenSeats, SeatingShape
from consultroom.domain.records import Coded
from consultroom.domain.seating import MOST_CHAIRS, Bank, Seat
from consultroom.services.seating import RoomPlan, Seated, Spot
from consultroom.ui.seats.screens import ChairCard, SeatsScreen
from consultroom.ui.wording import meeting_time

_TOLD = (RsvpAnswer.LEAVE, RsvpAnswer.SUBSTITUTE)  # answers that matter for a seat
_SPARE_MM = (24.0, 8.0)  # of the place where a chair is added, at the lower right


def seats_screen(dossier: Dossier, meeting: Meeting, found: Seated, room: RoomPlan) -> SeatsScreen:
    """Return the seats of a meeting, the cursor on the first chair."""
    consultation, plan = dossier.consultation, found.plan
    answers = {
        rsvp.participant: rsvp.answer.label for rsvp in dossier.rsvps if rsvp.answer in _TOLD
    }
    chairs = zip(found.seats, room.spots, strict=True)
    cards = [_card(seat, spot, answers) for seat, spot in chairs]
    if len(cards) < MOST_CHAIRS:
        cards.append(_spare(len(cards), room))
    rows = plan.shape is not SeatingShape.ROUND
    when = meeting_time(meeting.day, meeting.starts_at.time())
    return SeatsScreen(
        subheading=f"{consultation.title}　{when}",
        consultation=consultation.id,
        shapes=_choices(SeatingShape),
        shape=plan.shape.code,
        evens=_choices(EvenSeats) if rows else (),
        even=plan.even_seats.code,
        cards=tuple(cards),
        furniture=tuple(one for one in room.furniture if one.kind != "note"),
        note="".join(one.text for one in room.furniture if one.kind == "note"),
        width=room.width,
        height=room.height,
        moved=sum(seat.by_hand for seat in found.seats),
    )


def _choices(kind: type[Coded]) -> tuple[tuple[str, str], ...]:
    return tuple((one.code, one.label) for one in kind)


def _card(seat: Seat, spot: Spot, answers: Mapping[str, str]) -> ChairCard:
    person = seat.person
    return ChairCard(
        number=seat.number + 1,
        x=spot.x,
        y=spot.y,
        width=spot.width,
        height=spot.height,
        name=person.name if person else "",
        told=_told(person) if person else "",
        bank=_bank(seat),
        by_hand=seat.by_hand,
        answer=answers.get(person.id, "") if person else "",
    )


def _told(person: Participant) -> str:
    return " ".join(part for part in (person.kind.label, person.post or person.sector) if part)


def _bank(seat: Seat) -> str:
    if seat.bank is Bank.RING:
        return seat.bank.label
    return f"{seat.bank.label}第{seat.row + 1}排"


def _spare(count: int, room: RoomPlan) -> ChairCard:
    width, height = _SPARE_MM
    return ChairCard(
        number=count + 1,
        x=room.width - width / 2,
        y=room.height - height / 2,
        width=width,
        height=height,
        bank="右下角",
        spare=True,
    )
