"""A visitor's identity does not get past redaction, and what is no identity does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.redaction import (
    SOME_NUMBER,
    SOMEBODY,
    SOMEWHERE,
    KnownPeople,
    masks,
    may_be_one_text,
    redacted,
)
from tests.builders import a_visitor

WU = a_visitor(name="吴桂兰", phone="139 0000 1234", address="梧桐里3栋2单元502室")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("居民吴桂兰反映消防通道被占。", f"{SOMEBODY}反映消防通道被占。"),
        ("吴桂兰女士说，吴 桂兰的车库进水。", f"{SOMEBODY}说，{SOMEBODY}的车库进水。"),
        ("吴女士和老吴说，桂兰阿姨腿脚不便。", f"{SOMEBODY}和{SOMEBODY}说，{SOMEBODY}腿脚不便。"),
        ("电话13900001234或139-0000-1234。", f"电话{SOME_NUMBER}或{SOME_NUMBER}。"),
        ("家住梧桐里3栋2单元502室，漏水。", f"家住{SOMEWHERE}，漏水。"),
        ("住3栋2单元502室，502室楼上漏水。", f"住{SOMEWHERE}，{SOMEWHERE}楼上漏水。"),
    ],
)
def test_what_is_known_of_a_visitor_is_taken_out(text: str, left: str):
    assert redacted(text, [WU]) == left


@pytest.mark.parametrize(
    "number",
    ["13812345678", "138 1234 5678", "6210 0999", "023-62100999", "50010719800101123X"],
)
def test_a_number_that_reaches_a_person_is_taken_out_whosesoever_it_is(number: str):
    assert redacted(f"请拨{number}联系。") == f"请拨{SOME_NUMBER}联系。"


@pytest.mark.parametrize(
    "text",
    [
        "梧桐里3号楼加装电梯，每户8000元，共2300000元。",
        "2026—2027年改造230户，编号WT-JB-2026-011。",
        "20260924前完成1200平方米，14:30—16:00施工。",
        "小区门口吴家巷的路灯坏了。",
    ],
)
def test_what_is_no_identity_stays(text: str):
    assert redacted(text, [WU]) == text


def test_a_pseudonym_with_a_title_is_taken_out_and_one_character_is_no_name():
    assert (
        redacted("吴女士来过两次。", [a_visitor(name="吴女士", phone="")])
        == f"{SOMEBODY}来过两次。"
    )
    assert redacted("吴家巷停电。", [a_visitor(name="吴", phone="")]) == "吴家巷停电。"
    assert redacted("欧阳老师来访。", [a_visitor(name="欧阳雪晴")]) == f"{SOMEBODY}来访。"


@given(
    name=st.text("赵钱孙李周吴郑王桂兰建国小红", min_size=2, max_size=4),
    phone=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    before=st.text("路灯坏了，", max_size=6),
    after=st.text("，请派人来修。", max_size=6),
)
def test_neither_name_nor_telephone_is_ever_left(name: str, phone: str, before: str, after: str):
    left = redacted(f"{before}{name}{after}{phone}", [a_visitor(name=name, phone=phone)])
    assert name not in left
    assert phone not in left


# -- in texts about somebody else ----------------------------------------------------------------

HE = a_visitor(name="陈和平", phone="023-6210 0999", address="柳荫巷7号4-2")
BOTH = KnownPeople([WU, HE])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("居民陈和平也说过，吴桂兰女士在场。", f"{SOMEBODY}也说过，{SOMEBODY}在场。"),
        ("致电02362100999，去了柳荫巷7号4-2。", f"致电{SOME_NUMBER}，去了{SOMEWHERE}。"),
        ("和平路口、桂兰小区、7号楼都要装。", "和平路口、桂兰小区、7号楼都要装。"),
    ],
)
def test_everybody_known_is_taken_out_by_the_whole_name_only(text: str, left: str):
    assert BOTH.taken_out(text) == left
    assert BOTH.taken_out(left) == left


def test_the_order_in_which_people_are_known_makes_no_difference():
    longer = a_visitor(name="陈和平安", phone="")
    text = "陈和平安与陈和平"
    one, other = KnownPeople([HE, longer]), KnownPeople([longer, HE])
    assert one.taken_out(text) == other.taken_out(text) == f"{SOMEBODY}与{SOMEBODY}"


words = st.lists(
    st.sampled_from(["吴桂兰", "陈和平", "居民", "说路灯不亮，", "13900001234", "。", "某处"])
).map("".join)


@given(words)
def test_a_text_and_what_is_left_of_it_may_be_one(text: str):
    left = BOTH.taken_out(text)
    assert may_be_one_text(text, left)
    assert may_be_one_text(left, text)
    assert may_be_one_text(KnownPeople([HE]).taken_out(text), KnownPeople([WU]).taken_out(text))
    assert masks(left) >= masks(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("路灯不亮", "电梯坏了"),
        (f"{SOMEBODY}说路灯不亮", "吴桂兰说电梯坏了"),
        (f"先找{SOMEBODY}再找{SOMEBODY}", "先找吴桂兰"),
        (f"甲{SOMEBODY}", f"乙{SOMEBODY}"),
    ],
)
def test_texts_that_differ_elsewhere_are_two(one: str, other: str):
    assert not may_be_one_text(one, other)
    assert not may_be_one_text(other, one)
