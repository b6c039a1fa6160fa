"""One line of the left rail."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton

from consultroom.ui import icons, theme
from consultroom.ui.theme.fonts import font

MARK = 20  # side of the icon, logical pixels
COMPACT_LINE = 46  # height of a line with its word under the icon
LEAST_LINE = 28  # height of an icon alone in the lowest window


class RailSize(Enum):
    """How much room the rail has."""

    FULL = "icon beside the word"
    COMPACT = "icon over a small word"
    TINY = "icon alone, word as tool tip"


class NavButton(QAbstractButton):
    """A page's place in the rail. All together are one Tab stop; arrows move between them."""

    def __init__(self, icon: str, text: str) -> None:
        super().__init__()
        self._icon = icon
        self._count = 0
        self._size = RailSize.FULL
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.show_count(0)
        self.fit(RailSize.FULL)

    def show_count(self, count: int) -> None:
        """Show how many things wait on this page; 0 shows nothing."""
        self._count = count
        self.setAccessibleName(self.text() + (f"，{count} 项待处理" if count else ""))
        self.update()

    def fit(self, size: RailSize, most: int = 40) -> None:
        """Take the shape the rail has room for.

        Args:
            size: which shape.
            most: logical pixels there are for an icon alone.
        """
        self._size = size
        tokens = theme.now()
        heights = {
            RailSize.FULL: tokens.row,
            RailSize.COMPACT: tokens.px(COMPACT_LINE),
            RailSize.TINY: max(LEAST_LINE, min(tokens.px(40), most)),
        }
        self.setFixedHeight(heights[size])
        self.setToolTip(self.text() if size is RailSize.TINY else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room a full line takes."""
        return QSize(theme.now().px(176), self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon, word and count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        tokens = theme.now()
        ink = tokens.primary if self.isChecked() else tokens.text2
        icons.paint(painter, self._icon, ink, self._icon_place())
        if self._size is not RailSize.TINY:
            self._paint_word(painter)
        if self._count:
            self._paint_count(painter)

    def _icon_place(self) -> QRectF:
        side = self._mark()
        left = 16.0 if self._size is RailSize.FULL else (self.width() - side) / 2
        top = 5.0 if self._size is RailSize.COMPACT else (self.height() - side) / 2
        return QRectF(left, top, side, side)

    def _mark(self) -> int:
        if self._size is RailSize.TINY:
            return min(theme.now().px(MARK), self.height() - 8)
        return MARK

    def _paint_ground(self, painter: QPainter) -> None:
        tokens, here = theme.now(), self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        if here or self.underMouse():
            painter.setBrush(QColor(tokens.primary_soft if here else tokens.hover))
            place = QRectF(self.rect()).adjusted(0, 1, 0, -1)
            painter.drawRoundedRect(place, tokens.radius, tokens.radius)
        if here:
            painter.setBrush(QColor(tokens.primary))
            painter.drawRoundedRect(QRectF(0, 10, 4, self.height() - 20), 2, 2)

    def _paint_word(self, painter: QPainter) -> None:
        tokens, here = theme.now(), self.isChecked()
        weight = 600 if here else 400
        if self._size is RailSize.FULL:
            painter.setFont(font(tokens.body, weight))
            place = self.rect().adjusted(48, 0, -8, 0)
            where = Qt.AlignmentFlag.AlignVCenter
        else:
            painter.setFont(font(tokens.badge, weight))
            place = self.rect().adjusted(0, 5 + MARK, 0, 0)
            where = Qt.AlignmentFlag.AlignCenter
        painter.setPen(QColor(tokens.primary if here else tokens.text))
        painter.drawText(place, where, self._word())

    def _word(self) -> str:
        room = self._size is RailSize.FULL or len(self.text()) <= 4
        return self.text() if room else self.text()[-3:]

    def _paint_count(self, painter: QPainter) -> None:
        tokens = theme.now()
        face = font(tokens.badge, 600)
        text, height = str(self._count), tokens.px(20)
        width = max(height, QFontMetrics(face).horizontalAdvance(text) + 12)
        full = self._size is RailSize.FULL
        left = self.width() - width - (12 if full else 2)
        top = (self.height() - height) / 2 if full else 1
        place = QRectF(left, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.late))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setFont(face)
        painter.setPen(QColor(tokens.on_solid))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
