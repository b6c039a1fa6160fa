"""The way from any page to the history of what it shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from consultroom.ui.values import Act
from consultroom.ui.widgets.words import Kind, button

SAYS = "记录沿革：谁在什么时候改了什么"


def history_of(record_id: str) -> Act:
    """Return where a record's history is."""
    return Act(word="记录沿革", page="history", about=record_id, icon="history")


def history_button(
    follow: Callable[[Act], object],
    record: Callable[[], str],
    *,
    word: str = "沿革",
    kind: Kind = "quiet",
) -> QPushButton:
    """Return the button that opens the history of the record on show.

    Args:
        follow: takes the act, as a screen's ``wanted.emit``.
        record: returns the id of what is on show when it is pressed.
        word: on the button; empty for the icon alone.
        kind: how it looks.
    """
    return button(
        word,
        name="openHistory",
        kind=kind,
        icon="history",
        says=SAYS,
        clicked=lambda: follow(history_of(record())),
    )
