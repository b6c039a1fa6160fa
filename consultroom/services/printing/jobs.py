"""Print jobs (打印): from a record number to the bytes of a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import Layout
from consultroom.documents.render_pdf import draw
from consultroom.domain.dossiers import Dossier
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import (
    Case,
    ConsultationCase,
    NothingToPrint,
    consultation_case,
    of_dossier,
)
from consultroom.services.printing.kinds import KINDS, Part, code_of


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper made.

    Attributes:
        warnings: sentences to be read before it is printed, as characters no face has.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Composed:
    """A job composed, not yet laid out; touches no room, so any thread may go on with it.

    Attributes:
        kind: code of the paper kind.
        parts: the papers of the job.
    """

    kind: str
    case: Case
    parts: tuple[Part, ...]


def compose(desk: Desk, kind: str, key: str) -> Composed:
    """Return one paper composed from what the room holds now.

    Args:
        desk: where.
        kind: a key of `KINDS`, or its Chinese word.
        key: id or record number of what it is about, or of anything that leads there.

    Raises:
        NothingToPrint: it has not come that far.
        UnknownWord: there is no such kind of paper.
        NoSuchRecord: nothing has this id or number.
    """
    code = code_of(kind)
    return compose_case(code, KINDS[code].find(desk, key))


def compose_case(kind: str, case: Case) -> Composed:
    """Return one paper composed from a case that was read already; see `compose`."""
    code = code_of(kind)
    return Composed(code, case, KINDS[code].compose(case))


def render(desk: Desk, kind: str, key: str) -> bytes:
    """Return one paper as PDF; see `compose` for the arguments and what is raised."""
    return print_paper(desk, kind, key).pdf


def print_paper(desk: Desk, kind: str, key: str) -> Printed:
    """Return one paper with what should be known before printing; see `compose`."""
    return made(compose(desk, kind, key))


def print_dossier(kind: str, dossier: Dossier, *, today: date) -> Printed:
    """Return one paper of a dossier; touches no room, so any thread may call it."""
    case = ConsultationCase(
        subject=dossier.consultation.id,
        number=dossier.consultation.number,
        name=dossier.consultation.title,
        today=today,
        station=dossier.station,
        parameters=dossier.parameters,
        dossier=dossier,
    )
    return made(compose_case(kind, case))


def made(composed: Composed) -> Printed:
    """Return the PDF of a composed job."""
    paper, layout = laid(composed.parts[0])
    return Printed(draw(layout, paper, bundled()), len(layout.pages), warnings_of(layout))


def laid(part: Part) -> tuple[Paper, Layout]:
    """Return the candidate that fits, with its layout."""
    for paper in part.papers:
        layout = lay_out(paper, bundled())
        if not part.most_pages or len(layout.pages) <= part.most_pages:
            break
    return paper, layout


def warnings_of(layout: Layout) -> tuple[str, ...]:
    """Return what should be read before printing."""
    if not layout.missing:
        return ()
    return (f"“{'、'.join(layout.missing)}”没有字形，印作〓，请在纸上补写。",)


def ready(desk: Desk, dossier: Dossier) -> tuple[str, ...]:
    """Return the kinds of paper about this consultation that can be printed by now."""
    case, found = of_dossier(desk, dossier), []
    for code, kind in KINDS.items():
        if kind.find is not consultation_case:
            continue
        try:
            kind.compose(case)
        except NothingToPrint:
            continue
        found.append(code)
    return tuple(found)
