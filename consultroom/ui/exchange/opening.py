"""Putting the page 数据交换 together, for a station's room or a district's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consultroom.ui import dialogs
from consultroom.ui.exchange.inbox import InboxPresenter
from consultroom.ui.exchange.inbox_view import InboxView
from consultroom.ui.exchange.lending import RoomLender
from consultroom.ui.exchange.view import ExchangeView, Part
from consultroom.ui.printing.shop import PrintShop


class _Building:
    """Makes the parts of the page over one shop."""

    def __init__(self, shop: PrintShop, flush: Callable[[], None]) -> None:
        self.shop = shop
        self.lender = RoomLender(shop.window, shop.desk, flush)
        self.view = ExchangeView(self._parts())
        self.view.presenter = self  # type: ignore[assignment]  # kept alive with its view
        self.view.dropped.connect(self._dropped)
        self.view.head("数据交换")

    def _parts(self) -> tuple[Part, ...]:
        return (
            Part(
                key="inbox",
                word="收件",
                build=self._inbox,
                enter=lambda: self.inbox.enter(self.shop.desk()),
            ),
        )

    def _inbox(self) -> QWidget:
        view = InboxView()
        self.inbox = InboxPresenter(
            self.lender, show=view.show_screen, toast=self.shop.toast, heard=self._heard
        )
        view.shelf_chosen.connect(self.inbox.choose)
        view.brought.connect(self.inbox.bring)
        view.take_wanted.connect(lambda key: self.inbox.take((key,)))
        view.take_all_wanted.connect(self.inbox.take)
        view.back_wanted.connect(self.inbox.take_back)
        view.admit_wanted.connect(self.inbox.admit)
        return view

    def _heard(self, who: str) -> str:
        question = f"请打电话给“{who}”，填对方读出的短码："
        return dialogs.ask_line(self.shop.window, question, act="核对")

    def _dropped(self, places: tuple[object, ...]) -> None:
        self.view.turn_to("inbox")
        self.inbox.bring(places)  # type: ignore[arg-type]  # Paths, through a Qt signal


def open_exchange(shop: PrintShop, *, flush: Callable[[], None]) -> ExchangeView:
    """Return the page, over the room of the shop.

    Args:
        shop: the office's.
        flush: hands on what is being typed, before long work takes the room.
    """
    return _Building(shop, flush).view
