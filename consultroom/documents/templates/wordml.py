"""WordprocessingML (the XML of a docx): paragraphs and runs as values, and their text. Pure.

Lengths are in twips (1/20 pt), as the format has them; sizes of type in pt. The order of elements
is the schema's (ECMA-376 part 1, 17.3): WPS and Word refuse or drop what stands out of order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from consultroom.documents.blocks import Align
from consultroom.documents.gb9704 import Ink
from consultroom.frozen import Frozen

TWIPS = 20  # in one point
RED = "FF0000"
JUSTIFIED = {
    Align.JUSTIFY: "both",
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
}

# what XML 1.0 cannot carry, and the separators a docx has elements for
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

Names = Mapping[str, str]
"""Id of each style in the document at hand, by its name: WPS gives styles new ids."""


def twips(points: float) -> int:
    """Return a length in twips, rounded."""
    return round(points * TWIPS)


def writable(text: str) -> str:
    """Return `text` without what an XML file cannot carry."""
    return _UNWRITABLE.sub("", text.replace("\x0b", "\n").replace("\x0c", "\n"))


class Bit(Frozen):
    """A stretch of text of one look.

    Attributes:
        style: name of its character style, or empty.
        size_pt: where it is not the paragraph's, else None.
    """

    text: str
    style: str = ""
    size_pt: float | None = None
    ink: Ink = Ink.BLACK

    def xml(self, ids: Names) -> str:
        """Return its run. ``hint`` makes ``“”…—·`` Chinese, as wide as a 汉字."""
        look = f'<w:rStyle w:val="{ids[self.style]}"/>' if self.style else ""
        look += '<w:rFonts w:hint="eastAsia"/>'
        look += f'<w:color w:val="{RED}"/>' if self.ink is Ink.RED else ""
        if self.size_pt is not None:
            half = round(self.size_pt * 2)
            # letters of body text stand a little closer than their size: others do not
            look += f'<w:spacing w:val="0"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        return f"<w:r><w:rPr>{look}</w:rPr>{_pieces(self.text)}</w:r>"


class Edge(Frozen):
    """A rule along a paragraph: the side, and the border's style, width (1/8 pt) and ink."""

    side: str
    weight: int
    ink: Ink = Ink.BLACK
    kind: str = "single"

    def xml(self) -> str:
        """Return the border element."""
        colour = RED if self.ink is Ink.RED else "000000"
        size = f'w:sz="{self.weight}" w:space="0" w:color="{colour}"'
        return f'<w:{self.side} w:val="{self.kind}" {size}/>'


class Para(Frozen, kw_only=True):
    """A paragraph: its style, and what it says beyond the style.

    Attributes:
        first: first line against the others, twips; negative hangs.
        left, right: indents, twips.
        line: exact line height, twips.
        before, after: blank above and below, twips.
        tabs: stops from the left edge of the type area, twips.
        frame: ``w:framePr`` for a paragraph with a place of its own.
        section: ``w:sectPr`` for the last paragraph of a section.
    """

    style: str
    bits: tuple[Bit, ...] = ()
    first: int | None = None
    left: int | None = None
    right: int | None = None
    align: Align | None = None
    line: int | None = None
    before: int = 0
    after: int = 0
    tabs: tuple[int, ...] = ()
    edges: tuple[Edge, ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    break_before: bool = False
    frame: str = ""
    section: str = ""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(bit.text for bit in self.bits)

    def xml(self, ids: Names) -> str:
        """Return the paragraph."""
        look = f'<w:pStyle w:val="{ids[self.style]}"/>'
        look += "<w:keepNext/>" if self.keep_next else ""
        look += "<w:keepLines/>" if self.keep_lines else ""
        look += "<w:pageBreakBefore/>" if self.break_before else ""
        look += self.frame
        if self.edges:
            look += f"<w:pBdr>{''.join(edge.xml() for edge in self.edges)}</w:pBdr>"
        look += _tabs(self.tabs) + self._spacing() + self._indents()
        look += f'<w:jc w:val="{JUSTIFIED[self.align]}"/>' if self.align else ""
        look += self.section
        return f"<w:p><w:pPr>{look}</w:pPr>{''.join(bit.xml(ids) for bit in self.bits)}</w:p>"

    def _spacing(self) -> str:
        said = [("before", self.before), ("after", self.after)]
        words = "".join(f' w:{name}="{size}"' for name, size in said if size)
        if self.line is not None:
            words += f' w:line="{self.line}" w:lineRule="exact"'
        return f"<w:spacing{words}/>" if words else ""

    def _indents(self) -> str:
        """Return the indents; the style's, counted in characters, are put out of force."""
        if self.first is None and self.left is None and self.right is None:
            return ""
        words = ""
        for name, size in (("left", self.left), ("right", self.right)):
            words += f' w:{name}Chars="0" w:{name}="{size}"' if size is not None else ""
        first = self.first or 0
        if self.first is not None:
            side = "hanging" if first < 0 else "firstLine"
            words += f' w:firstLineChars="0" w:{side}="{abs(first)}"'
        return f"<w:ind{words}/>"


def _tabs(stops: tuple[int, ...]) -> str:
    marks = "".join(f'<w:tab w:val="left" w:pos="{at}"/>' for at in stops)
    return f"<w:tabs>{marks}</w:tabs>" if marks else ""


def _pieces(text: str) -> str:
    """Return text elements; a line feed breaks the line, a tab jumps to the next stop."""
    from xml.sax.saxutils import escape  # brings the web with it, 20 ms

    parts = re.split("([\n\t])", writable(text).replace("\r", ""))
    marks = {"\n": "<w:br/>", "\t": "<w:tab/>"}
    return "".join(
        marks.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>'
        for part in parts
        if part
    )


def attribute(value: str) -> str:
    """Return a value between quotation marks, ready to stand in an element."""
    from xml.sax.saxutils import quoteattr

    return quoteattr(writable(value))
