"""A month as a table view: arrow keys, selection and screen reader come with the base class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from consultroom.ui import theme
from consultroom.ui.values import DayMark
from consultroom.ui.widgets.day_delegate import CompactDayDelegate, DayDelegate
from consultroom.ui.widgets.month_model import MonthModel


class MonthGrid(QTableView):
    """A month to look at and to pick a day from; small with dots, or large with words."""

    picked = Signal(date)
    opened = Signal(date)

    def __init__(self, *, compact: bool) -> None:
        super().__init__()
        self.setObjectName("monthCompact" if compact else "month")
        self.setAccessibleName("月历")
        self.sheet = MonthModel()
        self.setModel(self.sheet)
        self.setItemDelegate(CompactDayDelegate(self) if compact else DayDelegate(self))
        self._settle_view()
        self._settle_headers(compact=compact)
        self.clicked.connect(lambda index: self.picked.emit(self.sheet.day(index)))
        self.activated.connect(lambda index: self.opened.emit(self.sheet.day(index)))
        self.selectionModel().currentChanged.connect(self._tell_day)

    def _settle_view(self) -> None:
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _settle_headers(self, *, compact: bool) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionsClickable(False)
        across.setHighlightSections(False)
        across.setMinimumSectionSize(28)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        down.hide()
        down.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.setMinimumSectionSize(theme.now().px(26 if compact else 64))

    def show_month(
        self,
        month: date,
        *,
        today: date,
        marks: Mapping[date, tuple[DayMark, ...]],
        notes: Mapping[date, str] | None = None,
    ) -> None:
        """Show a month; see MonthModel.show_month."""
        self.sheet.show_month(month, today=today, marks=marks, notes=notes)

    def choose(self, day: date) -> None:
        """Put the cursor on a day of the month shown."""
        self.setCurrentIndex(self.sheet.index_of(day))

    def _tell_day(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.picked.emit(self.sheet.day(current))

    def sizeHint(self) -> QSize:
        """Return room for six weeks."""
        tokens = theme.now()
        return QSize(tokens.px(300), tokens.px(238))
