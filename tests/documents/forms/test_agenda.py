"""The agenda: on one page, its clock running on from the start."""

from __future__ import annotations

from datetime import datetime

import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.agenda import SIZES_PT, agenda
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import AgendaItem
from consultroom.frozen import replace
from tests.builders import an_agenda
from tests.documents.forms.proofs import printed, says, sound, words
from tests.documents.forms.sittings_told import (
    LONG_TOPIC,
    LONGEST,
    bare,
    sitting,
    the_extremes,
    told,
)


def planned(dossier: Dossier, size_pt: float = SIZES_PT[0]) -> Paper:
    return agenda(dossier, sitting(dossier), size_pt=size_pt)


def items(count: int) -> tuple[AgendaItem, ...]:
    item = an_agenda()[3]
    return tuple(replace(item, id=f"I{n:02d}", order=n, minutes=7) for n in range(count))


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        assert sound(planned(dossier))


@pytest.mark.parametrize(("topic", "count"), [("", 7), (LONG_TOPIC, 7), (LONG_TOPIC, 20)])
def test_one_of_the_sizes_fits_one_page(topic: str, count: int):
    dossier = replace(told(40, topic), agenda=items(count))
    pages = [len(printed(planned(dossier, size)).pages) for size in SIZES_PT]
    assert pages == sorted(pages, reverse=True)
    assert pages[-1] == 1
    assert count > 7 or topic or pages[0] == 1


def test_the_clock_runs_on_from_the_start():
    assert says(
        planned(told(3)),
        "时间2026年9月24日（星期四）14:30", "主持沈嘉禾",
        "114:30—14:35主持人说明议题主持人5分钟", "14:35—14:45", "16:05—16:15",
        "合计105分钟，预计16:15结束",
    )  # fmt: skip


def test_the_clock_runs_on_past_midnight_and_a_negative_budget_takes_no_time():
    late = replace(sitting(told(1)), starts_at=datetime(2026, 9, 24, 23, 55))  # noqa: DTZ001
    odd = (replace(items(1)[0], minutes=-5), replace(items(2)[1], minutes=10))
    text = words(agenda(replace(told(1), agenda=odd), late))
    assert "23:55—23:55" in text
    assert "23:55—0:05" in text
    assert "合计10分钟，预计0:05结束" in text


def test_without_items_the_agenda_is_said_to_follow():
    paper = planned(bare())
    assert says(paper, "地点另行通知", "主持待定", "议程另行通知")
    assert "合计" not in words(paper)


def test_a_long_name_speaks_and_presides():
    dossier = replace(told(1), agenda=(replace(items(1)[0], speaker=LONGEST),))
    meeting = replace(sitting(dossier), host=LONGEST)
    assert says(agenda(dossier, meeting), f"主持{LONGEST}", LONGEST[:6])
