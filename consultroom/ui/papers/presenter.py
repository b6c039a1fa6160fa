"""What the page of printed papers (文书) shows, as plain data, and its filter. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Protocol

from consultroom.frozen import Frozen, field, replace
from consultroom.services import striding
from consultroom.services.archiving import Difference
from consultroom.services.striding import Steps
from consultroom.ui.pacing import BUSY, Later, Pace
from consultroom.ui.printing.presenter import PrintJob
from consultroom.ui.sifting import Chosen, Sieve
from consultroom.ui.states import State
from consultroom.ui.wording import full_day


class Today(Enum):
    """Whether a printed version still says what the paper would say today."""

    word: str
    state: State | None

    def __new__(cls, code: str, word: str, state: State | None) -> Today:
        """Keep ``code`` as the value, word and state beside it."""
        member = object.__new__(cls)
        member._value_ = code
        member.word = word
        member.state = state
        return member

    ASKING = "asking", "正在核对…", None
    SAME = "same", "与今天一致", State.DONE
    CHANGED = "changed", "今天有变化", State.DUE
    OLDER = "older", "已有新版", State.TODO
    GONE = "gone", "已不能生成", State.TODO


AT_ONCE = 25  # answers drawn together while many are awaited


class IssuedLine(Frozen, kw_only=True):
    """One version in the list.

    Attributes:
        id: of the register line.
        kind: code of the paper kind; ``word`` is its name.
        number: record number printed on it.
        about: what the record is called.
        on: the day it was first printed.
        copies: printed so far; 0 where it left as a file only.
        file_name: suggested for saving.
        latest: no later version was printed.
    """

    id: str
    kind: str
    word: str
    number: str
    about: str = ""
    version: int = 1
    on: date | None = None
    pages: int = 1
    copies: int = 1
    file_name: str = ""
    latest: bool = True
    today: Today = Today.ASKING

    @property
    def version_words(self) -> str:
        """The version in words."""
        return f"第 {self.version} 版"

    @property
    def day_words(self) -> str:
        """The day in words."""
        return full_day(self.on) if self.on else ""

    @property
    def copies_words(self) -> str:
        """The copies in words."""
        return f"{self.copies} 份" if self.copies else "只存文件"

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` is part of its kind, number or title."""
        typed = typed.strip().lower()
        return any(typed in text.lower() for text in (self.word, self.number, self.about))


class Kept(Frozen, kw_only=True):
    """A version opened: its bytes as they were printed."""

    line: IssuedLine
    pdf: bytes


class Comparison(Frozen, kw_only=True):
    """A version beside today's paper."""

    line: IssuedLine
    was: bytes
    now: bytes
    differences: tuple[Difference, ...]


class PapersScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        kinds: code and word of those in the list.
        changed: how many would be different today; ``asking`` have not been looked at.
        kept: the version that is open, in place of the list.
        comparison: the version beside today's, in place of the list.
        busy: what is being waited for, in words.
    """

    lines: Sequence[IssuedLine] = ()
    total: int = 0
    kinds: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    only_changed: bool = False
    changed: int = 0
    asking: int = 0
    kept: Kept | None = None
    comparison: Comparison | None = None
    busy: str = ""

    @property
    def subheading(self) -> str:
        """What is listed, in words."""
        if not self.total:
            return ""
        listed = "" if len(self.lines) == self.total else f"，列出 {len(self.lines)} 份"
        asking = f"，还有 {self.asking} 份正在核对" if self.asking else ""
        return f"共 {self.total} 份{listed}{asking}"


Done = Callable[[], None]
Fail = Callable[[str], None]


class Register(Protocol):
    """What this page asks for. Slow things call one of their callables when they end."""

    def reading(self) -> Steps[tuple[IssuedLine, ...]]:
        """Read every version ever printed, the latest printed first, in steps."""

    def check(self, ids: tuple[str, ...], came: Callable[[str, Today], None]) -> None:
        """Look, one after the other, which versions would be different today."""

    def open(self, line: IssuedLine, done: Callable[[Kept], None], fail: Fail) -> None:
        """Read the bytes of a version."""

    def compare(self, line: IssuedLine, done: Callable[[Comparison], None], fail: Fail) -> None:
        """Make today's paper and compare."""

    def save(self, line: IssuedLine, path: Path, done: Done, fail: Fail) -> None:
        """Write the bytes of a version into a file."""

    def job(self, kept: Kept) -> PrintJob:
        """Return what prints a version again as it was."""


def _sieve(lines: list[IssuedLine]) -> Sieve[IssuedLine]:
    return Sieve(lines, lambda line: (line.word, line.number, line.about))


class PapersRead(Frozen, kw_only=True):
    """The register as it was read last.

    Attributes:
        lines: the latest printed first, with what is known of today; ``sieve`` finds among them.
        places: of a line among them, by its id.
        latest: ids of those of which no later version was printed.
        todays: how many there are of each answer.
    """

    lines: list[IssuedLine] = field(default_factory=list)
    sieve: Sieve[IssuedLine] = field(default_factory=lambda: _sieve([]))
    places: dict[str, int] = field(default_factory=dict)
    latest: tuple[str, ...] = ()
    todays: Counter[Today] = field(default_factory=Counter)
    kinds: tuple[tuple[str, str], ...] = ()

    def answered(self, line_id: str, today: Today) -> bool:
        """Note whether a version still says the same; tell whether that is news."""
        place = self.places.get(line_id, -1)
        if place < 0 or self.lines[place].today is today:
            return False
        self.todays[self.lines[place].today] -= 1
        self.todays[today] += 1
        self.sieve.put(place, replace(self.lines[place], today=today))
        return True


def papers_read(read: tuple[IssuedLine, ...], before: PapersRead) -> Steps[PapersRead]:
    """Lay a register ready, in steps; the answers of the last time stand until they come anew."""
    lines: list[IssuedLine] = []
    places: dict[str, int] = {}
    latest: list[str] = []
    todays: Counter[Today] = Counter()
    kinds: set[tuple[str, str]] = set()
    for part in striding.parts(read):
        told = [_with_answer(line, before) for line in part]
        places |= {line.id: at for at, line in enumerate(told, start=len(lines))}
        lines += told
        latest += [line.id for line in told if line.latest]
        todays.update(line.today for line in told)
        kinds.update((line.kind, line.word) for line in told)
        yield
    return PapersRead(
        lines=lines,
        sieve=(yield from _sieve(lines).laying()),
        places=places,
        latest=tuple(latest),
        todays=todays,
        kinds=tuple(sorted(kinds)),
    )


def _with_answer(line: IssuedLine, before: PapersRead) -> IssuedLine:
    place = before.places.get(line.id, -1)
    if not line.latest or place < 0:
        return line
    return replace(line, today=before.lines[place].today)


class PapersPresenter:
    """Lists, filters, opens, compares, prints again and saves.

    Args:
        register: where it all is.
        show: draws a screen.
        tell: says what was done.
        warn: says what stopped.
        print_box: opens the box for printing a paper.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        register: Register,
        *,
        show: Callable[[PapersScreen], None],
        tell: Callable[[str], None],
        warn: Callable[[str], None],
        print_box: Callable[[PrintJob], None],
        later: Later | None = None,
    ) -> None:
        self._pace = Pace(later)
        self._keys = Pace(later, typed=True)  # what is typed is looked for in turns among very many
        self._register = register
        self._show = show
        self._tell = tell
        self._warn = warn
        self._print_box = print_box
        self._read: tuple[IssuedLine, ...] = ()
        self._kept = PapersRead()
        self._screen = PapersScreen()
        self._typed = ""

    def enter(self, _about: str = "") -> None:
        """Show how things stand now, with the filter as it was."""
        self._screen = replace(self._screen, kept=None, comparison=None, busy="")
        self._pace.take(self._reading(), self._listed, lambda: self._wait(BUSY))

    def _reading(self) -> Steps[Callable[[], None]]:
        """Read the register and lay it ready; what is returned puts it there."""
        read = yield from self._register.reading()
        if read is self._read:
            return lambda: None
        fresh = yield from papers_read(read, self._kept)
        return partial(self._put, read, fresh)

    def _put(self, read: tuple[IssuedLine, ...], fresh: PapersRead) -> None:
        self._read, self._kept = read, fresh
        self._screen = replace(self._screen, kinds=fresh.kinds)

    def _listed(self, put: Callable[[], None]) -> None:
        put()
        self._screen = replace(self._screen, busy="")
        self._refresh()
        if self._kept.latest:
            self._register.check(self._kept.latest, self._came)

    # -- the list -------------------------------------------------------------------------------

    def look_for(self, typed: str) -> None:
        """Show what answers ``typed``."""
        self._typed = typed
        self._keys.take(self._sieve().sifting(typed), lambda _found: self._refresh())

    def choose_kind(self, kind: str) -> None:
        """Show one kind of paper, or with "" all."""
        self._screen = replace(self._screen, kind=kind)
        self._refresh()

    def show_changed(self, *, only: bool) -> None:
        """Show only what would be different today, or everything."""
        self._screen = replace(self._screen, only_changed=only)
        self._refresh()

    def _came(self, line_id: str, today: Today) -> None:
        kept = self._kept
        if not kept.answered(line_id, today):
            return
        left = kept.todays[Today.ASKING]
        together = max(AT_ONCE, len(kept.lines) // 40)  # thousands would draw the list as often
        if left < AT_ONCE or left % together == 0:
            self._refresh()

    def _sieve(self) -> Sieve[IssuedLine]:
        """Return what finds among the versions that the filters leave."""
        kind, only = self._screen.kind, self._screen.only_changed
        if not (kind or only):
            return self._kept.sieve
        return self._kept.sieve.among(
            (kind, only),
            lambda line: kind in ("", line.kind) and (not only or line.today is Today.CHANGED),
        )

    def _refresh(self) -> None:
        kept = self._kept
        found = self._sieve().answering(self._typed)
        self._draw(
            replace(
                self._screen,
                lines=Chosen(found, range(len(found))) if found is kept.lines else found,
                total=len(kept.lines),
                changed=kept.todays[Today.CHANGED],
                asking=kept.todays[Today.ASKING],
            )
        )

    # -- one version ----------------------------------------------------------------------------

    def open(self, line: IssuedLine) -> None:
        """Show a version as it was printed."""
        self._wait("正在打开…")
        self._register.open(line, self._opened, self._stopped)

    def compare(self, line: IssuedLine) -> None:
        """Show a version beside today's paper."""
        self._wait("正在比对…")
        self._register.compare(line, self._compared, self._stopped)

    def print_again(self, line: IssuedLine) -> None:
        """Ask how to print a version again, exactly as it was."""
        self._wait("正在打开…")
        self._register.open(line, self._to_printer, self._stopped)

    def save(self, line: IssuedLine, path: Path) -> None:
        """Write a version into a file, and say where it is."""
        said = f"已保存到 {path}"
        self._register.save(line, path, lambda: self._tell(said), self._warn)

    def close(self) -> None:
        """Go back to the list."""
        self._draw(replace(self._screen, kept=None, comparison=None, busy=""))

    def _opened(self, kept: Kept) -> None:
        self._draw(replace(self._screen, kept=kept, comparison=None, busy=""))

    def _compared(self, found: Comparison) -> None:
        self._draw(replace(self._screen, kept=None, comparison=found, busy=""))

    def _to_printer(self, kept: Kept) -> None:
        self._draw(replace(self._screen, busy=""))
        self._print_box(self._register.job(kept))

    def _wait(self, words: str) -> None:
        self._draw(replace(self._screen, busy=words))

    def _stopped(self, sentence: str) -> None:
        self._draw(replace(self._screen, busy=""))
        self._warn(sentence)

    def _draw(self, screen: PapersScreen) -> None:
        self._screen = screen
        self._show(screen)
