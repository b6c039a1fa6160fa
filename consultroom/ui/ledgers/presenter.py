"""The presenter of 台账统计: which table, which days, what stands behind a number. No Qt here."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.domain.ledgers import CellKind
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import filling, reporting, striding
from consultroom.services.desk import Desk
from consultroom.services.reporting import STATISTICS
from consultroom.ui.ledgers import charts
from consultroom.ui.ledgers.reading import AT, HIDDEN, Found, Shelf, paper_kind
from consultroom.ui.ledgers.screens import FIGURES, Detail, Figure, LedgersScreen, Row, Sheet
from consultroom.ui.ledgers.spans import (
    Span,
    SpanKind,
    key_of,
    month_key,
    part_of,
    span_of,
    within,
)
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.values import Act

if TYPE_CHECKING:
    from consultroom.ui.printing.making import Slow

_TITLES = ("matter", "title", "word", "name")
BUSY = "正在统计…"
START = "outcomes"  # the table that is asked for most


class LedgersPresenter:
    """Chooses a table and its days, filters it by its bars, and explains its numbers.

    Args:
        desk: whose room.
        show: draws a screen.
        tell: says what was done.
        warn: says what stopped.
        follow: goes to another page.
        slow: runs work off the GUI thread.
        later: does something in the next turn of the event loop.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[LedgersScreen], None],
        tell: Callable[[str], None],
        warn: Callable[[str], None],
        follow: Callable[[Act], None],
        slow: Slow,
        later: Later,
    ) -> None:
        self._desk = desk
        self._show = show
        self._tell = tell
        self._warn = warn
        self._follow = follow
        self._slow = slow
        self._pace, self._behind = Pace(later), Pace(later)
        self._shelf = Shelf(desk)
        self._asked: object = None
        self._rows: tuple[Row, ...] = ()  # those listed
        self._kinds = _kinds()
        self._code = START
        self._span = span_of(desk.today)
        self._period = self._span.period()
        self._only = self._unit = ""
        self._chosen = 0
        self._figure = FIGURES[0]
        self._sentence = self._busy = ""
        self._turn = 0  # an answer of an earlier turn is not heard
        self._found: Found | None = None

    def enter(self, about: str = "") -> None:
        """Show how things stand; ``outcomes`` opens that table."""
        if about in dict(self._kinds):
            self._code = about
        self._read()

    # -- what is asked about --------------------------------------------------------------------

    def choose_kind(self, code: str) -> None:
        """Show another table of the same days."""
        self._code, self._only, self._chosen = code, "", 0
        self._read()

    def choose_unit(self, unit: str) -> None:
        """Ask about one station below, or with "" about all."""
        self._unit, self._only, self._chosen = unit, "", 0
        self._read()

    def choose_span(self, kind: SpanKind) -> None:
        """Ask about a year, a quarter, a month or any days."""
        part = part_of(kind, self._desk.today)
        period = self._period
        self._put(replace(self._span, kind=kind, part=part, first=period.first, last=period.last))

    def choose_year(self, year: int) -> None:
        """Ask about another year."""
        self._put(replace(self._span, year=year))

    def choose_part(self, part: int) -> None:
        """Ask about another quarter or month."""
        self._put(replace(self._span, part=part))

    def choose_days(self, first: date | None, last: date | None) -> None:
        """Ask about any days; while one of them is missing nothing changes."""
        if first and last and (first, last) != (self._span.first, self._span.last):
            self._put(replace(self._span, first=first, last=last))

    def _put(self, span: Span) -> None:
        self._span, self._only, self._chosen = span, "", 0
        self._read()

    def _read(self) -> None:
        """Count the table asked for; in a large room step by step, while the window moves on."""
        self._turn += 1
        self._sentence = self._busy = ""
        try:
            self._period = self._span.period()
        except UserError as error:
            self._failed(str(error))
            return
        asked = self._code, self._period, self._unit, self._shelf.look_again()
        if asked == self._asked and self._found is not None:
            self._draw()
            return
        self._asked = asked
        unit = self._shelf.unit(self._unit) if self._unit else None
        if self._heavy:
            count = partial(self._shelf.read, self._code, self._period, unit)
            self._pace.take(self._shelf.opening(), lambda _book: self._apart(count), self._wait)
        else:
            steps = self._shelf.reading(self._code, self._period, unit)
            self._pace.take(steps, self._came, self._wait)

    @property
    def _heavy(self) -> bool:
        """Whether it is counted for longer than a window may stand still, and not in steps."""
        stepped = self._code == reporting.PLAN or filling.parted(self._code)
        return not stepped and not self._shelf.small

    def _apart(self, count: Callable[[], object]) -> None:
        """Count off the GUI thread."""
        turn = self._turn
        self._wait()

        def came(found: object) -> None:
            if turn == self._turn and isinstance(found, Found):
                self._came(found)

        self._slow(count, came, self._failed)

    def _came(self, found: Found) -> None:
        self._found, self._rows, self._busy = found, found.sheet.rows, ""
        if self._only and found.ledger is not None:
            self._list(striding.at_once(charts.picked_steps(found.ledger, self._only)))
        else:
            self._draw()
        if not self._shelf.small:
            self._behind.take(self._shelf.laying(), lambda _laid: None)

    def _wait(self) -> None:
        self._found, self._rows, self._busy = None, (), BUSY
        self._draw()

    def _failed(self, sentence: str) -> None:
        self._sentence, self._busy = sentence, ""
        self._draw()

    # -- the table ------------------------------------------------------------------------------

    def show_only(self, key: str) -> None:
        """List what stands behind one bar: ``on=2026-03`` or ``part=办结``; "" lists all.

        Lines of statistics are of no one day: there the month of the bar is asked about.
        """
        if self._found is not None and self._found.statistics is not None:
            self._put(within(self._span, key.removeprefix("on=")))
            return
        self._only = "" if key == self._only else key
        self._chosen = 0
        ledger = self._found.ledger if self._found else None
        if self._only and ledger is not None:
            self._pace.take(charts.picked_steps(ledger, self._only), self._list)
        else:
            self._rows = self._found.sheet.rows if self._found else ()
            self._draw()

    def _list(self, places: frozenset[int]) -> None:
        """List these lines, by their numbers."""
        every = self._found.sheet.rows if self._found else ()
        self._rows = tuple(row for row in every if row.place in places)
        self._draw()

    def choose(self, place: int) -> None:
        """Tell all about one line, by its number."""
        if place != self._chosen:
            self._chosen = place
            self._draw()

    def explain(self, place: int, figure: str) -> None:
        """Show the records behind one number of one line."""
        self._chosen, self._figure = place, figure if figure in FIGURES else self._figure
        self._draw()

    def open(self, act: Act) -> None:
        """Go to the page of a record."""
        self._follow(act)

    # -- leaving the screen ---------------------------------------------------------------------

    def print(self) -> None:
        """Go to the page that shows, prints and saves the paper of this table."""
        unit = f"{AT}{self._unit}" if self._unit else ""
        about = f"{key_of(self._period)}{unit}/{paper_kind(self._code)}"
        self._follow(Act(word="打印", page="ledger_paper", about=about))

    def file_name(self) -> str:
        """Return what a spreadsheet of this table is called."""
        word = dict(self._kinds)[self._code]
        return f"{self._shelf.unit(self._unit).name}{word} {self._period.words()}.xlsx"

    def export(self, path: Path) -> None:
        """Write the table as a spreadsheet."""
        from consultroom.services import printing

        found, period = self._found, self._period
        if found is None:
            return

        def work() -> object:
            made = self._shelf.spreadsheet(found, period)
            printing.write(path, made.content)
            return f"{made.title}已存到 {path}，共 {made.lines} 行。"

        if found.ledger is None and found.statistics is None:  # the plan is read from the room
            self._at_once(work)
        else:
            self._slow(work, lambda said: self._tell(str(said)), self._warn)

    def _at_once(self, work: Callable[[], object]) -> None:
        try:
            self._tell(str(work()))
        except UserError as error:
            self._warn(str(error))

    # -- drawing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        found = self._found
        sheet = found.sheet if found else _no_sheet(self._code)
        self._show(
            LedgersScreen(
                kinds=self._kinds,
                span=self._span,
                period=self._period.words(),
                years=self._shelf.years(),
                units=self._shelf.units(),
                unit=self._unit,
                sheet=sheet,
                rows=self._rows,
                only=self._only_words(),
                only_key=self._only or self._lit(found),
                bars=found.bars if found else None,
                parts=found.parts if found else None,
                detail=self._detail(found),
                chosen=self._chosen,
                sentence=self._sentence,
                busy=self._busy,
                as_of=min(self._desk.today, self._period.last),
            )
        )

    def _only_words(self) -> str:
        kind, _, key = self._only.partition("=")
        if kind != "on":
            return key
        year, _, month = key.partition("-")
        return f"{year}年{int(month)}月" if month else f"{year}年"

    def _lit(self, found: Found | None) -> str:
        """Return the bar of the month the statistics are of."""
        month = found is not None and found.statistics is not None
        return f"on={month_key(self._span)}" if month else ""

    def _row_chosen(self) -> Row | None:
        at = bisect_left(self._rows, self._chosen, key=lambda row: row.place)
        row = self._rows[at] if at < len(self._rows) else None
        return row if row is not None and row.place == self._chosen else None

    def _detail(self, found: Found | None) -> Detail | None:
        row = self._row_chosen()
        if row is None or found is None:
            return None
        if found.statistics is not None:
            return self._explained(found, row)
        act = None if self._code == reporting.PLAN else self._shelf.sources.of(row.record).act
        if self._code == reporting.PLAN:
            act = Act(word="打开", page="calendar")
        return Detail(title=_title(row), facts=_facts(found.sheet, row), act=act)

    def _explained(self, found: Found, row: Row) -> Detail:
        line = found.line(row.record)
        assert line is not None  # noqa: S101 - the rows are made of these lines
        tallies = {"now": line.now, "before": line.before, "ever": line.ever}
        words = {head.code: head.word for head in found.sheet.headings}
        figures = tuple(
            Figure(key=key, word=words[key], number=one.number if one else None)
            for key, one in tallies.items()
        )
        tally = tallies[self._figure]
        one = line.indicator
        return Detail(
            title=f"{one.group}　{row.word('word')}（{one.unit}）",
            rule=one.rule,
            figures=figures,
            figure=self._figure,
            sources=self._shelf.sources.behind(tally) if tally else (),
            facts=(("说明", line.note),) if line.note else (),
        )


def _kinds() -> tuple[tuple[str, str], ...]:
    """Return every table, the statistics first."""
    every = reporting.kinds()
    return ((STATISTICS, every.pop(STATISTICS)), *every.items())


def _no_sheet(code: str) -> Sheet:
    return Sheet(code=code, word="", headings=(), rows=())


def _title(row: Row) -> str:
    words = row.words
    return next((words[code] for code in _TITLES if words.get(code)), "")


def _facts(sheet: Sheet, row: Row) -> tuple[tuple[str, str], ...]:
    title, words = _title(row), row.words
    told = ((head, words[head.code]) for head in sheet.headings if head.code not in HIDDEN)
    return tuple(
        (head.word, text)
        for head, text in told
        if text and text != title and (head.kind is not CellKind.NUMBER or text != "0")
    )
