"""Which days are asked about: a year, a quarter, a month or any days. No Qt here."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from enum import Enum

from consultroom.domain.yearbooks import Period, month_period, year_period
from consultroom.frozen import Frozen, replace

QUARTERS, MONTHS = 4, 12


class SpanKind(Enum):
    """How long a stretch is asked about, with its word."""

    word: str

    def __new__(cls, code: str, word: str) -> SpanKind:
        """Keep ``code`` as the value and ``word`` beside it."""
        member = object.__new__(cls)
        member._value_ = code
        member.word = word
        return member

    YEAR = "year", "全年"
    QUARTER = "quarter", "季度"
    MONTH = "month", "月份"
    DAYS = "days", "起止日期"


class Span(Frozen, kw_only=True):
    """What stands in the fields.

    Attributes:
        part: the quarter or month, from 1.
        first, last: of any days.
    """

    kind: SpanKind
    year: int
    part: int
    first: date
    last: date

    def period(self) -> Period:
        """Return the days.

        Raises:
            BadPeriod: it ends before it begins.
        """
        match self.kind:
            case SpanKind.YEAR:
                return year_period(self.year)
            case SpanKind.QUARTER:
                part = min(self.part, QUARTERS)
                return _months(self.year, 3 * part - 2, 3 * part)
            case SpanKind.MONTH:
                return month_period(self.year, self.part)
            case SpanKind.DAYS:
                return Period(self.first, self.last)

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return what ``part`` may be, code and word; nothing where it means nothing."""
        if self.kind is SpanKind.QUARTER:
            return tuple((str(one), f"第{one}季度") for one in range(1, QUARTERS + 1))
        if self.kind is SpanKind.MONTH:
            return tuple((str(one), f"{one}月") for one in range(1, MONTHS + 1))
        return ()


def span_of(today: date) -> Span:
    """Return the whole year a day is in, its quarter or month being what is offered next."""
    return Span(
        kind=SpanKind.YEAR,
        year=today.year,
        part=today.month,
        first=date(today.year, 1, 1),
        last=today,
    )


def month_key(span: Span) -> str:
    """Return the one month that is asked about: ``2026-03``; else nothing."""
    return f"{span.year}-{span.part:02d}" if span.kind is SpanKind.MONTH else ""


def within(span: Span, key: str) -> Span:
    """Return a month ``2026-03`` or year ``2026``; of the month asked about, its year again."""
    year, _, month = key.partition("-")
    if not month or key == month_key(span):
        return replace(span, kind=SpanKind.YEAR, year=int(year))
    return replace(span, kind=SpanKind.MONTH, year=int(year), part=int(month))


def part_of(kind: SpanKind, today: date) -> int:
    """Return the quarter or month of a day."""
    return (today.month + 2) // 3 if kind is SpanKind.QUARTER else today.month


def _months(year: int, first: int, last: int) -> Period:
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def key_of(period: Period) -> str:
    """Return a period as papers are asked for: ``2026-01-01..2026-03-31``."""
    return f"{period.first.isoformat()}..{period.last.isoformat()}"
