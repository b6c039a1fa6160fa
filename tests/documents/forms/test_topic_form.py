"""The intake form: blank for a pen, or a topic with what was decided about it."""

from __future__ import annotations

import pytest

from consultroom.documents.forms.topic_form import topic_form
from consultroom.domain.papers import PaperRules, Wording
from consultroom.domain.topics import Verdict
from tests.builders import a_decision, a_station, a_topic
from tests.documents.forms.proofs import (
    COMPLAINT,
    LONG_NAME,
    PAGES_LONG,
    TOLD,
    WU,
    printed,
    says,
    sound,
    words,
)


def test_a_topic_fills_the_form():
    paper = topic_form(
        a_station(), a_topic(), decision=a_decision(), references=("WT-JD-2026-014",)
    )
    assert says(
        paper,
        "梧桐街道委员工作站议题征集表",
        "编号：WT-YT-2026-007",
        "提出日期：2026年8月3日",
        "梧桐里居民",
        "☑接待来访☐社情民意信息",
        "梧桐里停车难怎么解",
        "城市管理",
        "梧桐里有车二百三十辆",
        "错时用旁边学校",
        "居民代表、物业公司、学校",
        "WT-JD-2026-014",
        "☑采纳☐合并",
        "审核人：陆文渊2026年8月7日",
        "2026年9月",
    )
    assert len(printed(paper).pages) == 1
    assert "填表说明" not in words(paper)
    assert sound(paper)


def test_a_blank_form_is_one_page_and_says_what_not_to_write():
    paper = topic_form(a_station())
    text = words(paper)
    assert len(printed(paper).pages) == 1
    assert "☑" not in text
    assert "请勿填写" in text
    assert "梧桐路18号，62100018" in text
    assert sound(paper)


def test_the_note_is_the_districts():
    rules = PaperRules(wording=(Wording(phrase="topic.note", text="请用正楷填写。"),))
    assert "请用正楷填写。" in words(topic_form(a_station(), rules=rules))


def test_a_refusal_is_printed_with_its_reason():
    decision = a_decision(verdict=Verdict.REJECTED, reason="属于个体利益纠纷")
    text = words(topic_form(a_station(), a_topic(), decision=decision))
    assert "☑不采纳理由：属于个体利益纠纷。" in text


@pytest.mark.parametrize(
    ("month", "told"), [("2026-11", "2026年11月"), ("", "年月"), ("下半年", "下半年")]
)
def test_the_month_is_told_in_words(month: str, told: str):
    assert f"拟协商月份{told}" in words(topic_form(a_station(), a_topic(month=month)))


def test_long_texts_run_over_pages_and_nothing_of_a_visitor_is_left():
    topic = a_topic(situation=COMPLAINT + PAGES_LONG, suggestion=PAGES_LONG, proposer="吴桂兰")
    paper = topic_form(a_station(), topic, identities=(WU,))
    text = words(paper)
    assert TOLD in text
    assert "吴桂兰" not in text
    assert text.count("究") == 160
    assert sound(paper)


def test_a_long_name_does_not_push_its_neighbours():
    assert sound(topic_form(a_station(), a_topic(proposer=LONG_NAME * 2)))
