"""Verifying paper (验真): whether a sheet is what its organisation issued. No network is asked.

What a scan can prove ends at its square: that this organisation issued this page of this version.
The program cannot read the rest of a picture, so the answer says what is left to a person's eyes.
Of a PDF that still has its text, the text is compared with what the square says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import IssuedPaper, PeerKey
from consultroom.domain.records import Coded
from consultroom.exchange.identity import Card
from consultroom.exchange.page_marks import BadMark, PageMark, SignedMark, Standing, is_mark, judge
from consultroom.exchange.page_marks import read as read_mark
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.identifying import believed, of_card
from consultroom.services.printing.kinds import KINDS

if TYPE_CHECKING:
    from consultroom.documents.scans import ScannedPage


class Verdict(Coded):
    """What is said of a page."""

    GENUINE = "genuine", "真实"
    SUPERSEDED = "superseded", "已有新版"
    ALTERED = "altered", "被改动"
    UNKNOWN_SIGNER = "unknown_signer", "签发者不明"
    REVOKED = "revoked", "签名已吊销"
    NO_MARK = "no_mark", "没有签名二维码"
    UNREADABLE = "unreadable", "读不出来"


_VERDICTS = {
    Standing.GENUINE: Verdict.GENUINE,
    Standing.UNKNOWN_SIGNER: Verdict.UNKNOWN_SIGNER,
    Standing.REVOKED: Verdict.REVOKED,
    Standing.ALTERED: Verdict.ALTERED,
}
_LOOK = "图上的文字程序看不出有没有改过，请与存档件对照。"


class PageFinding(Frozen, kw_only=True):
    """What was found on one page of a file. A page with two squares has two findings.

    Attributes:
        place: the page of the file, from 1; 0 when the file could not be read at all.
        mark: what the square says; to be believed only when genuine or superseded.
        newest: the latest version issued, when it is later than this one; else 0.
        sha256: of the file, hex; empty when it could not be read.
        archived: whether the file is the archived one byte for byte.
        text_compared: whether the page's text was compared, and not its square alone.
        says: a sentence for the clerk, or nothing.
    """

    file: Path
    place: int
    verdict: Verdict
    mark: PageMark | None = None
    newest: int = 0
    sha256: str = ""
    archived: bool = False
    text_compared: bool = False
    says: str = ""


class Register(Frozen):
    """What pages are held against: keys that are believed, papers that were issued, a day."""

    keys: tuple[PeerKey, ...]
    today: date
    papers: tuple[IssuedPaper, ...] = ()
    archived: frozenset[str] = frozenset()

    def versions(self, mark: PageMark) -> tuple[IssuedPaper, ...]:
        """Return every version issued of the paper a mark names."""
        return tuple(paper for paper in self.papers if _is_about(paper, mark))

    def paper(self, mark: PageMark) -> IssuedPaper | None:
        """Return the version a mark names, or None when it stands in no register here."""
        every = self.versions(mark)
        return next((paper for paper in every if paper.version == mark.version), None)


def _is_about(paper: IssuedPaper, mark: PageMark) -> bool:
    if (paper.owner, paper.kind) != (mark.unit, mark.kind):
        return False
    if mark.subject:
        return paper.subject == mark.subject
    return bool(mark.number) and paper.about_number == mark.number


def word_of(kind: str) -> str:
    """Return what a person calls a kind of paper; its code where this program has no such kind."""
    known = KINDS.get(kind)
    return known.word if known else kind


def register_of(desk: Desk, cards: Iterable[Card] = ()) -> Register:
    """Return what a room holds pages against, with cards believed besides."""
    papers = desk.room.find(IssuedPaper)
    kept = desk.room.find(Attachment, id=tuple(paper.attachment for paper in papers))
    return Register(
        keys=(*believed(desk), *map(of_card, cards)),
        today=desk.today,
        papers=papers,
        archived=frozenset(file.sha256 for file in kept),
    )


def register_of_cards(cards: Iterable[Card], today: date) -> Register:
    """Return what pages are held against where there is no room: the keys of cards alone."""
    return Register(keys=tuple(map(of_card, cards)), today=today)


def verify(
    register: Register,
    files: Iterable[Path],
    *,
    tell: Callable[[Path], None] = lambda file: None,
) -> tuple[PageFinding, ...]:
    """Return what is to be said of every page of every file.

    Args:
        register: from `register_of` or `register_of_cards`.
        files: pictures and PDFs; they are only read.
        tell: called with each file before it is read.
    """
    found: list[PageFinding] = []
    for file in files:
        tell(file)
        found += verify_file(register, file)
    return tuple(found)


def verify_file(register: Register, file: Path) -> Iterator[PageFinding]:
    """Yield what is to be said of every page of one file; what cannot be read is a finding too."""
    from consultroom.documents.scans import UnreadableScan, read_scan  # a tenth of a second

    place, sha256 = 0, _sha256(file)
    archived = sha256 in register.archived
    try:
        for place, page in enumerate(read_scan(file, is_mark), start=1):
            for finding in _findings(register, file, place, page):
                yield replace(finding, sha256=sha256, archived=archived)
    except UnreadableScan as error:
        broken = place + 1 if place else 0
        yield PageFinding(file=file, place=broken, verdict=Verdict.UNREADABLE, says=str(error))


def _sha256(file: Path) -> str:
    """Return the hash of a file, or nothing where it cannot be read: `read_scan` tells that."""
    try:
        with file.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


def _findings(
    register: Register, file: Path, place: int, page: ScannedPage
) -> Iterator[PageFinding]:
    ours = [payload for payload in page.payloads if is_mark(payload)]
    if not ours:
        says = "这页没有本程序的签名二维码，或者太模糊。请用300dpi重新扫描。"
        yield PageFinding(file=file, place=place, verdict=Verdict.NO_MARK, says=says)
    for payload in ours:
        try:
            signed = read_mark(payload)
        except BadMark as error:
            yield PageFinding(file=file, place=place, verdict=Verdict.ALTERED, says=str(error))
        else:
            yield _judged(register, PageFinding(
                file=file, place=place, verdict=Verdict.GENUINE, mark=signed.mark
            ), signed, page)  # fmt: skip


def _judged(
    register: Register, finding: PageFinding, signed: SignedMark, page: ScannedPage
) -> PageFinding:
    standing = judge(signed, register.keys, register.today)
    if standing is not Standing.GENUINE:
        says = _DOUBTS[standing].format(unit=signed.mark.unit)
        return replace(finding, verdict=_VERDICTS[standing], says=says)
    finding = replace(finding, text_compared=page.digest is not None)
    if page.digest not in (None, signed.mark.digest):
        says = "二维码是真的，但这页的文字和签发时不一样。"
        return replace(finding, verdict=Verdict.ALTERED, says=says)
    if page.added:
        says = "文字和签发时一样，但页上另加了图片或批注，请与存档件对照。"
        return replace(finding, verdict=Verdict.ALTERED, says=says)
    return _dated(register, finding, signed.mark)


_DOUBTS = {
    Standing.UNKNOWN_SIGNER: "自称单位“{unit}”签发，但这里没有它的公钥。请先取得并核对它的身份卡。",
    Standing.REVOKED: "单位“{unit}”的这个公钥已经吊销，它签发的都不能作准。",
    Standing.ALTERED: "二维码的内容和签名对不上，不能作准。",
}


def _dated(register: Register, finding: PageFinding, mark: PageMark) -> PageFinding:
    """Return a genuine page with what the register knows of later versions."""
    newest = max((paper.version for paper in register.versions(mark)), default=0)
    look = "" if finding.text_compared else _LOOK
    if newest > mark.version:
        says = f"这是第{mark.version}版，已有第{newest}版。{look}"
        return replace(finding, verdict=Verdict.SUPERSEDED, newest=newest, says=says)
    return replace(finding, says=look)
