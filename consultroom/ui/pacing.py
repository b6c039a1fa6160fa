"""Long readings a few milliseconds at a time (分步读取), so that the window keeps moving. No Qt."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import TypeVar

from consultroom.services.striding import Steps, at_once

T = TypeVar("T")
Later = Callable[[Callable[[], None]], None]  # does something in the next turn of the event loop
FIRST = 4  # steps taken at once: a small room is read before anybody could wait
SPELL = 0.010  # seconds of reading in one turn of the event loop
KEY = 0.004  # likewise, of looking for what is typed
BUSY = "正在读取…"


class Pace:
    """Takes the steps of one reading at a time; an earlier one is given up.

    Args:
        later: does something in the next turn of the event loop; None takes all steps at once.
        typed: it is read for a key that was pressed, which may take 16 ms of a turn with all that
            is drawn; so it is read in shorter spells, and ``came`` has a turn of its own.
    """

    def __init__(self, later: Later | None = None, *, typed: bool = False) -> None:
        self._later, self._typed = later, typed
        self._turn = 0
        self.busy = False  # steps are left

    def take(
        self,
        steps: Steps[T],
        came: Callable[[T], None],
        wait: Callable[[], None] = lambda: None,
    ) -> None:
        """Take steps, then call ``came`` with what they came to.

        Where it takes longer, ``wait`` is called first, and the rest comes turn by turn.
        """
        self._turn += 1
        self.busy = False
        if self._later is None:
            came(at_once(steps))
            return
        for _ in range(FIRST):
            try:
                next(steps)
            except StopIteration as end:
                came(end.value)
                return
        self.busy = True
        wait()
        self._go_on(partial(self._spell, self._turn, steps, came))

    def stop(self) -> None:
        """Give up what is being read."""
        self._turn += 1
        self.busy = False

    def _go_on(self, act: Callable[[], None]) -> None:
        assert self._later is not None  # noqa: S101 - else all was read at once
        self._later(act)

    def _spell(self, turn: int, steps: Steps[T], came: Callable[[T], None]) -> None:
        if turn != self._turn:
            steps.close()
            return
        until = monotonic() + (KEY if self._typed else SPELL)
        try:
            with _uncollected():
                while monotonic() < until:
                    next(steps)
        except StopIteration as end:
            if self._typed:
                self._go_on(partial(self._hand_on, turn, came, end.value))
            else:
                self._hand_on(turn, came, end.value)
        else:
            self._go_on(partial(self._spell, turn, steps, came))

    def _hand_on(self, turn: int, came: Callable[[T], None], found: T) -> None:
        if turn == self._turn:
            self.busy = False
            came(found)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from what is made meanwhile, now and later.

    Hundreds of thousands of rows have no cycles; looking through them takes longer than the window
    may stand still, again and again while there come more. Where hardly anything was made, as when
    a list is sifted, the collector keeps what there is.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > gc.get_threshold()[0]:
            gc.freeze()
        if collecting:
            gc.enable()
