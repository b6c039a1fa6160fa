"""Making papers from the room: what they say is read here, the PDF made off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting
from consultroom.errors import UserError
from consultroom.services import filing
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.presenter import PaperKind, Sheet
from consultroom.ui.printing.making import Slow, made_of, set_of
from consultroom.ui.printing.presenter import PrintJob

if TYPE_CHECKING:
    from consultroom.services.printing import Offer

Keep = Callable[[PrintJob, Callable[[bytes], None], Callable[[str], None]], None]
"""Keeps a paper in the register and hands over its bytes; or calls the third with a sentence."""
Made = tuple[PrintJob, tuple[str, ...]]
"""A job, and what to know before it is printed."""
SET = "set="  # before the code of papers that go out together
ABOUT = ":"  # in the key of a paper about something else than the consultation itself


def _numbered(job: PrintJob) -> str:
    """Return a job's usual file name."""
    return f"{job.number} {job.title}.pdf"


class RoomPress:
    """Makes the papers of a consultation.

    Args:
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread.
        keep: keeps what leaves as a file.
        later: does something in the next turn of the event loop, for what takes long to read.
    """

    def __init__(
        self, desk: Callable[[], Desk], *, slow: Slow, keep: Keep, later: Later | None = None
    ) -> None:
        self._desk = desk
        self._slow = slow
        self._keep = keep
        self._pace = Pace(later)

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the consultation's number and title, and the papers there are by now.

        Of a consultation that was undone there are none.
        """
        from consultroom.services import printing

        dossier = self._dossier(about)
        if dossier is None:
            return "", ()
        offers = printing.offers(self._desk(), dossier)
        found = tuple(PaperKind(key=_key(offer, about), label=offer.label) for offer in offers)
        sets = tuple(
            PaperKind(key=f"{SET}{code}", label=f"{printing.BUNDLES[code].word}（整套）")
            for code in printing.bundles_of(offers)
        )
        consultation = dossier.consultation
        return f"{consultation.number}　{consultation.title}", (*found, *sets)

    def _dossier(self, about: str) -> Dossier | None:
        desk = self._desk()
        if desk.room.one(Consultation, id=about) is None:
            return None
        return filing.dossier(desk, about)

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        """Read what the paper is about, and make it off the GUI thread."""

        def came(make: Callable[[], Made] | None) -> None:
            if make is not None:
                self._work(make, done, fail)

        self._pace.take(self._read(about, kind, fail), came)

    def _read(
        self, about: str, kind: str, fail: Callable[[str], None]
    ) -> Steps[Callable[[], Made] | None]:
        try:
            return (yield from self._maker(about, kind))
        except UserError as error:
            fail(str(error))
            return None

    def _work(
        self,
        make: Callable[[], Made],
        done: Callable[[Sheet], None],
        fail: Callable[[str], None],
        *,
        named: Callable[[PrintJob], str] = _numbered,
    ) -> None:
        """Make what was read into a sheet, off the GUI thread."""

        def work() -> object:
            job, remarks = make()
            return Sheet(job=job, file_name=named(job), remarks=remarks)

        def came(sheet: object) -> None:
            if isinstance(sheet, Sheet):
                done(sheet)

        self._slow(work, came, fail)

    def _maker(self, about: str, kind: str) -> Steps[Callable[[], Made]]:
        """Read what a paper or a set needs from the room; what is returned touches it no more.

        The papers of a year read all its consultations: they are read in steps.
        """
        from consultroom.services import printing

        desk = self._desk()
        if kind.startswith(SET):
            bundle = printing.bundle(desk, kind.removeprefix(SET), about)
            return lambda: set_of(bundle)
        code, _, record = kind.partition(ABOUT)
        case = yield from printing.kind_of(code).finding(desk, record or about)
        marks = printing.marks_of(desk, code, case)
        return lambda: made_of(printing.compose_case(code, case, marks=marks))

    def save(
        self, sheet: Sheet, path: Path, done: Callable[[], None], fail: Callable[[str], None]
    ) -> None:
        """Keep the sheet, then write it aside and into its place."""
        from consultroom.services import printing

        def kept(pdf: bytes) -> None:
            self._slow(lambda: printing.write(path, pdf), lambda _nothing: done(), fail)

        self._keep(sheet.job, kept, fail)

    def title(self, about: str, kind: str) -> TitleScreen | None:
        """Return the title of a notice or of minutes, and how it may be broken."""
        from consultroom.services import titling

        found = self._sitting(about) if kind in titling.BREAKABLE else None
        if found is None:
            return None
        told = titling.title_lines(*found, kind)
        return TitleScreen(title=told.title, lines=told.lines, offers=told.offers, room=told.room)

    def break_title(self, about: str, kind: str, typed: str) -> None:
        """Break the title as typed.

        Raises:
            UserError: the text differs from the title in more than its breaks.
        """
        from consultroom.services import titling

        found = self._sitting(about)
        if found is not None:
            titling.break_title(self._desk(), *found, kind, typed)

    def _sitting(self, about: str) -> tuple[Dossier, Meeting] | None:
        dossier = self._dossier(about)
        if dossier is None or dossier.meeting is None:
            return None
        return dossier, dossier.meeting


def _key(offer: Offer, about: str) -> str:
    """Return the key of a paper among those of a consultation: ``letter:ID`` of an assignment."""
    return offer.kind if offer.key == about else f"{offer.kind}{ABOUT}{offer.key}"
