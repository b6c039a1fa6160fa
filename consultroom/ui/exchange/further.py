"""The parts of 数据交换 that are seldom turned to; each is made the first time it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consultroom.ui import dialogs
from consultroom.ui.doing import Done
from consultroom.ui.exchange.missing import MissingPresenter
from consultroom.ui.exchange.missing_view import MissingView
from consultroom.ui.exchange.view import Part
from consultroom.ui.lending import RoomLender
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.widgets.layouts import column

PrintPdf = Callable[[str, bytes], None]


class Further:
    """Makes these parts over one shop.

    Args:
        shop: the office's.
        lender: lends its room.
        done: told what an act did, so that it can be taken back.
        heard: asks for the short code that the other side reads out.
        print_pdf: prints a paper: its title and bytes.
    """

    def __init__(
        self,
        shop: PrintShop,
        lender: RoomLender,
        *,
        done: Callable[[Done], None],
        heard: Callable[[str], str],
        print_pdf: PrintPdf,
    ) -> None:
        self._shop = shop
        self._lender = lender
        self._done = done
        self._heard = heard
        self._print_pdf = print_pdf

    def parts(self) -> tuple[Part, ...]:
        """Return the parts that every room has."""
        return (
            Part(key="keys", word="密钥", build=self._keys, enter=lambda: self.keys.enter()),  # noqa: PLW0108 - made later
            Part(
                key="allowing",
                word="外传范围",
                build=self._allowing,
                enter=lambda: self.allowing.enter(),  # noqa: PLW0108 - made later
            ),
            Part(
                key="rebuilding",
                word="往来与重建",
                build=self._rebuilding,
                enter=lambda: self.rebuilding.enter(self._shop.desk()),
            ),
        )

    def missing_part(self) -> Part:
        """Return the part of a room with stations below."""
        return Part(
            key="missing",
            word="谁还没报",
            build=self._missing,
            enter=lambda: self.missing.enter(self._shop.desk()),
        )

    def _missing(self) -> QWidget:
        from consultroom.ui.exchange.marking import MarkingPresenter
        from consultroom.ui.exchange.marking_view import MarkingView

        view, marks, desk = MissingView(self._shop.folder), MarkingView(), self._shop.desk
        self.missing = MissingPresenter(
            self._lender, show=view.show_screen, print_pdf=self._print_pdf, toast=self._shop.toast
        )
        self.marking = made = MarkingPresenter(
            desk,
            show=marks.show_screen,
            done=self._done,
            ask=lambda question: dialogs.ask_reason(marks, question, act="登记"),
            changed=lambda: self.missing.enter(desk()),
        )
        view.station_chosen.connect(lambda code: made.choose(self.missing.line(code)))
        view.year_chosen.connect(lambda year: self.missing.choose_year(desk(), year))
        view.print_wanted.connect(self.missing.print_chase)
        view.saved.connect(self.missing.save_chase)
        marks.month_chosen.connect(made.choose_month)
        marks.mark_wanted.connect(made.mark)
        marks.unmark_wanted.connect(made.unmark)
        both = QWidget()
        lines = column(view, marks, spacing=10)
        lines.setStretch(0, 1)
        both.setLayout(lines)
        return both

    def _keys(self) -> QWidget:
        from consultroom.ui.exchange.keys import KeysPresenter
        from consultroom.ui.exchange.keys_view import KeysView

        view = KeysView(self._shop.folder)
        self.keys = made = KeysPresenter(
            self._lender,
            self._shop.desk,
            show=view.show_screen,
            done=self._done,
            heard=self._heard,
            print_pdf=self._print_pdf,
        )
        view.renew_wanted.connect(made.renew)
        view.revoke_wanted.connect(made.revoke)
        view.recovery_wanted.connect(made.make_recovery)
        view.print_wanted.connect(made.print_recovery)
        view.restore_wanted.connect(made.restore)
        return view

    def _allowing(self) -> QWidget:
        from consultroom.ui.exchange.allowing import AllowingPresenter
        from consultroom.ui.exchange.allowing_view import AllowingView

        view = AllowingView()
        self.allowing = AllowingPresenter(self._shop.desk, show=view.show_screen, done=self._done)
        view.asked.connect(self.allowing.ask)
        view.allowed.connect(self.allowing.allow)
        return view

    def _rebuilding(self) -> QWidget:
        from consultroom.ui.exchange.rebuilding import RebuildingPresenter
        from consultroom.ui.exchange.rebuilding_view import RebuildingView

        view = RebuildingView(self._shop.folder)
        self.rebuilding = RebuildingPresenter(
            self._lender, show=view.show_screen, toast=self._shop.toast
        )
        view.all_wanted.connect(self.rebuilding.send_all)
        view.back_wanted.connect(self.rebuilding.give_back)
        view.replay_wanted.connect(self.rebuilding.replay)
        return view
