"""署名 and 成文日期 where GB/T 9704-2012 puts them, with seals that would fit."""

from __future__ import annotations

import itertools

import pytest

from consultroom.documents.blocks import Block, Paper, Paragraph, Signature
from consultroom.documents.gb9704 import GB9704
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun
from consultroom.documents.signatures import SEAL_MM
from tests.documents.texts import PlainFaces

MM = 72 / 25.4
CELL = GB9704.cell / MM
PITCH = GB9704.pitch / MM
DATE = "2026年11月5日"
WIDTH = 156.0


def laid(signature: Block) -> list[tuple[float, float, float, str]]:
    """Lines below a line of body text: left, right and em top in mm in the type area, text.

    A gap of a character parts two names on one line.
    """
    paper = Paper(title="试", blocks=(Paragraph(text="正文"), signature))
    (page,) = lay_out(paper, PlainFaces()).pages
    runs = [i for i in page.items if isinstance(i, GlyphRun) and i.y < GB9704.top + GB9704.height]
    found: list[tuple[float, float, float, str]] = []
    for run in runs[1:]:
        rise = 0.03 if run.face == "Latin" else 0.07
        top = (run.y + (rise - 0.88) * run.size - GB9704.top) / MM
        left, right = (run.x - GB9704.left) / MM, (run.x + run.width - GB9704.left) / MM
        before = found[-1] if found else None
        if before and abs(before[2] - top) < 0.01 and left - before[1] < 0.5:
            found[-1] = (before[0], right, top, before[3] + run.text)
        else:
            found.append((left, right, top, run.text))
    return found


def middle(line: tuple[float, float, float, str]) -> float:
    return (line[0] + line[1]) / 2


def test_without_a_seal_the_name_stands_two_characters_from_the_right():
    name, date = laid(Signature(names=("梧桐街道政协委员工作站",), date=DATE))
    assert name[2] == pytest.approx(2 * PITCH)
    assert WIDTH - name[1] == pytest.approx(2 * CELL)
    assert date[2] - name[2] == pytest.approx(PITCH)
    assert date[0] - name[0] == pytest.approx(2 * CELL)


def test_a_date_longer_than_the_name_stands_two_characters_from_the_right():
    name, date = laid(Signature(names=("街道",), date=DATE))
    assert WIDTH - date[1] == pytest.approx(2 * CELL)
    assert date[0] - name[0] == pytest.approx(2 * CELL)


def test_several_organs_without_seals_stand_below_each_other():
    *names, date = laid(Signature(names=("梧桐街道委员工作站", "青溪社区"), date=DATE))
    assert names[0][0] == pytest.approx(names[1][0])
    assert [line[2] / PITCH for line in (*names, date)] == pytest.approx([2, 3, 4])


def test_with_a_seal_the_name_is_centred_over_a_date_four_characters_from_the_right():
    name, date = laid(Signature(names=("澄湖区政协办公室",), date=DATE, sealed=True))
    assert WIDTH - date[1] == pytest.approx(4 * CELL)
    assert middle(name) == pytest.approx(middle(date))


def test_a_seal_over_name_and_date_begins_within_a_line_of_the_body():
    name, date = laid(Signature(names=("澄湖区政协办公室",), date=DATE, sealed=True))
    body_end = GB9704.body_pt / MM
    between = (name[2] + date[2] + body_end) / 2
    lower = 4.0  # mm: name and date stand so far below the seal's middle
    assert 0 < between - lower - SEAL_MM / 2 - body_end < PITCH


def test_a_sealed_name_too_long_for_its_place_keeps_the_date_under_its_middle():
    name, date = laid(
        Signature(names=("中国人民政治协商会议澄湖区委员会办公室",), date=DATE, sealed=True)
    )
    assert name[1] == pytest.approx(WIDTH)
    assert middle(name) == pytest.approx(middle(date))


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 7])
def test_seals_of_several_organs_neither_touch_nor_leave_the_type_area(count):
    names = tuple(f"第{'一二三四五六七'[n]}街道" for n in range(count))
    *found, date = laid(Signature(names=names, date=DATE, sealed=True))
    assert [line[3] for line in found] == list(names)
    assert middle(found[-1]) == pytest.approx(middle(date))
    for a, b in itertools.combinations(found, 2):
        across, down = middle(a) - middle(b), a[2] - b[2]
        assert (across**2 + down**2) ** 0.5 > SEAL_MM
    assert all(SEAL_MM / 2 <= middle(line) <= WIDTH - SEAL_MM / 2 for line in found)


def test_long_names_of_several_sealed_organs_do_not_meet():
    names = ("中国人民政治协商会议澄湖区委员会", "中共澄湖区梧桐街道工作委员会")
    first, last, date = laid(Signature(names=names, date=DATE, sealed=True))
    assert last[2] - first[2] > SEAL_MM
    assert middle(last) == pytest.approx(middle(date))


def test_the_chop_of_who_signs_has_its_room_between_post_and_date():
    post, date = laid(Signature(names=("主席",), date=DATE, chop=True))
    body_end = GB9704.body_pt / MM
    assert WIDTH - date[1] == pytest.approx(4 * CELL)
    chop_left = WIDTH - 4 * CELL - 40
    assert chop_left - post[1] == pytest.approx(2 * CELL)
    assert post[2] - body_end > 2 * PITCH  # two lines free above the chop
    assert date[2] - (post[2] + body_end / 2 + 10) > PITCH - 6  # one free below it
