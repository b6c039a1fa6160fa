"""Strips onto pages: where a page ends, and what may not be parted there. Pure.

A block becomes strips, one above the other: a line of text, a row of a table, a blank. `Flow`
takes them in order and fills pages. It knows nothing of text; strips say of themselves what they
need: to stand with what follows, to be dropped at the top of a page, to be cut in two.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import overload

from consultroom.documents.pages import Item
from consultroom.frozen import Frozen, replace

_ROUNDING = 1e-6  # pt


class Strip(Frozen, kw_only=True):
    """One horizontal piece of a page.

    Attributes:
        height: pt, down to the top of the next strip.
        items: placed as if the strip's top and the type area's left edge were 0.
        tail: pt at its lower end that may hang below the type area: the leading of a line.
        with_next: stands on the page of the next strip.
        fades: dropped where a page begins by overflow (a blank line).
        on_grid: begins at a line of the page's grid.
        bookmarks: level, text and y (pt below its top) of its outline entries.
        heads: repeated above it when it begins a page by overflow: a table's header rows.
        sheet: items placed on the whole sheet, from its upper left corner.
        unnumbered: its page carries no page number.
        regrid: the grid of the page begins anew below it.
        at_foot: stands at the lower edge of the type area.
        cut: returns two strips, the first at most as high as the room asked for, or None.
    """

    height: float
    items: Sequence[Item] = ()
    tail: float = 0.0
    with_next: bool = False
    fades: bool = False
    on_grid: bool = False
    bookmarks: Sequence[tuple[int, str, float]] = ()
    heads: tuple[Strip, ...] = ()
    sheet: Sequence[Item] = ()
    unnumbered: bool = False
    regrid: bool = False
    at_foot: bool = False
    cut: Callable[[float], tuple[Strip, Strip] | None] | None = None


class PageEnd(Frozen):
    """Stands between strips: the next begins a page."""


class Later(Sequence[Item]):
    """Items made when they are first asked for: of a strip that may never be printed."""

    def __init__(self, make: Callable[[], Iterable[Item]]) -> None:
        self._make = make
        self._made: list[Item] | None = None

    def _items(self) -> list[Item]:
        if self._made is None:
            self._made = list(self._make())
        return self._made

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Item]: ...

    def __getitem__(self, at: int | slice) -> Item | Sequence[Item]:
        return self._items()[at]

    def __iter__(self) -> Iterator[Item]:
        return iter(self._items())

    def __len__(self) -> int:
        return len(self._items())


@dataclass(slots=True)
class Filled:
    """One page: strips and where each begins, and whether it has a number."""

    placed: list[tuple[Strip, float, float]] = field(default_factory=list)
    numbered: bool = True

    @property
    def items(self) -> list[Item]:
        """What is printed on it, each thing in its place."""
        items: list[Item] = []
        for strip, x, y in self.placed:
            items += [item.moved(x, y) for item in strip.items]
            items += strip.sheet
        return items

    @property
    def bookmarks(self) -> list[tuple[int, str, float]]:
        """The outline entries on it: level, text, y."""
        return [
            (level, text, y + down)
            for strip, _, y in self.placed
            for level, text, down in strip.bookmarks
        ]


class Flow:
    """Fills pages with strips.

    Args:
        left, top: corner of the type area, pt from the sheet's.
        height: of the type area, pt.
        pitch: of the line grid, pt.
    """

    def __init__(self, *, left: float, top: float, height: float, pitch: float) -> None:
        self._left, self._top, self._height, self._pitch = left, top, height, pitch
        self.pages: list[Filled] = [Filled()]
        self._y = 0.0
        self._grid = 0.0  # where the line grid of the page begins
        self._fresh = True  # nothing stands on the page yet
        self._overflowed = False  # the page began because the one before was full

    def add(self, strips: Sequence[Strip | PageEnd]) -> None:
        """Place `strips` in order."""
        bundle: list[Strip] = []
        for strip in strips:
            if isinstance(strip, PageEnd):
                self._place(bundle)
                bundle = []
                self._begin_page()
                continue
            bundle.append(strip)
            if not strip.with_next:
                self._place(bundle)
                bundle = []
        self._place(bundle)

    def _place(self, bundle: list[Strip]) -> None:
        """Place strips that belong on one page, as far as a page can hold them."""
        while bundle:
            if self._fresh and self._overflowed and bundle[0].fades:
                bundle = bundle[1:]
                continue
            if self._room_for(bundle):
                for strip in bundle:
                    self._set(strip)
                return
            bundle = self._cut_or_turn(bundle)

    def _cut_or_turn(self, bundle: list[Strip]) -> list[Strip]:
        """Make room for a bundle that does not fit; return what is left of it to place."""
        whole, last = bundle[:-1], bundle[-1]
        if last.cut and (not whole or self._room_for(whole)):
            parts = last.cut(self._left_over(whole))
            if parts:
                for strip in (*whole, parts[0]):
                    self._set(strip)
                self._end_page(overflowed=True)
                return [*last.heads, replace(parts[1], heads=last.heads)]
        if self._fresh:
            return self._fill(bundle)
        self._end_page(overflowed=True)
        return [*bundle[0].heads, *bundle]

    def _fill(self, bundle: list[Strip]) -> list[Strip]:
        """Part a bundle taller than a page where the page is full."""
        taken = 0
        for strip in bundle:
            if taken and not self._room_for([strip]):
                break
            self._set(strip)
            taken += 1
        if taken == len(bundle):
            return []
        self._end_page(overflowed=True)
        return [*bundle[taken].heads, *bundle[taken:]]

    def _room_for(self, bundle: Sequence[Strip]) -> bool:
        return self._end_of(bundle) - bundle[-1].tail <= self._height + _ROUNDING

    def _left_over(self, bundle: Sequence[Strip]) -> float:
        return self._height - (self._end_of(bundle) if bundle else self._y)

    def _end_of(self, bundle: Sequence[Strip]) -> float:
        y, grid = self._y, self._grid
        for strip in bundle:
            y = self._begins(y, grid, strip) + strip.height
            grid = y if strip.regrid else grid
        return y

    def _begins(self, y: float, grid: float, strip: Strip) -> float:
        """Return where a strip begins if the one above ends at `y`."""
        if strip.at_foot:
            return max(y, self._height - strip.height)
        if not strip.on_grid:
            return y
        return grid + math.ceil((y - grid) / self._pitch - 1e-4) * self._pitch

    def _set(self, strip: Strip) -> None:
        self._y = self._begins(self._y, self._grid, strip)
        page = self.pages[-1]
        page.placed.append((strip, self._left, self._top + self._y))
        page.numbered = page.numbered and not strip.unnumbered
        self._y += strip.height
        self._grid = self._y if strip.regrid else self._grid
        self._fresh = False

    def _begin_page(self) -> None:
        """Begin a page because it was asked for; an empty one, or one of blanks, will do."""
        if any(not strip.fades for strip, _, _ in self.pages[-1].placed):
            self._end_page(overflowed=False)
        else:
            self.pages[-1] = Filled()
            self._y, self._grid, self._fresh = 0.0, 0.0, True
        self._overflowed = False

    def _end_page(self, *, overflowed: bool) -> None:
        self.pages.append(Filled())
        self._y, self._grid = 0.0, 0.0
        self._fresh, self._overflowed = True, overflowed
