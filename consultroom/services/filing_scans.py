"""Filing scans (扫描件归档): a folder of scans and photographs goes to the records by itself.

Each signed square says which page of which paper it is on. The copy is attached to the record the
paper is about; pages that are still missing are named. All of it is one act. The folder is only
read, and the same scan filed again changes nothing.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from consultroom.documents.scan_files import SUFFIXES
from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import IssuedPaper
from consultroom.errors import UserError
from consultroom.exchange.page_marks import PageMark
from consultroom.frozen import Frozen
from consultroom.services import attaching
from consultroom.services.desk import Desk
from consultroom.services.verifying import (
    PageFinding,
    Register,
    Verdict,
    register_of,
    verify_file,
)
from consultroom.store.blobs import Blobs

_TELLS_WHY = frozenset({".heic", ".heif", ".gif"})  # not read, but nobody should wonder why
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
FILING = "归档扫描件"  # name of the act
_BY_HAND = "人工归档"
_HAND_NAME = re.compile(rf"扫描 第(\d+)页 {_BY_HAND}")
_BELIEVED = (Verdict.GENUINE, Verdict.SUPERSEDED)


class NoFolder(UserError):
    """There is no such folder."""


class NoSuchPage(UserError):
    """The paper has no page of this number."""


class FiledScan(Frozen, kw_only=True):
    """One file as the copy of some pages of one paper.

    Attributes:
        pages: of the paper, from 1, in order.
        new: whether it was attached now; else the room had it already.
    """

    paper: IssuedPaper
    file: Path
    pages: tuple[int, ...]
    new: bool


class MissingPages(Frozen, kw_only=True):
    """The pages of a paper of which no copy was ever filed, from 1."""

    paper: IssuedPaper
    pages: tuple[int, ...]


class ScanReport(Frozen, kw_only=True):
    """What came of a folder.

    Attributes:
        files: how many pictures and PDFs there were.
        filed: what went to a record, or lay there already.
        missing: papers of which pages are missing.
        unknown: genuine pages of papers that stand in no register here.
        doubtful: pages that are altered, revoked, or of an unknown signer; not filed.
        unreadable: pages and files without a square that can be read; not filed.
        originals: files that are what was printed, byte for byte: not scans, and kept already.
        passed_over: files that are neither picture nor PDF.
    """

    files: int
    filed: tuple[FiledScan, ...]
    missing: tuple[MissingPages, ...]
    unknown: tuple[PageFinding, ...]
    doubtful: tuple[PageFinding, ...]
    unreadable: tuple[PageFinding, ...]
    originals: tuple[Path, ...]
    passed_over: tuple[Path, ...]


def file_scans(
    desk: Desk, folder: Path, *, tell: Callable[[Path], None] = lambda file: None
) -> ScanReport:
    """Attach the scans of a folder, and of those in it, to the records they belong to (归档扫描件).

    Args:
        desk: where.
        folder: pictures and PDFs; nothing in it is touched.
        tell: called with each file before it is read.

    Raises:
        NoFolder: there is no such folder.
    """
    if not folder.is_dir():
        raise NoFolder(f"没有文件夹“{folder.name}”，请核对位置。")
    files, passed_over = files_in((folder,))
    register = register_of(desk)
    findings: list[PageFinding] = []
    for file in files:
        tell(file)
        findings += verify_file(register, file)
    copies = copies_of(register, findings)
    for copy in copies:
        keep(desk.room.blobs, copy)
    filed = enter(desk, copies)
    return _told(
        files=len(files),
        register=register,
        findings=findings,
        filed=filed,
        missing=missing_pages(register, filed, earlier_copies(desk, filed)),
        passed_over=passed_over,
    )


def _told(
    *,
    files: int,
    register: Register,
    findings: Iterable[PageFinding],
    filed: tuple[FiledScan, ...],
    missing: tuple[MissingPages, ...],
    passed_over: tuple[Path, ...],
) -> ScanReport:
    """Return what came of pages that were read and filed, each under its reason."""
    every = tuple(findings)
    scanned = tuple(finding for finding in every if not finding.archived)
    return ScanReport(
        files=files,
        filed=filed,
        missing=missing,
        unknown=tuple(_of_no_paper(register, scanned)),
        doubtful=_with(scanned, Verdict.ALTERED, Verdict.REVOKED, Verdict.UNKNOWN_SIGNER),
        unreadable=_with(scanned, Verdict.NO_MARK, Verdict.UNREADABLE),
        originals=tuple(dict.fromkeys(one.file for one in every if one.archived)),
        passed_over=passed_over,
    )


def files_in(places: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return what may be scans among files and folders, and the rest.

    Hidden files and folders within a folder are not looked at.
    """
    every: list[Path] = []
    for place in places:
        every += _within(place) if place.is_dir() else [place]
    scans = tuple(file for file in every if file.suffix.lower() in SUFFIXES | _TELLS_WHY)
    return scans, tuple(file for file in every if file not in set(scans))


def _within(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place) / name for name in sorted(names) if not name.startswith("."))


def _with(findings: Iterable[PageFinding], *verdicts: Verdict) -> tuple[PageFinding, ...]:
    return tuple(finding for finding in findings if finding.verdict in verdicts)


def _of_no_paper(register: Register, findings: Iterable[PageFinding]) -> Iterator[PageFinding]:
    for finding in findings:
        if finding.verdict in _BELIEVED and finding.mark and register.paper(finding.mark) is None:
            yield finding


# -- attaching -----------------------------------------------------------------------------------


class ScanCopy(Frozen):
    """A file as the copy of pages of one paper."""

    paper: IssuedPaper
    file: Path
    sha256: str
    pages: tuple[int, ...]


def copies_of(register: Register, findings: Iterable[PageFinding]) -> tuple[ScanCopy, ...]:
    """Return every file once for each paper it has pages of, in the order they were read.

    Pages that cannot be believed, of no paper known here, or of the archived file itself are left.
    """
    pages: dict[tuple[Path, str], set[int]] = defaultdict(set)
    known: dict[tuple[Path, str], tuple[IssuedPaper, str]] = {}
    for finding in findings:
        paper = paper_of(register, finding)
        if paper is not None and finding.mark:
            key = finding.file, paper.id
            pages[key].add(finding.mark.page)
            known[key] = paper, finding.sha256
    return tuple(
        ScanCopy(paper, key[0], sha256, tuple(sorted(pages[key])))
        for key, (paper, sha256) in known.items()
    )


def paper_of(register: Register, finding: PageFinding) -> IssuedPaper | None:
    """Return the paper a page may be filed to, or None."""
    if finding.archived or finding.mark is None or finding.verdict not in _BELIEVED:
        return None
    return register.paper(finding.mark)


def is_there(desk: Desk, copy: ScanCopy) -> bool:
    """Tell whether the room has this copy already."""
    return desk.room.one(Attachment, about=copy.paper.subject, sha256=copy.sha256) is not None


def keep(blobs: Blobs, copy: ScanCopy) -> None:
    """Put a copy's bytes into the room; in any thread. Kept twice they are there once.

    Raises:
        UserError: the file changed since it was read, cannot be read, or the disk is full.
    """
    if not blobs.verify(copy.sha256) and blobs.put(copy.file) != copy.sha256:
        raise UserError(f"“{copy.file.name}”读过以后又变了，请重新读一遍再归档。")


def enter(desk: Desk, copies: Iterable[ScanCopy]) -> tuple[FiledScan, ...]:
    """Attach copies whose bytes are kept to their records as one act (归档扫描件)."""
    filed: list[FiledScan] = []
    new: dict[tuple[str, str], Attachment] = {}
    for copy in copies:
        key = copy.paper.subject, copy.sha256
        known = key in new or is_there(desk, copy)
        if not known:
            size = desk.room.blobs.path(copy.sha256).stat().st_size
            new[key] = attaching.record(
                desk, copy.paper.subject, copy.sha256, size=size, name=_name(copy)
            )
        filed.append(FiledScan(paper=copy.paper, file=copy.file, pages=copy.pages, new=not known))
    if new:
        with desk.room.act(FILING, by=desk.by) as act:
            for record in new.values():
                act.put(record)
    return tuple(filed)


def file_by_hand(desk: Desk, file: Path, paper: IssuedPaper, page: int) -> Attachment:
    """Attach a scan nobody's square tells of to the paper a person says it is of.

    Args:
        desk: where.
        file: one picture or PDF.
        paper: what it is a copy of.
        page: of the paper, from 1.

    Raises:
        NoSuchPage: the paper has no such page.
        CannotAttach: it is no file, is empty, or is too large.
    """
    if not 1 <= page <= paper.pages:
        raise NoSuchPage(f"《{paper.title}》共{paper.pages}页，没有第{page}页。")
    copy = ScanCopy(paper, file, "", (page,))
    name = Path(_name(copy))
    record = attaching.copied(
        desk, paper.subject, file, name=f"{name.stem} {_BY_HAND}{name.suffix}"
    )
    with desk.room.act(FILING, by=desk.by) as act:
        act.put(record)
    return record


def _name(copy: ScanCopy) -> str:
    """Return what a copy is called: ``会议通知 WT-XS-2026-001 第1版 扫描 第1、2页.jpg``."""
    paper = copy.paper
    words = (paper.title, paper.about_number, f"第{paper.version}版", f"扫描 {paged(copy.pages)}")
    name = _NOT_IN_NAMES.sub(" ", " ".join(filter(None, words))).strip()
    return f"{name}{copy.file.suffix.lower()}"


def paged(pages: Iterable[int]) -> str:
    """Return page numbers as people write them: ``第1、3—5页``."""
    spans: list[list[int]] = []
    for page in sorted(pages):
        if spans and page == spans[-1][-1] + 1:
            spans[-1] = [spans[-1][0], page]
        else:
            spans.append([page])
    return f"第{'、'.join('—'.join(map(str, span)) for span in spans)}页"


# -- what is missing -----------------------------------------------------------------------------


class EarlierCopies(Frozen):
    """The scans the room has of one paper's record: what each is called, and where it lies."""

    paper: IssuedPaper
    files: tuple[tuple[str, Path], ...]


def earlier_copies(desk: Desk, filed: Iterable[FiledScan]) -> tuple[EarlierCopies, ...]:
    """Return what the room has of the papers just filed."""
    papers = {scan.paper.id: scan.paper for scan in filed}
    return tuple(
        EarlierCopies(
            paper,
            tuple(
                (one.name, desk.room.blobs.path(one.sha256))
                for one in desk.room.find(Attachment, about=paper.subject)
                if Path(one.name).suffix.lower() in SUFFIXES
            ),
        )
        for paper in papers.values()
    )


def missing_pages(
    register: Register, filed: Iterable[FiledScan], earlier: Iterable[EarlierCopies]
) -> tuple[MissingPages, ...]:
    """Return the papers just filed of which some page was never filed; in any thread.

    The squares of earlier copies are read again, which takes its time.
    """
    here: dict[str, set[int]] = defaultdict(set)
    for scan in filed:
        here[scan.paper.id].update(scan.pages)
    found = []
    for known in earlier:
        gone = set(range(1, known.paper.pages + 1)) - here[known.paper.id]
        if gone:
            gone -= _filed_before(register, known)
        if gone:
            found.append(MissingPages(paper=known.paper, pages=tuple(sorted(gone))))
    return tuple(found)


def _filed_before(register: Register, known: EarlierCopies) -> set[int]:
    """Return the pages of a paper that the copies in the room show."""
    pages: set[int] = set()
    for name, file in known.files:
        by_hand = _HAND_NAME.search(name)
        if by_hand and f"第{known.paper.version}版" in name and known.paper.title in name:
            pages.add(int(by_hand[1]))
        else:
            marks = _marks_in(register, file)
            pages |= {mark.page for mark in marks if register.paper(mark) == known.paper}
    return pages


def _marks_in(register: Register, file: Path) -> Iterator[PageMark]:
    return (
        finding.mark
        for finding in verify_file(register, file)
        if finding.mark and finding.verdict in _BELIEVED
    )
