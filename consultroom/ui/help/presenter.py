"""What the help window shows: a page of the manual, the way back, what was found. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from consultroom.frozen import Frozen
from consultroom.ui.help.chapters import CONTENTS, Place
from consultroom.ui.help.manual import Chapter, Found, Manual

OUTSIDE = "手册里不打开网页。要看的话，请把地址抄下来。"
NOT_THERE = "手册里没有这一页。"
NO_MANUAL = "没有找到手册。请看看程序文件夹是不是完整。"


class HelpScreen(Frozen, kw_only=True):
    """The window as it stands.

    Attributes:
        chapters: for the contents at the left; empty when there is no manual.
        chapter: the one in front.
        heading: where in it; empty for its beginning.
        found: what answers ``typed``.
        can_go_back: there is a page before this one.
        sentence: what could not be done.
    """

    chapters: tuple[Chapter, ...] = ()
    chapter: Chapter | None = None
    heading: str = ""
    typed: str = ""
    found: tuple[Found, ...] = ()
    can_go_back: bool = False
    sentence: str = ""


class HelpPresenter:
    """Turns pages, remembers the way, looks words up."""

    def __init__(self, manual: Manual, *, show: Callable[[HelpScreen], None]) -> None:
        self._manual = manual
        self._show = show
        self._trail: list[Place] = []
        self._typed = ""

    def open(self, place: Place) -> None:
        """Show a place of the manual; one that is not there is said to be missing."""
        if self._manual.chapter(place.file) is None:
            self._draw(NOT_THERE if self._manual.chapters else NO_MANUAL)
            return
        if self._trail[-1:] != [place]:
            self._trail.append(place)
        self._draw()

    def follow(self, link: str) -> None:
        """Follow a link of the page in front; what leads out of the manual is not opened."""
        parts = urlsplit(link)
        if parts.scheme:
            self._draw(OUTSIDE)
            return
        here = self._trail[-1].file if self._trail else CONTENTS
        self.open(Place(unquote(parts.path) or here, unquote(parts.fragment)))

    def back(self) -> None:
        """Return to the page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._draw()

    def look_for(self, typed: str) -> None:
        """Show where something is told of."""
        self._typed = typed.strip()
        self._draw()

    def _draw(self, sentence: str = "") -> None:
        here = self._trail[-1] if self._trail else Place(CONTENTS)
        self._show(
            HelpScreen(
                chapters=self._manual.chapters,
                chapter=self._manual.chapter(here.file),
                heading=here.heading,
                typed=self._typed,
                found=self._manual.search(self._typed),
                can_go_back=len(self._trail) > 1,
                sentence=sentence,
            )
        )
