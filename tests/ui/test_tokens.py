"""The look: enough contrast to read, and no colour anywhere else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consultroom.ui
from consultroom.ui.states import State
from consultroom.ui.theme.tokens import HIGH_CONTRAST, LARGEST_TEXT, LIGHT, SMALLEST_TEXT, Tokens

LOOKS = pytest.mark.parametrize("look", [LIGHT, HIGH_CONTRAST], ids=["light", "contrast"])
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


@LOOKS
def test_words_can_be_read_on_every_ground(look: Tokens):
    grounds = (look.surface, look.canvas, look.sunken)
    for ink in (look.text, look.text2, look.text3, look.primary):
        assert min(contrast(ink, ground) for ground in grounds) >= 4.5
    assert contrast(look.on_solid, look.primary) >= 4.5


@LOOKS
@pytest.mark.parametrize("state", State)
def test_a_state_can_be_read_as_chip_and_as_word(look: Tokens, state: State):
    chip = look.soft(state)
    assert contrast(chip.ink, chip.ground) >= 4.5
    assert contrast(look.ink(state), look.surface) >= 4.5


@LOOKS
def test_outlines_of_controls_and_the_focus_can_be_seen(look: Tokens):
    assert contrast(look.line_strong, look.surface) >= 3
    assert contrast(look.focus, look.surface) >= 3


@LOOKS
def test_overdue_differs_from_every_other_chip_in_lightness_too(look: Tokens):
    late = luminance(look.soft(State.LATE).ground)
    others = [luminance(look.soft(state).ground) for state in State if state is not State.LATE]
    assert all(other - late > 0.5 for other in others)


def test_every_state_has_a_word_and_an_icon_of_its_own():
    assert len({state.word for state in State}) == len({state.icon for state in State}) == 5


@given(st.floats(min_value=0.1, max_value=10))
def test_text_grows_evenly_and_within_bounds(factor: float):
    grown = LIGHT.scaled(factor)
    assert SMALLEST_TEXT <= grown.scale <= LARGEST_TEXT
    sizes = [grown.badge, grown.caption, grown.body, grown.h3, grown.h2, grown.h1, grown.figure]
    assert sizes == sorted(sizes)
    assert grown.scaled(1) == LIGHT


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
