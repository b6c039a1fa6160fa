"""The indicators (统计指标) of the year-end table: each with unit, rule and the rows it counts.

A number is never kept: an indicator names the records it counted, and its number is how often it
named them, so every printed number leads back to rows. There is no percentage, only a part beside
its base, and no ranking. Rules: SOURCES.md, "counting".

To add one: one `Indicator` in the module of its subject.
"""

from __future__ import annotations

from datetime import date

from consultroom.domain.indicators.counts import Counted, Indicator, Tally, tally
from consultroom.domain.indicators.handling import CONTENT, handling
from consultroom.domain.indicators.received import RECEPTION
from consultroom.domain.indicators.talks import TALKS
from consultroom.domain.parameters import DEFAULT_CLASSES
from consultroom.domain.stations import OrgUnit
from consultroom.domain.yearbooks import Period, YearBook
from consultroom.frozen import Frozen


class StatisticsLine(Frozen, kw_only=True):
    """One line of the table.

    Attributes:
        now, before, ever: 本期, 上年同期, 累计; None where there is nothing to say.
        note: 说明.
    """

    indicator: Indicator
    now: Tally
    before: Tally | None
    ever: Tally | None
    note: str = ""


class Statistics(Frozen, kw_only=True):
    """The table filled (统计表).

    Attributes:
        today: the day it is as of.
        lines: in printed order; those of one group stand together.
    """

    station: OrgUnit
    period: Period
    today: date
    lines: tuple[StatisticsLine, ...]

    @property
    def title(self) -> str:
        """Its title as printed."""
        return f"{self.station.name}{self.period.words()}工作统计表"

    @property
    def compared(self) -> bool:
        """Tell whether anything is known of the year before."""
        return any(line.before is not None for line in self.lines)


def statistics(book: YearBook) -> Statistics:
    """Return the table of a year book's period.

    A year before of which nothing at all is recorded is left empty: 0 would claim that nothing
    was done.
    """
    before = book.over(book.period.year_before())
    ever = book.over(Period(date.min, book.period.last))
    found = tuple((one, tally(one, before)) for one in indicators(book))
    known = any(past.number for one, past in found if not one.standing)
    return Statistics(
        station=book.station,
        period=book.period,
        today=book.today,
        lines=tuple(
            StatisticsLine(
                indicator=one,
                now=tally(one, book),
                before=past if known else None,
                ever=None if one.standing else tally(one, ever),
            )
            for one, past in found
        ),
    )


def indicators(book: YearBook) -> tuple[Indicator, ...]:
    """Return every indicator; the result classes are the district's own."""
    classes = book.dossiers[-1].parameters.result_classes if book.dossiers else DEFAULT_CLASSES
    return (*TALKS, *handling(classes), *CONTENT, *RECEPTION)


__all__ = [
    "Counted",
    "Indicator",
    "Statistics",
    "StatisticsLine",
    "Tally",
    "indicators",
    "statistics",
    "tally",
]
