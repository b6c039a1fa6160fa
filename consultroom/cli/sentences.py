"""Sentences that several commands say: how a consultation stands, what comes next, how to do it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from consultroom.cli.answers import Answer
from consultroom.domain.calendar import chinese_date
from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.dues import Due, Urgency, next_of

if TYPE_CHECKING:
    from consultroom.services.desk import Desk

COMMANDS: dict[str, str] = {
    "topic": "topic add",
    "decision": "topic decide",
    "screening": "topic decide",
    "research": "consult research",
    "meeting": "meeting schedule",
    "notice": "meeting notice",
    "attendance": "meeting attend",
    "minutes": "meeting minutes",
    "confirm": "meeting minutes",
    "outcome": "outcome draft",
    "review": "outcome review",
    "assign": "outcome assign",
    "reply": "outcome reply",
    "satisfaction": "outcome satisfaction",
    "look_back": "outcome lookback",
    "advance": "consult advance",
    "new": "consult new",
    "wait": "",
}  # form of a due thing: the command that settles it


def titled(consultation: Consultation) -> str:
    """Return a consultation as a sentence names it: its title and number."""
    return f"“{consultation.title}”（{consultation.number}）"


def day_text(on: date | None) -> str:
    """Return a day, or nothing."""
    return chinese_date(on) if on else ""


def next_lines(dossier: Dossier, today: date) -> tuple[str, ...]:
    """Return what comes next in a consultation, and the command for it."""
    due = next_of(dossier, today)
    if due is None:
        return (f"这次协商目前是“{dossier.consultation.state.label}”。",)
    return due_lines(due)


def due_lines(due: Due) -> tuple[str, ...]:
    """Return one thing to do: what, by when, why, and the command for it."""
    by_when = f"，{chinese_date(due.on)}前" if due.on and due.form != "wait" else ""
    late = f"，{due.urgency.label}" if due.urgency is not Urgency.LATER else ""
    lines = [f"下一步：{due.label}{by_when}{late}。{due.says}"]
    if command := COMMANDS[due.form]:
        lines.append(f"　　　　写法：consultroom {command} --help")
    return tuple(lines)


def due_data(due: Due | None, number: str = "") -> dict[str, Any] | None:
    """Return one thing to do for a program.

    Args:
        due: what is to be done, or None.
        number: record number of its consultation.
    """
    if due is None:
        return None
    return {
        "consultation": number,
        "title": due.title,
        "label": due.label,
        "says": due.says,
        "form": due.form,
        "command": COMMANDS[due.form],
        "on": due.on,
        "urgency": due.urgency,
        "record": due.record,
    }


def standing_data(dossier: Dossier, today: date) -> dict[str, Any]:
    """Return how a consultation stands, for a program."""
    consultation = dossier.consultation
    return {
        "number": consultation.number,
        "title": consultation.title,
        "state": consultation.state,
        "step": {"code": dossier.step.code, "name": dossier.step.name},
        "next": due_data(next_of(dossier, today), consultation.number),
    }


def went_on(desk: Desk, consultation: str, *says: str, **data: Any) -> Answer:
    """Answer a command that moved a consultation: what was done, and what comes next.

    Args:
        desk: where.
        consultation: id of the consultation.
        says: what was done.
        data: the records written, for a program.
    """
    from consultroom.services import filing

    dossier = filing.dossier(desk, consultation)
    return Answer(
        (*says, *next_lines(dossier, desk.today)),
        {**data, "consultation": standing_data(dossier, desk.today)},
    )
