"""Which papers there are by now (可打印文书) about one consultation."""

from __future__ import annotations

from collections.abc import Collection

from consultroom.domain.dossiers import Dossier
from consultroom.domain.outcomes import Assignment
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import (
    Case,
    NothingToPrint,
    assignment_case,
    consultation_case,
    of_assignment,
    of_dossier,
)
from consultroom.services.printing.kinds import KINDS

_TITLE = 10  # characters of a matter shown beside a kind


class Offer(Frozen):
    """One paper that can be printed.

    Attributes:
        kind: code of its kind.
        key: id of the record it is about.
        label: what it is called among the others.
    """

    kind: str
    key: str
    label: str


def ready(desk: Desk, dossier: Dossier) -> tuple[str, ...]:
    """Return the kinds of paper about a consultation itself that can be printed by now."""
    case = of_dossier(desk, dossier)
    return tuple(
        code
        for code, kind in KINDS.items()
        if kind.find is consultation_case and _composes(code, case)
    )


def offers(desk: Desk, dossier: Dossier, *, among: Collection[str] = KINDS) -> tuple[Offer, ...]:
    """Return every paper about a consultation and its assignments, in the order they come in.

    Args:
        desk: where.
        dossier: of the consultation.
        among: codes of the kinds that are looked at.
    """
    case, found = of_dossier(desk, dossier), []
    for code, kind in KINDS.items():
        if code not in among:
            continue
        if kind.find is consultation_case and _composes(code, case):
            found.append(Offer(code, case.subject, kind.word))
        elif kind.find is assignment_case:
            found += _of_assignments(desk, dossier, code)
    return tuple(found)


def _of_assignments(desk: Desk, dossier: Dossier, code: str) -> list[Offer]:
    standing = dossier.standing_assignments
    cases = ((one, of_assignment(desk, dossier, one)) for one in standing)
    return [
        Offer(code, one.id, _label(KINDS[code].word, one, alone=len(standing) == 1))
        for one, case in cases
        if _composes(code, case)
    ]


def _label(word: str, assignment: Assignment, *, alone: bool) -> str:
    if alone:
        return word
    matter = assignment.matter
    return f"{word}：{matter if len(matter) <= _TITLE else f'{matter[: _TITLE - 1]}…'}"


def _composes(code: str, case: Case) -> bool:
    try:
        KINDS[code].compose(case)
    except NothingToPrint:
        return False
    return True
