"""What the pages about paper share: the counter, workers, and how the office says things."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from consultroom.services.desk import Desk
from consultroom.ui.printing.counter import RoomCounter, printers_on
from consultroom.ui.printing.making import Slow
from consultroom.ui.tasks import Tasks

Say = Callable[[str], None]


class PrintShop:
    """Made once by the office; its two workers begin when they are first needed.

    Args:
        window: whose boxes open.
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread, then calls back.
        toast: says what was done.
        tell: says what stopped, until it is read.
        folder: where saving is suggested, and where something was saved last.
    """

    def __init__(
        self,
        window: QWidget,
        desk: Callable[[], Desk],
        *,
        slow: Slow,
        toast: Say,
        tell: Say,
        folder: Path,
    ) -> None:
        self.window, self.desk, self.slow = window, desk, slow
        self.toast, self.tell, self.folder = toast, tell, folder
        self.drawing = Tasks()  # pages for the screen never wait for a printer
        self.counter = RoomCounter(desk, printers_on(sys.platform), Tasks())

    def saved_in(self, folder: Path) -> None:
        """Remember where something was saved last, for opening that folder."""
        self.folder = folder
