"""A table as xlsx: its head frozen and repeated, text that stays text, real dates, lying A4.

Nothing a person typed is ever a formula: every text is written as text, and one that a
spreadsheet might take for more (``=``, ``+``, ``-``, ``@`` in front) carries the quote mark
(quotePrefix) that keeps it so when somebody edits the cell. The same table gives the same bytes.
"""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from consultroom.domain.ledgers import CellKind, Heading, Value

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NOTHING = "本期没有登记"
MOST_LETTERS = 32_767  # of one cell, the format's own limit
_CUT = "……（表格放不下，全文见资料夹）"
_DANGEROUS = ("=", "+", "-", "@", "\t", "\n")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]']")
_LONGEST_NAME = 31  # characters of a worksheet's name
_WIDTH = 122.0  # of all columns, in digits of the normal font
_FITS = 106.0  # digits of the widest font a program may take instead, on lying A4
_NORMAL = ("宋体", 11)  # name and pt; widths of columns count its digits
_SERIAL_WIDTH = 4.6  # digits
_LEAST = {CellKind.DATE: 10.6, CellKind.NUMBER: 4.8, CellKind.TEXT: 6.0}  # digits
_HIDDEN_SHARE = 1.2  # of a column that is not printed on paper
_LINE_PT = 13.8  # of 10.5 pt type, as spreadsheets space it
_LOWEST_PT = 20.0
_TALLEST_PT = 409.0  # the format's own limit
_STAMP = (1980, 1, 1, 0, 0, 0)  # the first day a zip can name
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def workbook(
    title: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[Value]],
    *,
    totals: Sequence[Value] = (),
    facts: Sequence[str] = (),
    notes: Sequence[str] = (),
    sheet: str = "",
    on: date,
) -> bytes:
    """Return a workbook of one worksheet.

    Args:
        title: the first row.
        headings: of the columns; a line number (序号) is put before them.
        rows: the cells of each line, as many as there are headings.
        totals: the last line, 合计; empty for none.
        facts: what stands in the row between title and head.
        notes: rows below the table.
        sheet: name of the worksheet; the title when empty.
        on: the day written into the file's properties.
    """
    return still(_Writer(title, headings, facts, sheet, on).book(rows, totals, notes), on)


def plain_text(value: str) -> str:
    """Return a text as a cell can hold it: no control characters, not too long."""
    clean = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    if len(clean) > MOST_LETTERS:
        return clean[: MOST_LETTERS - len(_CUT)] + _CUT
    return clean


def is_dangerous(text: str) -> bool:
    """Tell whether a spreadsheet might take a text for a formula when it is edited or pasted."""
    return text.startswith(_DANGEROUS)


class _Writer:
    """Writes one workbook row by row, so that ten thousand rows take little room."""

    def __init__(
        self, title: str, headings: Sequence[Heading], facts: Sequence[str], sheet: str, on: date
    ) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Font
        from openpyxl.utils.indexed_list import IndexedList

        self._title, self._headings, self._facts = title, headings, facts
        self._book: Any = Workbook(write_only=True)
        self._book.properties.title = title
        self._book.properties.creator = "协商议事室"
        self._book.properties.created = datetime.combine(on, datetime.min.time())
        normal = Font(name=_NORMAL[0], size=_NORMAL[1])
        self._book._fonts = IndexedList([normal])  # noqa: SLF001 - there is no other way
        self._sheet: WriteOnlyWorksheet = self._book.create_sheet(_name(sheet or title))
        self._looks = _Looks()
        self._styles: dict[tuple[int, bool], Any] = {}
        self._head_row = 3 if facts else 2
        self._widths = (_SERIAL_WIDTH, *_widths(headings))
        self._row = 0

    def book(
        self, rows: Iterable[Sequence[Value]], totals: Sequence[Value], notes: Sequence[str]
    ) -> bytes:
        """Return the bytes of the finished file."""
        self._set_up()
        self._begin()
        written = 0
        for written, row in enumerate(rows, start=1):
            self._append(self._line(written, row), self._height((written, *row)))
        if not written:
            self._append([self._cell(NOTHING, self._looks.note)], _LOWEST_PT)
        if totals:
            self._append(self._line("合计", totals), _LOWEST_PT)
        for note in notes:
            self._append([self._cell(note, self._looks.note)], _LOWEST_PT)
        target = io.BytesIO()
        self._book.save(target)
        return target.getvalue()

    def _set_up(self) -> None:
        """Set what must stand before the first row: widths, the frozen head, printing."""
        from openpyxl.utils import get_column_letter

        sheet: Any = self._sheet
        for place, width in enumerate(self._widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.freeze_panes = f"A{self._head_row + 1}"
        sheet.print_title_rows = f"{self._head_row}:{self._head_row}"
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9  # A4
        # A scale and not “fit to width”: with a repeated head LibreOffice 7.4 then drops last rows.
        sheet.page_setup.scale = min(100, int(100 * _FITS / sum(self._widths)))
        sheet.print_options.horizontalCentered = True
        margins = sheet.page_margins
        margins.left = margins.right = 0.6  # inches
        margins.top, margins.bottom = 0.8, 0.7
        sheet.oddFooter.center.text = "第&P页　共&N页"

    def _begin(self) -> None:
        """Write title, facts and head."""
        title = [self._cell(self._title, self._looks.title)]
        title += [self._cell(None, self._looks.title) for _ in self._headings]
        self._append(title, 32.0)
        if self._facts:
            self._append([self._cell("　　".join(self._facts), self._looks.note)], _LOWEST_PT)
        words = ("序号", *(heading.word for heading in self._headings))
        self._append([self._cell(word, self._looks.head) for word in words], self._height(words))

    def _append(self, cells: Iterable[Any], height: float) -> None:
        self._row += 1
        sheet: Any = self._sheet
        sheet.row_dimensions[self._row].height = height  # not every program finds it by itself
        sheet.append(cells)

    def _height(self, row: Sequence[Value]) -> float:
        """Return how tall a row must be for its text, pt."""
        lines = [_lines(v, width) for v, width in zip(row, self._widths, strict=True)]
        return max(_LOWEST_PT, min(_TALLEST_PT, max(lines) * _LINE_PT + 4))

    def _line(self, serial: int | str, row: Sequence[Value]) -> Iterator[Any]:
        yield self._cell(serial, self._looks.centred)
        for heading, value in zip(self._headings, row, strict=True):
            yield self._cell(value, self._looks.of(heading, value))

    def _cell(self, value: Value, look: dict[str, Any]) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if isinstance(value, str):
            value = plain_text(value)
        cell: Any = WriteOnlyCell(self._sheet, value=value)
        quoted = False
        if isinstance(value, str):
            cell.data_type = "s"  # and never a formula
            quoted = is_dangerous(value)
        cell._style = self._style(look, quoted=quoted)  # noqa: SLF001 - see `_style`
        return cell

    def _style(self, look: dict[str, Any], *, quoted: bool) -> Any:
        """Return how a cell looks as openpyxl keeps it; made once, it costs more than a cell."""
        from openpyxl.cell import WriteOnlyCell

        key = (id(look), quoted)
        if key not in self._styles:
            model: Any = WriteOnlyCell(self._sheet)
            for name, part in look.items():
                setattr(model, name, part)
            model.quotePrefix = quoted
            self._styles[key] = model._style  # noqa: SLF001
        return self._styles[key]


class _Looks:
    """How cells look: what is set on each of a kind."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, Side

        thin = Side(style="thin")
        box = Border(left=thin, right=thin, top=thin, bottom=thin)
        body = Font(name="宋体", size=10.5)
        middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
        left = Alignment(horizontal="left", vertical="center", wrap_text=True)
        self.title = {
            "font": Font(name="宋体", size=18, bold=True),
            "alignment": Alignment(horizontal="centerContinuous", vertical="center"),
        }
        self.note = {"font": Font(name="宋体", size=10), "alignment": Alignment(vertical="center")}
        self.head = {"font": Font(name="黑体", size=10.5), "alignment": middle, "border": box}
        self.plain = {"font": body, "alignment": left, "border": box}
        self.centred = {"font": body, "alignment": middle, "border": box}
        self.day = {**self.centred, "number_format": "yyyy-mm-dd"}

    def of(self, heading: Heading, value: Value) -> dict[str, Any]:
        """Return the look of a cell."""
        if isinstance(value, date):
            return self.day
        return self.centred if heading.is_centred else self.plain


def _widths(headings: Sequence[Heading]) -> list[float]:
    """Return the widths of columns, digits; they share a page's width."""
    shares = [heading.share or _HIDDEN_SHARE for heading in headings]
    unit = (_WIDTH - _SERIAL_WIDTH) / max(1.0, sum(shares))
    return [
        round(max(_LEAST[heading.kind], share * unit), 1)
        for heading, share in zip(headings, shares, strict=True)
    ]


def _lines(value: Value, width: float) -> int:
    """Return how many lines a cell takes in a column of so many digits."""
    if not isinstance(value, str):
        return 1
    room = max(1.0, width - 1)
    return sum(
        max(1, math.ceil(sum(1 if ch.isascii() else 2 for ch in line) / room))
        for line in value.split("\n")
    )


def _name(sheet: str) -> str:
    return _NOT_IN_NAMES.sub("", sheet)[:_LONGEST_NAME] or "Sheet1"


def still(book: bytes, on: date) -> bytes:
    """Return the same workbook without the moment it was made at: the same table, the same bytes.

    Args:
        book: the bytes of an xlsx file.
        on: the day it says it was written on.
    """
    stamp = f"{on.isoformat()}T00:00:00Z".encode()
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as made,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as still,
    ):
        for name in sorted(made.namelist(), key=_order):
            content = made.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            entry = zipfile.ZipInfo(name, _STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            still.writestr(entry, content)
    return target.getvalue()


def _order(name: str) -> tuple[bool, str]:
    return (name != "[Content_Types].xml", name)
