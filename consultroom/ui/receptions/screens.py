"""What the page 接待日 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consultroom.frozen import Frozen, field
from consultroom.services.advising import Advice
from consultroom.ui.forms import FormScreen
from consultroom.ui.states import State

HIDDEN, NO_NAME = "已登记", "未留名"


class DayLine(Frozen, kw_only=True):
    """One reception day in the list.

    Attributes:
        state: DONE with visits, ACTIVE today, TODO else; ``word`` says it.
    """

    id: str
    number: str
    on: date
    day: str
    state: State
    word: str


class VisitLine(Frozen, kw_only=True):
    """One visit of the day.

    Attributes:
        heads: 人次.
        answer: what was said and what came of it.
        visitor: the name, or a word that hides it.
        topic: number of the topic that grew from it.
        handler: who handles it, and by when, in words.
        waits: icon and colour while nothing has come of it.
    """

    id: str
    order: int
    matter: str
    heads: int
    handling: str
    answer: str = ""
    visitor: str = NO_NAME
    topic: str = ""
    handler: str = ""
    waits: State | None = None

    @property
    def handling_words(self) -> str:
        """What was done with it, with the topic's number, or by whom and by when."""
        return " ".join(part for part in (self.handling, self.topic[-8:], self.handler) if part)


class Entry(Frozen, kw_only=True):
    """The line a visit is written into.

    Attributes:
        serial: another number means other contents: the fields are then filled anew.
        editing: place of the visit being corrected; 0 for a new one.
        problem: why it was not taken.
    """

    serial: int = 0
    answers: Mapping[str, Any] = field(default_factory=dict)
    editing: int = 0
    problem: str = ""
    note: str = ""


class DayPage(Frozen, kw_only=True):
    """The day on show.

    Attributes:
        facts: icon and text each.
        summary: how many came with what, in words.
        names: whether the visitors' names are on show.
    """

    line: DayLine
    heading: str
    facts: tuple[tuple[str, str], ...]
    visits: tuple[VisitLine, ...] = ()
    summary: str = ""
    names: bool = False
    entry: Entry = field(default_factory=Entry)


class ReceptionsScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        total: days there are in all years.
        form: stands in place of the day while it is open; ``advice`` beside it.
        busy: what is being waited for, in words.
    """

    days: tuple[DayLine, ...] = ()
    total: int = 0
    years: tuple[int, ...] = ()
    year: int | None = None
    day: DayPage | None = None
    form: FormScreen | None = None
    advice: tuple[Advice, ...] = ()
    subheading: str = ""
    busy: str = ""
