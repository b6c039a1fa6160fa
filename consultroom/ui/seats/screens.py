"""What the page 座次 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from consultroom.frozen import Frozen
from consultroom.services.seating import Furniture
from consultroom.ui.states import State

NOBODY = "空座"
SPARE = "加座"


class ChairCard(Frozen, kw_only=True):
    """One chair of the drawing with who sits on it.

    Attributes:
        number: as printed, from 1.
        x: of its middle, mm, as `y`.
        name: of who sits here; empty for an empty chair.
        told: kind, unit and post of this person.
        bank: on which side it stands, with its row.
        by_hand: somebody put this person here.
        answer: to the notice, where it matters: 请假, 替会.
        spare: no chair yet: putting somebody here adds it.
    """

    number: int
    x: float
    y: float
    width: float
    height: float
    name: str = ""
    told: str = ""
    bank: str = ""
    by_hand: bool = False
    answer: str = ""
    spare: bool = False

    @property
    def who(self) -> str:
        """Who sits here, or what the chair is for."""
        return self.name or (SPARE if self.spare else NOBODY)

    @property
    def note(self) -> str:
        """What is particular about this seat."""
        return "，".join(part for part in (self.answer, "手工" if self.by_hand else "") if part)

    @property
    def state(self) -> State | None:
        """The sign beside the note."""
        return State.DUE if self.answer else State.ACTIVE if self.by_hand else None

    @property
    def says(self) -> str:
        """The whole card in a sentence's part, for whoever cannot see the drawing."""
        parts = (f"{self.number}号座，{self.bank}：{self.who}", self.told, self.note)
        return "，".join(part for part in parts if part)


class SeatsScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        sentence: why there is nothing to draw.
        consultation: id, for its papers.
        shapes: layouts to choose from, code and word.
        evens: schools of rows of an even number; none where the layout has no rows.
        cards: in order of their numbers, the spare one last.
        note: under the drawing: which side is the higher.
        width: of the drawing, mm, as `height`.
        cursor: place of the chosen chair among the cards.
        held: place of the chair whose person is being moved; -1 for nobody.
        said: what the cursor is on and what a key would do.
        moved: how many were put somewhere by hand.
    """

    subheading: str = ""
    sentence: str = ""
    consultation: str = ""
    shapes: tuple[tuple[str, str], ...] = ()
    shape: str = ""
    evens: tuple[tuple[str, str], ...] = ()
    even: str = ""
    cards: tuple[ChairCard, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    note: str = ""
    width: float = 1.0
    height: float = 1.0
    cursor: int = 0
    held: int = -1
    said: str = ""
    moved: int = 0


def beside(cards: tuple[ChairCard, ...], here: int, across: int, down: int) -> int:
    """Return the place of the card next to one in a direction; the same one at an edge.

    Args:
        cards: of the drawing.
        here: place of the card to go from.
        across: 1 to the right, -1 to the left, or 0.
        down: 1 down, -1 up, or 0.
    """
    one = cards[here]

    def cost(place: int) -> float:
        x, y = cards[place].x - one.x, cards[place].y - one.y
        along = x * across + y * down
        aside = abs(x * down) + abs(y * across)
        return along + 2 * aside if along > 0.5 and aside <= 3 * along else float("inf")

    best = min(range(len(cards)), key=cost)
    return best if cost(best) < float("inf") else here
