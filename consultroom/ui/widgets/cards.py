"""Cards: the white grounds that hold one thing each, and the few fixed kinds of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QWidget

from consultroom.ui import theme
from consultroom.ui.widgets.layouts import NO_MARGINS, Item, Margins, column, row
from consultroom.ui.widgets.words import Icon, label

CARD_MARGINS: Margins = (20, 16, 20, 16)
LINE = 600  # logical pixels, some forty characters


def card(*items: Item, margins: Margins = CARD_MARGINS, spacing: int = 10) -> QFrame:
    """Return a white card with ``items`` one under the other."""
    made = QFrame()
    made.setProperty("card", "true")
    made.setLayout(column(*items, spacing=spacing, margins=margins))
    return made


def sunken(layout: QLayout) -> QFrame:
    """Return a quiet box inside a card."""
    made = QFrame()
    made.setProperty("sunken", "true")
    made.setLayout(layout)
    return made


def titled(title: str, *rest: Item) -> QHBoxLayout:
    """Return a card's first line: its title, then ``rest``."""
    return row(label(title, "h3"), *rest)


def fact(icon: str, text: str, name: str = "") -> QWidget:
    """Return a small icon with a fact beside it, as a place or a number of people."""
    made = QWidget()
    line = row(Icon(icon, theme.now().text3, size=17), label(text, "sub", name=name), spacing=6)
    line.setContentsMargins(*NO_MARGINS)
    made.setLayout(line)
    if not text:
        made.hide()
    return made


class FigureTile(QFrame):
    """One figure of the year: icon, number, unit, what it counts."""

    def __init__(self, icon: str, ink: str, ground: str) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._figure = label("", "figure")
        self._unit = label("", "sub")
        self._caption = label("", "caption")
        figure = row(self._figure, self._unit, None, spacing=6)
        figure.setAlignment(self._unit, Qt.AlignmentFlag.AlignVCenter)
        words = column(figure, self._caption, spacing=0)
        badge = Icon(icon, ink, size=22, ground=ground, box=44)
        self.setLayout(row(badge, words, None, spacing=14, margins=(16, 10, 16, 10)))

    def show_figure(self, figure: str, unit: str, caption: str) -> None:
        """Show one figure; ``unit`` may carry a target, as “/ 12 场”."""
        self._figure.setText(figure)
        self._unit.setText(unit)
        self._caption.setText(caption)
        self.setAccessibleName(f"{caption} {figure} {unit}")


class DateBlock(QFrame):
    """A day to remember: month, big day, weekday and hour."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("sunken", "true")
        self.setFixedWidth(theme.now().px(104))
        self._lines = (label("", "sub"), label("", "day"), label("", "caption"))
        for line in self._lines:
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(None, *self._lines, None, spacing=0, margins=(6, 8, 6, 8)))

    def show_day(self, month: str, day: str, rest: str) -> None:
        """Show a day."""
        for line, text in zip(self._lines, (month, day, rest), strict=True):
            line.setText(text)
        self.setAccessibleName(f"{month}{day}日 {rest}")


class Nothing(QWidget):
    """What stands where a list is empty: never a bare hole, always what to do about it."""

    def __init__(self, sentence: str, icon: str = "inbox") -> None:
        super().__init__()
        self._words = label(sentence, "sub", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setMaximumWidth(theme.now().px(LINE))
        line = row(None, self._words, None, spacing=0)
        line.setStretch(1, 1000)  # all it may have; the edges get what is left
        mark = Icon(icon, theme.now().faint, size=28)
        centred = column(None, mark, line, None, spacing=8, margins=(20, 24, 20, 24))
        centred.setAlignment(mark, Qt.AlignmentFlag.AlignHCenter)
        self.setLayout(centred)

    @property
    def words(self) -> QLabel:
        """The sentence's label."""
        return self._words
