"""The register of printed papers, read from the room. What is slow runs off the GUI thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from consultroom.domain.papers import IssuedPaper
from consultroom.errors import UserError
from consultroom.services import archiving, safekeeping, striding
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps, at_once
from consultroom.ui.papers.presenter import Comparison, Done, Fail, IssuedLine, Kept, Today
from consultroom.ui.printing.making import Slow, made_of
from consultroom.ui.printing.presenter import PrintJob
from consultroom.ui.turns import later

if TYPE_CHECKING:
    from consultroom.services.printing.cases import Case
    from consultroom.services.printing.marks import Marks

Came = Callable[[str, Today], None]


class RoomRegister(QObject):
    """Everything that was printed in a room.

    Args:
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread.
        parent: what shows them; with it goes what is left for later.
    """

    def __init__(
        self, desk: Callable[[], Desk], *, slow: Slow, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._slow = slow
        self._later = later(self)
        self._waiting: deque[str] = deque()
        self._looking = False
        self._lines: tuple[IssuedLine, ...] = ()
        self._act = ""  # the latest when they were read
        self._came: Came = lambda _id, _today: None
        self._known: dict[str, tuple[str, Today]] = {}  # id → act the answer is of, answer

    def lines(self) -> tuple[IssuedLine, ...]:
        """Return every version ever printed, the latest printed first."""
        return at_once(self.reading())

    def reading(self) -> Steps[tuple[IssuedLine, ...]]:
        """Read them in steps of a few milliseconds; unchanged they are the very lines of before."""
        act = safekeeping.latest(self._desk())
        if act != self._act:
            papers = yield from archiving.issued_steps(self._desk())
            last = yield from _latest(papers)
            lines: list[IssuedLine] = []
            some: Sequence[IssuedPaper] = ()  # of nothing printed there are no parts
            for some in striding.parts(papers):
                lines += [_line(paper, latest=paper.id in last) for paper in some]
                yield
            self._lines, self._act = tuple(lines), act
            read = list(papers)
            del papers, some
            yield from striding.let_go(read)
        return self._lines

    # -- looking which would be different today ---------------------------------------------------

    def check(self, ids: tuple[str, ...], came: Came) -> None:
        """Look at versions one after the other, a turn of the event loop each."""
        self._waiting = deque(ids)
        self._came = came
        if not self._looking:
            self._looking = True
            self._later(self._look_at_next)

    def _look_at_next(self) -> None:
        if not self._waiting:
            self._looking = False
            return
        paper_id = self._waiting.popleft()
        act = safekeeping.latest(self._desk())
        if self._known.get(paper_id, ("", Today.ASKING))[0] == act:
            self._answer(paper_id, act, self._known[paper_id][1])
            return
        paper = self._desk().room.one(IssuedPaper, id=paper_id)
        case = self._case(paper) if paper else None
        if paper is None or case is None:
            self._answer(paper_id, act, Today.GONE)
            return
        self._slow(
            lambda: _digest(paper.kind, case),
            lambda digest: self._answer(paper_id, act, _today(paper, digest)),
            lambda _sentence: self._answer(paper_id, act, Today.GONE),
        )

    def _answer(self, paper_id: str, act: str, today: Today) -> None:
        self._known[paper_id] = (act, today)
        self._came(paper_id, today)
        self._later(self._look_at_next)

    def _case(self, paper: IssuedPaper) -> Case | None:
        """Read what a paper is about; None when it is there no more."""
        from consultroom.services import printing

        try:
            return printing.kind_of(paper.kind).find(self._desk(), paper.subject)
        except UserError:
            return None

    # -- one version ------------------------------------------------------------------------------

    def open(self, line: IssuedLine, done: Callable[[Kept], None], fail: Fail) -> None:
        """Read the bytes of a version; they are hashed before they are believed."""
        self._bytes(line, lambda pdf: done(Kept(line=line, pdf=pdf)), fail)

    def compare(self, line: IssuedLine, done: Callable[[Comparison], None], fail: Fail) -> None:
        """Make today's paper and compare it with the version."""
        paper = self._desk().room.one(IssuedPaper, id=line.id)
        case = self._case(paper) if paper else None
        if paper is None or case is None:
            fail(f"《{line.word}》所依据的记录已经不在，今天生成不了，只能打开当时印的。")
            return
        from consultroom.services import printing

        blobs, marks = self._desk().room.blobs, printing.marks_of(self._desk(), line.kind, case)
        self._try(
            lambda: archiving.sha256_of(self._desk(), paper),
            lambda sha: self._slow(
                lambda: _comparison(line, blobs.read(sha), case, marks),
                lambda found: _handed(found, done),
                fail,
            ),
            fail,
        )

    def save(self, line: IssuedLine, path: Path, done: Done, fail: Fail) -> None:
        """Write the bytes of a version into a file."""
        from consultroom.services import printing

        def write(pdf: bytes) -> None:
            self._slow(lambda: printing.write(path, pdf), lambda _nothing: done(), fail)

        self._bytes(line, write, fail)

    def job(self, kept: Kept) -> PrintJob:
        """Return what prints a version again as it was."""
        line = kept.line
        return PrintJob(
            kind=line.kind,
            title=line.word,
            number=line.number,
            pdf=kept.pdf,
            pages=line.pages,
            again=line.id,
        )

    def _bytes(self, line: IssuedLine, done: Callable[[Any], None], fail: Fail) -> None:
        blobs = self._desk().room.blobs
        self._try(
            lambda: archiving.sha256_of(self._desk(), self._desk().room.get(IssuedPaper, line.id)),
            lambda sha: self._slow(lambda: blobs.read(sha), done, fail),
            fail,
        )

    @staticmethod
    def _try(work: Callable[[], str], done: Callable[[str], None], fail: Fail) -> None:
        try:
            answer = work()
        except UserError as error:
            fail(str(error))
        else:
            done(answer)


def _latest(papers: tuple[IssuedPaper, ...]) -> Steps[frozenset[str]]:
    """Return the ids of the last version of each paper."""
    last: dict[tuple[str, str], IssuedPaper] = {}
    for part in striding.parts(papers):
        for paper in part:
            before = last.get((paper.kind, paper.subject))
            if before is None or before.version < paper.version:
                last[paper.kind, paper.subject] = paper
        yield
    found: set[str] = set()
    for some in striding.parts(tuple(last.values())):
        found.update(paper.id for paper in some)
        yield
    return frozenset(found)


def _line(paper: IssuedPaper, *, latest: bool) -> IssuedLine:
    word = _word(paper.kind)
    return IssuedLine(
        id=paper.id,
        kind=paper.kind,
        word=word,
        number=paper.about_number,
        about=paper.title.removeprefix(f"{word}："),
        version=paper.version,
        on=paper.printed_on,
        pages=paper.pages,
        copies=paper.copies,
        file_name=archiving.file_name(paper),
        latest=latest,
        today=Today.ASKING if latest else Today.OLDER,
    )


def _word(kind: str) -> str:
    """Return a kind's name; one of a later program is called by its code."""
    from consultroom.services import printing

    known = printing.KINDS.get(kind)
    return known.word if known else kind


def _digest(kind: str, case: Case) -> str:
    from consultroom.services import printing
    from consultroom.services.printing.jobs import laid_out

    return laid_out(printing.compose_case(kind, case)).digest


def _today(paper: IssuedPaper, digest: object) -> Today:
    return Today.SAME if digest == paper.digest else Today.CHANGED


def _comparison(line: IssuedLine, was: bytes, case: Case, marks: Marks | None) -> Comparison:
    from consultroom.services import printing

    job, _ = made_of(printing.compose_case(line.kind, case, marks=marks))
    found = archiving.differences(was, job.pdf)
    return Comparison(line=line, was=was, now=job.pdf, differences=found)


def _handed(found: object, done: Callable[[Comparison], None]) -> None:
    if isinstance(found, Comparison):
        done(found)
