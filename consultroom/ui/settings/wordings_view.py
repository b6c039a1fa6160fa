"""The widgets of the section 用语: the list, or the form of one phrase in its place."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui.settings.wordings import WordingLine, WordingsScreen
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import column, holder
from consultroom.ui.widgets.words import button, label

COLUMNS: tuple[Column[WordingLine], ...] = (
    Column(title="文书", text=lambda line: line.paper, width=120),
    Column(title="哪一句", text=lambda line: line.place, width=116),
    Column(title="印的是", text=lambda line: line.text),
    Column(title="状态", text=lambda line: line.word, width=92, state=lambda line: line.state),
)


class WordingsView(QWidget):
    """Draws a WordingsScreen; Enter or a double click opens a phrase."""

    chosen = Signal(str)
    open_wanted = Signal(str)
    restore_wanted = Signal()
    restore_all_wanted = Signal()
    submitted = Signal(str, dict)
    closed = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self._showing = False
        self.table: Table[WordingLine] = Table("wordingsTable", "用语", COLUMNS)
        self.table.opened.connect(lambda line: self.open_wanted.emit(line.key))
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._note = label("", "sub", wrap=True, name="wordingsNote")
        self._change = button("修改", name="wordingChange", icon="pencil", clicked=self._open)
        self._back = button(
            "恢复默认", name="wordingRestore", icon="rotate-ccw", clicked=self.restore_wanted.emit
        )
        self._all = button(
            "全部恢复默认", name="wordingRestoreAll", clicked=self.restore_all_wanted.emit
        )
        tools = FlowLayout(gap=10)
        for one in (self._change, self._back, self._all):
            tools.addWidget(one)
        listed = column(self._note, holder(tools), card(self.table, margins=(1, 1, 1, 1)))
        listed.setStretch(2, 1)
        self.form = FormPanel(autosave, today=today)
        self.form.submitted.connect(self.submitted)
        self.form.closed.connect(self.closed)
        self._body = QStackedWidget()
        self._body.addWidget(holder(listed))
        self._body.addWidget(self.form)
        self.setLayout(column(self._body))

    def show_screen(self, screen: WordingsScreen) -> None:
        """Replace what is drawn."""
        self._note.setText(screen.note)
        self._show_lines(screen)
        for one in (self._change, self._back, self._all):
            one.setVisible(not screen.locked)
        self._change.setEnabled(bool(screen.chosen))
        self._back.setEnabled(screen.restorable)
        self._all.setEnabled(screen.changed > 0)
        if screen.form is not None:
            self._body.setCurrentIndex(1)
            self.form.show_form(screen.form)
        elif self._body.currentIndex():
            self._body.setCurrentIndex(0)
            self.table.setFocus()

    def _show_lines(self, screen: WordingsScreen) -> None:
        self._showing = True
        self.table.show_rows(screen.lines)
        keys = [line.key for line in screen.lines]
        if screen.chosen in keys:
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.table.rows.index(keys.index(screen.chosen), 0),
                flags.ClearAndSelect | flags.Rows,
            )
        self._showing = False

    def _choose(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and not self._showing:
            self.chosen.emit(self.table.rows.row(index.row()).key)

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            self.open_wanted.emit(self.table.rows.row(index.row()).key)

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
