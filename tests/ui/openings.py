"""A stroll (走一遍) through the window: every page, and on each every button, tab, choice and row.

What is pressed is found, not listed, so that a new page or button is strolled through as well. The
room is written to, and boxes are closed as soon as they open; nothing may stop the stroll.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QTabBar,
    QWidget,
)

from consultroom.ui import theme, translation, watchdog
from consultroom.ui.office import Office
from consultroom.ui.screen import Screen
from consultroom.ui.warming import MODULES, PAGES
from consultroom.ui.watchdog import Watchdog
from tests.services.district import TODAY
from tests.services.stages import open_at
from tests.ui.test_everyone_can_use_it import about_for

Do = Callable[[str, Callable[[], object]], None]
"""Does what is told by its name, and lets the window come to rest."""

PLANTED = "chase"  # the page that stands still on purpose
NEVER = frozenset({"switchRoom", "formClose"})
LOOKS = ("look_", "text_")  # each makes the whole window anew

ALIKE = 2  # of buttons whose names differ only in a number or an id
CLOSE = 15  # ms between two looks for a box
TURNS = 24  # of the event loop, until what is read in turns is there
PATIENCE = 60.0  # seconds for work that has the room
_NUMBER = re.compile(r"(\d+|[_-][0-9A-Za-z-]*\d[0-9A-Za-z-]*)$")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to press on a page: by its kind, its name, and its place in a tab bar."""

    kind: type[QWidget]
    name: str
    place: int = 0

    def __str__(self) -> str:
        return f"{self.name}:{self.place}" if self.place else self.name


class Stroll:
    """Walks through an office.

    Args:
        office: the window on a room that may be spoilt.
        do: does each opening; it may look how long that takes.
        deepest: steps from a page to what is opened last; 1 presses only what a page shows at once.
    """

    def __init__(self, office: Office, do: Do, *, deepest: int = 2) -> None:
        self._office, self._window, self._do = office, office.window, do
        self._deepest = deepest
        self._known: Counter[str] = Counter()
        QDesktopServices.openUrl = lambda _url: True  # type: ignore[assignment,method-assign]
        self._closer = QTimer(office.window)
        self._closer.setInterval(CLOSE)
        self._closer.timeout.connect(_close_boxes)
        self._closer.start()

    def everywhere(self) -> None:
        """Open every page of the table, and everything on it."""
        for key in tuple(self._window._pages):
            self.through(key)
        self._do("search", self._window.open_search)
        self._do("help", self._window.ask_help)

    def through(self, key: str) -> None:
        """Open one page twice, and everything on it; nothing where there is no such record."""
        try:
            about = about_for(self._office.desk, key)
        except IndexError:
            return
        self._known.clear()
        self._do(key, partial(self._window.go, key, about))
        self._window.go("home")
        rest()
        self._do(f"{key} again", partial(self._window.go, key, about))
        self._press_all(key, about, ())

    def _press_all(self, key: str, about: str, path: tuple[Step, ...]) -> None:
        self._reach(key, about, path)
        for step in [one for one in steps_on(self._screen) if self._is_new(one)]:
            if path or self._window.here != key or _pressing(self._screen, step) is None:
                self._reach(key, about, path)
            act = _pressing(self._screen, step)
            if act is None:  # what was done before took it away
                continue
            self._do(" > ".join((key, *map(str, (*path, step)))), act)
            if len(path) + 1 < self._deepest and self._window.here == key:
                self._press_all(key, about, (*path, step))

    def _is_new(self, step: Step) -> bool:
        stem = f"{step.kind.__name__} {_NUMBER.sub('', step.name)} {step.place}"
        self._known[stem] += 1
        return self._known[stem] <= ALIKE and self._known_name(step)

    def _known_name(self, step: Step) -> bool:
        self._known[str(step)] += 1
        return self._known[str(step)] == 1

    @property
    def _screen(self) -> Screen:
        return self._window.screens[self._window.here]

    def _reach(self, key: str, about: str, path: tuple[Step, ...]) -> None:
        """Come to where ``path`` leads, from a page made anew: it is shown as it was left."""
        self._window.go("home")
        if key != "home" and key in self._window.screens:
            before = self._window.screens.pop(key)
            self._window.stack.removeWidget(before)
            before.deleteLater()
        self._window.go(key, about)
        rest()
        for step in path:
            act = _pressing(self._screen, step)
            if act is not None:
                act()
                rest()


def steps_on(screen: Screen) -> Iterator[Step]:
    """Yield what can be pressed on a page, each by the name it is found by again."""
    for one in screen.findChildren(QAbstractButton):
        named = one.objectName()
        if named in NEVER or named.startswith(LOOKS):
            continue
        if one.isVisible() and one.isEnabled():
            yield Step(QAbstractButton, named)
    for view in screen.findChildren(QAbstractItemView):
        if view.isVisible() and view.model() is not None and view.model().rowCount():
            yield Step(QAbstractItemView, view.objectName())
    for box in screen.findChildren(QComboBox):
        if box.isVisible() and box.isEnabled() and box.count() > 1:
            yield Step(QComboBox, box.objectName())
    for tabs in screen.findChildren(QTabBar):
        if tabs.isVisible():
            yield from (Step(QTabBar, tabs.objectName(), place) for place in range(tabs.count()))


def _pressing(screen: Screen, step: Step) -> Callable[[], object] | None:
    """Return what presses something; None where it cannot be pressed now."""
    found = [one for one in screen.findChildren(step.kind, step.name) if one.isVisible()]
    if not step.name or not found or not found[0].isEnabled():
        return None
    widget = found[0]
    if isinstance(widget, QAbstractButton):
        return widget.click
    if isinstance(widget, QTabBar):
        return partial(widget.setCurrentIndex, step.place)
    if isinstance(widget, QComboBox):
        return partial(widget.setCurrentIndex, (widget.currentIndex() + 1) % widget.count())
    return partial(_open_row, widget)


def _open_row(view: QAbstractItemView) -> None:
    """Choose a row and open it, as Enter or two clicks do."""
    index = view.model().index(min(1, view.model().rowCount() - 1), 0)
    view.setCurrentIndex(index)
    view.activated.emit(index)


def rest() -> None:
    """Let the window come to rest, and work that has the room end."""
    for _ in range(TURNS):
        QApplication.processEvents()
    end = time.monotonic() + PATIENCE
    while _waiting() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def _waiting() -> bool:
    box = QApplication.activeModalWidget()
    return box is not None and box.objectName() == "waitingBox"


def _close_boxes() -> None:
    popup, box = QApplication.activePopupWidget(), QApplication.activeModalWidget()
    if popup is not None:
        popup.close()
    elif isinstance(box, QDialog) and not _waiting():
        box.reject()


def main(room: Path, limit: float) -> None:
    """Stroll through a room with the watchdog beside, and print what was opened and seen as JSON.

    One page stands still on purpose until the dog has told of it, to see that it is awake.
    """
    faults: list[str] = []
    sys.excepthook = lambda kind, error, _trace: faults.append(f"{kind.__name__}: {error}")
    application = theme.new_application(["stroll"])
    translation.install(application)
    theme.apply(application)
    for name in MODULES:
        import_module(name)
    openings: list[str] = []
    blocks: list[tuple[str, str, float]] = []
    dog = Watchdog(lambda one: blocks.append((openings[-1], str(one), one.worked)), limit=limit)

    def do(what: str, act: Callable[[], object]) -> None:
        openings.append(what)
        seen = any("planted.py" in told for _, told, _ in blocks)
        if what.startswith(PLANTED) and not seen:
            act = partial(_stand_still, act, limit)
        act()
        rest()

    desk = open_at(room, TODAY)
    with desk.room:
        office = Office(desk, folder=room)
        office.window.show()
        openings.append("home")
        dog.start()
        for key, step in zip(PAGES, office.pages_ahead(), strict=True):
            do(f"{key} made ahead", step)
        Stroll(office, do, deepest=1).everywhere()
        dog.stop()
        pages = tuple(office.window._pages)
        office.window.close()
    told = {"pages": pages, "openings": openings, "blocks": blocks, "faults": faults}
    print(json.dumps(told, ensure_ascii=False), flush=True)  # noqa: T201
    os._exit(0)  # workers may still draw what nobody waits for


def _stand_still(act: Callable[[], object], limit: float) -> None:
    """Do it, and then nothing for long, on a line of the program's own."""
    act()
    lines: dict[str, Any] = {}
    code = f"import time\ndef stand_still():\n    time.sleep({3 * limit / 1e3})\n"
    exec(compile(code, str(watchdog.OURS / "planted.py"), "exec"), lines)  # noqa: S102
    lines["stand_still"]()


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
