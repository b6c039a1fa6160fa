"""Striding (分步): a long reading in steps of a few milliseconds, so that a window keeps moving.

Whoever needs no window takes all steps ``at_once``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import zip_longest
from typing import Any, TypeVar

from consultroom.domain.records import Record
from consultroom.services.desk import Desk

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Steps = Generator[None, None, T]
STRIDE = 400  # rows in a step
RUN = 4 * STRIDE  # rows that are put in order in a step


def at_once(steps: Steps[T]) -> T:
    """Take every step, and return what they came to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found


def every(desk: Desk, kind: type[R]) -> Steps[tuple[R, ...]]:
    """Return the live records of a kind, oldest first; a step a part, none for a short table."""
    found: list[R] = []
    for part in desk.room.parts(kind, STRIDE):
        found += part
        if len(part) == STRIDE:
            yield
    return tuple(found)


def parts(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield rows a step's worth at a time."""
    for at in range(0, len(rows), STRIDE):
        yield rows[at : at + STRIDE]


def made(rows: Sequence[Any], make: Callable[[Any], T]) -> Steps[tuple[T, ...]]:
    """Return what is made of each row, a step for each full part."""
    found: list[T] = []
    for part in parts(rows):
        found += map(make, part)
        if len(part) == STRIDE:
            yield
    return tuple(found)


def ordered(
    rows: Sequence[T], key: Callable[[T], Any], *, falling: bool = False
) -> Steps[tuple[T, ...]]:
    """Return rows in the order of a key, as ``sorted`` does; ``falling`` is its ``reverse``."""
    keys = (yield from made(rows, key)).__getitem__
    runs: list[list[int]] = []
    for at in range(0, len(rows), RUN):
        places = range(at, min(at + RUN, len(rows)))
        runs.append(sorted(places, key=keys, reverse=falling))
        if len(places) == RUN:
            yield
    while len(runs) > 1:
        pairs = zip_longest(runs[::2], runs[1::2], fillvalue=list[int]())
        runs = []
        for one, other in pairs:  # two runs in order are merged by sorting, in C
            runs.append(sorted(one + other, key=keys, reverse=falling))
            yield
    return tuple(map(rows.__getitem__, runs[0])) if runs else ()
