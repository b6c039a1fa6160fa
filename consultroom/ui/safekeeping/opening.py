"""Putting the page 保管 together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender
from consultroom.ui.doing import Done
from consultroom.ui.history.opening import PrintActs, presented
from consultroom.ui.lending import RoomLender
from consultroom.ui.safekeeping.backups import BackupsPresenter
from consultroom.ui.safekeeping.backups_view import BackupsView
from consultroom.ui.safekeeping.deleted import BinPresenter
from consultroom.ui.safekeeping.deleted_view import BinView
from consultroom.ui.widgets.parts import Part, PartedScreen


class _Building:
    """Makes the parts of the page, each when it is first turned to."""

    def __init__(
        self,
        desk: Callable[[], Desk],
        lender: Lender,
        *,
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        sit: Callable[[Desk], None],
        print_acts: PrintActs,
    ) -> None:
        self._desk, self._lender, self._print_acts = desk, lender, print_acts
        self._done, self._tell, self._sit = done, tell, sit
        self._enter: dict[str, Callable[[], None]] = {}
        self.view = PartedScreen(
            "safekeeping",
            "保管各页",
            (
                self._part("bin", "回收站", self._bin),
                self._part("acts", "操作记录", self._acts),
                self._part("backups", "备份", self._backups),
            ),
        )
        self.view.head("保管")
        self.view.presenter = self  # type: ignore[assignment]  # kept alive with its view

    def _part(self, key: str, word: str, build: Callable[[], QWidget]) -> Part:
        def enter() -> None:
            self._enter[key]()  # which is there once the part was built

        return Part(key=key, word=word, build=build, enter=enter)

    def _entering(self, key: str, enter: Callable[[], None]) -> None:
        self._enter[key] = enter

    def _bin(self) -> QWidget:
        view = BinView()
        presenter = BinPresenter(
            self._desk(), show=view.show_screen, done=self._done, tell=self._tell
        )
        view.kind_chosen.connect(presenter.choose_kind)
        view.back_wanted.connect(presenter.bring_back)
        self._entering("bin", presenter.enter)
        return view

    def _acts(self) -> QWidget:
        view, presenter = presented(
            self._desk(), done=self._done, print_acts=lambda wanted: self._print_acts(wanted, "")
        )
        self._entering("acts", presenter.enter)
        return view

    def _backups(self) -> QWidget:
        view = BackupsView()
        presenter = BackupsPresenter(
            self._lender,
            self._desk,
            sit=self._sit,
            show=view.show_screen,
            done=self._done,
            tell=self._tell,
        )
        view.make_wanted.connect(presenter.make)
        view.check_wanted.connect(presenter.check_room)
        view.examine_wanted.connect(presenter.examine)
        view.carry_wanted.connect(presenter.carry)
        view.unfold_wanted.connect(presenter.unfold)
        view.back_wanted.connect(presenter.go_back)
        self._entering("backups", presenter.enter)
        return view


def open_safekeeping(
    window: QWidget,
    desk: Callable[[], Desk],
    *,
    flush: Callable[[], None],
    done: Callable[[Done], None],
    tell: Callable[[str], None],
    sit: Callable[[Desk], None],
    print_acts: PrintActs,
) -> PartedScreen:
    """Return the page.

    Args:
        window: waits while a worker has the room.
        desk: returns whose room; another clerk may sit down.
        flush: hands on what is being typed, before long work takes the room.
        done: told what an act did.
        tell: told a sentence that stops the person.
        sit: sits down at a room that was put back in place of this one.
        print_acts: prints acts as narrowed on the screen.
    """
    lender = RoomLender(window, desk, flush)
    return _Building(desk, lender, done=done, tell=tell, sit=sit, print_acts=print_acts).view
