"""The widgets of 协商日历: what is turned to above; below a month, a year's plan, or the list."""

from __future__ import annotations

from datetime import date
from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from consultroom.services.advising import Advice
from consultroom.ui import theme
from consultroom.ui.calendar.month_page import CalendarGrid, DayCard
from consultroom.ui.calendar.plan_page import PlanBoard
from consultroom.ui.calendar.screens import CalendarScreen, Event, Look
from consultroom.ui.calendar.table import COLUMNS
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.advice import AdviceCard
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import column, focus_given, holder, row
from consultroom.ui.widgets.words import button, label

SIDE = 264  # logical pixels of the day at the right
WIDER = 320  # beside a form, where whole sentences stand
NONE_LISTED = "这一年还没有安排。点“安排协商会”定一场，或在“年度计划”里排一排。"


class CalendarView(Screen):
    """Draws a CalendarScreen.

    Args:
        autosave: takes the answers of a form while they are typed.
        today: for dates typed without a year.
    """

    look_chosen = Signal(object)  # Look
    day_chosen = Signal(date)
    turned = Signal(int)
    today_wanted = Signal()
    form_wanted = Signal(str)
    form_submitted = Signal(str, dict)
    form_closed = Signal(str)
    put = Signal(str, str)
    shift_wanted = Signal(str, int)
    take_off_wanted = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("calendar")
        self._form_open = ""
        self._today = today
        self._listed_year = ""
        self.grid = CalendarGrid()
        self.day = DayCard()
        self.table: Table[Event] = Table("calendarTable", "全年安排", COLUMNS)
        self.form = FormPanel(autosave, today=today)
        self.advice = AdviceCard("dayAdvice", "这一天要知道的")
        self._nothing = Nothing(NONE_LISTED, "calendar-days")
        self._listed = QStackedWidget()
        self._listed.addWidget(self.table)
        self._listed.addWidget(self._nothing)
        self._pages = {
            Look.MONTH: card(self.grid, margins=(1, 1, 1, 1)),
            Look.LIST: card(self._listed, margins=(1, 1, 1, 1)),
        }
        self._body = QStackedWidget()
        for page in (*self._pages.values(), self.form):
            self._body.addWidget(page)
        advised = column(self.advice, None)
        self._side = QStackedWidget()
        self._advised = holder(advised)
        self._side.addWidget(self.day)
        self._side.addWidget(self._advised)
        below = row(self._body, self._side, spacing=14)
        below.setStretch(0, 1)
        lines = column(self._tools(), holder(below), spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self._connect()

    def _tools(self) -> QHBoxLayout:
        self._title = label("", "h2", name="calendarTitle")
        back = self._turner("chevron-left", "turnBack", -1)
        on = self._turner("chevron-right", "turnOn", 1)
        self._back, self._on = back, on
        today = button("回到今天", name="goToday", clicked=self.today_wanted.emit)
        self._ruled = button(
            "定期接待日",
            name="ruleDays",
            icon="repeat",
            clicked=partial(self.wanted.emit, Act(word="", page="receptions", about="/rule")),
        )
        self._fix = button(
            "安排协商会",
            name="schedule",
            kind="primary",
            icon="plus",
            clicked=partial(self.form_wanted.emit, "schedule"),
        )
        self._looks = {look: self._segment(place, look) for place, look in enumerate(Look)}
        looks = holder(row(*self._looks.values(), spacing=0))
        tools = (back, self._title, on, 4, today, None, looks, self._ruled, self._fix)
        return row(*tools, spacing=8)

    def _turner(self, icon: str, name: str, by: int) -> QPushButton:
        turn = partial(self.turned.emit, by)
        return button("", name=name, kind="icon", icon=icon, says="上一页", clicked=turn)

    def _segment(self, place: int, look: Look) -> QPushButton:
        made = button(
            look.word,
            name=f"look_{look.value}",
            kind="segment",
            clicked=partial(self.look_chosen.emit, look),
        )
        made.setCheckable(True)
        made.setProperty("edge", ("first", "none", "last")[place])
        return made

    def _connect(self) -> None:
        self.grid.picked.connect(self.day_chosen)
        self.grid.opened.connect(lambda _day: self.day.focus_first())
        self.grid.turned.connect(self.turned)
        self.grid.today_wanted.connect(self.today_wanted)
        self.day.followed.connect(self.wanted)
        self.day.form_wanted.connect(self.form_wanted)
        self.table.opened.connect(lambda event: self.wanted.emit(event.act))
        self.form.submitted.connect(self.form_submitted)
        self.form.closed.connect(self.form_closed)

    @cached_property
    def board(self) -> PlanBoard:
        """The plan of the year: half of what is to be made here, and seen only when asked for."""
        board = PlanBoard()
        board.followed.connect(self.wanted)
        board.form_wanted.connect(self.form_wanted)
        board.put.connect(self.put)
        board.shift_wanted.connect(self.shift_wanted)
        board.take_off_wanted.connect(self.take_off_wanted)
        self._body.addWidget(board)
        return board

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: CalendarScreen) -> None:
        """Replace what is drawn; an open form keeps its caret, a fresh one is given it."""
        form = screen.form.key if screen.form else ""
        turned, self._form_open = form != self._form_open, form
        focus = self.form.focus_first if form else self._front(screen.look).setFocus
        with focus_given(self, focus if turned else None):
            self._redraw(screen)
        if not turned and screen.look is Look.PLAN:
            self.board.settle()

    def _redraw(self, screen: CalendarScreen) -> None:
        self.head("协商日历", screen.subheading)
        self._show_tools(screen)
        self.grid.show_page(screen.month)
        self.day.show_page(screen.month)
        if screen.plan is not None:
            self.board.show_page(screen.plan)
        if screen.look is Look.LIST:
            self._show_events(screen)
            self._listed.setCurrentWidget(self.table if screen.events else self._nothing)
        self.advice.show_advice(screen.advice)
        self._show_side(screen)
        if screen.form is None:
            self._body.setCurrentWidget(self._page_of(screen.look))
        else:
            self._body.setCurrentWidget(self.form)
            self.form.show_form(screen.form)

    def _show_events(self, screen: CalendarScreen) -> None:
        """Show the list; a year seen for the first time is opened at what comes next."""
        fresh = self._listed_year != screen.title
        self._listed_year = screen.title
        self.table.show_rows(screen.events)
        coming = [place for place, event in enumerate(screen.events) if event.on >= self._today]
        if fresh and screen.events:
            self.table.selectRow(coming[0] if coming else len(screen.events) - 1)

    def _show_tools(self, screen: CalendarScreen) -> None:
        self._title.setText(screen.title)
        unit = "月" if screen.look is Look.MONTH else "年"
        for one, way in ((self._back, "上一"), (self._on, "下一")):
            one.setAccessibleName(f"{way}{unit}")
            one.setToolTip(f"{way}{unit}")
        for look, made in self._looks.items():
            made.setChecked(look is screen.look and screen.form is None)
        self._fix.setVisible(screen.form is None)  # one primary button at a time

    def _front(self, look: Look) -> QWidget:
        """Return what takes the keys of a look."""
        if look is Look.PLAN:
            return self.board.pool
        return self.grid if look is Look.MONTH else self.table

    def _page_of(self, look: Look) -> QWidget:
        return self.board if look is Look.PLAN else self._pages[look]

    def _show_side(self, screen: CalendarScreen) -> None:
        asked = screen.form is not None
        self._side.setVisible(asked or screen.look is Look.MONTH)
        self._side.setFixedWidth(theme.now().px(WIDER if asked else SIDE))
        self._side.setCurrentWidget(self._advised if asked else self.day)

    def show_advice(self, advice: tuple[Advice, ...]) -> None:
        """Show what follows from the day being typed."""
        self.advice.show_advice(advice)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        self.day.fit(self.height() - theme.now().px(80))
        self._ruled.setVisible(self.width() >= theme.now().px(900))
        super().resizeEvent(event)

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
