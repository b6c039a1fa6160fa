"""The signed square on a job's pages (二维码), and which version the paper is."""

from __future__ import annotations

from consultroom.documents.blocks import Paper
from consultroom.documents.pages import Layout
from consultroom.documents.qr import stamped
from consultroom.domain.papers import IssuedPaper
from consultroom.frozen import Frozen
from consultroom.services import archiving
from consultroom.services.desk import Desk
from consultroom.services.marking import Signer, signer
from consultroom.services.printing.cases import Case


class Marks(Frozen):
    """What puts squares on a paper, read from the room beforehand.

    Attributes:
        last: how the paper was printed last, or None.
        fresh: the version it is when it says something else than then.
    """

    signer: Signer
    last: IssuedPaper | None
    fresh: int

    def version(self, digest: str) -> int:
        """Return the version of a paper that says what ``digest`` stands for."""
        return self.last.version if self.last and self.last.digest == digest else self.fresh

    def on(self, layout: Layout, paper: Paper, *, kind: str, case: Case, version: int) -> Layout:
        """Return the layout with a square on every page."""
        payloads = self.signer.payloads(
            layout, kind=kind, subject=case.subject, number=case.number, version=version
        )
        return stamped(layout, payloads, profile=paper.profile)


def marks_for(desk: Desk, kind: str, case: Case) -> Marks | None:
    """Return what marks a paper; None where the district wants no squares.

    The first time this computer's keys are made and its public key is written down.
    """
    if not case.rules.marks:
        return None
    fresh = archiving.want(desk, kind=kind, subject=case.subject, digest="").version
    return Marks(signer(desk), archiving.latest(desk, kind, case.subject), fresh)
