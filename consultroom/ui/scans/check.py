"""版面检查: a PDF of any program, held against the district's page. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.services import checking_paper
from consultroom.services.checking_paper import OffPage, PaperCheck
from consultroom.services.desk import Desk

if TYPE_CHECKING:
    from consultroom.ui.printing.making import Slow

ONLY_PDF = "版面检查只看 PDF。Word 文书请先在 WPS 或 Word 里另存为 PDF，再检查。"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckScreen:
    """The page as it is now.

    Attributes:
        file: name of what was checked; empty before.
        told: what came of it, in a sentence.
        good: nothing was found.
        findings: what is off, page by page.
        busy: it is being measured.
        sentence: why nothing was measured.
    """

    file: str = ""
    told: str = ""
    good: bool = False
    findings: tuple[OffPage, ...] = ()
    busy: bool = False
    sentence: str = ""


class CheckPresenter:
    """Measures one PDF after the other.

    Args:
        desk: returns whose district's page rules hold.
        show: draws a screen.
        slow: runs work off the GUI thread.
    """

    def __init__(
        self, desk: Callable[[], Desk], *, show: Callable[[CheckScreen], None], slow: Slow
    ) -> None:
        self._desk, self._show, self._slow = desk, show, slow
        self._screen = CheckScreen()
        self._asked: Path | None = None

    def enter(self, _about: str = "") -> None:
        """Show what was checked last."""
        self._draw(self._screen)

    def check(self, file: Path) -> None:
        """Measure a PDF; the answer of one asked for before is not heard any more."""
        if file.suffix.lower() != ".pdf":
            self._draw(CheckScreen(file=file.name, sentence=ONLY_PDF))
            return
        self._asked = file
        self._draw(CheckScreen(file=file.name, busy=True))
        geometry = self._desk().parameters().paper.geometry

        def came(found: object) -> None:
            if file == self._asked and isinstance(found, PaperCheck):
                self._draw(_told(file, found))

        def failed(sentence: str) -> None:
            if file == self._asked:
                self._draw(CheckScreen(file=file.name, sentence=sentence))

        self._slow(lambda: checking_paper.check_paper(file, geometry), came, failed)

    def stop(self) -> None:
        """Do not wait for the answer."""
        self._asked = None
        self._draw(replace(self._screen, busy=False, sentence="已停止，没有检查完。"))

    def _draw(self, screen: CheckScreen) -> None:
        self._screen = screen
        self._show(screen)


def _told(file: Path, found: PaperCheck) -> CheckScreen:
    count = len(found.findings)
    bad = f"共 {found.pages} 页，发现 {count} 处不合{found.profile}。"
    good = f"共 {found.pages} 页，版面合乎{found.profile}。"
    return CheckScreen(
        file=file.name, told=bad if count else good, good=not count, findings=found.findings
    )
