"""Making the register of a reception day, with names for the drawer and without for the board."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.receptions import ReceptionDay
from consultroom.ui.paper.presenter import PaperKind, Sheet
from consultroom.ui.paper.press import RoomPress

REGISTER, BOARD = "reception_register", "reception_board"
KINDS = (
    PaperKind(key=REGISTER, label="登记表（含姓名，留存）"),
    PaperKind(key=BOARD, label="公示（不含姓名）"),
)


class RegisterPress(RoomPress):
    """Makes both papers of one reception day; ``id/kind`` puts that kind first."""

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the day's number and date, and the two papers; of a day undone none."""
        record, _, first = about.partition("/")
        day = self._desk().room.one(ReceptionDay, id=record)
        if day is None:
            return "", ()
        kinds = tuple(sorted(KINDS, key=lambda kind: kind.key != first)) if first else KINDS
        return f"{day.number}　{day.on.month}月{day.on.day}日接待日", kinds

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        """Read the day, and make the paper off the GUI thread."""
        super().make(about.partition("/")[0], kind, done, fail)
