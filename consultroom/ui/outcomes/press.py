"""Making chase slips of many assignments, read one by one so that the window keeps moving."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from consultroom.errors import UserError
from consultroom.services.desk import Desk
from consultroom.ui.paper.presenter import PaperKind, Sheet
from consultroom.ui.paper.press import Keep, RoomPress
from consultroom.ui.printing.making import Slow, set_of

if TYPE_CHECKING:
    from consultroom.services.printing.chasing import ChaseCase

KIND = "chase"


class ChasePress(RoomPress):
    """Makes one set of the slips of all assignments named, blanks between their ids.

    Args:
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread.
        keep: keeps what leaves as a file.
    """

    def __init__(self, desk: Callable[[], Desk], *, slow: Slow, keep: Keep) -> None:
        super().__init__(desk, slow=slow, keep=keep)
        self._turn = 0

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return how many there are, and the one set there is."""
        count = len(about.split())
        return f"超期 {count} 件", (PaperKind(key=KIND, label="催办单（整套）"),) if count else ()

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        """Read one assignment a turn of the event loop, then make the set off the GUI thread."""
        del kind
        self._turn += 1
        turn, left = self._turn, about.split()
        cases: list[ChaseCase] = []

        def read() -> None:
            if turn != self._turn:  # another one was asked for meanwhile
                return
            if not left:
                self._bind(tuple(cases), done, fail)
                return
            with _told(fail):
                cases.append(_read(self._desk(), left.pop(0)))
                QTimer.singleShot(0, read)

        read()

    def _bind(
        self,
        cases: tuple[ChaseCase, ...],
        done: Callable[[Sheet], None],
        fail: Callable[[str], None],
    ) -> None:
        from consultroom.services.printing import chasing

        self._work(
            lambda: set_of(chasing.chase(cases)), done, fail, named=lambda job: f"{job.name}.pdf"
        )


def _read(desk: Desk, assignment: str) -> ChaseCase:
    from consultroom.services.printing import chasing

    return chasing.read_case(desk, assignment)


@contextmanager
def _told(fail: Callable[[str], None]) -> Iterator[None]:
    try:
        yield
    except UserError as error:
        fail(str(error))
