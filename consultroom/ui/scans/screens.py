"""What the page 扫描归档 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from pathlib import Path

from consultroom.frozen import Frozen
from consultroom.services.verifying import PageFinding, Verdict, word_of
from consultroom.ui.states import State

STATES: dict[Verdict, State] = {
    Verdict.GENUINE: State.DONE,
    Verdict.SUPERSEDED: State.DUE,
    Verdict.ALTERED: State.LATE,
    Verdict.REVOKED: State.LATE,
    Verdict.UNKNOWN_SIGNER: State.DUE,
    Verdict.NO_MARK: State.TODO,
    Verdict.UNREADABLE: State.TODO,
}
"""Each verdict with its icon and colour; its word always stands beside them."""

FILED, READY, BY_HAND = "已归档", "可归档", "可手工归档"
ORIGINAL, UNKNOWN, REFUSED = "就是存档件", "没有登记", "不归档"


class ScanRow(Frozen, kw_only=True):
    """One page of a file.

    Attributes:
        at: its number in the list, from 0.
        filing: whether it was filed, may be, or why not; one of the words above.
        to: what it was filed to by hand.
    """

    at: int
    finding: PageFinding
    filing: str
    to: str = ""

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.finding.file.name

    @property
    def place(self) -> str:
        """Which page of the file it is; nothing where the file could not be read."""
        return f"第 {self.finding.place} 页" if self.finding.place else ""

    @property
    def state(self) -> State:
        """Icon and colour of the verdict."""
        return STATES[self.finding.verdict]

    @property
    def what(self) -> str:
        """Which page of which paper its square says it is."""
        mark = self.finding.mark
        if mark is None:
            return self.to or "—"
        number = f" {mark.number}" if mark.number else ""
        page = f"第 {mark.page} / {mark.pages} 页"
        return f"{word_of(mark.kind)} {page}{number} 第{mark.version}版"

    @property
    def filing_state(self) -> State | None:
        """Icon and colour of the filing."""
        return {FILED: State.DONE, READY: State.ACTIVE, BY_HAND: State.DUE}.get(self.filing)


class PaperLine(Frozen, kw_only=True):
    """A printed paper a page may be filed to by hand."""

    id: str
    word: str
    number: str
    about: str
    version: int
    pages: int

    @property
    def words(self) -> str:
        """As it is read."""
        number = f" {self.number}" if self.number else ""
        return f"{self.word}{number} 第{self.version}版"

    @property
    def listed(self) -> str:
        """As it stands in a narrow list, where the end is cut: the version before the number."""
        return f"{self.word} 第{self.version}版 {self.number}".strip()

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` is part of its kind, number or title."""
        typed = typed.strip().lower()
        return any(typed in text.lower() for text in (self.word, self.number, self.about))


class ScansScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        missing: sentences, one for each paper of which pages are missing.
        passed_over: files that are neither picture nor PDF.
        ready: how many files 归档 would file.
        busy: what is going on, in words; ``gone`` of ``total`` are behind, 0 of 0 is unknown.
        chosen: the row told about.
        papers: what it may be filed to by hand; None where it may not.
        sheet: the chosen page to look at, a PDF of one page; None while the list is shown.
        looking: the sheet is wanted; it may still be on its way.
    """

    rows: tuple[ScanRow, ...] = ()
    missing: tuple[str, ...] = ()
    passed_over: tuple[Path, ...] = ()
    ready: int = 0
    busy: str = ""
    gone: int = 0
    total: int = 0
    chosen: ScanRow | None = None
    papers: tuple[PaperLine, ...] | None = None
    sheet: bytes | None = None
    looking: bool = False

    @property
    def subheading(self) -> str:
        """What was read, in words."""
        if not self.rows:
            return ""
        good = sum(row.finding.verdict is Verdict.GENUINE for row in self.rows)
        return f"共 {len(self.rows)} 页，真实 {good} 页，其他 {len(self.rows) - good} 页"
