"""Short messages: a toast that passes by, and a sentence that stays until it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from consultroom.ui import theme
from consultroom.ui.widgets.layouts import row
from consultroom.ui.widgets.untouched import UntouchedLine
from consultroom.ui.widgets.words import Icon, button, label

SECONDS = 10
LIFT = 28  # logical pixels between the toast and the bottom of the window
EDGE = 24  # logical pixels between the toast and the sides of the window
STEP = 8  # logical pixels between one row of places and the next
ROWS = 5  # how far up the toast may go out of the way
IN_USE = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit)


class Toast(QFrame):
    """Says what was just done, and offers to undo it. One at a time; stays under the mouse.

    It keeps off everything that can be pressed or typed into, also what opens while it is there.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("toast")
        self._act: Callable[[], object] | None = None
        self._words = label(name="toastWords", wrap=True)
        self._button = button("撤销", name="toastAct", clicked=self._pressed)
        line = row(self._words, self._button, spacing=16, margins=(18, 8, 10, 8))
        line.setAlignment(self._button, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(line)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
        self._later = QTimer(self)  # once what was opened has its place
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.place)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._moved)
        UntouchedLine(self._button)
        self.hide()

    def say(
        self, sentence: str, *, word: str = "撤销", act: Callable[[], object] | None = None
    ) -> None:
        """Show ``sentence``; with ``act`` also a button ``word`` that calls it."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._act = act
        self._button.setText(word)
        self._button.setAccessibleName(f"{word}：{sentence}")
        self._button.setVisible(act is not None)
        self.place()
        self.show()
        self.raise_()
        self._clock.start()
        self._later.start(0)
        _read_out(self, sentence)

    def _moved(self) -> None:
        if self.isVisible() and not self.underMouse():
            self._later.start(0)

    def place(self) -> None:
        """Keep to the lower middle of the window, or where nothing in use lies under it."""
        self._fit()
        taken = tuple(self._in_use())
        best = min(self._places(), key=lambda at: _covered(QRect(at, self.size()), taken))
        if best != self.pos():
            self.move(best)

    def _fit(self) -> None:
        """Break a sentence that is longer than the window is wide."""
        act = 0 if self._button.isHidden() else self._button.sizeHint().width() + 16
        room = self._window.width() - 2 * EDGE - act - 28
        natural = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 4
        self._words.setFixedWidth(max(1, min(natural, room)))
        self.adjustSize()

    def _places(self) -> Iterator[QPoint]:
        """Yield where it may stand, the best first."""
        free = self._window.width() - self.width()
        for line in range(ROWS):
            top = self._window.height() - LIFT - self.height() - line * (self.height() + STEP)
            for left in (free // 2, free - EDGE, EDGE):
                yield QPoint(left, top)

    def _in_use(self) -> Iterator[QRect]:
        """Yield what can be pressed or typed into and is in sight, in the window's coordinates."""
        for kind in IN_USE:
            for one in self._window.findChildren(kind):
                if one.isVisible() and one is not self._button:
                    seen = _in_sight(one, self._window)
                    if not seen.isEmpty():
                        yield seen

    def _pressed(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while someone points at it."""
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go on counting."""
        self._clock.start()


def _covered(place: QRect, taken: tuple[QRect, ...]) -> int:
    """Return how much of what is in use a place would lie over, square pixels."""
    over = (place.intersected(one) for one in taken)
    return sum(one.width() * one.height() for one in over if not one.isEmpty())


def _in_sight(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget shows in its window; what is scrolled away does not."""
    seen = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    around = widget.parentWidget()
    while around is not None and around is not window:
        seen = seen.intersected(QRect(around.mapTo(window, QPoint(0, 0)), around.size()))
        around = around.parentWidget()
    return seen


def _read_out(widget: QWidget, sentence: str, *, urgent: bool = False) -> None:
    """Have a screen reader say it; the keyboard is somewhere else."""
    from consultroom.ui import accessible  # the window is there before it has anything to say

    accessible.announce(widget, sentence, urgent=urgent)


class SentenceBar(QFrame):
    """Tells a person what stopped and what to do; it goes when they close it or go on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sentenceBar")
        self._words = label(wrap=True, name="sentence")
        mark = Icon("triangle-alert", theme.now().due, size=20)
        close = button("", name="closeSentence", kind="icon", icon="x", says="知道了，关闭提示")
        close.clicked.connect(self.hide)
        self._act: Callable[[], object] | None = None
        self._button = button("", name="sentenceAct", clicked=self._pressed)
        line = row(mark, self._words, self._button, close, spacing=12, margins=(24, 4, 16, 4))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def say(
        self, sentence: str, *, word: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Show ``sentence``; with ``act`` also a button ``word`` that calls it."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self._act = act
        self._button.setText(word)
        self._button.setAccessibleName(f"{word}：{sentence}")
        self._button.setVisible(act is not None)
        self.show()
        _read_out(self, sentence, urgent=True)

    def _pressed(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()

    @property
    def sentence(self) -> str:
        """The sentence on show; empty when the bar is hidden."""
        return "" if self.isHidden() else self._words.text()
