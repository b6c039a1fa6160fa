"""Reading what the page shows: the year book once, then any table of any days from it. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from consultroom.domain import indicators, registers
from consultroom.domain.consultations import Consultation
from consultroom.domain.indicators import Statistics, StatisticsLine
from consultroom.domain.ledgers import LEDGERS, Heading, Ledger, Line
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.stations import OrgUnit
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.services import planning, reporting, safekeeping
from consultroom.services.desk import Desk
from consultroom.services.reporting import PLAN, STATISTICS, Spreadsheet
from consultroom.ui.ledgers.screens import Row, Sheet, row_of
from consultroom.ui.ledgers.sources import Sources

AT = "@"  # between a period and the one station that is asked about
SMALL = 30  # consultations a room may have to be read and counted at once
HIDDEN = frozenset({"note", "rule"})  # of statistics: told beside the line, not in it
OWN = "本表所列各项由登记的内容自动汇总，不用另外填写。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A table as it was counted.

    Attributes:
        ledger: where it is a ledger.
        statistics: where it is the statistics table.
    """

    sheet: Sheet
    ledger: Ledger | None = None
    statistics: Statistics | None = None

    def line(self, code: str) -> StatisticsLine | None:
        """Return a line of statistics by the code of its indicator."""
        lines = self.statistics.lines if self.statistics else ()
        return next((one for one in lines if one.indicator.code == code), None)


class Shelf:
    """Keeps the year book until something is written, and counts from it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stamp = ("", desk.today)
        self._book: YearBook | None = None
        self._sources: Sources | None = None

    def look_again(self) -> None:
        """Let the year book go when something was written since, or another day began."""
        stamp = (safekeeping.latest(self._desk), self._desk.today)
        if stamp != self._stamp:
            self._stamp, self._book, self._sources = stamp, None, None

    @property
    def ready(self) -> bool:
        """Whether everything was read, or is read in no time: the room is a small one."""
        return self._book is not None or self.small

    @property
    def small(self) -> bool:
        """Whether a person notices nothing of reading and counting it all."""
        if self._book is not None:
            return len(self._book.dossiers) <= SMALL
        return len(self._desk.room.find(Consultation)) <= SMALL

    @property
    def book(self) -> YearBook:
        """Everything there is."""
        if self._book is None:
            for _step in self.steps():
                pass
        assert self._book is not None  # noqa: S101 - the last step put it there
        return self._book

    def steps(self) -> Iterator[None]:
        """Read everything, a few milliseconds at a time."""
        days = year_period(self._desk.today.year)
        self._book = yield from reporting.book_steps(self._desk, days.first, days.last)

    @property
    def sources(self) -> Sources:
        """What stands behind figures."""
        if self._sources is None:
            self._sources = Sources(self.book)
        return self._sources

    def units(self) -> tuple[tuple[str, str], ...]:
        """Return the stations below, code and name each; none in a station's own room."""
        return tuple((one.code, one.name) for one in reporting.stations(self._desk))

    def unit(self, code: str) -> OrgUnit:
        """Return a station below, or whose room this is."""
        return self._desk.room.get(OrgUnit, code) if code else self._desk.station()

    def years(self) -> tuple[int, ...]:
        """Return the years there is something of, this one and the next too, the newest first."""
        today = self._desk.today.year
        if not self.ready:
            return (today + 1, today)
        days = [one.topic.proposed_on for one in self.book.dossiers]
        days += [day.on for day in self.book.reception_days]
        first = min([today, *(day.year for day in days)])
        return tuple(range(today + 1, first - 1, -1))

    def read(self, code: str, period: Period, unit: OrgUnit | None = None) -> Found:
        """Count one table, of one station below or of all there is.

        All but the plan is counted without a look into the room, so any thread will do.
        """
        if code == PLAN:
            return Found(sheet=self._plan(period, unit))
        book = self.book.over(period)
        if unit:
            book = reporting.of_unit(book, unit)
        if code == STATISTICS:
            return _statistics(indicators.statistics(book))
        return _ledger(LEDGERS[code].ledger(book))

    def _plan(self, period: Period, unit: OrgUnit | None) -> Sheet:
        desk, year = self._desk, period.first.year
        plan = planning.plan_of(desk, year)
        if unit:
            known = desk.room.one(AnnualPlan, owner=unit.code, year=year)
            plan = known or replace(plan, id="", owner=unit.code)
        items = desk.room.find(PlanItem, plan=plan.id)
        register = registers.plan_register(unit or desk.station(), plan, items)
        rows = _rows(register.lines, register.headings, period)
        return Sheet(
            code=PLAN,
            word=register.title,
            headings=register.headings,
            rows=rows,
            rule="　".join(register.foot),
        )

    def spreadsheet(self, found: Found, period: Period) -> Spreadsheet:
        """Return a table as xlsx; only the plan is read anew."""
        told = found.ledger or found.statistics
        if told is not None:
            return reporting.as_xlsx(told)
        return reporting.spreadsheet(self._desk, found.sheet.code, period.first, period.last)


def _ledger(found: Ledger) -> Found:
    totals = tuple(
        (head.word, total)
        for head, total in zip(found.headings, found.totals(), strict=False)
        if isinstance(total, int)
    )
    sheet = Sheet(
        code=found.code,
        word=found.word,
        headings=found.headings,
        rows=_rows(found.lines, found.headings, found.period),
        rule=found.rule,
        totals=totals,
    )
    return Found(sheet=sheet, ledger=found)


def _statistics(found: Statistics) -> Found:
    rows = _rows(registers.statistics_lines(found), registers.STATISTICS, found.period)
    sheet = Sheet(
        code=STATISTICS,
        word=found.title,
        headings=registers.STATISTICS,
        rows=_once(rows),
        rule=OWN,
    )
    return Found(sheet=sheet, statistics=found)


def _once(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Name each group at its first line only."""
    seen = ""
    told: list[Row] = []
    for row in rows:
        same, seen = row.words["group"] == seen, row.words["group"]
        told.append(replace(row, words={**row.words, "group": ""}) if same else row)
    return tuple(told)


def _rows(
    lines: tuple[Line, ...], headings: tuple[Heading, ...], period: Period
) -> tuple[Row, ...]:
    year = period.first.year if period.first.year == period.last.year else None
    return tuple(row_of(place, line, headings, year) for place, line in enumerate(lines, start=1))


def paper_kind(code: str) -> str:
    """Return the kind of paper of a table: ``outcomes`` is printed as ``ledger_outcomes``."""
    return code if code in (STATISTICS, PLAN) else f"ledger_{code}"
