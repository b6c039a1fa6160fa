"""The widgets of 台账统计: what is asked about above, the drawings, the table, the line chosen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consultroom.services.reporting import STATISTICS
from consultroom.ui import dialogs, theme
from consultroom.ui.ledgers.asking import AskingBar
from consultroom.ui.ledgers.cards import CHOOSE, EXPLAIN, ChartCards, DetailCard
from consultroom.ui.ledgers.screens import FIGURES, LedgersScreen, Row, Sheet
from consultroom.ui.ledgers.table import columns_of
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.folding import Folding, keep_aside
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

XLSX = dialogs.FileKind("Excel 表格", "xlsx")
NONE = "这段时间没有可列的内容。换一段时间，或者换一本台账。"
SIDE = 340  # logical pixels of the card at the right
CHARTS = 236  # of the drawings
WHOLE = 16_777_215  # as Qt says "no limit"
TOOLS, ABOVE = 480, 900  # that the buttons, and all above the table, need in one row
FOOT = 460  # a page lower than this has no room for the sums
ROOM = 600  # a page lower than this shows either the drawings or the table


class LedgersView(Screen):
    """Draws a LedgersScreen; Enter or double click opens the record of a line.

    Args:
        today: for dates typed without a year.
        folder: where saving is suggested.
    """

    chosen = Signal(int)
    explained = Signal(int, str)
    only_wanted = Signal(str)
    print_wanted = Signal()
    export_wanted = Signal(Path)
    refill_wanted = Signal()

    def __init__(self, *, today: date, folder: Path) -> None:
        super().__init__()
        self.setObjectName("ledgers")
        self._folder, self._file = folder, "台账.xlsx"
        self._tables: dict[str, Table[Row]] = {}
        self._listing: tuple[Row, ...] = ()
        self._showing = self._has_charts = self._summed = False
        self.asking = AskingBar(today, kinds="ledgerKind", says="台账或统计表")
        self.charts = ChartCards()
        self.charts.picked.connect(self.only_wanted)
        self.detail = DetailCard()
        keep_aside(self.detail, self, SIDE)
        self.detail.followed.connect(self.wanted)
        self.detail.figure_wanted.connect(self._explain)
        self._nothing = Nothing(NONE, "chart-column")
        self._body = QStackedWidget()
        self._body.addWidget(self._nothing)
        self.setLayout(self._layout())

    def _layout(self) -> QVBoxLayout:
        self._only = label("", "sub", name="onlyWords")
        self._all = button("列出全部", name="showAll", kind="quiet", icon="x",
                           clicked=lambda: self.only_wanted.emit(""))  # fmt: skip
        self._totals = label("", "strong", name="ledgerTotals", wrap=True)
        self._filtered = holder(row(self._only, self._all, None, margins=(16, 4, 8, 4)))
        self._foot = holder(row(self._totals, margins=(16, 8, 16, 10)))
        self._listed = card(self._filtered, self._body, self._foot, margins=(1, 1, 1, 1), spacing=0)
        below = row(self._listed, self.detail, spacing=14)
        below.setStretch(0, 1)
        self._below = holder(below)
        tools = Folding(least=TOOLS, narrow=2, spacing=10)
        tools.show_things(*self._tools())
        above = Folding(least=ABOVE, stretches=(1, 0), spacing=10)
        above.show_things(self.asking, tools)
        lines = column(above, self.charts, self._below, spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        lines.setStretch(2, 1)
        return lines

    def _tools(self) -> tuple[QWidget, ...]:
        self._turn = button("看图", name="turnCharts", icon="chart-column", clicked=self._turned)
        self._turn.setCheckable(True)
        self._fill = button(
            "填上级报表", name="refill", icon="table", clicked=self.refill_wanted.emit
        )
        self._export = button("导出表格", name="exportLedger", icon="download",
                              clicked=self._ask_where)  # fmt: skip
        self._print = button(
            "打印", name="printLedger", kind="primary", icon="printer",
            says="看版面，打印或保存 PDF", clicked=self.print_wanted.emit,
        )  # fmt: skip
        return (self._turn, self._fill, self._export, self._print)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: LedgersScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: LedgersScreen) -> None:
        self.head("台账统计", screen.subheading)
        self.asking.show_asked(screen.kinds, screen.sheet.code, screen.span, screen.years)
        self.asking.show_units(screen.units, screen.unit)
        self._has_charts = screen.bars is not None
        self.charts.show_screen(screen)
        self._only.setText(f"只列“{screen.only}”的 {len(screen.rows)} 行")
        self._filtered.setVisible(bool(screen.only))
        told = "　".join(f"{word} {total}" for word, total in screen.sheet.totals)
        self._totals.setText(f"合计：{told}")
        self._summed = bool(screen.sheet.totals) and not screen.only
        for tool in (self._export, self._print):
            tool.setEnabled(not screen.sentence and not screen.busy)
        self._show_rows(screen)
        nothing = EXPLAIN if screen.sheet.code == STATISTICS else CHOOSE
        self.detail.show_detail(screen.detail, nothing, screen.sheet.rule)
        self._fit()

    def _show_rows(self, screen: LedgersScreen) -> None:
        self._nothing.words.setText(screen.sentence or screen.busy or NONE)
        if not screen.rows:
            self._body.setCurrentWidget(self._nothing)
            return
        self._showing = True
        table = self._table(screen.sheet)
        if screen.rows is not self._listing:
            self._listing = screen.rows
            table.show_rows(screen.rows)
        self._body.setCurrentWidget(table)
        rows, at = table.rows, _at(table, screen.chosen)
        if at is None:
            table.clearSelection()
            table.setCurrentIndex(QModelIndex())
        elif at != table.currentIndex().row() or not table.selectedIndexes():
            flags = QItemSelectionModel.SelectionFlag
            table.selectionModel().setCurrentIndex(
                rows.index(at, max(0, table.currentIndex().column())),
                flags.ClearAndSelect | flags.Rows,
            )
        self._showing = False

    def _table(self, sheet: Sheet) -> Table[Row]:
        """Return the table of a kind, made when it is first wanted."""
        if sheet.code not in self._tables:
            columns = columns_of(sheet.code, sheet.headings)
            made: Table[Row] = Table(
                f"table_{sheet.code}", sheet.word, columns, key=lambda row: row.place
            )
            made.opened.connect(lambda _row: self._open_chosen())
            made.selectionModel().currentChanged.connect(self._choose)
            made.clicked.connect(self._clicked)
            self._tables[sheet.code] = made
            self._body.addWidget(made)
        return self._tables[sheet.code]

    @property
    def table(self) -> Table[Row] | None:
        """The table in front."""
        front = self._body.currentWidget()
        return front if isinstance(front, Table) else None

    def _fit(self) -> None:
        """Give the drawings room, or a button of their own where there is none for both."""
        low = self.height() < theme.now().px(ROOM)
        self._foot.setVisible(self._summed and self.height() >= theme.now().px(FOOT))
        self._turn.setVisible(low and self._has_charts)
        drawn = self._has_charts and (not low or self._turn.isChecked())
        self.charts.setVisible(drawn)
        self.charts.setMaximumHeight(WHOLE if low else theme.now().px(CHARTS))
        self.charts.setMinimumHeight(0 if low else theme.now().px(CHARTS))
        self._below.setVisible(not (drawn and low))

    def _turned(self) -> None:
        self._turn.setText("看表" if self._turn.isChecked() else "看图")
        self._turn.setAccessibleName(self._turn.text())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what is drawn to the height."""
        self._fit()
        super().resizeEvent(event)

    # -- what is wished -------------------------------------------------------------------------

    def _choose(self, index: QModelIndex) -> None:
        table = self.table
        if index.isValid() and table is not None and not self._showing:
            self.chosen.emit(table.rows.row(index.row()).place)

    def _clicked(self, index: QModelIndex) -> None:
        """Explain the very number that was clicked."""
        table = self.table
        if table is not None and table.objectName() == f"table_{STATISTICS}":
            figure = index.column() - len(table.rows.columns) + len(FIGURES)
            if figure >= 0:
                self.explained.emit(table.rows.row(index.row()).place, FIGURES[figure])

    def _explain(self, figure: str) -> None:
        table = self.table
        if table is not None and table.currentIndex().isValid():
            self.explained.emit(table.rows.row(table.currentIndex().row()).place, figure)

    def _open_chosen(self) -> None:
        found = self.detail.findChild(QWidget, "openRecord")
        if found is not None and found.isVisibleTo(self.detail):
            self.detail.follow()

    def suggest(self, file: str) -> None:
        """Take the name a spreadsheet is offered under."""
        self._file = file

    def _ask_where(self) -> None:
        path = dialogs.ask_save(self, "导出表格", XLSX, self._folder / self._file)
        if path is not None:
            self._folder = path.parent
            self.export_wanted.emit(path)


def _at(table: Table[Row], place: int) -> int | None:
    """Return where a line stands in a table, by its number; it stands mostly where one is."""
    here, rows = table.currentIndex().row(), table.rows.shown
    if not place or (0 <= here < len(rows) and rows[here].place == place):
        return here if place else None
    return next((at for at in range(len(rows)) if rows[at].place == place), None)
