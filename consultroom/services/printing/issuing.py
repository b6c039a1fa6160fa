"""Issuing a paper (印发): it is made, kept byte for byte with its version, and handed over."""

from __future__ import annotations

from consultroom.domain.papers import IssuedPaper
from consultroom.frozen import Frozen
from consultroom.services import archiving
from consultroom.services.desk import Desk
from consultroom.services.printing.jobs import Composed, Printed, compose, made
from consultroom.services.printing.kinds import KINDS


class IssuedPrint(Frozen):
    """A paper as it is kept. ``printed.pdf`` are the kept bytes."""

    paper: IssuedPaper
    printed: Printed


def issue(desk: Desk, kind: str, key: str, *, copies: int = 0) -> IssuedPrint:
    """Make a paper and write it into the register of what was printed.

    Args:
        desk: where.
        kind: code or word of the kind.
        key: id or record number of what it is about.
        copies: how many are printed; 0 for one that leaves as a file.

    Raises:
        NothingToPrint: it has not come that far.
        UnknownWord: there is no such kind of paper.
        NoSuchRecord: nothing has this id or number.
    """
    return issue_composed(desk, compose(desk, kind, key), copies=copies)


def issue_composed(desk: Desk, composed: Composed, *, copies: int = 0) -> IssuedPrint:
    """Write a composed job into the register; see `issue`."""
    printed = made(composed)
    case, word = composed.case, KINDS[composed.kind].word
    kept = archiving.issue(
        desk,
        kind=composed.kind,
        subject=case.subject,
        title=f"{word}：{case.name}",
        number=case.number,
        digest=printed.digest,
        make_pdf=lambda version: made(composed, version=version).pdf,
        pages=printed.pages,
        copies=copies,
    )
    return IssuedPrint(
        kept.paper,
        Printed(kept.pdf, printed.pages, printed.warnings, printed.digest, kept.paper.version),
    )
