"""Putting the page 数据交换 together, for a station's room or a district's."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consultroom.domain.stations import UnitKind
from consultroom.ui import dialogs
from consultroom.ui.doing import Done
from consultroom.ui.exchange.conflicts import ConflictsPresenter
from consultroom.ui.exchange.conflicts_view import ConflictsView
from consultroom.ui.exchange.further import Further
from consultroom.ui.exchange.inbox import InboxPresenter
from consultroom.ui.exchange.inbox_view import InboxView
from consultroom.ui.exchange.joining import JoiningPresenter
from consultroom.ui.exchange.joining_view import JoiningView
from consultroom.ui.exchange.outbox import OutboxPresenter
from consultroom.ui.exchange.outbox_view import OutboxView
from consultroom.ui.exchange.printing import printing_in
from consultroom.ui.exchange.view import ExchangeView, Part
from consultroom.ui.lending import RoomLender
from consultroom.ui.printing.shop import PrintShop


class _Building:
    """Makes the parts of the page over one shop."""

    def __init__(
        self, shop: PrintShop, flush: Callable[[], None], done: Callable[[Done], None]
    ) -> None:
        self.done = done
        self.shop = shop
        self.lender = RoomLender(shop.window, shop.desk, flush)
        self.further = Further(
            shop, self.lender, done=done, heard=self._heard, print_pdf=printing_in(shop)
        )
        self.view = ExchangeView(self._parts())
        self.view.presenter = self  # type: ignore[assignment]  # kept alive with its view
        self.view.dropped.connect(self._dropped)
        self.view.head("数据交换")
        shop.slow(_warm_up, lambda _nothing: None, lambda _why: None)

    def _parts(self) -> tuple[Part, ...]:
        return (
            Part(
                key="inbox",
                word="收件",
                build=self._inbox,
                enter=lambda: self.inbox.enter(self.shop.desk()),
            ),
            Part(
                key="outbox",
                word="报出",
                build=self._outbox,
                enter=lambda: self.outbox.enter(self.shop.desk()),
            ),
            Part(
                key="conflicts",
                word="冲突",
                build=self._conflicts,
                enter=lambda: self.conflicts.enter(),  # noqa: PLW0108 - made later
            ),
            *self._district_parts(),
            Part(
                key="joining",
                word="入网与回执",
                build=self._joining,
                enter=lambda: self.joining.enter(),  # noqa: PLW0108 - made later
            ),
            *self.further.parts(),
        )

    def _district_parts(self) -> tuple[Part, ...]:
        if self.shop.desk().station().kind is not UnitKind.DISTRICT:
            return ()
        return (self.further.missing_part(),)

    def _inbox(self) -> QWidget:
        view = InboxView()
        self.inbox = InboxPresenter(
            self.lender,
            show=view.show_screen,
            toast=self.shop.toast,
            heard=self._heard,
            slow=self.shop.slow,
        )
        view.shelf_chosen.connect(self.inbox.choose)
        view.brought.connect(self.inbox.bring)
        view.take_wanted.connect(lambda key: self.inbox.take((key,)))
        view.take_all_wanted.connect(self.inbox.take)
        view.back_wanted.connect(self.inbox.take_back)
        view.admit_wanted.connect(self.inbox.admit)
        view.sticks_wanted.connect(self.inbox.look_for_sticks)
        return view

    def _outbox(self) -> QWidget:
        view, desk = OutboxView(), self.shop.desk
        self.outbox = OutboxPresenter(
            self.lender,
            slow=self.shop.slow,
            show=view.show_screen,
            print_pdf=printing_in(self.shop),
        )
        view.unit_chosen.connect(lambda unit: self.outbox.choose_unit(desk(), unit))
        view.period_chosen.connect(self.outbox.choose_period)
        view.nil_stated.connect(lambda on: self.outbox.state_nil(on=on))
        view.sticks_wanted.connect(self.outbox.look_for_sticks)
        view.place_chosen.connect(self.outbox.choose_place)
        view.write_wanted.connect(self.outbox.write)
        view.register_wanted.connect(self.outbox.print_register)
        return view

    def _conflicts(self) -> QWidget:
        view = ConflictsView()
        self.conflicts = ConflictsPresenter(self.shop.desk, show=view.show_screen, done=self.done)
        view.settled.connect(self.conflicts.settle)
        return view

    def _joining(self) -> QWidget:
        view = JoiningView(self.shop.folder)
        made = self.joining = JoiningPresenter(
            self.lender,
            self.shop.desk,
            show=view.show_screen,
            done=self.done,
            heard=self._heard,
            print_pdf=printing_in(self.shop),
        )
        view.code_wanted.connect(made.show_code)
        view.join_wanted.connect(made.join)
        view.offer_wanted.connect(lambda code, name, file: made.offer(made.unit(code, name), file))
        view.admit_wanted.connect(made.admit)
        view.slip_typed.connect(made.type_slip)
        view.sender_chosen.connect(made.choose_sender)
        view.receipt_wanted.connect(made.print_receipt)
        return view

    def _heard(self, who: str) -> str:
        question = f"请打电话给“{who}”，填对方读出的短码："
        return dialogs.ask_line(self.shop.window, question, act="核对")

    def _dropped(self, places: tuple[object, ...]) -> None:
        self.view.turn_to("inbox")
        self.inbox.bring(places)  # type: ignore[arg-type]  # Paths, through a Qt signal


def _warm_up() -> None:
    """Read in what 报出 needs, before somebody turns to it: a third of a second."""
    from consultroom.services import handing_over  # noqa: F401


def open_exchange(
    shop: PrintShop, *, flush: Callable[[], None], done: Callable[[Done], None]
) -> ExchangeView:
    """Return the page, over the room of the shop.

    Args:
        shop: the office's.
        flush: hands on what is being typed, before long work takes the room.
        done: told what an act did, so that it can be taken back.
    """
    return _Building(shop, flush, done).view
