"""Ruled tables into strips: cells that span, rows cut where a page ends. Pure.

Rows that a cell spans stand in one strip, which `table_rows` can cut where a page ends. A column
is at least as wide as the longest name or number in it; where the table cannot give so much, the
cell's type is made a little smaller.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

import msgspec

from consultroom.documents.blocks import Align, Cell, Row, Run, Table, Text
from consultroom.documents.flow import Strip
from consultroom.documents.gb9704 import MM, Overflow, PageProfile
from consultroom.documents.linebreak import Strand, break_lines
from consultroom.documents.pages import GlyphRun
from consultroom.documents.setting import Setter, Type
from consultroom.documents.table_rows import Box, Group, SetText, grown
from consultroom.frozen import replace

_ROUNDING = 1e-6  # pt
_LOOSEST = 0.15  # sizes: a narrow column rather stays ragged than letters stand apart
_MOST_UNPARTED = 0.45  # of the table: how wide a column may grow for the sake of one name
_SMALLEST = 0.75  # of its size: the smallest type a long name is set in before it is parted
_UNPARTED = re.compile(rb"[^\0]+")  # in `Strand.held`: places where no line should end
_REMEMBERED = 2048  # cells: labels and usual answers stand on every paper of a kind
_GAP = 0.35  # of the line pitch: least blank between a table and the text above or below it

Lines = tuple[tuple[GlyphRun, ...], ...]


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
    return [*repeated, *(group.strip(repeated) for group in body), after]


class _Place(msgspec.Struct, frozen=True, gc=False):
    """A cell and the columns and rows it takes."""

    cell: Cell
    column: int
    end: int
    down: int


def column_edges(table: Table, page: PageProfile, setter: Setter) -> tuple[float, ...]:
    """Return the x of every column edge of `table`, pt from the left of the type area."""
    return _Builder(table, page, setter).edges


def _places(table: Table) -> list[list[_Place]]:
    """Return the cells of each row with their places; no cell reaches out of its section."""
    taken: dict[tuple[int, int], None] = {}
    rows: list[list[_Place]] = []
    for at, row in enumerate(table.rows):
        left = (table.header_rows if at < table.header_rows else len(table.rows)) - at
        column = 0
        rows.append([])
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            end = min(column + cell.span, len(table.shares))
            if end <= column:
                raise ValueError(f"row {at} has more cells than the table has columns")
            down = min(cell.down, left)
            for below in range(at + 1, at + down):
                taken.update(((below, j), None) for j in range(column, end))
            rows[-1].append(_Place(cell, column, end, down))
            column = end
    return rows


class _Builder:
    """Sets the cells of one table and finds their places."""

    def __init__(self, table: Table, page: PageProfile, setter: Setter) -> None:
        self._table, self._page, self._setter = table, page, setter
        self._known: dict[int, _Measured] = {}
        self._pad_x, self._pad_y = (side * MM for side in table.padding_mm)
        self._places = _places(table)
        self._edges = _columns(table, page.width, self._needs(page.width))

    @property
    def edges(self) -> tuple[float, ...]:
        """The x of every column edge, pt."""
        return tuple(self._edges)

    def groups(self, start: int, end: int, room: float) -> Iterator[Group]:
        """Yield the rows from `start` up to `end`, those bound by a spanning cell as one."""
        boxes: list[Box] = []
        first = start
        for at in range(start, end):
            boxes += [self._box(place, at - first) for place in self._places[at]]
            if all(box.top + box.down <= at - first + 1 for box in boxes):
                yield self._group(self._table.rows[first : at + 1], boxes, room)
                boxes, first = [], at + 1

    def _needs(self, width: float) -> list[float]:
        """Return how wide each column must be so that no name or number in it is parted, pt."""
        needs = [0.0] * len(self._table.shares)
        most = _MOST_UNPARTED * width
        for place in (place for row in self._places for place in row):
            if place.end == place.column + 1:
                wide = self._measure(place.cell).longest + 2 * self._pad_x + _ROUNDING
                if wide * _SMALLEST <= most:
                    needs[place.column] = max(needs[place.column], min(wide, most))
        return needs

    def _measure(self, cell: Cell) -> _Measured:
        known = self._known.get(id(cell))  # a table outlives its builder, and so do its cells
        if known is None:
            known = self._known[id(cell)] = _measured(self._setter, cell.text, self._type(cell))
        return known

    def _type(self, cell: Cell) -> Type:
        size = cell.size_pt or self._table.size_pt
        return Type(cell.role or self._table.role, size, size)

    def _box(self, place: _Place, top: int) -> Box:
        x0, x1 = self._edges[place.column], self._edges[place.end]
        text = self._set(place.cell, place.column, x0, x1)
        return Box(x0, x1, top, place.down, place.cell.valign, text, place.cell.label)

    def _group(self, rows: Sequence[Row], boxes: Sequence[Box], room: float) -> Group:
        heights = [row.min_height_mm * MM for row in rows]
        rule = self._table.rule_mm * MM
        return Group(grown(heights, boxes, self._pad_y), tuple(boxes), self._pad_y, rule, room)

    def _set(self, cell: Cell, column: int, x0: float, x1: float) -> SetText:
        table, setter, overflow = self._table, self._setter, self._page.overflow
        measured = self._measure(cell)
        align = cell.align or (
            table.aligns[column] if column < len(table.aligns) else Align.JUSTIFY
        )
        room = max(x1 - x0 - 2 * self._pad_x, measured.kind.size)
        kind = _made_smaller(measured, room)
        if kind is not measured.kind:
            measured = _measured(setter, cell.text, kind)
        x = (x0 + x1 - room) / 2
        lines = _set_lines(setter, measured, align, (x, room), overflow)
        foot: Lines = ()
        if cell.foot:
            below = _measured(setter, cell.foot, kind)
            foot = _set_lines(setter, below, Align.RIGHT, (x, room), overflow)
        return SetText(lines, foot, table.leading * kind.size, kind.size)


class _Measured(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A cell's text measured, a strand for each paragraph; told apart by identity.

    Attributes:
        longest: width of the longest piece that should not be parted, pt.
    """

    strands: tuple[Strand, ...]
    longest: float
    kind: Type


@lru_cache(_REMEMBERED)
def _measured(setter: Setter, text: Text, kind: Type) -> _Measured:
    strands = tuple(setter.strand(paragraph, kind) for paragraph in _paragraphs(text))
    longest = 0.0
    for strand in strands:
        for piece in _UNPARTED.finditer(strand.held):
            longest = max(longest, strand.width(max(0, piece.start() - 1), piece.end()))
    return _Measured(strands, longest, kind)


@lru_cache(_REMEMBERED)
def _set_lines(
    setter: Setter,
    measured: _Measured,
    align: Align,
    place: tuple[float, float],
    overflow: Overflow,
) -> Lines:
    """Return a text set in the `place` (x, width) of its cell, line by line on y = 0."""
    x, room = place
    return tuple(
        tuple(setter.set_in(strand, line, x, room, align=align, loosest=_LOOSEST))
        for strand in measured.strands
        for line in break_lines(strand, room, room, overflow)
    )


def _made_smaller(measured: _Measured, room: float) -> Type:
    kind, longest = measured.kind, measured.longest
    if not room + _ROUNDING < longest <= room / _SMALLEST:
        return kind
    size = kind.size * room / longest * (1 - _ROUNDING)
    return Type(kind.role, size, size)


def _columns(table: Table, width: float, needs: Sequence[float]) -> list[float]:
    """Return the x of every column edge; no column is narrower than a character.

    What a column needs is given to it as far as all columns together do not need more than
    `width`.
    """
    char = table.size_pt + 2 * table.rule_mm * MM
    wanted = sum(max(0.0, need - char) for need in needs)
    given = min(1.0, max(0.0, width - char * len(needs)) / wanted) if wanted else 0.0
    least = [char + max(0.0, need - char) * given for need in needs]
    total = sum(table.shares)
    widths = [max(low, s / total * width) for low, s in zip(least, table.shares, strict=True)]
    over = sum(widths) - width
    spare = sum(widths) - sum(least)
    if over > 0 and spare > 0:
        widths = [
            wide - over * (wide - low) / spare for wide, low in zip(widths, least, strict=True)
        ]
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
