"""One line of a filled template, for a screen to show; apart, because reading docx loads much."""

from __future__ import annotations

from consultroom.frozen import Frozen

USUAL_PT = 16.0


class ShownLine(Frozen, kw_only=True):
    """One paragraph of a document, or one row of a table.

    Attributes:
        align: ``left``, ``centre``, ``right`` or ``justify``.
        indented: begins two characters further in.
        cells: of a row; empty for a paragraph.
        page: a new page begins here.
    """

    text: str = ""
    align: str = "justify"
    size_pt: float = USUAL_PT
    bold: bool = False
    indented: bool = False
    cells: tuple[str, ...] = ()
    page: bool = False
