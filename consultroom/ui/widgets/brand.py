"""The program's mark: a speech bubble with a seal on it, drawn so that no file can be missing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from consultroom.ui import theme, wording

UNITS = 38.0  # side of the drawing


def _paint_mark(painter: QPainter, side: float) -> None:
    tokens = theme.now()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / UNITS, side / UNITS)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.primary))
    painter.drawRoundedRect(QRectF(0, 0, UNITS, UNITS), 8, 8)
    bubble = QPainterPath()
    bubble.addRoundedRect(QRectF(6.5, 9, 25, 16.5), 4, 4)
    tail = QPainterPath()
    tail.moveTo(12, 25)
    tail.lineTo(12, 30.5)
    tail.lineTo(18, 25)
    painter.fillPath(bubble.united(tail), QColor(tokens.on_solid))
    painter.setBrush(QColor(tokens.primary))
    painter.drawRoundedRect(QRectF(11.5, 13.6, 11, 2), 1, 1)
    painter.drawRoundedRect(QRectF(11.5, 18.6, 8, 2), 1, 1)
    painter.setBrush(QColor(tokens.seal))
    painter.drawEllipse(QRectF(23.2, 15.6, 4.8, 4.8))


def brand_icon() -> QIcon:
    """Return the mark as window icon."""
    made = QIcon()
    for side in (16, 32, 64, 256):
        drawn = QPixmap(QSize(side, side))
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        _paint_mark(painter, side)
        painter.end()
        made.addPixmap(drawn)
    return made


class Brand(QWidget):
    """The mark at the top of the rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(38, 38)
        self.setAccessibleName(wording.PROGRAM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        _paint_mark(painter, self.width())
