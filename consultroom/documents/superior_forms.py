"""A superior's own spreadsheet (上级报表): its headings, and which field fits which column.

Headings may take several rows with merged cells. What they mean is guessed from their words; a
person settles the rest.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from consultroom.domain.ledgers import Heading
from consultroom.domain.papers import ColumnLink
from consultroom.errors import UserError
from consultroom.frozen import Frozen

SERIAL = "serial"  # the field that is the line number
_SERIAL_WORDS = ("序号", "序", "编次", "No", "No.", "NO.")
_MOST_BYTES = 20 * 1024 * 1024  # of the file; a form is far below
_MOST_UNPACKED = 200 * 1024 * 1024  # bytes
_HEAD_WITHIN = 30  # rows in which the headings are looked for
_LEAST_HEADINGS = 2
_ALIKE = 0.75  # of SequenceMatcher: headings of one meaning
_HINT = 0.4  # of SequenceMatcher: a field worth offering before the others
_NOISE = re.compile(r"[\s:：*＊、/]|（[^）]*）|\([^)]*\)")


class NoSuchForm(UserError):
    """The file is no form this program can fill."""


class UnknownHeadings(NoSuchForm):
    """No headings are known; a person can still say where they are."""


class FormChanged(UserError):
    """The headings are no longer those that were learned."""


class FormColumn(Frozen):
    """One column of a form.

    Attributes:
        letter: ``C``.
        words: its headings from above: ``("参加人数", "委员")``.
        reckoned: whether the form itself works it out by a formula.
    """

    letter: str
    words: tuple[str, ...]
    reckoned: bool = False

    @property
    def word(self) -> str:
        """Its headings as a person says them: ``参加人数·委员``."""
        return "·".join(self.words)


class Form(Frozen):
    """Where a form's headings are.

    Attributes:
        sheet: name of the worksheet.
        first_row: the row the first line goes to, from 1.
    """

    sheet: str
    first_row: int
    columns: tuple[FormColumn, ...]

    def column(self, letter: str) -> FormColumn | None:
        """Return the column with this letter, or None."""
        return next((one for one in self.columns if one.letter == letter), None)


# -- reading ------------------------------------------------------------------------------------


def read_form(
    template: bytes, headings: Sequence[Heading], *, sheet: str = "", row: int = 0
) -> Form:
    """Find the headings of a form, by how many of them are known.

    Args:
        template: the bytes of an xlsx file.
        headings: of the ledger that is to fill it.
        sheet: the worksheet; empty takes the one with most known headings.
        row: the last row of the headings where a person said so, from 1.

    Raises:
        NoSuchForm: it is no xlsx, has no such worksheet, or nothing stands in the row.
        UnknownHeadings: nobody said where they are, and none is known.
    """
    wanted = _sheets(opened(template), sheet)
    if row:
        return _form_above(wanted[0], row)
    known, found = max(
        (_best_row(one, headings) for one in wanted), key=lambda scored: scored[0][0]
    )
    if known[0] < _LEAST_HEADINGS:
        raise UnknownHeadings("在这张报表里认不出表头，请核对选的台账和工作表，或者换一张报表。")
    return _form(found, known[1])


def rows_of(template: bytes, *, sheet: str = "") -> tuple[tuple[int, str], ...]:
    """Return the rows the headings may be in, from 1, with the words that stand in each.

    Raises:
        NoSuchForm: it is no xlsx, or has no such worksheet.
    """
    found = _sheets(opened(template), sheet)[0]
    words = ((row, _words_in(found, row)) for row in range(1, _last_row(found) + 1))
    return tuple((row, "、".join(said)) for row, said in words if len(said) >= _LEAST_HEADINGS)


def wordiest_row(template: bytes, *, sheet: str = "") -> tuple[str, int]:
    """Return the worksheet and row with the most words in them: the likeliest unknown headings.

    Raises:
        NoSuchForm: it is no xlsx, has no such worksheet, or no row has words enough.
    """
    rows = [
        (len(_words_in(one, row)), -place, -row, one.title)
        for place, one in enumerate(_sheets(opened(template), sheet))
        for row in range(1, _last_row(one) + 1)
    ]
    many, _, row, title = max(rows, default=(0, 0, 0, ""))
    if many < _LEAST_HEADINGS:
        raise NoSuchForm("这张表里没有一行像表头，认不出表头。请核对工作表，或者换一张报表。")
    return title, -row


def _sheets(book: Any, sheet: str) -> list[Any]:
    wanted = [one for one in book.worksheets if sheet in ("", one.title)]
    if not wanted:
        listed = "、".join(one.title for one in book.worksheets)
        raise NoSuchForm(f"报表里没有工作表“{sheet}”。现有：{listed}。")
    return wanted


def _last_row(sheet: Any) -> int:
    return min(int(sheet.max_row), _HEAD_WITHIN)


def _words_in(sheet: Any, row: int) -> list[str]:
    """Return the words of a row, each cell's without blanks; numbers are no headings."""
    said = ("".join(cell.value.split()) for cell in sheet[row] if isinstance(cell.value, str))
    return [word for word in said if word]


def _form_above(sheet: Any, bottom: int) -> Form:
    """Return the form whose headings end with a row that a person chose."""
    if bottom > _HEAD_WITHIN or not _words_in(sheet, bottom):
        raise NoSuchForm(f"第{bottom}行没有文字，不能当表头。请选表头所在的那一行。")
    top, bottom = _head_rows(sheet, bottom)
    many = len(_words_in(sheet, bottom))
    tall = [one.min_row for one in sheet.merged_cells.ranges if one.max_row == bottom]
    shared = [
        one.min_row
        for one in sheet.merged_cells.ranges
        if one.max_row == bottom - 1 and 1 < one.max_col - one.min_col + 1 < many
    ]
    return _columns_between(sheet, min([top, *tall, *shared]), bottom)


def _best_row(sheet: Any, headings: Sequence[Heading]) -> tuple[tuple[int, int], Any]:
    """Return ((known headings, row), sheet) of the row that knows most; later rows win ties."""
    best = (0, 0)
    for row in range(1, _last_row(sheet) + 1):
        words = [_clean(cell.value) for cell in sheet[row] if isinstance(cell.value, str)]
        known = sum(bool(word) and _is_known(word, headings) for word in words)
        best = max(best, (known, row))
    return best, sheet


def _is_known(word: str, headings: Sequence[Heading]) -> bool:
    return word in _SERIAL_WORDS or any(_likeness((word,), one) >= _ALIKE for one in headings)


def _form(sheet: Any, row: int) -> Form:
    return _columns_between(sheet, *_head_rows(sheet, row))


def _columns_between(sheet: Any, top: int, bottom: int) -> Form:
    from openpyxl.utils import get_column_letter

    columns = []
    for place in range(1, sheet.max_column + 1):
        path = [_heading_at(sheet, at, place) for at in range(top, bottom + 1)]
        words = tuple(dict.fromkeys(filter(None, path)))
        below = sheet.cell(row=bottom + 1, column=place)
        if words:
            columns.append(FormColumn(get_column_letter(place), words, below.data_type == "f"))
    return Form(sheet.title, bottom + 1, tuple(columns))


def _head_rows(sheet: Any, row: int) -> tuple[int, int]:
    """Return the first and last row of the headings of which `row` is one."""
    touching = [one for one in sheet.merged_cells.ranges if one.min_row <= row <= one.max_row]
    tall = [one for one in touching if one.max_row > one.min_row]
    top = min((one.min_row for one in tall), default=row)
    bottom = max((one.max_row for one in tall), default=row)
    wide = [one for one in touching if one.max_col > one.min_col and one.max_row == row]
    if bottom == row and any(_has_words(sheet, row + 1, one) for one in wide):
        bottom = row + 1
    return top, bottom


def _has_words(sheet: Any, row: int, merged: Any) -> bool:
    cells = (sheet.cell(row, column) for column in range(merged.min_col, merged.max_col + 1))
    return all(isinstance(cell.value, str) and _clean(cell.value) for cell in cells)


def _heading_at(sheet: Any, row: int, column: int) -> str:
    """Return what a reader sees in a cell; a merged one shows what its first cell holds."""
    cell = sheet.cell(row=row, column=column)
    for merged in sheet.merged_cells.ranges:
        if cell.coordinate in merged:
            cell = sheet.cell(row=merged.min_row, column=merged.min_col)
    return "".join(str(cell.value).split()) if cell.value is not None else ""


def _clean(value: object) -> str:
    return _NOISE.sub("", str(value))


# -- suggesting ---------------------------------------------------------------------------------


def suggest(form: Form, headings: Sequence[Heading]) -> tuple[ColumnLink, ...]:
    """Return which field fits which column; each at most once, the likeliest first.

    A column the form works out by itself is left to it.
    """
    offers = sorted(_offers(form, headings), key=lambda offer: (-offer[0], offer[1], offer[2]))
    fields: dict[str, str] = {}
    letters: set[str] = set()
    for _, place, field in offers:
        letter = form.columns[place].letter
        if field not in fields and letter not in letters:
            fields[field] = letter
            letters.add(letter)
    order = {column.letter: place for place, column in enumerate(form.columns)}
    links = (ColumnLink(field=field, column=letter) for field, letter in fields.items())
    return tuple(sorted(links, key=lambda link: order[link.column]))


def likely(column: FormColumn, headings: Sequence[Heading]) -> tuple[str, ...]:
    """Return the fields, the one a column's headings say best first; as in the ledger beyond."""
    said = {one.code: _likeness(column.words, one) for one in headings}
    said[SERIAL] = float(_clean(column.words[-1]) in _SERIAL_WORDS)
    return tuple(sorted(said, key=lambda code: -said[code] if said[code] > _HINT else 0.0))


def sheets_of(template: bytes) -> tuple[str, ...]:
    """Return the names of a form's worksheets.

    Raises:
        NoSuchForm: it is no xlsx.
    """
    return tuple(sheet.title for sheet in opened(template).worksheets)


def _offers(form: Form, headings: Sequence[Heading]) -> Iterator[tuple[float, int, str]]:
    for place, column in enumerate(form.columns):
        if column.reckoned:
            continue
        if _clean(column.words[-1]) in _SERIAL_WORDS:
            yield 1.0, place, SERIAL
        for heading in headings:
            likeness = _likeness(column.words, heading)
            if likeness >= _ALIKE:
                yield likeness, place, heading.code


def _likeness(words: Sequence[str], heading: Heading) -> float:
    """Return how well a column's headings say what a field is, 0 to 1."""
    said = [_clean(words[-1]), _clean("".join(words))]
    ours = [(_clean(heading.word), 1.0), *((_clean(word), 0.95) for word in heading.also)]
    return max(_alike(one, other) * weight for one in said for other, weight in ours)


@lru_cache(maxsize=4096)
def _alike(one: str, other: str) -> float:
    if not set(one) & set(other):
        return 0.0
    if one == other:
        return 1.0
    if min(len(one), len(other)) > 1 and (one.endswith(other) or other.endswith(one)):
        return 0.85
    return min(0.8, SequenceMatcher(None, one, other, autojunk=False).ratio())


def changes(learned: Form, new: Form, links: Iterable[ColumnLink]) -> tuple[str, ...]:
    """Return what is different in a new copy of a form, a sentence each; only what matters.

    Args:
        learned: the form as it was learned.
        new: the form as it came this time.
        links: the columns that are filled.
    """
    found = []
    if learned.sheet != new.sheet:
        found.append(f"工作表原来叫“{learned.sheet}”，现在是“{new.sheet}”。")
    if learned.first_row != new.first_row:
        found.append(f"填报原来从第{learned.first_row}行起，现在从第{new.first_row}行起。")
    for link in links:
        was, now = learned.column(link.column), new.column(link.column)
        before, after = (one.word if one else "（空）" for one in (was, now))
        if before != after:
            found.append(f"{link.column}列原来是“{before}”，现在是“{after}”。")
    return tuple(found)


# -- opening ------------------------------------------------------------------------------------


def opened(template: bytes) -> Any:
    """Return a form as an openpyxl workbook.

    Raises:
        NoSuchForm: it is no xlsx, is damaged, or unpacks to more than a form ever would.
    """
    from openpyxl import load_workbook

    _refuse_strange(template)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of openpyxl, about parts it does not keep: `losses`
            return load_workbook(io.BytesIO(template))
    except Exception as error:  # a damaged file fails in any of a dozen ways inside openpyxl
        raise NoSuchForm("这张报表打不开，可能已损坏或有密码，请用 WPS 另存一份再试。") from error


def _refuse_strange(template: bytes) -> None:
    if not template.startswith(b"PK"):
        raise NoSuchForm("只能用 xlsx 报表。xls、et 等格式请先用 WPS 另存为 xlsx。")
    if len(template) > _MOST_BYTES:
        raise NoSuchForm("这张报表太大，不像是空表。请删去里面的数据和图片再试。")
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile as error:
        raise NoSuchForm("这张报表打不开，可能已损坏，请用 WPS 另存一份再试。") from error
    if unpacked > _MOST_UNPACKED:
        raise NoSuchForm("这张报表展开后太大，不像是空表，没有打开。")


_LOST = {
    "xl/charts/": "图表",
    "xl/vbaProject.bin": "宏",
    "xl/ctrlProps/": "按钮等控件",
    "xl/pivotTables/": "数据透视表",
    "xl/diagrams/": "示意图",
}


def losses(template: bytes) -> tuple[str, ...]:
    """Return sentences about what a filled copy will lack, because openpyxl does not keep it.

    Raises:
        NoSuchForm: it is no xlsx.
    """
    _refuse_strange(template)
    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        names = parts.namelist()
        shapes = any(
            b"<xdr:sp" in parts.read(name)
            for name in names
            if name.startswith("xl/drawings/") and name.endswith(".xml")
        )
    lost = [word for begin, word in _LOST.items() if any(n.startswith(begin) for n in names)]
    lost += ["文本框等图形"] if shapes else []
    if not lost:
        return ()
    return (f"报表里的{'、'.join(lost)}填报后不会保留，请填好后核对，或复制到原表。",)
