"""Names by their sound."""

from __future__ import annotations

import lzma
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom import resources
from consultroom.domain.pinyin import MOST, Readings
from consultroom.domain.surnames import DOUBLE, SINGLE


@cache
def readings() -> Readings:
    return Readings.from_table(resources.path("pinyin", "readings.bin").read_bytes())


han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
surnames = st.sampled_from([*SINGLE, *DOUBLE, "张", "王", "周"])
names = st.builds(str.__add__, surnames, st.text(han, min_size=1, max_size=4))
anything = st.text(max_size=30)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("单雄信", "sxx"),
        ("曾国藩", "zgf"),
        ("解缙", "xj"),
        ("仇英", "qy"),
        ("区大相", "odx"),
        ("查良镛", "zly"),
        ("朴正熙", "pzx"),
        ("缪希雍", "mxy"),
        ("尉迟恭", "ycg"),
        ("万俟洛", "mql"),
        ("长孙无忌", "zswj"),
        ("令狐冲", "lhc"),
        ("周玉珍", "zyz"),
        ("买买提·艾力", "mmtal"),
        ("李A2", "la2"),
    ],
)
def test_the_likeliest_initials_come_first(name, initials):
    assert readings().initials(name)[0] == initials


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("单雄信", "shanxiongxin"),
        ("翟天临", "zhaitianlin"),
        ("覃塘", "qintang"),
        ("盖叫天", "gejiaotian"),
        ("吕布", "lvbu"),
        ("欧阳修", "ouyangxiu"),
        ("乐毅", "yueyi"),
    ],
)
def test_the_likeliest_spelling_comes_first(name, spelling):
    assert readings().spellings(name)[0] == spelling


def test_a_surname_read_two_ways_keeps_both_and_a_wrong_reading_is_not_offered():
    assert set(readings().spellings("乐平")) >= {"yueping", "leping"}
    assert not [s for s in readings().spellings("单平") if s.startswith("dan")]


def test_a_given_name_keeps_every_reading():
    assert set(readings().initials("王重")) >= {"wz", "wc"}
    assert set(readings().spellings("张行")) >= {"zhangxing", "zhanghang"}


def test_two_characters_alone_are_surname_and_given_name():
    assert readings().spellings("单于")[0] == "shanyu"
    assert readings().spellings("单于明")[0] == "chanyuming"


def test_a_name_with_a_dot_has_no_surname():
    assert "chagan" in readings().spellings("查干·巴特尔")[0]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("吕布", "lv"),
        ("吕布", "lub"),
        ("吕布", "LYU BU"),
        ("吕布", "lüb"),
        ("吕布", "lǚ bù"),
        ("吕布", "lu\u0308"),
        ("张伟", "z"),
        ("张伟", "zw"),
        ("张伟", "zhw"),
        ("张伟", "zhangw"),
        ("张伟", "Zhang'wei"),
        ("张伟", "张w"),
        ("张伟", "伟"),
        ("张伟", ""),
        ("西安", "xi'an"),
        ("买买提·艾力", "买买提艾力"),
        ("买买提·艾力", "mmtal"),
        ("𬱖𠅤", "𠅤"),
    ],
)
def test_what_is_typed_finds_the_name(name, typed):
    assert readings().matches(name, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张伟", "w"),
        ("张伟", "wz"),
        ("张伟", "zhangweix"),
        ("张伟", "伟张"),
        ("单雄信", "dxx"),
        ("曾巩", "ceng"),
        ("吕布", "lib"),
    ],
)
def test_what_is_typed_does_not_find_another_name(name, typed):
    assert not readings().matches(name, typed)


@given(names)
def test_a_name_has_one_to_eight_initials_each_as_long_as_the_name(name):
    found = readings().initials(name)
    assert 1 <= len(found) <= MOST
    assert len(set(found)) == len(found)
    known = [ch for ch in name if ch in readings().by_character]
    assert {len(one) for one in found} == {len(known)}


@given(names)
def test_every_spelling_begins_with_the_letter_of_some_initials(name):
    letters = {one[0] for one in readings().initials(name)}
    assert {one[0] for one in readings().spellings(name)} <= letters


@given(anything | names, st.data())
def test_every_beginning_of_initials_and_spellings_finds_the_name(name, data):
    for one in (*readings().initials(name), *readings().spellings(name)):
        cut = data.draw(st.integers(0, len(one)))
        assert readings().matches(name, one[:cut])


@given(names, st.data())
def test_any_stretch_of_its_characters_finds_the_name(name, data):
    start = data.draw(st.integers(0, len(name)))
    stop = data.draw(st.integers(start, len(name)))
    assert readings().matches(name, name[start:stop])


@given(names, st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), min_size=1, max_size=8))
def test_what_matches_stays_matched_when_a_letter_is_taken_back(name, typed):
    if readings().matches(name, typed):
        assert readings().matches(name, typed[:-1])


@given(anything, anything)
def test_nothing_typed_can_break_the_search(name, typed):
    assert readings().matches(name, typed) in {True, False}


def test_a_long_name_of_many_readings_is_answered_with_eight():
    assert len(readings().spellings("王" + "行重乐" * 20)) == MOST


@given(
    st.dictionaries(
        han,
        st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=3, unique=True),
        min_size=1,
    )
)
def test_a_table_comes_back_as_it_was_written(wanted):
    lines = "\n".join(f"{' '.join(words)}\t{ch}" for ch, words in wanted.items())
    back = Readings.from_table(lzma.compress(lines.encode()))
    assert back.by_character == {ch: tuple(words) for ch, words in wanted.items()}


# the table itself


def test_the_table_is_small_and_knows_every_character_of_the_national_list():
    assert resources.path("pinyin", "readings.bin").stat().st_size < 100_000
    listed = resources.root().parent / "tests/documents/tgh8105.txt"
    unknown = [ch for ch in listed.read_text(encoding="utf-8") if ch not in readings().by_character]
    assert unknown == []


def test_every_reading_in_the_table_is_made_of_small_letters():
    words = {word for choices in readings().by_character.values() for word in choices}
    assert not [word for word in words if not (word.isascii() and word.isalpha())]
    assert {"lv", "nv", "zhuang", "er"} <= words


def test_the_surname_lists_name_no_character_twice_and_no_unknown_sound():
    words = {word for choices in readings().by_character.values() for word in choices}
    assert {word for choices in (*SINGLE.values(), *DOUBLE.values()) for word in choices} <= words
    assert {len(name) for name in DOUBLE} == {2}
    assert len(SINGLE) >= 40
