"""A line that stays one device pixel thin at every screen scale."""

from __future__ import annotations

from PySide6.QtCore import QLineF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consultroom.ui import theme


class Hairline(QWidget):
    """A horizontal line across its parent."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line; a frame of 1 logical pixel would be 2 device pixels at 150 %."""
        pen = QPen(QColor(theme.now().line), 0)
        pen.setCosmetic(True)
        painter = QPainter(self)
        painter.setPen(pen)
        painter.drawLine(QLineF(0, 0.5, self.width(), 0.5))
