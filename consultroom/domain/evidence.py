"""What proves a step (佐证材料): lines that records prove by themselves, and those ticked by hand.

`PROVED_BY` names the evidence codes that need no typing: the record is the proof. A photo is never
among what is required.
"""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain import gates
from consultroom.domain.dossiers import Dossier
from consultroom.domain.schemes import EvidenceLine, Step

PROVED_BY: dict[str, Callable[[Dossier], bool]] = {
    "intake": gates.intake_recorded,
    "decision": lambda dossier: dossier.decision is not None,
    "parties": gates.participants_named,
    "research": lambda dossier: bool(dossier.research),
    "notice": gates.notice_sent,
    "agenda": lambda dossier: bool(dossier.meeting and dossier.agenda_of(dossier.meeting)),
    "sign-in": gates.attendance_taken,
    "minutes": gates.minutes_confirmed,
    "outcome": gates.outcome_drafted,
    "assignment": gates.all_assigned,
    "reply": gates.all_replied,
    "satisfaction": gates.member_rated,
    "look-back": gates.looked_back,
}


def is_proved(dossier: Dossier, step: Step, line: EvidenceLine) -> bool:
    """Tell whether a line of evidence is there, by its record or ticked by hand."""
    proof = PROVED_BY.get(line.code)
    if proof is not None:
        return proof(dossier)
    return any(one.step == step.code and one.line == line.code for one in dossier.evidence)


def by_hand(step: Step) -> tuple[EvidenceLine, ...]:
    """Return the lines of a step that a person ticks."""
    return tuple(line for line in step.evidence if line.code not in PROVED_BY)
