"""A superior's form learned in a real room, kept with it, filled, and noticed when it changes."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from consultroom.documents.superior_forms import FormChanged, NoSuchForm
from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import ColumnMap
from consultroom.services import refilling, safekeeping
from consultroom.services.attaching import CannotAttach
from consultroom.services.desk import Desk
from consultroom.services.refilling import Learned, NoSuchColumn, NoSuchMap
from tests.documents.superiors import FIRST, a_form
from tests.services.stages import Stages

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("assigned")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    form = tmp_path / "区里的表.xlsx"
    form.write_bytes(a_form())
    return form


def _learn(desk: Desk, file: Path, **told: Any) -> Learned:
    return refilling.learn(desk, file, "成果办理台账", **told)


def _cells(content: bytes, row: int) -> list[Any]:
    return [cell.value for cell in load_workbook(io.BytesIO(content))["汇总表"][row]]


def test_what_was_learned_is_told_column_by_column(desk: Desk, file: Path):
    found = _learn(desk, file)
    assert found.linked[3] == ("D", "责任单位·主办", "主办单位")
    assert found.reckoned == (("I", "天数"),)
    assert found.left_over == ()
    assert found.map.name == "区里的表"


def test_a_learned_form_is_filled_without_its_file(desk: Desk, file: Path):
    made = _learn(desk, file).map
    file.unlink()
    filled = refilling.fill(desk, refilling.map_called(desk, "区里的表"), *YEAR)
    assert filled.lines == 2
    assert _cells(filled.content, FIRST)[:4] == [
        1, "老旧小区加装电梯", "先在3号楼试装一部电梯", "区住建委",
    ]  # fmt: skip
    assert made == refilling.map_called(desk, made.id)


def test_a_period_without_lines_gives_the_empty_form(desk: Desk, file: Path):
    made = _learn(desk, file).map
    filled = refilling.fill(desk, made, date(2025, 1, 1), date(2025, 12, 31))
    assert filled.lines == 0
    assert _cells(filled.content, FIRST)[0] is None


def test_learning_is_one_act_and_undoing_it_forgets_the_form(desk: Desk, file: Path):
    before = desk.room.count(Attachment)
    _learn(desk, file)
    assert desk.room.acts()[0].name == "对应报表"
    safekeeping.undo(desk)
    assert (refilling.learned(desk), desk.room.count(Attachment)) == ((), before)


def test_a_form_learned_again_takes_the_earlier_ones_place(desk: Desk, file: Path):
    first = _learn(desk, file).map
    again = _learn(desk, file, by_hand={"E": ""}).map
    assert first.id == again.id
    assert refilling.learned(desk) == (again,)
    assert "E" not in {link.column for link in again.columns}


def test_a_column_is_linked_by_hand_over_what_was_suggested(desk: Desk, file: Path):
    found = _learn(desk, file, by_hand={"b": "交办编号", "H": "备注"})
    told = {letter: word for letter, _, word in found.linked}
    assert (told["B"], told["H"]) == ("交办编号", "备注")
    moved = _learn(desk, file, by_hand={"H": "主办单位"})
    assert {letter: word for letter, _, word in moved.linked}["H"] == "主办单位"
    assert ("D", "责任单位·主办") in moved.left_over


@pytest.mark.parametrize(
    ("by_hand", "told"),
    [
        ({"Z": "备注"}, "没有可填的Z列。现有：A（序号）"),
        ({"I": "备注"}, "没有可填的I列"),
        ({"H": "颜色"}, "台账里没有“颜色”这一栏"),
    ],
)
def test_a_column_or_field_that_is_not_there_is_refused(
    by_hand: dict[str, str], told: str, desk: Desk, file: Path
):
    with pytest.raises(NoSuchColumn, match=told):
        _learn(desk, file, by_hand=by_hand)
    assert refilling.learned(desk) == ()


def test_this_years_copy_is_filled_when_its_headings_are_the_same(
    desk: Desk, file: Path, tmp_path: Path
):
    made = _learn(desk, file).map
    new = tmp_path / "2027.xlsx"

    def dated(sheet: Any) -> None:
        sheet["A1"] = "2027年统计表"

    new.write_bytes(a_form(dated))
    filled = refilling.fill(desk, made, *YEAR, file=new)
    assert _cells(filled.content, 1)[0] == "2027年统计表"


def test_a_copy_with_other_headings_is_refused_with_what_changed(
    desk: Desk, file: Path, tmp_path: Path
):
    made = _learn(desk, file).map
    new = tmp_path / "新表.xlsx"

    def renamed(sheet: Any) -> None:
        sheet["D4"] = "牵头"

    new.write_bytes(a_form(renamed))
    with pytest.raises(FormChanged) as refused:
        refilling.fill(desk, made, *YEAR, file=new)
    assert "D列原来是“责任单位·主办”，现在是“责任单位·牵头”。" in str(refused.value)
    assert "请用新表重新对应一次" in str(refused.value)


def test_names_and_files_that_are_not_there_are_told(desk: Desk, file: Path, tmp_path: Path):
    with pytest.raises(NoSuchMap, match="没有对应过报表“月报”。已对应：无。"):
        refilling.map_called(desk, "月报")
    with pytest.raises(CannotAttach, match="找不到文件"):
        _learn(desk, tmp_path / "没有.xlsx")
    old = tmp_path / "旧.xlsx"
    old.write_bytes(b"\xd0\xcf\x11\xe0old")
    with pytest.raises(NoSuchForm, match="另存为 xlsx"):
        _learn(desk, old)
    made = _learn(desk, file).map
    with pytest.raises(NoSuchForm, match="读不到报表"):
        refilling.fill(desk, made, *YEAR, file=tmp_path / "没有.xlsx")


def test_the_map_is_a_record_like_any_other(desk: Desk, file: Path):
    made = _learn(desk, file, name="月报").map
    assert desk.room.get(ColumnMap, made.id) == made
    assert (made.ledger, made.sheet, made.first_row) == ("outcomes", "汇总表", FIRST)
    assert desk.room.get(Attachment, made.attachment).about == made.id
