"""Where pages lie one under the other, and how large they are shown. No Qt in this file."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum, auto

from consultroom.frozen import Frozen

PIXELS_PER_POINT = 96 / 72  # at 100 %
SMALLEST, LARGEST = 0.5, 3.0  # zoom a person chooses
TINIEST = 0.05  # zoom that fitting may come to
WIDEST_FIT = 1.3  # wider than that a page is read more slowly, not better
GAP = 18  # logical pixels between pages and around them
Size = tuple[float, float]  # width and height


class Fit(Enum):
    """What the zoom follows when the window changes."""

    WIDTH = auto()
    PAGE = auto()
    NOTHING = auto()


class Placed(Frozen, kw_only=True):
    """Pages at one zoom, placed from the top. Lengths are logical pixels.

    Attributes:
        sizes: of each page.
        tops: where each begins; rising.
    """

    sizes: tuple[Size, ...] = ()
    tops: tuple[float, ...] = ()

    @property
    def tall(self) -> float:
        """Height of all pages with the gaps around them."""
        return self.tops[-1] + self.sizes[-1][1] + GAP if self.tops else 0.0

    @property
    def wide(self) -> float:
        """Width of the widest page with the gaps beside it."""
        return max((width for width, _ in self.sizes), default=0.0) + 2 * GAP

    def within(self, top: float, bottom: float) -> range:
        """Return the pages, from 0, of which something lies between two heights."""
        first = max(0, bisect_right(self.tops, top) - 1)
        if first < len(self.tops) and self.tops[first] + self.sizes[first][1] < top:
            first += 1
        return range(first, max(first, bisect_right(self.tops, bottom)))

    def at(self, height: float) -> int:
        """Return the page, from 0, whose middle is nearest to a height; 0 when there is none."""
        around = self.within(height - GAP, height + GAP)
        near = range(max(0, around.start - 1), min(len(self.tops), around.stop + 1))
        return min(near, key=lambda n: abs(self._middle(n) - height), default=0)

    def _middle(self, page: int) -> float:
        return self.tops[page] + self.sizes[page][1] / 2


def placed(paper: tuple[Size, ...], zoom: float) -> Placed:
    """Return pages at a zoom.

    Args:
        paper: sizes of the pages, in pt.
        zoom: 1.0 for paper size at 96 pixels an inch.
    """
    scale = zoom * PIXELS_PER_POINT
    sizes = tuple((width * scale, height * scale) for width, height in paper)
    tops, top = [], float(GAP)
    for _, height in sizes:
        tops.append(top)
        top += height + GAP
    return Placed(sizes=sizes, tops=tuple(tops))


def fitting(paper: tuple[Size, ...], room: Size, fit: Fit, page: int) -> float:
    """Return the zoom at which pages fit.

    Args:
        paper: sizes of the pages, in pt.
        room: of the window part they are shown in, in logical pixels.
        fit: to its width, or one page whole.
        page: which one, from 0.
    """
    if not paper:
        return 1.0
    across, down = ((length - 2 * GAP) / PIXELS_PER_POINT for length in room)
    if fit is Fit.PAGE:
        width, height = paper[min(page, len(paper) - 1)]
        return max(TINIEST, min(across / width, down / height, LARGEST))
    widest = max(width for width, _ in paper)
    return max(TINIEST, min(across / widest, WIDEST_FIT))


def bounded(zoom: float) -> float:
    """Return a zoom a person may choose."""
    return min(LARGEST, max(SMALLEST, zoom))
