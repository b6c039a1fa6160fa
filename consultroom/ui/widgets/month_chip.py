"""One month of the year as a coloured chip."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from consultroom.ui import icons, theme
from consultroom.ui.states import State
from consultroom.ui.theme.fonts import font


class MonthChip(QAbstractButton):
    """A month and its state; pressed, it leads to that month's consultation."""

    def __init__(self, month: int, state: State) -> None:
        super().__init__()
        self._state = state
        self.setText(f"{month}月")
        self.setObjectName(f"month{month}")
        self.setAccessibleName(f"{month}月 {state.word}")
        self.setToolTip(f"{month}月 {state.word}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return room for icon and word."""
        return QSize(theme.now().px(84), theme.now().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        tokens = theme.now()
        colours, side = tokens.soft(self._state), tokens.px(16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(tokens.ink(self._state)), 1) if self.underMouse() else Qt.PenStyle.NoPen
        painter.setPen(edge)
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        place = QRectF(8, (self.height() - side) / 2, side, side)
        icons.paint(painter, self._state.icon, colours.ink, place, stroke=2.2)
        painter.setFont(font(tokens.body))
        painter.setPen(QColor(colours.ink))
        words = self.rect().adjusted(side + 13, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
