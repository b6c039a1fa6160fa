"""What a ledger of ten thousand lines costs: told, printed, as xlsx, and into a superior's form.

    python -m benchmarks.ledgers [LINES] [ROUNDS]

The book is made of visits of many days, each with its own words; LINES of them are in the period.
Warm: fonts open, one small ledger made before. Prints seconds, best and median, and for the
spreadsheet how it compares with the same rows appended to openpyxl without any look.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from openpyxl import Workbook

from benchmarks.paper import sentences
from consultroom.documents import refilling, superior_forms, xlsx
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.ledger_sheet import ledger_sheet
from consultroom.documents.layout import lay_out
from consultroom.documents.render_pdf import draw
from consultroom.domain import indicators
from consultroom.domain.ledgers import LEDGERS, Ledger
from consultroom.domain.receptions import VisitHandling
from consultroom.domain.yearbooks import YearBook, year_period
from consultroom.frozen import replace
from tests import builders as a

FIRST = date(2026, 1, 1)
A_DAY = 40  # visits


def book(lines: int, seed: int = 1) -> YearBook:
    """Return a year book with so many visits."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    days = tuple(
        a.a_reception_day(
            id=f"DAY-{at}",
            number=f"WT-JD-2026-{at + 1:03d}",
            on=FIRST + timedelta(days=at % 365),
        )
        for at in range(-(-lines // A_DAY))
    )
    visits = tuple(
        a.a_visit(
            id=f"VISIT-{at}",
            reception_day=days[at // A_DAY].id,
            order=at % A_DAY + 1,
            matter=f"第{at}件：{dice.choice(sentences())}",
            result=dice.choice(sentences()),
            head_count=dice.randint(1, 9),
            handling=dice.choice(list(VisitHandling)),
        )
        for at in range(lines)
    )
    return YearBook(
        station=a.a_station(),
        period=year_period(2026),
        today=date(2026, 12, 31),
        reception_days=days,
        visits=visits,
    )


def as_xlsx(ledger: Ledger) -> bytes:
    rows = [line.cells for line in ledger.lines]
    return xlsx.workbook(
        ledger.title, ledger.headings, rows, totals=ledger.totals(), on=ledger.today
    )


def bare(ledger: Ledger) -> bytes:
    """Return the same rows without widths, heights, borders or safety."""
    made = Workbook(write_only=True)
    sheet = made.create_sheet("台账")
    sheet.append([heading.word for heading in ledger.headings])
    for line in ledger.lines:
        sheet.append(line.cells)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def printed(ledger: Ledger) -> bytes:
    paper = ledger_sheet(ledger)
    return draw(lay_out(paper, bundled()), paper, bundled())


def superiors(ledger: Ledger) -> bytes:
    """Return a superior's empty form with the ledger's headings and one empty row."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["序号", *(heading.word for heading in ledger.headings)])
    sheet.append([None] * (len(ledger.headings) + 1))
    sheet["A3"], sheet["F3"] = "合计", "=SUM(F2:F2)"
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def refilled(ledger: Ledger) -> bytes:
    template = superiors(ledger)
    form = superior_forms.read_form(template, ledger.headings)
    links = superior_forms.suggest(form, ledger.headings)
    return refilling.fill(template, form, links, ledger.headings, ledger.lines, on=ledger.today)


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return times


def main(lines: int = 10_000, rounds: int = 3) -> None:
    whole = book(lines)
    ledger = LEDGERS["receptions"].ledger(whole)
    assert len(ledger.lines) == lines
    for make in (printed, as_xlsx, refilled):
        make(replace(ledger, lines=ledger.lines[:5]))  # warm
    works: dict[str, Callable[[], object]] = {
        "told as lines": lambda: LEDGERS["receptions"].ledger(whole),
        "the statistics": lambda: indicators.statistics(whole),
        "as xlsx": lambda: as_xlsx(ledger),
        "bare openpyxl": lambda: bare(ledger),
        "into a superior's form": lambda: refilled(ledger),
        "as PDF": lambda: printed(ledger),
    }
    print(f"{lines} lines, {len(ledger.headings)} columns, {rounds} rounds; seconds")
    best = {}
    for name, work in works.items():
        times = timed(work, rounds)
        best[name] = min(times)
        print(f"  {name:24} best {min(times):7.3f}   median {statistics.median(times):7.3f}")
    print(f"  xlsx over bare openpyxl: {best['as xlsx'] / best['bare openpyxl']:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
