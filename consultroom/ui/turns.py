"""Doing something in the next turn of the event loop, while who asked for it is still there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def later(owner: QObject) -> Callable[[Callable[[], None]], None]:
    """Return what leaves acts for the next turn; they are forgotten when the owner goes."""

    def leave(act: Callable[[], None]) -> None:
        QTimer.singleShot(0, owner, act)

    return leave
