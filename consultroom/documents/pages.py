"""A paper laid out: pages, and what stands where on them. Pure values that can be written down.

Sheets are measured in mm, as the standard gives them. Everything placed on a sheet is in points
(pt, 1/72 inch): x from the left edge, y down from the top edge. Turning is clockwise, in quarter
turns, as it is seen on the sheet.

These are msgspec structs and not dataclasses because a twenty-page paper makes some thousands of
them, and they are four times as quick to make; msgspec also writes them to JSON as they stand.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from consultroom.documents.gb9704 import Ink

#: left, top, right and bottom of what an item covers, pt
Box = tuple[float, float, float, float]

# em a glyph may reach above and below its baseline: a raised 汉字, and the tail of a Latin letter
_ASCENT, _DESCENT = 0.96, 0.25

#: what one pt right and one pt down become when turned, by the degrees of the turn
_QUARTERS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


class GlyphRun(msgspec.Struct, frozen=True, gc=False, tag="glyphs"):
    """Characters of one face and size on one line, evenly spaced.

    Attributes:
        face: name of the face, from `fonts.Glyph`.
        size: pt.
        x: origin of the first glyph.
        y: its baseline, with the face's own rise already in it.
        text: one glyph for each code point.
        extra: pt added to the advance of every glyph.
        width: from the origin to the end of the last glyph's advance, along the line.
        turn: degrees clockwise about the origin: 0, or 90 for a line that runs down the sheet,
            180 for one upside down, 270 for one that runs up.
    """

    face: str
    size: float
    x: float
    y: float
    text: str
    extra: float
    width: float
    ink: Ink = Ink.BLACK
    turn: int = 0

    @property
    def box(self) -> Box:
        """What the run may cover: every glyph's em box and a little more."""
        up = self.y - _ASCENT * self.size
        upright = (self.x, up, self.x + self.width, self.y + _DESCENT * self.size)
        return _box_turned(upright, self.turn, self.x, self.y) if self.turn else upright

    def moved(self, dx: float, dy: float) -> GlyphRun:
        """Return the run `dx` pt further right and `dy` pt further down."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, turn: int, x: float = 0.0, y: float = 0.0) -> GlyphRun:
        """Return the run turned about (x, y) by 0, 90, 180 or 270 degrees clockwise."""
        at = _turned(self.x, self.y, turn, x, y)
        return replace(self, x=at[0], y=at[1], turn=(self.turn + turn) % 360)


class Rule(msgspec.Struct, frozen=True, gc=False, tag="rule"):
    """A straight stroke `weight` pt thick, from (x0, y0) to (x1, y1) along its middle.

    Attributes:
        dash: length of its dashes and of the gaps between, pt; 0 for an unbroken stroke.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    ink: Ink = Ink.BLACK
    dash: float = 0.0

    @property
    def box(self) -> Box:
        """What the stroke covers, its ends taken as square."""
        half, x0, y0, x1, y1 = self.weight / 2, self.x0, self.y0, self.x1, self.y1
        x0, x1 = (x0, x1) if x0 < x1 else (x1, x0)
        y0, y1 = (y0, y1) if y0 < y1 else (y1, y0)
        return x0 - half, y0 - half, x1 + half, y1 + half

    def moved(self, dx: float, dy: float) -> Rule:
        """Return the rule `dx` pt further right and `dy` pt further down."""
        return replace(self, x0=self.x0 + dx, y0=self.y0 + dy, x1=self.x1 + dx, y1=self.y1 + dy)

    def turned(self, turn: int, x: float = 0.0, y: float = 0.0) -> Rule:
        """Return the rule turned about (x, y) by 0, 90, 180 or 270 degrees clockwise."""
        x0, y0 = _turned(self.x0, self.y0, turn, x, y)
        x1, y1 = _turned(self.x1, self.y1, turn, x, y)
        return replace(self, x0=x0, y0=y0, x1=x1, y1=y1)


class Rect(msgspec.Struct, frozen=True, gc=False, tag="rect"):
    """A filled rectangle with its upper left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink = Ink.BLACK

    @property
    def box(self) -> Box:
        """What the rectangle covers."""
        return self.x, self.y, self.x + self.width, self.y + self.height

    def moved(self, dx: float, dy: float) -> Rect:
        """Return the rectangle `dx` pt further right and `dy` pt further down."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, turn: int, x: float = 0.0, y: float = 0.0) -> Rect:
        """Return the rectangle turned about (x, y) by 0, 90, 180 or 270 degrees clockwise."""
        corner = self.x + self.width, self.y + self.height
        left, top, right, bottom = _box_turned((self.x, self.y, *corner), turn, x, y)
        return replace(self, x=left, y=top, width=right - left, height=bottom - top)


class Oval(msgspec.Struct, frozen=True, gc=False, tag="oval"):
    """An ellipse drawn with a stroke `weight` pt thick.

    The middle of the stroke touches the sides of the box `width` by `height` pt whose upper left
    corner is at (x, y).
    """

    x: float
    y: float
    width: float
    height: float
    weight: float
    ink: Ink = Ink.BLACK

    @property
    def box(self) -> Box:
        """What the ellipse covers with its stroke; its inside counts as covered."""
        half = self.weight / 2
        right, bottom = self.x + self.width + half, self.y + self.height + half
        return self.x - half, self.y - half, right, bottom

    def moved(self, dx: float, dy: float) -> Oval:
        """Return the ellipse `dx` pt further right and `dy` pt further down."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, turn: int, x: float = 0.0, y: float = 0.0) -> Oval:
        """Return the ellipse turned about (x, y) by 0, 90, 180 or 270 degrees clockwise."""
        corner = self.x + self.width, self.y + self.height
        left, top, right, bottom = _box_turned((self.x, self.y, *corner), turn, x, y)
        return replace(self, x=left, y=top, width=right - left, height=bottom - top)


class Modules(msgspec.Struct, frozen=True, gc=False, tag="modules"):
    """A square of black and white modules: a QR symbol (二维码).

    Attributes:
        x, y: upper left corner of the symbol; the white edge it needs is outside of it.
        module: side of one module, pt.
        rows: from the top, a ``1`` for each black and a ``0`` for each white module; from
            `qr.symbol`.
    """

    x: float
    y: float
    module: float
    rows: tuple[str, ...]
    ink: Ink = Ink.BLACK

    @property
    def side(self) -> float:
        """Width and height of the symbol, pt."""
        return len(self.rows) * self.module

    @property
    def box(self) -> Box:
        """What the symbol covers, without the white edge it needs."""
        return self.x, self.y, self.x + self.side, self.y + self.side

    def moved(self, dx: float, dy: float) -> Modules:
        """Return the symbol `dx` pt further right and `dy` pt further down."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def turned(self, turn: int, x: float = 0.0, y: float = 0.0) -> Modules:
        """Return the symbol turned about (x, y) by 0, 90, 180 or 270 degrees clockwise."""
        left, top, _, _ = _box_turned(self.box, turn, x, y)
        rows = self.rows
        for _ in range(turn // 90):
            rows = tuple("".join(column) for column in zip(*reversed(rows), strict=True))
        return replace(self, x=left, y=top, rows=rows)


Item = GlyphRun | Rule | Rect | Oval | Modules


def _turned(at_x: float, at_y: float, turn: int, x: float, y: float) -> tuple[float, float]:
    along, down = _QUARTERS[turn]
    dx, dy = at_x - x, at_y - y
    return x + along * dx - down * dy, y + down * dx + along * dy


def _box_turned(box: Box, turn: int, x: float, y: float) -> Box:
    x0, y0 = _turned(box[0], box[1], turn, x, y)
    x1, y1 = _turned(box[2], box[3], turn, x, y)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class Bookmark(msgspec.Struct, frozen=True, gc=False):
    """An entry of the file's outline: a heading, and where it stands.

    Attributes:
        level: 0 for the title, 1–4 for headings.
        page: counted from 0.
        y: pt from the top of that page.
    """

    text: str
    level: int
    page: int
    y: float


class Page(msgspec.Struct, frozen=True, gc=False):
    """One sheet and what is printed on it, in reading order."""

    width_mm: float
    height_mm: float
    items: tuple[Item, ...]


class Layout(msgspec.Struct, frozen=True, gc=False):
    """A paper with every character in its place.

    Attributes:
        missing: characters no face holds, in order of appearance; they are drawn as 〓.
    """

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    missing: tuple[str, ...] = ()
