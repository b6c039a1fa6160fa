"""Reading a table that another office made: xlsx, or csv in whatever encoding it has."""

from __future__ import annotations

import codecs
import csv
import io
import warnings
from collections.abc import Callable
from pathlib import Path

from consultroom.errors import UserError
from consultroom.frozen import Frozen

MOST_BYTES = 50 * 1024 * 1024  # a roster is far below this; anything above is the wrong file
_LOOK_AT = 2000  # characters in which the delimiter shows


class UnreadableFile(UserError):
    """The file is not there, or its characters cannot be told."""


class UnreadableTable(UnreadableFile):
    """The file is no table this program can read."""


class Sheet(Frozen):
    """A table as text.

    Attributes:
        head: the headings.
        rows: the rows below, each as long as it was typed.
        first_row: the number people see beside the first row below the head.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first_row: int


def read_table(file: Path, *, heading: Callable[[str], bool] = bool) -> Sheet:
    """Read the first sheet of a table.

    Args:
        file: ``.xlsx``, ``.csv`` or ``.txt``.
        heading: tells a cell that only a heading row has; a title may stand above that row.

    Raises:
        UnreadableTable: missing, too large, of another kind, damaged or empty.
    """
    if not file.is_file():
        raise UnreadableTable(f"找不到文件“{file.name}”，请核对位置。")
    if file.stat().st_size > MOST_BYTES:
        raise UnreadableTable(f"“{file.name}”太大，不像是名册。")
    kind = file.suffix.lower()
    if kind == ".xlsx":
        return _sheet(_xlsx_rows(file), file, heading)
    if kind in (".csv", ".txt"):
        return _sheet(_csv_rows(file), file, heading)
    raise UnreadableTable(f"只能读 xlsx 和 csv 表格，“{file.name}”请先另存为其中一种。")


def _sheet(rows: list[tuple[str, ...]], file: Path, heading: Callable[[str], bool]) -> Sheet:
    if not any(any(row) for row in rows):
        raise UnreadableTable(f"“{file.name}”里没有内容。")
    tests: tuple[Callable[[tuple[str, ...]], bool], ...] = (
        lambda row: any(map(heading, filter(None, row))),
        lambda row: sum(map(bool, row)) > 1,
        any,
    )
    head = next(place for test in tests for place, row in enumerate(rows) if test(row))
    return Sheet(rows[head], tuple(rows[head + 1 :]), head + 2)


def _xlsx_rows(file: Path) -> list[tuple[str, ...]]:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings(), file.open("rb") as stream:
            warnings.simplefilter("ignore")  # of openpyxl, about styles it does not keep
            book = load_workbook(stream, read_only=True, data_only=True)
            return [tuple(_text(cell) for cell in row) for row in book.worksheets[0].values]
    except Exception as error:  # a damaged file fails in any of a dozen ways inside openpyxl
        raise UnreadableTable(
            f"“{file.name}”打不开，可能已损坏，请用 WPS 另存一份再试。"
        ) from error


def _text(cell: object) -> str:
    """Return a cell as a person reads it: a whole number without its ``.0``."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _csv_rows(file: Path) -> list[tuple[str, ...]]:
    text = read_text(file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return [tuple(cell.strip() for cell in row) for row in reader]
    except csv.Error as error:
        raise UnreadableTable(f"“{file.name}”不像是 csv 表格，请用 WPS 另存一份再试。") from error


def read_text(file: Path) -> str:
    """Return a text file's characters, whether it is UTF-8, GBK, or a spreadsheet's UTF-16.

    Raises:
        UnreadableFile: it cannot be read, or is in neither.
    """
    try:
        raw = file.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"读不到文件“{file.name}”，请核对位置。") from error
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(f"“{file.name}”的文字编码认不出来，请另存为 UTF-8 或 GBK 再试。")


def _delimiter(text: str) -> str:
    first = text[:_LOOK_AT]
    return max(",;\t", key=first.count)
