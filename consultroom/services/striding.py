"""Striding (分步): a long reading in steps of a few milliseconds, so that a window keeps moving.

Whoever needs no window takes all steps ``at_once``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any, TypeVar

from consultroom.domain.records import Record
from consultroom.services.desk import Desk

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Steps = Generator[None, None, T]
STRIDE = 400  # rows in a step


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


def ordered(rows: Sequence[T], key: Callable[[T], Any]) -> Steps[tuple[T, ...]]:
    """Return rows in the order of a key, as ``sorted`` does."""
    runs: list[list[T]] = []
    for at in range(0, len(rows), 4 * STRIDE):
        runs.append(sorted(rows[at : at + 4 * STRIDE], key=key))
        if len(runs[-1]) == 4 * STRIDE:
            yield
    if len(runs) < 2:
        return tuple(runs[0]) if runs else ()
    return (yield from _taken(merge(*runs, key=key)))


def _taken(rows: Iterable[T]) -> Steps[tuple[T, ...]]:
    among, found = iter(rows), list[T]()
    while part := list(islice(among, STRIDE)):
        found += part
        yield
    return tuple(found)
