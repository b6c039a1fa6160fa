"""One look for every table: models over frozen rows, and a delegate that paints whole rows."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from consultroom.ui import icons, theme
from consultroom.ui.states import State
from consultroom.ui.theme.fonts import font

R = TypeVar("R")
Given_co = TypeVar("Given_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 128  # rows read at a time from a long list
PAGES_KEPT = 64
NARROWEST_REST = 240  # logical pixels for the column that takes the rest
LEAST_REST = 96  # likewise, where even the others are narrowed
LOOKED_AT = 40  # rows, for how wide a narrowed column must be
EDGE = 12  # logical pixels left and right of a cell's words
_BACK = 5  # characters a line may end earlier for the sake of what belongs together
_OPENING, _CLOSING = "“‘（《〈【", "”’）》〉】，。、；：？！"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[R]):
    """One column: its heading, and how a row answers it.

    Attributes:
        width: logical pixels at normal text size; 0 takes what is left.
        state: gives the cell an icon and the state's colour.
        order: what the column sorts by; None leaves it unsortable.
        number: set flush right, as figures are.
        spare: left out where the table is too narrow for the column that takes the rest.
    """

    title: str
    text: Callable[[R], str]
    width: int = 0
    state: Callable[[R], State | None] = field(default=lambda _row: None)
    order: Callable[[R], Any] | None = None
    number: bool = False
    spare: bool = False


class Rows(Protocol[Given_co]):
    """Something that can count its rows and give some of them."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Given_co: ...


class WindowedRows(Generic[R]):
    """A long list of which only the pages being looked at are in memory.

    Args:
        count: rows in the current filter and order, exact.
        read: returns the rows from ``start`` up to ``stop``.
    """

    def __init__(self, count: int, read: Callable[[int, int], Sequence[R]]) -> None:
        self._count = count
        self._read = read
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> R:
        number, offset = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number * PAGE, min(self._count, (number + 1) * PAGE))
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[offset]


class RowsModel(QAbstractTableModel, Generic[R]):
    """Frozen rows as Qt sees them. Sorting is the list's own, in memory; see ``sort``."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: Rows[R] = ()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_rows(self, rows: Rows[R]) -> None:
        """Show other rows: a tuple, or WindowedRows for lists of thousands."""
        self.beginResetModel()
        self._rows = rows
        if self._sorted is not None:
            self._sort_rows(*self._sorted)
        self.endResetModel()

    def row(self, number: int) -> R:
        """Return the frozen row shown at ``number``."""
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its state, or its alignment."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(self._rows[index.row()])
        if role == STATE_ROLE:
            return column.state(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(self.columns[section])
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort what is in memory; a windowed list is ordered by who reads it, not here."""
        self._sorted = (column, order)
        self.beginResetModel()
        self._sort_rows(column, order)
        self.endResetModel()

    def _sort_rows(self, column: int, order: Qt.SortOrder) -> None:
        by = self.columns[column].order if 0 <= column < len(self.columns) else None
        if by is not None and isinstance(self._rows, tuple):
            falling = order == Qt.SortOrder.DescendingOrder
            self._rows = tuple(sorted(self._rows, key=by, reverse=falling))


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints ground, selection bar, hairline, state and words of a cell."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1
        self.lines = 1  # of a cell; two where the columns are narrow

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        tokens = theme.now()
        place: QRect = option.rect  # type: ignore[attr-defined]
        chosen = self._view.selectionModel().isSelected(index)
        hovered = index.row() == self.hovered
        ground = tokens.primary_soft if chosen else tokens.hover if hovered else tokens.surface
        painter.fillRect(place, QColor(ground))
        # fillRect, not drawLine: a hairline must not be blurred by a neighbour's antialiasing
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(tokens.line))
        if chosen and index.column() == 0:
            bar = (place.left(), place.top() + 1, 3, place.height() - 2)
            painter.fillRect(*bar, QColor(tokens.primary))
        self._paint_words(painter, place.adjusted(EDGE, 0, -EDGE, 0), index)

    def _paint_words(self, painter: QPainter, place: QRect, index: Index) -> None:
        tokens, state = theme.now(), index.data(STATE_ROLE)
        ink = tokens.text
        if isinstance(state, State):
            ink, side = tokens.ink(state), tokens.px(17)
            top = place.center().y() - side / 2
            icons.paint(painter, state.icon, ink, QRectF(place.left(), top, side, side), stroke=2.4)
            place = place.adjusted(side + 7, 0, 0, 0)
        painter.setFont(font(tokens.body))
        painter.setPen(QColor(ink))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        metrics = QFontMetrics(painter.font())
        fits = "\n".join(cut(text, metrics, place.width(), self.lines))
        where = index.data(Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(place, int(Qt.AlignmentFlag(where)), fits)

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


def shared_out(needs: Mapping[int, int], room: int) -> dict[int, int]:
    """Share a room out so that who needs little gets it whole, and the others the same."""
    given: dict[int, int] = {}
    for left, at in zip(
        range(len(needs), 0, -1), sorted(needs, key=lambda at: needs[at]), strict=True
    ):
        given[at] = min(needs[at], max(0, room) // left)
        room -= given[at]
    return given


class Table(QTableView, Generic[R]):
    """The table of the program: rows are chosen whole, Enter or double click opens one."""

    opened = Signal(object)

    def __init__(self, name: str, says: str, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self._narrowed = False
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.rows: RowsModel[R] = RowsModel(columns)
        self.setModel(self.rows)
        self._delegate = RowDelegate(self)
        self.setItemDelegate(self._delegate)
        self._settle_view()
        self._settle_headers()
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(self._open)

    def _settle_view(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _settle_headers(self) -> None:
        tokens = theme.now()
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.hide()
        down.setMinimumSectionSize(24)
        down.setDefaultSectionSize(tokens.row)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(tokens.px(48))
        for number, column in enumerate(self.rows.columns):
            if column.width:
                across.resizeSection(number, tokens.px(column.width))
            else:
                across.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        if any(column.order for column in self.rows.columns):
            across.setSectionsClickable(True)
            across.sectionClicked.connect(self._sort_by)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave spare columns out where there is no room for them, and narrow the others."""
        tokens, columns = theme.now(), self.rows.columns
        taken = tokens.px(sum(column.width for column in columns))
        narrow = self.viewport().width() - taken < tokens.px(NARROWEST_REST)
        for number, column in enumerate(columns):
            if column.spare and self.isColumnHidden(number) != narrow:
                self.setColumnHidden(number, narrow)
        self._narrow_columns()
        super().resizeEvent(event)

    def _narrow_columns(self) -> None:
        """Share out what there is where the columns need more; nothing scrolls sideways."""
        tokens, columns, header = theme.now(), self.rows.columns, self.horizontalHeader()
        shown = [at for at in range(len(columns)) if not self.isColumnHidden(at)]
        fixed = {at: tokens.px(columns[at].width) for at in shown if columns[at].width}
        room = self.viewport().width() - tokens.px(LEAST_REST) * (len(shown) - len(fixed))
        narrowed, self._narrowed = self._narrowed, sum(fixed.values()) > room
        if not self._narrowed and not narrowed:
            return
        if self._narrowed:
            needs = {at: min(wide, self._needed(at)) for at, wide in fixed.items()}
            fixed = shared_out(needs, room)
        header.setMinimumSectionSize(tokens.px(24 if self._narrowed else 48))
        for at, wide in fixed.items():
            header.resizeSection(at, wide)
        self._delegate.lines = 2 if self._narrowed else 1
        self.verticalHeader().setDefaultSectionSize(row_height(self._delegate.lines))

    def _needed(self, column: int) -> int:
        """Return the width of a column's longest words, as far as the first rows tell."""
        tokens, shown = theme.now(), self.rows.columns[column]
        words, bold = QFontMetrics(font(tokens.body)), QFontMetrics(font(tokens.caption, 600))
        rows = [self.rows.row(at) for at in range(min(LOOKED_AT, self.rows.rowCount()))]
        wide = [words.horizontalAdvance(shown.text(one)) for one in rows]
        mark = tokens.px(17) + 7 if any(shown.state(one) for one in rows) else 0
        head = bold.horizontalAdvance(shown.title)
        return max(head, mark + max(wide, default=0)) + 2 * EDGE + 2

    def show_rows(self, rows: Rows[R]) -> None:
        """Show other rows and keep the place in the list."""
        here = self.currentIndex().row()
        self.rows.show_rows(rows)
        if self._narrowed:
            self._narrow_columns()
        if 0 <= here < len(rows):
            self.selectRow(here)

    def _sort_by(self, column: int) -> None:
        if self.rows.columns[column].order is None:
            return
        header = self.horizontalHeader()
        header.setSortIndicatorShown(True)
        self.rows.sort(column, header.sortIndicatorOrder())

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.rows.row(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the chosen row on Enter."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _hover(self, row: int) -> None:
        before, self._delegate.hovered = self._delegate.hovered, row
        width = self.viewport().width()
        for number in (before, row):
            if number >= 0:
                top, tall = self.rowViewportPosition(number), self.rowHeight(number)
                self.viewport().update(QRect(0, top, width, tall))

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the hovered row."""
        self._hover(-1)
        super().leaveEvent(event)
