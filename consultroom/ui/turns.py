"""Doing something in the next turn of the event loop, while who asked for it is still there.

What is left for later may read the room, so nobody gets a turn while a worker has it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

AGAIN = 20  # ms until an act that found the gate shut looks again


class Gate:
    """Lets acts through, but for the times in which the room is lent. Of the GUI thread alone."""

    def __init__(self) -> None:
        self._waiting: list[QObject] = []

    def shut(self, box: QObject) -> None:
        """Let nothing through while this is waited for; what is gone is waited for no more."""
        self._waiting.append(box)

    def open(self, box: QObject) -> None:
        """Wait for this no longer."""
        self._waiting.remove(box)

    def pass_on(self, owner: QObject, act: Callable[[], None]) -> None:
        """Do an act, or leave it for a turn in which the gate is open."""
        self._waiting = [box for box in self._waiting if isValid(box)]
        if self._waiting:
            QTimer.singleShot(AGAIN, owner, partial(self.pass_on, owner, act))
        else:
            act()


GATE = Gate()


def later(owner: QObject) -> Callable[[Callable[[], None]], None]:
    """Return what leaves acts for the next turn; they are forgotten when the owner goes."""

    def leave(act: Callable[[], None]) -> None:
        QTimer.singleShot(0, owner, partial(GATE.pass_on, owner, act))

    return leave
