"""Ruled tables into strips: cells that span, rows cut where a page ends. Pure.

Rows that a cell spans stand in one strip, so that the flow can ask for it to be cut between two
of them: the spanning cell is then drawn in both halves and its text divided by what fits. A row
is cut inside only when it is taller than a page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from consultroom.documents.blocks import Align, Cell, Row, Run, Table, Text, VAlign
from consultroom.documents.flow import Strip
from consultroom.documents.gb9704 import EM_RISE, MM, PageProfile
from consultroom.documents.linebreak import break_lines
from consultroom.documents.pages import GlyphRun, Item, Rule
from consultroom.documents.setting import Setter, Type

_ROUNDING = 1e-6  # pt
_LOOSEST = 0.15  # sizes: a narrow column rather stays ragged than letters stand apart
_GAP = 0.35  # of the line pitch: least blank between a table and the text above or below it


@dataclass(frozen=True, slots=True)
class _Set:
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

    def divided(self, height: float) -> tuple[_Set, _Set]:
        """Return the lines that go into `height`, and the rest with the foot."""
        count = self.fitting(height)
        return (
            _Set(self.lines[:count], (), self.pitch, self.size),
            _Set(self.lines[count:], self.foot, self.pitch, self.size),
        )


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell with its place: columns from x0 to x1, rows from `top` on `down` rows deep."""

    x0: float
    x1: float
    top: int
    down: int
    valign: VAlign
    text: _Set


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows bound by cells that span them, and how to draw and cut them."""

    heights: tuple[float, ...]
    boxes: tuple[_Box, ...]
    pad: float
    rule: float
    page: float  # pt: a row taller than this is cut inside

    def strip(self) -> Strip:
        """Return the rows as one strip that can be cut."""
        return Strip(height=sum(self.heights), items=list(self._items()), cut=self._cut)

    def _items(self) -> Iterator[Item]:
        tops = _tops(self.heights)
        places = [(box, tops[box.top], tops[box.top + box.down]) for box in self.boxes]
        rules = (
            rule for box, y0, y1 in places for rule in _frame(box.x0, y0, box.x1, y1, self.rule)
        )
        yield from dict.fromkeys(rules)  # neighbours share their edges
        for box, y0, y1 in places:
            yield from _placed(box, y0 + self.pad, y1 - self.pad)

    def _cut(self, room: float) -> tuple[Strip, Strip] | None:
        whole = 0
        while whole < len(self.heights) and sum(self.heights[: whole + 1]) <= room + _ROUNDING:
            whole += 1
        if whole == 0:
            return self._cut_inside(room) if self.heights[0] > self.page else None
        first, rest = self._parted(whole)
        return first.strip(), rest.strip()

    def _parted(self, whole: int) -> tuple[_Group, _Group]:
        """Return the first `whole` rows and the others; a cell over both is divided."""
        tops = _tops(self.heights)
        above: list[_Box] = []
        below: list[_Box] = []
        for box in self.boxes:
            end = box.top + box.down
            if end <= whole:
                above.append(box)
            elif box.top >= whole:
                below.append(replace(box, top=box.top - whole))
            else:
                first, rest = box.text.divided(tops[whole] - tops[box.top] - 2 * self.pad)
                above.append(replace(box, down=whole - box.top, text=first))
                below.append(replace(box, top=0, down=end - whole, text=rest))
        return (
            replace(self, heights=self.heights[:whole], boxes=tuple(above)),
            replace(self, heights=self.heights[whole:], boxes=tuple(below)),
        )

    def _cut_inside(self, room: float) -> tuple[Strip, Strip] | None:
        """Cut the first row, which is taller than a page, so that its upper part is `room` high.

        An upper part without a line is made only where most of a page would stay blank.
        """
        parted = [
            (box, *box.text.divided(room - 2 * self.pad)) for box in self.boxes if box.top == 0
        ]
        if room < self.page / 2 and not any(first.lines for _, first, _ in parted):
            return None
        upper = [replace(box, down=1, text=first) for box, first, _ in parted]
        lower = [replace(box, text=rest) for box, _, rest in parted]
        needed = [
            rest.height + 2 * self.pad - sum(self.heights[1 : box.down]) for box, _, rest in parted
        ]
        height = max(self.heights[0] - room, *needed)
        below = (*lower, *(box for box in self.boxes if box.top > 0))
        return (
            replace(self, heights=(room,), boxes=tuple(upper)).strip(),
            replace(self, heights=(height, *self.heights[1:]), boxes=below).strip(),
        )


def table_strips(table: Table, page: PageProfile, setter: Setter) -> list[Strip]:
    """Return the rows of `table` as strips; its header rows repeat on every page.

    Args:
        table: what to set.
        page: gives the width, the height of a page and the line grid.
        setter: measures the text.
    """
    builder = _Builder(table, page, setter)
    heads = list(builder.groups(0, table.header_rows, page.height))
    repeated = tuple(replace(group.strip(), cut=None, with_next=True) for group in heads)
    room = page.height - sum(strip.height for strip in repeated)
    if room < page.height / 2:  # heads that leave little for rows are printed once, as rows
        repeated, room = (), page.height
    rows = builder.groups(table.header_rows, len(table.rows), room)
    body = (heads if not repeated else []) + list(rows)
    after = Strip(height=_GAP * page.pitch, tail=_GAP * page.pitch, fades=True)
    return [*repeated, *(replace(group.strip(), heads=repeated) for group in body), after]


class _Builder:
    """Sets the cells of one table and finds their places."""

    def __init__(self, table: Table, page: PageProfile, setter: Setter) -> None:
        self._table, self._page, self._setter = table, page, setter
        self._edges = _columns(table, page.width)
        self._pad_x, self._pad_y = (side * MM for side in table.padding_mm)

    def groups(self, start: int, end: int, room: float) -> Iterator[_Group]:
        """Yield the rows from `start` up to `end`, those bound by a spanning cell as one."""
        taken: dict[tuple[int, int], None] = {}
        boxes: list[_Box] = []
        first = start
        for at in range(start, end):
            boxes += self._boxes(self._table.rows[at], at - first, end - at, taken, at)
            if all(box.top + box.down <= at - first + 1 for box in boxes):
                yield self._group(self._table.rows[first : at + 1], boxes, room)
                boxes, first = [], at + 1

    def _boxes(
        self, row: Row, top: int, left: int, taken: dict[tuple[int, int], None], at: int
    ) -> Iterator[_Box]:
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            end = min(column + cell.span, len(self._edges) - 1)
            if end <= column:
                raise ValueError(f"row {at} has more cells than the table has columns")
            down = min(cell.down, left)
            taken.update({(at + i, j): None for i in range(down) for j in range(column, end)})
            x0, x1 = self._edges[column], self._edges[end]
            text = self._set(cell, column, x0, x1)
            yield _Box(x0, x1, top, down, cell.valign, text)
            column = end

    def _group(self, rows: Sequence[Row], boxes: Sequence[_Box], room: float) -> _Group:
        heights = [row.min_height_mm * MM for row in rows]
        for box in sorted(boxes, key=lambda box: box.down):
            last = box.top + box.down - 1
            lacking = box.text.height + 2 * self._pad_y - sum(heights[box.top : last + 1])
            heights[last] += max(0.0, lacking)
        rule = self._table.rule_mm * MM
        return _Group(tuple(heights), tuple(boxes), self._pad_y, rule, room)

    def _set(self, cell: Cell, column: int, x0: float, x1: float) -> _Set:
        table = self._table
        size = cell.size_pt or table.size_pt
        kind = Type(cell.role or table.role, size, size)
        align = cell.align or (
            table.aligns[column] if column < len(table.aligns) else Align.JUSTIFY
        )
        room = max(x1 - x0 - 2 * self._pad_x, size)
        x = (x0 + x1 - room) / 2
        lines = [
            line
            for text in _paragraphs(cell.text)
            for line in self._lines(text, kind, align, x, room)
        ]
        foot = self._lines(cell.foot, kind, Align.RIGHT, x, room) if cell.foot else []
        return _Set(tuple(lines), tuple(foot), table.leading * size, size)

    def _lines(
        self, text: Text, kind: Type, align: Align, x: float, room: float
    ) -> list[tuple[GlyphRun, ...]]:
        strand = self._setter.strand(text, kind)
        lines = break_lines(strand, room, room, self._page.overflow)
        return [
            tuple(self._setter.set_in(strand, line, x, room, align=align, loosest=_LOOSEST))
            for line in lines
        ]


def _columns(table: Table, width: float) -> list[float]:
    """Return the x of every column edge; no column is narrower than a character."""
    least = table.size_pt + 2 * table.rule_mm * MM
    total = sum(table.shares)
    widths = [max(least, share / total * width) for share in table.shares]
    over = sum(widths) - width
    spare = sum(wide - least for wide in widths)
    if over > 0 and spare > 0:
        widths = [wide - over * (wide - least) / spare for wide in widths]
    return list(accumulate(widths, initial=0.0))


def _paragraphs(text: Text) -> list[Text]:
    if isinstance(text, str):
        return list(text.split("\n")) if text else []
    parts: list[list[Run]] = [[]]
    for run in text:
        for at, piece in enumerate(run.text.split("\n")):
            if at:
                parts.append([])
            if piece:
                parts[-1].append(replace(run, text=piece))
    return [tuple(part) for part in parts]


def _tops(heights: Sequence[float]) -> list[float]:
    return list(accumulate(heights, initial=0.0))


def _tall(lines: int, pitch: float, size: float) -> float:
    return (lines - 1) * pitch + size if lines else 0.0


def _frame(x0: float, y0: float, x1: float, y1: float, weight: float) -> tuple[Rule, ...]:
    return (
        Rule(x0, y0, x1, y0, weight),
        Rule(x0, y1, x1, y1, weight),
        Rule(x0, y0, x0, y1, weight),
        Rule(x1, y0, x1, y1, weight),
    )


def _placed(box: _Box, y0: float, y1: float) -> Iterator[GlyphRun]:
    """Yield the text of `box` between y0 and y1: the foot at the bottom, the rest as aligned."""
    text = box.text
    foot = y1 - _tall(len(text.foot), text.pitch, text.size)
    if text.foot:
        y1 = foot - (text.pitch - text.size)
    free = y1 - y0 - _tall(len(text.lines), text.pitch, text.size)
    shift = {VAlign.TOP: 0.0, VAlign.MIDDLE: free / 2, VAlign.BOTTOM: free}[box.valign]
    yield from _stacked(text.lines, y0 + shift, text)
    yield from _stacked(text.foot, foot, text)


def _stacked(lines: Sequence[Sequence[GlyphRun]], y: float, text: _Set) -> Iterator[GlyphRun]:
    for at, line in enumerate(lines):
        for run in line:
            yield run.moved(0.0, y + at * text.pitch + EM_RISE * text.size)
