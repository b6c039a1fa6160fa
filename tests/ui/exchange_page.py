"""The exchange page of an office, and a person's hands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.ui.exchange.outbox_view import OutboxView
from consultroom.ui.exchange.view import ExchangeView
from consultroom.ui.lending import WaitingBox
from consultroom.ui.office import Office
from consultroom.ui.tables import Table
from tests.services.exchanging.offices import DISTRICT, Offices, offices
from tests.ui.conftest import Shown

Opened = Callable[[str], "Page"]


class Page:
    """The exchange page of one office, and what a person does there."""

    def __init__(self, qtbot: QtBot, office: Office) -> None:
        self.qtbot, self.office, self.window = qtbot, office, office.window
        self.window.go("exchange")
        found = self.window.screens["exchange"]
        assert isinstance(found, ExchangeView)
        self.view = found
        self.wait()

    def wait(self) -> None:
        """Wait until no work has the room."""
        self.qtbot.waitUntil(lambda: not self.boxes(), timeout=20_000)

    def boxes(self) -> list[WaitingBox]:
        return [box for box in self.window.findChildren(WaitingBox) if box.isVisible()]

    def turn_to(self, key: str) -> None:
        self.window.go("exchange", key)
        self.wait()

    def drop(self, *places: Path) -> None:
        """Drop files or folders on the page."""
        dragged = QMimeData()
        dragged.setUrls([QUrl.fromLocalFile(str(place)) for place in places])
        event = QDropEvent(
            QPointF(200, 200),
            Qt.DropAction.CopyAction,
            dragged,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        self.view.dropEvent(event)
        self.wait()

    def press(self, name: str) -> None:
        made = self.view.findChild(QPushButton, name)
        assert made is not None, name
        assert made.isVisible(), name
        assert made.isEnabled(), name
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        self.wait()

    def says(self, name: str) -> str:
        words = self.view.findChild(QLabel, name)
        assert words is not None, name
        return words.text() if words.isVisible() else ""

    def seen(self) -> list[str]:
        """Return the words in sight."""
        return [words.text() for words in self.view.findChildren(QLabel) if words.isVisible()]

    def table(self, name: str) -> Table[object]:
        found = self.view.findChild(Table, name)
        assert found is not None, name
        return found

    def column(self, name: str, column: int) -> list[str]:
        model = self.table(name).model()
        return [model.index(at, column).data() for at in range(model.rowCount())]

    def toast(self) -> str:
        words = self.window.toast_area.findChild(QLabel, "toastWords")
        return words.text() if words is not None and self.window.toast_area.isVisible() else ""

    def write_to(self, folder: Path) -> None:
        """Choose a folder by hand, wait until it was looked at, and write."""
        self.choose(folder)
        self.press("writePacks")

    def choose(self, folder: Path) -> None:
        view = self.view.findChild(OutboxView)
        assert view is not None
        view.place_chosen.emit(folder)
        made = self.view.findChild(QPushButton, "writePacks")
        self.qtbot.waitUntil(made.isEnabled)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1", "WT2", "QH1") as opened:
        yield opened


@pytest.fixture
def opened(qtbot: QtBot, shown: Shown, there: Offices, tmp_path: Path) -> Opened:
    def open_on(name: str) -> Page:
        office = Office(there[name], folder=tmp_path)
        office.window.resize(1366, 768)
        shown(office.window)
        return Page(qtbot, office)

    return open_on
