"""Putting the page of a consultation's papers together."""

from __future__ import annotations

from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.presenter import PaperPresenter, Press
from consultroom.ui.paper.press import RoomPress
from consultroom.ui.paper.taking import WORD, Taken, Takings
from consultroom.ui.paper.title_box import open_title_box
from consultroom.ui.paper.view import PaperView
from consultroom.ui.printing.dialog import open_print_box
from consultroom.ui.printing.presenter import PrintJob
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.unsent import Unsent


def open_paper(shop: PrintShop, press: Press | None = None) -> PaperView:
    """Return the page, over the room of the shop.

    Args:
        shop: what pages about paper share.
        press: what makes the papers; by default those of a consultation.
    """
    view = PaperView(shop.drawing, folder=shop.folder)
    unsent = Unsent()  # of the titles broken on this page

    def print_box(job: PrintJob) -> None:
        page = max(1, view.viewer.page)
        open_print_box(shop.window, shop.counter, job, page, done=shop.toast, save=view.ask_where)

    def title_box(title: TitleScreen) -> None:
        open_title_box(shop.window, title, presenter.break_title, unsent)

    presenter = PaperPresenter(
        press or RoomPress(shop.desk, slow=shop.slow, keep=shop.counter.keep),
        show=view.show_screen,
        tell=shop.toast,
        warn=shop.tell,
        print_box=print_box,
        title_box=title_box,
    )
    view.kind_chosen.connect(presenter.choose)
    view.saved.connect(presenter.save)
    view.saved.connect(lambda path: shop.saved_in(path.parent))
    view.print_wanted.connect(presenter.print)
    view.title_wanted.connect(presenter.ask_title)
    takings = Takings(
        shop.desk,
        slow=shop.slow,
        keep=shop.counter.keep,
        show=view.show_going,
        tell=shop.toast,
        warn=shop.tell,
    )
    view.more_wanted.connect(lambda: view.offer(takings.offered(Taken(*presenter.shown))))
    view.taken.connect(lambda key, place: takings.take(key, Taken(*presenter.shown), place))
    view.taken.connect(lambda key, place: shop.saved_in(place.parent if key == WORD else place))
    view.stop_wanted.connect(takings.stop)
    view.serve(presenter)
    return view
