"""Lines of type as strips on the grid: what the parts of a paper are made of. Pure.

Widths and places are in pt from the left edge of the type area.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from consultroom.documents.blocks import Align, Run, Text
from consultroom.documents.flow import PageEnd, Strip
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import EM_RISE, Ink, PageProfile
from consultroom.documents.linebreak import Line, Strand, break_lines
from consultroom.documents.pages import GlyphRun
from consultroom.documents.setting import Setter, Type
from consultroom.frozen import replace

_AIR = 1.2  # sizes of height a line needs before it takes more than one row of the grid

Strips = list[Strip | PageEnd]


def runs_of(text: Text, role: Role | None = None) -> tuple[Run, ...]:
    """Return `text` as runs, those without a face of their own in `role`."""
    if isinstance(text, str):
        return (Run(text, role),)
    return tuple(run if run.role else replace(run, role=role) for run in text)


def joined_to_next(strips: Sequence[Strip | PageEnd]) -> Strips:
    """Return the strips so joined that no page ends between them, nor after them."""
    return [
        replace(strip, with_next=True) if isinstance(strip, Strip) else strip for strip in strips
    ]


def all_of(strand: Strand) -> Line:
    """Return the whole strand as one line."""
    count = len(strand.text)
    return Line(0, count, count, strand.starts[-1], last=True)


class LineMaker:
    """Makes strips of text for one page profile."""

    def __init__(self, page: PageProfile, setter: Setter) -> None:
        self.page = page
        self.setter = setter
        self.body = self.type(page.body_role)

    def type(self, role: Role, size: float | None = None) -> Type:
        """Return how text of this face and size (pt) is set; body text keeps to the grid."""
        size = size or self.page.body_pt
        return Type(role, size, self.page.cell if size == self.page.body_pt else size)

    def strand(self, text: Text, kind: Type | None = None) -> Strand:
        """Return `text` measured, as body text where nothing else is said."""
        return self.setter.strand(text, kind or self.body)

    def width(self, text: Text, kind: Type | None = None) -> float:
        """Return how wide `text` is on one line, pt."""
        return self.strand(text, kind).starts[-1]

    def row(self, items: Sequence[GlyphRun], size: float, *, with_next: bool = False) -> Strip:
        """Return a line of type on the grid; a large size takes several rows."""
        page = self.page
        rows = max(1, math.ceil(size * _AIR / page.pitch - 1e-3))
        box = (rows - 1) * page.pitch + page.body_pt
        baseline = page.lead + (box - size) / 2 + EM_RISE * size
        return Strip(
            height=rows * page.pitch,
            items=[item.moved(0.0, baseline) for item in items],
            tail=page.pitch - page.body_pt - page.lead,
            with_next=with_next,
            on_grid=True,
        )

    def blank(self) -> Strip:
        """Return an empty row; it is dropped where a page begins by overflow."""
        return Strip(height=self.page.pitch, fades=True, on_grid=True, tail=self.page.pitch)

    def paragraph(
        self,
        text: Text,
        kind: Type | None = None,
        *,
        indent: float = 0.0,
        hang: float = 0.0,
        align: Align = Align.JUSTIFY,
        ink: Ink = Ink.BLACK,
        all_joined: bool = False,
    ) -> list[Strip]:
        """Return a paragraph's lines, the first two and the last two never parted.

        Args:
            text: of the paragraph.
            kind: face and size; None is body text.
            indent: of the first line, 字.
            hang: of the others, 字.
            align: where the lines stand.
            ink: its colour.
            all_joined: no page ends between any two of them.
        """
        kind, cell = kind or self.body, self.page.cell
        rows = self.rows(text, kind, (indent * cell, hang * cell), align=align, ink=ink)
        last = len(rows) - 1
        return [
            self.row(row, kind.size, with_next=at < last and (all_joined or at in (0, last - 1)))
            for at, row in enumerate(rows)
        ]

    def rows(
        self,
        text: Text,
        kind: Type,
        insets: tuple[float, float] = (0.0, 0.0),
        *,
        width: float | None = None,
        align: Align = Align.JUSTIFY,
        ink: Ink = Ink.BLACK,
    ) -> list[list[GlyphRun]]:
        """Return the lines of `text` on the baseline y = 0.

        Args:
            text: a paragraph.
            kind: face and size.
            insets: of the first line and of the others, pt.
            width: right edge, pt; None is that of the type area.
            align: where the lines stand between inset and right edge.
            ink: their colour.
        """
        right = self.page.width if width is None else width
        x, rest = insets
        strand = self.setter.strand(text, kind)
        rows = []
        for line in break_lines(strand, right - x, right - rest, self.page.overflow):
            rows.append(self.setter.set_in(strand, line, x, right - x, align=align, ink=ink))
            x = rest
        return rows

    def stack(
        self, rows: Sequence[Sequence[GlyphRun]], size: float, pitch: float, *, rises: bool
    ) -> Strip:
        """Return title lines `pitch` pt apart in the middle of as many rows as they need.

        `rises` allows them above their first row; at the head of a page that is outside the type
        area.
        """
        page = self.page
        height = (len(rows) - 1) * pitch + size
        slack = (page.pitch - page.body_pt) / 2  # a title may reach into its own leading
        taken = max(1, math.ceil((height - page.body_pt - slack) / page.pitch) + 1)
        top = page.lead + ((taken - 1) * page.pitch + page.body_pt - height) / 2
        top = top if rises else max(0.0, top)
        items = [
            item.moved(0.0, top + at * pitch + EM_RISE * size)
            for at, row in enumerate(rows)
            for item in row
        ]
        return Strip(height=taken * page.pitch, items=items, with_next=True, on_grid=True)
