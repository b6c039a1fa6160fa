"""Putting the page 接待日 and the page of its registers together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.paper.opening import open_paper
from consultroom.ui.paper.view import PaperView
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.receptions.presenter import ReceptionsPresenter
from consultroom.ui.receptions.press import RegisterPress
from consultroom.ui.receptions.view import ReceptionsView
from consultroom.ui.turns import later


def open_receptions(
    desk: Desk, *, done: Callable[[Done], None], tell: Callable[[str], None]
) -> ReceptionsView:
    """Return the page, over a room."""
    view = ReceptionsView(
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = ReceptionsPresenter(
        desk,
        show=view.show_screen,
        advise=view.show_advice,
        done=done,
        tell=tell,
        later=later(view),
    )
    view.year_chosen.connect(presenter.choose_year)
    view.day_chosen.connect(presenter.choose_day)
    view.form_wanted.connect(presenter.open_form)
    view.form_submitted.connect(presenter.submit)
    view.form_closed.connect(presenter.close_form)
    view.day.drop_wanted.connect(presenter.drop_day)
    view.day.edit_wanted.connect(presenter.edit)
    view.day.remove_wanted.connect(presenter.remove)
    view.day.names_wanted.connect(lambda on: presenter.show_names(on=on))
    view.day.entry.written.connect(presenter.write)
    view.day.entry.kept.connect(presenter.keep_entry)
    view.day.entry.left.connect(presenter.stop_editing)
    view.serve(presenter)
    return view


def open_register(shop: PrintShop) -> PaperView:
    """Return the page that shows and prints the register of one day, with and without names."""
    return open_paper(shop, RegisterPress(shop.desk, slow=shop.slow, keep=shop.counter.keep))
