"""What the bars show, as plain data: a ledger by month, and by what became of its lines. No Qt.

The statistics are drawn too: by month, what no ledger draws side by side, sittings held and
consultations closed. What was planned is not: the plan (年度计划) has it beside what came of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date

from consultroom.domain.indicators import Indicator, indicators, tally
from consultroom.domain.ledgers import Ledger, Value
from consultroom.domain.yearbooks import Period, YearBook, month_period, year_period
from consultroom.frozen import Frozen
from consultroom.services.striding import STRIDE, Steps, at_once, each, parts

MOST_MONTHS = 12  # more than these are shown by year
LISTS = "点一根柱子，下表只列它的记录"
ASKS = "点一根柱子，下表只统计它的时间"


class Series(Frozen, kw_only=True):
    """One row of bars: what it counts, its unit, a number for each bar."""

    word: str
    unit: str
    numbers: tuple[int, ...]


class Bars(Frozen, kw_only=True):
    """Bars side by side along time.

    Attributes:
        keys: of each place: ``2026-03``, or ``2026`` where there are more than twelve months.
        words: under each place.
        hint: what comes of pressing one.
    """

    title: str
    keys: tuple[str, ...]
    words: tuple[str, ...]
    series: tuple[Series, ...]
    hint: str = LISTS

    @property
    def most(self) -> int:
        """The largest number of all."""
        return max((max(one.numbers, default=0) for one in self.series), default=0)

    def told(self) -> str:
        """Return all numbers in words, for a screen reader."""
        places = range(len(self.keys))
        full = (at for at in places if any(one.numbers[at] for one in self.series))
        return f"{self.title}。" + "".join(f"{self.at(at)}。" for at in full)

    def at(self, place: int) -> str:
        """Return the numbers of one place in words."""
        each = (f"{one.word} {one.numbers[place]} {one.unit}" for one in self.series)
        return f"{self.words[place]}：{'，'.join(each)}"


class Parts(Frozen, kw_only=True):
    """Of how many lines what is said: 办结 3, 在办 2."""

    title: str
    unit: str
    column: str
    counts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """All together."""
        return sum(count for _word, count in self.counts)

    def told(self) -> str:
        """Return all numbers in words, for a screen reader."""
        each = "，".join(f"{word}{count}{self.unit}" for word, count in self.counts)
        return f"{self.title}，共{self.total}{self.unit}：{each}。"


class _Count(Frozen):
    """One row of bars of a ledger: what a line adds to its month, by what one of its cells says.

    Attributes:
        code: of that cell's column; empty where every line counts.
    """

    word: str
    unit: str
    of: Callable[[Value], int]
    code: str = ""


class Drawing(Frozen):
    """How a ledger is drawn.

    Attributes:
        title: over the bars by time.
        on: code of the date that tells the month.
        counts: at most two.
        parts: title, unit and the code of the column whose words are counted; or nothing.
    """

    title: str
    on: str
    counts: tuple[_Count, ...]
    parts: tuple[str, str, str] | None = None


def _lines(word: str, unit: str) -> _Count:
    return _Count(word, unit, lambda _value: 1)


def _known(word: str, unit: str, code: str) -> _Count:
    return _Count(word, unit, lambda value: int(value not in (None, "")), code)


def _sum(word: str, unit: str, code: str) -> _Count:
    return _Count(word, unit, _whole, code)


def _whole(value: Value) -> int:
    return value if isinstance(value, int) else 0


DRAWINGS: dict[str, Drawing] = {
    "topics": Drawing(
        "逐月登记与审定", "proposed_on",
        (_lines("登记议题", "件"), _known("已审定", "件", "decided_on")),
        ("议题进展", "件", "progress"),
    ),
    "consultations": Drawing(
        "逐月共识与分歧", "on",
        (_sum("共识意见", "条", "points"), _sum("未达一致", "条", "apart")),
        ("协商形式", "场", "form"),
    ),
    "outcomes": Drawing(
        "逐月交办与答复", "assigned_on",
        (_lines("交办", "件"), _known("已答复", "件", "replied_on")),
        ("办理情况", "件", "state"),
    ),
    "receptions": Drawing(
        "逐月来访", "on",
        (_sum("来访", "件", "visits"), _sum("来访群众", "人次", "heads")),
        ("处理方式", "件", "handling"),
    ),
    "opinions": Drawing(
        "逐月社情民意", "on", (_lines("社情民意", "件"),), ("报送情况", "件", "state")
    ),
    "deeds": Drawing("逐月帮办实事", "on", (_lines("实事", "件"), _sum("受益", "人次", "heads"))),
    "problems": Drawing(
        "问题提出的时间", "raised_on", (_lines("问题", "件"),), ("问题类别", "件", "kind")
    ),
}  # fmt: skip
"""The ledger of members has no drawing: its lines are people, and people are not compared."""


def bars_of(ledger: Ledger) -> Bars | None:
    """Return a ledger by month, or by year when it is of more than a year; None has no drawing."""
    return at_once(bars_steps(ledger))


def bars_steps(ledger: Ledger) -> Steps[Bars | None]:
    """Count in steps of a few milliseconds; see `bars_of`."""
    drawing = DRAWINGS.get(ledger.code)
    if drawing is None or not ledger.lines:
        return None
    on, counts = _place(ledger, drawing.on), drawing.counts
    cells = [_place(ledger, count.code) if count.code else on for count in counts]
    totals: list[Counter[str]] = [Counter() for _ in counts]
    first, last = ledger.period.first, ledger.period.last
    for part in parts(ledger.lines):
        for line in part:
            day = line.cells[on]
            if isinstance(day, date):
                first, last, month = min(first, day), max(last, day), day.isoformat()[:7]
                for count, cell, total in zip(counts, cells, totals, strict=True):
                    total[month] += count.of(line.cells[cell])
        if len(part) == STRIDE:
            yield
    return _bars(drawing, Period(first, last), totals)  # longer: a problem may be raised before


def _bars(drawing: Drawing, period: Period, totals: list[Counter[str]]) -> Bars:
    keys = _keys(period)
    told: list[Counter[str]] = [Counter() for _ in totals]
    for total, kept in zip(totals, told, strict=True):
        for month, number in total.items():
            kept[month[: len(keys[0])]] += number
    series = tuple(
        Series(word=count.word, unit=count.unit, numbers=tuple(kept[key] for key in keys))
        for count, kept in zip(drawing.counts, told, strict=True)
    )
    return Bars(title=drawing.title, keys=keys, words=tuple(map(_word, keys)), series=series)


def statistics_bars(book: YearBook) -> Bars | None:
    """Return the whole years a period lies in, as the indicators themselves count each month.

    A month or quarter is seen among the others of its year; None where nothing was done.
    """
    first, last = book.period.first.year, book.period.last.year
    keys = _keys(Period(date(first, 1, 1), date(last, 12, 31)))
    books = tuple(book.over(_days(key)) for key in keys)
    known = {one.code: one for one in indicators(book)}
    series = tuple(_tallied(known[code], books) for code in COMPARED)
    bars = Bars(
        title="逐月开会与办结" if first == last else "逐年开会与办结",
        keys=keys,
        words=tuple(map(_word, keys)),
        series=series,
        hint=ASKS,
    )
    return bars if bars.most else None


COMPARED = ("sittings", "closed")  # codes of the indicators the statistics draw


def _tallied(indicator: Indicator, books: tuple[YearBook, ...]) -> Series:
    numbers = tuple(tally(indicator, book).number for book in books)
    return Series(word=indicator.word, unit=indicator.unit, numbers=numbers)


def parts_of(ledger: Ledger) -> Parts | None:
    """Return what is said of a ledger's lines, most often first; None where nothing is."""
    return at_once(parts_steps(ledger))


def parts_steps(ledger: Ledger) -> Steps[Parts | None]:
    """Count in steps of a few milliseconds; see `parts_of`."""
    drawing = DRAWINGS.get(ledger.code)
    if drawing is None or drawing.parts is None or not ledger.lines:
        return None
    title, unit, column = drawing.parts
    cell, words = _place(ledger, column), Counter[str]()
    yield from each(
        parts(ledger.lines),
        lambda part: words.update(str(line.cells[cell] or "") for line in part),
    )
    counts = tuple((word, count) for word, count in words.most_common() if word)
    return Parts(title=title, unit=unit, column=column, counts=counts) if counts else None


def picked_steps(ledger: Ledger, key: str) -> Steps[frozenset[int]]:
    """Find the lines behind a bar: ``on=2026-03`` or ``part=办结``; their numbers, from 1."""
    drawing, (kind, _, wanted) = DRAWINGS[ledger.code], key.partition("=")
    cell = _place(ledger, drawing.on if kind == "on" else (drawing.parts or ("", "", ""))[2])
    found: set[int] = set()
    for part in parts(range(len(ledger.lines))):
        for at in part:
            value = ledger.lines[at].cells[cell]
            said = value.isoformat()[: len(wanted)] if isinstance(value, date) else value
            if said == wanted:
                found.add(at + 1)
        if len(part) == STRIDE:
            yield
    return frozenset(found)


def _place(ledger: Ledger, code: str) -> int:
    """Return where a column's cells stand in a line."""
    return [head.code for head in ledger.headings].index(code)


def _keys(period: Period) -> tuple[str, ...]:
    first = period.first.year * 12 + period.first.month - 1
    last = period.last.year * 12 + period.last.month - 1
    if last - first >= MOST_MONTHS:
        return tuple(str(year) for year in range(period.first.year, period.last.year + 1))
    return tuple(f"{at // 12}-{at % 12 + 1:02d}" for at in range(first, last + 1))


def _days(key: str) -> Period:
    year, _, month = key.partition("-")
    return month_period(int(year), int(month)) if month else year_period(int(year))


def _word(key: str) -> str:
    year, _, month = key.partition("-")
    return f"{int(month)}月" if month else f"{year}年"
