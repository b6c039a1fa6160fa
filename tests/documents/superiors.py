"""Forms as superiors send them: merged headings, empty rows, formulas and signatures below."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

EMPTY_ROWS = 5
FIRST, LAST = 5, 9  # the empty rows of `a_form`
TOTAL, SIGNED = 10, 11
_THIN = Side(style="thin")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def a_form(change: Callable[[Any], None] = lambda _: None) -> bytes:
    """Return a form of two rows of headings; `change` is given its worksheet before saving."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "汇总表"
    _headings(sheet)
    _body(sheet)
    _below(sheet)
    _around(book, sheet)
    change(sheet)
    return saved(book)


def _headings(sheet: Any) -> None:
    sheet["A1"] = "青原区协商成果办理情况统计表"
    sheet["A2"] = "填报单位：　　　　填报时间："
    upper = ("序号", "议题名称", "具体意见建议", "责任单位", None, "时限", None, "完成情况", "天数")
    for place, word in enumerate(upper, start=1):
        sheet.cell(3, place, word)
    for place, word in ((4, "主办"), (5, "协办"), (6, "交办时间"), (7, "办结时限")):
        sheet.cell(4, place, word)
    for merged in ("A1:I1", "A2:I2", "D3:E3", "F3:G3", *(f"{c}3:{c}4" for c in "ABCHI")):
        sheet.merge_cells(merged)


def _body(sheet: Any) -> None:
    for row in range(3, TOTAL + 1):
        for column in range(1, 10):
            cell = sheet.cell(row, column)
            cell.border = BOX
            cell.alignment = Alignment(horizontal="center", wrap_text=True)
            if row < FIRST:
                cell.fill = PatternFill("solid", fgColor="FFDDEEFF")
                cell.font = Font(name="黑体", bold=True)
    for row in range(FIRST, LAST + 1):
        sheet.cell(row, 9).value = f'=IF(G{row}="","",G{row}-F{row})'
        sheet.cell(row, 6).number_format = "@"
        sheet.row_dimensions[row].height = 40


def _below(sheet: Any) -> None:
    sheet.cell(TOTAL, 1).value = "合计"
    sheet.cell(TOTAL, 2).value = f"=COUNTA(B{FIRST}:B{LAST})"
    sheet.cell(TOTAL, 9).value = f"=SUM($I${FIRST}:$I${LAST})"
    sheet.cell(SIGNED, 1).value = "填表人：　　　　审核人："
    sheet.merge_cells(f"A{SIGNED}:I{SIGNED}")
    sheet.row_dimensions[SIGNED].height = 33
    sheet.column_dimensions["C"].width = 40


def _around(book: Workbook, sheet: Any) -> None:
    sheet.print_area = f"A1:I{SIGNED}"
    choices = DataValidation(type="list", formula1='"办结,在办"')
    choices.add(f"H{FIRST}:H{LAST}")
    sheet.add_data_validation(choices)
    red = CellIsRule(operator="greaterThan", formula=["30"], font=Font(color="FFFF0000"))
    sheet.conditional_formatting.add(f"I{FIRST}:I{LAST}", red)
    book.defined_names["总数"] = DefinedName("总数", attr_text=f"汇总表!$B${TOTAL}")
    front: Any = book.create_sheet("封面")
    front["A1"] = f"=汇总表!B{TOTAL}"
    front["A2"] = "=B10"
