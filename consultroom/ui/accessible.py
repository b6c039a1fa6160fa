"""What a screen reader is told of what we draw ourselves: Qt calls it a filler and says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QPaintEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QLabel, QWidget

_Kind = TypeVar("_Kind", bound=type[QWidget])
_roles: dict[str, tuple[type[QWidget], QAccessible.Role]] = {}  # by the name Qt asks with


def heard_as(role: QAccessible.Role) -> Callable[[_Kind], _Kind]:
    """Have every widget of a class told to screen readers in this role."""

    def mark(kind: _Kind) -> _Kind:
        if not _roles:
            QAccessible.installFactory(_told)
        _roles[kind.__name__] = (kind, role)
        return kind

    return mark


def _told(name: str, thing: QObject) -> QAccessibleInterface | None:
    """Return how a thing is told; None leaves it to Qt.

    Nothing of the interface is overridden in Python: PySide 6.9 then crashes in ``interface_cast``.
    """
    kind, role = _roles.get(name, (None, QAccessible.Role.NoRole))
    return QAccessibleWidget(thing, role) if kind is not None and isinstance(thing, kind) else None


def listening() -> bool:
    """Tell whether a screen reader is there."""
    return QAccessible.isActive()


def announce(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a sentence read out, wherever the keyboard is; an urgent one at once."""
    if sentence and listening():
        event = QAccessibleAnnouncementEvent(widget, sentence)
        kinds = QAccessible.AnnouncementPoliteness
        event.setPoliteness(kinds.Assertive if urgent else kinds.Polite)
        QAccessible.updateAccessibility(event)


class Unseen(QLabel):
    """Words for the ear only: they stand where the same words are drawn."""

    def __init__(self, parent: QWidget, *, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw nothing."""
