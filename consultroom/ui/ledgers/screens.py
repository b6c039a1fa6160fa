"""What the page 台账统计 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from datetime import date

from consultroom.domain.ledgers import Heading, Line, Value
from consultroom.frozen import Frozen
from consultroom.ui.ledgers.charts import Bars, Parts
from consultroom.ui.ledgers.sources import Source
from consultroom.ui.ledgers.spans import Span
from consultroom.ui.values import Act
from consultroom.ui.wording import full_day, short_day

NOT_KNOWN = "—"
FIGURES = ("now", "before", "ever")  # of a line of statistics, as they stand at its end


class Columns(Frozen):
    """Where the cells of a sheet stand, and how its days are read.

    Attributes:
        places: of a heading's cell in a line, by its code.
        year: whose days are read without their year; None where there are several.
    """

    places: dict[str, int]
    year: int | None


class Row(Frozen):
    """One line of the table; its words are made when they are looked at.

    Attributes:
        place: from 1, the line number (序号) of the whole sheet.
        line: as it was counted.
        columns: of its sheet.
        blank: code of a cell that is left empty, because the line above says the same.
    """

    place: int
    line: Line
    columns: Columns
    blank: str = ""

    @property
    def record(self) -> str:
        """Id of what it came from; of a statistics table the code of its indicator."""
        return self.line.record

    def cell(self, code: str) -> Value:
        """Return what stands under a heading."""
        return self.line.cells[self.columns.places[code]]

    def word(self, code: str) -> str:
        """Return the same as it is read."""
        return "" if code == self.blank else cell_words(self.cell(code), self.columns.year)

    @property
    def words(self) -> dict[str, str]:
        """All of it as it is read, by code of the heading."""
        return {code: self.word(code) for code in self.columns.places}


class Figure(Frozen, kw_only=True):
    """One number of a line of statistics: 本期 12."""

    key: str
    word: str
    number: int | None

    @property
    def words(self) -> str:
        """As it is read."""
        return f"{self.word} {NOT_KNOWN if self.number is None else self.number}"


class Detail(Frozen, kw_only=True):
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


class Sheet(Frozen, kw_only=True):
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


class LedgersScreen(Frozen, kw_only=True):
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


def columns_of(headings: tuple[Heading, ...], year: int | None) -> Columns:
    """Return where the cells of a sheet stand."""
    return Columns({head.code: at for at, head in enumerate(headings)}, year)
