"""Rows of a table bound by cells that span them, and how they are cut where a page ends. Pure.

They are cut between two rows: a spanning cell is then drawn in both halves. A label in it is said
again in the second; a longer text is divided by what fits. A row is cut inside only when it is
taller than a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import msgspec
from msgspec.structs import replace

from consultroom.documents.blocks import VAlign
from consultroom.documents.flow import Later, Strip
from consultroom.documents.gb9704 import EM_RISE
from consultroom.documents.pages import GlyphRun, Item, Rule

_ROUNDING = 1e-6  # pt
_LABEL_LINES = 3  # a spanning cell of so many lines is said again on the next page


class SetText(msgspec.Struct, frozen=True, gc=False):
    """A cell's text, set: lines `pitch` apart, and a foot line or more."""

    lines: tuple[tuple[GlyphRun, ...], ...]
    foot: tuple[tuple[GlyphRun, ...], ...]
    pitch: float
    size: float

    @property
    def height(self) -> float:
        """Height of the text in pt; the last line counts only its own size."""
        return _tall(len(self.lines) + len(self.foot), self.pitch, self.size)

    def fitting(self, height: float) -> int:
        """Return how many lines (before the foot) go into `height`."""
        if height + _ROUNDING < self.size:
            return 0
        return min(len(self.lines), int((height - self.size + _ROUNDING) / self.pitch) + 1)

    def divided(self, height: float) -> tuple[SetText, SetText]:
        """Return the lines that go into `height`, and the rest with the foot."""
        count = self.fitting(height)
        return (
            SetText(self.lines[:count], (), self.pitch, self.size),
            SetText(self.lines[count:], self.foot, self.pitch, self.size),
        )


class Box(msgspec.Struct, frozen=True, gc=False):
    """A cell with its place: columns from x0 to x1, rows from `top` on `down` rows deep."""

    x0: float
    x1: float
    top: int
    down: int
    valign: VAlign
    text: SetText
    label: bool = False

    @property
    def said_again(self) -> bool:
        """Whether its text is printed in both halves where a page ends inside the cell."""
        short = self.down > 1 and len(self.text.lines) <= _LABEL_LINES and not self.text.foot
        return self.label or short

    def halves(self, height: float) -> tuple[SetText, SetText]:
        """Return what its text becomes where the upper half has `height` pt for text."""
        if self.said_again and self.text.height <= height + _ROUNDING:
            return self.text, self.text
        return self.text.divided(height)


class Group(msgspec.Struct, frozen=True, gc=False):
    """Rows bound by cells that span them, and how to draw and cut them."""

    heights: tuple[float, ...]
    boxes: tuple[Box, ...]
    pad: float
    rule: float
    page: float  # pt: a row taller than this is cut inside

    def strip(self, heads: tuple[Strip, ...] = ()) -> Strip:
        """Return the rows as one strip that can be cut; see `Strip` for `heads`."""
        items = Later(self._items)
        return Strip(height=sum(self.heights), items=items, heads=heads, cut=self._cut)

    def _items(self) -> Iterator[Item]:
        tops = _tops(self.heights)
        places = [(box, tops[box.top], tops[box.top + box.down]) for box in self.boxes]
        yield from _frames([(box.x0, y0, box.x1, y1) for box, y0, y1 in places], self.rule)
        for box, y0, y1 in places:
            yield from _placed(box, y0 + self.pad, y1 - self.pad)

    def _cut(self, room: float) -> tuple[Strip, Strip] | None:
        """Cut between two rows, the upper ones at most `room` high; None to turn the page.

        The upper half must hold the labels that are said again in the lower one.
        """
        tops = _tops(self.heights)
        fitting = [at for at in range(1, len(tops)) if tops[at] <= room + _ROUNDING]
        if not fitting:
            return self._cut_inside(room) if self.heights[0] > self.page else None
        for whole in reversed(fitting):
            lacking = self._lacking(whole)
            if tops[whole] + lacking <= room + _ROUNDING:
                return self._parted(whole, lacking)
        return self._parted(fitting[-1]) if room + _ROUNDING >= self.page else None

    def _lacking(self, whole: int) -> float:
        """Return what the labels cut below row `whole` lack in height above the cut, pt."""
        tops = _tops(self.heights)
        return max(
            (
                box.text.height + 2 * self.pad - (tops[whole] - tops[box.top])
                for box in self.boxes
                if box.top < whole < box.top + box.down and box.said_again
            ),
            default=0.0,
        )

    def _parted(self, whole: int, growth: float = 0.0) -> tuple[Strip, Strip]:
        """Return the first `whole` rows, the last of them `growth` pt higher, and the others."""
        heights = list(self.heights)
        heights[whole - 1] += max(0.0, growth)
        tops = _tops(heights)
        above: list[Box] = []
        below: list[Box] = []
        for box in self.boxes:
            end = box.top + box.down
            if end <= whole:
                above.append(box)
            elif box.top >= whole:
                below.append(replace(box, top=box.top - whole))
            else:
                first, rest = box.halves(tops[whole] - tops[box.top] - 2 * self.pad)
                above.append(replace(box, down=whole - box.top, text=first))
                below.append(replace(box, top=0, down=end - whole, text=rest))
        upper = replace(self, heights=tuple(heights[:whole]), boxes=tuple(above))
        lower = replace(self, heights=grown(heights[whole:], below, self.pad), boxes=tuple(below))
        return upper.strip(), lower.strip()

    def _cut_inside(self, room: float) -> tuple[Strip, Strip] | None:
        """Cut the first row, which is taller than a page, so that its upper part is `room` high.

        An upper part without a line is made only where most of a page would stay blank.
        """
        parted = [(box, *box.halves(room - 2 * self.pad)) for box in self.boxes if box.top == 0]
        begun = any(first.lines for _, first, rest in parted if first is not rest)
        if room < self.page / 2 and not begun:
            return None
        upper = [replace(box, down=1, text=first) for box, first, _ in parted]
        lower = [replace(box, text=rest) for box, _, rest in parted]
        below = (*lower, *(box for box in self.boxes if box.top > 0))
        heights = [self.heights[0] - room, *self.heights[1:]]
        return (
            replace(self, heights=(room,), boxes=tuple(upper)).strip(),
            replace(self, heights=grown(heights, lower, self.pad), boxes=below).strip(),
        )


def grown(heights: Sequence[float], boxes: Sequence[Box], pad: float) -> tuple[float, ...]:
    """Return row heights, the last row of each box made as high as its text needs."""
    rows = list(heights)
    for box in sorted(boxes, key=lambda box: box.down):
        end = box.top + box.down
        lacking = box.text.height + 2 * pad - sum(rows[box.top : end])
        rows[end - 1] += max(0.0, lacking)
    return tuple(rows)


def _tops(heights: Sequence[float]) -> list[float]:
    return list(accumulate(heights, initial=0.0))


def _tall(lines: int, pitch: float, size: float) -> float:
    return (lines - 1) * pitch + size if lines else 0.0


def _frames(boxes: Iterable[tuple[float, float, float, float]], weight: float) -> Iterator[Rule]:
    """Yield the edges of boxes (x0, y0, x1, y1), those that touch in one line as one rule."""
    across: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    down: defaultdict[float, list[tuple[float, float]]] = defaultdict(list)
    for x0, y0, x1, y1 in boxes:
        for y in (y0, y1):
            across[y].append((x0, x1))
        for x in (x0, x1):
            down[x].append((y0, y1))
    for y, spans in across.items():
        yield from [Rule(start, y, end, y, weight) for start, end in _joined(spans)]
    for x, spans in down.items():
        yield from [Rule(x, start, x, end, weight) for start, end in _joined(spans)]


def _joined(spans: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return spans along one line, those that touch or overlap as one."""
    spans.sort()
    joined = spans[:1]
    for first, last in spans:
        start, end = joined[-1]
        if first > end + _ROUNDING:
            joined.append((first, last))
        elif last > end:
            joined[-1] = (start, last)
    return joined


def _placed(box: Box, y0: float, y1: float) -> Iterator[GlyphRun]:
    """Yield the text of `box` between y0 and y1: the foot at the bottom, the rest as aligned."""
    text = box.text
    foot = y1 - _tall(len(text.foot), text.pitch, text.size)
    if text.foot:
        y1 = foot - (text.pitch - text.size)
    free = y1 - y0 - _tall(len(text.lines), text.pitch, text.size)
    if box.valign is not VAlign.TOP:
        y0 += free / 2 if box.valign is VAlign.MIDDLE else free
    yield from _stacked(text.lines, y0, text)
    yield from _stacked(text.foot, foot, text)


def _stacked(lines: Sequence[Sequence[GlyphRun]], y: float, text: SetText) -> Iterator[GlyphRun]:
    first = y + EM_RISE * text.size
    for at, line in enumerate(lines):
        baseline = first + at * text.pitch
        for run in line:
            yield run.moved(0.0, baseline)
