"""Name cards: two faces, the back one on its head, the name as large as the card allows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from consultroom.documents.fonts import bundled
from consultroom.documents.forms.name_cards import name_cards
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun, Page, Rule
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import CardSize
from tests.services.stages import Stages, the_dossier

NAMES = ("李娜", "张建国", "欧阳文静", "买买提·艾力江·阿不都热依木", "𬱖㛃𠅤")
MM = 72 / 25.4


@pytest.fixture
def dossier(stages: Stages) -> Dossier:
    found = the_dossier(stages("noticed"))
    people = [
        replace(person, name=name)
        for person, name in zip(found.people(found.sittings[-1]), NAMES, strict=False)
    ]
    return replace(found, participants=tuple(people))


def pages(dossier: Dossier, size: CardSize, *, posts: bool = False) -> tuple[Page, ...]:
    paper = name_cards(dossier, dossier.sittings[-1], size=size, posts=posts)
    return lay_out(paper, bundled()).pages


def texts(page: Page, turn: int) -> str:
    runs = [item for item in page.items if isinstance(item, GlyphRun) and item.turn == turn]
    return "".join(run.text for run in runs)


@pytest.mark.parametrize("size", CardSize)
def test_each_card_says_the_name_twice_once_on_its_head(dossier: Dossier, size: CardSize):
    found = pages(dossier, size)
    assert len(found) == len(dossier.participants)
    for page, person in zip(found, dossier.people(dossier.sittings[-1]), strict=True):
        assert texts(page, 0).replace("　", "") == person.name
        assert sorted(texts(page, 180).replace("　", "")) == sorted(person.name)


@pytest.mark.parametrize("size", CardSize)
def test_no_name_leaves_its_face(dossier: Dossier, size: CardSize):
    for page in pages(dossier, size, posts=True):
        middle = page.height_mm / 2 * MM
        for run in (item for item in page.items if isinstance(item, GlyphRun)):
            left, top, right, bottom = run.box
            assert left >= 0
            assert right <= page.width_mm * MM
            assert (top >= middle - 1) if run.turn == 0 else (bottom <= middle + 1)


def test_two_characters_have_a_blank_between_and_are_the_largest(dossier: Dossier):
    found = pages(dossier, CardSize.CARD_200)
    sizes = [max(i.size for i in page.items if isinstance(i, GlyphRun)) for page in found]
    assert texts(found[0], 0) == "李　娜"
    assert sizes[0] == 156
    assert sizes[:4] == sorted(sizes[:4], reverse=True)
    assert min(sizes) > 60


def test_the_fold_is_in_the_middle_and_dashed(dossier: Dossier):
    (fold,) = [i for i in pages(dossier, CardSize.CARD_A5)[0].items if isinstance(i, Rule)]
    assert fold.dash > 0
    assert fold.y0 == fold.y1 == pytest.approx(297 / 2 * MM, abs=0.01)


def test_a_meeting_nobody_was_asked_to_has_one_blank_card(dossier: Dossier):
    empty = replace(dossier, participants=())
    (page,) = pages(empty, CardSize.CARD_200)
    assert texts(page, 0) == ""
