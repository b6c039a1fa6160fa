"""Putting the page 座次 together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.seats.presenter import SeatsPresenter
from consultroom.ui.seats.view import SeatsView


def open_seats(
    desk: Desk, *, done: Callable[[Done], None], tell: Callable[[str], None]
) -> SeatsView:
    """Return the page, over a room; it is told the id of a consultation."""
    view = SeatsView()
    presenter = SeatsPresenter(desk, show=view.show_screen, done=done, tell=tell)
    view.pointed.connect(presenter.point)
    view.stepped.connect(presenter.step)
    view.pressed.connect(presenter.press)
    view.let_go.connect(presenter.let_go)
    view.dropped.connect(presenter.place)
    view.shape_chosen.connect(presenter.choose_shape)
    view.even_chosen.connect(presenter.choose_even)
    view.anew_wanted.connect(presenter.anew)
    view.serve(presenter)
    return view
