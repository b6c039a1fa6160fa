"""What the page 协商日历 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from consultroom.frozen import Frozen, field
from consultroom.services.advising import Advice
from consultroom.ui.forms import FormScreen
from consultroom.ui.states import State
from consultroom.ui.values import Act, DayMark


class Look(Enum):
    """How the calendar is looked at."""

    word: str

    def __new__(cls, code: str, word: str) -> Look:
        """Keep ``code`` as the value, word beside it."""
        member = object.__new__(cls)
        member._value_ = code
        member.word = word
        return member

    MONTH = "month", "月"
    PLAN = "plan", "年度计划"
    LIST = "list", "清单"


class Event(Frozen, kw_only=True):
    """One thing on one day.

    Attributes:
        kind: what it is, in two to five characters, as 协商会.
        title: which one.
        act: what opens it.
        move: id of the consultation whose sitting may still be moved to another day.
    """

    on: date
    kind: str
    title: str = ""
    state: State
    act: Act
    move: str = ""

    @property
    def mark(self) -> DayMark:
        """The chip in the month."""
        return DayMark(state=self.state, words=f"{self.kind} {self.title}".strip())


class MonthPage(Frozen, kw_only=True):
    """One month, and the day the cursor is on.

    Attributes:
        notes: a word per day: 休, 班, the name of a holiday, or 会议日 of the cadence.
        told: about the day: today, or why it is off.
        open: a sitting may be fixed on this day: it has not passed.
    """

    month: date
    today: date
    day: date
    marks: Mapping[date, tuple[DayMark, ...]] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)
    events: tuple[Event, ...] = ()
    told: str = ""
    open: bool = True


class PlanLine(Frozen, kw_only=True):
    """A line of the plan, or a topic of the pool that may become one.

    Attributes:
        id: of the plan item, or of the topic.
        topic: id of the topic, when it came from the pool.
        about: id of the consultation it has become, or empty.
        outside: not on the plan; shown where it was consulted on (计划外).
    """

    id: str
    title: str
    topic: str = ""
    about: str = ""
    outside: bool = False

    @property
    def words(self) -> str:
        """What the line says."""
        return f"{self.title}（计划外）" if self.outside else self.title


class PlanMonth(Frozen, kw_only=True):
    """One month of the plan: ``key`` is 2026-11, ``day`` says when its meeting would be.

    Attributes:
        open: something may still be put here: the month has not passed.
    """

    key: str
    name: str
    day: str = ""
    state: State
    word: str
    lines: tuple[PlanLine, ...] = ()
    open: bool = True


class PlanPage(Frozen, kw_only=True):
    """The plan of a year.

    Attributes:
        state: 起草, 送审 or 批准.
        pool: topics that nobody has consulted on and that are not on the plan.
    """

    year: int
    state: str = ""
    months: tuple[PlanMonth, ...] = ()
    pool: tuple[PlanLine, ...] = ()
    caution: str = ""


class CalendarScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        title: what is turned to, as 2026年11月.
        events: of the year, for the list.
        form: stands in place of the calendar while it is open; ``advice`` beside it.
    """

    look: Look = Look.MONTH
    title: str = ""
    subheading: str = ""
    month: MonthPage
    plan: PlanPage | None = None
    events: tuple[Event, ...] = ()
    form: FormScreen | None = None
    advice: tuple[Advice, ...] = ()
