"""The seating plan: everyone once, legible, no chair on another, however many there are."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from consultroom.documents.fonts import bundled
from consultroom.documents.forms.seating_sheet import seating_sheet
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun, Layout, Rule
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import SeatedPerson, SeatingPlan, SeatingShape
from tests.services.stages import Stages, the_dossier

MM = 72 / 25.4
LONG = "买买提·艾力江·阿不都热依木"


@pytest.fixture
def dossier(stages: Stages) -> Dossier:
    return the_dossier(stages("noticed"))


def asked(dossier: Dossier, count: int, name: str = "") -> Dossier:
    first = dossier.participants[0]
    people = [
        replace(first, id=f"P{n:025d}", name=name or f"张{chr(0x4E00 + n)}国", order=n)
        for n in range(count)
    ]
    return replace(dossier, participants=tuple(people))


def drawn(dossier: Dossier, shape: SeatingShape, **more: object) -> Layout:
    meeting = replace(dossier.sittings[-1], host="")
    plan = SeatingPlan(id="S", owner="WT", meeting=meeting.id, shape=shape)
    paper = seating_sheet(dossier, meeting, plan=replace(plan, **more))  # type: ignore[arg-type]
    return lay_out(paper, bundled())


def said(layout: Layout) -> str:
    return "".join(i.text for page in layout.pages for i in page.items if isinstance(i, GlyphRun))


@pytest.mark.parametrize("shape", SeatingShape)
@pytest.mark.parametrize("count", [0, 1, 2, 11, 40, 55])
def test_everyone_is_on_the_plan(dossier: Dossier, shape: SeatingShape, count: int):
    many = asked(dossier, count)
    told = said(drawn(many, shape))
    for person in many.participants:
        assert person.name in told


@pytest.mark.parametrize("shape", SeatingShape)
@pytest.mark.parametrize("count", [2, 11, 20, 28, 40, 44, 45, 55])
def test_no_chair_stands_on_another(dossier: Dossier, shape: SeatingShape, count: int):
    (page, *_) = drawn(asked(dossier, count), shape).pages
    tops = {(r.x0, r.y0, r.x1) for r in page.items if isinstance(r, Rule) and r.y0 == r.y1}
    rows = sorted(tops, key=lambda rule: (round(rule[1], 2), rule[0]))
    chairs = [rule for rule in rows if 3 * MM <= rule[2] - rule[0] <= 32 * MM]
    for one, other in combinations(chairs, 2):
        if abs(one[1] - other[1]) < 0.01:
            assert one[2] <= other[0] + 0.6 or other[2] <= one[0] + 0.6 or one == other


def test_a_move_by_hand_is_what_is_drawn(dossier: Dossier):
    people = [
        replace(person, name=f"张{mark}国")
        for person, mark in zip(asked(dossier, 5).participants, "甲乙丙丁戊", strict=True)
    ]
    many = replace(dossier, participants=tuple(people))
    by_hand = (SeatedPerson(participant=people[-1].id, seat=0),)
    heights = {
        mark: run.y
        for run in drawn(many, SeatingShape.ROSTRUM, moved=by_hand).pages[0].items
        if isinstance(run, GlyphRun)
        for mark in "甲乙丙丁戊"
        if mark in run.text
    }
    assert min(heights, key=heights.__getitem__) == "戊"


def test_a_name_too_long_for_its_chair_is_a_number_and_listed(dossier: Dossier):
    layout = drawn(asked(dossier, 40, LONG), SeatingShape.ROUND)
    assert len(layout.pages) > 1
    assert LONG.replace("·", "") in said(layout).replace("·", "")


def test_nothing_leaves_the_sheet(dossier: Dossier):
    for shape in SeatingShape:
        for page in drawn(asked(dossier, 55), shape).pages:
            for item in page.items:
                left, top, right, bottom = item.box
                assert left >= 10 * MM
                assert right <= (page.width_mm - 10) * MM
                assert top >= 0
                assert bottom <= page.height_mm * MM
