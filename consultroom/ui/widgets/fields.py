"""Fields to type into. Each has a value, tells when it changes, and says what is wrong with it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QStyledItemDelegate,
    QWidget,
)

from consultroom.ui import icons, theme, wording
from consultroom.ui.theme.fonts import font

LEAST_SELECT: Final = 120  # logical pixels
MOST_SEEN: Final = 10  # choices in sight at once
BREAK: Final = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")


def set_wrong(widget: QWidget, *, wrong: bool) -> None:
    """Give a field the red outline, or take it away."""
    if widget.property("wrong") != ("true" if wrong else "false"):
        widget.setProperty("wrong", "true" if wrong else "false")
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))


def one_line(text: str) -> str:
    """Return a text without its line breaks and tabs; words that are not Chinese keep a blank."""
    if not BREAK.search(text):
        return text
    joined = BREAK.sub("\n", text.strip("\r\n"))
    return re.sub("(?<=[!-~])\n(?=[!-~])", " ", joined).replace("\n", "")


class TextLine(QLineEdit):
    """One line of text."""

    changed = Signal()

    def __init__(self, *, most: int = 0) -> None:
        super().__init__()
        if most:
            self.setMaxLength(most)
        self.textChanged.connect(self._take)

    def _take(self, text: str) -> None:
        """Report a change; what was pasted from several lines becomes one first."""
        line = one_line(text)
        if line != text:
            self.setText(line)  # which comes back here
        else:
            self.changed.emit()

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.text().strip()

    def show_value(self, value: object) -> None:
        """Show a text; the caret stays where it was if nothing changes."""
        text = one_line(str(value or ""))
        if text != self.text():
            self.setText(text)

    def problem(self) -> str:
        """Return nothing: any line is a line."""
        return ""


class NumberLine(QLineEdit):
    """A whole number, zero or more; empty is None."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(9)
        self.textChanged.connect(lambda _text: self.changed.emit())

    def value(self) -> int | None:
        """Return the number, None while there is none."""
        typed = self.text().strip()
        return int(typed) if typed.isdecimal() else None

    def show_value(self, value: object) -> None:
        """Show a number."""
        if value != self.value():
            self.setText("" if value is None else str(value))

    def problem(self) -> str:
        """Return what is wrong, as a sentence."""
        typed = self.text().strip()
        return "" if not typed or typed.isdecimal() else f"“{typed}”不是数字，请只填数字。"


class LongText(QPlainTextEdit):
    """Several lines; Tab leaves the field, as everywhere else."""

    changed = Signal()

    def __init__(self, *, lines: int = 4, most: int = 0) -> None:
        super().__init__()
        self._most = most
        self.setTabChangesFocus(True)
        tall = QFontMetrics(font(theme.now().body)).lineSpacing()
        self._tall = tall * lines + 24
        self.setFixedHeight(self._tall)
        self.textChanged.connect(self.changed)

    def event(self, event: QEvent) -> bool:
        """Keep the height against the style sheet, which has one least height for all fields."""
        done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.StyleChange):
            self.setFixedHeight(self._tall)
        return done

    def value(self) -> str:
        """Return the text without blanks around it."""
        return self.toPlainText().strip()

    def show_value(self, value: object) -> None:
        """Show a text; the caret stays where it was if nothing changes."""
        text = str(value or "")
        if text != self.toPlainText():
            self.setPlainText(text)

    def problem(self) -> str:
        """Return what is wrong, as a sentence."""
        over = len(self.value()) - self._most
        return f"最多 {self._most} 字，请删去 {over} 字。" if self._most and over > 0 else ""


class Select(QComboBox):
    """One of a few choices; the wheel scrolls the page, not the choice."""

    changed = Signal()

    def __init__(
        self, choices: tuple[tuple[str, str], ...] = (), *, optional: bool = False
    ) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own ignores the style sheet
        self.setMaxVisibleItems(MOST_SEEN)
        self.view().setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._optional = optional
        self._offered: tuple[tuple[str, str], ...] | None = None
        self.show_choices(choices)
        self.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def show_choices(self, choices: tuple[tuple[str, str], ...]) -> None:
        """Offer other choices, code and word each, and keep the choice if it is among them."""
        if choices == self._offered:
            return  # to fill it anew takes milliseconds, at every key of a list
        self._offered = choices
        kept, blocked = self.value(), self.blockSignals(True)
        self.clear()
        if self._optional:
            self.addItem(wording.NOT_CHOSEN, "")
        for code, word in choices:
            self.addItem(word, code)
        self.show_value(kept)
        self.blockSignals(blocked)

    def offer(self, choices: tuple[tuple[str, str], ...], chosen: str) -> None:
        """Offer other choices and show which is chosen; nothing is told."""
        self.show_choices(choices)  # which lets signals through again when it ends
        self.blockSignals(True)
        self.show_value(chosen)
        self.blockSignals(False)

    def minimumSizeHint(self) -> QSize:
        """Return room for a short choice; the longest one must not push a form out of sight."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), theme.now().px(LEAST_SELECT)), least.height())

    def value(self) -> str:
        """Return the code chosen; "" while nothing is."""
        return str(self.currentData() or "")

    def show_value(self, value: object) -> None:
        """Choose a code; an unknown one chooses the first line."""
        self.setCurrentIndex(max(0, self.findData(str(value or ""))))

    def problem(self) -> str:
        """Return nothing: every line offered may be chosen."""
        return ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and its arrow, in the colour of the look."""
        super().paintEvent(event)
        tokens, side = theme.now(), theme.now().px(16)
        place = QRectF(self.width() - side - 8, (self.height() - side) / 2, side, side)
        icons.paint(QPainter(self), "chevron-down", tokens.text2, place)


class Tick(QCheckBox):
    """A box to tick, painted by us so that the mark follows the look."""

    changed = Signal()
    SIDE = 22

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.toggled.connect(lambda _on: self.changed.emit())

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def show_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def problem(self) -> str:
        """Return nothing."""
        return ""

    def sizeHint(self) -> QSize:
        """Return room for box and words."""
        tokens = theme.now()
        words = QFontMetrics(font(tokens.body)).horizontalAdvance(self.text())
        return QSize(tokens.px(self.SIDE) + 12 + words, tokens.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, mark and words."""
        tokens, side = theme.now(), theme.now().px(self.SIDE)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(1, (self.height() - side) / 2 + 1, side - 2, side - 2)
        ticked = self.isChecked()
        edge = tokens.done if ticked else tokens.primary if self.underMouse() else ""
        painter.setPen(QPen(QColor(edge or tokens.line_strong), 2))
        painter.setBrush(QColor(tokens.done if ticked else tokens.surface))
        painter.drawRoundedRect(place, 5, 5)
        if ticked:
            icons.paint(painter, "check", tokens.on_solid, place.adjusted(2, 2, -2, -2), stroke=3)
        painter.setFont(font(tokens.body))
        painter.setPen(QColor(tokens.text if self.isEnabled() else tokens.disabled))
        words = self.rect().adjusted(side + 10, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def hitButton(self, position: object) -> bool:
        """Take a click anywhere on box and words."""
        return True
