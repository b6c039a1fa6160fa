"""Pages of a volume run on from paper to paper."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from consultroom.domain.volumes import DossierEntry, page_places, span_of


@given(st.lists(st.integers(1, 40), max_size=20))
def test_pages_run_on_without_gap_or_overlap(counts: list[int]):
    places = page_places(DossierEntry(title="文件", pages=count) for count in counts)
    pages = [page for first, last in places for page in range(first, last + 1)]
    assert pages == list(range(1, sum(counts) + 1))


def test_behind_an_uncounted_paper_no_page_is_known():
    entries = [DossierEntry(title="文件", pages=count) for count in (2, 0, 3)]
    assert page_places(entries) == ((1, 2), (0, 0), (0, 0))


def test_the_span_is_from_the_earliest_to_the_latest_day():
    days = (date(2026, 9, 24), None, date(2026, 8, 3))
    entries = [DossierEntry(title="文件", on=day) for day in days]
    assert span_of(entries) == (date(2026, 8, 3), date(2026, 9, 24))
    assert span_of([DossierEntry(title="文件")]) is None
