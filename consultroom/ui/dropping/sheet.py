"""The sheet over the window while files are dragged: what letting go would do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from consultroom.ui import icons, theme
from consultroom.ui.dropping.offers import Offer
from consultroom.ui.widgets.layouts import column
from consultroom.ui.widgets.words import label

MARGIN = 14  # logical pixels between the window's edge and the dashes
VEIL = 235  # of 255: what is below is seen, but not read


class DropSheet(QWidget):
    """Covers the window; takes no mouse and no focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("dropSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._offer = Offer(words="")
        self._words = label("", "h2", wrap=True, name="dropWords")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = theme.now().px(60)
        self.setLayout(column(None, side, self._words, None, margins=(60, 0, 60, 0)))
        self.hide()

    def show_offer(self, offer: Offer) -> None:
        """Show what letting go would do."""
        parent = self.parentWidget()
        self._offer = offer
        self._words.setText(offer.words)
        self.setAccessibleName(offer.words)
        if parent is not None:
            self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.update()

    @property
    def words(self) -> str:
        """What is said; empty while nothing is dragged."""
        return "" if self.isHidden() else self._words.text()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the veil, the dashes and the mark above the words."""
        tokens = theme.now()
        taken = self._offer.way is not None
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(tokens.surface)
        veil.setAlpha(VEIL)
        painter.fillRect(self.rect(), veil)
        ink = QColor(tokens.primary if taken else tokens.due)
        painter.setPen(QPen(ink, 3, Qt.PenStyle.DashLine))
        inside = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        painter.drawRoundedRect(inside, tokens.radius, tokens.radius)
        side = tokens.px(44)
        top = self._words.geometry().top() - side - 10
        place = QRectF((self.width() - side) / 2, top, side, side)
        icons.paint(painter, "download" if taken else "ban", ink.name(), place)
