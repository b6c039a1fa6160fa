"""Printing (文书): every paper a station prints, composed from what was typed once."""

from consultroom.services.printing.cases import NothingToPrint, consultation_of
from consultroom.services.printing.jobs import (
    Composed,
    Printed,
    compose,
    compose_case,
    made,
    print_dossier,
    print_paper,
    ready,
    render,
)
from consultroom.services.printing.kinds import KINDS, PaperKind, code_of, kind_of
from consultroom.services.printing.writing import CannotWrite, write

__all__ = [
    "KINDS",
    "CannotWrite",
    "Composed",
    "NothingToPrint",
    "PaperKind",
    "Printed",
    "code_of",
    "compose",
    "compose_case",
    "consultation_of",
    "kind_of",
    "made",
    "print_dossier",
    "print_paper",
    "ready",
    "render",
    "write",
]
