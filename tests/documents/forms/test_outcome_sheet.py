"""The outcome sheet: one page while it can be one, and only who came is counted."""

from __future__ import annotations

import pytest

from consultroom.documents.forms.outcome_sheet import (
    MORE_PAGES_PT,
    ONE_PAGE_PT,
    SIZES_PT,
    outcome_sheet,
)
from consultroom.domain.dossiers import Dossier
from consultroom.frozen import replace
from tests.builders import a_consensus_item, a_whole_dossier
from tests.documents.forms.proofs import LONG, page_words, printed, says, sound, words


def with_points(count: int, text: str = LONG) -> Dossier:
    points = tuple(a_consensus_item(id=f"C{n}", order=n, text=text) for n in range(1, count + 1))
    return replace(a_whole_dossier(), consensus=points)


def test_the_fields_stand_in_the_order_of_the_form():
    paper = outcome_sheet(a_whole_dossier())
    assert says(
        paper,
        "梧桐街道委员工作站协商成果单",
        "编号：WT-CG-2026-005",
        "接待来访",
        "2026年9月24日（星期四）14:30",
        "委员2人、部门1人、群众2人",
        "问题概述",
        "协商共识",
        "分歧及说明",
        "站审核",
        "☑镇街",
        "签收人",
    )
    assert sound(paper)


def test_groups_of_which_nobody_came_are_left_out():
    assert "其他0人" not in words(outcome_sheet(a_whole_dossier()))
    nobody = replace(a_whole_dossier(), attendance=())
    assert "委员人、部门人、群众人、其他人" in words(outcome_sheet(nobody))
    assert "委员人、部门人" in words(outcome_sheet(replace(nobody, meetings=())))


@pytest.mark.parametrize(("points", "least"), [(1, 12.5), (3, 11.0), (6, 9.5)])
def test_type_gets_smaller_until_the_sheet_fits_one_page(points: int, least: float):
    pages = {
        size: len(printed(outcome_sheet(with_points(points), size_pt=size)).pages)
        for size in ONE_PAGE_PT
    }
    assert max(size for size, count in pages.items() if count == 1) >= least


def test_a_sheet_over_several_pages_says_on_each_what_the_rows_are():
    assert (*ONE_PAGE_PT, MORE_PAGES_PT) == SIZES_PT
    paper = outcome_sheet(with_points(30), size_pt=SIZES_PT[-1])
    pages = printed(paper).pages
    assert len(pages) > 1
    assert "协商共识" in page_words(pages[0])
    assert "协商共识" in page_words(pages[1])
    assert f"第2页共{len(pages)}页" in page_words(pages[1])
    assert sound(paper)


def test_an_empty_dossier_prints_a_sheet_to_fill():
    bare = replace(
        a_whole_dossier(), outcome=None, meetings=(), consensus=(), dissent=(), reviews=()
    )
    paper = outcome_sheet(bare)
    assert len(printed(paper).pages) == 1
    assert "年月日" in words(paper)
    assert sound(paper)
