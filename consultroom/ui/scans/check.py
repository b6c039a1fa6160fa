"""版面检查: a PDF of any program, held against the district's page. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.frozen import Frozen, replace
from consultroom.services import checking_paper, paginating
from consultroom.services.checking_paper import OffPage, PaperCheck
from consultroom.services.desk import Desk

if TYPE_CHECKING:
    from consultroom.ui.printing.making import Slow

ONLY_PDF = (
    "“{name}”是 Word 文书，行和页由打开它的程序排，程序量不了。"
    "请按“用 WPS 或 Word 打开”，在那里另存为 PDF，再把 PDF 拖进来。"
)
NO_PAPER = "“{name}”不是文书。版面检查看 PDF，也看 Word 文书；照片和扫描件请用“扫描归档”。"
LAID_OUT = "按这台电脑的 LibreOffice 排出来检查，WPS 和 Word 里的分行分页可能不同。"


class CheckScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        file: name of what was checked; empty before.
        told: what came of it, in a sentence.
        good: nothing was found.
        findings: what is off, page by page.
        busy: it is being measured.
        sentence: why nothing was measured.
        aside: whose layout was measured, where that is not the file's own.
        opens: it can be opened in a word processor, to be made into a PDF there.
    """

    file: str = ""
    told: str = ""
    good: bool = False
    findings: tuple[OffPage, ...] = ()
    busy: bool = False
    sentence: str = ""
    aside: str = ""
    opens: bool = False


class CheckPresenter:
    """Measures one paper after the other.

    Args:
        desk: returns whose district's page rules hold.
        show: draws a screen.
        slow: runs work off the GUI thread.
        edit: opens a file in the system's own program; tells whether that began.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        show: Callable[[CheckScreen], None],
        slow: Slow,
        edit: Callable[[Path], bool],
    ) -> None:
        self._desk, self._show, self._slow, self._edit = desk, show, slow, edit
        self._word: Path | None = None
        self._screen = CheckScreen()
        self._asked: Path | None = None

    def enter(self, _about: str = "") -> None:
        """Show what was checked last."""
        self._draw(self._screen)

    def check(self, file: Path) -> None:
        """Measure a PDF, or a Word file where it can be laid out here.

        The answer of one asked for before is not heard any more.
        """
        ending, name = file.suffix.lower(), file.name
        is_word = ending in paginating.WORD_ENDINGS
        self._asked, self._word = None, file if is_word else None
        if ending != ".pdf" and not is_word:
            self._draw(CheckScreen(file=name, sentence=NO_PAPER.format(name=name)))
        elif is_word and paginating.word_processor() is None:
            self._draw(CheckScreen(file=name, sentence=ONLY_PDF.format(name=name), opens=True))
        else:
            self._measure(file, is_word)

    def _measure(self, file: Path, is_word: bool) -> None:
        self._asked = file
        self._draw(CheckScreen(file=file.name, busy=True))
        geometry = self._desk().parameters().paper.geometry

        def work() -> PaperCheck:
            if is_word:
                return checking_paper.check_pdf(paginating.pages_of_file(file), geometry)
            return checking_paper.check_paper(file, geometry)

        def came(found: object) -> None:
            if file == self._asked and isinstance(found, PaperCheck):
                self._draw(_told(file, found, LAID_OUT if is_word else ""))

        def failed(sentence: str) -> None:
            if file == self._asked:
                self._draw(CheckScreen(file=file.name, sentence=sentence, opens=is_word))

        self._slow(work, came, failed)

    def open_word(self) -> None:
        """Open the Word file that could not be measured."""
        if self._word is not None and not self._edit(self._word):
            name = self._word.name
            self._draw(CheckScreen(file=name, sentence=f"“{name}”没有打开。请从它的文件夹里打开。"))

    def stop(self) -> None:
        """Do not wait for the answer."""
        self._asked = None
        self._draw(replace(self._screen, busy=False, sentence="已停止，没有检查完。"))

    def _draw(self, screen: CheckScreen) -> None:
        self._screen = screen
        self._show(screen)


def _told(file: Path, found: PaperCheck, aside: str) -> CheckScreen:
    count = len(found.findings)
    bad = f"共 {found.pages} 页，发现 {count} 处不合{found.profile}。"
    good = f"共 {found.pages} 页，版面合乎{found.profile}。"
    return CheckScreen(
        file=file.name,
        told=bad if count else good,
        good=not count,
        findings=found.findings,
        aside=aside,
    )
