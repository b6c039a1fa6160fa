"""The widgets of 成果办理: filters above, the list, and beside it the one chosen or its form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout

from consultroom.domain.followup import HandlingState
from consultroom.ui import theme
from consultroom.ui.outcomes.cards import DetailCard
from consultroom.ui.outcomes.screens import OutcomeLine, OutcomesScreen
from consultroom.ui.outcomes.table import COLUMNS
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.folding import keep_aside
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import clear, column, focus_given, holder, row
from consultroom.ui.widgets.words import button

ALL_UNITS, ALL_YEARS = ("", "全部单位"), ("", "全部年度")
NONE_YET = "还没有交办的事项。协商成果单通过审核后，在协商工作台“逐条交办”，就列在这里。"
NONE_LEFT = "没有符合条件的交办。可以换一个单位、年度或状态。"
SIDE = 356  # logical pixels of the card at the right


class OutcomesView(Screen):
    """Draws an OutcomesScreen; Enter or double click opens the form of an answer.

    Args:
        autosave: takes the answers of a form while they are typed.
        today: for dates typed without a year.
    """

    typed = Signal(str)
    unit_chosen = Signal(str)
    year_chosen = Signal(object)  # int | None
    state_chosen = Signal(object)  # HandlingState | None
    chosen = Signal(str)
    form_wanted = Signal(str)
    form_submitted = Signal(str, dict)
    form_closed = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("outcomes")
        self._form_open = ""
        self._showing = False
        self._lines_shown: Sequence[OutcomeLine] | None = None
        self._states_shown: tuple[str, ...] | None = None
        self._segments: dict[HandlingState | None, QPushButton] = {}
        self.table: Table[OutcomeLine] = Table("outcomesTable", "交办事项", COLUMNS)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._nothing = Nothing(NONE_YET, "clipboard-check")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self.detail = DetailCard()
        self.detail.form_wanted.connect(self.form_wanted)
        self.detail.followed.connect(self.wanted)
        self.form = FormPanel(autosave, today=today)
        self.form.submitted.connect(self.form_submitted)
        self.form.closed.connect(self.form_closed)
        self._side = QStackedWidget()
        keep_aside(self._side, self, SIDE)
        self._side.addWidget(self.detail)
        self._side.addWidget(self.form)
        self.setLayout(self._layout())

    def _layout(self) -> QVBoxLayout:
        tools = row(holder(self._filters()), self._chase_button())
        tools.setStretch(0, 1)
        tools.setAlignment(self._chase, Qt.AlignmentFlag.AlignTop)
        listed = card(self._body, margins=(1, 1, 1, 1))
        body = row(listed, self._side, spacing=14)
        body.setStretch(0, 1)
        lines = column(tools, holder(body), spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        return lines

    def _filters(self) -> FlowLayout:
        px = theme.now().px
        self._line = TextLine()
        self._line.setObjectName("outcomesLine")
        self._line.setAccessibleName("按事项、编号、单位或单位的拼音首字母查找")
        self._line.setPlaceholderText("事项、单位或单位首字母")
        self._line.setFixedWidth(px(200))
        self._line.textChanged.connect(self.typed)
        self._units, self._years = Select((ALL_UNITS,)), Select((ALL_YEARS,))
        for field, name, says, wide in (
            (self._units, "outcomesUnit", "主办单位", 156),
            (self._years, "outcomesYear", "交办年度", 120),
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
            field.setFixedWidth(px(wide))
        self._units.changed.connect(lambda: self.unit_chosen.emit(self._units.value()))
        self._years.changed.connect(self._tell_year)
        self._states = row(spacing=0)
        flow = FlowLayout(gap=10)
        flow.addWidget(holder(row(self._line, self._units, self._years)))
        self._by_state = holder(self._states)
        flow.addWidget(self._by_state)
        return flow

    def _chase_button(self) -> QPushButton:
        self._chase = button(
            "催办超期",
            name="chaseAll",
            kind="primary",
            icon="printer",
            clicked=lambda: self.form_wanted.emit("chase"),
        )
        return self._chase

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: OutcomesScreen) -> None:
        """Replace what is drawn; an open form keeps its caret, a fresh one is given it."""
        form = screen.form.key if screen.form else ""
        turned, self._form_open = form != self._form_open, form
        focus = self.form.focus_first if form else self.table.setFocus
        with focus_given(self, focus if turned else None):
            self._redraw(screen)

    def _redraw(self, screen: OutcomesScreen) -> None:
        self.head("成果办理", screen.subheading)
        self._show_choices(screen)
        self._show_states(screen)
        self._chase.setText(f"催办超期 {screen.overdue} 件")
        self._chase.setAccessibleName(self._chase.text())
        self._show_lines(screen)
        self._nothing.words.setText(screen.busy or (NONE_LEFT if screen.total else NONE_YET))
        self._body.setCurrentWidget(self.table if screen.lines else self._nothing)
        self._side.setVisible(screen.total > 0)
        self.detail.show_detail(screen.chosen)
        if screen.form is None:
            self._side.setCurrentWidget(self.detail)
        else:
            self._side.setCurrentWidget(self.form)
            self.form.show_form(screen.form)
        # one primary button at a time, and none where there is nobody to chase
        self._chase.setVisible(screen.form is None and screen.overdue > 0)

    def _show_choices(self, screen: OutcomesScreen) -> None:
        units = tuple((unit, unit) for unit in screen.units)
        years = tuple((str(year), f"{year}年") for year in screen.years)
        for field, choices, value in (
            (self._units, (ALL_UNITS, *units), screen.unit),
            (self._years, (ALL_YEARS, *years), screen.year or ""),
        ):
            field.blockSignals(True)
            field.show_choices(choices)
            field.show_value(value)
            field.blockSignals(False)

    def _show_states(self, screen: OutcomesScreen) -> None:
        words = tuple(f"{state.label} {count}" for state, count in screen.counts)
        if words != self._states_shown:
            self._states_shown = words
            self._make_states(screen)
        self._by_state.setVisible(bool(screen.counts))
        for state, made in self._segments.items():
            made.setChecked(state is screen.state)

    def _make_states(self, screen: OutcomesScreen) -> None:
        clear(self._states)
        self._segments = {}
        choices: list[tuple[HandlingState | None, str]] = [(None, "全部")]
        choices += [(state, f"{state.label} {count}") for state, count in screen.counts]
        for number, (state, word) in enumerate(choices):
            made = button(
                word,
                name=f"handling_{state.code if state else 'all'}",
                kind="segment",
                clicked=partial(self.state_chosen.emit, state),
            )
            made.setCheckable(True)
            edge = "first" if number == 0 else "last" if number == len(choices) - 1 else "none"
            made.setProperty("edge", edge)
            self._segments[state] = made
            self._states.addWidget(made)

    def _show_lines(self, screen: OutcomesScreen) -> None:
        self._showing = True
        if screen.lines is not self._lines_shown:
            self._lines_shown = screen.lines
            self.table.show_rows(screen.lines)
        here, wanted = self.table.currentIndex().row(), screen.chosen
        place = self.table.row_of(wanted.line.id) if wanted else None
        if place is None:
            self.table.clearSelection()
        elif place != here or not self.table.selectedIndexes():
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                self.table.rows.index(place, 0), flags.ClearAndSelect | flags.Rows
            )
        self._showing = False

    # -- what is wished ---------------------------------------------------------------------------

    def _tell_year(self) -> None:
        year = self._years.value()
        self.year_chosen.emit(int(year) if year else None)

    def _choose(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and not self._showing:
            self.chosen.emit(self.table.rows.row(index.row()).id)

    def _open(self, line: OutcomeLine) -> None:
        self.chosen.emit(line.id)
        self.form_wanted.emit("reply")

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
