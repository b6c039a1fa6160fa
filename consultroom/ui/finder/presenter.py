"""What the global search shows. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.frozen import Frozen
from consultroom.ui.values import Hit

Search = Callable[[str], tuple[Hit, ...]]
"""Answers what a person typed: characters, pinyin or its initials; "" gives the usual commands."""


class FinderScreen(Frozen, kw_only=True):
    """The answers, best first, and a sentence when there are none."""

    hits: tuple[Hit, ...] = ()
    sentence: str = ""


class FinderPresenter:
    """Turns what is typed into answers."""

    def __init__(self, search: Search, *, show: Callable[[FinderScreen], None]) -> None:
        self._search = search
        self._show = show

    def look_for(self, typed: str) -> None:
        """Show the answers to ``typed``."""
        typed = typed.strip()
        hits = self._search(typed)
        nothing = f"没有找到“{typed}”。可以换一个词，或者只输入拼音首字母。"
        self._show(FinderScreen(hits=hits, sentence="" if hits or not typed else nothing))
