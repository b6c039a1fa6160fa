"""Design tokens: every colour and size of the window, by the part it plays. No Qt here.

Lengths are logical pixels. In each of the three looks every ink has a contrast of 4.5 or more
(WCAG 2.1, 1.4.3) on every ground it may stand on, and the outlines of controls and the focus 3 or
more (1.4.11); the tests compute both for every pair. What is disabled is excepted there too.
"""

from __future__ import annotations

from consultroom.frozen import Frozen, replace
from consultroom.ui.states import State

SMALLEST_TEXT = 0.8  # times the normal size
LARGEST_TEXT = 2.0


class StateColours(Frozen, kw_only=True):
    """How one state is painted: the ink of icon and word, the ground under them."""

    ink: str
    ground: str


class Tokens(Frozen, kw_only=True):
    """One complete look.

    Attributes:
        line_strong: outline of anything that can be typed into or pressed.
        paper: a sheet in the preview; white in every look, because paper is.
        paper_ink: what is written on one; black in every look.
        faint: icons that only accompany words.
        on_solid: ink on ``primary``, ``done`` and ``late`` where they are grounds.
        late: also the colour of a count badge; red says "overdue" and nothing else.
        badge: 13 px, only for counts and marks in a calendar; all other text is 14 or more.
    """

    canvas: str = "#F2F5F8"
    surface: str = "#FFFFFF"
    sunken: str = "#F7F9FB"
    hover: str = "#EEF3F8"
    line: str = "#DCE3EA"
    line_strong: str = "#7B8897"
    thumb: str = "#B4C0CC"
    paper: str = "#FFFFFF"
    paper_ink: str = "#000000"

    text: str = "#1A2733"
    text2: str = "#475566"
    text3: str = "#5F6D7C"
    faint: str = "#7B8897"
    disabled: str = "#8B97A4"
    on_solid: str = "#FFFFFF"

    primary: str = "#1F5AA6"
    primary_hover: str = "#18498A"
    primary_press: str = "#123A70"
    primary_soft: str = "#E6EFF9"
    seal: str = "#B3272D"
    focus: str = "#0B63CE"

    done: str = "#0F7660"
    done_soft: str = "#E1F2EE"
    active: str = "#1F5AA6"
    active_soft: str = "#E6EFF9"
    due: str = "#8A5A00"
    due_soft: str = "#FFF1D1"
    late: str = "#A61B1B"
    todo: str = "#5F6D7C"
    todo_soft: str = "#EDF1F5"

    badge: int = 13
    caption: int = 14
    body: int = 15
    h3: int = 17
    h2: int = 20
    h1: int = 24
    figure: int = 28
    control: int = 36
    row: int = 42
    icon: int = 18
    radius: int = 8
    gap: int = 16
    scale: float = 1.0

    def scaled(self, factor: float) -> Tokens:
        """Return the same look with text and controls ``factor`` times as large.

        Args:
            factor: the clerk's text size, kept within SMALLEST_TEXT and LARGEST_TEXT.
        """
        factor = min(LARGEST_TEXT, max(SMALLEST_TEXT, factor))
        sizes = ("badge", "caption", "body", "h3", "h2", "h1", "figure", "control", "row", "icon")
        grown = {name: round(getattr(LIGHT, name) * factor) for name in sizes}
        return replace(self, scale=factor, **grown)

    def px(self, length: float) -> int:
        """Return a length that grows with the text, in logical pixels."""
        return round(length * self.scale)

    def soft(self, state: State) -> StateColours:
        """Return the colours of a state's chip; overdue is the one solid chip."""
        if state is State.LATE:
            return StateColours(ink=self.on_solid, ground=self.late)
        return StateColours(ink=self.ink(state), ground=getattr(self, f"{state.value}_soft"))

    def ink(self, state: State) -> str:
        """Return the colour of a state's icon and word on a plain surface."""
        colour: str = getattr(self, state.value)
        return colour


LIGHT = Tokens()

DARK = Tokens(
    canvas="#12181F",
    surface="#1B232C",
    sunken="#161D25",
    hover="#25303B",
    line="#313D4A",
    line_strong="#7D8FA2",
    thumb="#6A7A8B",
    text="#E8EEF4",
    text2="#BCC8D3",
    text3="#A3B1BF",
    faint="#7D8FA2",
    disabled="#6F7E8D",
    on_solid="#0E1720",
    primary="#7DB4F5",
    primary_hover="#9AC6F8",
    primary_press="#B5D5FA",
    primary_soft="#1D3148",
    seal="#F08A80",
    focus="#9CCBFF",
    done="#5CCBAF",
    done_soft="#15352F",
    active="#7DB4F5",
    active_soft="#1D3148",
    due="#F0B650",
    due_soft="#392D12",
    late="#FF9B93",
    todo="#A3B1BF",
    todo_soft="#26303B",
)

HIGH_CONTRAST = Tokens(
    canvas="#FFFFFF",
    sunken="#FFFFFF",
    hover="#DCE9F8",
    line="#6B7785",
    line_strong="#3C4854",
    thumb="#6B7785",
    text="#000000",
    text2="#1F2933",
    text3="#323F4B",
    faint="#566270",
    disabled="#566270",
    primary="#0B4A99",
    primary_hover="#083A79",
    primary_press="#062B5A",
    primary_soft="#DCE9F8",
    seal="#8E1710",
    focus="#0033AA",
    active="#0B4A99",
    active_soft="#DCE9F8",
    done="#00594A",
    due="#6F3F00",
    late="#8E1710",
    todo="#323F4B",
)
