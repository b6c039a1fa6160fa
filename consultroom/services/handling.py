"""Handling (成果办理): every assignment of the room with how far it has come, in one reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from consultroom.domain.consultations import Consultation
from consultroom.domain.followup import HandlingState, handling_state
from consultroom.domain.outcomes import Assignment, Reply, Supervision, standing_reply
from consultroom.domain.records import Record
from consultroom.frozen import Frozen, field, replace
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps, at_once, every, made

R = TypeVar("R", bound=Record)


class Handled(Frozen, kw_only=True):
    """One assignment as it stands today.

    Attributes:
        title: of its consultation.
        consultation: record number of its consultation.
        reply: the answer that stands, or None.
        replies: every answer, the earliest first.
        pressed: every pressing (督办), the earliest first.
        days_late: 自然日 over the deadline; 0 while it is not late.
    """

    assignment: Assignment
    state: HandlingState
    title: str
    consultation: str
    reply: Reply | None = None
    replies: tuple[Reply, ...] = field(default=())
    pressed: tuple[Supervision, ...] = field(default=())
    days_late: int = 0


def every_assignment(desk: Desk) -> tuple[Handled, ...]:
    """Return every assignment of the room, the earliest deadline first.

    It reads four tables and no dossier, so that ten years of them are there at once.
    """
    return tuple(sorted(at_once(assignment_steps(desk)), key=by_deadline))


def assignment_steps(desk: Desk) -> Steps[tuple[Handled, ...]]:
    """Return every assignment of the room, the oldest first, in steps of a few milliseconds."""
    begun = {one.id: one for one in (yield from every(desk, Consultation))}
    replies = _grouped((yield from every(desk, Reply)), lambda one: one.assignment)
    yield
    pressed = _grouped((yield from every(desk, Supervision)), lambda one: one.assignment)
    classes, today = desk.parameters().result_classes, desk.today

    def handled(one: Assignment) -> Handled:
        about, answers = begun.get(one.consultation), replies.get(one.id, ())
        state = handling_state(one, answers, classes, today)
        return Handled(
            assignment=one,
            state=state,
            title=about.title if about else "",
            consultation=about.number if about else "",
            reply=standing_reply(one.id, answers),
            replies=tuple(sorted(answers, key=lambda reply: (reply.replied_on, reply.id))),
            pressed=tuple(sorted(pressed.get(one.id, ()), key=lambda each: each.times)),
            days_late=_late(one, state, today),
        )

    return (yield from made((yield from every(desk, Assignment)), handled))


def _late(one: Assignment, state: HandlingState, today: date) -> int:
    return (today - one.deadline).days if state is HandlingState.OVERDUE else 0


def by_deadline(one: Handled) -> tuple[object, ...]:
    """Return what puts the earliest deadline first."""
    return (one.assignment.deadline, one.assignment.number, one.assignment.id)


def _grouped(rows: Iterable[R], key: Callable[[R], str]) -> dict[str, tuple[R, ...]]:
    groups: dict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return {name: tuple(group) for name, group in groups.items()}


def press_all(
    desk: Desk, assignments: tuple[Assignment, ...], remark: str
) -> tuple[Supervision, ...]:
    """Press several late assignments at once, in one act (督办).

    Args:
        desk: where.
        assignments: which; each is counted on from its earlier pressings.
        remark: 督办意见, the same on every slip.
    """
    before = desk.room.find(Supervision, assignment=tuple(one.id for one in assignments))
    back = desk.calendar().add(desk.today, desk.parameters().return_days)
    first = Supervision(id="", owner=desk.owner, assignment="", times=1, on=desk.today)
    made = tuple(
        replace(
            first,
            id=desk.room.new_id(),
            assignment=one.id,
            times=1 + sum(earlier.assignment == one.id for earlier in before),
            remark=remark.strip(),
            feedback_by=back,
        )
        for one in assignments
    )
    with desk.room.act("一并督办", by=desk.by) as act:
        for record in made:
            act.put(record)
    return made
