"""Papers issued the way the printing does it: archived, with a signed square on every page."""

from __future__ import annotations

import hashlib
from functools import cache

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import Layout
from consultroom.documents.qr import stamped
from consultroom.documents.render_pdf import draw
from consultroom.documents.typesetting import paper_of
from consultroom.domain.consultations import Consultation
from consultroom.services import archiving, marking
from consultroom.services.archiving import Issued
from consultroom.services.desk import Desk

SHORT = "# 关于召开协商议事会的通知\n\n各位委员：\n\n定于11月26日开会。\n"
LONG = SHORT + "".join(f"\n第{n}条意见写在这里，供会上讨论。\n" for n in range(40))


@cache
def laid(text: str) -> tuple[Paper, Layout]:
    """Return a paper and its layout."""
    paper = paper_of(text)
    return paper, lay_out(paper, bundled())


def issue(desk: Desk, text: str = LONG, *, kind: str = "minutes") -> Issued:
    """Print a paper about the room's first consultation, as a new version when it has changed."""
    paper, layout = laid(text)
    about = desk.room.find(Consultation)[0]
    signer = marking.signer(desk)

    def make_pdf(version: int) -> bytes:
        payloads = signer.payloads(
            layout, kind=kind, subject=about.id, number=about.number, version=version
        )
        return draw(stamped(layout, payloads), paper, bundled())

    return archiving.issue(
        desk,
        kind=kind,
        subject=about.id,
        title="协商纪要",
        number=about.number,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        make_pdf=make_pdf,
        pages=len(layout.pages),
    )
