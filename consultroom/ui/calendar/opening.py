"""Putting the page 协商日历 together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services.desk import Desk
from consultroom.ui.calendar.presenter import CalendarPresenter
from consultroom.ui.calendar.view import CalendarView
from consultroom.ui.doing import Done


def open_calendar(
    desk: Desk, *, done: Callable[[Done], None], tell: Callable[[str], None]
) -> CalendarView:
    """Return the page, over a room."""
    view = CalendarView(
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = CalendarPresenter(
        desk, show=view.show_screen, advise=view.show_advice, done=done, tell=tell
    )
    view.look_chosen.connect(presenter.look_at)
    view.day_chosen.connect(presenter.choose_day)
    view.turned.connect(presenter.turn)
    view.today_wanted.connect(presenter.go_today)
    view.form_wanted.connect(presenter.open_form)
    view.form_submitted.connect(presenter.submit)
    view.form_closed.connect(presenter.close_form)
    view.put.connect(presenter.put)
    view.shift_wanted.connect(presenter.shift)
    view.take_off_wanted.connect(presenter.take_off)
    view.serve(presenter)
    return view
