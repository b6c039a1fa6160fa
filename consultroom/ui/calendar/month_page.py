"""One month with chips, and beside it the day the cursor is on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from consultroom.ui.calendar import forms
from consultroom.ui.calendar.screens import Event, MonthPage
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import sunken
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.month_grid import MonthGrid
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label
from consultroom.ui.wording import short_day, weekday

FREE = "这一天没有安排。"
LEGEND = (State.DONE, State.ACTIVE, State.DUE, State.LATE, State.TODO)


class CalendarGrid(MonthGrid):
    """The month; Page Up and Page Down turn it, Home returns to today, Enter opens the day."""

    turned = Signal(int)
    today_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(compact=False)

    def show_page(self, page: MonthPage) -> None:
        """Show a month with the cursor on a day; nothing is reported while it is drawn."""
        self.blockSignals(True)
        self.show_month(page.month, today=page.today, marks=page.marks, notes=page.notes)
        self.choose(page.day)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by key; arrows stay with the table."""
        key = event.key()
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif key == Qt.Key.Key_Home:
            self.today_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.sheet.day(self.currentIndex()))
        else:
            super().keyPressEvent(event)


class DayCard(QFrame):
    """What happens on one day, each thing with the button that opens it."""

    followed = Signal(Act)
    form_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("calendarDay")
        self.setProperty("card", "true")
        self._title = label("", "h3", name="dayTitle")
        self._told = label("", "caption", name="dayTold")
        self._events = column(spacing=8)
        self._free = label(FREE, "sub", name="dayFree")
        self.meet = button(
            "在这一天开会",
            name="meetHere",
            icon="plus",
            clicked=partial(self.form_wanted.emit, "schedule"),
        )
        inside = column(self._free, self._events, 4, row(self.meet, None), None, spacing=6)
        inside.setContentsMargins(18, 4, 18, 8)
        self._inside = scrolling(inside)
        head = column(self._title, self._told, spacing=2, margins=(18, 14, 18, 0))
        self._legend = holder(self._key())
        lines = column(head, self._inside, self._legend, spacing=8)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _key(self) -> FlowLayout:
        flow = FlowLayout(gap=8)
        flow.setContentsMargins(18, 0, 18, 16)
        for state in LEGEND:
            flow.addWidget(Pill(state))
        return flow

    def show_page(self, page: MonthPage) -> None:
        """Show the day of a month's cursor."""
        self._title.setText(f"{short_day(page.day)}　{weekday(page.day)}")
        self._told.setText(page.told)
        self._told.setVisible(bool(page.told))
        clear(self._events)
        for place, event in enumerate(page.events):
            self._events.addWidget(self._line(place, event))
        self._free.setVisible(not page.events)
        self.meet.setVisible(page.open)

    def _line(self, place: int, event: Event) -> QWidget:
        flow = FlowLayout(gap=0)
        for made in self._acts(place, event):
            flow.addWidget(made)
        title = label(event.title, "sub", wrap=True)
        if not event.title:  # never "show" what has no parent yet: it would be a window
            title.hide()
        kind = label(event.kind, "strong", wrap=True)
        head = row(kind, Pill(event.state), spacing=6, margins=(0, 0, 8, 0))
        head.setStretch(0, 1)
        inside = column(head, title, holder(flow), spacing=4, margins=(12, 10, 4, 8))
        return sunken(inside)

    def _acts(self, place: int, event: Event) -> Iterator[QPushButton]:
        if event.move:
            for word, name, form in (("改期", "move", "move"), ("取消", "cancel", forms.CANCEL)):
                made = self._button(place, word, name, event)
                made.clicked.connect(partial(self.form_wanted.emit, f"{form}/{event.move}"))
                yield made
            seats = self._button(place, "座次", "seats", event)
            seats.clicked.connect(partial(self._to_seats, event.move))
            yield seats
        open_ = self._button(place, event.act.word, "open", event)
        open_.clicked.connect(partial(self.followed.emit, event.act))
        yield open_

    def _to_seats(self, consultation: str) -> None:
        self.followed.emit(Act(word="", page="seats", about=consultation))

    @staticmethod
    def _button(place: int, word: str, name: str, event: Event) -> QPushButton:
        says = f"{word}：{event.kind} {event.title}".strip()
        return button(word, name=f"{name}{place}", kind="quiet", says=says)

    def fit(self, height: int) -> None:
        """Leave the legend out where the day itself needs the room."""
        self._legend.setVisible(height >= 460)

    def focus_first(self) -> None:
        """Put the focus on the first thing that can be opened."""
        first = self.findChild(QWidget, "open0")
        target = first if first is not None and first.isVisible() else self.meet
        target.setFocus()
