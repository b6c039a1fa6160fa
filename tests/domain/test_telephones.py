"""Telephone numbers: what offices write looks right, what is mistyped is doubted in a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.telephones import DOUBTS, doubt, plain


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 13800138000",
        "１３８００１３８０００",
        "0571-88886666",
        "(0571)88886666",
        "05718888666",
        "88886666",
        "88886666-8012",
        "0571-88886666转8012",
        "4001234567",
        "12345",
        "95588",
        "13800138000、0571-88886666",
        "13800138000/13900139000",
    ],
)
def test_what_offices_write_looks_right(typed: str):
    assert doubt(typed) == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1380013800", "手机号应为 11 位，这里有 10 位，请核对。"),
        ("138001380001", "手机号应为 11 位，这里有 12 位，请核对。"),
        ("12800138000", "没有以这三个数字开头的手机号，请核对。"),
        ("0571-888866", "座机应为区号加 7 至 8 位号码，这里共有 10 位，请核对。"),
        ("571888866", "有 9 位，不像手机号，也不像座机号，请核对。"),
        ("13800l38000", "有数字以外的字，请核对。"),
        ("问小王", "有数字以外的字，请核对。"),
        ("110101199001010000", "像是身份证号，电话一栏请不要填。"),
        ("11010119900101000X", "像是身份证号，电话一栏请不要填。"),
        ("13800138000、1380013800", "手机号应为 11 位，这里有 10 位，请核对。"),
    ],
)
def test_what_is_mistyped_is_doubted(typed: str, said: str):
    assert doubt(typed) == said


@given(st.text(max_size=30))
def test_whatever_is_typed_is_right_or_doubted_in_one_sentence(typed: str):
    said = doubt(typed)
    assert said == "" or said.endswith("。")
    assert plain(plain(typed)) == plain(typed)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from([" ", "-", ""]))
def test_a_mobile_number_is_right_however_it_is_grouped(number: str, between: str):
    assert doubt(between.join((number[:3], number[3:7], number[7:]))) == ""


def test_the_last_doubt_fits_everything():
    assert DOUBTS[-1].shape.fullmatch("任何字")
