"""What the page 台账统计 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consultroom.domain.ledgers import Heading, Line, Value
from consultroom.ui.ledgers.charts import Bars, Parts
from consultroom.ui.ledgers.sources import Source
from consultroom.ui.ledgers.spans import Span
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day, short_day

NOT_KNOWN = "—"
FIGURES = ("now", "before", "ever")  # of a line of statistics, as they stand at its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        place: from 1, the line number (序号) of the whole sheet.
        record: id of what it came from; of a statistics table the code of its indicator.
        cells: by code of the heading.
        words: the same, as they are read.
    """

    place: int
    record: str
    cells: dict[str, Value]
    words: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One number of a line of statistics: 本期 12."""

    key: str
    word: str
    number: int | None

    @property
    def words(self) -> str:
        """As it is read."""
        return f"{self.word} {NOT_KNOWN if self.number is None else self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """The line chosen, in full.

    Attributes:
        title: what it is about.
        facts: word and text of every column that says something.
        rule: how it is counted (口径), of a line of statistics.
        figures: its numbers, of a line of statistics; ``figure`` is the one explained.
        sources: the records behind that number.
        act: leads to the page of the record, where there is one.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    rule: str = ""
    figures: tuple[Figure, ...] = ()
    figure: str = ""
    sources: tuple[Source, ...] = ()
    act: Act | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table of the page.

    Attributes:
        code: its kind.
        rule: how it is counted (口径).
        totals: word and sum of what is summed at the foot.
    """

    code: str
    word: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    rule: str = ""
    totals: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgersScreen:
    """The page as it is now.

    Attributes:
        kinds: code and word of every table there is.
        years: to choose from.
        units: stations below, code and name each; ``unit`` is the one asked about, "" for all.
        rows: those listed; ``only`` says which, nothing when it is all.
        chosen: number of the line chosen, 0 for none.
        sentence: why there is no table; ``busy`` while it is being counted.
    """

    kinds: tuple[tuple[str, str], ...]
    span: Span
    period: str
    years: tuple[int, ...]
    units: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    sheet: Sheet
    rows: tuple[Row, ...]
    only: str = ""
    only_key: str = ""
    bars: Bars | None = None
    parts: Parts | None = None
    detail: Detail | None = None
    chosen: int = 0
    sentence: str = ""
    busy: str = ""
    as_of: date

    @property
    def subheading(self) -> str:
        """What is listed, in words."""
        if self.sentence or self.busy:
            return self.sentence or self.busy
        count = len(self.sheet.rows)
        listed = "" if len(self.rows) == count else f"，列出 {len(self.rows)} 行"
        return f"{self.period}，共 {count} 行{listed}，截至{full_day(self.as_of)}"


def cell_words(value: Value, year: int | None) -> str:
    """Return a cell as it is read; a day of ``year`` without its year."""
    if isinstance(value, date):
        return short_day(value) if value.year == year else full_day(value)
    return "" if value is None else str(value)


def row_of(place: int, line: Line, headings: tuple[Heading, ...], year: int | None) -> Row:
    """Return a line of a ledger as the page shows it."""
    cells = {head.code: cell for head, cell in zip(headings, line.cells, strict=True)}
    words = {code: cell_words(cell, year) for code, cell in cells.items()}
    return Row(place=place, record=line.record, cells=cells, words=words)
