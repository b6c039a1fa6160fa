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
from dataclasses import dataclass
from pathlib import Path

from consultroom.documents.scans import SUFFIXES
from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import IssuedPaper
from consultroom.errors import UserError
from consultroom.exchange.page_marks import PageMark
from consultroom.services import attaching
from consultroom.services.desk import Desk
from consultroom.services.verifying import (
    PageFinding,
    Register,
    Verdict,
    register_of,
    verify_file,
)

_TELLS_WHY = frozenset({".heic", ".heif", ".gif"})  # not read, but nobody should wonder why
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_BELIEVED = (Verdict.GENUINE, Verdict.SUPERSEDED)


class NoFolder(UserError):
    """There is no such folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledScan:
    """One file as the copy of some pages of one paper.

    Attributes:
        pages: of the paper, from 1, in order.
        new: whether it was attached now; else the room had it already.
    """

    paper: IssuedPaper
    file: Path
    pages: tuple[int, ...]
    new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPages:
    """The pages of a paper of which no copy was ever filed, from 1."""

    paper: IssuedPaper
    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanReport:
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
    files, passed_over = _files_in(folder)
    register = register_of(desk)
    findings: list[PageFinding] = []
    for file in files:
        tell(file)
        findings += verify_file(register, file)
    originals = dict.fromkeys(finding.file for finding in findings if finding.archived)
    findings = [finding for finding in findings if not finding.archived]
    filed = _file(desk, register, findings)
    return ScanReport(
        files=len(files),
        filed=filed,
        missing=_missing(desk, register, filed),
        unknown=tuple(_of_no_paper(register, findings)),
        doubtful=_with(findings, Verdict.ALTERED, Verdict.REVOKED, Verdict.UNKNOWN_SIGNER),
        unreadable=_with(findings, Verdict.NO_MARK, Verdict.UNREADABLE),
        originals=tuple(originals),
        passed_over=passed_over,
    )


def _files_in(folder: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return what may be scans, and the rest; hidden files and folders are not looked at."""
    if not folder.is_dir():
        raise NoFolder(f"没有文件夹“{folder.name}”，请核对位置。")
    every: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        every += [Path(place) / name for name in sorted(names) if not name.startswith(".")]
    scans = tuple(file for file in every if file.suffix.lower() in SUFFIXES | _TELLS_WHY)
    return scans, tuple(file for file in every if file not in set(scans))


def _with(findings: Iterable[PageFinding], *verdicts: Verdict) -> tuple[PageFinding, ...]:
    return tuple(finding for finding in findings if finding.verdict in verdicts)


def _of_no_paper(register: Register, findings: Iterable[PageFinding]) -> Iterator[PageFinding]:
    for finding in findings:
        if finding.verdict in _BELIEVED and finding.mark and register.paper(finding.mark) is None:
            yield finding


# -- attaching -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Copy:
    """A file as the copy of pages of one paper."""

    paper: IssuedPaper
    file: Path
    sha256: str
    pages: tuple[int, ...]


def _file(desk: Desk, register: Register, findings: Iterable[PageFinding]) -> tuple[FiledScan, ...]:
    """Attach what is new as one act, and return all there is."""
    filed: list[FiledScan] = []
    new: dict[tuple[str, str], Attachment] = {}
    for copy in _copies(register, findings):
        key = copy.paper.subject, copy.sha256
        known = key in new or _is_there(desk, copy)
        if not known:
            name = _name(copy)
            new[key] = attaching.copied(desk, copy.paper.subject, copy.file, name=name)
        filed.append(FiledScan(paper=copy.paper, file=copy.file, pages=copy.pages, new=not known))
    if new:
        with desk.room.act("归档扫描件", by=desk.by) as act:
            for record in new.values():
                act.put(record)
    return tuple(filed)


def _copies(register: Register, findings: Iterable[PageFinding]) -> Iterator[_Copy]:
    """Yield every file once for each paper it has pages of, in the order they were read."""
    pages: dict[tuple[Path, str], set[int]] = defaultdict(set)
    known: dict[tuple[Path, str], tuple[IssuedPaper, str]] = {}
    for finding in findings:
        paper = register.paper(finding.mark) if finding.mark else None
        if paper is not None and finding.mark and finding.verdict in _BELIEVED:
            key = finding.file, paper.id
            pages[key].add(finding.mark.page)
            known[key] = paper, finding.sha256
    for key, (paper, sha256) in known.items():
        yield _Copy(paper, key[0], sha256, tuple(sorted(pages[key])))


def _is_there(desk: Desk, copy: _Copy) -> bool:
    return desk.room.one(Attachment, about=copy.paper.subject, sha256=copy.sha256) is not None


def _name(copy: _Copy) -> str:
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


def _missing(
    desk: Desk, register: Register, filed: Iterable[FiledScan]
) -> tuple[MissingPages, ...]:
    """Return the papers of this folder of which some page was never filed."""
    here: dict[str, set[int]] = defaultdict(set)
    papers: dict[str, IssuedPaper] = {}
    for scan in filed:
        papers[scan.paper.id] = scan.paper
        here[scan.paper.id].update(scan.pages)
    found = []
    for paper in papers.values():
        gone = set(range(1, paper.pages + 1)) - here[paper.id]
        if gone:
            gone -= _filed_before(desk, register, paper)
        if gone:
            found.append(MissingPages(paper=paper, pages=tuple(sorted(gone))))
    return tuple(found)


def _filed_before(desk: Desk, register: Register, paper: IssuedPaper) -> set[int]:
    """Return the pages of a paper that the copies in the room show; the squares are read again."""
    pages: set[int] = set()
    for record in desk.room.find(Attachment, about=paper.subject):
        if Path(record.name).suffix.lower() in SUFFIXES:
            marks = _marks_in(register, desk.room.blobs.path(record.sha256))
            pages |= {mark.page for mark in marks if register.paper(mark) == paper}
    return pages


def _marks_in(register: Register, file: Path) -> Iterator[PageMark]:
    return (
        finding.mark
        for finding in verify_file(register, file)
        if finding.mark and finding.verdict in _BELIEVED
    )
