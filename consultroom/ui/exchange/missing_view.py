"""谁还没报: the matrix, the chosen station's year in words, and the list of whom to call."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.exchange.missing import LEGEND, MissingScreen, StationLine
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

XLSX = dialogs.FileKind("Excel 表格", "xlsx")


def _mark(month: int, line: StationLine) -> str:
    return line.marks[month][0]


def _state(month: int, line: StationLine) -> State | None:
    return line.marks[month][1]


COLUMNS: tuple[Column[StationLine], ...] = (
    Column(title="工作站", text=lambda line: line.name),
    *(
        Column(
            title=f"{month + 1}月",
            text=partial(_mark, month),
            state=partial(_state, month),
            width=66,
        )
        for month in range(12)
    ),
)


class MissingView(QWidget):
    """Draws a MissingScreen and reports what is wished."""

    year_chosen = Signal(int)
    station_chosen = Signal(str)  # its code, or nothing
    print_wanted = Signal()
    saved = Signal(Path)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setObjectName("exchangeMissing")
        self._folder = folder
        self._years = Select()
        self._years.setObjectName("missingYear")
        self._years.setAccessibleName("年度")
        self._years.setFixedWidth(theme.now().px(120))
        self._years.changed.connect(lambda: self.year_chosen.emit(int(self._years.value())))
        self._summary = label("", "strong", name="missingSummary")
        self.table: Table[StationLine] = Table("missingTable", "各站逐月报送情况", COLUMNS)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self._nothing = Nothing("", "building-2")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._told = label("", "sub", wrap=True, name="missingTold")
        self._caution = label("", "due", wrap=True, name="missingCaution")
        lines = column(
            holder(row(self._years, self._summary, None, *self._tools())),
            card(self._body, margins=(1, 1, 1, 1)),
            label(LEGEND, "caption", wrap=True, name="missingLegend"),
            self._told,
            self._caution,
            spacing=10,
        )
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _tools(self) -> tuple[QWidget, ...]:
        self._save = button("存为表格", name="saveChase", icon="table", clicked=self._ask_where)
        self._print = button(
            "打印催报名单",
            name="printChase",
            kind="primary",
            icon="printer",
            clicked=self.print_wanted.emit,
        )
        return (self._save, self._print)

    def show_screen(self, screen: MissingScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._years.blockSignals(True)
            self._years.show_choices(tuple((str(one), f"{one}年") for one in screen.years))
            self._years.show_value(screen.year)
            self._years.blockSignals(False)
            self._summary.setText(screen.summary)
            self._caution.setText(screen.sentence if screen.lines else screen.caution)
            self._caution.setVisible(bool(self._caution.text()))
            self._nothing.words.setText(screen.sentence)
            self.table.show_rows(screen.lines)
            self._body.setCurrentWidget(self.table if screen.lines else self._nothing)
            for tool in (self._save, self._print):
                tool.setEnabled(screen.chased > 0)
            if screen.lines and not self.table.selectionModel().hasSelection():
                self.table.selectRow(0)
            self._tell_chosen()

    def _tell_chosen(self) -> None:
        rows = self.table.selectionModel().selectedRows()
        inside = bool(rows) and rows[0].row() < self.table.rows.rowCount()
        line = self.table.rows.row(rows[0].row()) if inside else None
        self._told.setText(line.told if line else "")
        self.station_chosen.emit(line.code if line else "")

    def _ask_where(self) -> None:
        path = dialogs.ask_save(self, "保存催报名单", XLSX, self._folder / "催报名单.xlsx")
        if path is not None:
            self._folder = path.parent
            self.saved.emit(path)
