"""What a ledger is made of: headings, columns that read a value of a thing, lines that keep ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, TypeVar

from consultroom.domain.records import Coded
from consultroom.domain.stations import OrgUnit
from consultroom.domain.yearbooks import Period, YearBook
from consultroom.frozen import Frozen, replace

T = TypeVar("T")

Value = str | int | date | None
"""What stands in a cell. None is empty: not known, or not come to pass."""


class CellKind(Coded):
    """What a column holds."""

    TEXT = "text", "文字"
    NUMBER = "number", "数字"
    DATE = "date", "日期"


class Heading(Frozen, kw_only=True):
    """The head of a column.

    Attributes:
        share: relative width; 1 holds about four 汉字 of a printed ledger. A column of 0 is not
            printed: it is for spreadsheets.
        centred: text that stands in the middle; numbers and dates always do.
        summed: numbers whose sum stands at the foot.
        names: people's names, joined by ``、``, that no line splits.
        also: what others call it, so that a superior's form is recognised.
    """

    code: str
    word: str
    share: float = 1.0
    kind: CellKind = CellKind.TEXT
    centred: bool = False
    summed: bool = False
    names: bool = False
    also: tuple[str, ...] = ()

    @property
    def is_centred(self) -> bool:
        """Tell whether its cells stand in the middle."""
        return self.centred or self.kind is not CellKind.TEXT


class Column(Frozen, Generic[T]):
    """A heading and what it shows of a thing."""

    heading: Heading
    of: Callable[[T], Value]


class Line(Frozen):
    """One line of a ledger; ``record`` is the id of the record it came from."""

    record: str
    cells: tuple[Value, ...]


class Ledger(Frozen, kw_only=True):
    """A ledger filled.

    Attributes:
        rule: how it is counted (口径), printed under it.
        headings: of the cells, in order; the line number (序号) is not among them.
        today: the day it is as of.
    """

    code: str
    word: str
    rule: str
    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    station: OrgUnit
    period: Period
    today: date

    @property
    def title(self) -> str:
        """Its title as printed."""
        return f"{self.station.name}{self.word}"

    def printed(self) -> Ledger:
        """Return the ledger with the columns that are printed."""
        kept = [place for place, heading in enumerate(self.headings) if heading.share]
        lines = (Line(one.record, tuple(one.cells[place] for place in kept)) for one in self.lines)
        headings = tuple(self.headings[place] for place in kept)
        return replace(self, headings=headings, lines=tuple(lines))

    def totals(self) -> tuple[Value, ...]:
        """Return the sums at the foot (合计), None where a column has none; empty without any."""
        if not self.lines or not any(heading.summed for heading in self.headings):
            return ()
        return tuple(
            sum(cell for line in self.lines if isinstance(cell := line.cells[place], int))
            if heading.summed
            else None
            for place, heading in enumerate(self.headings)
        )


class View(Frozen, Generic[T], kw_only=True):
    """One ledger: which things it lists, and what it says of each.

    Attributes:
        things: those of a year book, in printed order.
        record: id of the record a thing stands for.
    """

    code: str
    word: str
    rule: str
    columns: tuple[Column[T], ...]
    things: Callable[[YearBook], Iterable[T]]
    record: Callable[[T], str]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The heads of its columns."""
        return tuple(column.heading for column in self.columns)

    def ledger(self, book: YearBook) -> Ledger:
        """Return the ledger of a year book's period."""
        lines = tuple(
            Line(self.record(thing), tuple(column.of(thing) for column in self.columns))
            for thing in self.things(book)
        )
        return Ledger(
            code=self.code,
            word=self.word,
            rule=self.rule,
            headings=self.headings,
            lines=lines,
            station=book.station,
            period=book.period,
            today=book.today,
        )


def text(
    code: str,
    word: str,
    share: float,
    of: Callable[[T], str],
    *,
    centred: bool = False,
    also: tuple[str, ...] = (),
) -> Column[T]:
    """Return a column of words."""
    return Column(Heading(code=code, word=word, share=share, centred=centred, also=also), of)


def people(
    code: str, word: str, share: float, of: Callable[[T], str], *, also: tuple[str, ...] = ()
) -> Column[T]:
    """Return a column of people's names, joined by ``、``."""
    return Column(
        Heading(code=code, word=word, share=share, centred=True, names=True, also=also), of
    )


def number(
    code: str,
    word: str,
    of: Callable[[T], int | None],
    *,
    share: float = 0.72,
    summed: bool = True,
    also: tuple[str, ...] = (),
) -> Column[T]:
    """Return a column of whole numbers."""
    kind = CellKind.NUMBER
    return Column(
        Heading(code=code, word=word, share=share, kind=kind, summed=summed, also=also), of
    )


def day(
    code: str, word: str, of: Callable[[T], date | None], *, also: tuple[str, ...] = ()
) -> Column[T]:
    """Return a column of dates."""
    return Column(Heading(code=code, word=word, share=1.0, kind=CellKind.DATE, also=also), of)


def listed(parts: Iterable[str]) -> str:
    """Return the parts that are not empty, joined by ``、``."""
    return "、".join(part for part in parts if part)


def noted(*parts: str) -> str:
    """Return remarks joined by ``；``, empty ones left out."""
    return "；".join(part for part in parts if part)
