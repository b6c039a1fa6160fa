"""Spreadsheets: what was put in comes out again, as text, and another program agrees."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from consultroom.documents import xlsx
from consultroom.domain.ledgers import Value
from tests.documents.spreadsheets import (
    DANGEROUS,
    HEADINGS,
    ON,
    converted,
    csv_rows,
    needs_libreoffice,
    some_lines,
)
from tests.strategies import chinese_text

HEAD = ["序号", "编号", "日期", "事项", "主办单位", "人次"]


def _book(rows: list[tuple[Value, ...]], **told: Any) -> bytes:
    return xlsx.workbook("梧桐街道台账", HEADINGS, rows, on=ON, **told)


def _sheet(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def _lines(count: int) -> list[tuple[Value, ...]]:
    return [line.cells for line in some_lines(count)]


def _values(sheet: Any, first: int = 1) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_a_table_reads_back_as_it_was_put_in():
    facts, notes = ("填报单位：梧桐街道",), ("统计口径：一事一件。",)
    rows = _values(_sheet(_book(_lines(2), facts=facts, notes=notes, totals=[None] * 4 + [3])))
    assert rows[0][0] == "梧桐街道台账"
    assert rows[1][0] == "填报单位：梧桐街道"
    assert rows[2] == HEAD
    assert rows[3] == [1, "WT-JB-2026-001", datetime(2026, 1, 2), *rows[3][3:5], 1]  # noqa: DTZ001
    assert rows[5] == ["合计", None, None, None, None, 3]
    assert rows[6][0] == "统计口径：一事一件。"


def test_days_are_days_and_numbers_are_numbers():
    row = next(iter(_sheet(_book(_lines(1))).iter_rows(min_row=3)))
    assert (row[2].is_date, row[2].number_format) == (True, "yyyy-mm-dd")
    assert (row[5].data_type, row[0].data_type) == ("n", "n")


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_stays_text_with_its_quote_mark(text: str):
    cell = _sheet(_book([("1", ON, text, "", 1)]))["D3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_dangerous_titles_facts_and_notes_stay_text_too():
    content = xlsx.workbook("=1+1", HEADINGS, [], facts=("=2+2",), notes=("@x",), sheet="=3", on=ON)
    sheet = _sheet(content)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


@settings(max_examples=30)
@given(st.lists(chinese_text(0, 30) | st.text(max_size=20), max_size=6))
def test_any_text_comes_back_without_its_control_characters(texts: list[str]):
    content = _book([("1", None, text, "", None) for text in texts])
    sheet = _sheet(content)
    for at, text in enumerate(texts, start=3):
        wanted = xlsx.plain_text(text) or None
        assert sheet.cell(row=at, column=4).value == wanted


def test_a_text_longer_than_a_cell_says_that_it_was_cut():
    text = _sheet(_book([("1", ON, "长" * 40_000, "", 1)]))["D3"].value
    assert len(text) == xlsx.MOST_LETTERS
    assert text.endswith("全文见资料夹）")


def test_an_empty_table_says_so_and_is_a_table():
    rows = _values(_sheet(_book([])))
    assert rows[1] == HEAD
    assert rows[2][0] == "本期没有登记"


def test_the_head_is_frozen_and_printed_on_every_page_of_lying_a4():
    sheet = _sheet(_book(_lines(3), facts=("填报单位：梧桐街道",)))
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    setup = sheet.page_setup
    assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
    assert 80 <= setup.scale <= 100
    assert "&P" in sheet.oddFooter.center.text
    assert "&N" in sheet.oddFooter.center.text


def test_long_text_gets_a_row_tall_enough_for_it():
    sheet = _sheet(_book([("1", ON, "很长的事项" * 30, "", 1), ("2", ON, "短", "", 1)]))
    assert sheet.row_dimensions[3].height > 2 * sheet.row_dimensions[4].height


def test_the_same_table_gives_the_same_bytes():
    one, two = _book(_lines(20)), _book(_lines(20))
    assert one == two
    with zipfile.ZipFile(io.BytesIO(one)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2026-11-20T00:00:00Z" in parts.read("docProps/core.xml")


@pytest.mark.parametrize("name", ["接待/来访[1]", "台" * 60, "'"])
def test_any_name_of_a_sheet_is_one_a_spreadsheet_takes(name: str):
    sheet = _sheet(xlsx.workbook("表", HEADINGS, [], sheet=name, on=ON))
    assert 0 < len(sheet.title) <= 31


# -- another program -----------------------------------------------------------------------------


@needs_libreoffice
def test_libreoffice_reads_every_line_and_works_nothing_out(tmp_path: Path):
    rows = [(f"N{n}", date(2026, 3, 1), text, "", n) for n, text in enumerate(DANGEROUS)]
    read = csv_rows(_book([*rows, *_lines(30)]), tmp_path)
    assert read[1] == HEAD
    body = read[2:]
    assert len(body) == len(rows) + 30
    assert [row[3] for row in body[: len(rows)]] == list(DANGEROUS)
    assert body[0][2] == "2026-03-01"


@needs_libreoffice
@pytest.mark.parametrize("count", [60, 121, 1000])
def test_libreoffice_prints_every_line_with_the_head_on_each_page(count: int, tmp_path: Path):
    pdf = pypdfium2.PdfDocument(converted(_book(_lines(count)), "pdf", tmp_path))
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) > 1
    assert all("主办单位" in page for page in pages)
    told = re.sub(r"[^A-Z0-9]", "", "".join(pages))
    assert all(f"WTJB2026{n:03d}" in told for n in range(1, count + 1))
    width, height = pdf[0].get_size()
    assert width > height
