"""Ctrl+Z in a line that nobody has typed in, while the window offers to undo an act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid


class UntouchedLine(QObject):
    """Leaves Ctrl+Z to the window while an offer is in sight and the line has nothing of its own.

    A page that goes on to the next line puts the keyboard there. Qt's line claims Ctrl+Z even
    when there is no typing to take back: the key would do nothing while the offer stands below it.

    Args:
        offer: the button that offers to undo; the lines of its window are meant.
    """

    def __init__(self, offer: QWidget) -> None:
        super().__init__(offer)
        self._offer = offer
        self._line: QLineEdit | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if self._line is not None and isValid(self._line):
            self._line.removeEventFilter(self)
        ours = isinstance(focused, QLineEdit) and focused.window() is self._offer.window()
        self._line = focused if ours else None  # type: ignore[assignment]  # it is a line
        if self._line is not None:
            self._line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the line from claiming the key; the window's shortcut takes it then."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Undo) or not self._offer.isVisible():
            return False
        if not isinstance(watched, QLineEdit) or _touched(watched):
            return False
        event.ignore()
        return True


def _touched(line: QLineEdit) -> bool:
    return line.isUndoAvailable() or line.isRedoAvailable()
