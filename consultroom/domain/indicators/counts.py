"""A number and the records it counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from consultroom.domain.yearbooks import YearBook
from consultroom.frozen import Frozen


class Counted(Frozen):
    """A record that was counted, and how often: a visit of five is counted five times as 人次."""

    record: str
    times: int = 1


Count = Callable[[YearBook], Iterable[Counted]]


class Indicator(Frozen, kw_only=True):
    """One indicator.

    Attributes:
        group: the heading it stands under.
        rule: how it is counted, a sentence, printed in small type.
        ledger: code of the ledger that lists its rows, or empty.
        part: whether it is 其中, a part of the last indicator before it that is none.
        standing: a state at the end of the period, which cannot be added up over the years.
    """

    code: str
    group: str
    word: str
    unit: str
    rule: str
    count: Count
    ledger: str = ""
    part: bool = False
    standing: bool = False


class Tally(Frozen):
    """A number with the records behind it."""

    counted: tuple[Counted, ...]

    @property
    def number(self) -> int:
        """The number."""
        return sum(one.times for one in self.counted)

    @property
    def records(self) -> tuple[str, ...]:
        """Ids of the records behind it, each once."""
        return tuple(dict.fromkeys(one.record for one in self.counted))


def tally(indicator: Indicator, book: YearBook) -> Tally:
    """Return an indicator's number and rows over a year book's period."""
    return Tally(tuple(indicator.count(book)))


def each(records: Iterable[str]) -> Iterator[Counted]:
    """Yield each record, counted once."""
    return (Counted(record) for record in records)
