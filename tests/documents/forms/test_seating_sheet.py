"""The seating plan: everyone once, legible, no chair on another, however many there are."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from consultroom.documents.blocks import Drawing, Paper
from consultroom.documents.drawings import DrawnBox, DrawnText
from consultroom.documents.forms.seating_sheet import seating_sheet
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import SeatedPerson, SeatingPlan, SeatingShape
from consultroom.frozen import replace
from tests.documents.forms.proofs import printed, sound, words
from tests.documents.forms.sittings_told import LONGEST, bare, sitting, told, under

COUNTS = (0, 1, 2, 11, 16, 17, 40, 45, 60)


def drawn(dossier: Dossier, shape: SeatingShape, **more: object) -> Paper:
    meeting = replace(sitting(dossier), host="")
    plan = SeatingPlan(id="S", owner="WT", meeting=meeting.id, shape=shape)
    return seating_sheet(dossier, meeting, plan=replace(plan, **more))  # type: ignore[arg-type]


def drawing(paper: Paper) -> Drawing:
    return next(block for block in paper.blocks if isinstance(block, Drawing))


def chairs(paper: Paper) -> list[DrawnBox]:
    boxes = [shape for shape in drawing(paper).shapes if isinstance(shape, DrawnBox)]
    return [box for box in boxes if box.width < 40 and box.height < 10]


def said(paper: Paper) -> str:
    """Return what is drawn, chair by chair, and what the list behind it says."""
    texts = [shape.text for shape in drawing(paper).shapes if isinstance(shape, DrawnText)]
    behind = ["".join(page.text.split()) for page in printed(paper).pages[1:]]
    return "".join((*texts, *behind))


def place(paper: Paper, name: str) -> tuple[float, float]:
    (text,) = [
        shape
        for shape in drawing(paper).shapes
        if isinstance(shape, DrawnText) and shape.text == name
    ]
    return text.x_mm, text.y_mm


@pytest.mark.parametrize("shape", SeatingShape)
@pytest.mark.parametrize("count", COUNTS)
def test_everyone_is_on_the_plan_once(shape: SeatingShape, count: int):
    dossier = told(count)
    paper = drawn(dossier, shape)
    assert len(chairs(paper)) == count
    text = said(paper)
    assert Counter(words(paper)) >= Counter("".join(p.name for p in dossier.participants))
    assert Counter(text.count(person.name) for person in dossier.participants) == (
        {1: count} if count else {}
    )


@pytest.mark.parametrize("shape", SeatingShape)
@pytest.mark.parametrize("count", COUNTS)
def test_no_chair_stands_on_another_and_nothing_leaves_the_sheet(shape: SeatingShape, count: int):
    paper = drawn(told(count), shape)
    assert sound(paper)
    for one, other in combinations(chairs(paper), 2):
        across = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
        along = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
        assert max(across, along) > 0.4


@pytest.mark.parametrize("shape", SeatingShape)
def test_all_names_of_forty_can_be_read_without_a_list(shape: SeatingShape):
    paper = drawn(told(40), shape)
    assert len(printed(paper).pages) == 1
    names = [s for s in drawing(paper).shapes if isinstance(s, DrawnText)]
    assert min(name.size_pt for name in names) >= 6.5
    assert {name.turn for name in names} == {0}


def test_a_move_by_hand_is_what_is_drawn():
    dossier = told(5)
    last = dossier.people(sitting(dossier))[-1]
    others = [person.name for person in dossier.participants if person.id != last.id]
    moves = (SeatedPerson(participant=last.id, seat=0),)
    paper = drawn(dossier, SeatingShape.ROSTRUM, moved=moves)
    assert all(place(paper, last.name)[1] < place(paper, name)[1] for name in others[1:])


@pytest.mark.parametrize("shape", SeatingShape)
def test_the_second_sits_on_the_own_left_of_the_first_and_the_door_is_below(shape: SeatingShape):
    dossier = told(21)
    first, second = sorted(
        (seat for seat in dossier.people(sitting(dossier))), key=lambda person: person.order
    )[:2]
    rest = [p for p in dossier.participants if p not in (first, second)]
    named = replace(
        dossier,
        participants=(replace(first, name="甲甲"), replace(second, name="乙乙"), *rest),
    )
    paper = drawn(named, shape)
    assert place(paper, "甲甲")[0] < place(paper, "乙乙")[0]
    assert place(paper, "甲甲")[1] == place(paper, "乙乙")[1] < place(paper, "门")[1]


def test_a_name_too_long_for_its_chair_is_a_number_and_listed():
    dossier = told(60)
    long = replace(
        dossier, participants=tuple(replace(p, name=LONGEST) for p in dossier.participants)
    )
    paper = drawn(long, SeatingShape.ROUND)
    assert len(printed(paper).pages) > 1
    assert sound(paper)
    listed = "".join("".join(page.text.split()) for page in printed(paper).pages[1:])
    assert listed.count(LONGEST) == 60
    assert "60" in {s.text for s in drawing(paper).shapes if isinstance(s, DrawnText)}


def test_the_host_takes_the_first_place_and_the_district_the_shape():
    dossier = under(told(7), seating=SeatingShape.LONG_TABLE)
    meeting = replace(sitting(dossier), host="陆文渊")
    paper = seating_sheet(dossier, meeting)
    assert "长条桌" in words(paper)
    x, y = place(paper, "陆文渊")
    assert (x, y) == (
        pytest.approx(drawing(paper).shapes[0].x + drawing(paper).shapes[0].width / 2, abs=16),  # type: ignore[union-attr]
        min(place(paper, p.name)[1] for p in dossier.participants if len(p.name) < 4),
    )


def test_an_empty_room_is_a_table_and_a_door():
    paper = seating_sheet(bare(), sitting(bare()))
    assert len(printed(paper).pages) == 1
    assert "门" in words(paper)
