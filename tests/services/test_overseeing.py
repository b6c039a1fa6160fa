"""Who has reported, seen in a district's room after real packs came, were lost and sent back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from consultroom.domain.submissions import MarkKind, MonthState, SequenceGap
from consultroom.services import overseeing, safekeeping
from consultroom.services.exchanging import importing
from consultroom.store.shelf import NoSuchRecord
from tests.services.exchanging.offices import Offices, found_offices
from tests.services.stages import on

TODAY = date(2026, 11, 21)


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = found_offices(tmp_path)
    yield made
    made.close()


def states(offices: Offices, code: str) -> list[str]:
    """Return how it stands from August to December."""
    on(offices.district, TODAY)
    year = overseeing.year_of(offices.district, 2026)
    line = next(line for line in year.lines if line.unit.code == code)
    return [cell.state.label for cell in line.cells[7:]]


def test_a_station_that_joined_in_august_owes_what_came_after(offices: Offices):
    assert states(offices, "WT") == ["缺报", "缺报", "缺报", "待报", "未到"]
    year = overseeing.year_of(offices.district, 2026)
    assert [cell.state for cell in year.lines[0].cells[:7]] == [MonthState.NOT_ASKED] * 7


def test_packs_fill_the_months_they_report(offices: Offices):
    august = offices.report("WT", "2026-08", date(2026, 9, 2))
    nothing = offices.report("WT", "2026-09", date(2026, 10, 8), nil=True)
    late = offices.report("WT", "2026-10", date(2026, 11, 9))
    offices.receive(august, day=date(2026, 9, 4))
    offices.receive(nothing, day=date(2026, 10, 8))
    offices.receive(late, day=date(2026, 11, 10))
    assert states(offices, "WT") == ["已报", "零报告", "已报", "待报", "未到"]
    line = overseeing.year_of(offices.district, 2026).lines[1]
    assert (line.unit.code, line.cells[9].days_late) == ("WT", 5)
    assert line.last_at is not None
    assert line.last_at.date() == date(2026, 11, 10)
    assert not line.is_chased
    assert states(offices, "QH")[0] == "缺报"


def test_an_import_that_is_taken_back_leaves_the_month_owed_again(offices: Offices):
    august = offices.report("WT", "2026-08", date(2026, 9, 2))
    offices.receive(august, day=date(2026, 9, 4))
    assert states(offices, "WT")[0] == "已报"
    importing.take_back(offices.district, august.packs[0].hash)
    assert states(offices, "WT")[0] == "缺报"


def test_a_lost_stick_leaves_a_gap_that_is_told(offices: Offices):
    offices.report("WT", "2026-08", date(2026, 9, 2))
    september = offices.report("WT", "2026-09", date(2026, 10, 8))
    offices.receive(september, day=date(2026, 10, 8))
    line = overseeing.year_of(offices.district, 2026).lines[1]
    node = september.packs[0].node
    assert line.gaps == (SequenceGap(node, 1, 1),)
    assert states(offices, "WT")[:2] == ["缺报", "已报"]


def test_what_is_sent_back_is_owed_until_it_comes_again(offices: Offices):
    august = offices.report("WT", "2026-08", date(2026, 9, 2))
    offices.receive(august, day=date(2026, 9, 4))
    on(offices.district, date(2026, 9, 10))
    overseeing.mark(offices.district, "WT", "2026-08", MarkKind.RETURNED, reason="签到表没有扫描")
    assert states(offices, "WT")[0] == "退回"
    again = offices.report("WT", "2026-08", date(2026, 9, 14))
    offices.receive(again, day=date(2026, 9, 15))
    assert states(offices, "WT")[0] == "已报"


def test_what_was_said_of_a_month_can_be_taken_back(offices: Offices):
    overseeing.mark(offices.district, "QH", "2026-08", MarkKind.NIL, reason="王晓来电")
    assert states(offices, "QH")[0] == "零报告"
    overseeing.unmark(offices.district, "QH", "2026-08")
    assert states(offices, "QH")[0] == "缺报"
    with pytest.raises(overseeing.BadMonth, match="不用撤销"):
        overseeing.unmark(offices.district, "QH", "2026-08")
    overseeing.mark(offices.district, "QH", "2026-08", MarkKind.EXCUSED)
    assert states(offices, "QH")[0] == "免报"
    safekeeping.undo(offices.district)
    assert states(offices, "QH")[0] == "缺报"


def test_a_month_is_a_month_and_sending_back_asks_why(offices: Offices):
    with pytest.raises(overseeing.BadMonth, match="2026-11"):
        overseeing.mark(offices.district, "WT", "11月", MarkKind.NIL)
    with pytest.raises(overseeing.BadMonth, match="原因"):
        overseeing.mark(offices.district, "WT", "2026-08", MarkKind.RETURNED, reason=" ")
    with pytest.raises(NoSuchRecord):
        overseeing.mark(offices.district, "NOBODY", "2026-08", MarkKind.NIL)


def test_a_room_without_stations_says_so(offices: Offices):
    with pytest.raises(overseeing.NothingBelow):
        overseeing.year_of(offices.stations["WT"], 2026)


def test_the_chase_list_is_paper_and_spreadsheet(offices: Offices):
    on(offices.district, TODAY)
    made = overseeing.chase(offices.district, 2026)
    assert made.pdf.startswith(b"%PDF")
    assert made.paper.author == "江州区政协"
    sheet = openpyxl.load_workbook(io.BytesIO(made.xlsx)).active
    assert sheet is not None
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"清河街道委员工作站", "梧桐街道委员工作站", "缺报8至10月"} <= cells
