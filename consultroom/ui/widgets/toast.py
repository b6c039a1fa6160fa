"""Short messages: a toast that passes by, and a sentence that stays until it is read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QWidget

from consultroom.ui import theme
from consultroom.ui.widgets.layouts import row
from consultroom.ui.widgets.words import Icon, button, label

SECONDS = 8
LIFT = 28  # logical pixels between the toast and the bottom of the window


class Toast(QFrame):
    """Says what was just done, and offers to undo it. One at a time; stays under the mouse."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("toast")
        self._act: Callable[[], object] | None = None
        self._words = label(name="toastWords")
        self._button = button("撤销", name="toastAct", clicked=self._pressed)
        self.setLayout(row(self._words, self._button, spacing=16, margins=(18, 8, 10, 8)))
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SECONDS * 1000)
        self._clock.timeout.connect(self.hide)
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

    def place(self) -> None:
        """Keep to the lower middle of the window."""
        self.adjustSize()
        around = self._window.rect()
        left = (around.width() - self.width()) // 2
        self.move(left, around.height() - self.height() - LIFT)

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


class SentenceBar(QFrame):
    """Tells a person what stopped and what to do; it goes when they close it or go on."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sentenceBar")
        self._words = label(wrap=True, name="sentence")
        mark = Icon("triangle-alert", theme.now().due, size=20)
        close = button("", name="closeSentence", kind="icon", icon="x", says="知道了，关闭提示")
        close.clicked.connect(self.hide)
        line = row(mark, self._words, close, spacing=12, margins=(24, 4, 16, 4))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show ``sentence``."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    @property
    def sentence(self) -> str:
        """The sentence on show; empty when the bar is hidden."""
        return "" if self.isHidden() else self._words.text()
