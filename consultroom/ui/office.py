"""The office (办公室): the window with its pages, served by one desk.

What is slow goes through `tasks`; what fails goes
through `faults`; every act says what it did and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer

from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services.desk import Desk
from consultroom.ui.dropping.taking import Drops
from consultroom.ui.faults import Faults
from consultroom.ui.main_window import MainWindow
from consultroom.ui.pages import Pages
from consultroom.ui.tasks import Job, Tasks
from consultroom.ui.turns import GATE
from consultroom.ui.wardrobe import Wardrobe

if TYPE_CHECKING:
    from consultroom.ui.doing import Done
    from consultroom.ui.help.view import HelpWindow
    from consultroom.ui.printing.shop import PrintShop
    from consultroom.ui.values import Hit

PATIENCE = 100  # ms


class Office:
    """Builds the window on a room.

    Args:
        desk: whose work it is.
        folder: where saving papers is suggested.
        wardrobe: dresses the window; the look of the application is in force already.
        window: the facade that is shown already; without one a window is made.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        folder: Path,
        wardrobe: Wardrobe | None = None,
        window: MainWindow | None = None,
    ) -> None:
        self._desk = desk
        self._folder = folder
        self.wardrobe = wardrobe or Wardrobe()
        self._tasks: Tasks | None = None
        self._jobs: set[Job] = set()
        self._manual: HelpWindow | None = None
        self._warm = False  # the pages opened every day are made before they are asked for
        self.window = self._furnished(window)
        self.window.undo_wanted.connect(self.undo)
        self.window.help_wanted.connect(self._help)
        self.window.clerk_wanted.connect(self._change_clerk)
        self.drops = Drops(self.window, tell=self.window.tell)
        self.faults = Faults(save=self.window.flush, tell=self.window.tell)
        self.wardrobe.changed.connect(self._redress, Qt.ConnectionType.QueuedConnection)
        for warning in (*desk.room.warnings, *filter(None, (self.wardrobe.warning,))):
            self.window.tell(warning)

    def _furnished(self, window: MainWindow | None) -> MainWindow:
        """Return the window with the pages of this room in it."""
        pages, here = Pages(self).table(), self._desk.station()
        station, clerk = here.place or here.name, self._desk.by
        if window is None:
            return MainWindow(pages, station=station, clerk=clerk, search=self._search)
        window.furnish(pages, station=station, clerk=clerk, search=self._search)
        return window

    def _search(self, typed: str) -> tuple[Hit, ...]:
        from consultroom.ui.finder.finding import RoomSearch

        return RoomSearch(self._desk)(typed)

    @property
    def desk(self) -> Desk:
        """Whose work it is now."""
        return self._desk

    @property
    def today(self) -> date:
        """Today by the room's clock."""
        return self._desk.today

    @property
    def tasks(self) -> Tasks:
        """The worker for slow things, made when the first one comes."""
        if self._tasks is None:
            self._tasks = Tasks()
        return self._tasks

    @cached_property
    def shop(self) -> PrintShop:
        """What the pages about paper share, made when the first of them comes."""
        from consultroom.ui.printing.shop import PrintShop

        return PrintShop(
            self.window,
            lambda: self._desk,
            slow=self.slow,
            toast=self.window.toast,
            tell=self.window.tell,
            folder=self._folder,
        )

    def slow(
        self,
        work: Callable[[], object],
        done: Callable[[object], None],
        fail: Callable[[str], None],
    ) -> None:
        """Run work off the GUI thread."""
        job = Job(self.window)
        self._jobs.add(job)
        job.done.connect(done)
        job.failed.connect(lambda error: fail(_sentence(error)))
        for end in (job.done, job.failed):
            end.connect(lambda _outcome: self._jobs.discard(job))
        self.tasks.start(job, lambda _progress: work())

    def done(self, did: Done) -> None:
        """Say what an act did, and offer to take back this very act."""
        back = partial(self.undo, did.act) if did.act else None
        self.window.toast(did.said, act=back)

    def tell(self, sentence: str) -> None:
        """Say what stopped and what to do about it."""
        self.window.tell(sentence)

    def flush(self) -> None:
        """Hand on everything that is being typed."""
        self.window.flush()

    def leave(self, why: str) -> None:
        """Go to the list, because what a page was about is there no more."""
        self.window.go("consultations")
        self.window.tell(why)

    def back(self) -> None:
        """Return to the page before the one in front."""
        self.window.back()

    def sit_down(self, desk: Desk) -> None:
        """Go on at another desk: a backup was put in place of the room."""
        self._desk = desk
        self.window.rebuild()

    def _help(self, page: str) -> None:
        from consultroom.ui.help.opening import open_help

        self._manual = open_help(self.window, page, self._manual, about=self.window.about)

    def _change_clerk(self) -> None:
        from consultroom.ui import dialogs

        name = dialogs.ask_line(self.window, "现在由谁经办？", act="换成这个人")
        if name:
            self.window.flush()
            self._desk = replace(self._desk, by=name)
            self.window.show_clerk(name)
            if self.wardrobe.take(name):
                self.wardrobe.changed.emit()
            else:
                self.window.rebuild()

    def _redress(self) -> None:
        """Put on another look; pages that wait for an answer are let finish first."""
        if self._jobs or GATE.is_shut():
            QTimer.singleShot(PATIENCE, self.window, self._redress)
        else:
            self._put_manual_away()
            self.window.rebuild(self.wardrobe.dress)
            if self._warm:
                self.warm_up()

    def _put_manual_away(self) -> None:
        """Let the help window go, which would keep the look it was made in."""
        if self._manual is not None:
            self._manual.close()
            self._manual.deleteLater()
            self._manual = None

    def pages_ahead(self) -> Iterator[Callable[[], object]]:
        """Yield the steps of making the pages opened every day, now and for a window built anew."""
        from consultroom.ui.warming import PAGES

        self._warm = True
        for key in PAGES:
            yield partial(self._make, key)

    def _make(self, key: str) -> None:
        if self.window.isVisible():  # its room may be closed as soon as it is not
            self.window.page(key)

    def warm_up(self) -> None:
        """Make those pages while the window waits."""
        from consultroom.ui.warming import Warming

        Warming(self.window, also=self.pages_ahead()).start()

    def retire(self) -> None:
        """Follow the wardrobe no longer, because the window is gone."""
        self.wardrobe.changed.disconnect(self._redress)

    def undo(self, act: str | None = None) -> None:
        """Undo an act, the last one by default, and say which; or say why it cannot be."""
        from consultroom.services import naming_acts, safekeeping

        self.window.flush()
        try:
            undone = safekeeping.undo(self._desk, act)
        except UserError as error:
            self.window.tell(str(error))
            return
        self.window.screens[self.window.here].entered.emit("")
        again = partial(self.undo, undone.id)
        said = naming_acts.undone_words(self._desk, undone)
        self.window.toast(said, word="重做", act=again)


def _sentence(error: object) -> str:
    if isinstance(error, UserError):
        return str(error)
    return "这份文书没有做成，程序出了差错，已记入日志。"
