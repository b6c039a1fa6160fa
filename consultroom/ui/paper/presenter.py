"""What the page of papers (文书) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperKind:
    """A kind of paper that can be made here, as ``sign_in`` 签到表."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A paper, made.

    Attributes:
        pdf: the bytes that are shown, printed and kept.
        file_name: suggested for saving, with its ending.
        remarks: what the clerk should know before it is printed, as a place left empty.
    """

    pdf: bytes
    file_name: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperScreen:
    """What is shown: the kinds to choose from, and the chosen paper.

    Attributes:
        making: the chosen paper is not ready yet.
        sheet: None while it is being made, or cannot be.
        sentence: why there is no sheet.
    """

    subheading: str
    kinds: tuple[PaperKind, ...]
    kind: str
    sheet: Sheet | None = None
    making: bool = False
    sentence: str = ""


class Press(Protocol):
    """What this screen asks for."""

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the subheading, and the papers there are about a record."""

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        """Make a paper, in its own time; then one of the callables is called."""

    def save(self, sheet: Sheet, path: Path) -> None:
        """Write the sheet into a file."""

    def print(self, sheet: Sheet) -> None:
        """Send the sheet to the printer."""


class PaperPresenter:
    """Chooses, makes, saves and prints a paper."""

    def __init__(
        self, press: Press, *, show: Callable[[PaperScreen], None], tell: Callable[[str], None]
    ) -> None:
        self._press = press
        self._show = show
        self._tell = tell
        self._about = ""
        self._screen = PaperScreen(subheading="", kinds=(), kind="")

    def enter(self, about: str) -> None:
        """Show the papers about a record, by default the one before; ``id/kind`` chooses one."""
        record, _, kind = (about or f"{self._about}/{self._screen.kind}").partition("/")
        subheading, kinds = self._press.about(record)
        self._about = record
        self._screen = PaperScreen(subheading=subheading, kinds=kinds, kind="")
        keys = [one.key for one in kinds]
        if not keys:
            self._draw(PaperScreen(subheading=subheading, kinds=(), kind="", sentence=NOTHING))
            return
        self.choose(kind if kind in keys else keys[0])

    def choose(self, kind: str) -> None:
        """Make and show another kind of paper."""
        about = self._about
        self._draw(replace(self._screen, kind=kind, making=True, sheet=None, sentence=""))
        self._press.make(
            about,
            kind,
            lambda sheet: self._made(about, kind, sheet, ""),
            lambda sentence: self._made(about, kind, None, sentence),
        )

    def save(self, path: Path) -> None:
        """Write the paper shown into a file, and say where it is."""
        if self._screen.sheet is not None:
            self._press.save(self._screen.sheet, path)
            self._tell(f"已保存到 {path}")

    def print(self) -> None:
        """Print the paper shown."""
        if self._screen.sheet is not None:
            self._press.print(self._screen.sheet)

    def _made(self, about: str, kind: str, sheet: Sheet | None, sentence: str) -> None:
        if (about, kind) == (self._about, self._screen.kind):  # else another one was chosen since
            self._draw(replace(self._screen, making=False, sheet=sheet, sentence=sentence))

    def _draw(self, screen: PaperScreen) -> None:
        self._screen = screen
        self._show(screen)


NOTHING = "还没有可以打印的文书。先在协商工作台填写会议通知。"
