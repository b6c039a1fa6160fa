"""Making the register of a reception day, with names for the drawer and without for the board."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consultroom.domain.receptions import ReceptionDay
from consultroom.errors import UserError
from consultroom.services.desk import Desk
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.presenter import PaperKind, Sheet
from consultroom.ui.paper.press import Keep
from consultroom.ui.printing.making import Slow, made_of

REGISTER, BOARD = "reception_register", "reception_board"
KINDS = (
    PaperKind(key=REGISTER, label="登记表（含姓名，留存）"),
    PaperKind(key=BOARD, label="公示（不含姓名）"),
)


class RegisterPress:
    """Makes both papers of one reception day; ``id/kind`` puts that kind first.

    Args:
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread.
        keep: keeps what leaves as a file.
    """

    def __init__(self, desk: Callable[[], Desk], *, slow: Slow, keep: Keep) -> None:
        self._desk = desk
        self._slow = slow
        self._keep = keep

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
        from consultroom.services import printing

        desk = self._desk()
        try:
            case = printing.kind_of(kind).find(desk, about.partition("/")[0])
            marks = printing.marks_of(desk, kind, case)
        except UserError as error:
            fail(str(error))
            return

        def work() -> object:
            job, remarks = made_of(printing.compose_case(kind, case, marks=marks))
            return Sheet(job=job, file_name=f"{job.number} {job.title}.pdf", remarks=remarks)

        def came(sheet: object) -> None:
            if isinstance(sheet, Sheet):
                done(sheet)

        self._slow(work, came, fail)

    def save(
        self, sheet: Sheet, path: Path, done: Callable[[], None], fail: Callable[[str], None]
    ) -> None:
        """Keep the sheet, then write it into a file."""
        from consultroom.services import printing

        def kept(pdf: bytes) -> None:
            self._slow(lambda: printing.write(path, pdf), lambda _nothing: done(), fail)

        self._keep(sheet.job, kept, fail)

    def title(self, about: str, kind: str) -> TitleScreen | None:
        """Return nothing: these titles are never broken by hand."""
        del about, kind
        return None

    def break_title(self, about: str, kind: str, typed: str) -> None:
        """Do nothing: no title is offered."""
