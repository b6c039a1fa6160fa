"""What the page of papers (文书) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from consultroom.frozen import Frozen, replace
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.printing.presenter import PrintJob


class PaperKind(Frozen, kw_only=True):
    """A kind of paper that can be made here, as ``sign_in`` 签到表."""

    key: str
    label: str


class Sheet(Frozen, kw_only=True):
    """A paper, made.

    Attributes:
        job: what is shown, and may be printed and kept.
        file_name: suggested for saving, with its ending.
        remarks: what the clerk should know before it is printed, as a place left empty.
    """

    job: PrintJob
    file_name: str
    remarks: tuple[str, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The bytes that are shown."""
        return self.job.pdf


class PaperScreen(Frozen, kw_only=True):
    """What is shown: the kinds to choose from, and the chosen paper.

    Attributes:
        making: the chosen paper is not ready yet.
        sheet: None while it is being made, or cannot be.
        sentence: why there is no sheet.
        breakable: the chosen paper has a title whose lines the clerk may place.
    """

    subheading: str
    kinds: tuple[PaperKind, ...]
    kind: str
    sheet: Sheet | None = None
    making: bool = False
    sentence: str = ""
    breakable: bool = False


class Press(Protocol):
    """What this screen asks for."""

    def about(self, about: str) -> tuple[str, tuple[PaperKind, ...]]:
        """Return the subheading, and the papers there are about a record."""

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        """Make a paper, in its own time; then one of the callables is called."""

    def save(
        self, sheet: Sheet, path: Path, done: Callable[[], None], fail: Callable[[str], None]
    ) -> None:
        """Keep the sheet, and write it into a file."""

    def title(self, about: str, kind: str) -> TitleScreen | None:
        """Return the title of a paper and how it may be broken; None when it may not."""

    def break_title(self, about: str, kind: str, typed: str) -> None:
        """Break the title where lines end; may raise a sentence."""


class PaperPresenter:
    """Chooses, makes, saves and prints a paper.

    Args:
        press: makes it.
        show: draws a screen.
        tell: says what was done.
        warn: says what stopped.
        print_box: opens the box for printing a paper.
        title_box: opens the box for breaking its title.
    """

    def __init__(
        self,
        press: Press,
        *,
        show: Callable[[PaperScreen], None],
        tell: Callable[[str], None],
        warn: Callable[[str], None],
        print_box: Callable[[PrintJob], None],
        title_box: Callable[[TitleScreen], None],
    ) -> None:
        self._press = press
        self._warn = warn
        self._print_box = print_box
        self._title_box = title_box
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
        breakable = self._press.title(about, kind) is not None
        self._draw(
            replace(
                self._screen,
                kind=kind,
                making=True,
                sheet=None,
                sentence="",
                breakable=breakable,
            )
        )
        self._press.make(
            about,
            kind,
            lambda sheet: self._made(about, kind, sheet, ""),
            lambda sentence: self._made(about, kind, None, sentence),
        )

    @property
    def shown(self) -> tuple[str, str, Sheet | None]:
        """The record, the kind chosen, and the paper when it is made."""
        return self._about, self._screen.kind, self._screen.sheet

    def save(self, path: Path) -> None:
        """Write the paper shown into a file, and say where it is."""
        if self._screen.sheet is not None:
            said = f"已保存到 {path}"
            self._press.save(self._screen.sheet, path, lambda: self._tell(said), self._warn)

    def print(self) -> None:
        """Ask how to print the paper shown."""
        if self._screen.sheet is not None:
            self._print_box(self._screen.sheet.job)

    def ask_title(self) -> None:
        """Ask where the lines of the title end."""
        title = self._press.title(self._about, self._screen.kind)
        if title is not None:
            self._title_box(title)

    def break_title(self, typed: str) -> None:
        """Break the title as typed and make the paper anew; what is refused is raised on."""
        kind = self._screen.kind
        self._press.break_title(self._about, kind, typed)
        self.choose(kind)

    def _made(self, about: str, kind: str, sheet: Sheet | None, sentence: str) -> None:
        if (about, kind) == (self._about, self._screen.kind):  # else another one was chosen since
            self._draw(replace(self._screen, making=False, sheet=sheet, sentence=sentence))

    def _draw(self, screen: PaperScreen) -> None:
        self._screen = screen
        self._show(screen)


NOTHING = "还没有可以打印的文书。先在协商工作台填写会议通知。"
