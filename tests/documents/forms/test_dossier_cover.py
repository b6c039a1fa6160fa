"""The cover of a volume: one page, whatever is not known left blank."""

from __future__ import annotations

from datetime import date

import pytest

from consultroom.documents.forms.dossier_cover import dossier_cover
from consultroom.documents.gb9704 import GB9704
from consultroom.domain.volumes import DossierEntry
from consultroom.frozen import replace
from tests.builders import a_whole_dossier
from tests.documents.forms.proofs import line_of, printed, says, sound, words
from tests.documents.forms.test_dossier_index import ENTRIES


def test_the_cover_says_whose_what_and_how_much():
    paper = dossier_cover(a_whole_dossier(), ENTRIES, retention="永久")
    assert says(
        paper,
        "梧桐街道委员工作站",
        "“梧桐里停车难怎么解”协商案卷",
        "WT-XS-2026-005",
        "2026年8月3日至2026年9月14日",
        "3件6页",
        "永久",
        "档号",
    )
    assert len(printed(paper).pages) == 1
    assert sound(paper)


def test_its_title_stands_in_the_middle_of_the_page():
    left, right, _ = line_of(
        dossier_cover(a_whole_dossier(), ENTRIES), "“梧桐里停车难怎么解”协商案卷"
    )
    middle = GB9704.left_mm + GB9704.block_width_mm / 2
    assert (left + right) / 2 == pytest.approx(middle, abs=2.5)  # ” is narrow in its box


def test_without_entries_the_days_are_those_of_the_consultation():
    dossier = a_whole_dossier()
    assert "起止日期2026年8月3日至件数" in words(dossier_cover(dossier, ()))
    closed = replace(dossier.consultation, closed_on=date(2026, 11, 20))
    told = words(dossier_cover(replace(dossier, consultation=closed), ()))
    assert "2026年8月3日至2026年11月20日" in told


def test_pages_that_are_not_all_counted_are_left_to_a_hand():
    entries = (*ENTRIES, DossierEntry(title="照片"))
    assert "4件页" in words(dossier_cover(a_whole_dossier(), entries))


@pytest.mark.parametrize("times", [1, 2, 3, 4, 7, 8, 20])
def test_a_topic_of_up_to_300_characters_has_one_cover(times: int):
    dossier = a_whole_dossier()
    long = replace(dossier.consultation, title="推动老旧小区停车难综合治理工作" * times)
    paper = dossier_cover(replace(dossier, consultation=long), ENTRIES)
    assert words(paper).count("推动老旧小区") == times
    assert sound(paper)
    assert len(printed(paper).pages) == 1
