"""Bars painted by ourselves: numbers over them, words under them.

A pattern tells two series apart where colour would not. Arrow keys go from bar to bar, Enter lists
what is behind one.
"""

from __future__ import annotations

from abc import ABCMeta, abstractmethod
from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QBrush,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from consultroom.ui import accessible, theme
from consultroom.ui.ledgers.charts import Bars, Parts
from consultroom.ui.theme.fonts import font

GRID_LINES = 4
WIDEST = 22  # logical pixels of one bar
_PATTERNS = (Qt.BrushStyle.SolidPattern, Qt.BrushStyle.BDiagPattern)


class _AbstractWidget(ABCMeta, type(QWidget)):  # type: ignore[misc]  # Qt's own metaclass
    """Makes widgets that may lack something; Qt's classes do not look for it themselves."""

    def __call__(cls, *args: Any, **named: Any) -> Any:
        if lacks := getattr(cls, "__abstractmethods__", None):
            raise TypeError(f"{cls.__name__} lacks {', '.join(sorted(lacks))}")
        return super().__call__(*args, **named)


@accessible.heard_as(QAccessible.Role.Chart)
class Picked(QWidget, metaclass=_AbstractWidget):
    """A drawing with places that can be picked by mouse and keyboard.

    Signals:
        picked: a place was pressed; carries its key.
    """

    picked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._at = -1
        self.chosen = ""

    @abstractmethod
    def keys(self) -> tuple[str, ...]:
        """Return the key of each place."""

    @abstractmethod
    def place(self, at: int) -> QRectF:
        """Return where a place is."""

    @abstractmethod
    def words(self, at: int) -> str:
        """Return what a place says, with its numbers."""

    def _under(self, point: QPointF) -> int:
        places = range(len(self.keys()))
        return next((at for at in places if self.place(at).contains(point)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the place under the mouse and say its numbers."""
        at = self._under(event.position())
        self._go(at)
        if at >= 0:
            QToolTip.showText(event.globalPosition().toPoint(), self.words(at), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick what was pressed."""
        at = self._under(event.position())
        if at >= 0:
            self.picked.emit(self.keys()[at])

    def leaveEvent(self, event: QEvent) -> None:
        """Light nothing."""
        self._go(-1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next place, or pick this one."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        key, last = Qt.Key(event.key()), len(self.keys()) - 1
        if key in steps and last >= 0:
            self._go(max(0, min(last, self._at + steps[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._at >= 0:
            self.picked.emit(self.keys()[self._at])
        else:
            super().keyPressEvent(event)

    def _go(self, at: int) -> None:
        if at != self._at:
            self._at = at
            said = self.words(at) if at >= 0 else ""
            self.setAccessibleDescription(said)
            if self.hasFocus():
                accessible.announce(self, said)
            self.update()

    def ground(self, at: int) -> str:
        """Return the colour behind a place; nothing where it is neither lit nor chosen."""
        tokens = theme.now()
        if self.chosen and self.keys()[at] == self.chosen:
            return tokens.primary_soft
        return tokens.hover if at == self._at else ""

    def _inks(self) -> tuple[str, str]:
        return theme.now().primary, theme.now().due


class BarChart(Picked):
    """Draws Bars."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bars")
        self._bars: Bars | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Bars, chosen: str) -> None:
        """Draw other bars."""
        if (bars, chosen) == (self._bars, self.chosen):
            return
        self._bars, self._at, self.chosen = bars, -1, chosen
        self.setAccessibleName(bars.told())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a dozen months."""
        px = theme.now().px
        return QSize(px(360), px(176))

    def minimumSizeHint(self) -> QSize:
        """Return the least it can be read at."""
        px = theme.now().px
        return QSize(px(240), px(80))

    def keys(self) -> tuple[str, ...]:
        """Return the key of each place."""
        return self._bars.keys if self._bars else ()

    def words(self, at: int) -> str:
        """Return a month with its numbers."""
        return self._bars.at(at) if self._bars else ""

    def _field(self) -> QRectF:
        px = theme.now().px
        return QRectF(px(34), px(20), self.width() - px(38), self.height() - px(46))

    def place(self, at: int) -> QRectF:
        """Return the strip of a month, from the top down to its word."""
        field, px = self._field(), theme.now().px
        wide = field.width() / max(1, len(self.keys()))
        return QRectF(field.left() + at * wide, 0, wide, field.bottom() + px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, bars, numbers and words."""
        if self._bars is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, top = theme.now(), _scale(self._bars.most)
        painter.setFont(font(tokens.caption))
        self._paint_grid(painter, top)
        for at in range(len(self.keys())):
            self._paint_place(painter, at, top)
        self._paint_words(painter)

    def _paint_grid(self, painter: QPainter, top: int) -> None:
        tokens, field = theme.now(), self._field()
        for line in range(GRID_LINES + 1):
            if (top * line) % GRID_LINES:
                continue  # half of a matter is nothing
            y = field.bottom() - field.height() * line / GRID_LINES
            painter.fillRect(QRectF(field.left(), round(y), field.width(), 1), QColor(tokens.line))
            tall = painter.fontMetrics().height()
            if line % GRID_LINES and field.height() < GRID_LINES * tall:
                continue  # no room for more than the first and the last number
            painter.setPen(QColor(tokens.text3))
            right = QRectF(0, y - tall / 2, field.left() - 8, tall)
            ends = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(right, ends, str(top * line // GRID_LINES))

    def _paint_place(self, painter: QPainter, at: int, top: int) -> None:
        assert self._bars is not None  # noqa: S101 - paintEvent looked
        tokens, place, field = theme.now(), self.place(at), self._field()
        ground = self.ground(at)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(place.adjusted(2, 2, -2, 0), 4, 4)
        count = len(self._bars.series)
        wide = min(tokens.px(WIDEST), (place.width() - 8) / count - 2)
        left = place.center().x() - (wide + 2) * count / 2 + 1
        for order, one in enumerate(self._bars.series):
            tall = field.height() * one.numbers[at] / top
            bar = QRectF(left + order * (wide + 2), field.bottom() - tall, wide, tall)
            if one.numbers[at]:
                self._paint_bar(painter, bar, order, str(one.numbers[at]))

    def _paint_words(self, painter: QPainter) -> None:
        """Write under each place what it is, or under every other one where they are narrow."""
        assert self._bars is not None  # noqa: S101 - paintEvent looked
        tokens, words, metrics = theme.now(), self._bars.words, painter.fontMetrics()
        widest = max(map(metrics.horizontalAdvance, words))
        step = ceil((widest + 2) / self.place(0).width())
        painter.setPen(QColor(tokens.text2))
        for at in range(0, len(words), step):
            middle, top = self.place(at).center().x(), self._field().bottom() + 2
            under = QRectF(middle - widest / 2 - 2, top, widest + 4, tokens.px(22))
            painter.drawText(under, Qt.AlignmentFlag.AlignCenter, words[at])

    def _paint_bar(self, painter: QPainter, bar: QRectF, order: int, number: str) -> None:
        paint_bar(painter, bar, QColor(self._inks()[order]), order)
        painter.setPen(QColor(theme.now().text))
        wide = QFontMetrics(painter.font()).horizontalAdvance(number)
        if wide <= bar.width() + 2:
            tall = painter.fontMetrics().height()
            over = QRectF(bar.left() - 8, bar.top() - tall, bar.width() + 16, tall)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, number)


def paint_bar(painter: QPainter, bar: QRectF, ink: QColor, order: int) -> None:
    """Paint a bar: the first series solid, the second hatched with an outline."""
    painter.setPen(QPen(ink, 1.4) if order else Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ink, _PATTERNS[order]))
    painter.drawRoundedRect(bar, 2, 2)


def _scale(most: int) -> int:
    """Return the number at the top line: one that four lines can share, as 4, 8, 20, 40, 100."""
    top = GRID_LINES
    steps = (2, 2.5, 2)
    turn = 0
    while top < most:
        top = round(top * steps[turn % len(steps)])
        turn += 1
    return top


class Legend(QWidget):
    """Which bars count what, in the bars' own colour and pattern."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("legend")
        self._series: tuple[str, ...] = ()
        self.setFixedHeight(theme.now().px(24))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_series(self, bars: Bars) -> None:
        """Name other series."""
        series = tuple(f"{one.word}（{one.unit}）" for one in bars.series)
        if series == self._series:
            return
        self._series = series
        self.setAccessibleName("图例：" + "、".join(self._series))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a small bar and a word for each."""
        painter, tokens = QPainter(self), theme.now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(tokens.caption))
        metrics, side = QFontMetrics(painter.font()), tokens.px(13)
        left = 0.0
        for order, word in enumerate(self._series):
            mark = QRectF(left + 1, (self.height() - side) / 2, side, side)
            paint_bar(painter, mark, QColor((tokens.primary, tokens.due)[order]), order)
            painter.setPen(QColor(tokens.text2))
            wide = metrics.horizontalAdvance(word)
            where = QRectF(left + side + 8, 0, wide + 4, self.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, word)
            left += side + wide + 28


class PartsChart(Picked):
    """Draws Parts: a word, a bar and a number in each line."""

    MOST = 6

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("parts")
        self._parts: Parts | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_parts(self, parts: Parts, chosen: str) -> None:
        """Draw other parts."""
        if (parts, chosen) == (self._parts, self.chosen):
            return
        self._parts, self._at, self.chosen = parts, -1, chosen
        self.setAccessibleName(parts.told())
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return room for a few lines."""
        px = theme.now().px
        return QSize(px(200), px(80))

    def sizeHint(self) -> QSize:
        """Return room for all lines."""
        px = theme.now().px
        return QSize(px(280), px(176))

    def _shown(self) -> tuple[tuple[str, int], ...]:
        return self._parts.counts[: self.MOST] if self._parts else ()

    def keys(self) -> tuple[str, ...]:
        """Return the words."""
        return tuple(word for word, _count in self._shown())

    def words(self, at: int) -> str:
        """Return a word with its number."""
        word, count = self._shown()[at]
        return f"{word}：{count} {self._parts.unit if self._parts else ''}"

    def place(self, at: int) -> QRectF:
        """Return the line of a word."""
        lines = max(4, len(self._shown()))
        tall = min(theme.now().px(34), self.height() / lines)
        return QRectF(0, at * tall, self.width(), tall)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every line."""
        painter, tokens = QPainter(self), theme.now()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(tokens.body))
        for at, (word, count) in enumerate(self._shown()):
            self._paint_line(painter, at, word, count)

    def _paint_line(self, painter: QPainter, at: int, word: str, count: int) -> None:
        tokens, place = theme.now(), self.place(at)
        ground = self.ground(at)
        if ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(place.adjusted(0, 1, 0, -1), 4, 4)
        named, figured = tokens.px(92), tokens.px(44)
        painter.setPen(QColor(tokens.text))
        metrics = QFontMetrics(painter.font())
        told = metrics.elidedText(word, Qt.TextElideMode.ElideRight, named)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place.adjusted(6, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, told)
        number = place.adjusted(0, 0, -8, 0)
        painter.drawText(number, middle | Qt.AlignmentFlag.AlignRight, str(count))
        room = place.width() - named - figured - 20
        most = max(one for _word, one in self._shown())
        wide, thick = max(3.0, room * count / most), tokens.px(12)
        bar = QRectF(named + 12, place.center().y() - thick / 2, wide, thick)
        paint_bar(painter, bar, QColor(tokens.primary), 0)
