"""Finding topics that may be the same matter (相近议题), while one is being typed."""

from __future__ import annotations

from collections.abc import Sequence

from consultroom.domain.likeness import Titles
from consultroom.frozen import Frozen
from consultroom.services import gathering
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing
from consultroom.services.striding import Steps, each, parts

TITLES = 100  # read in one step


class Alike(Frozen):
    """A topic of the pool that is like what was typed.

    Attributes:
        share: how alike, 0 to 1.
    """

    standing: Standing
    share: float


class Pool:
    """The topics of the pool, read once and compared with at every key.

    Args:
        standings: as `gathering.standings` gives them.
        but: id of a topic that is not compared with, being the one that is looked at.
    """

    def __init__(self, standings: tuple[Standing, ...], *, but: str = "") -> None:
        self._standings: list[Standing] = []
        self._titles, self._places = Titles(), dict[str, int]()
        self._out = ""
        self.add(standings)
        self.leave_out(but)

    def add(self, standings: Sequence[Standing]) -> None:
        """Read some more topics."""
        for place, one in enumerate(standings, start=len(self._standings)):
            self._places[one.topic.id] = place
        self._standings += standings
        self._titles.add(one.topic.title for one in standings)

    def leave_out(self, but: str) -> None:
        """Compare with all topics but one, by its id, or with "" with all."""
        if but == self._out:
            return
        if self._out in self._places:
            self._titles.take_back(self._places[self._out])
        if but in self._places:
            self._titles.leave_out(self._places[but])
        self._out = but

    def like(self, title: str, *, most: int = 5) -> tuple[Alike, ...]:
        """Return the topics whose titles are like ``title``, the most alike first."""
        found = self._titles.like(title, most=most)
        return tuple(Alike(self._standings[one.place], one.share) for one in found)


def pooled(standings: tuple[Standing, ...]) -> Steps[Pool]:
    """Read a pool in steps of a few milliseconds; ten thousand titles take half a second."""
    pool = Pool(())
    yield from each(parts(standings, TITLES), pool.add, TITLES)
    return pool


def similar_topics(desk: Desk, title: str, *, but: str = "", most: int = 5) -> tuple[Alike, ...]:
    """Return the topics of the room whose titles are like ``title``; see `Pool` for asking often.

    Args:
        desk: where.
        title: what is being typed.
        but: id of the topic itself, when it is in the pool already.
        most: at most so many.
    """
    return Pool(gathering.standings(desk), but=but).like(title, most=most)
