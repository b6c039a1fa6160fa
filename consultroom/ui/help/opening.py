"""Putting the help window together."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from consultroom import resources
from consultroom.ui.help.chapters import place_for
from consultroom.ui.help.manual import Manual
from consultroom.ui.help.page import ManualPage
from consultroom.ui.help.presenter import HelpPresenter
from consultroom.ui.help.view import HelpWindow
from consultroom.ui.shortcuts import keys
from consultroom.ui.shortcuts.binding import bind
from consultroom.ui.widgets.parts import PartedScreen


def open_help(
    window: QWidget, page: str, before: HelpWindow | None = None, *, about: str = ""
) -> HelpWindow:
    """Show the manual where it tells of a page, in the help window there is or in a new one.

    Args:
        window: whom it helps; the help window closes with it.
        page: the page's key.
        before: the help window opened earlier.
        about: what the page has open.
    """
    usable = before is not None and isValid(before) and before.parent() is window
    shown = before if usable and before is not None else _made(window)
    shown.show()
    shown.activateWindow()
    shown.presenter.open(place_for(page, _part_in_front(window, page) or about))
    return shown


def _part_in_front(window: QWidget, page: str) -> str:
    """Return the key of the part a page of several parts is turned to, whatever opened it."""
    found = window.findChild(PartedScreen, page)
    return found.here if found is not None and found.isVisible() else ""


def _made(window: QWidget) -> HelpWindow:
    manual = Manual(resources.manual())
    view = HelpWindow(window, ManualPage(manual.folder))
    view.serve(HelpPresenter(manual, show=view.show_screen))
    bind(view, {keys.BACK: view.back_wanted.emit, keys.DISMISS: view.dismiss})
    return view
