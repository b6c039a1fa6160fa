"""The weeks of a month as Qt sees them."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from consultroom.ui.values import DayMark
from consultroom.ui.wording import weekday

Index = QModelIndex | QPersistentModelIndex
DAYS = 7


class MonthModel(QAbstractTableModel):
    """The weeks of one month, Monday first, with the marks of each day."""

    def __init__(self) -> None:
        super().__init__()
        self.today = self.month = date(1970, 1, 1)
        self.marks: Mapping[date, tuple[DayMark, ...]] = {}
        self.notes: Mapping[date, str] = {}
        self._weeks: list[list[date]] = []

    def show_month(
        self,
        month: date,
        *,
        today: date,
        marks: Mapping[date, tuple[DayMark, ...]],
        notes: Mapping[date, str] | None = None,
    ) -> None:
        """Show a month.

        Args:
            month: any day of it.
            today: ringed.
            marks: what happens on each day, first things first.
            notes: a word per day, as a 节气, or 休 and 班.
        """
        self.beginResetModel()
        self.month, self.today, self.marks, self.notes = month, today, marks, notes or {}
        self._weeks = calendar.Calendar(0).monthdatescalendar(month.year, month.month)
        self.endResetModel()

    def day(self, index: Index) -> date:
        """Return the day of a cell."""
        return self._weeks[index.row()][index.column()]

    def index_of(self, day: date) -> QModelIndex:
        """Return the cell of a day; an invalid index when it is not on this sheet."""
        for number, week in enumerate(self._weeks):
            if day in week:
                return self.index(number, week.index(day))
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return the number of weeks shown."""
        return 0 if parent.isValid() else len(self._weeks)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return 7."""
        return 0 if parent.isValid() else DAYS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the day's number, or what a screen reader says of it."""
        day = self.day(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(day)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(mark.words for mark in self.marks.get(day, ())) or None
        return None

    def _spoken(self, day: date) -> str:
        marks = [f"{mark.words}（{mark.state.word}）" for mark in self.marks.get(day, ())]
        today = "，今天" if day == self.today else ""
        return f"{day.month}月{day.day}日 {weekday(day)}{today}，" + ("；".join(marks) or "无安排")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return 周一 to 周日."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return "周" + "一二三四五六日"[section]
        return None
