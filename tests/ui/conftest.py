"""What every test of the window runs under: the bundled typeface, Chinese, one look."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from consultroom.ui import theme, translation
from consultroom.ui.main_window import MainWindow
from consultroom.ui.theme.fonts import BUNDLED_ONLY
from tests.ui import windows
from tests.ui.watchdog import pytest_configure  # noqa: F401 - where the window stands still

HERE = Path(__file__).parent

os.environ[BUNDLED_ONLY] = "1"

Shown = Callable[[QWidget], QWidget]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen screen says of every window what it cannot do; that is no fault."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.qt_log_ignore("plugin does not support", extend=True))


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["consultroom"]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """The application in its usual look."""
    translation.install(qapp)
    theme.apply(qapp)
    return qapp


@pytest.fixture
def shown(qtbot: QtBot, dressed: QApplication) -> Shown:
    """Show a widget, active, and let it go after the test."""

    def show(widget: QWidget) -> QWidget:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
            widget.raise_()
        return widget

    return show


@pytest.fixture
def window(shown: Shown) -> MainWindow:
    """The window of the sample station, 1366×768."""
    made = windows.a_window()
    made.resize(1366, 768)
    shown(made)
    return made
