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


WHOLE = {
    "关于转发区政协办公室《关于进一步加强和改进委员工作站建设的实施意见》的通知": (
        "进一步",
        "委员",
    ),
    "中国人民政治协商会议澄湖区委员会办公室文件": ("政治协商会议", "委员会", "澄湖区"),
    "关于请求协调解决古丽巴格村灌溉用水紧张问题的函": ("古丽巴格村", "紧张", "用水"),
    "关于解决水岸花园小区地下车库渗漏水问题的建议": ("水岸花园小区", "车库", "渗漏水"),
    "古井巷雨污分流改造施工期间居民出行保障协商纪要": ("古井巷", "雨污分流", "施工"),
    "关于桂花社区物业费调整及公共收益使用管理协商议事会的通知": ("桂花社区", "公共收益", "物业费"),
    "关于对梧桐街道桂花社区背街小巷路灯照明不足问题开展民主监督情况的报告": ("背街小巷", "不足"),
}


@pytest.mark.parametrize("title", WHOLE)
def test_names_of_places_and_words_of_consultation_stay_whole_in_every_offer(title):
    offers = offer_breaks(title, WIDE)
    assert 2 <= len(offers) <= 5
    for offer in offers:
        for word in WHOLE[title]:
            assert any(word in line for line in offer), (word, offer)


def test_the_best_offer_closes_a_thought_at_the_end_of_a_line():
    title = "关于转发区政协办公室《关于进一步加强和改进委员工作站建设的实施意见》的通知"
    assert offer_breaks(title, WIDE)[0] == (
        "关于转发区政协办公室",
        "《关于进一步加强和改进",
        "委员工作站建设的实施意见》的通知",
    )


def test_offers_are_told_apart_and_the_worst_are_left_out():
    offers = offer_breaks("关于交办梧桐街道协商成果的函", WIDE)
    assert offers == (
        ("关于交办梧桐街道协商成果的函",),
        ("关于交办梧桐街道", "协商成果的函"),
    )


def test_a_title_of_three_hundred_characters_is_broken_between_words_into_full_lines():
    words = ("进一步加强", "老旧小区", "加装电梯", "底层住户", "补偿标准", "协商议事会", "意见建议")
    title = f"关于{''.join(words) * 10}的通知"
    assert len(title) >= 300
    best = offer_breaks(title, WIDE)[0]
    assert "".join(best) == title
    assert all(8 < len(line) <= 20 for line in best)
    assert sum(line.count(word) for line in best for word in words) == 10 * len(words)


def test_unknown_words_are_parted_only_where_a_line_cannot_hold_them():
    assert offer_breaks("囧" * 30, WIDE)[0] == ("囧" * 14, "囧" * 16)


@given(title=paragraphs, width=st.floats(min_value=8, max_value=30))
def test_an_offer_is_the_title_and_keeps_to_the_rules(title, width):
    title = title.replace("|", "")
    offers = offer_breaks(title, width)
    assert 1 <= len(offers) <= 5
    for offer in offers:
        assert "".join(offer) == title
        for line in offer[1:]:
            assert line[0] not in NO_START
        for line in offer[:-1]:
            assert line[-1] not in NO_END
