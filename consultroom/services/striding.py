"""Striding (分步): a long reading in steps of a few milliseconds, so that a window keeps moving.

Whoever needs no window takes all steps ``at_once``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence, Sized
from typing import Any, TypeVar

from consultroom.domain.records import Record
from consultroom.services.desk import Desk

R = TypeVar("R", bound=Record)
T = TypeVar("T")
Part = TypeVar("Part", bound=Sized)
Steps = Generator[None, None, T]
STRIDE = 200  # rows in a step
RUN = 4 * STRIDE  # rows that are put in order in a step
PROBES = 16  # keys of as many rows that are looked at to part them


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
    yield from each(desk.room.parts(kind, STRIDE), found.extend)
    return tuple(found)


def each(parted: Iterable[Part], take: Callable[[Part], object], many: int = STRIDE) -> Steps[None]:
    """Hand on parts of at most ``many``, a step after each full one: what is short takes none."""
    for part in parted:
        take(part)
        if len(part) == many:
            yield


def parts(rows: Sequence[T], many: int = STRIDE) -> Iterator[Sequence[T]]:
    """Yield rows a step's worth at a time."""
    for at in range(0, len(rows), many):
        yield rows[at : at + many]


def made(rows: Sequence[Any], make: Callable[[Any], T]) -> Steps[tuple[T, ...]]:
    """Return what is made of each row, a step for each full part."""
    found: list[T] = []
    yield from each(parts(rows), lambda part: found.extend(map(make, part)))
    return tuple(found)


def let_go(rows: list[Any]) -> Steps[None]:
    """Empty a list, a step for each part: to free 100,000 records at once takes a while."""
    while rows:
        del rows[-STRIDE:]
        yield


def ordered(
    rows: Sequence[T], key: Callable[[T], Any], *, falling: bool = False
) -> Steps[tuple[T, ...]]:
    """Return rows in the order of a key, as ``sorted`` does; ``falling`` is its ``reverse``."""
    keys = yield from made(rows, key)
    sheaves = yield from _sheaves(keys)
    found: list[T] = []
    for sheaf in reversed(sheaves) if falling else sheaves:
        places = sorted(sheaf, key=keys.__getitem__, reverse=falling)
        found += map(rows.__getitem__, places)
        if len(sheaves) > 1:
            yield
    return tuple(found)


def _sheaves(keys: Sequence[Any]) -> Steps[Sequence[Sequence[int]]]:
    """Part the places of keys into sheaves of about a RUN, those of the least keys first.

    Merging would be shorter to write, but the last two halves take longer than a step may.
    """
    if len(keys) <= RUN:
        return [range(len(keys))]
    some = sorted(keys[:: RUN // PROBES])
    marks = some[PROBES::PROBES]
    found: list[list[int]] = [[] for _ in range(len(marks) + 1)]
    for part in parts(range(len(keys))):
        for at in part:
            found[bisect_right(marks, keys[at])].append(at)
        yield
    return found
