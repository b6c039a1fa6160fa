"""What the home page (首页) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from consultroom.frozen import Frozen, field
from consultroom.ui.states import State
from consultroom.ui.values import Act, DayMark


class Figure(Frozen, kw_only=True):
    """One figure of the year.

    Attributes:
        unit: with its target where there is one: “/ 12 场”.
        state: gives the icon its colour; DONE or ACTIVE, a figure is never a warning.
        act: where the rows behind the figure are.
    """

    icon: str
    figure: str
    unit: str
    caption: str
    state: State = State.ACTIVE
    act: Act | None = None


class DueLine(Frozen, kw_only=True):
    """Something to be done: what, why now, and the act that does it.

    Attributes:
        word: said instead of the state's own word, as 未到期.
    """

    state: State
    sentence: str
    reason: str
    act: Act
    word: str = ""


class MonthCard(Frozen, kw_only=True):
    """This month's consultation.

    Attributes:
        day: of the meeting; None while it is not set.
        hour: weekday and time, as 星期四 9:00.
        prepared, to_prepare: lines of the checklist before the meeting.
        next_line: first line still open; empty when all is prepared.
        progress: what the lines are: 会前准备, or 全程进度 once the sitting was held.
        acts: the first is the page's primary button.
    """

    state: State
    word: str
    title: str
    day: date | None
    hour: str
    place: str
    people: str
    prepared: int
    to_prepare: int
    next_line: str
    acts: tuple[Act, ...]
    progress: str = "会前准备"


class MonthCell(Frozen, kw_only=True):
    """One of the year's twelve months: was there a consultation?"""

    month: int
    state: State
    act: Act | None = None


class NewsLine(Frozen, kw_only=True):
    """One pack that came from above."""

    title: str
    text: str


class Traffic(Frozen, kw_only=True):
    """The card 和上级往来.

    Attributes:
        heading: 和江州区政协往来.
        sent: when a report last went, in a sentence.
        state: DUE where that is long ago.
        note: what stands where nothing came yet.
        short: the same in a few words, for the heading of the page.
        acts: what can be done.
        due: what has to be done, for the list of the page.
    """

    heading: str
    sent: str
    state: State
    news: tuple[NewsLine, ...]
    note: str
    short: str
    acts: tuple[Act, ...]
    due: tuple[DueLine, ...]


class HomeScreen(Frozen, kw_only=True):
    """Everything the home page draws.

    Attributes:
        next_act: the one thing to do next; None when nothing waits.
        due: what else is due, most pressing first; ``more`` of it is only in the lists.
        calendar: where the whole calendar is; None while there is none.
        traffic: what goes to and fro with the organisation above.
        invitation: shown with ``begin`` while there is no consultation this month.
    """

    subheading: str
    today: date
    figures: tuple[Figure, ...]
    next_act: DueLine | None
    consultation: MonthCard | None
    due: tuple[DueLine, ...]
    marks: Mapping[date, tuple[DayMark, ...]] = field(default_factory=dict)
    months: tuple[MonthCell, ...] = ()
    months_note: str = ""
    invitation: str = "本月还没有安排协商。"
    begin: Act | None = None
    calendar: Act | None = None
    traffic: Traffic | None = None
    more: int = 0


class Home(Protocol):
    """What this screen asks for; answered by services through the composition root."""

    def __call__(self) -> HomeScreen: ...  # noqa: D102


class HomePresenter:
    """Shows the home page afresh each time it comes to the front."""

    def __init__(self, home: Home, *, show: Callable[[HomeScreen], None]) -> None:
        self._home = home
        self._show = show

    def enter(self, _about: str = "") -> None:
        """Show how things stand now."""
        self._show(self._home())
