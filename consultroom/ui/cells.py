"""How the cells of every table are painted."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from consultroom.ui import icons, theme
from consultroom.ui.rows import Column, Index, RowsModel, side_of
from consultroom.ui.theme.fonts import font

EDGE = 12  # logical pixels left and right of a cell's words
SIDES = {on: int(side_of(number=on)) for on in (False, True)}
_WIDEST = 1.5  # of the size of the letters: hardly one is wider, and the text is told to fit
_BACK = 5  # characters a line may end earlier for the sake of what belongs together
_OPENING, _CLOSING = "“‘（《〈【", "”’）》〉】，。、；：？！"


@cache
def ink_of(colour: str) -> QColor:
    """Return a colour of the tokens as Qt has it."""
    return QColor(colour)


class RowDelegate(QStyledItemDelegate):
    """Paints ground, selection bar, hairline, state and words of a cell.

    Args:
        view: the table.
        rows: its model, which is asked directly: a cell is painted in half the time.
    """

    def __init__(self, view: QTableView, rows: RowsModel[Any]) -> None:
        super().__init__(view)
        self._selection = view.selectionModel()
        self._rows = rows
        self.hovered = -1
        self.lines = 1  # of a cell; two where the columns are narrow

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens, number = theme.now(), index.row()
        place: QRect = option.rect  # type: ignore[attr-defined]
        chosen = self._selection.isSelected(index)
        if chosen or number == self.hovered:
            painter.fillRect(place, ink_of(tokens.primary_soft if chosen else tokens.hover))
        # fillRect, not drawLine: a hairline must not be blurred by a neighbour's antialiasing
        line = ink_of(tokens.line)
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, line)
        if chosen and index.column() == 0:
            bar = (place.left(), place.top() + 1, 3, place.height() - 2)
            painter.fillRect(*bar, ink_of(tokens.primary))
        column = self._rows.columns[index.column()]
        self._paint_words(painter, place.adjusted(EDGE, 0, -EDGE, 0), column, number)

    def _paint_words(
        self, painter: QPainter, place: QRect, column: Column[Any], number: int
    ) -> None:
        tokens, row = theme.now(), self._rows.row(number)
        ink, state = tokens.text, column.state(row)
        if state is not None:
            ink, side = tokens.ink(state), tokens.px(17)
            top = place.center().y() - side / 2
            icons.paint(painter, state.icon, ink, QRectF(place.left(), top, side, side), stroke=2.4)
            place = place.adjusted(side + 7, 0, 0, 0)
        painter.setFont(font(tokens.body))
        painter.setPen(ink_of(ink))
        text, width = column.text(row), place.width()
        if len(text) * tokens.body * _WIDEST > width:
            text = "\n".join(cut(text, painter.fontMetrics(), width, self.lines))
        painter.drawText(place, SIDES[column.number], text)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one row's height."""
        return QSize(60, row_height(self.lines))


def row_height(lines: int) -> int:
    """Return the height of a row whose cells have so many lines, logical pixels."""
    tokens = theme.now()
    return tokens.row + (lines - 1) * QFontMetrics(font(tokens.body)).lineSpacing()


def cut(text: str, metrics: QFontMetrics, width: int, lines: int) -> list[str]:
    """Return a text in at most so many lines, the last one cut off with dots where it must."""
    told: list[str] = []
    while len(told) < lines - 1 and metrics.horizontalAdvance(text) > width:
        places = range(1, len(text))
        fits = bisect_right(places, width, key=lambda at: metrics.horizontalAdvance(text[:at]))
        end = _parted(text, max(1, fits))
        told.append(text[:end])
        text = text[end:].lstrip()
    return [*told, metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)]


def _parted(text: str, end: int) -> int:
    """Return where a line ends at the latest at ``end``: no figure or mark is torn from its own."""
    for at in range(end, max(0, end - _BACK), -1):
        if at == len(text) or not _clings(text[at - 1], text[at]):
            return at
    return end


def _clings(before: str, after: str) -> bool:
    figures = before.isdecimal() and after.isdecimal()
    return figures or before in _OPENING or after in _CLOSING
