"""The program's mark, in the rail and on the window."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from consultroom.ui import icons, wording

LOGO = "brand/logo"
WINDOW_SIDES = (24, 64)


def brand_icon() -> QIcon:
    """Return the mark as window icon."""
    made = QIcon()
    for side in WINDOW_SIDES:
        made.addPixmap(icons.pixmap(LOGO, "", side, 1))
    return made


class Brand(QWidget):
    """The mark at the top of the rail."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(38, 38)
        self.setAccessibleName(wording.PROGRAM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        icons.paint(QPainter(self), LOGO, "", QRectF(self.rect()))
