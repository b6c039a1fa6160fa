"""Binds the table's keys to the window's own deeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from consultroom.ui.shortcuts import keys

if TYPE_CHECKING:
    from consultroom.ui.main_window import MainWindow

Deeds = dict[str, Callable[[], object]]


def deeds_of(window: MainWindow) -> Deeds:
    """Return what the window itself can do, by the name an Act calls it."""
    numbered = list(window.rail.buttons)[: keys.NUMBERED]
    return {
        **{keys.numbered(n): partial(window.go, page) for n, page in enumerate(numbered, start=1)},
        keys.SEARCH: window.open_search,
        keys.UNDO: window.undo_wanted.emit,
        keys.BACK: window.back,
        keys.HELP: window.ask_help,
        keys.SHEET: partial(open_sheet, window),
        keys.DISMISS: window.dismiss,
        keys.CLERK: window.clerk_wanted.emit,
        keys.SWITCH: window.switch_wanted.emit,
        keys.QUIT: window.close,
    }


def bind(window: QWidget, deeds: Mapping[str, Callable[[], object]]) -> None:
    """Give the window its keys; one whose deed the window lacks is left free."""
    for group in keys.GROUPS:
        for shortcut in group.shortcuts:
            for sequence, deed in shortcut.binds:
                if deed in deeds:
                    _bind(window, sequence, deeds[deed])


def _bind(window: QWidget, sequence: str, deed: Callable[[], object]) -> None:
    shortcut = QShortcut(QKeySequence(sequence), window)
    shortcut.activated.connect(deed)
    shortcut.activatedAmbiguously.connect(deed)


def open_sheet(window: QWidget) -> None:
    """Show the sheet of all keys over the window."""
    from consultroom.ui.shortcuts.view import ShortcutSheet

    ShortcutSheet(window).open()
