"""The look: enough contrast to read, and no colour anywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultroom.ui
from consultroom.frozen import fields
from consultroom.services.preferring import TEXT_SIZES, Look, Showing
from consultroom.ui.states import State
from consultroom.ui.theme.looks import tokens_for
from consultroom.ui.theme.stylesheet import stylesheet
from consultroom.ui.theme.tokens import (
    DARK,
    HIGH_CONTRAST,
    LARGEST_TEXT,
    LIGHT,
    SMALLEST_TEXT,
    Tokens,
)

LOOKS = pytest.mark.parametrize(
    "look", [LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "contrast"]
)
INKS = ("text", "text2", "text3", "primary", "done", "active", "due", "late", "todo")
GROUNDS = ("surface", "canvas", "sunken", "hover", "primary_soft")
SOFT = ("done_soft", "active_soft", "due_soft", "todo_soft")
SOLID = ("primary", "primary_hover", "primary_press", "done", "active", "late")
LINES = ("line_strong", "focus", "faint")
UI = Path(consultroom.ui.__file__).parent


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.1."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_the_standard_says():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def unreadable(look: Tokens, inks: Iterable[str], grounds: Iterable[str], least: float):
    """Return the pairs of tokens with too little contrast."""
    pairs = [(ink, ground) for ink in inks for ground in grounds]
    told = {pair: contrast(getattr(look, pair[0]), getattr(look, pair[1])) for pair in pairs}
    return {pair: round(found, 2) for pair, found in told.items() if found < least}


@LOOKS
def test_every_ink_can_be_read_on_every_ground(look: Tokens):
    assert unreadable(look, INKS, (*GROUNDS, *SOFT), 4.5) == {}


@LOOKS
def test_words_on_solid_grounds_and_on_the_toast_can_be_read(look: Tokens):
    assert unreadable(look, ["on_solid"], SOLID, 4.5) == {}
    assert unreadable(look, ["surface"], ["text", "text2"], 4.5) == {}


@LOOKS
def test_the_seal_and_what_is_laid_on_a_sheet_can_be_seen(look: Tokens):
    assert unreadable(look, ["seal"], GROUNDS, 3) == {}
    assert look.paper == "#FFFFFF"


@LOOKS
@pytest.mark.parametrize("state", State)
def test_a_state_can_be_read_as_chip_and_as_word(look: Tokens, state: State):
    chip = look.soft(state)
    assert contrast(chip.ink, chip.ground) >= 4.5
    assert contrast(look.ink(state), look.surface) >= 4.5


@LOOKS
def test_outlines_of_controls_and_the_focus_can_be_seen(look: Tokens):
    assert unreadable(look, LINES, GROUNDS, 3) == {}


def test_enough_contrast_in_every_pair_of_the_high_contrast_look():
    assert unreadable(HIGH_CONTRAST, INKS, GROUNDS, 6.5) == {}
    assert unreadable(HIGH_CONTRAST, ["thumb", "line"], ["surface", "canvas"], 3) == {}


@LOOKS
def test_overdue_differs_from_every_other_chip_in_lightness_too(look: Tokens):
    late = look.soft(State.LATE).ground
    others = [look.soft(state).ground for state in State if state is not State.LATE]
    assert all(contrast(other, late) > 4.5 for other in others)


def test_every_state_has_a_word_and_an_icon_of_its_own():
    assert len({state.word for state in State}) == len({state.icon for state in State}) == 5


@given(st.floats(min_value=0.1, max_value=10))
def test_text_grows_evenly_and_within_bounds(factor: float):
    grown = LIGHT.scaled(factor)
    assert SMALLEST_TEXT <= grown.scale <= LARGEST_TEXT
    sizes = [grown.badge, grown.caption, grown.body, grown.h3, grown.h2, grown.h1, grown.figure]
    assert sizes == sorted(sizes)
    assert grown.scaled(1) == LIGHT


def test_each_look_has_colours_of_its_own_but_the_same_sizes():
    sizes = [one.name for one in fields(Tokens) if one.type in (int, float)]
    assert len(sizes) > 10
    for look in (DARK, HIGH_CONTRAST):
        assert {name: getattr(look, name) for name in sizes} == {
            name: getattr(LIGHT, name) for name in sizes
        }
    colours = [one.name for one in fields(Tokens) if one.type is str and "paper" not in one.name]
    assert [name for name in colours if getattr(DARK, name) == getattr(LIGHT, name)] == []


@pytest.mark.parametrize("text", TEXT_SIZES)
@pytest.mark.parametrize("look", Look)
def test_every_choice_comes_to_a_look_of_that_size(look: Look, text: int):
    made = tokens_for(Showing(text=text, look=look))
    assert made.scale == text / 100
    assert made.body == round(LIGHT.body * text / 100)


def test_following_the_desktop_is_dark_when_it_is():
    follows = Showing(look=Look.SYSTEM)
    assert tokens_for(follows, system_dark=True) == DARK
    assert tokens_for(follows) == tokens_for(Showing(look=Look.LIGHT), system_dark=True) == LIGHT


@LOOKS
def test_the_style_sheet_knows_only_colours_of_its_look(look: Tokens):
    known = {getattr(look, one.name) for one in fields(Tokens) if one.type is str}
    assert set(colours_in(stylesheet(look.scaled(1.5)))) <= known


def colours_in(text: str) -> list[str]:
    """Return what names a colour: a hex code, a Qt colour other than transparent."""
    found = re.findall(r"#[0-9A-Fa-f]{3,8}\b|GlobalColor\.\w+|rgba?\(", text)
    return [name for name in found if name != "GlobalColor.transparent"]


def test_only_the_theme_names_colours():
    outside = [file for file in UI.rglob("*.py") if "theme" not in file.parts]
    assert {str(file): found for file in outside if (found := colours_in(file.read_text()))} == {}


def test_a_colour_is_noticed():
    assert colours_in('QColor("#fff") Qt.GlobalColor.red Qt.GlobalColor.transparent') == [
        "#fff",
        "GlobalColor.red",
    ]
