"""From the start of the program to a window on a room: the last room, the first window, another.

A room opened here before has its window painted before it is read, see `facade`; what else the
pages need is imported in the functions that come after.

There is one window at a time. The porter (门房) opens a room before the one in use is closed, so
that a room that cannot be opened leaves everybody where they were.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services.preferring import Preferences
from consultroom.services.remembering import RecentRooms
from consultroom.ui import input_methods, theme, translation
from consultroom.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.ui.help.view import HelpWindow
    from consultroom.ui.main_window import MainWindow
    from consultroom.ui.office import Office
    from consultroom.ui.watchdog import Watchdog
    from consultroom.ui.welcome.view import WelcomeView

AFTER_PAINT = 1000  # ms after the window was shown
WATCHDOG = "CONSULTROOM_WATCHDOG"  # set: what stands still is written to standard error
ROOMS = "协商议事室"  # the folder that new rooms are suggested in


class Places(Frozen, kw_only=True):
    """Where this computer keeps what belongs to no room.

    Attributes:
        settings: the file of what people prefer.
        recent: the file of the rooms opened here.
        carried: the program's folder where everything lies beside it, as on a stick; or None.
        documents: where new rooms and saved papers are suggested.
    """

    settings: Path
    recent: Path
    carried: Path | None
    documents: Path


def run(
    room: Path | None,
    *,
    by: str,
    clock: Callable[[], datetime],
    chance: Callable[[int], bytes],
    places: Places,
) -> None:
    """Show the window until it is closed.

    Args:
        room: which; without one the last room, and the first window where there is none.
        by: who sits down at it; the room's own clerk when empty.
        clock: the moment with its zone.
        chance: random bytes, that many.
        places: where this computer keeps things.

    Raises:
        UserError: ``room`` could not be opened, and no other was; the window has said so too.
    """
    input_methods.settle(os.environ, sys.platform)
    gc.disable()  # nothing made before the first paint is garbage
    application = QApplication.instance() or theme.new_application(sys.argv[:1])
    assert isinstance(application, QApplication)  # noqa: S101 - nothing made another kind
    translation.install(application)
    input_methods.bridge(application)
    porter = Porter(by=by, clock=clock, chance=chance, places=places)
    try:
        porter.begin(room)
        from consultroom.ui.warming import Warming

        warming = Warming(application, _collect_from_now_on, porter.read_ahead())
        QTimer.singleShot(AFTER_PAINT, warming.start)
        dog = _watchdog()
        application.exec()
        if dog is not None:
            dog.stop()
    finally:
        porter.close()
    if room is not None and porter.refused is not None:
        raise porter.refused


def _watchdog() -> Watchdog | None:
    """Return what tells where the window stands still, for whoever makes the program."""
    if not os.environ.get(WATCHDOG):
        return None
    from consultroom.ui.watchdog import unleash

    return unleash()


def _collect_from_now_on() -> None:
    """Look for garbage again, but not among what is there by now: that stays."""
    gc.freeze()
    gc.enable()


class Porter:
    """Opens rooms for the one window there is, and lets it move to another.

    Attributes:
        office: the window on a room, while one is open.
        first: the first window, while it is shown.
        refused: why nothing was opened; None once something was.
    """

    def __init__(
        self,
        *,
        by: str,
        clock: Callable[[], datetime],
        chance: Callable[[int], bytes],
        places: Places,
    ) -> None:
        self._by, self._clock, self._chance, self._places = by, clock, chance, places
        self.recent = RecentRooms(places.recent, base=places.carried)
        self.wardrobe = Wardrobe(Preferences(places.settings))
        self.office: Office | None = None
        self.first: WelcomeView | None = None
        self.refused: UserError | None = None
        self._facade: MainWindow | None = None
        self._warm = False  # a room opened from now on has its pages made while it waits
        self._open: list[Office] = []
        self._manual: HelpWindow | None = None

    def begin(self, room: Path | None) -> None:
        """Open the window on ``room`` or the last one, or else show the first window."""
        wanted = room or self.recent.last()
        if wanted is None:
            self.welcome()
            return
        try:
            self._show_facade(wanted)
            self.enter(wanted, by=self._by)
        except UserError as error:
            self.refused = error
            self.welcome(str(error))
        except Exception as error:  # our own fault; said in the window that can be shown
            self.welcome()
            sys.excepthook(type(error), error, error.__traceback__)
        finally:
            self._take_facade_away()

    def _show_facade(self, folder: Path) -> None:
        """Paint the window of a room known here; whether it can be opened is seen after that."""
        known = self.recent.visited(folder)
        if known is None or not known.station:
            return
        from consultroom.ui import facade

        self.wardrobe.dress()
        self._facade = facade.facade(station=known.station, clerk=self._by or known.clerk)
        facade.show(self._facade)

    def _take_facade_away(self) -> None:
        """Let the facade go when it did not become the window of a room."""
        window, self._facade = self._facade, None
        if window is not None and (self.office is None or self.office.window is not window):
            window.close()
            window.deleteLater()

    def enter(
        self, folder: Path, *, by: str = "", greeting: str = "", lasting: bool = True
    ) -> None:
        """Open the window on a room, and leave the one before.

        Args:
            folder: the room's.
            by: who sits down; the room's own clerk when empty.
            greeting: said in the window; it stays until read when the room is not to last.
            lasting: opened by itself the next time the program starts.

        Raises:
            UserError: the room cannot be opened; everything is as it was.
        """
        if self.office is not None and _same(self.office.desk.room.folder, folder):
            self._front()
            return
        from consultroom.services import founding

        desk = founding.open_desk(folder, by=by, clock=self._clock, chance=self._chance)
        try:
            office = self._opened(desk)
        except BaseException:
            desk.room.close()
            raise
        self._move_to(office)
        self.refused = None
        if lasting:
            self._remember(folder, desk)
        QTimer.singleShot(AFTER_PAINT, office.window, partial(self._complain, office))
        if greeting:
            (office.window.toast if lasting else office.window.tell)(greeting)

    def _remember(self, folder: Path, desk: Desk) -> None:
        here = desk.station()
        sign = here.place or here.name
        self.recent.remember(folder, desk.room.name, station=sign, clerk=desk.by)

    def _complain(self, office: Office) -> None:
        """Say what went wrong or was half typed when the room was left, unless it is left again."""
        from consultroom.services import backing_up

        if office in self._open and (sentence := backing_up.complaint(office.desk)):
            office.window.tell(sentence)
        if office in self._open:
            from consultroom.ui.left_forms import remind

            remind(office.desk, office.window)

    def read_ahead(self) -> Iterator[Callable[[], object]]:
        """Yield the steps of reading ahead, and of making pages, in the room open by then."""
        from consultroom.services import filing, founding

        yield founding.readings
        for kind in filing.PARTS:
            if self.office is not None:
                yield partial(filing.read_ahead, self.office.desk, kind)
        self._warm = True
        if self.office is not None:
            yield from self.office.pages_ahead()

    def _opened(self, desk: Desk) -> Office:
        from consultroom.ui.office import Office

        other_look = self.wardrobe.take(desk.by)
        self.wardrobe.dress()
        office = Office(
            desk,
            folder=self._papers_folder(desk),
            wardrobe=self.wardrobe,
            window=None if other_look else self._facade,
        )
        office.window.switch_wanted.connect(self.welcome)
        office.drops.opens = self.enter
        office.window.closing.connect(lambda: QTimer.singleShot(0, partial(self._left, office)))
        return office

    def _papers_folder(self, desk: Desk) -> Path:
        """Return where saving papers is suggested: the person's documents."""
        documents = self._places.documents
        return documents if documents.is_dir() else desk.room.folder

    def _move_to(self, office: Office) -> None:
        """Show the new window before the old one goes, else the program would end."""
        before, self.office = self.office, office
        self._open.append(office)
        if before is not None:
            office.window.restoreGeometry(before.window.saveGeometry())
        office.faults.install()
        office.window.show()
        if self._warm:
            office.warm_up()
        if self.first is not None:
            self.first.close()
        if before is not None:
            before.window.close()

    def _front(self) -> None:
        if self.office is not None:
            self.office.window.show()
            self.office.window.activateWindow()
        if self.first is not None:
            self.first.close()

    def _left(self, office: Office) -> None:
        """Close the room of a window that is gone."""
        if office in self._open:
            from consultroom.services import backing_up

            self._open.remove(office)
            office.retire()
            backing_up.daily(office.desk)
            office.desk.room.close()
        if self.office is office:
            self.office = None

    # -- the first window -------------------------------------------------------------------------

    def welcome(self, sentence: str = "") -> None:
        """Show the first window; over a room in use it leads to another."""
        if self.first is None:
            self.first = self._first_window()
        if sentence:
            self.first.tell(sentence)
        self.first.over_room = self.office is not None
        self.first.show()
        self.first.activateWindow()

    def _first_window(self) -> WelcomeView:
        from consultroom.ui.welcome.opening import Backroom, open_welcome
        from consultroom.ui.welcome.presenter import House

        if self.office is None:
            self.wardrobe.dress()
        self._backroom = Backroom()
        house = House(
            enter=self.enter,
            slow=self._backroom.slow,
            recent=self.recent,
            under=(self._places.carried or self._places.documents) / ROOMS,
            clock=self._clock,
            chance=self._chance,
        )
        view = open_welcome(house, ask_help=self._help)
        view.closing.connect(self._first_gone)
        if self.office is None:
            from consultroom.ui.faults import Faults

            Faults(save=view.flush, tell=view.tell).install()
        return view

    def _first_gone(self) -> None:
        if self.first is not None:
            self.first.deleteLater()
            self.first = None

    def _help(self) -> None:
        from consultroom.ui.help.opening import open_help

        assert self.first is not None  # noqa: S101 - it is the one that asks
        self._manual = open_help(self.first, "welcome", self._manual)

    def close(self) -> None:
        """Close what is open; closing twice does nothing."""
        for office in tuple(self._open):
            self._left(office)


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
