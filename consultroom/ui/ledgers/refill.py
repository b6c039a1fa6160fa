"""Filling a superior's own spreadsheet (填上级报表): which form, which days, with what. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.domain.ledgers import LEDGERS, view_of
from consultroom.domain.papers import ColumnMap
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services import refilling
from consultroom.services.desk import Desk
from consultroom.services.refilling import Asked, Learned
from consultroom.ui.doing import Done, doing
from consultroom.ui.ledgers.screens import cell_words
from consultroom.ui.ledgers.spans import Span, SpanKind, part_of, span_of
from consultroom.ui.states import State

if TYPE_CHECKING:
    from consultroom.ui.printing.making import Slow

YEARS_BACK = 10  # offered, this year and the next besides
SERIAL, SERIAL_WORD = "serial", "序号"


class Slot(Frozen, kw_only=True):
    """One column of the form.

    Attributes:
        letter: as in the spreadsheet, ``C``.
        heading: as it stands in the form.
        field: what fills it; empty for nothing.
        state: filled, worked out by the form itself, or left empty.
        sample: what goes into it in the line looked at.
    """

    letter: str
    heading: str
    field: str
    state: State
    sample: str = ""


class RefillScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        forms: id and name of every form that was learned.
        ledgers: code and word, for learning another.
        slots: the columns of the form chosen, from the left.
        lines: how many lines go in; ``line`` is the one looked at, from 1.
        warnings: what a filled copy will lack.
        file: name of this time's empty form; empty for the one that is kept.
        sentence: why nothing can be filled.
    """

    forms: tuple[tuple[str, str], ...] = ()
    form: str = ""
    about: str = ""
    ledgers: tuple[tuple[str, str], ...] = ()
    span: Span
    years: tuple[int, ...]
    period: str = ""
    slots: tuple[Slot, ...] = ()
    lines: int = 0
    line: int = 0
    warnings: tuple[str, ...] = ()
    file: str = ""
    busy: str = ""
    sentence: str = ""

    @property
    def ready(self) -> bool:
        """Whether a filled copy can be saved."""
        return bool(self.slots) and not self.busy and not self.sentence


class RefillPresenter:
    """Chooses a form and its days, shows how it will be filled, and saves the filled copy.

    Args:
        desk: whose room.
        show: draws a screen.
        done: told what an act did.
        tell: says what was done.
        warn: says what stopped.
        slow: runs work off the GUI thread.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[RefillScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        warn: Callable[[str], None],
        slow: Slow,
    ) -> None:
        self._desk, self._show, self._done = desk, show, done
        self._tell, self._warn, self._slow = tell, warn, slow
        self._span = span_of(desk.today)
        self._form = ""
        self._file: Path | None = None
        self._asked: Asked | None = None
        self._told: Learned | None = None
        self._line = 0
        self._busy = self._sentence = ""

    def enter(self, about: str = "") -> None:
        """Show the forms learned; ``about`` is the id of one."""
        self._choose(about or self._form)

    # -- what is asked about --------------------------------------------------------------------

    def choose_form(self, form: str) -> None:
        """Fill another form, with the empty one that is kept."""
        self._file = None
        self._choose(form)

    def choose_span(self, kind: SpanKind) -> None:
        """Fill a year, a quarter, a month or any days."""
        part = part_of(kind, self._desk.today)
        self._put(replace(self._span, kind=kind, part=part))

    def choose_year(self, year: int) -> None:
        """Fill another year."""
        self._put(replace(self._span, year=year))

    def choose_part(self, part: int) -> None:
        """Fill another quarter or month."""
        self._put(replace(self._span, part=part))

    def choose_days(self, first: date | None, last: date | None) -> None:
        """Fill any days."""
        if first and last and (first, last) != (self._span.first, self._span.last):
            self._put(replace(self._span, first=first, last=last))

    def take(self, file: Path) -> None:
        """Fill this time's empty form and not the one that is kept."""
        self._file = file
        self._read()

    def turn(self, lines: int) -> None:
        """Look at another line."""
        count = len(self._asked.ledger.lines) if self._asked else 0
        self._line = max(0, min(count - 1, self._line + lines))
        self._draw()

    def learn(self, file: Path, ledger: str) -> None:
        """Learn a form: which column is filled with what; then show how it will be filled."""
        named: list[str] = []

        def work() -> str:
            found = refilling.learn(self._desk, file, ledger)
            named.append(found.map.id)
            left = f"，{len(found.left_over)} 列没有对上" if found.left_over else ""
            return f"报表“{found.map.name}”学会了，{len(found.linked)} 列自动填{left}。"

        try:
            self._done(doing(self._desk, work))
        except UserError as error:
            self._warn(str(error))
            return
        self._file = None
        self._choose(named[0])

    def _choose(self, form: str) -> None:
        known = {one.id for one in refilling.learned(self._desk)}
        self._form = form if form in known else next(iter(self._forms()), ("", ""))[0]
        self._read()

    def _put(self, span: Span) -> None:
        self._span = span
        self._read()

    def _forms(self) -> tuple[tuple[str, str], ...]:
        return tuple((one.id, one.name) for one in refilling.learned(self._desk))

    # -- how it will be filled ------------------------------------------------------------------

    def _read(self) -> None:
        self._asked, self._told, self._line, self._sentence = None, None, 0, ""
        if not self._form:
            self._draw()
            return
        try:
            period = self._span.period()
            made = self._map()
            self._asked = refilling.ask(
                self._desk, made, period.first, period.last, file=self._file
            )
        except UserError as error:
            self._failed(str(error))
            return
        asked = self._asked
        self._busy = "正在看报表的表头…"
        self._draw()
        self._slow(lambda: refilling.explain(asked), lambda told: self._came(asked, told),
                   self._failed)  # fmt: skip

    def _map(self) -> ColumnMap:
        return refilling.map_called(self._desk, self._form)

    def _came(self, asked: Asked, told: object) -> None:
        if asked is self._asked and isinstance(told, Learned):  # else another one was asked for
            self._told, self._busy = told, ""
            self._draw()

    def _failed(self, sentence: str) -> None:
        self._busy, self._sentence = "", sentence
        self._draw()

    # -- saving ---------------------------------------------------------------------------------

    def file_name(self) -> str:
        """Return what the filled copy is called."""
        made = self._asked.made if self._asked else None
        period = self._asked.ledger.period.words() if self._asked else ""
        return f"{made.name if made else '报表'} {period}.xlsx"

    def save(self, path: Path) -> None:
        """Fill the form and write it into a file."""
        from consultroom.services import printing

        asked = self._asked
        if asked is None:
            return

        def work() -> object:
            filled = refilling.fill_asked(asked)
            printing.write(path, filled.content)
            return f"报表“{asked.made.name}”填好 {filled.lines} 行，已存到 {path}。"

        self._slow(work, lambda said: self._tell(str(said)), self._warn)

    # -- drawing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        asked, today = self._asked, self._desk.today
        self._show(
            RefillScreen(
                forms=self._forms(),
                form=self._form,
                about=_about(asked) if asked else "",
                ledgers=tuple((code, view.word) for code, view in LEDGERS.items()),
                span=self._span,
                years=tuple(range(today.year + 1, today.year - YEARS_BACK, -1)),
                period=asked.ledger.period.words() if asked else "",
                slots=_slots(asked, self._told, self._line) if asked and self._told else (),
                lines=len(asked.ledger.lines) if asked else 0,
                line=self._line + 1 if asked and asked.ledger.lines else 0,
                warnings=self._told.warnings if self._told else (),
                file=self._file.name if self._file else "",
                busy=self._busy,
                sentence=self._sentence,
            )
        )


def _about(asked: Asked) -> str:
    made = asked.made
    return f"用{view_of(made.ledger).word}填，工作表“{made.sheet}”，从第 {made.first_row} 行填起"


def _slots(asked: Asked, told: Learned, line: int) -> tuple[Slot, ...]:
    sample = _sample(asked, line)
    made = [
        Slot(letter=letter, heading=heading, field=word, state=State.DONE, sample=sample[letter])
        for letter, heading, word in told.linked
    ]
    made += [
        Slot(letter=letter, heading=heading, field="报表自己算", state=State.ACTIVE)
        for letter, heading in told.reckoned
    ]
    made += [
        Slot(letter=letter, heading=heading, field="留空", state=State.TODO)
        for letter, heading in told.left_over
    ]
    return tuple(sorted(made, key=lambda slot: (len(slot.letter), slot.letter)))


def _sample(asked: Asked, line: int) -> dict[str, str]:
    """Return what goes into each column of one line; nothing where there is no line."""
    lines, found = asked.ledger.lines, asked.ledger
    cells: dict[str, str] = {}
    if lines:
        told = zip(found.headings, lines[line].cells, strict=True)
        cells = {head.code: cell_words(cell, None) for head, cell in told}
        cells[SERIAL] = str(line + 1)
    return {link.column: cells.get(link.field, "") for link in asked.made.columns}
