"""Minutes: plain unless the district grants a head; whoever was there is named once."""

from __future__ import annotations

import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.minutes_sheet import minutes_sheet
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import AttendanceStatus
from consultroom.frozen import replace
from tests.builders import a_whole_dossier, an_attendance
from tests.documents.forms.proofs import CLOSE, line_of, page_words, printed, says, sound, words
from tests.documents.forms.sittings_told import LONGEST, bare, sitting, the_extremes, told, under

MARK = "梧桐街道协商议事会纪要"


def written(dossier: Dossier) -> Paper:
    return minutes_sheet(dossier, sitting(dossier))


def granted(dossier: Dossier, **rules: object) -> Dossier:
    dossier = under(dossier, minutes_head=MARK, **rules)
    return replace(dossier, parameters=replace(dossier.parameters, red_heads=True))


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        assert sound(written(dossier))
        assert sound(written(granted(dossier, issued_by="梧桐街道委员工作站")))


def test_minutes_are_plain_unless_both_the_head_and_red_heads_are_granted():
    for dossier in (a_whole_dossier(), under(a_whole_dossier(), minutes_head=MARK)):
        first = printed(written(dossier)).pages[0].lines[0]
        assert "梧桐里停车难怎么解" in first.text
        assert "印发" not in words(written(dossier))


def test_a_granted_head_stands_35_mm_below_the_type_areas_edge():
    paper = written(granted(a_whole_dossier()))
    first = printed(paper).pages[0].lines[0]
    assert first.text == MARK
    assert min(mark.top for mark in first.marks) == pytest.approx(37 + 35, abs=2 * CLOSE)
    assert says(paper, MARK, "第5期", "梧桐街道委员工作站", "2026年9月28日", "一、基本情况")


def test_who_gets_a_copy_and_who_issued_it_stand_at_the_foot_of_the_last_page():
    paper = written(
        granted(a_whole_dossier(), copies_to=("区政协办公室", "梧桐里社区"), issued_by="街道办")
    )
    last = page_words(printed(paper).pages[-1])
    assert "抄送：区政协办公室，梧桐里社区。街道办2026年9月28日印发" in last
    assert line_of(paper, "日印发")[2] > 250


def test_minutes_not_confirmed_say_so_under_the_mark():
    assert says(written(granted(replace(told(3), minutes=()))), MARK, "（未确认稿）")


def test_present_leave_and_watching_are_listed_apart():
    dossier = told(8)
    asked = dossier.people(sitting(dossier))
    marks = [an_attendance(person) for person in asked]
    marks[2] = replace(marks[2], status=AttendanceStatus.LEAVE)
    paper = written(replace(dossier, attendance=tuple(marks)))
    watching = "、".join(person.name for person in asked[-2:])
    assert says(
        paper,
        f"出席：{LONGEST}、于洋",
        f"请假：{asked[2].name}",
        f"列席：{watching}",
        "记录：何小满",
    )


def test_a_sitting_without_a_room_is_not_said_to_be_in_one():
    assert says(written(bare()), "梧桐街道委员工作站召开协商议事会")
