"""Taking papers out in other shapes: as Word, one file each, or a whole volume. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.domain.consultations import Consultation
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.ui.paper.presenter import Sheet
from consultroom.ui.paper.press import ABOUT, Keep
from consultroom.ui.printing.presenter import PrintJob

if TYPE_CHECKING:
    from consultroom.services.binding import Volume
    from consultroom.ui.printing.making import Slow

WORD, PIECES, VOLUME = "word", "pieces", "volume"
_WORDS = {
    WORD: "存成 Word 版…",
    PIECES: "一份一个 PDF，存到文件夹…",
    VOLUME: "整个案卷，存到空文件夹…",
}


class Going(Frozen):
    """How far something has come: what is done now, and how much of how much is behind."""

    words: str
    gone: int = 0
    total: int = 0


class Taken(Frozen):
    """What is on the screen: the record, the kind of paper, and the paper when it is made."""

    about: str
    kind: str
    sheet: Sheet | None


class Takings:
    """Does it step by step, so that it can be stopped between two.

    Args:
        desk: returns whose room.
        slow: runs work off the GUI thread.
        keep: keeps a paper that leaves as a file in the register.
        show: draws how far it has come; None when nothing goes on.
        tell: says what was done.
        warn: says what stopped.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        slow: Slow,
        keep: Keep,
        show: Callable[[Going | None], None],
        tell: Callable[[str], None],
        warn: Callable[[str], None],
    ) -> None:
        self._desk, self._slow, self._keep = desk, slow, keep
        self._show, self._tell, self._warn = show, tell, warn
        self._turn = 0

    def offered(self, here: Taken) -> tuple[tuple[str, str], ...]:
        """Return the shapes what is on the screen can be taken out in, key and word each."""
        from consultroom.services import printing

        kind = printing.KINDS.get(here.kind.partition(ABOUT)[0])
        can = {
            WORD: kind is not None and kind.twin and here.sheet is not None,
            PIECES: here.sheet is not None and len(here.sheet.job.parts) > 1,
            VOLUME: self._desk().room.one(Consultation, id=here.about) is not None,
        }
        return tuple((key, word) for key, word in _WORDS.items() if can[key])

    def stop(self) -> None:
        """Go no further; what is written already stays where it is."""
        self._turn += 1
        self._show(None)

    def take(self, key: str, here: Taken, place: Path) -> None:
        """Take out what is on the screen, into a file or folder."""
        self._turn += 1
        try:
            if key == WORD:
                self._word(here, place)
            elif key == VOLUME:
                self._volume(here, place)
            elif here.sheet is not None:
                self._pieces(here.sheet.job, place)
        except UserError as error:
            self._failed(self._turn, str(error))

    # -- as Word --------------------------------------------------------------------------------

    def _word(self, here: Taken, path: Path) -> None:
        from consultroom.services import printing, templating

        desk = self._desk()
        code, _, record = here.kind.partition(ABOUT)
        case = printing.kind_of(code).find(desk, record or here.about)
        template = templating.template(desk, code)
        self._show(Going("正在做 Word 版"))

        def work() -> object:
            paper = printing.chosen(printing.compose_case(code, case))
            printing.write(path, templating.filled(template, paper))
            lost = templating.omitted_from(template, paper)
            return "".join((f"Word 版已存到 {path}。", *lost))

        self._ask(work, self._said)

    def _said(self, said: object) -> None:
        self._show(None)
        self._tell(str(said))

    # -- one file each --------------------------------------------------------------------------

    def _pieces(self, job: PrintJob, folder: Path) -> None:
        from consultroom.services.printing import bundles

        bundles.make_folder(folder)
        self._piece(job, folder, 0)

    def _piece(self, job: PrintJob, folder: Path, at: int) -> None:
        from consultroom.services import printing

        total, turn = len(job.parts), self._turn
        if at == total:
            self._said(f"《{job.name or job.title}》已存到 {folder}，共 {total} 个文件。")
            return
        part = job.parts[at]
        file = folder / piece_name(job, at)
        self._show(Going(f"正在存 {part.title}", at, total))

        def written(_nothing: object) -> None:
            self._piece(job, folder, at + 1)

        def kept(pdf: bytes) -> None:
            if turn == self._turn:
                self._ask(lambda: printing.write(file, pdf), written)

        self._keep(part, kept, lambda sentence: self._failed(turn, sentence))

    # -- a volume -------------------------------------------------------------------------------

    def _volume(self, here: Taken, folder: Path) -> None:
        from consultroom.services import binding

        unbound = binding.read(self._desk(), here.about)
        work = binding.bound(unbound, self._desk().room.blobs, folder)
        self._show(Going("正在装订案卷", 0, unbound.steps))
        self._bind(work, 0, unbound.steps)

    def _bind(self, work: Generator[str, None, Volume], gone: int, total: int) -> None:
        def came(answer: object) -> None:
            if isinstance(answer, str):
                self._show(Going(f"正在装订：{answer}", gone + 1, total))
                self._bind(work, gone + 1, total)
            else:
                self._said(_bound(answer))  # type: ignore[arg-type]  # a Volume ends it

        self._ask(lambda: _step(work), came)

    # -- going on -------------------------------------------------------------------------------

    def _ask(self, work: Callable[[], object], came: Callable[[object], None]) -> None:
        turn = self._turn

        def answered(answer: object) -> None:
            if turn == self._turn:
                came(answer)

        self._slow(work, answered, lambda sentence: self._failed(turn, sentence))

    def _failed(self, turn: int, sentence: str) -> None:
        if turn == self._turn:
            self._show(None)
            self._warn(sentence)


def piece_name(job: PrintJob, at: int) -> str:
    """Return the file name of one paper of a set, its number too where several are of a kind."""
    part = job.parts[at]
    same = sum(other.kind == part.kind for other in job.parts) > 1
    return f"{at + 1:02d} {part.title}{f' {part.number}' if same else ''}.pdf"


def _step(work: Generator[str, None, Volume]) -> object:
    try:
        return next(work)
    except StopIteration as end:
        return end.value


def _bound(made: Volume) -> str:
    files = len(made.files)
    return f"案卷已放在 {made.folder}：全卷 {made.pages} 页，文件 {files} 个，附校验码。"
