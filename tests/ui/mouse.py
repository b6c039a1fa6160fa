"""The mouse as a hand moves it: every press ends in a release.

`QTest.mouseDClick` leaves the button down, and Qt keeps that for the whole process: a later test
would see a click held that nobody holds.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

LEFT = Qt.MouseButton.LeftButton


def double_click(widget: QWidget, place: QPoint | None = None) -> None:
    """Click a widget twice, at a place of it or in its middle, and let go."""
    place = widget.rect().center() if place is None else place
    window, there = widget.window().windowHandle(), widget.mapTo(widget.window(), place)
    QTest.mouseDClick(widget, LEFT, pos=place)
    QTest.mouseRelease(window, LEFT, pos=there)
