"""How alike two titles are (相近议题), by the pairs of neighbouring characters they share.

Chinese needs no word list for this: 停车难 and 停车治理 share 停车. A pair that stands in many
titles (小区, 治理) says little, so pairs are weighed by how rare they are. The measure and its
threshold are our judgement (SOURCES.md, "similar-topics").
"""

from __future__ import annotations

import math
import unicodedata
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from consultroom.frozen import Frozen

ALIKE = 0.3  # from here on two titles are shown to the clerk
VERY_ALIKE = 0.6  # from here on they may well be the same matter
_RUN = 3  # characters in a row that name a matter (充电桩), if few titles have them
_FEW = 3
_SHARE_A_RUN = 0.35
_CONTAINED = 0.7  # how alike a title is that stands in the other as a whole
_EMPTY_WORDS = ("关于", "的", "进一步", "问题", "建议", "有关")


class Likeness(Frozen):
    """One of the titles compared with: its place among them, and how alike, 0 to 1."""

    place: int
    share: float


def plain(title: str) -> str:
    """Return the letters, digits and characters alone, in small letters and one width."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(ch for ch in folded if ch.isalnum())


def pairs(title: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a title, words without weight left out."""
    return _pieces(title, 2)


def _pieces(title: str, length: int) -> frozenset[str]:
    said = plain(title)
    told = said
    for word in _EMPTY_WORDS:
        told = told.replace(word, "")
    told = told if len(told) > 1 else said
    return frozenset(told[at : at + length] for at in range(len(told) - length + 1))


class Titles:
    """Titles to compare with, read once and asked at every key.

    Args:
        titles: in the order their places are counted.
    """

    def __init__(self, titles: Iterable[str] = ()) -> None:
        self._titles: list[str] = []
        self._told: list[frozenset[str]] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._runs: dict[str, list[int]] = defaultdict(list)
        self._weights: dict[int, float] = {}
        self.add(titles)

    def add(self, titles: Iterable[str]) -> None:
        """Read some more titles; their places are counted on."""
        for place, title in enumerate(titles, start=len(self._told)):
            told = pairs(title)
            self._titles.append(title)
            self._told.append(told)
            for run in _pieces(title, _RUN):
                self._runs[run].append(place)
            for pair in told:
                self._places[pair].append(place)
        self._weights.clear()  # how rare a pair is has changed

    def leave_out(self, place: int) -> None:
        """Let a title be like nothing, and make no pair less rare, until `take_back`."""
        for places in self._lists(place):
            places.remove(place)
        self._weights.clear()

    def take_back(self, place: int) -> None:
        """Compare with a title again that was left out."""
        for places in self._lists(place):
            insort(places, place)
        self._weights.clear()

    def _lists(self, place: int) -> Iterator[list[int]]:
        yield from (self._places[pair] for pair in self._told[place])
        yield from (self._runs[run] for run in _pieces(self._titles[place], _RUN))

    def like(self, title: str, *, least: float = ALIKE, most: int = 5) -> Sequence[Likeness]:
        """Return the titles that are alike, the most alike first, the later of equals first.

        Args:
            title: what is being typed; one character is like nothing.
            least: how alike, 0 to 1.
            most: at most so many.
        """
        wanted = pairs(title)
        common: dict[int, list[str]] = defaultdict(list)
        for pair in wanted:
            for place in self._places.get(pair, ()):
                common[place].append(pair)
        weight = self._weight(wanted)
        named = {place for run in _pieces(title, _RUN) for place in self._rare(run)}
        shares = (
            Likeness(
                place,
                max(
                    self._share(shared, place, weight, len(wanted)),
                    _SHARE_A_RUN if place in named else 0,
                ),
            )
            for place, shared in common.items()
        )
        found = [one for one in shares if one.share >= least]
        return sorted(found, key=lambda one: (-one.share, -one.place))[:most]

    def _rare(self, run: str) -> list[int]:
        """Return where a run of characters stands, if in few titles."""
        places = self._runs.get(run, [])
        return places if len(places) <= _FEW else []

    def _share(self, shared: list[str], place: int, weight: float, count: int) -> float:
        """Return twice what both have, of what each has (Dice's measure, weighted).

        A title half typed shares little with the whole one, so that much of it stands in the
        other counts as well.
        """
        if place not in self._weights:
            self._weights[place] = self._weight(self._told[place])
        both = 2 * self._weight(shared) / (weight + self._weights[place])
        return max(both, _CONTAINED * len(shared) / count)

    def _weight(self, some: Iterable[str]) -> float:
        return sum(1 / (1 + math.log1p(len(self._places.get(pair, ())))) for pair in some)
