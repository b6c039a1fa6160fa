"""The wardrobe: dresses the window for who sits at it, and remembers what they chose."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QStyleHints
from PySide6.QtWidgets import QApplication

from consultroom.services.preferring import Look, Preferences, Showing
from consultroom.ui import theme
from consultroom.ui.theme.looks import tokens_for

_SCHEMES = {
    Look.LIGHT: Qt.ColorScheme.Light,
    Look.DARK: Qt.ColorScheme.Dark,
    Look.CONTRAST: Qt.ColorScheme.Light,
    Look.SYSTEM: Qt.ColorScheme.Unknown,  # whatever the desktop has
}


class Wardrobe(QObject):
    """Knows what everyone wears on this computer.

    Signals:
        changed: another look is wanted; whoever has a window calls ``dress`` and builds it anew.

    Args:
        preferences: where the choices are kept.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences | None = None) -> None:
        super().__init__()
        self._preferences = preferences or Preferences()
        self.warning = self._preferences.warning
        self.showing = self._preferences.last()
        self._dressing = False
        _hints().colorSchemeChanged.connect(self._system_changed)

    def take(self, person: str) -> bool:
        """Take out what a person wears, and tell whether it is another look than before."""
        before, self.showing = self.showing, self._preferences.showing(person)
        return before != self.showing

    def dress(self) -> None:
        """Put the look in force on the application; windows are built after that."""
        application, scheme = _application(), _SCHEMES[self.showing.look]
        self._dressing = True
        if _hints().colorScheme() is not scheme:
            _hints().setColorScheme(scheme)  # the window's frame, which the system paints
        self._dressing = False
        wanted = tokens_for(self.showing, system_dark=_is_dark())
        if wanted != theme.now() or not application.styleSheet():
            theme.apply(application, wanted)

    def choose(self, person: str, showing: Showing) -> None:
        """Wear something else from now on.

        Raises:
            CannotKeep: it is worn, but not remembered.
        """
        if showing != self.showing:
            self.showing = showing
            self.changed.emit()
        self._preferences.keep(person, showing)

    def _system_changed(self) -> None:
        if not self._dressing and self.showing.look is Look.SYSTEM:
            self.changed.emit()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)  # noqa: S101 - windows need one
    return application


def _hints() -> QStyleHints:
    return _application().styleHints()


def _is_dark() -> bool:
    return _hints().colorScheme() is Qt.ColorScheme.Dark
