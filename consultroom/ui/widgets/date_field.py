"""A date to type in any usual form, or to pick from a month."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from consultroom.ui import icons, theme
from consultroom.ui.forms import parse_day
from consultroom.ui.widgets.layouts import column, row
from consultroom.ui.widgets.month_grid import MonthGrid
from consultroom.ui.widgets.words import button, label
from consultroom.ui.wording import full_day, weekday


class DateField(QLineEdit):
    """Typed dates are written out in full when the field is left; Alt+Down opens the month."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._popup: MonthPopup | None = None
        self.setPlaceholderText("如 11.26")
        picture = icons.icon("calendar-days", theme.now().text2, theme.now().icon)
        self._pick = QAction(picture, "从月历中选日期", self)
        self._pick.triggered.connect(self.open_month)
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(lambda _text: self.changed.emit())
        self.editingFinished.connect(self._write_out)

    def value(self) -> date | None:
        """Return the day, None while nothing readable is typed."""
        return parse_day(self.text().split("日")[0], self._today)

    def show_value(self, value: object) -> None:
        """Show a day."""
        if value != self.value() or not self.text():
            self.setText(_written(value) if isinstance(value, date) else "")

    def problem(self) -> str:
        """Return what is wrong, as a sentence."""
        typed = self.text().strip()
        if not typed or self.value() is not None:
            return ""
        return f"“{typed}”不是日期，可以写成 11.26 或 2026-11-26。"

    def _write_out(self) -> None:
        day = self.value()
        if day is not None:
            self.setText(_written(day))

    def open_month(self) -> None:
        """Open the month under the field."""
        self._popup = MonthPopup(self, self.value() or self._today, self._today)
        self._popup.picked.connect(self._take)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 4)))
        self._popup.show()

    def _take(self, day: date) -> None:
        self.setText(_written(day))
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the month on Alt+Down, as a list would."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_month()
        else:
            super().keyPressEvent(event)


def _written(day: date) -> str:
    return f"{full_day(day)} {weekday(day)}"


class MonthPopup(QFrame):
    """A month with a button to each side."""

    picked = Signal(date)

    def __init__(self, parent: QWidget, day: date, today: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("card", "true")
        self._today = today
        self._title = label("", "strong")
        self._grid = MonthGrid(compact=True)
        self._grid.setFixedSize(theme.now().px(300), theme.now().px(238))
        self._grid.clicked.connect(lambda index: self._take(self._grid.sheet.day(index)))
        self._grid.opened.connect(self._take)
        head = row(
            self._turner("chevron-left", "上个月", -1),
            None,
            self._title,
            None,
            self._turner("chevron-right", "下个月", 1),
        )
        lines: QVBoxLayout = column(head, self._grid, spacing=4, margins=(10, 8, 10, 10))
        self.setLayout(lines)
        self._show(day)
        self._grid.setFocus()

    def _turner(self, icon: str, says: str, months: int) -> QWidget:
        return button(
            "", name=icon, kind="icon", icon=icon, says=says, clicked=lambda: self._turn(months)
        )

    def _turn(self, months: int) -> None:
        number = self._month.year * 12 + self._month.month - 1 + months
        self._show(date(number // 12, number % 12 + 1, 1))

    def _show(self, day: date) -> None:
        self._month = day
        self._title.setText(f"{day.year}年{day.month}月")
        self._grid.show_month(day, today=self._today, marks={})
        self._grid.choose(day)

    def _take(self, day: date) -> None:
        self.close()
        self.picked.emit(day)
