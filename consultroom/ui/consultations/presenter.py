"""What the list of consultations shows, as plain data, and its filter. No Qt in this file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol

from consultroom.frozen import Frozen
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.sifting import Sieve
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day, short_day

ALL = ""  # of a filter: everything
FILTERS = {
    State.DONE: "已结束",
    State.ACTIVE: "进行中",
    State.LATE: "有逾期",
    State.DUE: "暂缓",
    State.TODO: "中止",
}  # what the five states mean for a whole consultation


class ConsultationLine(Frozen, kw_only=True):
    """One consultation in the list.

    Attributes:
        number: record number, as WT-XS-2026-011.
        step: 第 4 步 协商.
        word: said instead of the state's own word, as 暂缓.
        this_year: the year of today, which a day is told without; 0 takes the consultation's.
        meets_on: day of the sitting; None while it is not set.
        due_on: day the next line of the current step is due.
        due: that line, in words.
        initials: of the title, for finding by pinyin.
    """

    id: str
    number: str
    title: str
    step: str
    state: State
    word: str = ""
    year: int
    this_year: int = 0
    meets_on: date | None = None
    due_on: date | None = None
    due: str = ""
    initials: tuple[str, ...] = ()

    @property
    def state_words(self) -> str:
        """The state in words."""
        return self.word or self.state.word

    @property
    def meets(self) -> str:
        """The day of the sitting in words."""
        return self._day(self.meets_on) if self.meets_on else "未定"

    @property
    def due_words(self) -> str:
        """What is due and when, as 12月3日前 成果报送."""
        return f"{self._day(self.due_on)}前 {self.due}".strip() if self.due_on else self.due

    def _day(self, day: date) -> str:
        """Return a day, with its year where it is not this one."""
        told = day.year == (self.this_year or self.year)
        return short_day(day) if told else full_day(day)

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` is part of title or number, or begins the initials."""
        typed = typed.strip().lower()
        named = typed in self.title.lower() or typed in self.number.lower()
        return named or any(letters.startswith(typed) for letters in self.initials)


class ConsultationsScreen(Frozen, kw_only=True):
    """The list as it is filtered now.

    Attributes:
        years: newest first.
        counts: how many there are in each state this year, for the filter's words.
        begin: the page's primary button.
    """

    lines: Sequence[ConsultationLine]
    years: tuple[int, ...]
    year: int | None
    state: State | None
    counts: tuple[tuple[State, int], ...]
    subheading: str
    total: int = 0
    begin: Act | None = None


class Consultations(Protocol):
    """What this screen asks for: every consultation there is, newest first."""

    def __call__(self) -> tuple[ConsultationLine, ...]: ...  # noqa: D102


def _sieve(lines: tuple[ConsultationLine, ...]) -> Sieve[ConsultationLine]:
    return Sieve(lines, lambda one: (one.title, one.number), lambda one: one.initials)


def _summed(lines: tuple[ConsultationLine, ...]) -> dict[int | None, Counter[State]]:
    """Return how many there are in each state, year by year, and of all years under None."""
    sums: dict[int | None, Counter[State]] = defaultdict(Counter)
    sums[None] = Counter(line.state for line in lines)
    for (year, state), count in Counter((line.year, line.state) for line in lines).items():
        sums[year][state] = count
    return sums


class ConsultationsPresenter:
    """Filters the list and says how many are left.

    Args:
        consultations: reads them.
        show: draws a screen.
        begin: the page's primary button.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        consultations: Consultations,
        *,
        show: Callable[[ConsultationsScreen], None],
        begin: Act | None = None,
        later: Later | None = None,
    ) -> None:
        self._keys = Pace(later, typed=True)  # what is typed is looked for in turns among very many
        self._consultations = consultations
        self._show = show
        self._begin = begin
        self._lines: tuple[ConsultationLine, ...] = ()
        self._all, self._sums = _sieve(()), _summed(())
        self._year: int | None = None
        self._state: State | None = None
        self._typed = ""

    def enter(self, _about: str = "") -> None:
        """Show how things stand now, with the filter as it was."""
        self._lines = self._consultations()
        self._all, self._sums = _sieve(self._lines), _summed(self._lines)
        self._refresh()

    def choose_year(self, year: int | None) -> None:
        """Show one year, or with None all years."""
        self._year = year
        self._refresh()

    def choose_state(self, state: State | None) -> None:
        """Show one state, or with None all."""
        self._state = state
        self._refresh()

    def look_for(self, typed: str) -> None:
        """Show what answers ``typed``."""
        self._typed = typed
        self._keys.take(self._sieve().sifting(typed), lambda _found: self._refresh())

    def _sieve(self) -> Sieve[ConsultationLine]:
        """Return what finds among the consultations that the filters leave."""
        year, state = self._year, self._state
        if year is None and state is None:
            return self._all
        return self._all.among(
            (year, state),
            lambda one: year in (None, one.year) and (state is None or one.state is state),
        )

    def _refresh(self) -> None:
        lines = self._sieve().answering(self._typed)
        counts = self._sums.get(self._year, Counter())
        self._show(
            ConsultationsScreen(
                lines=lines,
                years=tuple(sorted((one for one in self._sums if one is not None), reverse=True)),
                year=self._year,
                state=self._state,
                counts=tuple((one, counts[one]) for one in State if one in counts),
                subheading=self._subheading(len(lines)),
                total=len(self._lines),
                begin=self._begin,
            )
        )

    def _subheading(self, shown: int) -> str:
        if shown == len(self._lines):
            return f"共 {shown} 场"
        return f"共 {len(self._lines)} 场，列出 {shown} 场"
