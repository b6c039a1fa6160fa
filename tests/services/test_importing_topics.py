"""Topics from a table: every row told of before anything is written, one act, undoable."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from consultroom.domain.topics import Topic, TopicSource
from consultroom.services import importing_topics, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.importing import Fate, ImportPlan, places_of
from consultroom.services.importing_topics import FIELDS, NotTopics
from consultroom.services.tables import Sheet
from tests.services.stages import Stages, everything, on

HEAD = "议题名称,来源,提出人,提出日期,情况,意见建议,参加单位,计划月份"


def sheet_of(folder: Path, *lines: str) -> Sheet:
    file = folder / "议题.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return importing_topics.read(file)


def planned(desk: Desk, *lines: str) -> ImportPlan:
    sheet = sheet_of(desk.room.folder.parent, *lines)
    return importing_topics.plan(desk, sheet, places_of(sheet, FIELDS))


def taken(desk: Desk, *lines: str) -> ImportPlan:
    sheet = sheet_of(desk.room.folder.parent, *lines)
    return importing_topics.take_in(desk, sheet, places_of(sheet, FIELDS))


def test_a_whole_row_becomes_a_topic_as_if_it_had_been_typed(stages: Stages):
    desk = stages("with a topic")
    line = "楼道照明,热线转来,周立,2026/10/9,三栋没有灯,先装感应灯,物业；电力公司,12月"
    taken(desk, "2026年议题汇总", HEAD, line)
    made = desk.room.find(Topic)[-1]
    assert (made.number, made.title, made.source, made.proposer) == (
        "WT-YT-2026-002",
        "楼道照明",
        TopicSource.HOTLINE,
        "周立",
    )
    assert (made.proposed_on, made.month) == (date(2026, 10, 9), "2026-12")
    assert (made.situation, made.suggestion) == ("三栋没有灯", "先装感应灯")
    assert made.parties == ("物业", "电力公司")


def test_a_title_as_long_as_a_description_is_doubted(stages: Stages):
    lines = planned(stages("with a topic"), HEAD, "灯" * 60, "电" * 61).lines
    doubts = ["太长" in "".join(line.notes) for line in lines]
    assert doubts == [False, True]
    assert "名称有61字，太长了，请核对是不是选错了列。" in lines[1].notes


def test_many_rows_are_one_act_numbered_on_year_by_year_and_undone_together(stages: Stages):
    desk = stages("with a topic")
    before = everything(desk)
    rows = [f"事项{word}{year},,周立,{year}-3-1" for word in "甲乙" for year in (2025, 2026)]
    assert taken(desk, HEAD, *rows).count(Fate.NEW) == 4
    numbers = {topic.number for topic in desk.room.find(Topic)}
    assert numbers == {
        *(f"WT-YT-2026-00{serial}" for serial in (1, 2, 3)),
        *("WT-YT-2025-001", "WT-YT-2025-002"),
    }
    assert desk.room.acts(limit=1)[0].name == "导入议题"
    safekeeping.undo(desk)
    assert everything(desk) == before


def test_a_plan_writes_nothing_and_taking_in_does_what_was_planned(stages: Stages):
    desk = stages("with a topic")
    before, acts = everything(desk), desk.room.acts()
    told = planned(desk, HEAD, "楼道照明,,周立", "老旧小区加装电梯,,周立")
    assert (everything(desk), desk.room.acts()) == (before, acts)
    assert [line.fate for line in told.lines] == [Fate.NEW, Fate.LEFT_OUT]
    again = taken(desk, HEAD, "楼道照明,,周立", "老旧小区加装电梯,,周立")
    assert [line.notes for line in again.lines] == [line.notes for line in told.lines]
    assert taken(desk, HEAD, "楼道照明,,周立").writing == 0


DOUBTS = {
    ",,周立": (Fate.LEFT_OUT, "这一行没有议题名称。"),
    "老旧小区 加装电梯！,,周立": (Fate.LEFT_OUT, "议题库里已经有了（WT-YT-2026-001）。"),
    "老旧小区加装电梯工作,,周立": (Fate.NEW, "相近，请核对是不是同一件事"),
    "楼道照明": (Fate.NEW, "没有写提出人"),
    "楼道照明,听说,周立": (Fate.NEW, "不认识来源“听说”，先按委员提出登记"),
    "楼道照明,,周立,去年": (Fate.NEW, "看不懂日期“去年”"),
    "楼道照明,,周立,2026-02-30": (Fate.NEW, "看不懂日期"),
    "楼道照明,,周立,2027-01-01": (Fate.NEW, "还没有到，先记为今天"),
    "楼道照明,,周立,,,,,年底": (Fate.NEW, "看不懂月份“年底”"),
}


@pytest.mark.parametrize("row", DOUBTS)
def test_what_is_doubtful_in_a_row_is_said(row: str, stages: Stages):
    fate, says = DOUBTS[row]
    (line,) = planned(stages("with a topic"), HEAD, row).doubtful
    assert (line.number, line.fate) == (2, fate)
    assert says in "".join(line.notes)


def test_a_row_repeated_is_left_out_and_names_the_first(stages: Stages):
    told = planned(stages("founded"), HEAD, "楼道照明,,周立", "楼道 照明,,李秀英")
    assert [line.notes for line in told.lines] == [(), ("和第2行重复。",)]


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2026-11", "2026-11"),
        ("2027年3月", "2027-03"),
        ("5月份", "2026-05"),
        ("十二月", "2026-12"),
        ("１１月", "2026-11"),
        ("13月", ""),
    ],
)
def test_a_month_is_read_as_people_write_it(typed: str, month: str, stages: Stages):
    desk = stages("founded")
    taken(desk, HEAD, f"楼道照明,,周立,,,,,{typed}")
    assert desk.room.find(Topic)[0].month == month


def test_a_column_chosen_by_hand_is_read_in_place_of_the_headings(stages: Stages):
    desk = stages("founded")
    sheet = sheet_of(desk.room.folder.parent, "甲,乙", "周立,楼道照明")
    with pytest.raises(NotTopics):
        importing_topics.plan(desk, sheet, places_of(sheet, FIELDS))
    importing_topics.take_in(desk, sheet, {"title": 1, "proposer": 0})
    (made,) = desk.room.find(Topic)
    assert (made.title, made.proposer) == ("楼道照明", "周立")


def test_days_of_a_workbook_are_days(stages: Stages, tmp_path: Path):
    book = Workbook()
    for row in (("议题", "提出人", "提出日期"), ("楼道照明", "周立", date(2026, 10, 9))):
        book.active.append(list(row))
    book.save(tmp_path / "议题.xlsx")
    sheet = importing_topics.read(tmp_path / "议题.xlsx")
    desk = stages("founded")
    importing_topics.take_in(desk, sheet, places_of(sheet, FIELDS))
    assert desk.room.find(Topic)[0].proposed_on == date(2026, 10, 9)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("9月15日", date(2026, 9, 15)),
        ("９月１５日", date(2026, 9, 15)),
        ("12.31", date(2025, 12, 31)),
        ("2月29日", None),
        ("13月1日", None),
    ],
)
def test_a_day_without_its_year_is_the_last_such_day(typed: str, day: date | None, stages: Stages):
    desk = stages("founded")
    on(desk, date(2026, 11, 21))
    (line,) = planned(desk, HEAD, f"停车,,周立,{typed}").lines
    assert isinstance(line.record, Topic)
    assert line.record.proposed_on == (day or desk.today)
    assert ("没有写年份" in line.notes[0]) is (day is not None)


def test_sums_and_signatures_below_a_table_are_passed_over(stages: Stages):
    desk = stages("founded")
    plan = planned(desk, "序号,议题", "1,停车", "合计,1", "填表人：赵,2026年")
    assert [line.title for line in plan.lines] == ["停车"]
