"""Putting the page that begins a consultation together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services.desk import Desk
from consultroom.ui.begin.presenter import BeginPresenter
from consultroom.ui.begin.view import BeginView
from consultroom.ui.doing import Done


def open_begin(desk: Desk, *, done: Callable[[Done], None]) -> BeginView:
    """Return the page 开始协商, over a room."""
    view = BeginView(
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = BeginPresenter(desk, show=view.show_form, done=done, follow=view.wanted.emit)
    view.submitted.connect(presenter.submit)
    view.serve(presenter)
    return view
