"""Putting the page 台账统计, the page of its papers and the page of superiors' forms together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from consultroom.ui.doing import Done
from consultroom.ui.ledgers.presenter import LedgersPresenter
from consultroom.ui.ledgers.screens import LedgersScreen
from consultroom.ui.ledgers.view import LedgersView
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.turns import later
from consultroom.ui.values import Act

if TYPE_CHECKING:
    from consultroom.ui.ledgers.refill import RefillScreen
    from consultroom.ui.ledgers.refill_view import RefillView
    from consultroom.ui.paper.view import PaperView


def open_ledgers(shop: PrintShop) -> LedgersView:
    """Return the page, over the room of the shop."""
    desk = shop.desk()
    view = LedgersView(today=desk.today, folder=shop.folder)

    def show(screen: LedgersScreen) -> None:
        view.show_screen(screen)
        view.suggest(presenter.file_name())

    presenter = LedgersPresenter(
        desk,
        show=show,
        tell=shop.toast,
        warn=shop.tell,
        follow=view.wanted.emit,
        slow=shop.slow,
        later=later(view),
    )
    view.asking.kind_chosen.connect(presenter.choose_kind)
    view.asking.unit_chosen.connect(presenter.choose_unit)
    view.asking.span_chosen.connect(presenter.choose_span)
    view.asking.year_chosen.connect(presenter.choose_year)
    view.asking.part_chosen.connect(presenter.choose_part)
    view.asking.days_chosen.connect(presenter.choose_days)
    view.chosen.connect(presenter.choose)
    view.explained.connect(presenter.explain)
    view.only_wanted.connect(presenter.show_only)
    view.print_wanted.connect(presenter.print)
    view.export_wanted.connect(presenter.export)
    view.export_wanted.connect(lambda path: shop.saved_in(path.parent))
    view.refill_wanted.connect(lambda: view.wanted.emit(Act(word="填上级报表", page="refill")))
    view.serve(presenter)
    return view


def open_ledger_paper(shop: PrintShop) -> PaperView:
    """Return the page that shows, prints and saves the papers of a period."""
    from consultroom.ui.ledgers.press import PeriodPress
    from consultroom.ui.paper.opening import open_paper

    turns = later(shop.window)
    press = PeriodPress(shop.desk, slow=shop.slow, keep=shop.counter.keep, later=turns)
    return open_paper(shop, press)


def open_refill(shop: PrintShop, *, done: Callable[[Done], None]) -> RefillView:
    """Return the page that fills superiors' own spreadsheets."""
    from consultroom.ui.ledgers.refill import RefillPresenter
    from consultroom.ui.ledgers.refill_view import RefillView

    desk = shop.desk()
    view = RefillView(today=desk.today, folder=shop.folder)

    def show(screen: RefillScreen) -> None:
        view.show_screen(screen)
        view.suggest(presenter.file_name())

    presenter = RefillPresenter(
        desk, show=show, done=done, tell=shop.toast, warn=shop.tell, slow=shop.slow
    )
    view.asking.kind_chosen.connect(presenter.choose_form)
    view.asking.span_chosen.connect(presenter.choose_span)
    view.asking.year_chosen.connect(presenter.choose_year)
    view.asking.part_chosen.connect(presenter.choose_part)
    view.asking.days_chosen.connect(presenter.choose_days)
    view.learn_wanted.connect(presenter.learn)
    view.taken.connect(presenter.take)
    view.turned.connect(presenter.turn)
    view.saved.connect(presenter.save)
    view.saved.connect(lambda path: shop.saved_in(path.parent))
    view.serve(presenter)
    return view
