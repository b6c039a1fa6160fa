"""Putting the page 上级报表的对应 together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.ui.doing import Done
from consultroom.ui.mappings.presenter import MappingsPresenter
from consultroom.ui.mappings.view import MappingsView
from consultroom.ui.printing.shop import PrintShop


def open_mappings(shop: PrintShop, *, done: Callable[[Done], None]) -> MappingsView:
    """Return the page, over the room of the shop; it is told the id of a mapping, or nothing."""
    view = MappingsView(folder=shop.folder)
    presenter = MappingsPresenter(
        shop.desk,
        slow=shop.slow,
        show=view.show_screen,
        done=done,
        tell=shop.tell,
        follow=view.wanted.emit,
    )
    view.chosen.connect(presenter.choose)
    view.file_chosen.connect(presenter.read)
    view.ledger_chosen.connect(presenter.choose_ledger)
    view.sheet_chosen.connect(presenter.choose_sheet)
    view.head_chosen.connect(presenter.choose_head)
    view.leave_wanted.connect(presenter.leave)
    view.field_chosen.connect(presenter.choose_field)
    view.turned.connect(presenter.turn)
    view.renamed.connect(presenter.rename)
    view.keep_wanted.connect(presenter.keep)
    view.drop_wanted.connect(presenter.drop)
    view.fill_wanted.connect(presenter.fill)
    view.serve(presenter)
    return view
