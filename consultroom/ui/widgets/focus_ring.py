"""The ring around what has the keyboard, shown only to people who use the keyboard.

There is no application-wide event filter: in Python that alone would be thousands of calls
before the first paint. The window reports Tab, and only the ringed widget and what it lies in are
watched.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from consultroom.ui import theme

ROOM = 4  # logical pixels between the widget and the ring's outer edge


class FocusRing(QWidget):
    """One overlay per window that follows the focus after Tab was pressed."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._ringed: QWidget | None = None
        self._watched: list[QWidget] = []
        self._keyboard = False
        self.setObjectName("focusRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        application = QApplication.instance()
        assert isinstance(application, QApplication)  # noqa: S101  a widget cannot be without one
        application.focusChanged.connect(self._follow)

    def tab_pressed(self) -> None:
        """Tell the ring that the next focus comes from the keyboard."""
        self._keyboard = True

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._keyboard = False
        self._watch(None)
        ours = focused is not None and focused.window() is self._window
        self._ringed = focused if ours and self._keyboard and _is_control(focused) else None
        self._watch(self._ringed)
        self._bring_into_sight()
        self._place()

    def _bring_into_sight(self) -> None:
        """Scroll to the ringed widget; Qt does so only for who comes from the same page."""
        for around in self._watched[1:]:
            if isinstance(around, QScrollArea) and self._ringed is not None:
                around.ensureWidgetVisible(self._ringed, 0, 2 * ROOM)

    def _watch(self, widget: QWidget | None) -> None:
        """Watch a widget and what it lies in, which moves when the page is scrolled."""
        for watched in filter(isValid, self._watched):
            watched.removeEventFilter(self)
        self._watched = []
        while widget is not None and widget is not self._window:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with the ringed widget."""
        kinds = QEvent.Type
        if event.type() in (kinds.Move, kinds.Resize, kinds.Hide, kinds.Show):
            self._place()
        return False

    def _place(self) -> None:
        ringed = self._ringed
        if ringed is None or not isValid(ringed) or not ringed.isVisible():
            self.hide()
            return
        place = self._in_sight(ringed)
        if place.isEmpty():
            self.hide()
            return
        self.setGeometry(place.adjusted(-ROOM, -ROOM, ROOM, ROOM))
        self.raise_()
        self.show()

    def _in_sight(self, ringed: QWidget) -> QRect:
        """Return where a widget can be seen, less what is scrolled away."""
        place = QRect(ringed.mapTo(self._window, QPoint(0, 0)), ringed.size())
        for around in self._watched[1:]:
            if isinstance(around.parentWidget(), QAbstractScrollArea):  # the viewport of one
                corner = around.mapTo(self._window, QPoint(0, 0))
                place &= QRect(corner, around.size())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.now().focus), 2.5))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)


def _is_control(focused: QWidget | None) -> bool:
    """Return whether one can come to it; a page has the keyboard only until a control takes it."""
    return focused is not None and focused.focusPolicy() != Qt.FocusPolicy.NoFocus
