"""Answers to the notice (回执), of everybody at once; of one person: `scheduling.answer`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from consultroom.domain.meetings import Participant, Rsvp, RsvpAnswer
from consultroom.domain.records import derived_id
from consultroom.frozen import replace
from consultroom.services.desk import Desk
from consultroom.services.scheduling import NotScheduled


def answer_all(
    desk: Desk, people: Iterable[Participant], told: Mapping[str, tuple[RsvpAnswer, str]]
) -> None:
    """Write down everybody's answers to the notice at once (登记回执).

    Args:
        desk: where.
        people: who was asked.
        told: participant id to answer and, beside it, the reason or who comes instead; who is not
            in it has not answered, or not any more.

    Raises:
        NotScheduled: a leave has no reason.
    """
    with desk.room.act("登记回执", by=desk.by) as act:
        for person in people:
            slip_id = derived_id("rsvp", person.meeting, person.id)
            before = desk.room.one(Rsvp, id=slip_id)
            if person.id not in told:
                if before is not None:
                    act.remove(before)
                continue
            reply, note = told[person.id]
            if reply is RsvpAnswer.LEAVE and not note.strip():
                raise NotScheduled(f"{person.name}请假要写明事由。")
            slip = Rsvp(
                id=slip_id,
                owner=desk.owner,
                meeting=person.meeting,
                participant=person.id,
                answer=reply,
                reason=note if reply is RsvpAnswer.LEAVE else "",
                substitute=note if reply is RsvpAnswer.SUBSTITUTE else "",
                answered_on=desk.today,
            )
            if before is None or replace(slip, answered_on=before.answered_on) != before:
                act.put(slip)
