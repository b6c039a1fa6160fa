"""Archiving (文书存档): what was printed is kept byte for byte, version by version.

A paper printed again unchanged is the same version, and its kept bytes are printed again. A paper
that says something else is the next version. A version number is never given twice on one computer,
not even after undoing, because the sheet with it may lie on somebody's table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import SequenceMatcher

from consultroom.domain.consultations import Attachment
from consultroom.domain.papers import IssuedPaper
from consultroom.domain.records import derived_id
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import leafing
from consultroom.services.desk import Desk
from consultroom.services.leafing import TextLine
from consultroom.services.striding import Steps, every, ordered
from consultroom.store.blobs import Blobs

_PDF = "application/pdf"
MakePdf = Callable[[int], bytes]
"""Makes the PDF of a version; called off the GUI thread, touches no room."""


class NotKept(UserError):
    """Nothing was kept under this paper, or not its bytes."""


class Wanted(Frozen, kw_only=True):
    """A paper about to be printed, its version decided.

    Attributes:
        digest: SHA-256 of what it says, hex.
        again: the register line when this version was printed before.
        sha256: hash of its kept bytes then, else empty.
    """

    kind: str
    subject: str
    digest: str
    version: int
    again: IssuedPaper | None = None
    sha256: str = ""


class KeptPdf(Frozen, kw_only=True):
    """The bytes of a version, safe on the disk.

    Attributes:
        size: bytes.
    """

    pdf: bytes
    sha256: str

    @property
    def size(self) -> int:
        """Return how many bytes."""
        return len(self.pdf)


class Leaving(Frozen, kw_only=True):
    """A paper whose bytes are safe, about to be written into the register.

    Attributes:
        copies: how many are printed; 0 for one that leaves as a file.
    """

    wanted: Wanted
    kept: KeptPdf
    title: str
    number: str
    pages: int
    copies: int


class Issued(Frozen, kw_only=True):
    """A paper as it is kept, and the bytes to print."""

    paper: IssuedPaper
    pdf: bytes


class Difference(Frozen, kw_only=True):
    """One place where two versions say something else.

    Attributes:
        was: the lines there were; empty where something was added.
        now: the lines there are; empty where something was taken out.
    """

    was: tuple[TextLine, ...] = ()
    now: tuple[TextLine, ...] = ()


# -- issuing ------------------------------------------------------------------------------------


def issue(
    desk: Desk,
    *,
    kind: str,
    subject: str,
    title: str,
    number: str = "",
    digest: str,
    make_pdf: MakePdf,
    pages: int,
    copies: int = 1,
) -> Issued:
    """Keep a paper that is about to be printed (打印文书), and return the bytes to print.

    The three steps `want`, `keep` and `enter_set` in one; a window takes the second on its worker.

    Args:
        desk: where.
        kind: code of the paper kind.
        subject: id of the record it is about.
        title: of the paper, for the list.
        number: record number printed on it.
        digest: SHA-256 of what it says, hex; equal for equal text whatever the version.
        make_pdf: makes the PDF of a version; not called when the kept bytes are the ones.
        pages: how many it has.
        copies: how many are printed; added to those of the same version before.
    """
    wanted = want(desk, kind=kind, subject=subject, digest=digest)
    kept = keep(desk.room.blobs, wanted, make_pdf)
    leaving = Leaving(
        wanted=wanted, kept=kept, title=title, number=number, pages=pages, copies=copies
    )
    return Issued(paper=enter_set(desk, (leaving,))[0], pdf=kept.pdf)


def want(desk: Desk, *, kind: str, subject: str, digest: str) -> Wanted:
    """Decide which version a paper is: the latest one again, or the next."""
    last = latest(desk, kind, subject)
    if last is not None and last.digest == digest:
        return want_again(desk, last.id)
    version = last.version + 1 if last else 1
    while desk.room.recall(IssuedPaper, _id(desk, kind, subject, version)) is not None:
        version += 1  # it was given, and taken back
    return Wanted(kind=kind, subject=subject, digest=digest, version=version)


def want_again(desk: Desk, issued_id: str) -> Wanted:
    """Ask for a version as it was printed, whatever the paper would say today.

    Raises:
        NoSuchRecord: nothing was printed under this id.
        NotKept: the register names no file.
    """
    paper = desk.room.get(IssuedPaper, issued_id)
    return Wanted(
        kind=paper.kind,
        subject=paper.subject,
        digest=paper.digest,
        version=paper.version,
        again=paper,
        sha256=sha256_of(desk, paper),
    )


def keep(blobs: Blobs, wanted: Wanted, make_pdf: MakePdf) -> KeptPdf:
    """Return the kept bytes of a version, or make and keep them; any thread may call it.

    Raises:
        UserError: the kept bytes are damaged or gone, or the disk is full.
    """
    if wanted.sha256:
        return KeptPdf(pdf=blobs.read(wanted.sha256), sha256=wanted.sha256)
    pdf = make_pdf(wanted.version)
    return KeptPdf(pdf=pdf, sha256=blobs.put(pdf))


def enter_set(desk: Desk, papers: Iterable[Leaving]) -> tuple[IssuedPaper, ...]:
    """Write papers that go out together into the register: all of them or none, as one act.

    Of a version printed before only its copies grow; what else is told of it is not looked at.
    """
    entered: list[IssuedPaper] = []
    with desk.room.act("打印文书", by=desk.by) as act:
        for one in papers:
            if one.wanted.again is not None:
                entered.append(_again(desk, one.wanted.again, one.copies))
            else:
                entered.append(_entry(desk, one))
                act.put(_file(desk, entered[-1], one.kept))
            act.put(entered[-1])
    return tuple(entered)


def _again(desk: Desk, printed: IssuedPaper, copies: int) -> IssuedPaper:
    before = desk.room.get(IssuedPaper, printed.id)
    return replace(before, copies=before.copies + copies)


def _enter_again(desk: Desk, printed: IssuedPaper, copies: int) -> IssuedPaper:
    again = _again(desk, printed, copies)
    with desk.room.act("打印文书", by=desk.by) as act:
        act.put(again)
    return again


def print_again(desk: Desk, issued_id: str, copies: int) -> Issued:
    """Write that a version is printed again, and return its kept bytes.

    Raises:
        NoSuchRecord: nothing was printed under this id.
        UserError: its bytes are damaged or gone; nothing is written then.
    """
    pdf = read(desk, issued_id)
    return Issued(paper=_enter_again(desk, desk.room.get(IssuedPaper, issued_id), copies), pdf=pdf)


def _entry(desk: Desk, leaving: Leaving) -> IssuedPaper:
    wanted = leaving.wanted
    return IssuedPaper(
        id=_id(desk, wanted.kind, wanted.subject, wanted.version),
        owner=desk.owner,
        kind=wanted.kind,
        subject=wanted.subject,
        title=leaving.title,
        about_number=leaving.number,
        version=wanted.version,
        pages=leaving.pages,
        digest=wanted.digest,
        attachment=_file_id(desk, wanted),
        copies=leaving.copies,
        printed_on=desk.today,
    )


def _file(desk: Desk, paper: IssuedPaper, kept: KeptPdf) -> Attachment:
    return Attachment(
        id=paper.attachment,
        owner=desk.owner,
        about=paper.id,
        name=file_name(paper),
        sha256=kept.sha256,
        size=kept.size,
        media_type=_PDF,
        added_on=desk.today,
    )


def _id(desk: Desk, kind: str, subject: str, version: int) -> str:
    """Return a register line's id. Two computers of a station may print one version each."""
    return derived_id("issued_paper", kind, subject, str(version), desk.room.node)


def _file_id(desk: Desk, wanted: Wanted) -> str:
    parts = (wanted.kind, wanted.subject, str(wanted.version), desk.room.node)
    return derived_id("issued_paper_pdf", *parts)


# -- reading ------------------------------------------------------------------------------------


def issued(desk: Desk, subject: str | None = None) -> tuple[IssuedPaper, ...]:
    """Return every version ever printed, the latest printed first.

    Args:
        desk: where.
        subject: id of the record they are about; None for all.
    """
    wanted = {} if subject is None else {"subject": subject}
    found = desk.room.find(IssuedPaper, **wanted)
    return tuple(sorted(found, key=_newest_first))


def issued_steps(desk: Desk) -> Steps[tuple[IssuedPaper, ...]]:
    """Read every version ever printed in steps of a few milliseconds; see `issued`."""
    return (yield from ordered((yield from every(desk, IssuedPaper)), _newest_first))


def _newest_first(paper: IssuedPaper) -> tuple[int, str, str, int]:
    day = paper.printed_on.toordinal() if paper.printed_on else 0
    return (-day, paper.about_number, paper.kind, -paper.version)


def latest(desk: Desk, kind: str, subject: str) -> IssuedPaper | None:
    """Return the last version of a paper, or None when it was never printed."""
    versions = desk.room.find(IssuedPaper, kind=kind, subject=subject)
    return max(versions, key=lambda one: (one.version, one.id), default=None)


def latest_of_each(papers: Iterable[IssuedPaper]) -> tuple[IssuedPaper, ...]:
    """Return the last version of each paper, in the order given."""
    last: dict[tuple[str, str], IssuedPaper] = {}
    for paper in papers:
        key = (paper.kind, paper.subject)
        if key not in last or last[key].version < paper.version:
            last[key] = paper
    return tuple(last.values())


def changed_since_print(
    desk: Desk, digest_today: Callable[[IssuedPaper], str | None]
) -> tuple[IssuedPaper, ...]:
    """Return the papers whose last version says something else than they would today.

    Args:
        desk: where.
        digest_today: what the paper's digest would be now; None where it cannot be made any more.
    """
    last = latest_of_each(issued(desk))
    return tuple(paper for paper in last if digest_today(paper) not in (None, paper.digest))


def named(desk: Desk, kind: str, number: str, version: int = 0) -> IssuedPaper:
    """Return a version by what stands on it.

    Args:
        desk: where.
        kind: code of the paper kind.
        number: the record number printed on it, in any case.
        version: 0 for the last one.

    Raises:
        NotKept: it was never printed, or not in this version.
    """
    found = desk.room.find(IssuedPaper, kind=kind, about_number=number.strip().upper())
    wanted = [paper for paper in found if version in (0, paper.version)]
    if wanted:
        return max(wanted, key=lambda one: (one.version, one.id))
    if found:
        last = max(paper.version for paper in found)
        raise NotKept(f"{number}的这种文书没有第{version}版，最后是第{last}版。")
    raise NotKept(f"{number}的这种文书还没有印过，请核对编号和种类。")


def sha256_of(desk: Desk, paper: IssuedPaper) -> str:
    """Return the hash under which the bytes of a version are kept.

    Raises:
        NotKept: the register names no file.
    """
    file = desk.room.recall(Attachment, paper.attachment)
    if file is None:
        raise NotKept(f"《{paper.title}》第{paper.version}版没有存下文件，只有登记。")
    return file.sha256


def read(desk: Desk, issued_id: str) -> bytes:
    """Return the bytes of a version, exactly as they were printed.

    Raises:
        NoSuchRecord: nothing was printed under this id.
        NotKept: the register names no file.
        UserError: the file is gone or damaged.
    """
    paper = desk.room.get(IssuedPaper, issued_id)
    return desk.room.blobs.read(sha256_of(desk, paper))


def file_name(paper: IssuedPaper) -> str:
    """Return a name for a copy of a version, ``WT-XS-2026-001 会议通知 第2版.pdf``."""
    words = (paper.about_number, paper.title, f"第{paper.version}版")
    told = " ".join(word for word in words if word)
    return "".join("_" if ch in _NOT_IN_NAMES else ch for ch in told)[:_LONGEST_NAME] + ".pdf"


_NOT_IN_NAMES = '\\/:*?"<>|\t\r\n'  # Windows refuses them
_LONGEST_NAME = 80  # characters; three bytes each, and a file system takes 255


# -- comparing ----------------------------------------------------------------------------------


def compare(desk: Desk, issued_id: str, today_pdf: bytes) -> tuple[Difference, ...]:
    """Return where a kept version and today's paper say something else, in reading order.

    Raises:
        NoSuchRecord: nothing was printed under this id.
        NotKept: its bytes are not there.
    """
    return differences(read(desk, issued_id), today_pdf)


def differences(was: bytes, now: bytes) -> tuple[Difference, ...]:
    """Return where two PDFs say something else, line by line; any thread may call it.

    Lines are matched through the whole paper, so one that only moved to the next page is no
    difference.

    Raises:
        Unreadable: one of them is no PDF.
    """
    if was == now:
        return ()
    before, after = leafing.text_lines(was), leafing.text_lines(now)
    texts = [line.text for line in before], [line.text for line in after]
    matched = SequenceMatcher(None, *texts, autojunk=False)
    return tuple(
        Difference(was=before[a:b], now=after[c:d])
        for tag, a, b, c, d in matched.get_opcodes()
        if tag != "equal"
    )
