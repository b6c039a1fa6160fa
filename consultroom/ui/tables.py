"""One look for every table of the program, short or very long."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, compress, count, repeat
from operator import is_
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from consultroom.frozen import Frozen
from consultroom.services import striding
from consultroom.ui import theme
from consultroom.ui.cells import EDGE, RowDelegate, row_height
from consultroom.ui.pacing import Pace
from consultroom.ui.rows import Column, Index, Rows, RowsModel, WindowedRows
from consultroom.ui.sifting import row_again
from consultroom.ui.theme.fonts import font
from consultroom.ui.turns import later

__all__ = ["Column", "Index", "Rows", "Table", "WindowedRows", "shared_out"]

R = TypeVar("R")
NARROWEST_REST = 240  # logical pixels for the column that takes the rest
LEAST_REST = 96  # likewise, where even the others are narrowed
LOOKED_AT = 40  # rows, for how wide a narrowed column must be


def shared_out(needs: Mapping[int, int], room: int) -> dict[int, int]:
    """Share a room out so that who needs little gets it whole, and the others the same."""
    given: dict[int, int] = {}
    for left, at in zip(
        range(len(needs), 0, -1), sorted(needs, key=lambda at: needs[at]), strict=True
    ):
        given[at] = min(needs[at], max(0, room) // left)
        room -= given[at]
    return given


class _Place(Frozen):
    """Where somebody is in a list: at which row, which cell of it, how far it is scrolled.

    Attributes:
        rows: of the list.
        top: of the row in the viewport, logical pixels; None where it was out of sight.
    """

    rows: Rows[Any]
    row: int
    record: object
    column: int = 0
    top: int | None = None
    scrolled: int = 0


class Table(QTableView, Generic[R]):
    """The table of the program: rows are chosen whole, Enter or double click opens one.

    Args:
        name: objectName.
        says: what it is, to a screen reader.
        columns: what it shows.
        key: what a row is known by when the rows are read anew; empty where only its place is.
    """

    opened = Signal(object)

    def __init__(
        self,
        name: str,
        says: str,
        columns: Sequence[Column[R]],
        *,
        key: Callable[[R], object] = lambda row: getattr(row, "id", ""),
    ) -> None:
        super().__init__()
        self._narrowed = False
        self._key = key
        self._sorting: tuple[int, Qt.SortOrder] | None = None
        self._pace = Pace(later(self))
        self._given: Rows[R] | None = None
        self._sought: _Place | None = None  # where ``row_of`` found a record
        self._wanted: frozenset[object] = frozenset()  # gone to when the rows have come
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.rows: RowsModel[R] = RowsModel(columns)
        self.setModel(self.rows)
        self._delegate = RowDelegate(self, self.rows)
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

    # -- rows -----------------------------------------------------------------------------------

    def show_rows(self, rows: Rows[R]) -> None:
        """Show other rows, in the order chosen, and keep the place in the list.

        Thousands are put in order while the window moves on; those of before stay so long.
        The very same rows are not drawn again.
        """
        if rows is self._given:
            return
        self._given = rows
        if self._sorting is None or isinstance(rows, WindowedRows):
            self._pace.stop()
            self._put(rows)
        else:
            self._put_in_order(cast("Sequence[R]", rows))

    def sort_by(self, column: int, order: Qt.SortOrder) -> None:
        """Put the rows in the order of a column; one list read page by page has its own."""
        if self.rows.columns[column].order is None:
            return
        self._sorting = column, order
        if not isinstance(self.rows.shown, WindowedRows):
            self._put_in_order(cast("Sequence[R]", self.rows.shown))

    def _put_in_order(self, rows: Sequence[R]) -> None:
        assert self._sorting is not None  # noqa: S101 - whoever calls looked
        column, order = self._sorting
        by = self.rows.columns[column].order
        assert by is not None  # noqa: S101 - sort_by looked
        falling = order == Qt.SortOrder.DescendingOrder
        self._pace.take(striding.ordered(rows, by, falling=falling), self._put)

    def _put(self, rows: Rows[R]) -> None:
        place = self._place()
        self.rows.show_rows(rows)
        self.executeDelayedItemsLayout()  # else all of it is painted, laid out and painted again
        if self._narrowed:
            self._narrow_columns()
        if self._wanted:
            self._go()
        elif place is not None:
            self._go_back(place)

    def go_to(self, records: frozenset[object]) -> None:
        """Choose the first of these records and bring it into sight.

        The rows may still be being put in order.
        """
        self._wanted = records
        if not self._pace.busy:
            self._go()

    def _go(self) -> None:
        wanted, self._wanted = self._wanted, frozenset()
        rows = self.rows.shown
        found = (at for at, row in enumerate(rows) if self._key(row) in wanted)
        if (row := next(found, None)) is not None:
            self._choose(row, 0)
            self.scrollTo(self.rows.index(row, 0))

    def _choose(self, row: int, column: int) -> None:
        flags, index = QItemSelectionModel.SelectionFlag, self.rows.index(row, column)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def _place(self) -> _Place | None:
        at = self.currentIndex()
        if not at.isValid():
            return None
        top = self.rowViewportPosition(at.row())
        seen = -self.rowHeight(at.row()) < top < self.viewport().height()
        return _Place(
            rows=self.rows.shown,
            row=at.row(),
            column=at.column(),
            record=self._key(self.rows.row(at.row())),
            top=top if seen else None,
            scrolled=self.verticalScrollBar().value(),
        )

    def _go_back(self, place: _Place) -> None:
        """Choose the same record again, where it was in the window."""
        row = self._row_of(place)
        if row is None:
            return
        bar = self.verticalScrollBar()
        self._choose(row, place.column)
        if place.top is None:
            bar.setValue(place.scrolled)
        else:
            bar.setValue(bar.value() + self.rowViewportPosition(row) - place.top)

    def _row_of(self, place: _Place) -> int | None:
        """Return where a record is now; where it is no more, the row that is in its place."""
        rows, here = self.rows.shown, place.row
        stays = here if here < len(rows) else None
        if place.record == "" or isinstance(rows, WindowedRows):
            return stays
        found = self._again(place)
        return stays if found is None else found

    def _again(self, place: _Place) -> int | None:
        """Return where a record is now, or None; very many are looked through only if they must."""
        rows = self.rows.shown
        try:
            return row_again(place.rows, place.row, rows)
        except LookupError:  # the list was put in another order, or the room read anew
            here = place.rows[place.row] if place.row < len(place.rows) else None
            same = compress(count(), map(is_, rows, repeat(here)))  # ten times as fast as the known
            known = (at for at, row in enumerate(rows) if self._key(row) == place.record)
            return next(chain(same, known), None)

    def row_of(self, record: object) -> int | None:
        """Return the row of a record by what it is known by, or None."""
        rows, here = self.rows.shown, self.currentIndex().row()
        if 0 <= here < len(rows) and self._key(rows[here]) == record:
            found: int | None = here
        elif self._sought is not None and self._sought.record == record:
            found = self._again(self._sought)
        else:
            found = self._again(_Place(rows=(), row=0, record=record))
        if found is not None:
            self._sought = _Place(rows=rows, row=found, record=record)
        return found

    def _sort_by(self, column: int) -> None:
        if self.rows.columns[column].order is not None:
            header = self.horizontalHeader()
            header.setSortIndicatorShown(True)
            self.sort_by(column, header.sortIndicatorOrder())

    # -- hands ----------------------------------------------------------------------------------

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
