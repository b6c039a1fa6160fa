"""What the page 成果办理 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from consultroom.domain.followup import HandlingState
from consultroom.frozen import Frozen
from consultroom.ui.forms import FormScreen
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, short_day

PRESSING = (
    HandlingState.OVERDUE,
    HandlingState.DUE_SOON,
    HandlingState.OPEN,
    HandlingState.PLANNED,
    HandlingState.RETURNED,
    HandlingState.SETTLED,
)  # the order of the list and of its filter


class OutcomeLine(Frozen, kw_only=True):
    """One assignment in the list.

    Attributes:
        shown_as: icon and colour of its state.
        left: days to the deadline or over it, or the class of the answer.
        consultation: id of its consultation, ``title`` is its title.
        year: it was handed out in.
        this_year: the year of today; 0 for that it was handed out in.
        pressed: how often (督办), 次.
        initials: of the unit, for finding by pinyin.
    """

    id: str
    number: str
    matter: str
    unit: str
    deadline: date
    state: HandlingState
    shown_as: State
    left: str = ""
    title: str = ""
    consultation: str = ""
    year: int
    this_year: int = 0
    pressed: int = 0
    initials: tuple[str, ...] = ()

    @property
    def state_words(self) -> str:
        """The state in words, with the days where they press."""
        if self.state is HandlingState.OVERDUE:
            return f"超期 {self.left.removeprefix('超 ')}"
        if self.state is HandlingState.DUE_SOON:
            return f"临期 {self.left}"
        return self.state.label

    @property
    def deadline_words(self) -> str:
        """The deadline, with its year where it is not this one."""
        here = self.deadline.year == (self.this_year or self.year)
        return short_day(self.deadline) if here else full_day(self.deadline)

    @property
    def pressed_words(self) -> str:
        """How often it was pressed; nothing for never."""
        return f"{self.pressed} 次" if self.pressed else ""

    def answers(self, typed: str) -> bool:
        """Tell whether ``typed`` is part of its words, or begins initials."""
        typed = typed.strip().lower()
        words = (self.number, self.matter, self.unit, self.title)
        return any(typed in word.lower() for word in words) or any(
            letters.startswith(typed) for letters in self.initials
        )


class Told(Frozen, kw_only=True):
    """One thing that happened to an assignment."""

    on: date
    what: str
    text: str = ""


class Detail(Frozen, kw_only=True):
    """The assignment chosen in the list.

    Attributes:
        facts: word and text each.
        story: answers and pressings, the latest first.
        open: an answer is awaited; ``pressable`` and ``returnable`` tell what else may be done.
    """

    line: OutcomeLine
    facts: tuple[tuple[str, str], ...]
    story: tuple[Told, ...] = ()
    open: bool = True
    pressable: bool = True
    returnable: bool = True


class OutcomesScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        total: before the filters.
        counts: how many there are in each state within unit and year, for the filter's words.
        overdue: how many may be chased in one print, whatever the filters.
        busy: what is being waited for, in words.
    """

    lines: Sequence[OutcomeLine] = ()
    total: int = 0
    units: tuple[str, ...] = ()
    unit: str = ""
    years: tuple[int, ...] = ()
    year: int | None = None
    state: HandlingState | None = None
    counts: tuple[tuple[HandlingState, int], ...] = ()
    overdue: int = 0
    chosen: Detail | None = None
    form: FormScreen | None = None
    busy: str = ""

    @property
    def subheading(self) -> str:
        """What is listed, in words."""
        if self.busy or not self.total:
            return self.busy
        listed = "" if len(self.lines) == self.total else f"，列出 {len(self.lines)} 件"
        late = f"，超期 {self.overdue} 件" if self.overdue else ""
        return f"共 {self.total} 件{listed}{late}"
