"""Reading the reception days of a room into what the page 接待日 lists, in steps. No Qt here."""

from __future__ import annotations

from collections import Counter

from consultroom.domain.receptions import ReceptionDay, Visit
from consultroom.frozen import Frozen, field
from consultroom.services import striding
from consultroom.services.desk import Desk
from consultroom.services.striding import Steps
from consultroom.ui.receptions.screens import DayLine
from consultroom.ui.receptions.telling import day_line

VISITS = 1000  # counted in a step


class DaysRead(Frozen, kw_only=True):
    """The reception days as they were read last.

    Attributes:
        days: by id, the latest first; ``lines`` are theirs.
        years: there are days of, the newest first.
        days_this_year: how many; ``visits_this_year`` came to them.
    """

    days: dict[str, ReceptionDay] = field(default_factory=dict)
    lines: tuple[DayLine, ...] = ()
    years: tuple[int, ...] = ()
    days_this_year: int = 0
    visits_this_year: int = 0


def days_read(desk: Desk) -> Steps[DaysRead]:
    """Read the days, and count their visits, in steps of a few milliseconds."""
    today = desk.today
    counts: Counter[str] = Counter()
    visits = desk.room.values(Visit, "reception_day", VISITS)
    yield from striding.each(visits, counts.update, VISITS)
    found = yield from striding.every(desk, ReceptionDay)
    ordered = yield from striding.ordered(found, _latest_first)
    lines = yield from striding.made(ordered, lambda day: day_line(day, counts[day.id], today))
    this: list[str] = []
    years: set[int] = set()
    days: dict[str, ReceptionDay] = {}
    for some in striding.parts(ordered):
        this += [day.id for day in some if day.on.year == today.year]
        years.update(day.on.year for day in some)
        days |= {day.id: day for day in some}
        if len(some) == striding.STRIDE:
            yield
    return DaysRead(
        days=days,
        lines=lines,
        years=tuple(sorted(years, reverse=True)),
        days_this_year=len(this),
        visits_this_year=sum(counts[day] for day in this),
    )


def _latest_first(day: ReceptionDay) -> tuple[int, str]:
    return (-day.on.toordinal(), day.number)
