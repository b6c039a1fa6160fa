"""Reading what the page shows: the year book once, then any table of any days from it. No Qt."""

from __future__ import annotations

from datetime import date

from consultroom.domain import indicators, registers
from consultroom.domain.consultations import Consultation
from consultroom.domain.indicators import Statistics, StatisticsLine
from consultroom.domain.ledgers import Heading, Ledger, Line
from consultroom.domain.members import Member
from consultroom.domain.plans import AnnualPlan, PlanItem
from consultroom.domain.receptions import ReceptionDay, Visit
from consultroom.domain.records import Record
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic
from consultroom.domain.yearbooks import Period, YearBook, year_period
from consultroom.frozen import Frozen, replace
from consultroom.services import filling, planning, reporting, safekeeping, striding
from consultroom.services.desk import Desk
from consultroom.services.reporting import PLAN, STATISTICS, Spreadsheet
from consultroom.services.striding import Steps
from consultroom.ui.ledgers.charts import Bars, Parts, bars_steps, parts_steps, statistics_bars
from consultroom.ui.ledgers.screens import Row, Sheet, columns_of
from consultroom.ui.ledgers.sources import Sources, sources_of

AT = "@"  # between a period and the one station that is asked about
SMALL = 30  # consultations a room may have to be read and counted at once
FEW = 400  # topics, visits, days and members together, likewise
HIDDEN = frozenset({"note", "rule"})  # of statistics: told beside the line, not in it
OWN = "本表所列各项由登记的内容自动汇总，不用另外填写。"


class Found(Frozen, kw_only=True):
    """A table as it was counted.

    Attributes:
        ledger: where it is a ledger.
        statistics: where it is the statistics table.
        bars: and ``parts``, a table as it is drawn; None where it has no drawing.
    """

    sheet: Sheet
    ledger: Ledger | None = None
    statistics: Statistics | None = None
    bars: Bars | None = None
    parts: Parts | None = None

    def line(self, code: str) -> StatisticsLine | None:
        """Return a line of statistics by the code of its indicator."""
        lines = self.statistics.lines if self.statistics else ()
        return next((one for one in lines if one.indicator.code == code), None)


_COUNTED: tuple[type[Record], ...] = (Topic, Visit, ReceptionDay, Member)


class Shelf:
    """Keeps the year book until something is written, and counts from it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._stamp = ("", desk.today)
        self._book: YearBook | None = None
        self._sources: Sources | None = None
        self._years: frozenset[int] | None = None
        self._small: bool | None = None

    def look_again(self) -> tuple[str, date]:
        """Let the year book go when something was written since, or another day began.

        Returns:
            What tells this state of the room from others.
        """
        stamp = (safekeeping.latest(self._desk), self._desk.today)
        if stamp != self._stamp:
            self._stamp = stamp
            self._book = self._sources = self._years = self._small = None
        return stamp

    @property
    def ready(self) -> bool:
        """Whether everything was read, or is read in no time: the room is a small one."""
        return self._book is not None or self.small

    @property
    def small(self) -> bool:
        """Whether a person notices nothing of reading and counting it all."""
        if self._small is None:
            few = self._has_at_most(FEW, *_COUNTED)
            self._small = few and self._has_at_most(SMALL, Consultation)
        return self._small

    def _has_at_most(self, most: int, *kinds: type[Record]) -> bool:
        """Tell whether there are no more records of some kinds; 100,000 are not counted for it."""
        for kind in kinds:
            most -= len(next(self._desk.room.parts(kind, most + 1), ()))
            if most < 0:
                return False
        return True

    @property
    def book(self) -> YearBook:
        """Everything there is."""
        return self._book if self._book is not None else striding.at_once(self.opening())

    def opening(self) -> Steps[YearBook]:
        """Read everything in steps."""
        if self._book is None:
            days = year_period(self._desk.today.year)
            self._book = yield from reporting.book_steps(self._desk, days.first, days.last)
            self._years = yield from _years_of(self._book)
        return self._book

    def laying(self) -> Steps[None]:
        """Lay ready what stands behind figures, before anybody asks."""
        if self._sources is None:
            self._sources = yield from sources_of((yield from self.opening()))

    @property
    def sources(self) -> Sources:
        """What stands behind figures."""
        if self._sources is None:
            striding.at_once(self.laying())
        assert self._sources is not None  # noqa: S101 - laid just now
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
        if self._years is None:
            self._years = striding.at_once(_years_of(self.book))
        first = min((today, *self._years))
        return tuple(range(today + 1, first - 1, -1))

    def read(self, code: str, period: Period, unit: OrgUnit | None = None) -> Found:
        """Count one table at once; see `reading`.

        All but the plan is counted without a look into the room once the book is read, so any
        thread will do.
        """
        return striding.at_once(self.reading(code, period, unit))

    def reading(self, code: str, period: Period, unit: OrgUnit | None = None) -> Steps[Found]:
        """Count one table, of one station below or of all there is, in steps."""
        if code == PLAN:
            return Found(sheet=self._plan(period, unit))
        book = (yield from self.opening()).over(period)
        if unit:
            book = reporting.of_unit(book, unit)
        if code == STATISTICS:
            return _statistics(indicators.statistics(book), statistics_bars(book))
        return (yield from _ledger((yield from filling.ledger_steps(code, book))))

    def _plan(self, period: Period, unit: OrgUnit | None) -> Sheet:
        desk, year = self._desk, period.first.year
        plan = planning.plan_of(desk, year)
        if unit:
            known = desk.room.one(AnnualPlan, owner=unit.code, year=year)
            plan = known or replace(plan, id="", owner=unit.code)
        items = desk.room.find(PlanItem, plan=plan.id)
        register = registers.plan_register(unit or desk.station(), plan, items)
        rows = striding.at_once(_rows(register.lines, register.headings, period))
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


def _years_of(book: YearBook) -> Steps[frozenset[int]]:
    """Find the years there is something of."""
    years = {day.on.year for day in book.reception_days}
    yield from striding.each(
        striding.parts(book.topics),
        lambda part: years.update(topic.proposed_on.year for topic in part),
    )
    return frozenset(years)


def _ledger(found: Ledger) -> Steps[Found]:
    rows = yield from _rows(found.lines, found.headings, found.period)
    totals = [0] * len(found.headings)
    summed = [at for at, head in enumerate(found.headings) if head.summed]
    for part in striding.parts(found.lines):
        for at in summed:
            totals[at] += sum(cell for line in part if isinstance(cell := line.cells[at], int))
        if len(part) == striding.STRIDE:
            yield
    sheet = Sheet(
        code=found.code,
        word=found.word,
        headings=found.headings,
        rows=rows,
        rule=found.rule,
        totals=tuple((found.headings[at].word, totals[at]) for at in summed if rows),
    )
    bars, parts = (yield from bars_steps(found)), (yield from parts_steps(found))
    return Found(sheet=sheet, ledger=found, bars=bars, parts=parts)


def _statistics(found: Statistics, bars: Bars | None) -> Found:
    lines = registers.statistics_lines(found)
    rows = striding.at_once(_rows(lines, registers.STATISTICS, found.period))
    sheet = Sheet(
        code=STATISTICS,
        word=found.title,
        headings=registers.STATISTICS,
        rows=_once(rows),
        rule=OWN,
    )
    return Found(sheet=sheet, statistics=found, bars=bars)


def _once(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Name each group at its first line only."""
    seen: object = None
    told: list[Row] = []
    for row in rows:
        same, seen = row.cell("group") == seen, row.cell("group")
        told.append(replace(row, blank="group") if same else row)
    return tuple(told)


def _rows(
    lines: tuple[Line, ...], headings: tuple[Heading, ...], period: Period
) -> Steps[tuple[Row, ...]]:
    year = period.first.year if period.first.year == period.last.year else None
    columns = columns_of(headings, year)
    return (yield from striding.made(range(len(lines)), lambda at: Row(at + 1, lines[at], columns)))


def paper_kind(code: str) -> str:
    """Return the kind of paper of a table: ``outcomes`` is printed as ``ledger_outcomes``."""
    return code if code in (STATISTICS, PLAN) else f"ledger_{code}"
