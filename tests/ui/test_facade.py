"""The window is painted before its room is opened, and the pages come into that same window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from random import Random

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from consultroom.services import drafting, founding
from consultroom.services.desk import Desk
from consultroom.services.preferring import Look, Preferences, Showing
from consultroom.services.remembering import RecentRooms
from consultroom.starting import Places, Porter
from consultroom.ui import theme
from consultroom.ui.facade import facade
from consultroom.ui.home.skeleton import Skeleton, grounds
from consultroom.ui.home.view import HomeView
from consultroom.ui.main_window import MainWindow
from tests.services.stages import CHINA, Stages

TODAY = date(2026, 11, 2)
Begin = Callable[[Path], Porter]


def windows() -> list[QWidget]:
    """Return the windows in sight."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one.isWindow()]


def words(window: QWidget, name: str) -> str:
    found = window.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    kept = tmp_path / "config"
    return Places(
        settings=kept / "settings.json",
        recent=kept / "rooms.json",
        carried=None,
        documents=tmp_path,
    )


@pytest.fixture
def begin(
    dressed: QApplication, places: Places, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Begin]:
    """Start the program on a room; what it opened is closed afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    for left in windows():  # of a test before this one, and not yet let go
        left.hide()
    begun: list[Porter] = []

    def start(room: Path) -> Porter:
        porter = Porter(
            by="",
            clock=lambda: datetime.combine(TODAY, time(9), CHINA),
            chance=Random("facade").randbytes,  # noqa: S311 - the same each time
            places=places,
        )
        begun.append(porter)
        porter.begin(room)
        return porter

    yield start
    for porter in begun:
        leave(porter)
    theme.apply(dressed)


def leave(porter: Porter) -> None:
    """Close what is open, as the end of the program does."""
    for window in (porter.first, porter.office and porter.office.window):
        if window is not None:
            window.close()
    porter.close()
    QApplication.processEvents()


@pytest.fixture
def stood(monkeypatch: pytest.MonkeyPatch) -> list[list[QWidget]]:
    """Return the list of the windows that were in sight whenever a room was about to be opened."""
    seen: list[list[QWidget]] = []
    open_desk = founding.open_desk

    def opened(*given: object, **named: object) -> Desk:
        seen.append(windows())
        return open_desk(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(founding, "open_desk", opened)
    return seen


def test_a_room_known_here_has_its_window_before_it_is_opened(
    begin: Begin, stages: Stages, stood: list[list[QWidget]]
):
    room = stages.folder("begun")
    leave(begin(room))
    office = begin(room).office
    assert office is not None
    assert stood == [[], [office.window]]
    assert windows() == [office.window]
    assert isinstance(office.window.stack.currentWidget(), HomeView)
    assert office.window.stack.count() == 1
    assert words(office.window, "nextSentence").endswith("三方把关")


def test_the_facade_shows_what_the_window_will(begin: Begin, stages: Stages, places: Places):
    room = stages.folder("begun")
    porter = begin(room)
    assert porter.office is not None
    window = porter.office.window
    told = (window.windowTitle(), words(window, "station"))
    known = RecentRooms(places.recent).visited(room)
    assert known is not None
    before = facade(station=known.station, clerk=known.clerk)
    assert (before.windowTitle(), words(before, "station")) == told
    assert known.clerk == porter.office.desk.by
    assert list(before.rail.buttons) == list(window.rail.buttons)
    before.deleteLater()


def test_where_the_room_cannot_be_opened_the_first_window_takes_its_place(
    begin: Begin, stages: Stages, stood: list[list[QWidget]]
):
    room = stages.folder("begun")
    leave(begin(room))
    (room / "room.db").write_bytes(b"no room" * 2000)
    porter = begin(room)
    assert [len(seen) for seen in stood] == [0, 1]
    assert porter.office is None
    assert windows() == [porter.first]
    assert porter.refused is not None
    assert "损坏" in str(porter.refused)


def test_our_own_fault_leaves_no_empty_window(
    begin: Begin, stages: Stages, monkeypatch: pytest.MonkeyPatch
):
    room = stages.folder("begun")
    leave(begin(room))
    told: list[BaseException] = []

    def broken(*_given: object, **_named: object) -> Desk:
        raise ZeroDivisionError

    monkeypatch.setattr(founding, "open_desk", broken)
    monkeypatch.setattr("consultroom.ui.faults.Faults.install", lambda _self: None)
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: told.append(error))
    porter = begin(room)
    assert windows() == [porter.first]
    assert [type(error) for error in told] == [ZeroDivisionError]


def test_who_wears_another_look_gets_a_window_of_that_look(
    begin: Begin, stages: Stages, places: Places
):
    room = stages.folder("begun")
    first = begin(room)
    assert first.office is not None
    clerk = first.office.desk.by
    leave(first)
    kept = Preferences(places.settings)
    kept.keep(clerk, Showing(look=Look.DARK))
    kept.keep("别人", Showing(look=Look.LIGHT))  # the last one here
    porter = begin(room)
    assert porter.office is not None
    assert windows() == [porter.office.window]
    assert theme.now().canvas == "#12181F"
    assert isinstance(porter.office.window.stack.currentWidget(), HomeView)


def test_the_empty_cards_lie_inside_the_page(dressed: QApplication):
    for width in (700, 1166, 1720):
        for ground in grounds(width):
            assert ground.left() >= 24
            assert ground.right() <= width - 24


def test_the_empty_page_says_once_that_it_is_painted(dressed: QApplication):
    page = Skeleton()
    painted: list[bool] = []
    page.painted.connect(lambda: painted.append(True))
    page.resize(900, 600)
    page.grab()
    page.grab()
    assert painted == [True]


def test_a_facade_stands_on_the_empty_first_page(dressed: QApplication):
    window: MainWindow = facade(station="梧桐街道", clerk="周玉珍")
    assert window.here == "home"
    assert isinstance(window.screens["home"], Skeleton)
    window.deleteLater()


@pytest.mark.parametrize("typed", [True, False])
def test_a_form_half_typed_when_the_program_stopped_is_told_of_once_the_window_is_there(
    begin: Begin, stages: Stages, typed: bool
):
    room = stages.folder("begun")
    porter = begin(room)
    window = porter.office.window
    assert window.sentence_bar.sentence == ""  # nothing before the first paint
    if typed:
        drafting.keep(porter.office.desk, "members/new", {"name": "周立"})
    porter._complain(porter.office)  # what the clock does a second later
    assert ("新增委员" in window.sentence_bar.sentence) is typed
