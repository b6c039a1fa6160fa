"""Lines end where Chinese lines may end, and lose nothing."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consultroom.documents.blocks import Run, names
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import Overflow
from consultroom.documents.kinsoku import FREE, HANGABLE, NO_END, NO_START, SEALED, held
from consultroom.documents.linebreak import Line, Strand, break_lines
from consultroom.documents.pages import GlyphRun
from consultroom.documents.setting import Setter, Type
from tests.documents.texts import NAMES, UNSPLIT, PlainFaces, odd_paragraphs, paragraphs

CELL = 10.0
BODY = Type(Role.FANGSONG, CELL, CELL)
SETTER = Setter(PlainFaces())
MODES = st.sampled_from(Overflow)
ROOMS = st.integers(min_value=6, max_value=40).map(lambda chars: chars * CELL)


def lines_of(text, chars, mode=Overflow.SQUEEZE):
    strand = SETTER.strand(text, BODY)
    lines = break_lines(strand, chars * CELL, chars * CELL, mode)
    return [strand.text[line.start : line.end] for line in lines]


def forced(strand: Strand, lines: list[Line], room: float) -> set[int]:
    """Places where a line had to end in a run longer than a line."""
    found = set()
    for line in lines[:-1]:
        before = strand.held.rfind(bytes([FREE]), 0, line.end)
        after = strand.held.find(bytes([FREE]), line.end)
        if strand.width(max(before, 0), after) > room:
            found.add(line.end)
    return found


@given(text=paragraphs | odd_paragraphs, room=ROOMS, mode=MODES)
@example(text="", room=60.0, mode=Overflow.SQUEEZE)
@example(text="！" * 40, room=60.0, mode=Overflow.HANG)
def test_lines_joined_are_the_paragraph(text, room, mode):
    strand = SETTER.strand(text, BODY)
    lines = break_lines(strand, room - 2 * CELL, room, mode)

    assert "".join(strand.text[line.start : line.end] for line in lines) == strand.text
    assert len(strand.text) == len(text)
    assert all(line.end > line.start for line in lines) or not text
    assert [line.last for line in lines] == [False] * (len(lines) - 1) + [True]


@given(text=paragraphs | odd_paragraphs, room=ROOMS, mode=MODES)
def test_no_line_runs_over_its_room(text, room, mode):
    strand = SETTER.strand(text, BODY)
    for line in break_lines(strand, room, room, mode):
        clusters = strand.held[line.start + 1 : line.end].count(SEALED)
        assert line.width <= room + 1e-6 or line.end - line.start == clusters + 1


@given(text=paragraphs, room=ROOMS, mode=MODES)
def test_no_line_starts_or_ends_with_a_barred_mark(text, room, mode):
    strand = SETTER.strand(text, BODY)
    lines = break_lines(strand, room, room, mode)
    excused = forced(strand, lines, room)
    for line in lines[:-1]:
        if line.end not in excused:
            assert strand.text[line.end] not in NO_START
            assert strand.text[line.seen - 1] not in NO_END


LONG_ADDRESS = "https://www.example.gov.cn/very/long/path/that/does/not/end/for/a/while/index.html"


@given(text=paragraphs, room=ROOMS, mode=MODES)
@example(text=f"{'一' * 18}··55dB（A）8,000元{LONG_ADDRESS}", room=140.0, mode=Overflow.SQUEEZE)
def test_numbers_units_times_and_words_stay_whole(text, room, mode):
    strand = SETTER.strand(text, BODY)
    lines = break_lines(strand, room, room, mode)
    ends = {line.end for line in lines} - forced(strand, lines, room)
    for match in UNSPLIT.finditer(text):
        assert not ends & set(range(match.start() + 1, match.end()))


@given(text=odd_paragraphs, room=ROOMS, mode=MODES)
def test_a_character_and_the_marks_it_carries_are_never_parted(text, room, mode):
    strand = SETTER.strand(text + "葛\U000e0100城e\u0301", BODY)
    for line in break_lines(strand, room, room, mode):
        assert strand.held[line.end] != SEALED


@given(people=st.lists(st.sampled_from(NAMES), min_size=1, max_size=20), room=ROOMS, mode=MODES)
def test_a_name_that_fits_a_line_is_never_parted(people, room, mode):
    strand = SETTER.strand(names(people), BODY)
    ends = {line.end for line in break_lines(strand, room, room, mode)}
    at = 0
    for person in people:
        if len(person) * CELL <= room - 2 * CELL:
            assert not ends & set(range(at + 1, at + len(person)))
        at += len(person) + 1


@given(text=paragraphs, room=ROOMS, mode=MODES)
def test_neighbours_never_touch_and_lines_fill_their_room(text, room, mode):
    strand = SETTER.strand(text, BODY)
    for line in break_lines(strand, room, room, mode):
        spread = SETTER.spread(strand, line, room)
        runs = SETTER.set_line(strand, line, 0.0, 0.0 if line.last else spread)
        marks = inks(runs, strand.text[line.start : line.seen])
        for (_, right, before), (left, _, after) in itertools.pairwise(marks):
            assert left >= right - 1e-6, (before, after)
        if spread and not line.last:
            hung = CELL * (line.width + CELL <= strand.width(line.start, line.seen) + 1e-6)
            assert marks[-1][1] <= room + hung + 1e-6


def inks(runs: list[GlyphRun], seen: str) -> list[tuple[float, float, str]]:
    """Left and right edge of each character's ink, where a mark's is half its cell."""
    found = []
    for run in runs:
        x = run.x
        for ch in run.text:
            advance = PlainFaces().glyph(Role.FANGSONG, ch).advance * run.size
            left, right = x, x + advance
            if ch in "，。、；：）》〉”’」』】〕":
                right = x + advance / 2
            elif ch in "（《〈“‘「『【〔":
                left = x + advance / 2
            elif ch in "？！":
                right = x + advance * 0.75
            if not ch.isspace():
                found.append((left, right, ch))
            x += advance + run.extra
    assert "".join(ch for _, _, ch in found) == "".join(seen.split())
    return found


def test_a_comma_that_would_begin_a_line_is_squeezed_into_the_one_before():
    assert lines_of("会议听取、汇报，协商", 7) == ["会议听取、汇报，", "协商"]


def test_a_comma_hangs_outside_the_edge_in_hang_mode():
    strand = SETTER.strand("会议听取了汇报，协商", BODY)
    first, second = break_lines(strand, 70.0, 70.0, Overflow.HANG)

    assert (first.end, first.width) == (8, 70.0)
    assert strand.text[second.start :] == "协商"


def test_where_nothing_can_be_squeezed_a_character_goes_with_its_comma():
    assert lines_of("会议听取了汇报！，协商", 7)[0] in ("会议听取了汇", "会议听取了汇报！，")
    assert lines_of("会议听取了汇报》》协商", 7)[0] == "会议听取了汇"


def test_an_opening_bracket_does_not_end_a_line():
    assert lines_of("会议听取了汇（报告）", 7)[0] == "会议听取了汇"


def test_a_date_may_be_parted_between_its_parts_only():
    text = "会议定于2026年11月26日召开"
    places = held(text)
    free = [text[:at] for at in range(1, len(text)) if places[at] == FREE]

    assert "会议定于2026年" in free
    assert "会议定于2026年11月" in free
    assert not any(part.endswith(("202", "2026", "1", "11", "26")) for part in free)


@pytest.mark.parametrize(
    "piece",
    [
        "8,000元",
        "55dB",
        "30%",
        "第3条",
        "8:30—11:30",
        "14:00-17:30",
        "8:30至11:30",
        "14时30分—17时30分",
        "3—5人",
        "10%—15%",
        "12.5万平方米",
        "3个工作日",
        "￥8,000元",
        "010-12345678",
        "２０２６年",
        "——",
        "……",
        "（一）",
        "e\u0301",
        "葛\U000e0100",
    ],
)
def test_this_is_never_parted(piece):
    places = held(f"前{piece}后")
    inside = places[2 : len(piece) + 1]
    assert FREE not in inside or piece == "（一）"


def test_straight_quotes_open_and_close_by_turns():
    places = held('他说"好"了')
    assert [places[at] == FREE for at in range(1, 6)] == [True, True, False, False, True]


def test_an_address_longer_than_a_line_is_parted_after_a_stroke():
    parted = lines_of("网址https://www.example.gov.cn/a/b/c/d/e/f/g/h/i/j/index.html。", 10)
    assert all(len(line) <= 20 for line in parted)
    assert any(line.endswith("/") for line in parted)


def test_a_long_number_is_pushed_on_rather_than_crushing_the_marks():
    text = "（一）关于补偿标准。参会人员认为，补偿标准由每户8,000元调整"
    assert lines_of(text, 26)[0].endswith("每户")


def test_two_marks_that_meet_share_one_cell_and_a_half():
    strand = SETTER.strand("说：“好”。（完）", BODY)
    assert strand.starts[-1] == pytest.approx(9 * CELL - 3 * CELL / 2)


def test_hangable_marks_may_not_begin_lines_either():
    assert HANGABLE <= NO_START


def test_a_run_in_another_face_is_measured_in_that_face():
    strand = SETTER.strand((Run("一、", Role.HEI), Run("基本")), BODY)
    line = break_lines(strand, 100.0, 100.0)[0]
    faces = [run.face for run in SETTER.set_line(strand, line, 0.0)]
    assert faces == [Role.HEI.value, Role.FANGSONG.value]
