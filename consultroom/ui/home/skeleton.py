"""The home page while its room is being opened: the empty cards, where they will stand."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from consultroom.ui import theme
from consultroom.ui.screen import Screen

EDGE = (24, 16)  # logical pixels, like all lengths here: left and right of the page, above it
STRIP, TILE, CARD, MONTH = 84, 84, 222, 302  # heights of the cards
APART, GAP = 12, 16  # between cards one under the other; side by side
TILES = 4
BAR = 14  # width of the scroll bar the page will have
WIDER = 0.64  # part of the width the left column has


class Skeleton(Screen):
    """Draws the cards' grounds and nothing else.

    Signals:
        painted: it was drawn for the first time.
    """

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("skeleton")
        self.setAccessibleName("正在打开")
        self._was_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grounds."""
        del event
        tokens = theme.now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1))
        for ground in grounds(self.width()):
            painter.drawRoundedRect(ground, tokens.radius, tokens.radius)
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()


def grounds(width: int) -> list[QRectF]:
    """Return where the cards stand on a page.

    Args:
        width: of the page, logical pixels.
    """
    px = theme.now().px
    left, top = EDGE
    room = width - BAR - 2 * left
    tile = (room - (TILES - 1) * GAP) / TILES
    below = top + px(STRIP) + APART
    under = below + px(TILE) + APART
    wide = (room - GAP) * WIDER
    found = [QRectF(left, top, room, px(STRIP))]
    found += [
        QRectF(left + number * (tile + GAP), below, tile, px(TILE)) for number in range(TILES)
    ]
    found += [
        QRectF(left, under, wide, px(CARD)),
        QRectF(left + wide + GAP, under, room - GAP - wide, px(MONTH)),
    ]
    return [ground.adjusted(0.5, 0.5, -0.5, -0.5) for ground in found]
