"""An answer as a letter: its class at the top right, the unit's name under it."""

from __future__ import annotations

import pytest

from consultroom.documents.forms.reply_letter import reply_letter
from consultroom.documents.gb9704 import GB9704
from consultroom.frozen import replace
from tests.builders import a_reply, a_whole_dossier, an_assignment
from tests.documents.forms.proofs import (
    CLOSE,
    COMPLAINT,
    LONG,
    PAGES_LONG,
    TOLD,
    WU,
    line_of,
    printed,
    says,
    sound,
    words,
)


def test_the_letter_answers_what_was_handed_over():
    reply = a_reply(plan="春季学期前评估", contact="郑怀远　6210 0300")
    paper = reply_letter(a_whole_dossier(), reply)
    assert says(
        paper,
        "A",
        "关于“学校地下车库错时开放”的答复",
        "梧桐街道委员工作站：",
        "贵站WT-JB-2026-011号交办单收悉。",
        "已与学校商定",
        "下一步计划：春季学期前评估。",
        "区教育局",
        "2026年10月30日",
        "（联系人及电话：郑怀远62100300）",
    )
    assert len(printed(paper).pages) == 1
    assert sound(paper)


def test_the_class_is_the_first_thing_at_the_right_edge():
    paper = reply_letter(a_whole_dossier(), a_reply())
    first = printed(paper).pages[0].lines[0]
    assert first.text == "A"
    assert first.x1 == pytest.approx(GB9704.left_mm + GB9704.block_width_mm, abs=CLOSE)
    assert line_of(paper, "关于“学校")[2] > first.y


def test_a_matter_too_long_for_a_title_gives_way_to_its_topic():
    dossier = replace(a_whole_dossier(), assignments=(an_assignment(matter=LONG * 3),))
    paper = reply_letter(dossier, a_reply(text=PAGES_LONG))
    assert "关于“梧桐里停车难怎么解”的答复" in words(paper)
    assert LONG * 3 in words(paper)
    assert sound(paper)


def test_nothing_of_a_visitor_is_left():
    text = words(reply_letter(a_whole_dossier(), a_reply(text=COMPLAINT), identities=(WU,)))
    assert TOLD in text
    assert "吴桂兰" not in text
