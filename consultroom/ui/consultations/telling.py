"""From the room to the lines of the list of consultations. No Qt here."""

from __future__ import annotations

from datetime import date

from consultroom.domain import dues
from consultroom.domain.consultations import Consultation, ConsultationState
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import Urgency
from consultroom.services import filing, rostering
from consultroom.services.desk import Desk
from consultroom.ui.consultations.presenter import ConsultationLine
from consultroom.ui.standing import OVER
from consultroom.ui.states import State


def consultation_lines(desk: Desk) -> tuple[ConsultationLine, ...]:
    """Return every consultation of the room, newest first."""
    every = desk.room.find(Consultation)
    waiting = tuple(one for one in every if one.state is ConsultationState.RUNNING)
    ended = tuple(one for one in every if one.state is not ConsultationState.RUNNING)
    known = (*filing.dossiers(desk, waiting), *filing.outlines(desk, ended))
    lines = {one.consultation.id: _line(one, desk.today) for one in known}
    return tuple(lines[one.id] for one in reversed(every))


def _line(dossier: Dossier, today: date) -> ConsultationLine:
    consultation = dossier.consultation
    due = dues.next_of(dossier, today)
    running = consultation.state is ConsultationState.RUNNING
    late = running and due is not None and due.urgency is Urgency.OVERDUE
    place = dossier.scheme.place(consultation.step) + 1
    return ConsultationLine(
        id=consultation.id,
        number=consultation.number,
        title=consultation.title,
        step=f"第 {place} 步　{dossier.step.name}",
        state=State.LATE if late else OVER[consultation.state],
        word="" if late else consultation.state.label,
        year=consultation.year,
        this_year=today.year,
        meets_on=dossier.meeting.day if dossier.meeting else None,
        due_on=due.on if due and due.form != dues.WAIT else None,
        due=due.label if due else "",
        initials=rostering.initials(consultation.title),
    )
