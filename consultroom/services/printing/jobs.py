"""Print jobs (打印): from a record number to the bytes of a PDF."""

from __future__ import annotations

import hashlib
from datetime import date

import msgspec

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.layout import first_that_fits, join, lay_out
from consultroom.documents.pages import GlyphRun, Layout
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.printing.cases import Case, bare_case
from consultroom.services.printing.kinds import KINDS, code_of
from consultroom.services.printing.marks import Marks, marks_for
from consultroom.services.printing.parts import Part

_AROUND = 4  # characters shown at either side of one that cannot be drawn


class Printed(Frozen):
    """A paper made.

    Attributes:
        warnings: sentences to be read before it is printed, as characters no face has.
        digest: SHA-256 of what it says and where, hex; the same whatever its version.
        version: as on its squares; 0 for a paper without.
    """

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    digest: str = ""
    version: int = 0


class Composed(Frozen):
    """A job composed, not yet laid out; touches no room, so any thread may go on with it.

    Attributes:
        kind: code of the paper kind.
        parts: the papers of the job.
        marks: what puts signed squares on it, or None.
    """

    kind: str
    case: Case
    parts: tuple[Part, ...]
    marks: Marks | None = None


class LaidOut(Frozen):
    """A job laid out, without squares.

    Attributes:
        papers: each paper with its layout.
        digest: SHA-256 of all of it, hex.
    """

    papers: tuple[tuple[Paper, Layout], ...]
    digest: str


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
    case = KINDS[code].find(desk, key)
    return compose_case(code, case, marks=marks_of(desk, code, case))


def marks_of(desk: Desk, kind: str, case: Case) -> Marks | None:
    """Return what puts signed squares on a paper; None for a kind that bears none."""
    code = code_of(kind)
    return marks_for(desk, code, case) if KINDS[code].marked else None


def compose_case(kind: str, case: Case, *, marks: Marks | None = None) -> Composed:
    """Return one paper composed from a case that was read already; see `compose`."""
    code = code_of(kind)
    return Composed(code, case, KINDS[code].compose(case), marks)


def render(desk: Desk, kind: str, key: str) -> bytes:
    """Return one paper as PDF; see `compose` for the arguments and what is raised."""
    return print_paper(desk, kind, key).pdf


def print_paper(desk: Desk, kind: str, key: str) -> Printed:
    """Return one paper with what should be known before printing; see `compose`."""
    return made(compose(desk, kind, key))


def print_dossier(kind: str, dossier: Dossier, *, today: date) -> Printed:
    """Return one paper of a dossier, without squares; touches no room."""
    return made(compose_case(kind, bare_case(dossier, today=today)))


def made(composed: Composed, *, version: int = 0) -> Printed:
    """Return the PDF of a composed job; in any thread.

    Args:
        composed: the job.
        version: printed on its squares; 0 takes what the register says.
    """
    from consultroom.documents.render_pdf import draw  # its library: a tenth of a second

    found = laid_out(composed)
    if composed.marks and not version:
        version = composed.marks.version(found.digest)
    layout = finished(composed, found, version)
    paper = found.papers[0][0]
    pdf = draw(layout, paper, bundled())
    return Printed(pdf, len(layout.pages), warnings_of(layout), found.digest, version)


def laid_out(composed: Composed) -> LaidOut:
    """Return the papers of a job, each laid out."""
    papers = tuple(laid(part) for part in composed.parts)
    said = hashlib.sha256()
    for _, layout in papers:
        said.update(msgspec.msgpack.encode(layout))
    return LaidOut(papers, said.hexdigest())


def finished(composed: Composed, found: LaidOut, version: int) -> Layout:
    """Return a job as one layout, with its squares when it bears any."""
    marks, papers = composed.marks, found.papers
    if marks:
        kind, case = composed.kind, composed.case
        papers = tuple(
            (paper, marks.on(layout, paper, kind=kind, case=case, version=version))
            for paper, layout in papers
        )
    if len(papers) == 1:
        return papers[0][1]
    return join([(paper.title, layout) for paper, layout in papers])


def chosen(composed: Composed) -> Paper:
    """Return the paper of a job as it is printed, of several candidates the one that fits."""
    return laid(composed.parts[0])[0]


def laid(part: Part) -> tuple[Paper, Layout]:
    """Return the candidate that fits, with its layout."""
    if not part.most_pages:
        return part.papers[0], lay_out(part.papers[0], bundled())
    return first_that_fits(part.papers, bundled(), part.most_pages)


def warnings_of(layout: Layout) -> tuple[str, ...]:
    """Return what should be read before printing."""
    return tuple(
        f"“{_around(layout, character)}”里的“{character}”没有字形，印作〓。"
        "请在纸上补写，或者把名字写成描述的样子再打印，例如“王+莹”。"
        for character in layout.missing
    )


def _around(layout: Layout, character: str) -> str:
    for page in layout.pages:
        said = "".join(item.text for item in page.items if isinstance(item, GlyphRun))
        if character in said:
            at = said.index(character)
            return said[max(0, at - _AROUND) : at + _AROUND + 1]
    return character
