"""Titles break between words, into lines that look like a title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.kinsoku import NO_END, NO_START
from consultroom.documents.titles import lines_of, offer_breaks
from tests.documents.texts import paragraphs

WIDE = 20.1  # characters of 2号 across 156 mm

TITLES = {
    "关于青溪社区老旧小区加装电梯事项的协商议事会议纪要": ("加装电梯", "老旧小区", "协商议事"),
    "关于召开梧桐街道“老旧小区加装电梯底层住户补偿标准”协商议事会的通知": ("梧桐街道", "通知"),
    "关于进一步加强和改进基层协商民主建设推动政协协商与基层协商有效衔接的实施意见": (
        "基层协商",
        "实施意见",
    ),
    "关于公布2026年第一批民生微实事项目名单的公告": ("2026年", "微实事", "公告"),
    "澄湖区梧桐街道政协委员工作站2026年度协商计划": ("委员工作站", "2026", "协商计划"),
}


def test_the_clerks_breaks_win():
    assert lines_of("关于加装电梯的|协商|纪要", WIDE) == ("关于加装电梯的", "协商", "纪要")


def test_a_title_that_fits_stays_on_one_line():
    assert lines_of("参会人员名单", WIDE) == ("参会人员名单",)


@pytest.mark.parametrize("title", TITLES)
def test_no_offer_parts_a_word(title):
    for offer in offer_breaks(title, WIDE):
        for word in TITLES[title]:
            assert any(word in line for line in offer), (word, offer)


@pytest.mark.parametrize("title", TITLES)
def test_the_best_offer_is_balanced_and_begins_no_line_with_a_particle(title):
    best = offer_breaks(title, WIDE)[0]
    assert 2 <= len(best) <= 3
    assert min(map(len, best)) >= 0.4 * max(map(len, best))
    assert not any(line.startswith(("的", "和", "与")) for line in best[1:])
    assert not any(line.endswith(("关于", "和", "与", "对")) for line in best)


def test_three_lines_are_no_hourglass():
    title = (
        "关于在全区各镇街道委员工作站开展老旧小区加装电梯和电动自行车集中充电专题协商活动情况的通报"
    )
    lengths = [len(line) for line in offer_breaks(title, WIDE)[0]]
    assert not (len(lengths) == 3 and lengths[1] < min(lengths[0], lengths[2]))


@given(title=paragraphs, width=st.floats(min_value=8, max_value=30))
def test_an_offer_is_the_title_and_keeps_to_the_rules(title, width):
    title = title.replace("|", "")
    offers = offer_breaks(title, width)
    assert 1 <= len(offers) <= 6
    for offer in offers:
        assert "".join(offer) == title
        for line in offer[1:]:
            assert line[0] not in NO_START
        for line in offer[:-1]:
            assert line[-1] not in NO_END
