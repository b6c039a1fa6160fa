"""A superior's own spreadsheet (上级报表) filled with a ledger of ours, its looks left as they are.

Empty rows, formulas and lines for signatures may stand below its headings. What a person typed
goes in as text, never as a formula. Where the headings are: `superior_forms`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from consultroom.documents.row_insertion import Insertion, copy_row, insert_rows
from consultroom.documents.superior_forms import SERIAL, Form, FormChanged, opened
from consultroom.documents.xlsx import is_dangerous, plain_text, still
from consultroom.domain.ledgers import Heading, Line, Value
from consultroom.domain.papers import ColumnLink


def fill(
    template: bytes,
    form: Form,
    links: Sequence[ColumnLink],
    headings: Sequence[Heading],
    lines: Sequence[Line],
    *,
    on: date,
) -> bytes:
    """Return the form filled; more lines than it has empty rows make room for themselves.

    Args:
        template: the bytes of the empty form.
        form: where its headings are.
        links: which field goes to which column.
        headings: of the ledger.
        lines: of the ledger.
        on: the day written into the file's properties.

    Raises:
        FormChanged: a column that is to be filled is worked out by the form, or a field is gone.
    """
    places = _places(links, headings)
    _refuse_reckoned(form, links)
    book = opened(template)
    sheet = book[form.sheet]
    _make_room(book, sheet, form, len(lines))
    merged = _merged_places(sheet)
    for serial, line in enumerate(lines, start=1):
        for column, place in places.items():
            cell = f"{column}{form.first_row + serial - 1}"
            value = serial if place is None else line.cells[place]
            _put(sheet[merged.get(cell, cell)], value)
    book.calculation.fullCalcOnLoad = True  # nobody worked the formulas out since
    target = io.BytesIO()
    book.save(target)
    return still(target.getvalue(), on)


def _places(links: Iterable[ColumnLink], headings: Sequence[Heading]) -> dict[str, int | None]:
    """Return column letter -> place among a line's cells; None is the line number."""
    codes: dict[str, int | None] = {one.code: at for at, one in enumerate(headings)}
    codes[SERIAL] = None
    gone = [link.field for link in links if link.field not in codes]
    if gone:
        raise FormChanged(f"台账里已经没有这些栏目：{'、'.join(gone)}。请重新对应这张报表。")
    return {link.column: codes[link.field] for link in links}


def _refuse_reckoned(form: Form, links: Iterable[ColumnLink]) -> None:
    for link in links:
        column = form.column(link.column)
        if column and column.reckoned:
            raise FormChanged(
                f"{link.column}列“{column.word}”由报表自己用公式计算，不能填。请去掉这一栏的对应。"
            )


def _make_room(book: Any, sheet: Any, form: Form, wanted: int) -> None:
    last, end, columns = form.first_row - 1, sheet.max_row, sheet.max_column
    while last < end and last - form.first_row + 1 < wanted and _is_empty(sheet, last + 1, columns):
        last += 1
    lacking = wanted - (last - form.first_row + 1)
    if lacking <= 0:
        return
    if last < form.first_row:  # no empty row at all: the first one looks like what is there
        if end > last:
            insert_rows(book, sheet, Insertion(sheet.title, last + 1, 1), model=last)
        else:
            copy_row(sheet, last, last + 1)
        _plain_looks(sheet, last + 1)
        last, lacking = last + 1, lacking - 1
    if lacking:
        insert_rows(book, sheet, Insertion(sheet.title, last + 1, lacking), model=last)


def _plain_looks(sheet: Any, row: int) -> None:
    """Take from a row copied of the headings what makes them headings: weight and colour."""
    from openpyxl.styles import Font, PatternFill

    for cell in sheet[row]:
        font = cell.font
        cell.font = Font(name=font.name, size=font.size)
        cell.fill = PatternFill()


def _is_empty(sheet: Any, row: int, columns: int) -> bool:
    """Tell whether a row waits to be filled: blank, numbered in advance, or reckoning itself."""
    return all(_waits(sheet.cell(row, column)) for column in range(1, columns + 1))


def _waits(cell: Any) -> bool:
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return True
    if cell.data_type == "f" and isinstance(value, str):
        rows = {int(row) for row in re.findall(r"[A-Za-z]{1,3}\$?(\d+)", value)}
        return rows <= {cell.row}
    return isinstance(value, int) and cell.column == 1  # 序号 printed in advance


def _merged_places(sheet: Any) -> dict[str, str]:
    """Return merged cells -> the cell each begins with, where alone it can be written."""
    from openpyxl.utils import get_column_letter

    return {
        f"{get_column_letter(column)}{row}": merged.start_cell.coordinate
        for merged in sheet.merged_cells.ranges
        for row, column in merged.cells
    }


def _put(cell: Any, value: Value) -> None:
    if isinstance(value, date) and cell.number_format == "@":
        value = value.isoformat()
    if isinstance(value, str):
        value = plain_text(value)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # and never a formula
        cell.quotePrefix = is_dangerous(value)
