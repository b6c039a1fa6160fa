"""Putting the page 成果办理 and the page of its chase slips together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.outcomes.presenter import OutcomesPresenter
from consultroom.ui.outcomes.press import ChasePress
from consultroom.ui.outcomes.view import OutcomesView
from consultroom.ui.paper.opening import open_paper
from consultroom.ui.paper.view import PaperView
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.turns import later


def open_outcomes(
    desk: Desk, *, done: Callable[[Done], None], tell: Callable[[str], None]
) -> OutcomesView:
    """Return the page, over a room."""
    view = OutcomesView(
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = OutcomesPresenter(
        desk,
        show=view.show_screen,
        done=done,
        tell=tell,
        follow=view.wanted.emit,
        later=later(view),
    )
    view.typed.connect(presenter.look_for)
    view.unit_chosen.connect(presenter.choose_unit)
    view.year_chosen.connect(presenter.choose_year)
    view.state_chosen.connect(presenter.choose_state)
    view.chosen.connect(presenter.choose)
    view.form_wanted.connect(presenter.open_form)
    view.form_submitted.connect(presenter.submit)
    view.form_closed.connect(presenter.close_form)
    view.serve(presenter)
    return view


def open_chase(shop: PrintShop) -> PaperView:
    """Return the page that shows and prints the slips of every overdue assignment."""
    press = ChasePress(shop.desk, slow=shop.slow, keep=shop.counter.keep, later=later(shop.window))
    return open_paper(shop, press)
