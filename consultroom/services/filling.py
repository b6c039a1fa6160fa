"""Filling a ledger (填台账) in steps: month by month, so that a window keeps moving.

A ledger by days is the ledgers of its months, one after the other: the lines of a month are made
of what belongs to that month alone. So a year book is parted by month, and each step fills a few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from consultroom.domain.dossiers import Dossier
from consultroom.domain.ledgers import LEDGERS, Ledger, Line
from consultroom.domain.receptions import ReceptionDay, Visit
from consultroom.domain.topics import Topic, TopicDecision
from consultroom.domain.yearbooks import Period, YearBook
from consultroom.frozen import replace
from consultroom.services.striding import Steps, made

T = TypeVar("T")
LEAST = 400  # records that are worth parting
Month = tuple[int, int]


@dataclass(slots=True)
class _Pile:
    """What belongs to one month."""

    dossiers: list[Dossier] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    decisions: list[TopicDecision] = field(default_factory=list)
    days: list[ReceptionDay] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)

    def of(self, book: YearBook, month: Month) -> YearBook:
        """Return a year book of this alone."""
        return replace(
            book,
            period=_meeting(book.period, month),
            dossiers=tuple(self.dossiers),
            topics=tuple(self.topics),
            decisions=tuple(self.decisions),
            reception_days=tuple(self.days),
            visits=tuple(self.visits),
            deeds=(),
        )


Piles = dict[Month, _Pile]


def parted(code: str) -> bool:
    """Tell whether a ledger can be filled month by month."""
    return code in _PARTS


def ledger_steps(code: str, book: YearBook) -> Steps[Ledger]:
    """Fill a ledger in steps; what it comes to is the ledger that is filled at once.

    A small one takes none, and so does one that is not by days: see `parted`.
    """
    view = LEDGERS[code]
    if code not in _PARTS or _size(book) < LEAST:
        return view.ledger(book)
    piles: Piles = defaultdict(_Pile)
    yield from _PARTS[code](book, piles)
    lines: list[Line] = []
    for month in sorted(one for one in piles if _touches(book.period, one)):
        lines += view.ledger(piles[month].of(book, month)).lines
        yield
    return replace(view.ledger(_Pile().of(book, _month(book.period.first))),
                   lines=tuple(lines), period=book.period)  # fmt: skip


def _size(book: YearBook) -> int:
    return len(book.topics) + len(book.visits) + len(book.reception_days) + 20 * len(book.dossiers)


# -- months -------------------------------------------------------------------------------------


def _month(day: date) -> Month:
    return day.year, day.month


def _first_of(month: Month) -> date:
    return date(*month, 1)


def _next(month: Month) -> Month:
    year, number = month
    return (year + 1, 1) if number == 12 else (year, number + 1)


def _touches(period: Period, month: Month) -> bool:
    return _month(period.first) <= month <= _month(period.last)


def _meeting(period: Period, month: Month) -> Period:
    """Return the days of a month that a period has; it has some."""
    last = date.fromordinal(_first_of(_next(month)).toordinal() - 1)
    return Period(max(period.first, _first_of(month)), min(period.last, last))


# -- what belongs to which month ------------------------------------------------------------------


def _each(rows: tuple[T, ...], put: Callable[[T], None]) -> Steps[None]:
    yield from made(rows, put)


def _topics(book: YearBook, piles: Piles) -> Steps[None]:
    months: dict[str, Month] = {}

    def put(topic: Topic) -> None:
        months[topic.id] = _month(topic.proposed_on)
        piles[months[topic.id]].topics.append(topic)

    def decided(decision: TopicDecision) -> None:
        if decision.topic in months:
            piles[months[decision.topic]].decisions.append(decision)

    def begun(dossier: Dossier) -> None:
        if dossier.topic.id in months:
            piles[months[dossier.topic.id]].dossiers.append(dossier)

    yield from _each(book.topics, put)
    yield from _each(book.decisions, decided)
    yield from _each(book.dossiers, begun)


def _visits(book: YearBook, piles: Piles) -> Steps[None]:
    months: dict[str, Month] = {}

    def held(day: ReceptionDay) -> None:
        months[day.id] = _month(day.on)
        piles[months[day.id]].days.append(day)

    def came(visit: Visit) -> None:
        if visit.reception_day in months:
            piles[months[visit.reception_day]].visits.append(visit)

    yield from _each(book.reception_days, held)
    yield from _each(book.visits, came)


def _by_days_of(days: Callable[[Dossier], Iterable[date]]) -> Callable[..., Steps[None]]:
    """Return what puts a dossier into every month in which it has one of these days."""

    def piled(book: YearBook, piles: Piles) -> Steps[None]:
        def put(dossier: Dossier) -> None:
            for month in {_month(day) for day in days(dossier)}:
                piles[month].dossiers.append(dossier)

        yield from _each(book.dossiers, put)

    return piled


def _opinion_days(dossier: Dossier) -> Iterator[date]:
    yield from (turn.on for turn in dossier.branchings)
    if dossier.outcome is not None:
        yield dossier.outcome.submitted_on or dossier.outcome.drafted_on


def _opinions(book: YearBook, piles: Piles) -> Steps[None]:
    yield from _visits(book, piles)
    yield from _by_days_of(_opinion_days)(book, piles)


_PARTS: dict[str, Callable[[YearBook, Piles], Steps[None]]] = {
    "topics": _topics,
    "consultations": _by_days_of(lambda one: (meeting.day for meeting in one.meetings)),
    "outcomes": _by_days_of(lambda one: (handed.assigned_on for handed in one.assignments)),
    "receptions": _visits,
    "opinions": _opinions,
}
"""The ledgers by days. Those of members and of what waits are of the whole period at once; a good
deed may have grown from anything of any month."""
