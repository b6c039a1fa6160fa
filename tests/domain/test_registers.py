"""Registers as rows: the plan, a reception day with and without names, a sign-in list."""

from __future__ import annotations

from datetime import date

from consultroom.domain.indicators import statistics
from consultroom.domain.meetings import AttendanceStatus
from consultroom.domain.registers import (
    STATISTICS,
    Register,
    plan_register,
    reception_register,
    sign_in_register,
    statistics_lines,
)
from consultroom.frozen import replace
from tests import builders as a
from tests.domain.books import a_book


def _cells(register: Register) -> list[dict[str, object]]:
    codes = [heading.code for heading in register.headings]
    return [dict(zip(codes, line.cells, strict=True)) for line in register.lines]


def test_the_plan_stands_by_month_and_leaves_room_for_its_approval():
    items = [a.a_plan_item(id=f"I{m}", month=f"2026-{m:02d}") for m in (11, 2)]
    register = plan_register(a.a_station(), a.an_annual_plan(), items)
    assert [row["month"] for row in _cells(register)] == ["2月", "11月"]
    assert register.title == "梧桐街道委员工作站2026年度协商计划"
    assert register.foot[-1].endswith("年　　月　　日")
    approved = a.an_annual_plan(body="街道党工委", approved_on=date(2026, 1, 9), doc_number="2号")
    foot = plan_register(a.a_station(), approved, ()).foot
    assert foot == ("审批单位：街道党工委", "文号：2号", "日期：2026年1月9日")


def _reception(*, named: bool) -> Register:
    visit = a.a_visit(matter="吴女士说楼道灯坏了，电话62100999", result="吴女士满意")
    known = (a.a_visitor(),)
    return reception_register(a.a_station(), a.a_reception_day(), (visit,), known, named=named)


def test_the_copy_for_the_station_names_visitors():
    (row,) = _cells(_reception(named=True))
    assert (row["name"], row["phone"]) == ("吴女士", "6210 0999")
    assert "吴女士" in str(row["matter"])


def test_the_copy_for_others_knows_no_visitor_in_any_cell():
    register = _reception(named=False)
    told = str(_cells(register)) + str(register.facts)
    assert "吴" not in told
    assert "62100999" not in told
    assert "6210 0999" not in told
    assert "name" not in {heading.code for heading in register.headings}


def test_a_visitor_nobody_knows_leaves_the_columns_empty():
    bare = reception_register(a.a_station(), a.a_reception_day(), (a.a_visit(),), (), named=True)
    (row,) = _cells(bare)
    assert (row["name"], row["phone"], row["heads"]) == ("", "", 3)


def test_the_sign_in_list_has_no_telephone_and_adds_up():
    people = a.some_participants()
    marks = (
        a.an_attendance(people[0], status=AttendanceStatus.SUBSTITUTE, substitute="周立"),
        *a.everyone_present(people[1:4]),
    )
    dossier = replace(a.a_whole_dossier(), attendance=marks)
    register = sign_in_register(dossier, dossier.meetings[0])
    told = _cells(register)
    assert [row["status"] for row in told] == ["替会", "出席", "出席", "出席", ""]
    assert told[0]["remark"] == "周立"
    assert register.foot == ("应到5人　实到4人　请假0人　缺席1人",)
    assert "phone" not in told[0]


def test_the_statistics_as_rows_keep_an_unknown_year_empty():
    table = statistics(a_book())
    lines = statistics_lines(table)
    place = [heading.code for heading in STATISTICS].index("before")
    assert len(lines) == len(table.lines)
    assert {line.cells[place] for line in lines} == {None}
    assert all(len(line.cells) == len(STATISTICS) for line in lines)
