"""Ruled tables as WordprocessingML: the same widths, spans and heights as on the PDF. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from consultroom.documents.blocks import Align, Cell, Row, Run, Table, Text, VAlign, plain
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import MM, PageProfile
from consultroom.documents.setting import Setter
from consultroom.documents.tables import column_edges
from consultroom.documents.templates.styles import BLANK, CELL, CELL_LEADING, CELL_PT, FACES
from consultroom.documents.templates.wordml import Bit, Names, Para, twips
from consultroom.frozen import Frozen

_STANDING = {VAlign.TOP: "top", VAlign.MIDDLE: "center", VAlign.BOTTOM: "bottom"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


class _Place(Frozen):
    """Where a cell stands: its first column, how many it spans, and how far down it reaches."""

    cell: Cell
    column: int
    span: int
    down: int


class Grid(Frozen):
    """A table ready to be written."""

    table: Table
    page: PageProfile
    setter: Setter
    break_before: bool = False

    @property
    def text(self) -> str:
        """Its characters: cells parted by tabs, rows by line feeds."""
        return "\n".join("\t".join(row) for row in self.cells)

    @property
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The text of each cell, row by row."""
        return tuple(
            tuple(plain(cell.text) + cell.foot for cell in row.cells) for row in self.table.rows
        )

    def xml(self, ids: Names) -> str:
        """Return the table, with an empty paragraph before it where a page begins."""
        widths = self._widths()
        rows = "".join(self._row(at, places, widths, ids) for at, places in self._places())
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        table = f"<w:tbl>{self._look(sum(widths))}<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        return (self._turner().xml(ids) if self.break_before else "") + table

    def _turner(self) -> Para:
        return Para(style=BLANK, line=twips(1), break_before=True)

    def _widths(self) -> list[int]:
        """Return column widths in twips: as `tables` has them on the PDF."""
        edges = [twips(edge) for edge in column_edges(self.table, self.page, self.setter)]
        return [right - left for left, right in pairwise(edges)]

    def _look(self, width: int) -> str:
        weight = max(2, round(self.table.rule_mm * MM * 8))
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="000000"/>'
            for side in _SIDES
        )
        across, above = self._padding()
        margins = "".join(
            f'<w:{side} w:w="{size}" w:type="dxa"/>'
            for side, size in (
                ("top", above),
                ("left", across),
                ("bottom", above),
                ("right", across),
            )
        )
        return (
            f'<w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>'
            f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
            f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        )

    def _padding(self) -> tuple[int, int]:
        """Return the blank from a rule to the text, twips: sideways, above and below.

        A line of the table has half its leading above and below; on the PDF only between lines.
        """
        table = self.table
        across, above = (side * MM for side in table.padding_mm)
        leading = (table.leading - 1) * table.size_pt / 2
        return twips(across), max(0, twips(above - leading))

    def _places(self) -> Iterator[tuple[int, list[_Place | int]]]:
        """Yield each row's cells in order; an int is a place covered from above (its span)."""
        covered: dict[int, tuple[int, int]] = {}  # column -> (rows left, span)
        columns = len(self.table.shares)
        for at, row in enumerate(self.table.rows):
            places: list[_Place | int] = []
            cells = iter(row.cells)
            column = 0
            while column < columns:
                if column in covered:
                    left, span = covered.pop(column)
                    places.append(span)
                    if left > 1:
                        covered[column] = (left - 1, span)
                    column += span
                    continue
                cell = next(cells, None)
                if cell is None:
                    break
                span = min(cell.span, columns - column)
                down = min(cell.down, len(self.table.rows) - at)
                places.append(_Place(cell, column, span, down))
                if down > 1:
                    covered[column] = (down - 1, span)
                column += span
            yield at, places

    def _row(self, at: int, places: list[_Place | int], widths: list[int], ids: Names) -> str:
        row = self.table.rows[at]
        look = "<w:cantSplit/>" if self._fits_a_page(row) else ""
        if row.min_height_mm:
            look += f'<w:trHeight w:val="{twips(row.min_height_mm * MM)}" w:hRule="atLeast"/>'
        look += "<w:tblHeader/>" if at < self.table.header_rows else ""
        cells, column = "", 0
        for place in places:
            span = place if isinstance(place, int) else place.span
            width = sum(widths[column : column + span])
            cells += self._cell(place, span, width, ids)
            column += span
        return f"<w:tr>{f'<w:trPr>{look}</w:trPr>' if look else ''}{cells}</w:tr>"

    def _fits_a_page(self, row: Row) -> bool:
        """Tell whether a row is surely lower than a page: only such a one may not be cut."""
        table = self.table
        chars = max(1.0, self.page.width / table.size_pt / len(table.shares) / 2)
        longest = max((len(plain(cell.text)) for cell in row.cells), default=0)
        return longest / chars * table.leading * table.size_pt < self.page.height / 2

    def _cell(self, place: _Place | int, span: int, width: int, ids: Names) -> str:
        look = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        if isinstance(place, int):
            return f"<w:tc><w:tcPr>{look}<w:vMerge/></w:tcPr>{Para(style=CELL).xml(ids)}</w:tc>"
        look += '<w:vMerge w:val="restart"/>' if place.down > 1 else ""
        look += f'<w:vAlign w:val="{_STANDING[place.cell.valign]}"/>'
        inside = "".join(para.xml(ids) for para in self._paragraphs(place))
        return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"

    def _paragraphs(self, place: _Place) -> Iterator[Para]:
        cell, table = place.cell, self.table
        size = cell.size_pt or table.size_pt
        align = cell.align or (
            table.aligns[place.column] if place.column < len(table.aligns) else Align.JUSTIFY
        )
        role = cell.role or table.role
        shown = None if size == CELL_PT else size
        line = None if (size, table.leading) == (CELL_PT, CELL_LEADING) else table.leading * size
        height = None if line is None else twips(line)
        for text in lines_in(cell.text):
            bits = bits_of(text, role, base=self.page.body_role, size_pt=shown)
            yield Para(style=CELL, bits=bits, align=align, line=height)
        if cell.foot:
            bits = bits_of(cell.foot, role, base=self.page.body_role, size_pt=shown)
            yield Para(style=CELL, bits=bits, align=Align.RIGHT, line=height)


def lines_in(text: Text) -> list[tuple[Run, ...]]:
    """Return the paragraphs of a cell's text, at least one."""
    runs = (Run(text),) if isinstance(text, str) else text
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        parts[-1].append(Run(first, run.role))
        parts += [[Run(other, run.role)] for other in others]
    return [tuple(run for run in part if run.text) for part in parts]


def bits_of(
    text: Text, role: Role | None, *, base: Role, size_pt: float | None = None
) -> tuple[Bit, ...]:
    """Return `text` as bits; a run in another face than `base` gets that face's style."""
    runs = (Run(text),) if isinstance(text, str) else text
    faces = [(run.text, run.role or role or base) for run in runs if run.text]
    return tuple(Bit(words, "" if face is base else FACES[face], size_pt) for words, face in faces)
