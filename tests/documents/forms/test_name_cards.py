"""Name cards: two faces, the back one on its head, the name as large as the card allows."""

from __future__ import annotations

import pytest

from consultroom.documents.fonts import bundled
from consultroom.documents.forms.name_cards import name_cards
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun, Page, Rule
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import CardSize
from consultroom.frozen import replace
from tests.documents.forms.proofs import CLOSE, printed, words
from tests.documents.forms.sittings_told import LONGEST, bare, people, sitting, told, under

MM = 72 / 25.4


@pytest.fixture
def dossier() -> Dossier:
    """Five people with odd names, the host one of them."""
    found = told(5)
    host = found.participants[0].name
    return replace(found, meetings=(replace(sitting(found), host=host),))


def pages(dossier: Dossier, size: CardSize, *, posts: bool = False) -> tuple[Page, ...]:
    paper = name_cards(dossier, sitting(dossier), size=size, posts=posts)
    layout = lay_out(paper, bundled())
    assert layout.missing == ()
    return layout.pages


def runs(page: Page, turn: int) -> list[GlyphRun]:
    return [item for item in page.items if isinstance(item, GlyphRun) and item.turn == turn]


def texts(page: Page, turn: int) -> str:
    return "".join(run.text for run in runs(page, turn))


@pytest.mark.parametrize("size", CardSize)
def test_each_card_says_the_name_twice_once_on_its_head(dossier: Dossier, size: CardSize):
    found = pages(dossier, size)
    asked = dossier.people(sitting(dossier))
    assert len(found) == len(asked)
    for page, person in zip(found, asked, strict=True):
        assert texts(page, 0).replace("　", "") == person.name
        assert sorted(texts(page, 180).replace("　", "")) == sorted(person.name)


@pytest.mark.parametrize("size", CardSize)
def test_no_name_leaves_its_face(dossier: Dossier, size: CardSize):
    width, height = {
        CardSize.CARD_200: (200, 100),
        CardSize.CARD_190: (190, 90),
        CardSize.CARD_A5: (210, 148.5),
    }[size]
    for page in pages(dossier, size, posts=True):
        middle, side = page.height_mm / 2, (page.width_mm - width) / 2
        for turn, (upper, lower) in (
            (0, (middle, middle + height)),
            (180, (middle - height, middle)),
        ):
            for run in runs(page, turn):
                left, top, right, bottom = (edge / MM for edge in run.box)
                assert side <= left < right <= side + width
                assert upper <= top < bottom <= lower


@pytest.mark.parametrize("size", CardSize)
def test_the_two_faces_are_one_face_turned_about_the_fold(dossier: Dossier, size: CardSize):
    for page in pages(dossier, size, posts=True):
        x, y = page.width_mm / 2 * MM, page.height_mm / 2 * MM
        turned = {
            (run.text, *map(round, (*(2 * x - run.x, 2 * y - run.y),))) for run in runs(page, 0)
        }
        assert turned == {(run.text, round(run.x), round(run.y)) for run in runs(page, 180)}


def test_two_characters_have_a_blank_between_and_are_the_largest(dossier: Dossier):
    found = {
        texts(page, 0): max(run.size for run in runs(page, 0))
        for page in pages(dossier, CardSize.CARD_200)
    }
    assert found["于　洋"] == 156
    assert found["于　洋"] >= found["王+莹"] > found["欧阳修远"] > found[LONGEST] > 60


def test_the_longest_name_stands_on_lines_that_end_with_its_points(dossier: Dossier):
    (card,) = [p for p in pages(dossier, CardSize.CARD_200) if texts(p, 0) == LONGEST]
    lines: dict[float, str] = {}
    for run in runs(card, 0):
        lines[round(run.y)] = lines.get(round(run.y), "") + run.text
    assert len(lines) > 1
    assert all(line.endswith("·") for line in list(lines.values())[:-1])


def test_names_stand_in_the_middle_of_the_printed_sheet(dossier: Dossier):
    paper = name_cards(dossier, sitting(dossier), size=CardSize.CARD_A5)
    marks = [mark for mark in printed(paper).pages[1].marks if mark.y > 297 / 2]
    assert (marks[0].x + marks[-1].x + marks[-1].size / MM) / 2 == pytest.approx(105, abs=CLOSE)


def test_the_fold_is_in_the_middle_and_dashed_and_the_frame_shows_where_to_cut(dossier: Dossier):
    (fold,) = [i for i in pages(dossier, CardSize.CARD_A5)[0].items if isinstance(i, Rule)]
    assert fold.dash > 0
    assert fold.y0 == fold.y1 == pytest.approx(297 / 2 * MM, abs=0.01)
    rules = [i for i in pages(dossier, CardSize.CARD_190)[0].items if isinstance(i, Rule)]
    tops = sorted(rule.y0 / MM for rule in rules if rule.y0 == rule.y1 and not rule.dash)
    assert tops == pytest.approx([15, 195])


def test_the_district_says_which_stand_it_is(dossier: Dossier):
    paper = name_cards(under(dossier, card=CardSize.CARD_A5), sitting(dossier))
    assert (paper.profile.width_mm, paper.profile.height_mm) == (210, 297)


def test_only_those_chosen_have_a_card(dossier: Dossier):
    chosen = dossier.participants[3]
    paper = name_cards(dossier, sitting(dossier), only=(chosen.id,))
    assert [texts(page, 0) for page in lay_out(paper, bundled()).pages] == [chosen.name]


def test_a_host_nobody_asked_has_the_first_card(dossier: Dossier):
    meeting = replace(sitting(dossier), host="陆文渊")
    found = lay_out(name_cards(dossier, meeting), bundled()).pages
    assert len(found) == len(dossier.participants) + 1
    assert texts(found[0], 0) == "陆文渊"


def test_a_meeting_nobody_was_asked_to_has_one_blank_card():
    dossier = bare()
    (page,) = pages(dossier, CardSize.CARD_200)
    assert texts(page, 0) == ""


def test_forty_cards_are_forty_sheets():
    dossier = replace(told(40), participants=people(40))
    meeting = replace(sitting(dossier), host="")
    paper = name_cards(dossier, meeting, posts=True)
    assert len(printed(paper).pages) == 40
    assert words(paper).count("沿框裁开") == 40
