"""Putting the minutes editor together."""

from __future__ import annotations

from consultroom.services.desk import Desk
from consultroom.ui.minutes.book import RoomBook
from consultroom.ui.minutes.presenter import MinutesPresenter
from consultroom.ui.minutes.view import MinutesView


def open_minutes(desk: Desk) -> MinutesView:
    """Return the tab 会议记录 of a workspace, over a room."""
    view = MinutesView(embedded=True)
    presenter = MinutesPresenter(
        RoomBook(desk),
        now=desk.room.clock,
        show=view.show_screen,
        note=view.show_note,
    )
    view.list.fresh = presenter.fresh
    view.kept.connect(presenter.keep)
    view.agenda_chosen.connect(presenter.choose_agenda)
    view.serve(presenter)
    return view
