"""The widgets of 接待日: the list of days, and beside it one day or a form."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.services.advising import Advice
from consultroom.ui.receptions.day_page import DayView
from consultroom.ui.receptions.screens import DayLine, ReceptionsScreen
from consultroom.ui.receptions.table import DAYS
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.widgets.advice import AdviceCard
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.folding import keep_aside
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import column, focus_given, holder, row
from consultroom.ui.widgets.words import button

ALL_YEARS = ("", "全部年度")
NONE_YET = "还没有接待日。点“登记接待日”打开今天；每月固定的，点“定期接待日”一次排好。"
LIST = 268  # logical pixels of the list of days


class ReceptionsView(Screen):
    """Draws a ReceptionsScreen.

    Args:
        autosave: takes the answers of a form while they are typed.
        today: for dates typed without a year.
    """

    year_chosen = Signal(object)  # int | None
    day_chosen = Signal(str)
    form_wanted = Signal(str)
    form_submitted = Signal(str, dict)
    form_closed = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("receptions")
        self._form_open = ""
        self._today = today
        self._showing = False
        self.day = DayView(today)
        self.days: Table[DayLine] = Table("daysTable", "接待日", DAYS)
        self.days.selectionModel().currentRowChanged.connect(self._choose)
        self.days.opened.connect(lambda _line: self.day.entry.focus_matter())
        self.day.form_wanted.connect(self.form_wanted)
        self.day.followed.connect(self.wanted)
        self.form = FormPanel(autosave, today=today)
        self.form.submitted.connect(self.form_submitted)
        self.form.closed.connect(self.form_closed)
        self.advice = AdviceCard("ruleAdvice", "将安排的日子")
        self._lines: tuple[DayLine, ...] | None = None
        self._words = Nothing(NONE_YET, "handshake")
        self._nothing = card(self._words)
        asked = column(self.form, self.advice, spacing=12)
        asked.setStretch(0, 1)
        self._asked = holder(asked)
        self._right = QStackedWidget()
        for page in (self.day, self._asked, self._nothing):
            self._right.addWidget(page)
        body = row(self._left(), self._right, spacing=14, margins=(24, 16, 24, 18))
        body.setStretch(1, 1)
        self.setLayout(body)

    def _left(self) -> QWidget:
        self._years = Select((ALL_YEARS,))
        self._years.setObjectName("receptionsYear")
        self._years.setAccessibleName("年度")
        self._years.changed.connect(self._tell_year)
        fresh = button(
            "登记接待日",
            name="openDay",
            icon="plus",
            clicked=partial(self.form_wanted.emit, "open"),
        )
        ruled = button(
            "定期接待日",
            name="ruleDays",
            icon="repeat",
            clicked=partial(self.form_wanted.emit, "rule"),
        )
        lines = column(fresh, ruled, self._years, card(self.days, margins=(1, 1, 1, 1)))
        lines.setStretch(3, 1)
        left = holder(lines)
        keep_aside(left, self, LIST, most=0.34)
        return left  # fmt: skip

    def show_screen(self, screen: ReceptionsScreen) -> None:
        """Replace what is drawn; an open form keeps its caret, a fresh one is given it."""
        form = screen.form.key if screen.form else ""
        turned, self._form_open = form != self._form_open, form
        focus = self.form.focus_first if form else self.day.focus_first
        with focus_given(self, focus if turned else None):
            self._redraw(screen)

    def _redraw(self, screen: ReceptionsScreen) -> None:
        self.head("委员接待日", screen.subheading)
        years = tuple((str(year), f"{year}年") for year in screen.years)
        self._years.blockSignals(True)
        self._years.show_choices((ALL_YEARS, *years))
        self._years.show_value(screen.year or "")
        self._years.blockSignals(False)
        self._show_days(screen)
        if screen.day is not None:
            self.day.show_page(screen.day, coming=screen.day.line.on > self._today)
        self.show_advice(screen.advice)
        self._words.words.setText(screen.busy or NONE_YET)
        if screen.form is not None:
            self._right.setCurrentWidget(self._asked)
            self.form.show_form(screen.form)
        else:
            self._right.setCurrentWidget(self.day if screen.day else self._nothing)

    def show_advice(self, advice: tuple[Advice, ...]) -> None:
        """Show what a form being typed would come to."""
        self.advice.show_advice(advice)

    def _show_days(self, screen: ReceptionsScreen) -> None:
        self._showing = True
        if screen.days is not self._lines:
            self._lines = screen.days
            self.days.show_rows(screen.days)
        flags = QItemSelectionModel.SelectionFlag
        place = self.days.row_of(screen.day.line.id) if screen.day else None
        if place is None:
            self.days.clearSelection()
        else:
            self.days.selectionModel().setCurrentIndex(
                self.days.rows.index(place, 0), flags.ClearAndSelect | flags.Rows
            )
        self._showing = False

    def _tell_year(self) -> None:
        year = self._years.value()
        self.year_chosen.emit(int(year) if year else None)

    def _choose(self) -> None:
        index = self.days.currentIndex()
        if index.isValid() and not self._showing:
            self.day.entry.flush()
            self.day_chosen.emit(self.days.rows.row(index.row()).id)

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
        self.day.entry.flush()
