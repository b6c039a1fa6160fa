"""报出: what goes, where to, how far it is, and when the stick may be pulled out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.exchange.outbox import (
    NO_STICK,
    NOBODY,
    STEPS,
    FileLine,
    OutboxScreen,
    StickLine,
)
from consultroom.ui.exchange.outgoing import Check
from consultroom.ui.exchange.pieces import kept_inside, looking
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, Tick
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.stepper import Stepper
from consultroom.ui.widgets.words import Icon, button, label

PLACES: tuple[Column[StickLine], ...] = (
    Column(title="写到哪里", text=lambda line: line.label),
    Column(title="空间", text=lambda line: line.free, width=140),
)
FILES: tuple[Column[FileLine], ...] = (
    Column(title="文件", text=lambda line: line.name),
    Column(title="大小", text=lambda line: line.size, width=104, number=True),
    Column(title="核对", text=lambda line: line.told, width=120, state=lambda _line: State.DONE),
)


class OutboxView(QWidget):
    """Draws an OutboxScreen and reports what is wished."""

    unit_chosen = Signal(str)
    period_chosen = Signal(str)
    nil_stated = Signal(bool)
    sticks_wanted = Signal()
    place_chosen = Signal(Path)
    write_wanted = Signal()
    register_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exchangeOutbox")
        self._screen = OutboxScreen()
        self._steps = Stepper()
        sides = row(self._what(), self._where(), spacing=14)
        sides.setStretch(0, 2)
        sides.setStretch(1, 3)
        whole = column(
            card(self._steps, margins=(8, 8, 8, 8)), holder(sides), self._foot(), spacing=12
        )
        whole.setStretch(1, 1)
        self._whole = holder(whole)
        self._body = QStackedWidget()
        self._body.addWidget(self._whole)
        self._body.addWidget(Nothing(NOBODY, "unlink"))
        self.setLayout(column(self._body))
        self._timer = looking(self, self.sticks_wanted.emit)

    def _what(self) -> QWidget:
        self._units, self._periods = Select(), Select()
        for field, name, says in (
            (self._units, "exportUnit", "交给谁"),
            (self._periods, "exportPeriod", "报哪个月"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
        self._units.changed.connect(lambda: self.unit_chosen.emit(self._units.value()))
        self._periods.changed.connect(lambda: self.period_chosen.emit(self._periods.value()))
        self._nil = Tick("零报告（这个月没有活动）")
        self._nil.setObjectName("exportNil")
        self._nil.setAccessibleName("零报告，这个月没有活动")
        self._nil.toggled.connect(self.nil_stated)
        self._told = {key: label("", "sub", wrap=True, name=key) for key in ("goes", "stays")}
        self._last = label("", "strong", wrap=True, name="lastExport")
        return card(
            scrolling(
                column(
                    label("交给谁", "strong"), self._units, 4,
                    label("报哪个月", "strong"), self._periods, self._nil, 8,
                    self._last, *self._told.values(), None,
                    spacing=6, margins=(20, 16, 20, 16),
                )
            ),
            margins=(1, 1, 1, 1),
        )  # fmt: skip

    def _where(self) -> QWidget:
        self.places: Table[StickLine] = Table("placesTable", "写到哪里", PLACES)
        self.places.opened.connect(lambda line: self.place_chosen.emit(line.folder))
        self.places.selectionModel().selectionChanged.connect(lambda *_: self._tell_place())
        self._no_place = scrolling(column(Nothing(NO_STICK, "usb")))  # large text needs room
        self.files: Table[FileLine] = Table("writtenTable", "已写好的文件", FILES)
        self._middle = QStackedWidget()
        for one in (self.places, self._no_place, self.files):
            self._middle.addWidget(one)
        self._checks: QVBoxLayout = column(spacing=6)
        self._says = label("", "h3", wrap=True, name="pullOut")
        self._sentence = label("", "due", wrap=True, name="exportSentence")
        told = column(
            self._says, self._sentence, holder(self._checks), spacing=8, margins=(16, 4, 16, 14)
        )
        made = card(self._middle, holder(told), margins=(1, 1, 1, 1), spacing=4)
        made.layout().setStretch(0, 1)  # type: ignore[union-attr]  # it has just been given one
        return made

    def _foot(self) -> QWidget:
        self._folder = button(
            "选文件夹", name="exportFolder", icon="folder-open", clicked=self._ask_folder
        )
        self._register = button(
            "打印交接登记表",
            name="printRegister",
            icon="printer",
            clicked=self.register_wanted.emit,
        )
        self._write = button(
            "写到U盘", name="writePacks", kind="primary", icon="usb",
            clicked=self.write_wanted.emit,
        )  # fmt: skip
        return holder(row(self._folder, None, self._register, self._write))

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: OutboxScreen) -> None:
        """Replace what is drawn."""
        with kept_inside(self, self._folder):
            self._redraw(screen)

    def _redraw(self, screen: OutboxScreen) -> None:
        self._screen = screen
        self._body.setCurrentIndex(0 if screen.units else 1)
        steps = tuple((name, _state(at, screen), note) for at, (name, note) in enumerate(STEPS))
        self._steps.show_steps(steps, screen.step)
        self._show_fields(screen)
        self._last.setText(screen.last)
        for key, text in (("goes", screen.goes), ("stays", screen.stays)):
            self._told[key].setText(text)
        self._show_places(screen)
        self._says.setText(screen.says)
        self._says.setVisible(bool(screen.says))
        self._sentence.setText(screen.sentence)
        self._sentence.setVisible(bool(screen.sentence))
        self._show_checks(() if screen.says else screen.checks)
        self._register.setVisible(bool(screen.files))
        stick = screen.place is None or screen.place.removable
        word = "写到U盘" if stick else "写到这个文件夹"
        self._write.setText("再写一次" if screen.says else word)
        self._write.setAccessibleName(self._write.text())
        self._write.setEnabled(screen.ready)

    def _show_fields(self, screen: OutboxScreen) -> None:
        for field, choices, value in (
            (self._units, screen.units, screen.unit),
            (self._periods, screen.months, screen.period),
        ):
            field.blockSignals(True)
            field.show_choices(choices)
            field.show_value(value)
            field.blockSignals(False)
        self._nil.blockSignals(True)
        self._nil.setChecked(screen.nil)
        self._nil.blockSignals(False)
        self._nil.setVisible(screen.asks_nil and bool(screen.period))

    def _show_places(self, screen: OutboxScreen) -> None:
        lines = screen.sticks
        if screen.place is not None and screen.place.folder not in {one.folder for one in lines}:
            lines = (*lines, screen.place)
        self.places.selectionModel().blockSignals(True)
        self.places.show_rows(lines)
        for at, line in enumerate(lines):
            if screen.place is not None and line.folder == screen.place.folder:
                self.places.selectRow(at)
        self.places.selectionModel().blockSignals(False)
        self.files.show_rows(screen.files)
        front = self.files if screen.files else self.places if lines else self._no_place
        self._middle.setCurrentWidget(front)

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        clear(self._checks)
        tokens = theme.now()
        for check in checks:
            mark = Icon(check.state.icon, tokens.ink(check.state), size=18)
            line = row(mark, label(check.text, "sub", wrap=True), spacing=8)
            line.setStretch(1, 1)
            self._checks.addWidget(holder(line))

    # -- wishes ---------------------------------------------------------------------------------

    def _tell_place(self) -> None:
        rows = self.places.selectionModel().selectedRows()
        if rows:
            self.place_chosen.emit(self.places.rows.row(rows[0].row()).folder)

    def _ask_folder(self) -> None:
        place = self._screen.place
        chosen = dialogs.ask_folder(
            self, "选择放交换包的文件夹", start=place.folder if place else None
        )
        if chosen is not None:
            self.place_chosen.emit(chosen)


def _state(at: int, screen: OutboxScreen) -> State:
    if at < screen.step or screen.says:
        return State.DONE
    return State.ACTIVE if at == screen.step else State.TODO
