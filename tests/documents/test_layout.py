"""Where the parts of a paper stand, before anything is drawn."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.blocks import (
    Align,
    AttachmentNote,
    AttachmentStart,
    BlankLines,
    Block,
    Hanging,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    RuleLine,
    Run,
    Signature,
    Title,
    Together,
    field_table,
    names,
)
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import GB9704, MM, Ink, Overflow, PageProfile
from consultroom.documents.layout import first_that_fits, lay_out
from consultroom.documents.pages import GlyphRun, Layout, Rule
from consultroom.documents.typesetting import paper_of
from consultroom.frozen import replace
from tests.documents.texts import MINUTES, NAMES, PlainFaces, paragraphs

FACES = PlainFaces()
CELL, PITCH = GB9704.cell, GB9704.pitch
RISES = {"Latin": 0.03}


def laid(*blocks: Block, profile: PageProfile = GB9704) -> Layout:
    return lay_out(Paper(title="试", blocks=blocks, profile=profile), FACES)


def lines(layout: Layout, page: int = 0) -> list[tuple[float, float, str]]:
    """Lines of a page without its number: x in 字 from the left edge, row on the grid, text."""
    found: dict[float, list[GlyphRun]] = {}
    for item in layout.pages[page].items:
        if isinstance(item, GlyphRun) and item.y < GB9704.top + GB9704.height:
            base = round(item.y + RISES.get(item.face, 0.07) * item.size, 3)
            found.setdefault(base, []).append(item)
    first = GB9704.top + 0.88 * GB9704.body_pt
    return [
        (
            round((runs[0].x - GB9704.left) / CELL, 2),
            round((base - first) / PITCH, 2),
            "".join(run.text for run in runs),
        )
        for base, runs in found.items()
    ]


def test_body_text_is_indented_two_characters_and_runs_on_flush_left():
    first, second = lines(laid(Paragraph(text="国" * 40)))
    assert (first[:2], len(first[2])) == ((2.0, 0.0), 26)
    assert (second[:2], len(second[2])) == ((0.0, 1.0), 14)


@pytest.mark.parametrize(
    ("align", "x"), [(Align.LEFT, 0.0), (Align.CENTRE, 12.0), (Align.RIGHT, 24.0)]
)
def test_a_line_stands_where_it_is_asked_to(align, x):
    assert lines(laid(Paragraph(text="国国国国", indent=0, align=align)))[0][0] == x


def test_a_list_hangs_at_the_character_after_its_label():
    people = names([*NAMES] * 4)
    first, *rest = lines(laid(Hanging(label="出席：", text=people)))
    assert first[0] == 2.0
    assert rest
    assert all(x == 5.0 for x, _, _ in rest)


def test_attachments_are_numbered_and_hang_at_the_first_character_of_their_name():
    found = lines(laid(Paragraph(text="正文"), AttachmentNote(names=("名单", "说" * 30))))
    numbers = round(5 + 16 / CELL, 2)  # 附件： after two blank, then "1." of half-wide signs
    assert [(x, row) for x, row, _ in found[1:]] == [(2.0, 2.0), (5.0, 3.0), (numbers, 4.0)]
    assert [text[:5] for _, _, text in found[1:]] == ["附件：1.", "2.说说说", "说" * 5]


def test_no_mark_follows_the_name_of_an_attachment():
    found = lines(laid(AttachmentNote(names=("名单；", "回执。"))))
    assert [text for _, _, text in found] == ["附件：1.名单", "2.回执"]


def test_a_few_attachments_stand_on_the_page_of_the_signature():
    note = AttachmentNote(names=("名单", "回执", "议程"))
    signature = Signature(names=("工作站",), date="2026年11月5日")
    layout = laid(Paragraph(text="国" * 28 * 17, indent=0), note, signature)
    assert [text for _, _, text in lines(layout, 1)] == [
        "附件：1.名单",
        "2.回执",
        "3.议程",
        "工作站",
        "2026年11月5日",
    ]


def test_a_single_attachment_has_no_number():
    assert lines(laid(AttachmentNote(names=("参会回执",))))[-1][2] == "附件：参会回执"


def test_an_attachment_begins_a_page_its_title_on_the_third_line():
    layout = laid(Paragraph(text="正文"), AttachmentStart(label="附件1", title="参会人员名单"))
    label, title = lines(layout, 1)
    assert label == (0.0, 0.0, "附件1")
    assert title[1] == pytest.approx(2.0, abs=0.15)


def test_a_note_stands_in_brackets_below_the_date():
    layout = laid(Signature(names=("工作站",), date="2026年11月5日"), Note(text="联系人：陈玥玥"))
    *_, date, note = lines(layout)
    assert note == (2.0, date[1] + 1, "（联系人：陈玥玥）")


def test_three_title_lines_take_four_rows():
    *_, body = lines(laid(Title(text="一|二|三"), Paragraph(text="正文")))
    assert body[1] == 4.0


def test_a_rule_is_as_long_as_the_type_area():
    layout = laid(RuleLine(ink=Ink.RED))
    (rule,) = [item for item in layout.pages[0].items if isinstance(item, Rule)]
    assert (rule.x0, rule.x1) == pytest.approx((28 * MM, 184 * MM))
    assert rule.ink is Ink.RED


def test_text_after_a_table_is_back_on_the_grid():
    found = lines(
        laid(Paragraph(text="前"), field_table([("议题", "加装电梯")]), Paragraph(text="后"))
    )
    assert found[-1][1] == pytest.approx(round(found[-1][1]))


def test_blocks_kept_together_share_a_page():
    block = Together(blocks=(Paragraph(text="国" * 80), Paragraph(text="家" * 80)))
    layout = laid(Paragraph(text="字" * 28 * 18, indent=0), block)
    assert not any("国" in text for _, _, text in lines(layout))
    assert {text[0] for _, _, text in lines(layout, 1)} == {"国", "家"}


def test_a_page_break_begins_a_page():
    layout = laid(Paragraph(text="前"), PageBreak(), BlankLines(), Paragraph(text="后"))
    assert [(row, text) for _, row, text in lines(layout, 1)] == [(1.0, "后")]


def test_no_empty_page_follows_a_last_page_break():
    assert len(laid(Paragraph(text="前"), PageBreak()).pages) == 1


def test_a_signature_without_a_date_is_no_line_of_its_own():
    layout = laid(Paragraph(text="正文"), Signature(names=("工作站",), date=""))
    assert lines(layout)[-1][2] == "工作站"


def test_a_mark_hangs_outside_the_edge_where_a_district_wants_it():
    profile = PageProfile(overflow=Overflow.HANG)
    text = "国" * 28 + "，" + "国" * 10
    first, second = lines(laid(Paragraph(text=text, indent=0), profile=profile))
    assert (len(first[2]), len(second[2])) == (29, 10)


def test_headings_carry_their_level_to_the_outline():
    layout = laid(
        Title(text="关于加装电梯的|纪要"),
        Heading(level=1, text="一、情况", rest="如下。"),
        Heading(level=2, text=(Run("（一）", Role.KAI), Run("标准"))),
    )
    assert [(mark.level, mark.text) for mark in layout.bookmarks] == [
        (0, "关于加装电梯的纪要"),
        (1, "一、情况"),
        (2, "（一）标准"),
    ]


def test_a_layout_can_be_written_down_and_read_back():
    layout = lay_out(paper_of(MINUTES), FACES)
    assert msgspec.json.decode(msgspec.json.encode(layout), type=Layout) == layout


blocks = st.one_of(
    paragraphs.map(lambda text: Paragraph(text=text)),
    paragraphs.map(lambda text: Heading(level=1, text=text)),
    paragraphs.map(lambda text: Heading(level=2, text="（一）题。", rest=text)),
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=12).map(
        lambda people: Hanging(label="出席：", text=names(people))
    ),
    paragraphs.map(lambda text: Signature(names=(text,), date="2026年11月5日")),
    paragraphs.map(lambda text: AttachmentNote(names=(text, text))),
    paragraphs.map(lambda text: Title(text=text)),
    st.sampled_from(
        [BlankLines(count=3), PageBreak(), AttachmentStart(label="附件1", title="名单")]
    ),
)


@given(st.lists(blocks, max_size=25))
def test_nothing_stands_outside_the_type_area_and_no_page_has_23_lines(chosen):
    layout = laid(*chosen)
    low = GB9704.top + GB9704.height
    for at in range(len(layout.pages)):
        page = [item for item in layout.pages[at].items if isinstance(item, GlyphRun)]
        body = [item for item in page if item.y < low]
        assert len(page) > len(body) >= (at < len(layout.pages) - 1)
        assert all(item.y <= low + 1e-6 for item in body)
        assert len({round(row) for _, row, _ in lines(layout, at)}) <= GB9704.rows
        assert all(item.x >= GB9704.left - 1e-6 for item in body)


def test_blanks_alone_do_not_make_a_page():
    layout = laid(BlankLines(count=3), AttachmentStart(label="附件1", title="名单"))
    assert len(layout.pages) == 1


def sized(*sizes: float) -> Iterator[Paper]:
    """The same table in ever smaller type; a last request for one too many fails the test."""
    for size in sizes:
        table = field_table([(f"第{n}项", "楼道堆物影响通行。" * 8) for n in range(14)])
        yield Paper(title="单", blocks=(replace(table, size_pt=size),))
    pytest.fail("a smaller paper was asked for than the one that fits")


def test_the_first_paper_that_fits_is_taken_and_laid_out_as_ever():
    paper, layout = first_that_fits(sized(14.0, 12.0, 8.0, 7.0), FACES, 1)
    assert paper.blocks[0].size_pt == 8.0
    assert layout == lay_out(paper, FACES)
    assert len(layout.pages) == 1


def test_the_last_paper_is_taken_when_none_fits():
    papers = list(itertools.islice(sized(14.0, 13.0), 2))
    paper, layout = first_that_fits(papers, FACES, 1)
    assert paper is papers[-1]
    assert layout == lay_out(paper, FACES)
    assert len(layout.pages) > 1


def test_any_number_of_pages_takes_the_first_paper():
    assert len(first_that_fits(sized(14.0), FACES, 0)[1].pages) > 1
