"""What a presenter knows of long work on the room; `lending` does it. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from consultroom.services.desk import Desk

Progress = Callable[[int, int], None]  # progress(3, 10): three of ten are behind
Work = Callable[[Desk, Progress], object]
Done = Callable[[Any], None]
Fail = Callable[[str], None]


class Lender(Protocol):
    """What a presenter hands long work to."""

    def borrow(self, says: str, work: Work, done: Done, fail: Fail) -> None:
        """Do work on the room off the GUI thread, then call one of the two."""
