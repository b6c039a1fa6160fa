"""The list of consultations: filters above, the table below."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget

from consultroom.frozen import replace
from consultroom.ui import theme
from consultroom.ui.consultations.presenter import FILTERS, ConsultationLine, ConsultationsScreen
from consultroom.ui.consultations.table import COLUMNS
from consultroom.ui.screen import Screen
from consultroom.ui.states import State
from consultroom.ui.tables import Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear, column, holder, kept_focus, row
from consultroom.ui.widgets.words import button

ALL_YEARS = ("", "全部年度")
NONE_YET = "还没有协商。点“开始协商”，从议题库里选一个议题，或者当场登记一个。"
NONE_LEFT = "没有符合条件的协商。可以换一个词、年度或状态。"


class ConsultationsView(Screen):
    """Draws a ConsultationsScreen; Enter or double click opens a consultation."""

    year_chosen = Signal(object)  # int | None
    state_chosen = Signal(object)  # State | None
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("consultations")
        self._around: ConsultationsScreen | None = None
        self._line = TextLine()
        self._line.setObjectName("consultationsLine")
        self._line.setAccessibleName("按名称、编号或拼音首字母查找")
        self._line.setPlaceholderText("议题、编号或拼音首字母")
        self._line.setFixedWidth(theme.now().px(260))
        self._line.textChanged.connect(self.typed)
        self._years = Select((ALL_YEARS,))
        self._years.setObjectName("consultationsYear")
        self._years.setAccessibleName("年度")
        self._years.setFixedWidth(theme.now().px(130))
        self._years.changed.connect(self._tell_year)
        self._states = row(spacing=0)
        self._begin = row(spacing=0)
        self.table: Table[ConsultationLine] = Table("consultationsTable", "协商列表", COLUMNS)
        self.table.opened.connect(self._open)
        self._nothing = Nothing(NONE_YET, "messages-square")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        filters = FlowLayout(gap=10)
        for part in (holder(row(self._line, self._years)), holder(self._states)):
            filters.addWidget(part)
        tools = row(holder(filters), self._begin)
        tools.setStretch(0, 1)
        tools.setAlignment(self._begin, Qt.AlignmentFlag.AlignTop)
        table = card(self._body, margins=(1, 1, 1, 1))
        lines = column(tools, table, spacing=14, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def show_screen(self, screen: ConsultationsScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: ConsultationsScreen) -> None:
        self.head("协商", screen.subheading)
        around = replace(screen, lines=(), subheading="")
        if around != self._around:  # typing changes nothing of it
            self._around = around
            self._redraw_filters(screen)
        self.table.show_rows(screen.lines)
        self._nothing.words.setText(NONE_LEFT if screen.total else NONE_YET)
        self._body.setCurrentWidget(self.table if screen.lines else self._nothing)

    def _redraw_filters(self, screen: ConsultationsScreen) -> None:
        years = tuple((str(year), f"{year}年") for year in screen.years)
        self._years.blockSignals(True)
        self._years.show_choices((ALL_YEARS, *years))
        self._years.show_value(screen.year or "")
        self._years.blockSignals(False)
        self._show_states(screen)
        self._show_begin(screen.begin)

    def _show_states(self, screen: ConsultationsScreen) -> None:
        clear(self._states)
        choices: list[tuple[State | None, str]] = [(None, "全部")]
        choices += [(state, f"{FILTERS[state]} {count}") for state, count in screen.counts]
        for number, (state, word) in enumerate(choices):
            made = self._segment(state, word)
            made.setChecked(state is screen.state)
            edge = "first" if number == 0 else "last" if number == len(choices) - 1 else "none"
            made.setProperty("edge", edge)
            self._states.addWidget(made)

    def _segment(self, state: State | None, word: str) -> QPushButton:
        name = f"state_{state.value if state else 'all'}"
        choose = partial(self.state_chosen.emit, state)
        made = button(word, name=name, kind="segment", clicked=choose)
        made.setCheckable(True)
        return made

    def _show_begin(self, act: Act | None) -> None:
        clear(self._begin)
        if act is not None:
            follow = partial(self.wanted.emit, act)
            made = button(act.word, name="begin", kind="primary", icon=act.icon, clicked=follow)
            self._begin.addWidget(made)

    def _tell_year(self) -> None:
        year = self._years.value()
        self.year_chosen.emit(int(year) if year else None)

    def _open(self, line: ConsultationLine) -> None:
        self.wanted.emit(Act(word="", page="workspace", about=line.id))
