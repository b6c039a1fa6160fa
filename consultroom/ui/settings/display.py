"""The section 显示: text size and look of this person on this computer. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.preferring import TEXT_SIZES, Look, Showing

SAID = {
    Look.LIGHT: "白底深字，亮的房间里看得最清楚。",
    Look.DARK: "深底浅字，晚上或光线暗时不刺眼。文书预览里的纸还是白的。",
    Look.CONTRAST: "白底黑字，线条加深，投影和视力不好时用。",
    Look.SYSTEM: "这台电脑设成深色就用深色，设成浅色就用浅色。",
}


class Dresser(Protocol):
    """What dresses the window."""

    showing: Showing

    def choose(self, person: str, showing: Showing, /) -> None:
        """Wear something else from now on, and remember it."""


class DisplayScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        person: whose choice it is.
        said: a sentence about the look that holds.
    """

    person: str
    text: int
    look: Look
    said: str
    sizes: tuple[int, ...] = TEXT_SIZES


class DisplayPresenter:
    """Shows the choice and changes it at once.

    Args:
        person: returns who sits at the desk.
        dresser: dresses the window, which is then built anew with this page in it.
        show: draws a screen.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        person: str,
        dresser: Dresser,
        *,
        show: Callable[[DisplayScreen], None],
        tell: Callable[[str], None],
    ) -> None:
        self._person, self._dresser, self._show, self._tell = person, dresser, show, tell

    def enter(self) -> None:
        """Show how things stand."""
        holds = self._dresser.showing
        self._show(
            DisplayScreen(
                person=self._person, text=holds.text, look=holds.look, said=SAID[holds.look]
            )
        )

    def choose_text(self, size: str) -> None:
        """Take another text size, per cent."""
        self._choose(replace(self._dresser.showing, text=int(size)))

    def choose_look(self, code: str) -> None:
        """Take another look."""
        self._choose(replace(self._dresser.showing, look=coded(Look, code)))

    def _choose(self, showing: Showing) -> None:
        try:
            self._dresser.choose(self._person, showing)
        except UserError as error:
            self._tell(str(error))
        self.enter()
