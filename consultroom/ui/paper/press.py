"""Making papers from the room: the dossier is read here, the PDF made off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.ui.paper.presenter import PaperKind, Sheet

Slow = Callable[[Callable[[], object], Callable[[object], None], Callable[[str], None]], None]
"""Runs work elsewhere; then calls the second with its answer, or the third with a sentence."""


class RoomPress:
    """Makes the papers of a consultation.

    Args:
        desk: whose room.
        slow: runs work off the GUI thread.
        tell: says a sentence to the person.
    """

    def __init__(self, desk: Desk, *, slow: Slow, tell: Callable[[str], None]) -> None:
        self._desk = desk
        self._slow = slow
        self._tell = tell

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the consultation's number and title, and the papers there are by now.

        Of a consultation that was undone there are none.
        """
        from consultroom.services import printing

        if self._desk.room.one(Consultation, id=about) is None:
            return "", ()
        dossier = filing.dossier(self._desk, about)
        ready = tuple(
            PaperKind(key=key, label=printing.KINDS[key].word)
            for key in printing.ready(self._desk, dossier)
        )
        consultation = dossier.consultation
        return f"{consultation.number}　{consultation.title}", ready

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        """Make a paper off the GUI thread."""
        from consultroom.services import printing

        dossier = filing.dossier(self._desk, about)
        day = self._desk.today

        def work() -> object:
            made = printing.print_dossier(kind, dossier, today=day)
            return Sheet(pdf=made.pdf, file_name=_file_name(dossier, kind), remarks=made.warnings)

        def came(sheet: object) -> None:
            if isinstance(sheet, Sheet):
                done(sheet)

        self._slow(work, came, fail)

    def save(self, sheet: Sheet, path: Path) -> None:
        """Write the sheet aside, then into its place.

        Raises:
            UserError: the place cannot be written.
        """
        from consultroom.services import printing

        printing.write(path, sheet.pdf)

    def print(self, sheet: Sheet) -> None:
        """Say how to print until the program talks to printers itself."""
        self._tell(f"请先“保存 PDF”，再用阅读器按 100% 比例打印《{sheet.file_name}》。")


def _file_name(dossier: Dossier, kind: str) -> str:
    from consultroom.services import printing

    return f"{dossier.consultation.number} {printing.KINDS[kind].word}.pdf"
