"""Labels and buttons in the roles the style sheet knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from consultroom.ui import icons, theme

Role = Literal[
    "", "h1", "h2", "h3", "figure", "day", "strong", "sub", "caption", "next", "due", "error", "key"
]
Kind = Literal["", "primary", "quiet", "plain", "icon", "segment", "chip", "agenda"]


def label(text: str = "", role: Role = "", *, wrap: bool = False, name: str = "") -> QLabel:
    """Return a plain-text label.

    Args:
        text: shown as it is; what a person typed is never read as markup.
        role: size and colour.
        wrap: break into lines instead of widening the window.
        name: objectName.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    return made


def button(
    text: str,
    *,
    name: str,
    kind: Kind = "",
    icon: str = "",
    says: str = "",
    clicked: Callable[[], object] | None = None,
) -> QPushButton:
    """Return a push button.

    Args:
        text: the word on it; empty for an icon button, which must then have ``says``.
        name: objectName.
        kind: how it looks; a screen has one ``primary``.
        icon: lucide's name.
        says: what a screen reader says, when the word alone is not enough.
        clicked: called without arguments.
    """
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(says or text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if kind == "icon":
        made.setToolTip(says)
    if icon:
        set_icon(made, icon, kind)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def set_icon(target: QPushButton, name: str, kind: Kind = "") -> None:
    """Give a button its icon, in the colour of its kind."""
    tokens = theme.now()
    colours: dict[str, str] = {"primary": tokens.on_solid, "quiet": tokens.primary}
    gap = 4 if target.text() else 0
    ink = colours.get(kind, tokens.text2)
    target.setIcon(icons.icon(name, ink, tokens.icon, gap, idle=tokens.disabled))
    target.setIconSize(QSize(tokens.icon + gap, tokens.icon))


def restyle(target: QPushButton, icon: str, kind: Kind = "") -> None:
    """Give a button another look, with its icon in the colour of it."""
    if (target.property("kind") or "") != kind:
        target.setProperty("kind", kind)
        target.style().unpolish(target)
        target.style().polish(target)
    set_icon(target, icon, kind)


class OneLine(QLabel):
    """A label that ends in dots where there is no room, and then says the whole in its tool tip."""

    def __init__(self, role: Role = "", *, name: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def shown(self) -> str:
        """Return what there is room for."""
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what there is room for."""
        shown = self.shown()
        self.setToolTip(self.text() if shown != self.text() else "")
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.contentsRect(), middle, shown)


class Icon(QWidget):
    """An icon by itself, with or without a soft square behind it."""

    def __init__(
        self, name: str, colour: str, *, size: int = 20, ground: str = "", box: int = 0
    ) -> None:
        super().__init__()
        self._name = name
        self._colour = colour
        self._ground = ground
        self._side = theme.now().px(size)
        self.setFixedSize(QSize(1, 1) * max(self._side, theme.now().px(box)))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the square and the icon."""
        painter = QPainter(self)
        if self._ground:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._ground))
            painter.drawRoundedRect(self.rect(), theme.now().radius, theme.now().radius)
        edge = (self.width() - self._side) / 2
        icons.paint(painter, self._name, self._colour, QRectF(edge, edge, self._side, self._side))
