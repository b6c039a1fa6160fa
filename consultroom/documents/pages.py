"""A paper laid out: pages, and what stands where on them. Pure values that can be written down.

Sheets are measured in mm, as the standard gives them. Everything placed on a sheet is in points
(pt, 1/72 inch): x from the left edge, y down from the top edge.

These are msgspec structs and not dataclasses because a twenty-page paper makes some thousands of
them, and they are four times as quick to make; msgspec also writes them to JSON as they stand.
"""

from __future__ import annotations

import msgspec

from consultroom.documents.gb9704 import Ink


class GlyphRun(msgspec.Struct, frozen=True, tag="glyphs"):
    """Characters of one face and size on one line, evenly spaced.

    Attributes:
        face: name of the face, from `fonts.Glyph`.
        size: pt.
        x: origin of the first glyph.
        y: its baseline, with the face's own rise already in it.
        text: one glyph for each code point.
        extra: pt added to the advance of every glyph.
        width: from `x` to the end of the last glyph's advance.
    """

    face: str
    size: float
    x: float
    y: float
    text: str
    extra: float
    width: float
    ink: Ink = Ink.BLACK

    def moved(self, dx: float, dy: float) -> GlyphRun:
        """Return the run `dx` pt further right and `dy` pt further down."""
        return GlyphRun(
            self.face,
            self.size,
            self.x + dx,
            self.y + dy,
            self.text,
            self.extra,
            self.width,
            self.ink,
        )


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A straight stroke `weight` pt thick, from (x0, y0) to (x1, y1) along its middle."""

    x0: float
    y0: float
    x1: float
    y1: float
    weight: float
    ink: Ink = Ink.BLACK

    def moved(self, dx: float, dy: float) -> Rule:
        """Return the rule `dx` pt further right and `dy` pt further down."""
        return Rule(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy, self.weight, self.ink)


class Rect(msgspec.Struct, frozen=True, tag="rect"):
    """A filled rectangle with its upper left corner at (x, y)."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink = Ink.BLACK

    def moved(self, dx: float, dy: float) -> Rect:
        """Return the rectangle `dx` pt further right and `dy` pt further down."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height, self.ink)


Item = GlyphRun | Rule | Rect


class Bookmark(msgspec.Struct, frozen=True):
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


class Page(msgspec.Struct, frozen=True):
    """One sheet and what is printed on it, in reading order."""

    width_mm: float
    height_mm: float
    items: tuple[Item, ...]


class Layout(msgspec.Struct, frozen=True):
    """A paper with every character in its place.

    Attributes:
        missing: characters no face holds, in order of appearance; they are drawn as 〓.
    """

    pages: tuple[Page, ...]
    bookmarks: tuple[Bookmark, ...] = ()
    missing: tuple[str, ...] = ()
