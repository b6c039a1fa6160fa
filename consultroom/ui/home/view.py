"""The home page's widgets. They draw and they report; they decide nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from consultroom.frozen import replace
from consultroom.ui import theme
from consultroom.ui.home.cards import ConsultationCard, DueCard, NextStrip, YearCard
from consultroom.ui.home.presenter import Figure, HomeScreen
from consultroom.ui.home.traffic_card import TrafficCard
from consultroom.ui.screen import Screen
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import FigureTile, card
from consultroom.ui.widgets.folding import Folding
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.month_grid import MonthGrid
from consultroom.ui.widgets.words import button, label

FIGURES, COLUMNS = 760, 780  # logical pixels that one row of them needs


class HomeView(Screen):
    """Draws a HomeScreen; its buttons are Acts, reported through ``wanted``."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("home")
        self._wide: Act | None = None
        follow = self.wanted.emit
        self._next = NextStrip(follow)
        self._figures = Folding(least=FIGURES, narrow=2, spacing=theme.now().gap)
        self._consultation = ConsultationCard(follow)
        self._due = DueCard(follow)
        self._year = YearCard(follow)
        left = column(self._consultation, self._due, None, spacing=12)
        self._traffic = TrafficCard(follow)
        right = column(self._calendar(), self._year, self._traffic, None, spacing=12)
        columns = Folding(least=COLUMNS, stretches=(64, 36))
        columns.show_things(holder(left), holder(right))
        page = column(
            *(self._next, self._figures, columns, None), spacing=12, margins=(24, 16, 24, 16)
        )
        everything = column(scrolling(page))
        self.setLayout(everything)

    def _calendar(self) -> QFrame:
        self._month_name = label("", "h3", name="monthName")
        self._month = MonthGrid(compact=True)
        self._month.setFixedHeight(theme.now().px(238))
        self._month.opened.connect(lambda day: self._open_calendar(day.isoformat()))
        self._wider = button(
            "日历",
            name="openCalendar",
            kind="quiet",
            says="打开协商日历",
            clicked=lambda: self._open_calendar(""),
        )
        head = row(self._month_name, None, self._wider)
        return card(head, self._month, margins=(20, 12, 20, 10), spacing=4)

    def _open_calendar(self, day: str) -> None:
        if self._wide is not None:
            self.wanted.emit(replace(self._wide, about=day))

    def show_screen(self, screen: HomeScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: HomeScreen) -> None:
        self.head("首页", screen.subheading)
        self._next.show_line(screen.next_act)
        self._show_figures(screen.figures)
        self._consultation.show_card(
            screen.consultation, screen.invitation, screen.begin, first=screen.next_act is None
        )
        self._due.show_lines(screen.due, screen.more)
        self._month_name.setText(f"{screen.today.year}年{screen.today.month}月")
        self._month.show_month(screen.today, today=screen.today, marks=screen.marks)
        self._year.show_months(screen.months, screen.months_note)
        self._traffic.show_traffic(screen.traffic)
        self._wide = screen.calendar
        self._wider.setVisible(screen.calendar is not None)

    def _show_figures(self, figures: tuple[Figure, ...]) -> None:
        tokens, tiles = theme.now(), []
        for figure in figures:
            colours = tokens.soft(figure.state)
            tile = FigureTile(figure.icon, colours.ink, colours.ground)
            tile.show_figure(figure.figure, figure.unit, figure.caption)
            tiles.append(tile)
        self._figures.show_things(*tiles)
