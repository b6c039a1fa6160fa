"""Finding topics that may be the same matter (相近议题), while one is being typed."""

from __future__ import annotations

from consultroom.domain.likeness import Titles
from consultroom.frozen import Frozen
from consultroom.services import gathering
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing


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
        self._standings = tuple(one for one in standings if one.topic.id != but)
        self._titles = Titles(one.topic.title for one in self._standings)

    def like(self, title: str, *, most: int = 5) -> tuple[Alike, ...]:
        """Return the topics whose titles are like ``title``, the most alike first."""
        found = self._titles.like(title, most=most)
        return tuple(Alike(self._standings[one.place], one.share) for one in found)


def similar_topics(desk: Desk, title: str, *, but: str = "", most: int = 5) -> tuple[Alike, ...]:
    """Return the topics of the room whose titles are like ``title``; see `Pool` for asking often.

    Args:
        desk: where.
        title: what is being typed.
        but: id of the topic itself, when it is in the pool already.
        most: at most so many.
    """
    return Pool(gathering.standings(desk), but=but).like(title, most=most)
