"""The page 设置 of an office, and a person's hands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consultroom.services.desk import Desk
from consultroom.services.preferring import Preferences
from consultroom.ui import theme
from consultroom.ui.office import Office
from consultroom.ui.settings.view import SettingsView
from consultroom.ui.wardrobe import Wardrobe
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

SECTIONS = ("profile", "wording", "printers", "display", "parameters", "about")


class AtSettings(AtDesk):
    """Somebody at the page 设置."""

    def turn_to(self, section: str) -> QWidget:
        """Bring a section to the front."""
        self.go("settings", section)
        self.qtbot.waitUntil(lambda: self.view.here == section)
        return self.view

    @property
    def view(self) -> SettingsView:
        """The page."""
        assert isinstance(self.front, SettingsView)
        return self.front

    def settle(self) -> None:
        """Let another look be put on, and what was before go."""
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def sentence(self) -> str:
        """What the window says over its pages."""
        bar = self.office.window.sentence_bar
        return bar.accessibleName() if bar.isVisible() else ""


Sits = Callable[[Desk], AtSettings]


def sitting(shown: Shown, qtbot: QtBot, place: Path, dressed: QApplication) -> Iterator[Sits]:
    """Sit down at desks, each in the look this computer remembers for its clerk."""

    def sit(desk: Desk) -> AtSettings:
        wardrobe = Wardrobe(Preferences(kept_in(place)))
        wardrobe.take(desk.by)
        wardrobe.dress()
        office = Office(desk, folder=place, wardrobe=wardrobe)
        office.window.resize(1366, 768)
        shown(office.window)
        clerk = AtSettings(office, qtbot)
        clerk.go("settings")
        return clerk

    yield sit
    theme.apply(dressed)


def kept_in(place: Path) -> Path:
    """Return the file of this computer's preferences."""
    return place / "config" / "settings.json"
