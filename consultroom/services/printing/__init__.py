"""Printing (文书): every paper a station prints, composed from what was typed once."""

from consultroom.services.printing.bundles import (
    BUNDLES,
    Bundle,
    bound,
    bundle,
    bundles_of,
    unfold,
)
from consultroom.services.printing.cases import Case, NothingToPrint, consultation_of
from consultroom.services.printing.issuing import IssuedPrint, issue
from consultroom.services.printing.jobs import (
    Composed,
    Printed,
    chosen,
    compose,
    compose_case,
    made,
    marks_of,
    print_dossier,
    print_paper,
    render,
)
from consultroom.services.printing.kinds import KINDS, code_of, kind_of
from consultroom.services.printing.offers import Offer, offers, ready
from consultroom.services.printing.parts import PaperKind
from consultroom.services.printing.writing import CannotWrite, write

__all__ = [
    "BUNDLES",
    "KINDS",
    "Bundle",
    "CannotWrite",
    "Case",
    "Composed",
    "IssuedPrint",
    "NothingToPrint",
    "Offer",
    "PaperKind",
    "Printed",
    "bound",
    "bundle",
    "bundles_of",
    "chosen",
    "code_of",
    "compose",
    "compose_case",
    "consultation_of",
    "issue",
    "kind_of",
    "made",
    "marks_of",
    "offers",
    "print_dossier",
    "print_paper",
    "ready",
    "render",
    "unfold",
    "write",
]
