"""Reading the pool of topics into what the page 议题库 lists, in steps. No Qt here."""

from __future__ import annotations

from collections import Counter

from consultroom.frozen import Frozen, field
from consultroom.services import gathering, striding
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing
from consultroom.services.striding import Steps
from consultroom.ui.sifting import Sieve
from consultroom.ui.topics import telling
from consultroom.ui.topics.screens import TopicLine


def _sieve(lines: tuple[TopicLine, ...]) -> Sieve[TopicLine]:
    return Sieve(
        lines,
        lambda line: (line.title, line.number, line.proposer, line.source),
        lambda line: telling.letters_of(line.title),
    )


class TopicsRead(Frozen, kw_only=True):
    """The pool as it was read last.

    Attributes:
        every: the newest first; ``by_id`` the same by the topic's id.
        sieve: finds among their lines.
        kinds: how many there are that one thing became of, by its code.
    """

    every: tuple[Standing, ...] = ()
    by_id: dict[str, Standing] = field(default_factory=dict)
    sieve: Sieve[TopicLine] = field(default_factory=lambda: _sieve(()))
    kinds: Counter[str] = field(default_factory=Counter)


def topics_read(desk: Desk) -> Steps[TopicsRead]:
    """Read the pool and lay it ready, in steps of a few milliseconds."""
    every = yield from gathering.standing_steps(desk)
    lines = yield from striding.made(every, telling.line_of)
    yield
    sieve = yield from _sieve(lines).laying()
    by_id: dict[str, Standing] = {}
    yield from striding.each(
        striding.parts(every), lambda part: by_id.update((one.topic.id, one) for one in part)
    )
    kinds: Counter[str] = Counter()
    yield from striding.each(
        striding.parts(lines), lambda part: kinds.update(line.kind for line in part)
    )
    return TopicsRead(every=every, by_id=by_id, sieve=sieve, kinds=kinds)
