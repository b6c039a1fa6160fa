"""A superior's form: its headings found, its columns matched, filled without losing its looks."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference

from consultroom.documents import refilling, superior_forms
from consultroom.documents.row_insertion import Insertion
from consultroom.documents.superior_forms import Form, FormChanged, NoSuchForm
from consultroom.domain.ledgers import LEDGERS, Line
from consultroom.domain.papers import ColumnLink
from consultroom.frozen import replace
from tests.documents.spreadsheets import DANGEROUS, ON, csv_rows, needs_libreoffice
from tests.documents.superiors import EMPTY_ROWS, FIRST, SIGNED, TOTAL, a_form, saved

OUTCOMES = LEDGERS["outcomes"].headings
CODES = [heading.code for heading in OUTCOMES]


def _form(template: bytes = b"") -> Form:
    return superior_forms.read_form(template or a_form(), OUTCOMES)


def _lines(count: int, matter: str = "加装一部电梯") -> tuple[Line, ...]:
    told = {
        "title": "老旧小区加装电梯",
        "matter": matter,
        "lead": "区住建局",
        "assigned_on": date(2026, 10, 9),
        "deadline": date(2026, 11, 8),
        "state": "在办",
    }
    return tuple(
        Line(f"L{n}", tuple(told.get(code) for code in CODES))  # type: ignore[arg-type]
        for n in range(count)
    )


def _filled(lines: tuple[Line, ...], template: bytes = b"") -> Any:
    template = template or a_form()
    return load_workbook(io.BytesIO(_content(lines, template)))


def _content(lines: tuple[Line, ...], template: bytes) -> bytes:
    form = _form(template)
    links = superior_forms.suggest(form, OUTCOMES)
    return refilling.fill(template, form, links, OUTCOMES, lines, on=ON)


# -- finding and matching ------------------------------------------------------------------------


def test_headings_of_two_rows_with_merged_cells_are_found():
    form = _form()
    assert (form.sheet, form.first_row) == ("汇总表", FIRST)
    assert [column.word for column in form.columns] == [
        "序号", "议题名称", "具体意见建议", "责任单位·主办", "责任单位·协办",
        "时限·交办时间", "时限·办结时限", "完成情况", "天数",
    ]  # fmt: skip
    assert [column.letter for column in form.columns if column.reckoned] == ["I"]


def test_each_column_is_offered_the_field_a_person_would_choose():
    links = {link.column: link.field for link in superior_forms.suggest(_form(), OUTCOMES)}
    assert links == {
        "A": "serial", "B": "title", "C": "matter", "D": "lead", "E": "assist",
        "F": "assigned_on", "G": "deadline", "H": "state",
    }  # fmt: skip


@pytest.mark.parametrize("view", LEDGERS.values(), ids=LEDGERS)
def test_a_form_with_our_own_headings_is_matched_whole(view: Any):
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["某某统计表"])
    sheet.append(["序号", *(heading.word for heading in view.headings)])
    form = superior_forms.read_form(saved(book), view.headings)
    links = superior_forms.suggest(form, view.headings)
    assert [link.field for link in links] == ["serial", *(h.code for h in view.headings)]
    assert form.first_row == 3


@settings(max_examples=40)
@given(st.data())
def test_no_field_and_no_column_is_used_twice(data: st.DataObject):
    words = [word for h in OUTCOMES for word in (h.word, *h.also)] + ["备用", "序号", "其他"]
    heads = data.draw(st.lists(st.sampled_from(words), min_size=3, max_size=12))
    book = Workbook()
    sheet: Any = book.active
    sheet.append(heads)
    try:
        form = superior_forms.read_form(saved(book), OUTCOMES)
    except NoSuchForm:
        return
    links = superior_forms.suggest(form, OUTCOMES)
    assert len({link.field for link in links}) == len(links)
    assert len({link.column for link in links}) == len(links)


def test_the_sheet_with_the_headings_is_found_among_others():
    book = load_workbook(io.BytesIO(a_form()))
    book.move_sheet("封面", -1)
    assert _form(saved(book)).sheet == "汇总表"


@pytest.mark.parametrize(
    ("template", "told"),
    [
        (b"\xd0\xcf\x11\xe0 an old workbook", "只能用 xlsx 报表"),
        (b"PK\x03\x04 torn", "打不开"),
        (saved(Workbook()), "认不出表头"),
    ],
    ids=["xls", "torn", "blank"],
)
def test_what_is_no_form_is_refused_in_words(template: bytes, told: str):
    with pytest.raises(NoSuchForm, match=told):
        _form(template)


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(NoSuchForm, match="没有工作表“明细”。现有：汇总表、封面"):
        superior_forms.read_form(a_form(), OUTCOMES, sheet="明细")


# -- filling -------------------------------------------------------------------------------------


def test_a_few_lines_go_into_the_empty_rows_and_nothing_else_moves():
    before = load_workbook(io.BytesIO(a_form()))["汇总表"]
    after = _filled(_lines(2))["汇总表"]
    assert [cell.value for cell in after[FIRST]][:5] == [
        1, "老旧小区加装电梯", "加装一部电梯", "区住建局", None,
    ]  # fmt: skip
    assert after.cell(FIRST + 2, 2).value is None
    assert after.max_row == before.max_row
    assert {str(one) for one in after.merged_cells.ranges} == {
        str(one) for one in before.merged_cells.ranges
    }
    assert after.cell(TOTAL, 2).value == before.cell(TOTAL, 2).value


@pytest.mark.parametrize("count", [6, 40])
def test_more_lines_than_rows_move_everything_below(count: int):
    more = count - EMPTY_ROWS
    book = _filled(_lines(count))
    sheet, last = book["汇总表"], FIRST + count - 1
    assert sheet.cell(last, 1).value == count
    assert sheet.cell(TOTAL + more, 1).value == "合计"
    assert sheet.cell(TOTAL + more, 2).value == f"=COUNTA(B{FIRST}:B{last})"
    assert sheet.cell(TOTAL + more, 9).value == f"=SUM($I${FIRST}:$I${last})"
    assert sheet.cell(last, 9).value == f'=IF(G{last}="","",G{last}-F{last})'
    assert f"A{SIGNED + more}:I{SIGNED + more}" in {str(m) for m in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[SIGNED + more].height == 33
    assert sheet.row_dimensions[last].height == 40
    assert sheet.print_area == f"'汇总表'!$A$1:$I${SIGNED + more}"
    assert str(sheet.data_validations.dataValidation[0].sqref) == f"H{FIRST}:H{last}"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == [f"I{FIRST}:I{last}"]
    assert book["封面"]["A1"].value == f"=汇总表!B{TOTAL + more}"
    assert book["封面"]["A2"].value == "=B10"
    assert book.defined_names["总数"].attr_text == f"汇总表!$B${TOTAL + more}"


def test_the_new_rows_look_like_the_old_and_the_headings_stay_as_they_are():
    before = load_workbook(io.BytesIO(a_form()))["汇总表"]
    sheet = _filled(_lines(12))["汇总表"]
    for column in range(1, 10):
        old, new = before.cell(FIRST, column), sheet.cell(FIRST + 11, column)
        for part in ("border", "alignment", "font"):
            assert repr(getattr(new, part)) == repr(getattr(old, part))
        assert repr(sheet.cell(4, column).fill) == repr(before.cell(4, column).fill)
    assert sheet.column_dimensions["C"].width == 40


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_looks_like_a_formula_goes_in_as_text(text: str):
    cell = _filled(_lines(7, matter=text))["汇总表"].cell(FIRST + 6, 3)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_day_is_a_day_unless_the_form_wants_text():
    sheet = _filled(_lines(1))["汇总表"]
    assert sheet.cell(FIRST, 6).value == "2026-10-09"
    assert sheet.cell(FIRST, 7).is_date


def test_a_form_without_empty_rows_makes_them_between_head_and_total():
    def only_headings(sheet: Any) -> None:
        sheet.unmerge_cells(f"A{SIGNED}:I{SIGNED}")
        sheet.delete_rows(FIRST, EMPTY_ROWS)

    sheet = _filled(_lines(3), a_form(only_headings))["汇总表"]
    assert [sheet.cell(FIRST + n, 1).value for n in range(4)] == [1, 2, 3, "合计"]
    assert not sheet.cell(FIRST, 1).font.bold
    assert sheet.cell(FIRST, 1).fill.fgColor.rgb != "FFDDEEFF"
    assert sheet.cell(FIRST, 1).border.left.style == "thin"


def test_a_form_of_headings_alone_grows_downwards():
    book = Workbook()
    book.active.append(["序号", "交办事项", "主办单位"])  # type: ignore[union-attr]
    sheet = _filled(_lines(3), saved(book)).active
    assert [cell.value for cell in sheet["A"]] == ["序号", 1, 2, 3]


def test_cells_merged_in_every_row_are_merged_in_the_new_ones():
    def merged(sheet: Any) -> None:
        for row in range(FIRST, FIRST + EMPTY_ROWS):
            sheet.merge_cells(f"D{row}:E{row}")

    template = a_form(merged)
    sheet = _filled(_lines(8), template)["汇总表"]
    assert f"D{FIRST + 7}:E{FIRST + 7}" in {str(one) for one in sheet.merged_cells.ranges}


def test_rows_numbered_in_advance_count_as_empty():
    def numbered(sheet: Any) -> None:
        for n in range(EMPTY_ROWS):
            sheet.cell(FIRST + n, 1).value = n + 1

    sheet = _filled(_lines(5), a_form(numbered))["汇总表"]
    assert sheet.cell(TOTAL, 1).value == "合计"


def test_no_lines_leave_the_form_as_it_was():
    sheet = _filled(())["汇总表"]
    assert sheet.cell(TOTAL, 1).value == "合计"
    assert sheet.cell(FIRST, 2).value is None


def test_the_same_form_filled_twice_gives_the_same_bytes():
    template = a_form()
    assert _content(_lines(9), template) == _content(_lines(9), template)


def test_a_column_the_form_works_out_is_refused():
    template, form = a_form(), _form()
    with pytest.raises(FormChanged, match="I列“天数”由报表自己用公式计算"):
        refilling.fill(
            template, form, (ColumnLink(field="pressed", column="I"),), OUTCOMES, (), on=ON
        )


def test_a_field_that_is_gone_is_told():
    with pytest.raises(FormChanged, match="没有这些栏目：colour"):
        refilling.fill(
            a_form(), _form(), (ColumnLink(field="colour", column="B"),), OUTCOMES, (), on=ON
        )


# -- a form that changed -------------------------------------------------------------------------


def test_a_form_as_it_was_has_no_changes():
    assert superior_forms.changes(_form(), _form(), superior_forms.suggest(_form(), OUTCOMES)) == ()


def test_a_heading_that_changed_is_named_with_its_column():
    def renamed(sheet: Any) -> None:
        sheet["D4"] = "牵头"
        sheet["I3"] = "超期"

    new = _form(a_form(renamed))
    told = superior_forms.changes(_form(), new, superior_forms.suggest(_form(), OUTCOMES))
    assert told == ("D列原来是“责任单位·主办”，现在是“责任单位·牵头”。",)


def test_a_new_column_in_the_middle_is_told():
    new = _form(a_form(lambda sheet: sheet.insert_rows(1, 2)))
    told = superior_forms.changes(_form(), replace(new, sheet="新表"), ())
    assert told[0] == "工作表原来叫“汇总表”，现在是“新表”。"
    assert told[1].startswith("填报原来从第5行起")


def test_what_openpyxl_does_not_keep_is_told():
    def charted(sheet: Any) -> None:
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=9, min_row=5, max_row=9))
        sheet.add_chart(chart, "K2")

    assert superior_forms.losses(a_form()) == ()
    (told,) = superior_forms.losses(a_form(charted))
    assert "图表" in told


# -- references ----------------------------------------------------------------------------------

MOVED = Insertion("汇总表", 10, 3)


@pytest.mark.parametrize(
    ("formula", "here", "moved"),
    [
        ("=SUM(C5:C9)", True, "=SUM(C5:C12)"),
        ("=SUM(C5:C8)", True, "=SUM(C5:C8)"),
        ("=SUM($C$5:$C$9)+C11", True, "=SUM($C$5:$C$12)+C14"),
        ("=C9+C10", True, "=C9+C13"),
        ("=SUM(5:9)", True, "=SUM(5:12)"),
        ("=SUM(C:C)", True, "=SUM(C:C)"),
        ("=SUM(C5:C9)", False, "=SUM(C5:C9)"),
        ("=汇总表!C10&\"C10\"", False, "=汇总表!C13&\"C10\""),
        ("=SUM('汇总表'!C5:C9)", False, "=SUM('汇总表'!C5:C12)"),
        ("=别的表!C10", True, "=别的表!C10"),
        ("=总数*2", True, "=总数*2"),
        ("=LOG10(C10)", True, "=LOG10(C13)"),
    ],
)  # fmt: skip
def test_references_follow_what_they_point_at(formula: str, here: bool, moved: str):
    assert MOVED.formula(formula, here=here) == moved


@given(st.integers(1, 200), st.integers(1, 50), st.integers(1, 300), st.integers(0, 300))
def test_a_range_never_shrinks_and_never_turns_round(at: int, count: int, first: int, tall: int):
    moved = Insertion("表", at, count)
    start, end = moved.row(first), moved.last(first + tall)
    assert start <= end
    assert end - start >= tall


# -- another program -----------------------------------------------------------------------------


@needs_libreoffice
def test_libreoffice_works_out_the_form_over_all_lines(tmp_path: Path):
    template = a_form()
    rows = csv_rows(_content(_lines(12, matter="=1+1"), template), tmp_path)
    total = next(row for row in rows if row[0] == "合计")
    assert total[1] == "12"
    assert [row[2] for row in rows[FIRST - 1 : FIRST + 11]] == ["=1+1"] * 12
    assert rows[-1][0].startswith("填表人")
