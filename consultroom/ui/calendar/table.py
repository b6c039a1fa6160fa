"""The columns of the calendar's list."""

from __future__ import annotations

from consultroom.ui.calendar.screens import Event
from consultroom.ui.states import State
from consultroom.ui.tables import Column
from consultroom.ui.wording import meeting_time

_PRESSING = (State.LATE, State.DUE, State.ACTIVE, State.TODO, State.DONE)

COLUMNS: tuple[Column[Event], ...] = (
    Column(
        title="日期",
        text=lambda event: meeting_time(event.on),
        width=176,
        order=lambda event: event.on,
    ),
    Column(title="事项", text=lambda event: event.kind, width=220, order=lambda event: event.kind),
    Column(title="内容", text=lambda event: event.title, order=lambda event: event.title),
    Column(
        title="状态",
        text=lambda event: event.state.word,
        width=132,
        state=lambda event: event.state,
        order=lambda event: _PRESSING.index(event.state),
    ),
)
