"""Titles that are alike: what is found, what is not, and what never matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.likeness import ALIKE, VERY_ALIKE, Titles, plain

POOL = (
    "老旧小区加装电梯与物业管理衔接",
    "社区养老助餐点布局",
    "夜间施工噪声治理",
    "梧桐里停车治理",
    "小区停车难",
    "背街小巷停车秩序",
    "学校周边交通拥堵",
)


def found(typed: str) -> list[str]:
    return [POOL[one.place] for one in Titles(POOL).like(typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("停车难", "小区停车难"),
        ("关于解决小区停车难的建议", "小区停车难"),
        ("加装电梯", POOL[0]),
        ("老旧小区", POOL[0]),  # half typed
        ("夜间施工噪音", "夜间施工噪声治理"),
        ("学校门口交通拥堵问题", "学校周边交通拥堵"),
    ],
)
def test_the_same_matter_in_other_words_comes_first(typed: str, first: str):
    assert found(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "停", "垃圾分类", "小区垃圾分类", "环境治理", "关于的问题"])
def test_what_shares_a_common_word_at_most_is_not_shown(typed: str):
    assert found(typed) == []


def test_a_word_of_many_titles_weighs_less_than_a_rare_one():
    common = tuple(f"小区{word}" for word in ("绿化", "门禁", "路灯", "消防", "快递", "健身"))
    shares = {one.place: one.share for one in Titles((*common, "充电桩安装")).like("小区充电桩")}
    assert set(shares) == {6}


def test_of_equals_the_later_one_comes_first_and_only_so_many_are_given():
    found = Titles(("修路灯",) * 9).like("修路灯", most=3)
    assert [one.place for one in found] == [8, 7, 6]
    assert {one.share for one in found} == {1.0}


@given(st.text(min_size=2).filter(lambda text: len(plain(text)) > 1))
def test_a_title_is_like_itself_however_it_is_written(title: str):
    for written in (title, f"  {title}！", f"《{title}》"):
        (one,) = Titles((title,)).like(written)
        assert one.share == pytest.approx(1.0)


@given(st.lists(st.text()), st.text())
def test_a_share_is_between_the_threshold_and_one(titles: list[str], typed: str):
    for one in Titles(titles).like(typed, most=99):
        assert ALIKE <= one.share <= 1.0 + 1e-9
    assert VERY_ALIKE > ALIKE


FEW = st.lists(st.text("停车难小区治理修路灯", max_size=6), min_size=1, max_size=8)


@given(FEW, st.text("停车难小区治理修路灯", max_size=6), st.data())
def test_a_title_left_out_is_as_if_it_were_never_there_until_it_is_back(
    titles: list[str], typed: str, data: st.DataObject
):
    out = data.draw(st.integers(0, len(titles) - 1))
    asked = Titles(titles)
    before = asked.like(typed)
    asked.leave_out(out)
    others = [at for at in range(len(titles)) if at != out]
    never = Titles(titles[at] for at in others).like(typed)
    assert [(others[one.place], pytest.approx(one.share)) for one in never] == [
        (one.place, one.share) for one in asked.like(typed)
    ]
    asked.take_back(out)
    assert asked.like(typed) == before
