"""Room for more rows inside a form somebody else made, with everything below moved along.

openpyxl's own ``insert_rows`` moves cells and nothing else. Here what points at cells moves too:
merged cells, heights, formulas of every sheet, pull-down lists, coloured ranges, the print area,
names and pictures. A sum that ended at the last empty row goes on to the last new one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Any

from consultroom.frozen import Frozen

_CELL = re.compile(r"(\$?[A-Za-z]{1,3})(\$?)(\d+)")
_ROW = re.compile(r"(\$?)(\d+)")


class Insertion(Frozen):
    """Rows put into one worksheet.

    Attributes:
        sheet: its name.
        at: the first new row, counted from 1; the rows from here on move down.
        count: how many.
    """

    sheet: str
    at: int
    count: int

    def row(self, row: int) -> int:
        """Return where a row stands afterwards."""
        return row + self.count if row >= self.at else row

    def last(self, row: int) -> int:
        """Return where a range that ended at a row ends afterwards; it grows with its last row."""
        return row + self.count if row >= self.at - 1 else row

    def reference(self, text: str, *, here: bool) -> str:
        """Return a reference of a formula, ``C5``, ``$C$5:$C$9`` or ``'表 1'!C5``.

        Args:
            text: the reference; a name is returned as it is.
            here: whether the formula stands in the worksheet itself.
        """
        place, mark, cells = text.rpartition("!")
        named = place.strip("'").replace("''", "'")
        if not (named == self.sheet if mark else here):
            return text
        first, colon, end = cells.partition(":")
        if not colon:
            return f"{place}{mark}{_moved(first, self.row)}"
        return f"{place}{mark}{_moved(first, self.row)}:{_moved(end, self.last)}"

    def area(self, text: str) -> str:
        """Return ranges as pull-down lists and coloured ranges write them: ``A1:B5 D7``."""
        return " ".join(self.reference(part, here=True) for part in text.split())

    def formula(self, text: str, *, here: bool) -> str:
        """Return a formula with all its references moved."""
        from openpyxl.formula.tokenizer import Token, Tokenizer

        if not text.startswith("="):
            return text
        tokens = Tokenizer(text).items
        return "=" + "".join(
            self.reference(token.value, here=here)
            if token.type == Token.OPERAND and token.subtype == Token.RANGE
            else token.value
            for token in tokens
        )


def _moved(cell: str, where: Callable[[int], int]) -> str:
    """Return one end of a reference moved: ``C5``, or a whole row ``5``."""
    if found := _CELL.fullmatch(cell):
        column, fixed, row = found.groups()
        return f"{column}{fixed}{where(int(row))}"
    if found := _ROW.fullmatch(cell):
        return f"{found[1]}{where(int(found[2]))}"
    return cell


def insert_rows(book: Any, sheet: Any, insertion: Insertion, *, model: int) -> None:
    """Insert rows into a worksheet.

    Args:
        book: the openpyxl workbook.
        sheet: its worksheet.
        insertion: where and how many.
        model: the row whose look, height, merged cells and formulas the new ones get, above them.
    """
    sheet.insert_rows(insertion.at, insertion.count)
    _move_heights(sheet, insertion)
    _move_merged(sheet, insertion)
    for other in book.worksheets:
        _move_formulas(other, insertion, here=other is sheet)
    _move_ranges(book, sheet, insertion)
    _move_pictures(sheet, insertion)
    cells, merged = sheet[model], _merged_in(sheet, model)
    for row in range(insertion.at, insertion.at + insertion.count):
        _copy_row(sheet, cells, row, merged)


def _move_heights(sheet: Any, insertion: Insertion) -> None:
    dimensions = sheet.row_dimensions
    for row in sorted((row for row in dimensions if row >= insertion.at), reverse=True):
        moved = dimensions.pop(row)
        moved.index = insertion.row(row)
        dimensions[moved.index] = moved


def _move_merged(sheet: Any, insertion: Insertion) -> None:
    for merged in list(sheet.merged_cells.ranges):
        if merged.min_row >= insertion.at:
            merged.shift(row_shift=insertion.count)
        elif merged.max_row >= insertion.at:
            merged.expand(down=insertion.count)


def _move_formulas(sheet: Any, insertion: Insertion, *, here: bool) -> None:
    from openpyxl.worksheet.formula import ArrayFormula

    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f" and isinstance(cell.value, str):
                cell.value = insertion.formula(cell.value, here=here)
            elif isinstance(cell.value, ArrayFormula):
                cell.value.text = insertion.formula(cell.value.text, here=here)
                cell.value.ref = insertion.reference(cell.value.ref, here=here)


def _move_ranges(book: Any, sheet: Any, insertion: Insertion) -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList
    from openpyxl.worksheet.cell_range import MultiCellRange

    for rule in sheet.data_validations.dataValidation:
        rule.sqref = MultiCellRange(insertion.area(str(rule.sqref)))
    coloured = ConditionalFormattingList()
    for formats in sheet.conditional_formatting:
        for rule in formats.rules:
            coloured.add(insertion.area(str(formats.sqref)), rule)
    sheet.conditional_formatting = coloured
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = insertion.area(sheet.auto_filter.ref)
    if sheet.print_area:
        areas = [part.rpartition("!")[2] for part in _parts(sheet.print_area)]
        sheet.print_area = [insertion.reference(area, here=True) for area in areas]
    for names in (book.defined_names, sheet.defined_names):
        for name in names.values():
            if name.attr_text:
                name.attr_text = insertion.formula(f"={name.attr_text}", here=False)[1:]


def _parts(area: str | list[str]) -> list[str]:
    return area.split(",") if isinstance(area, str) else area


def _move_pictures(sheet: Any, insertion: Insertion) -> None:
    for picture in getattr(sheet, "_images", ()):
        for end in ("_from", "to"):
            place = getattr(picture.anchor, end, None)
            if place is not None:
                place.row = insertion.row(place.row + 1) - 1


def copy_row(sheet: Any, model: int, row: int) -> None:
    """Give a row the look, height, merged cells and formulas of another row."""
    _copy_row(sheet, sheet[model], row, _merged_in(sheet, model))


def _merged_in(sheet: Any, row: int) -> tuple[tuple[int, int], ...]:
    """Return first and last column of the cells merged within a row."""
    ranges = sheet.merged_cells.ranges
    return tuple((m.min_col, m.max_col) for m in ranges if m.min_row == m.max_row == row)


def _copy_row(
    sheet: Any, model: Sequence[Any], row: int, merged: Iterable[tuple[int, int]]
) -> None:
    from openpyxl.formula.translate import Translator

    for source in model:
        target = sheet.cell(row=row, column=source.column)
        target._style = copy(source._style)  # noqa: SLF001 - what openpyxl's own recipes do
        if source.data_type == "f" and isinstance(source.value, str):
            moved = Translator(source.value, origin=source.coordinate)
            target.value = moved.translate_formula(target.coordinate)
    sheet.row_dimensions[row].height = sheet.row_dimensions[model[0].row].height
    for first, last in merged:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
