"""Satisfaction slips: several to a sheet, cut along the line, three grades for four things."""

from __future__ import annotations

import pytest

from consultroom.documents.forms.satisfaction_slip import ASPECTS, satisfaction_slip
from consultroom.frozen import replace
from tests.builders import a_whole_dossier, an_assignment
from tests.documents.forms.proofs import LONG, line_of, page_words, printed, says, sound, words

TITLE = "协商成果办理满意度评价表"


@pytest.mark.parametrize("per_page", [1, 2, 3])
def test_so_many_slips_share_one_sheet(per_page: int):
    paper = satisfaction_slip(a_whole_dossier(), an_assignment(), per_page=per_page)
    assert len(printed(paper).pages) == 1
    text = words(paper)
    assert text.count(TITLE) == per_page
    assert text.count("沿此线裁开") == per_page - 1
    assert sound(paper)


@pytest.mark.parametrize("per_page", [2, 3])
def test_the_cutting_lines_divide_the_sheet_evenly(per_page: int):
    paper = satisfaction_slip(a_whole_dossier(), an_assignment(), per_page=per_page)
    page = printed(paper).pages[0]
    cuts = [line.y for line in page.lines if "沿此线裁开" in line.text]
    even = [297 * part / per_page for part in range(1, per_page)]
    assert cuts == pytest.approx(even, abs=5)


def test_a_slip_asks_four_things_in_three_grades_and_who_is_asked():
    paper = satisfaction_slip(a_whole_dossier(), an_assignment(), per_page=1)
    assert says(
        paper,
        TITLE,
        "编号：WT-JB-2026-011",
        "承办单位：区教育局",
        "梧桐里停车难怎么解",
        "学校地下车库错时开放",
        "☐委员☐群众☐承办单位☐政协",
        "满意基本满意不满意",
        *ASPECTS,
        "选“不满意”的，请写明理由",
        "评价人签名",
        "年月日",
    )
    assert words(paper).count("☐") == 4 + 3 * len(ASPECTS)


def test_without_an_assignment_the_consultation_is_asked_about():
    text = words(satisfaction_slip(a_whole_dossier()))
    assert "编号：WT-XS-2026-005" in text
    assert "办理事项" not in text
    assert "承办单位：" not in text


def test_more_slips_take_more_sheets():
    paper = satisfaction_slip(a_whole_dossier(), count=5, cut_lines=False)
    pages = printed(paper).pages
    assert [page_words(page).count(TITLE) for page in pages] == [2, 2, 1]
    assert "沿此线裁开" not in words(paper)


def test_a_slip_is_never_parted_however_long_its_topic():
    dossier = a_whole_dossier()
    long = replace(dossier, consultation=replace(dossier.consultation, title=LONG * 9))
    paper = satisfaction_slip(long, an_assignment(matter=LONG * 3))
    pages = printed(paper).pages
    assert [page_words(page).count("评价人签名") for page in pages] == [1, 1]
    assert line_of(paper, "协商成果办理满意度评价表")
    assert sound(paper)


def test_four_to_a_sheet_are_refused():
    with pytest.raises(ValueError, match="1 to 3"):
        satisfaction_slip(a_whole_dossier(), per_page=4)
