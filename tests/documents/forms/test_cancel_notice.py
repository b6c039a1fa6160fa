"""The notice that a sitting was called off: which one, why, and whom to ask."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.cancel_notice import cancel_notice
from consultroom.domain.meetings import MeetingState
from consultroom.frozen import replace
from tests.documents.forms.proofs import printed, says, sound, words
from tests.documents.forms.sittings_told import LONG_TOPIC, sitting, the_extremes, told

ON = date(2026, 9, 18)


def called_off(reason: str = "", *, remarks: tuple[str, ...] = (), topic: str = "") -> Paper:
    there = told(3)
    if topic:
        there = replace(there, consultation=replace(there.consultation, title=topic))
    off = replace(
        sitting(there), state=MeetingState.CANCELLED, change_reason=reason, remarks=remarks
    )
    return cancel_notice(replace(there, meetings=(off,)), off, on=ON)


@pytest.mark.parametrize(
    ("reason", "why"),
    [
        ("主持人临时出差。", "，因主持人临时出差，现予取消。"),
        ("因会场停电", "，因会场停电，现予取消。"),
        ("", "，因故，现予取消。"),
    ],
)
def test_it_names_the_day_the_room_and_the_reason_in_one_sentence(reason: str, why: str):
    paper = called_off(reason)
    assert says(paper, "原定于2026年9月24日（星期四）14:30在", "召开的", why, "2026年9月18日")
    assert "因因" not in words(paper)


def test_the_reason_of_an_old_room_is_read_where_it_stands():
    paper = called_off(remarks=("请带证件。", "取消原因：停电"))
    assert says(paper, "因停电，现予取消。")
    assert "请带证件" not in words(paper)


def test_it_stays_one_page_and_leaves_a_long_topic_to_the_body():
    paper = called_off("停电", topic=LONG_TOPIC)
    assert len(printed(paper).pages) == 1
    assert LONG_TOPIC not in paper.title
    assert says(paper, LONG_TOPIC)


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        off = replace(sitting(dossier), state=MeetingState.CANCELLED, change_reason="停电")
        assert sound(cancel_notice(dossier, off, on=ON))
