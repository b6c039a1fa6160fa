"""The presenter of 扫描归档: reads scans page by page, files them, and takes a hand. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from consultroom.domain.papers import IssuedPaper
from consultroom.errors import UserError
from consultroom.services import archiving, filing_scans, showing_scans, verifying
from consultroom.services.desk import Desk
from consultroom.services.filing_scans import FiledScan, MissingPages, ScanCopy, paged
from consultroom.services.verifying import PageFinding, Register, Verdict
from consultroom.ui.doing import Done, doing
from consultroom.ui.scans.screens import (
    BY_HAND,
    FILED,
    ORIGINAL,
    READY,
    REFUSED,
    UNKNOWN,
    PaperLine,
    ScanRow,
    ScansScreen,
)

if TYPE_CHECKING:
    from consultroom.ui.printing.making import Slow

_TO_THE_EYE = (Verdict.NO_MARK, Verdict.UNREADABLE)


class ScansPresenter:
    """Reads, files and stops.

    Everything slow is done a page or a file at a time, so that it can be stopped between two.

    Args:
        desk: returns whose room.
        show: draws a screen.
        done: told what an act did.
        warn: says what stopped.
        slow: runs work off the GUI thread.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        show: Callable[[ScansScreen], None],
        done: Callable[[Done], None],
        warn: Callable[[str], None],
        slow: Slow,
    ) -> None:
        self._desk, self._show, self._done, self._warn, self._slow = desk, show, done, warn, slow
        self._turn = 0  # what answers of an earlier turn is not heard
        self._findings: list[PageFinding] = []
        self._by_hand: dict[int, str] = {}
        self._filings: dict[int, str] = {}
        self._passed_over: tuple[Path, ...] = ()
        self._missing: tuple[MissingPages, ...] = ()
        self._register: Register | None = None
        self._papers: tuple[PaperLine, ...] = ()
        self._chosen = -1
        self._looking, self._sheet, self._wanted = False, b"", -1
        self._busy, self._gone, self._total = "", 0, 0

    def enter(self, _about: str = "") -> None:
        """Show what was read, and how it stands in the room now."""
        if not self._busy:
            self._missing = ()
            self._by_hand = {}
        self._look_up()
        self._draw()

    def _look_up(self) -> None:
        """Read what pages are held against, and look anew how each stands."""
        self._filings = {}
        self._register = verifying.register_of(self._desk())
        self._papers = tuple(map(_paper_line, archiving.issued(self._desk())))

    def forget(self) -> None:
        """Empty the list; what was filed stays filed."""
        self.stop()
        self._findings, self._by_hand, self._passed_over = [], {}, ()
        self._filings = {}
        self._missing, self._chosen = (), -1
        self._looking, self._sheet, self._wanted = False, b"", -1
        self._draw()

    def stop(self) -> None:
        """Stop what is going on; what was read stays in the list."""
        self._turn += 1
        self._busy = ""
        self._draw()

    # -- reading --------------------------------------------------------------------------------

    def take(self, places: tuple[Path, ...]) -> None:
        """Read files, and those in folders, one page after the other."""
        if self._busy or not places:
            return
        self._look_up()
        self._begin("正在找文件")
        self._ask(lambda: filing_scans.files_in(places), self._found_files)

    def _found_files(self, answer: object) -> None:
        files, passed_over = cast("tuple[tuple[Path, ...], tuple[Path, ...]]", answer)
        known = {one.file for one in self._findings}
        self._passed_over = (*self._passed_over, *passed_over)
        self._total = len(files)
        self._read([file for file in files if file not in known])

    def _read(self, left: list[Path]) -> None:
        if not left:
            self._end()
            return
        file = left.pop(0)
        self._busy = f"正在读 {file.name}"
        self._draw()
        register = self._register or verifying.register_of(self._desk())
        self._next_page(verifying.verify_file(register, file), left)

    def _next_page(self, pages: Iterator[PageFinding], left: list[Path]) -> None:
        def came(finding: object) -> None:
            if isinstance(finding, PageFinding):
                self._findings.append(finding)
                self._draw()
                self._next_page(pages, left)
            else:
                self._gone += 1
                self._read(left)

        self._ask(lambda: next(pages, None), came)

    # -- filing ---------------------------------------------------------------------------------

    def file(self) -> None:
        """File everything that can be, as one act."""
        copies = self._ready()
        if copies and not self._busy:
            self._begin("正在归档", len(copies))
            self._keep(list(copies), copies)

    def _ready(self) -> tuple[ScanCopy, ...]:
        register = self._register
        if register is None:
            return ()
        every = filing_scans.copies_of(register, self._findings)
        return tuple(one for one in every if not filing_scans.is_there(self._desk(), one))

    def _keep(self, left: list[ScanCopy], every: tuple[ScanCopy, ...]) -> None:
        if not left:
            self._enter(every)
            return
        copy, blobs = left.pop(0), self._desk().room.blobs
        self._busy = f"正在存 {copy.file.name}"
        self._draw()

        def kept(_nothing: object) -> None:
            self._gone += 1
            self._keep(left, every)

        self._ask(lambda: filing_scans.keep(blobs, copy), kept)

    def _enter(self, copies: tuple[ScanCopy, ...]) -> None:
        filed: list[FiledScan] = []

        def work() -> str:
            filed.extend(filing_scans.enter(self._desk(), copies))
            return f"已归档 {sum(one.new for one in filed)} 件扫描件。"

        did = doing(self._desk(), work)
        self._filings = {}
        self._end()
        self._done(did)
        self._look_for_missing(tuple(filed))

    def _look_for_missing(self, filed: tuple[FiledScan, ...]) -> None:
        register = self._register
        if register is None or not filed:
            return
        earlier = filing_scans.earlier_copies(self._desk(), filed)
        self._begin("正在核对有没有缺页")

        def came(missing: object) -> None:
            self._missing = cast("tuple[MissingPages, ...]", missing)
            self._end()

        self._ask(lambda: filing_scans.missing_pages(register, filed, earlier), came)

    # -- by hand --------------------------------------------------------------------------------

    def choose(self, at: int) -> None:
        """Tell about one page; it is shown too while pages are looked at."""
        if at != self._chosen:
            self._chosen = at
            self._draw()
            self._fetch()

    def look(self, *, on: bool) -> None:
        """Show the chosen page itself, or the list again."""
        self._looking = on and self._chosen >= 0
        self._draw()
        self._fetch()

    def turn(self, by: int) -> None:
        """Look at the page so many lines further down the list."""
        if self._findings:
            self.choose(max(0, min(len(self._findings) - 1, self._chosen + by)))

    def _fetch(self) -> None:
        """Get the page that is looked at; the answer for another one is not heard."""
        at = self._chosen
        if not self._looking or at == self._wanted:
            return
        self._wanted, self._sheet = at, b""
        finding = self._findings[at]

        def came(answer: object) -> None:
            if at == self._wanted and isinstance(answer, bytes):
                self._sheet = answer
                self._draw()

        def failed(sentence: str) -> None:
            if at == self._wanted:
                self._looking, self._wanted = False, -1
                self._draw()
                self._warn(sentence)

        self._slow(lambda: showing_scans.sheet_of(finding.file, finding.place or 1), came, failed)

    def file_by_hand(self, at: int, paper: str, page: int | None) -> None:
        """File a page a person read to a paper."""
        desk = self._desk()
        finding = self._findings[at]
        line = next(one for one in self._papers if one.id == paper)

        def work() -> str:
            found = desk.room.get(IssuedPaper, paper)
            filing_scans.file_by_hand(desk, finding.file, found, page or 0)
            return f"“{finding.file.name}”已归到{line.words}第{page}页。"

        try:
            did = doing(desk, work)
        except UserError as error:
            self._warn(str(error))
            return
        self._by_hand[at] = f"{line.words} 第{page}页（人工）"
        self._draw()
        self._done(did)

    # -- going on -------------------------------------------------------------------------------

    def _begin(self, busy: str, total: int = 0) -> None:
        self._busy, self._gone, self._total = busy, 0, total
        self._draw()

    def _end(self) -> None:
        self._busy = ""
        self._draw()

    def _ask(self, work: Callable[[], object], came: Callable[[object], None]) -> None:
        """Do one piece elsewhere; nothing is heard of it once it was stopped."""
        turn = self._turn

        def answered(answer: object) -> None:
            if turn == self._turn:
                came(answer)

        def failed(sentence: str) -> None:
            if turn == self._turn:
                self._end()
                self._warn(sentence)

        self._slow(work, answered, failed)

    # -- drawing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        rows = tuple(self._row(at, one) for at, one in enumerate(self._findings))
        chosen = rows[self._chosen] if 0 <= self._chosen < len(rows) else None
        self._show(
            ScansScreen(
                rows=rows,
                missing=tuple(map(_lack, self._missing)),
                passed_over=self._passed_over,
                ready=sum(row.filing == READY for row in rows),
                busy=self._busy,
                gone=self._gone,
                total=self._total,
                chosen=chosen,
                papers=self._papers if chosen and chosen.filing == BY_HAND else None,
                looking=self._looking and chosen is not None,
                sheet=self._sheet or None,
            )
        )

    def _row(self, at: int, finding: PageFinding) -> ScanRow:
        if at in self._by_hand:
            return ScanRow(at=at, finding=finding, filing=FILED, to=self._by_hand[at])
        if at not in self._filings:  # a pile has hundreds of pages, and is drawn at each
            self._filings[at] = self._filing(finding)
        return ScanRow(at=at, finding=finding, filing=self._filings[at])

    def _filing(self, finding: PageFinding) -> str:
        if finding.archived:
            return ORIGINAL
        if finding.verdict in _TO_THE_EYE:
            return BY_HAND
        if finding.verdict not in (Verdict.GENUINE, Verdict.SUPERSEDED) or not self._register:
            return REFUSED
        copies = filing_scans.copies_of(self._register, (finding,))
        if not copies:
            return UNKNOWN
        return FILED if filing_scans.is_there(self._desk(), copies[0]) else READY


def _paper_line(paper: IssuedPaper) -> PaperLine:
    return PaperLine(
        id=paper.id,
        word=verifying.word_of(paper.kind),
        number=paper.about_number,
        about=paper.title,
        version=paper.version,
        pages=paper.pages,
    )


def _lack(one: MissingPages) -> str:
    paper = one.paper
    number = f"（{paper.about_number}）" if paper.about_number else ""
    return f"{paper.title}{number}第{paper.version}版共 {paper.pages} 页，缺{paged(one.pages)}。"
