"""Small things the pages of the exchange share: segments, the keyboard, looking for sticks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from consultroom.ui.widgets.layouts import holder, kept_focus, row
from consultroom.ui.widgets.segments import Segments

__all__ = ["Segments", "kept_inside", "looking", "together"]

LOOK_EVERY = 2_000  # ms between looks for a stick


def together(*things: QWidget, spacing: int = 10) -> QWidget:
    """Return things side by side, flush left."""
    return holder(row(*things, None, spacing=spacing))


@contextmanager
def kept_inside(page: QWidget, first: QWidget) -> Iterator[None]:
    """Redraw a page that has the keyboard without letting it go to the rail.

    Qt hands the keyboard of a control that is hidden or greyed out to the next one of the window,
    and a blank typed there leaves the page. The window is asked, not the application: while a box
    says how far long work is, the window is not in front and still knows who had the keyboard.

    Args:
        page: what is redrawn.
        first: gets the keyboard when what had it cannot take it any more.
    """
    had = page.window().focusWidget()
    inside = had is not None and page.isAncestorOf(had)
    with kept_focus(page):
        yield
    now = page.window().focusWidget()
    if inside and (now is None or not page.isAncestorOf(now)):
        first.setFocus()


def looking(page: QWidget, look: Callable[[], object]) -> QTimer:
    """Look for sticks every two seconds while a page is in sight; return what keeps the time."""
    timer = QTimer(page)
    timer.setInterval(LOOK_EVERY)
    timer.timeout.connect(lambda: look() if page.isVisible() else None)
    timer.start()
    return timer
