"""Text a clerk typed becomes a paper, or a sentence that names the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.blocks import (
    Addressee,
    Align,
    Heading,
    Paragraph,
    Signature,
    Table,
    Title,
    plain,
)
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun
from consultroom.documents.typesetting import MOST_COLUMNS, CannotTypeset, paper_of
from tests.documents.texts import MINUTES, PlainFaces, odd_paragraphs

FACES = PlainFaces()


def kinds(text: str) -> list[type]:
    return [type(block) for block in paper_of(text).blocks]


def test_a_whole_minute_is_read():
    paper = paper_of(MINUTES, author="梧桐街道")
    assert (paper.title, paper.author) == (
        "关于梧桐街道老旧小区加装电梯事项的协商议事会议纪要",
        "梧桐街道",
    )
    assert kinds(MINUTES) == [
        Title,
        Addressee,
        Paragraph,
        Heading,
        Paragraph,
        Heading,
        Heading,
        Paragraph,
        Paragraph,
        Table,
        Heading,
        Signature,
    ]


def test_successive_title_lines_are_the_clerks_breaks():
    title = paper_of("# 关于加装电梯的\n# 协商纪要\n正文").blocks[0]
    assert title == Title(text="关于加装电梯的|协商纪要")


def test_body_text_without_an_addressee_stands_one_line_below_the_title():
    with_addressee = lay_out(paper_of("# 标题\n各委员：\n正文"), FACES)
    without = lay_out(paper_of("# 标题\n正文"), FACES)
    assert baseline(with_addressee, "各") == baseline(without, "正")


def baseline(layout, ch):
    return next(
        item.y
        for item in layout.pages[0].items
        if isinstance(item, GlyphRun) and item.text.startswith(ch)
    )


@pytest.mark.parametrize(
    ("line", "level", "head", "rest"),
    [
        ("一、基本情况", 1, "一、基本情况", ""),
        ("十二、其他。照办。", 1, "十二、其他。", "照办。"),
        ("（一）关于标准。参会人员认为。", 2, "（一）关于标准。", "参会人员认为。"),
        ("(二)半角括号", 2, "(二)半角括号", ""),
        ("（一）只有一句。", 2, "（一）只有一句。", ""),
    ],
)
def test_a_heading_takes_its_first_sentence_only(line, level, head, rest):
    assert paper_of(line).blocks == (Heading(level=level, text=head, rest=rest),)


@pytest.mark.parametrize(
    "line", ["1.施工安排。照办。", "1．全角点", "（1）公示", "12.5万元", "2026.11.5"]
)
def test_lower_levels_are_set_in_the_face_of_body_text(line):
    (block,) = paper_of(line).blocks
    assert plain(block.text) + plain(getattr(block, "rest", "")) == line
    assert not (isinstance(block, Heading) and block.level < 3)


def test_only_the_line_right_after_the_title_is_the_addressee():
    assert kinds("# 标题\n各委员:\n要求如下：") == [Title, Addressee, Paragraph]
    assert paper_of("# 标题\n各委员:").blocks[1] == Addressee(text="各委员：")


def test_the_dashes_mark_the_rows_above_as_heads():
    table = paper_of("| 序号 | 姓名 |\n|---|---|\n| 1 | 陈玥玥 |").blocks[0]
    assert table.header_rows == 1
    assert [cell.text for cell in table.rows[1].cells] == ["1", "陈玥玥"]


def test_without_dashes_a_table_has_no_heads():
    assert paper_of("|甲|乙|\n|丙|丁|").blocks[0].header_rows == 0


def test_short_rows_are_filled_and_empty_cells_kept():
    table = paper_of("|甲|乙|丙|\n|1||\n|2|").blocks[0]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["1", "", ""],
        ["2", "", ""],
    ]


def test_short_columns_get_what_they_need_and_stand_in_the_middle():
    table = paper_of("|序号|意见建议|\n|1|" + "对底层住户采光补偿标准予以明确" * 5 + "|").blocks[0]
    assert table.shares[0] < table.shares[1] / 5
    assert table.aligns == (Align.CENTRE, Align.JUSTIFY)


def test_a_signature_is_names_and_a_date():
    blocks = paper_of("正文\n> 梧桐街道委员工作站\n> 桂花社区\n> 2026年11月27日").blocks
    assert blocks[-1] == Signature(names=("梧桐街道委员工作站", "桂花社区"), date="2026年11月27日")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "空"),
        (" \n\u3000\n", "空"),
        ("正文\n#  ", "第2行"),
        ("正文\n|---|---|", "第2行"),
        ("> 2026年1月1日\n> 2026年1月2日", "第2行"),
        ("正文\n" + "|甲" * (MOST_COLUMNS + 1) + "|", "第2行"),
        ("字" * 2_000_001, "太长"),
    ],
)
def test_what_cannot_be_read_is_told_by_its_line(text, told):
    with pytest.raises(CannotTypeset, match=told):
        paper_of(text)


@given(lines=st.lists(odd_paragraphs | st.sampled_from(MINUTES.splitlines()), max_size=12))
def test_any_text_is_laid_out_whole_or_refused(lines):
    try:
        paper = paper_of("\n".join(lines))
    except CannotTypeset:
        return
    layout = lay_out(paper, FACES)
    printed = "".join(
        item.text for page in layout.pages for item in page.items if isinstance(item, GlyphRun)
    )
    for line in "\n".join(lines).splitlines():
        words = line.strip().strip("#>》|：:").split("|")
        assert all(set(word) - set("|#>》-—:： \u3000\ufeff\t") <= set(printed) for word in words)
