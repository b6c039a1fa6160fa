"""Doing something in the next turn of the event loop, while who asked for it is still there.

What is left for later may read the room, so nobody gets a turn while a worker has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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

    def is_shut(self) -> bool:
        """Tell whether something is waited for."""
        self._waiting = [box for box in self._waiting if isValid(box)]
        return bool(self._waiting)

    def pass_on(self, owner: QObject, act: Callable[[], None]) -> None:
        """Do an act, or leave it for a turn in which the gate is open."""
        if self.is_shut():
            QTimer.singleShot(AGAIN, owner, partial(self.pass_on, owner, act))
        else:
            act()


GATE = Gate()


def later(owner: QObject) -> Callable[[Callable[[], None]], None]:
    """Return what leaves acts for the next turn; they are forgotten when the owner goes."""

    def leave(act: Callable[[], None]) -> None:
        QTimer.singleShot(0, owner, partial(GATE.pass_on, owner, act))

    return leave


def behind_its_picture(window: QWidget, steps: Iterable[None]) -> None:
    """Take steps, a turn of the event loop between each two, while a window keeps its picture.

    Keys and clicks wait until all are taken, and so does what was left for later.
    """
    window.setUpdatesEnabled(False)
    GATE.shut(window)
    try:
        for _ in steps:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    finally:
        GATE.open(window)
        window.setUpdatesEnabled(True)
