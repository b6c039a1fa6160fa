"""Putting the list of consultations together."""

from __future__ import annotations

from consultroom.services.desk import Desk
from consultroom.ui.consultations.presenter import ConsultationsPresenter
from consultroom.ui.consultations.telling import consultation_lines
from consultroom.ui.consultations.view import ConsultationsView
from consultroom.ui.turns import later
from consultroom.ui.values import Act


def open_consultations(desk: Desk) -> ConsultationsView:
    """Return the page 协商, over a room."""
    view = ConsultationsView()
    presenter = ConsultationsPresenter(
        lambda: consultation_lines(desk),
        show=view.show_screen,
        begin=Act(word="开始协商", page="begin", icon="plus"),
        later=later(view),
    )
    view.year_chosen.connect(presenter.choose_year)
    view.state_chosen.connect(presenter.choose_state)
    view.typed.connect(presenter.look_for)
    view.serve(presenter)
    return view
