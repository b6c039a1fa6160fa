"""The state chip: icon, word and colour, so that hue is never the only sign."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from consultroom.ui import icons, theme
from consultroom.ui.states import State
from consultroom.ui.theme.fonts import font


class Pill(QWidget):
    """A rounded chip that says a state."""

    def __init__(self, state: State = State.TODO, word: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(state, word)

    def show_state(self, state: State, word: str = "") -> None:
        """Show a state.

        Args:
            state: gives icon and colour.
            word: said instead of the state's own word, as “还有 6 天”.
        """
        self._state = state
        self._word = word or state.word
        self.setAccessibleName(f"状态：{self._word}")
        self.updateGeometry()
        self.update()

    @property
    def word(self) -> str:
        """The word shown."""
        return self._word

    def sizeHint(self) -> QSize:
        """Return room for icon and word."""
        tokens = theme.now()
        metrics = QFontMetrics(font(tokens.caption, 500))
        width = metrics.horizontalAdvance(self._word) + tokens.px(40)
        return QSize(width, max(tokens.px(28), metrics.height() + 6))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chip."""
        tokens = theme.now()
        colours = tokens.soft(self._state)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ground))
        half = self.height() / 2
        painter.drawRoundedRect(QRectF(self.rect()), half, half)
        side = tokens.px(16)
        place = QRectF(tokens.px(9), half - side / 2, side, side)
        icons.paint(painter, self._state.icon, colours.ink, place, stroke=2.4)
        painter.setFont(font(tokens.caption, 500))
        painter.setPen(QColor(colours.ink))
        words = self.rect().adjusted(tokens.px(30), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word)
