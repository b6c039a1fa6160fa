"""版头 and 版记 where GB/T 9704-2012 puts them, measured in mm on the finished file."""

from __future__ import annotations

import itertools
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultroom.documents.blocks import (
    Addressee,
    AttachmentNote,
    Block,
    Note,
    Paper,
    Paragraph,
    Signature,
    Title,
)
from consultroom.documents.first_page import settled, shows_body
from consultroom.documents.fonts import Role, bundled
from consultroom.documents.gb9704 import GB9704, MM, Ink, PageProfile
from consultroom.documents.head_setting import mark_lines
from consultroom.documents.heads import Imprint, LetterHead, MinutesHead, RedHead, Urgency
from consultroom.documents.layout import lay_out
from consultroom.documents.measuring import MeasuredLine, MeasuredPdf, measure
from consultroom.documents.pages import GlyphRun, Layout, Rule
from consultroom.documents.render_pdf import render
from tests.documents.texts import PlainFaces, paragraphs

LINE = GB9704.pitch / MM
BODY = Paragraph(text="为深入推进政协协商与基层协商有效衔接，现将有关事项通知如下。" * 3)
RED = RedHead(mark="澄湖区政协办公室文件", number="澄政协办〔2026〕3号")
COPIES = (
    "区委办公室",
    "区人大常委会办公室",
    "区政府办公室",
    "区纪委监委",
    "各镇（街道）党（工）委",
)
IMPRINT = Imprint(copies_to=COPIES, issued_by="澄湖区政协办公室", issued_on="2026年11月5日")
TITLE = Title(text="关于召开协商议事会的通知")


@cache
def measured(*blocks: Block, profile: PageProfile = GB9704) -> MeasuredPdf:
    return measure(render(Paper(title="试", blocks=blocks, profile=profile), bundled()))


def laid(*blocks: Block) -> Layout:
    return lay_out(Paper(title="试", blocks=blocks), PlainFaces())


def rules(layout: Layout, page: int = 0) -> list[Rule]:
    """The rules of a page from the top, in mm."""
    found = [item for item in layout.pages[page].items if isinstance(item, Rule)]
    return [
        Rule(r.x0 / MM, r.y0 / MM, r.x1 / MM, r.y1 / MM, r.weight / MM, r.ink)
        for r in sorted(found, key=lambda rule: rule.y0)
    ]


def line(pdf: MeasuredPdf, text: str, page: int = 0) -> MeasuredLine:
    return next(one for one in pdf.pages[page].lines if text in one.text)


def em_top(one: MeasuredLine, role: Role = Role.FANGSONG) -> float:
    """Upper edge of the em box of the first 汉字 of a line, mm."""
    mark = next(mark for mark in one.marks if mark.text >= "一")
    rise = bundled().glyph(role, mark.text).rise
    return mark.y - (0.88 - rise) * mark.size / MM


def right(one: MeasuredLine) -> float:
    """Right edge of the cell of the last 汉字 of a line, mm."""
    return one.marks[-1].x + one.marks[-1].size / 16 * GB9704.cell / MM


def test_the_mark_begins_35_mm_below_the_type_area():
    mark = line(measured(RED, TITLE, BODY), "文件")
    assert min(sign.top for sign in mark.marks) == pytest.approx(37 + 35, abs=0.4)


@pytest.mark.parametrize("mark", ["澄湖区政协文件", "澄湖区政协提案委员会办公室文件"])
def test_the_mark_is_red_centred_and_never_wider_than_the_type_area(mark):
    found = line(measured(RedHead(mark=mark), TITLE, BODY), "文件")
    assert found.x0 >= 28
    assert found.x1 <= 184
    assert (found.x0 + found.x1) / 2 == pytest.approx(106, abs=1)
    inks = {item.ink for item in laid(RedHead(mark=mark)).pages[0].items}
    assert Ink.RED in inks


def test_a_mark_that_would_be_small_takes_two_lines_between_words():
    rows = mark_lines("中国人民政治协商会议澄湖区委员会办公室文件", GB9704.width)
    assert len(rows) == 2
    assert "政治协商会议" in rows[0] + "|" + rows[1]


def test_the_number_stands_two_lines_below_the_mark_and_the_rule_4_mm_below_it():
    pdf = measured(RED, TITLE, BODY)
    mark, number = line(pdf, "文件"), line(pdf, "〔2026〕")
    low = mark.y + 0.12 * mark.marks[0].size / MM
    assert em_top(number) - low == pytest.approx(2 * LINE, abs=0.4)
    assert (number.x0 + number.x1) / 2 == pytest.approx(106, abs=1)
    (rule,) = rules(lay_out(Paper(title="试", blocks=(RED, TITLE, BODY)), bundled()))
    assert rule.y0 == pytest.approx(em_top(number) + 16 / MM + 4, abs=0.01)
    assert (rule.x0, rule.x1, rule.ink) == (pytest.approx(28), pytest.approx(184), Ink.RED)


def test_the_title_stands_two_lines_below_the_red_rule():
    blocks = (RED, TITLE, Addressee(text="各驻站委员："), BODY)
    (rule,) = rules(lay_out(Paper(title="试", blocks=blocks), bundled()))
    title = line(measured(*blocks), "关于召开")
    assert em_top(title, Role.XIAOBIAOSONG) - rule.y0 == pytest.approx(2 * LINE, abs=0.01)


def test_body_lines_keep_their_pitch_below_a_head():
    pdf = measured(RED, TITLE, BODY, BODY)
    ys = [one.y for one in pdf.pages[0].lines[3:-1]]
    steps = [below - above for above, below in itertools.pairwise(ys)]
    assert steps == pytest.approx([LINE] * len(steps), abs=0.01)


def test_urgency_stands_flush_left_on_the_first_line_in_hei():
    pdf = measured(Urgency(text="特急"), RED, TITLE, BODY)
    found = line(pdf, "特急")
    assert found.x0 == pytest.approx(28, abs=0.1)
    assert em_top(found, Role.HEI) == pytest.approx(37, abs=0.1)
    assert line(pdf, "文件").y == pytest.approx(line(measured(RED, TITLE, BODY), "文件").y)


def test_number_and_issuer_stand_one_character_in_from_each_side():
    head = RedHead(mark="澄湖区政协文件", number="澄政协〔2026〕3号", issuer="陈玥玥")
    found = line(measured(head, TITLE, BODY), "签发人")
    cell = GB9704.cell / MM
    assert found.text == "澄政协〔2026〕3号签发人：陈玥玥"
    assert found.x0 == pytest.approx(28 + cell, abs=0.3)
    assert right(found) == pytest.approx(184 - cell, abs=0.1)


def test_issuers_stand_two_a_line_and_the_number_beside_the_last():
    head = RedHead(mark="澄湖区政协文件", number="澄政协〔2026〕3号", issuer="陈玥玥、李明、王力")
    pdf = measured(head, TITLE, BODY)
    first, last = line(pdf, "签发人"), line(pdf, "〔2026〕")
    assert "李明" in first.text
    assert last.text.endswith("王力")
    assert em_top(last) - em_top(first) == pytest.approx(LINE, abs=0.01)
    over = next(sign for sign in first.marks if sign.text == "陈")
    assert next(s for s in last.marks if s.text == "王").x == pytest.approx(over.x, abs=0.01)


LETTER = LetterHead(mark="澄湖区政协办公室", number="澄政协办函〔2026〕3号")


def test_a_letter_has_its_mark_30_mm_down_and_double_rules_170_mm_long():
    paper = Paper(title="试", blocks=(LETTER, TITLE, BODY))
    pdf, found = measured(*paper.blocks), rules(lay_out(paper, bundled()))
    mark = line(pdf, "政协办公室")
    assert min(sign.top for sign in mark.marks) == pytest.approx(30, abs=0.3)
    assert [(rule.x0, rule.x1) for rule in found] == [(pytest.approx(20), pytest.approx(190))] * 4
    weights = [rule.weight for rule in found]
    assert weights[0] > weights[1]
    assert weights[2] < weights[3]
    assert found[0].y0 - max(s.bottom for s in mark.marks) == pytest.approx(4, abs=0.6)
    assert found[3].y0 == pytest.approx(297 - 20)


def test_a_letters_number_stands_at_the_right_under_the_first_rule():
    paper = Paper(title="试", blocks=(Urgency(text="特急"), LETTER, TITLE, BODY))
    pdf, found = measured(*paper.blocks), rules(lay_out(paper, bundled()))
    number = line(pdf, "〔2026〕")
    assert number.text.startswith("特急")
    assert (number.x0, right(number)) == (pytest.approx(28, abs=0.1), pytest.approx(184, abs=0.1))
    assert em_top(number, Role.HEI) - found[0].y0 == pytest.approx(7 / 8 * 16 / MM, abs=0.01)
    title = line(pdf, "关于召开")
    assert em_top(title, Role.XIAOBIAOSONG) - em_top(number, Role.HEI) - 16 / MM == pytest.approx(
        2 * LINE, abs=0.01
    )


def test_a_letter_has_no_number_on_its_first_page_only_and_its_foot_there_only():
    pdf = measured(LETTER, TITLE, *[BODY] * 12)
    assert not any("—" in one.text for one in pdf.pages[0].lines)
    assert pdf.pages[1].lines[-1].text == "—2—"
    assert not rules(laid(LETTER, TITLE, *[BODY] * 12), 1)


def test_a_letters_imprint_has_neither_rules_nor_issuer():
    layout = laid(LETTER, TITLE, *[BODY] * 12, IMPRINT)
    last = len(layout.pages) - 1
    pdf = measured(LETTER, TITLE, *[BODY] * 12, IMPRINT)
    assert not rules(layout, last)
    assert "抄送：" in pdf.pages[-1].text
    assert "印发" not in pdf.pages[-1].text


def test_minutes_bear_issue_organ_and_date_over_the_red_rule():
    head = MinutesHead(
        mark="梧桐街道协商议事会纪要", issue="第3期", organ="梧桐街道", date="2026年11月5日"
    )
    pdf = measured(head, TITLE, BODY)
    mark, issue, below = line(pdf, "会纪要"), line(pdf, "第3期"), line(pdf, "2026年")
    assert min(sign.top for sign in mark.marks) == pytest.approx(72, abs=0.4)
    assert (issue.x0 + issue.x1) / 2 == pytest.approx(106, abs=1)
    cell = GB9704.cell / MM
    assert below.x0 == pytest.approx(28 + cell, abs=0.3)
    assert right(below) == pytest.approx(184 - cell, abs=0.1)
    (rule,) = rules(lay_out(Paper(title="试", blocks=(head, TITLE, BODY)), bundled()))
    assert rule.y0 == pytest.approx(em_top(below) + 16 / MM + 4, abs=0.01)


def test_the_last_rule_of_the_imprint_is_the_lower_edge_of_the_last_page():
    found = rules(laid(TITLE, *[BODY] * 9, IMPRINT), 1)
    assert [round(rule.weight, 2) for rule in found] == [0.35, 0.25, 0.35]
    assert found[-1].y0 == pytest.approx(37 + 225)
    assert {(round(rule.x0, 3), round(rule.x1, 3)) for rule in found} == {(28, 184)}


def test_copies_hang_at_the_first_name_and_end_with_a_full_stop():
    pdf = measured(TITLE, BODY, IMPRINT)
    first, second = line(pdf, "抄送："), line(pdf, "工）委")
    em = 14 / MM
    assert first.x0 == pytest.approx(28 + em, abs=0.3)
    assert second.x0 == pytest.approx(28 + 4 * em, abs=0.5)
    assert second.text.endswith("委。")
    assert first.marks[0].size == pytest.approx(14)
    issued = line(pdf, "印发")
    assert issued.text == "澄湖区政协办公室2026年11月5日印发"
    assert issued.x0 == pytest.approx(28 + em, abs=0.3)
    assert issued.x1 == pytest.approx(184 - em, abs=0.6)


def test_an_imprint_without_room_begins_a_page():
    layout = laid(Paragraph(text="国" * 28 * 21, indent=0), IMPRINT)
    assert len(layout.pages) == 2
    assert rules(layout, 1)[-1].y0 == pytest.approx(262)


def test_an_issuer_too_long_for_the_dates_line_has_one_of_its_own():
    imprint = Imprint(issued_by="澄湖区" * 9, issued_on="2026年11月5日")
    pdf = measured(TITLE, BODY, imprint)
    assert line(pdf, "澄湖区").text == "澄湖区" * 9
    assert line(pdf, "印发").text == "2026年11月5日印发"


def test_a_note_does_not_leave_its_signature():
    blocks = (
        Paragraph(text="国" * 28 * 15, indent=0),
        AttachmentNote(names=("名单", "回执")),
        Signature(names=("工作站",), date="2026年11月5日"),
        Note(text="联系人：陈玥玥"),
    )
    layout = laid(*blocks)
    assert len(layout.pages) == 1 or any(
        "2026" in getattr(item, "text", "") for item in layout.pages[1].items
    )


ORGANS = "、".join(f"第{n}街道委员工作站" for n in range(60))


def test_addressees_that_leave_no_body_on_page_one_move_into_the_imprint():
    blocks = (RED, TITLE, Addressee(text=f"{ORGANS}："), BODY, IMPRINT)
    paper = Paper(title="试", blocks=blocks)
    assert not shows_body(paper, PlainFaces())
    better = settled(paper, PlainFaces())
    assert shows_body(better, PlainFaces())
    assert not any(isinstance(block, Addressee) for block in better.blocks)
    imprint = better.blocks[-1]
    assert isinstance(imprint, Imprint)
    assert imprint.sent_to == ORGANS
    found = rules(lay_out(better, PlainFaces()), len(lay_out(better, PlainFaces()).pages) - 1)
    assert len(found) == 3  # none between 主送 and 抄送


def test_a_few_addressees_stay_where_they_are():
    paper = Paper(title="试", blocks=(RED, TITLE, Addressee(text="各委员："), BODY, IMPRINT))
    assert settled(paper, PlainFaces()) is paper


def test_addressees_of_a_paper_without_an_imprint_get_one():
    paper = Paper(title="试", blocks=(RED, TITLE, Addressee(text=f"{ORGANS}："), BODY))
    assert isinstance(settled(paper, PlainFaces()).blocks[-1], Imprint)


@given(
    head=st.sampled_from([RED, LETTER, MinutesHead(mark="梧桐街道协商议事会纪要", issue="第3期")]),
    texts=st.lists(paragraphs, min_size=1, max_size=12),
    copies=st.lists(st.sampled_from(COPIES), max_size=12),
)
def test_an_imprint_ends_the_last_page_and_no_text_runs_into_it(head, texts, copies):
    imprint = Imprint(copies_to=tuple(copies), issued_by="区政协办公室", issued_on="2026年11月5日")
    signed = Signature(names=("工作站",), date="2026年11月5日", sealed=True)
    layout = laid(head, TITLE, *(Paragraph(text=text) for text in texts), signed, imprint)
    last = layout.pages[-1]
    runs = [i for i in last.items if isinstance(i, GlyphRun) and i.y <= 262 * MM]
    small = [run for run in runs if run.size == 14]
    body = [run for run in runs if run.size != 14]
    assert all(run.y <= 262 * MM for run in small)
    if small and body:
        top = min(run.y - 0.88 * run.size for run in small)
        assert max(run.y for run in body) < top
    if not isinstance(head, LetterHead):
        assert rules(layout, len(layout.pages) - 1)[-1].y0 == pytest.approx(262)
