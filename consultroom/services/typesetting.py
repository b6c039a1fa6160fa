"""Typesetting (排版): any text a clerk wrote becomes an official paper."""

from __future__ import annotations

from consultroom.documents.fonts import bundled
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.documents.typesetting import paper_of
from consultroom.frozen import Frozen


class Typeset(Frozen):
    """A typeset paper. ``warnings`` are sentences about characters no face has."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]


def typeset(text: str, *, author: str = "") -> Typeset:
    """Return a text as an official paper.

    Args:
        text: ``# 标题``, ``一、`` and the levels below it, ``|`` rows, ``>`` signature lines.
        author: written into the file's properties.

    Raises:
        UserError: the text cannot be read as a paper; the sentence names the line.
    """
    faces, paper = bundled(), paper_of(text, author=author)
    layout = lay_out(paper, faces)
    warnings = (f"下列字没有字形，印作〓：{'、'.join(layout.missing)}。",) if layout.missing else ()
    return Typeset(draw(layout, paper, faces), len(layout.pages), warnings)
