"""Typing as people do it: keys, and Chinese through an input method."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def begin_pinyin(widget: QWidget, letters: str) -> None:
    """Show letters under composition, as an input method does before a word is chosen."""
    QApplication.sendEvent(widget, QInputMethodEvent(letters, []))


def commit(widget: QWidget, text: str) -> None:
    """Type a word the way an input method does: composition, then the word."""
    begin_pinyin(widget, "pinyin")
    chosen = QInputMethodEvent()
    chosen.setCommitString(text)
    QApplication.sendEvent(widget, chosen)
