"""The reply sheet: blank to be filled, or filled, always with what the classes mean here."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.forms.reply_sheet import legend, reply_sheet
from consultroom.documents.gb9704 import GB9704
from consultroom.domain.parameters import DEFAULT_CLASSES
from consultroom.frozen import replace
from tests.builders import a_reply, a_whole_dossier, an_assignment
from tests.documents.forms.proofs import (
    CLOSE,
    LONG_NAME,
    PAGES_LONG,
    line_of,
    page_words,
    printed,
    says,
    sound,
    words,
)


def test_an_answer_fills_the_sheet():
    paper = reply_sheet(a_whole_dossier(), an_assignment())
    assert says(
        paper,
        "协商成果办理反馈单",
        "编号：WT-JB-2026-011",
        "办理结果：A类",
        "区教育局",
        "2026年10月9日",
        "2026年10月30日",
        "已与学校商定",
        "☑A已解决或基本解决",
        "☐B部分解决或列入计划",
        "☑书面",
        "签名（盖章）：郑怀远2026年10月30日",
    )
    assert len(printed(paper).pages) == 1
    assert sound(paper)


def test_the_class_stands_at_the_top_right():
    paper = reply_sheet(a_whole_dossier(), an_assignment())
    _, right, y = line_of(paper, "办理结果：A类")
    assert right == pytest.approx(GB9704.left_mm + GB9704.block_width_mm, abs=CLOSE)
    assert y < GB9704.top_mm + 25


def test_without_an_answer_it_is_a_blank_sheet_of_one_page():
    paper = reply_sheet(replace(a_whole_dossier(), replies=()), an_assignment())
    text = words(paper)
    assert "办理结果：类" in text
    assert "☑" not in text
    assert "签名（盖章）：年月日" in text
    assert len(printed(paper).pages) == 1


def test_the_legend_is_the_districts_and_loses_no_letter():
    own = (replace(DEFAULT_CLASSES[0], means="办结"),)
    assert legend(own, "a") == "☑A　办结"
    assert legend(own, "B").splitlines() == ["☐A　办结", "☑B　（现行类别中没有）"]


def test_the_latest_answer_stands_and_another_way_of_talking_is_kept():
    later = a_reply(
        id="R2", replied_on=date(2026, 11, 9), result_class="B", text="改为分步实施", talked="座谈"
    )
    dossier = replace(a_whole_dossier(), replies=(a_reply(), later))
    text = words(reply_sheet(dossier, an_assignment()))
    assert "办理结果：B类" in text
    assert "已与学校商定" not in text
    assert "☑其他：座谈" in text


def test_a_long_answer_runs_over_pages():
    reply = a_reply(text=PAGES_LONG, plan=PAGES_LONG, signed_by=LONG_NAME)
    paper = reply_sheet(replace(a_whole_dossier(), replies=(reply,)), an_assignment())
    assert words(paper).count("究") == 160
    assert "办理情况" in page_words(printed(paper).pages[1])
    assert line_of(paper, LONG_NAME)
    assert sound(paper)
