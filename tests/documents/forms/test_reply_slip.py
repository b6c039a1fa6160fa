"""Reply slips: one for each person, three on a page, names filled in and telephones never."""

from __future__ import annotations

import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.reply_slip import reply_slip
from consultroom.domain.dossiers import Dossier
from tests.documents.forms.proofs import page_words, printed, says, sound, words
from tests.documents.forms.sittings_told import (
    LONG_TOPIC,
    LONGEST,
    bare,
    sitting,
    the_extremes,
    told,
)


def slips(dossier: Dossier) -> Paper:
    return reply_slip(dossier, sitting(dossier))


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        assert sound(slips(dossier))


@pytest.mark.parametrize("topic", ["", LONG_TOPIC])
def test_three_stand_on_a_page_each_whole(topic: str):
    pages = printed(slips(told(40, topic))).pages
    assert [page_words(page).count("参会回执") for page in pages] == [3] * 13 + [1]
    assert [page_words(page).count("沿此线裁开") for page in pages] == [3] * 13 + [1]


def test_everyone_has_a_slip_with_name_and_post():
    dossier = told(12)
    text = words(slips(dossier))
    for person in dossier.participants:
        assert f"姓名{person.name}联系电话单位及职务{person.post}" in text
    assert LONGEST in text


def test_the_fields_stand_in_order_and_say_until_when_and_to_whom():
    assert says(
        slips(told(1)), "会议2026年9月24日（星期四）14:30", "姓名", "联系电话", "单位及职务",
        "是否参加□参加□请假□替会", "请假事由或替会人", "备注",
        "请于2026年9月22日前交梧桐街道委员工作站（联系人：何小满，62100018）。",
    )  # fmt: skip


def test_nobody_asked_by_name_gets_a_page_of_blank_slips():
    paper = slips(bare())
    assert len(printed(paper).pages) == 1
    assert words(paper).count("姓名联系电话单位及职务是否参加") == 3
    assert "请尽早交梧桐街道委员工作站" in words(paper)
