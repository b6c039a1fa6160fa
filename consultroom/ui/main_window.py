"""The window: rail, title bar, one page at a time, and the messages over them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from consultroom.frozen import replace
from consultroom.ui import wording
from consultroom.ui.rail import Rail, TitleBar, rail_size
from consultroom.ui.screen import Page, Screen
from consultroom.ui.shortcuts.binding import bind, deeds_of
from consultroom.ui.theme.fonts import add_bundled
from consultroom.ui.turns import behind_its_picture
from consultroom.ui.values import Act
from consultroom.ui.widgets.brand import brand_icon
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.tab_order import put_in_reading_order
from consultroom.ui.widgets.toast import SentenceBar, Toast

if TYPE_CHECKING:
    from consultroom.ui.finder.presenter import Search

SMALLEST = (900, 500)  # logical pixels; 1366×768 at 150 % still has this
USUAL = (1366, 728)
FALLBACK_DELAY = 600  # ms after the window was made until the bundled face is read


class MainWindow(QMainWindow):
    """Shows pages and carries messages; it knows nothing of what is on them.

    Attributes:
        deeds: what it does itself, by the name an Act calls it; its maker may add to them.

    Signals:
        closing: the window is about to go; what is typed has been flushed.
        dropped: files were dropped on the window, a tuple of Path.
        undo_wanted: Ctrl+Z where no text field took it.
        help_wanted: F1 or the help button; carries the page's key.
        clerk_wanted: the name of the 经办人 was pressed.
        switch_wanted: another room is wanted.
    """

    closing = Signal()
    dropped = Signal(tuple)
    undo_wanted = Signal()
    help_wanted = Signal(str)
    clerk_wanted = Signal()
    switch_wanted = Signal()

    def __init__(
        self,
        pages: Sequence[Page],
        *,
        station: str,
        clerk: str,
        search: Search,
        start: str = "home",
    ) -> None:
        super().__init__()
        self._pages = {page.key: page for page in pages}
        self._station, self._clerk, self._search = station, clerk, search
        self._trail: list[Act] = []
        self._entitle()
        self.setWindowIcon(brand_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.setAcceptDrops(True)
        self._build()
        self.deeds = deeds_of(self)
        bind(self, self.deeds)
        self.go(start)
        QTimer.singleShot(FALLBACK_DELAY, add_bundled)

    def _build(self) -> None:
        self.screens: dict[str, Screen] = {}
        self.stack = QStackedWidget()
        self.rail = Rail(tuple(self._pages.values()), self._station)
        self.rail.chosen.connect(self.go)
        self.title_bar = TitleBar(self._clerk)
        self.title_bar.search_wanted.connect(self.open_search)
        self.title_bar.help_wanted.connect(self.ask_help)
        self.title_bar.clerk_wanted.connect(self.clerk_wanted)
        self.sentence_bar = SentenceBar()
        body = holder(column(self.title_bar, self.sentence_bar, self.stack, spacing=0))
        everything = row(self.rail, body, spacing=0)
        everything.setStretch(1, 1)
        self.setCentralWidget(holder(everything))
        self.toast_area = Toast(self)
        self.ring = FocusRing(self)

    def go(self, key: str, about: str = "") -> None:
        """Bring a page to the front.

        Args:
            key: which.
            about: what it is to open, handed to the screen's ``entered``.
        """
        if self._trail:
            self.screens[self._trail[-1].page].flush()
        screen = self.page(key)
        here = Act(word="", page=key, about=about)
        if self._trail[-1:] != [here]:
            self._trail.append(here)
        self.sentence_bar.hide()
        self.stack.setCurrentWidget(screen)
        self.rail.light(self._pages[key].under or key)
        screen.entered.emit(about)
        self._show_heading()

    def back(self) -> None:
        """Return to the page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            before = self._trail[-1]
            self.go(before.page, before.about)

    def follow(self, act: Act) -> None:
        """Go where an act is done, or do it at once when it is the window's own."""
        if act.page in self.deeds:
            self.deeds[act.page]()
        else:
            self.go(act.page, act.about)

    def toast(
        self,
        sentence: str,
        *,
        word: str = wording.UNDO,
        act: Callable[[], object] | None = None,
    ) -> None:
        """Say what was just done; with ``act`` also offer to take it back."""
        self.toast_area.say(sentence, word=word, act=act)

    def tell(self, sentence: str) -> None:
        """Say what stopped and what to do about it; stays until read."""
        self.sentence_bar.say(sentence)

    def show_count(self, key: str, count: int) -> None:
        """Show how many things wait on a page."""
        self.rail.buttons[key].show_count(count)

    def show_clerk(self, name: str) -> None:
        """Show who is at the desk now."""
        self._clerk = name
        self.title_bar.show_clerk(name)

    def flush(self) -> None:
        """Hand on everything that is being typed."""
        for screen in self.screens.values():
            screen.flush()

    def rebuild(self, dress: Callable[[], object] | None = None) -> None:
        """Make everything anew after the clerk or the look changed; stay on the page.

        Args:
            dress: changes the look while there are no widgets that would have to follow. With it,
                this must not be called from a signal of one of them, and it takes several turns of
                the event loop; the window keeps its picture meanwhile.
        """
        self.flush()
        here = replace(self._trail[-1], about=self.screens[self.here].place or self.about)
        if dress is None:
            for overlay in (self.toast_area, self.ring):
                overlay.setParent(None)
                overlay.deleteLater()
            self.centralWidget().deleteLater()
            deque(self._put_back(here))
        else:
            behind_its_picture(self, chain(self._undressing(dress), self._put_back(here)))

    def _undressing(self, dress: Callable[[], object]) -> Iterator[None]:
        if (layout := self.stack.layout()) is not None:
            layout.setEnabled(False)  # what goes is not in sight
        for key in [key for key in self.screens if key != self.here]:
            _let_go(self.screens.pop(key))
            yield
        for widget in (self.toast_area, self.ring, self.centralWidget()):
            _let_go(widget)  # where it stands: taking it out restyles it first
        yield
        dress()
        yield

    def _put_back(self, here: Act) -> Iterator[None]:
        self._trail.clear()
        self._build()
        self._fit()
        yield
        self.page(here.page)
        yield
        self.go(here.page, here.about)
        yield

    def furnish(self, pages: Sequence[Page], *, station: str, clerk: str, search: Search) -> None:
        """Take the pages of a room in place of those it was first shown with (see ``facade``)."""
        self._pages = {page.key: page for page in pages}
        self._station, self._search = station, search
        self._entitle()
        self.rail.show_station(station)
        self.show_clerk(clerk)
        here, before, self.screens = self._trail.pop(), self.screens, {}
        self._trail.clear()
        self.go(here.page, here.about)
        for screen in before.values():
            self.stack.removeWidget(screen)
            screen.deleteLater()

    def _entitle(self) -> None:
        self.setWindowTitle(f"{wording.PROGRAM} · {self._station}")

    def open_search(self) -> None:
        """Open the search over everything."""
        from consultroom.ui.finder.view import Finder

        finder = Finder(self, self._search)
        finder.picked.connect(self.follow)
        finder.open()

    @property
    def here(self) -> str:
        """Key of the page in front."""
        return self._trail[-1].page

    @property
    def about(self) -> str:
        """What the page in front was told to open."""
        return self._trail[-1].about

    def page(self, key: str) -> Screen:
        """Return a page, made when it is first asked for."""
        if key not in self.screens:
            screen = self._pages[key].build()
            screen.setObjectName(screen.objectName() or f"page_{key}")
            screen.wanted.connect(self.follow)
            screen.headed.connect(self._show_heading)
            self.screens[key] = screen
            self.stack.addWidget(screen)
        return self.screens[key]

    def _show_heading(self) -> None:
        screen, page = self.screens[self.here], self._pages[self.here]
        self.title_bar.show_heading(screen.heading or page.title, screen.subheading)

    def ask_help(self) -> None:
        """Ask for what the manual says of the page in front."""
        self.help_wanted.emit(self.here)

    def dismiss(self) -> None:
        """Put away the messages over the page; what is typed stays."""
        self.toast_area.hide()
        self.sentence_bar.hide()

    def _fit(self) -> None:
        size = rail_size(self.width(), self.height(), len(self.rail.buttons))
        self.rail.fit(size, self.height())
        self.title_bar.fit(size)
        self.toast_area.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give rail and title bar the shape there is room for."""
        if self.updatesEnabled():  # else they are being made anew
            self._fit()
        super().resizeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus; from now on the ring shows where it is."""
        self.ring.tab_pressed()
        page = self.stack.currentWidget()  # none while the window is built anew
        if page is not None:
            put_in_reading_order(page)
        return super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hand on what is typed before the window goes; one that is made anew stays."""
        if not self.updatesEnabled():
            event.ignore()
            return
        self.flush()
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files were dropped."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            self.dropped.emit(tuple(Path(name) for name in files))


def _let_go(widget: QWidget) -> None:
    """Let a widget go at once, and what else was to be let go."""
    from PySide6.QtCore import QEvent  # its 180 names are not wanted before a window is

    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
