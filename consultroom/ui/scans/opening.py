"""Putting the pages 扫描归档 and 版面检查 together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from consultroom.ui.doing import Done
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.scans.check import CheckPresenter
from consultroom.ui.scans.check_view import CheckView
from consultroom.ui.scans.presenter import ScansPresenter
from consultroom.ui.scans.view import ScansView


def open_scans(shop: PrintShop, *, done: Callable[[Done], None]) -> ScansView:
    """Return the page that reads and files scans, over the room of the shop."""
    view = ScansView(shop.drawing)
    presenter = ScansPresenter(
        shop.desk, show=view.show_screen, done=done, warn=shop.tell, slow=shop.slow
    )
    view.taken.connect(presenter.take)
    view.chosen.connect(presenter.choose)
    view.file_wanted.connect(presenter.file)
    view.stop_wanted.connect(presenter.stop)
    view.forget_wanted.connect(presenter.forget)
    view.looked.connect(lambda on: presenter.look(on=on))
    view.turned.connect(presenter.turn)
    view.card.hand_wanted.connect(presenter.file_by_hand)
    view.serve(presenter)
    return view


def open_check(shop: PrintShop) -> CheckView:
    """Return the page that measures any PDF."""
    view = CheckView()
    presenter = CheckPresenter(
        shop.desk,
        show=view.show_screen,
        slow=shop.slow,
        edit=lambda file: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))),
    )
    view.taken.connect(presenter.check)
    view.open_wanted.connect(presenter.open_word)
    view.stop_wanted.connect(presenter.stop)
    view.serve(presenter)
    return view
