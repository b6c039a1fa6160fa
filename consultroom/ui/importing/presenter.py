"""What an import shows, as plain data, and how it goes on. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.services.importing import (
    Fate,
    ImportLine,
    ImportPlan,
    Places,
    Progress,
    TableField,
    places_of,
    recalled_places,
    remember_places,
)
from consultroom.services.striding import Steps, made
from consultroom.services.tables import Sheet
from consultroom.ui.borrowing import Lender
from consultroom.ui.doing import Done, doing
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.states import State

STATES = {
    Fate.NEW: State.DONE,
    Fate.CHANGED: State.ACTIVE,
    Fate.SAME: State.TODO,
    Fate.LEFT_OUT: State.TODO,
}
UNUSED = -1  # place of a field that no column fills
Slow = Callable[[Callable[[], object], Callable[[object], None], Callable[[str], None]], None]


class ImportKind(Frozen, kw_only=True):
    """What is imported and by which services.

    Attributes:
        title: 导入委员.
        thing: heading of the column that names a row, 姓名; ``wide`` in logical pixels.
        counted: after a number, 名委员.
        fields: what a column may fill.
        advice: what a table should look like, in a sentence.
        read: reads a file, in any thread.
        plan: tells what each row would do, in steps.
        take_in: does it.
    """

    title: str
    thing: str
    counted: str
    fields: tuple[TableField, ...]
    advice: str
    read: Callable[[Path], Sheet]
    plan: Callable[[Desk, Sheet, Places], Steps[ImportPlan]]
    take_in: Callable[[Desk, Sheet, Places, Progress], ImportPlan]
    wide: int = 150


class ColumnChoice(Frozen, kw_only=True):
    """One of our fields, and the column it is read from.

    Attributes:
        place: of the column, or UNUSED.
        sample: the first thing that column says.
    """

    key: str
    word: str
    required: bool = False
    place: int = UNUSED
    sample: str = ""


class ImportRow(Frozen, kw_only=True):
    """What becomes of one row, in words."""

    number: int
    title: str
    word: str
    state: State
    notes: str = ""


class ImportScreen(Frozen, kw_only=True):
    """The import as it stands.

    Attributes:
        file: name of the file; empty while none was read.
        headings: of its columns, to choose from.
        recalled: its columns stand as they were settled for such a table before.
        summary: how many rows do what.
        doubts: how many rows should be looked at.
        sentence: what stops it.
        submit: on the button; empty while there is nothing to take in.
    """

    title: str
    thing: str
    advice: str
    file: str = ""
    busy: bool = False
    headings: tuple[str, ...] = ()
    recalled: bool = False
    columns: tuple[ColumnChoice, ...] = ()
    rows: tuple[ImportRow, ...] = ()
    summary: str = ""
    doubts: int = 0
    only_doubtful: bool = False
    sentence: str = ""
    submit: str = ""


class ImportPresenter:
    """Reads a table, shows what it would do, and does it.

    Args:
        desk: whose room.
        kind: what is imported.
        slow: runs work off the GUI thread.
        lender: lends the room to a worker for the writing.
        show: draws a screen.
        done: told what was done.
        leave: goes back to the list, to the records that were taken in.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        desk: Desk,
        kind: ImportKind,
        *,
        slow: Slow,
        lender: Lender,
        show: Callable[[ImportScreen], None],
        done: Callable[[Done], None],
        leave: Callable[[frozenset[str]], None],
        later: Later | None = None,
    ) -> None:
        self._desk = desk
        self._kind = kind
        self._slow = slow
        self._lender = lender
        self._show = show
        self._done = done
        self._leave = leave
        self._pace = Pace(later)
        self._sheet: Sheet | None = None
        self._told: tuple[ImportRow, ...] = ()
        self._places: dict[str, int] = {}
        self._screen = self._empty()

    def _empty(self) -> ImportScreen:
        kind = self._kind
        return ImportScreen(title=kind.title, thing=kind.thing, advice=kind.advice)

    def open(self) -> None:
        """Begin anew, without a file."""
        self._pace.stop()
        self._sheet, self._places, self._told = None, {}, ()
        self._draw(self._empty())

    def choose(self, file: Path) -> None:
        """Read a file, and show what it would do."""
        self._draw(replace(self._empty(), file=file.name, busy=True))
        self._slow(lambda: self._kind.read(file), self._read, self._refused)

    def _refused(self, sentence: str) -> None:
        self._draw(replace(self._empty(), sentence=sentence))

    def _read(self, sheet: object) -> None:
        if isinstance(sheet, Sheet):
            self._sheet = sheet
            fields = self._kind.fields
            kept = recalled_places(self._desk, self._kind.title, sheet, fields)
            self._places = places_of(sheet, fields) if kept is None else kept
            self._draw(
                replace(
                    self._screen,
                    busy=False,
                    headings=_headings(sheet),
                    recalled=kept is not None,
                )
            )
            self._refresh()

    def set_place(self, key: str, place: int) -> None:
        """Read a field from another column; UNUSED leaves it out.

        It is remembered at once: who goes back halfway need not match the columns again.
        """
        if place == UNUSED:
            self._places.pop(key, None)
        else:
            self._places[key] = place
        if self._sheet is not None:
            self._remember(self._sheet, self._places)
        self._refresh()

    def _remember(self, sheet: Sheet, places: Places) -> None:
        remember_places(self._desk, self._kind.title, sheet, places, self._kind.fields)

    def show_doubtful(self, *, only: bool) -> None:
        """Show only the rows that should be looked at, or all."""
        self._draw(replace(self._screen, only_doubtful=only, rows=self._listed(only=only)))

    def take_in(self) -> None:
        """Have a worker write it, say so, and go back to the list."""
        if self._sheet is None:
            return
        sheet, places, kind = self._sheet, dict(self._places), self._kind

        written_ids: set[str] = set()

        def work(desk: Desk, progress: Progress) -> Done:
            def written() -> str:
                taken = kind.take_in(desk, sheet, places, progress)
                written_ids.update(line.record.id for line in taken.lines if line.record)
                return _said(taken)

            return doing(desk, written)

        def came(did: Done) -> None:
            self._remember(sheet, places)
            self.open()
            self._leave(frozenset(written_ids))
            self._done(did)

        self._lender.borrow(f"正在{kind.title}…", work, came, self._stopped)

    def _stopped(self, sentence: str) -> None:
        self._draw(replace(self._screen, sentence=sentence))

    def _refresh(self) -> None:
        if self._sheet is not None:
            self._pace.take(self._planning(self._sheet), self._planned, self._wait)

    def _planning(self, sheet: Sheet) -> Steps[tuple[ImportPlan, tuple[ImportRow, ...], str]]:
        """Tell of every row, or why nothing can be told."""
        try:
            plan = yield from self._kind.plan(self._desk, sheet, self._places)
        except UserError as error:
            return ImportPlan(()), (), str(error)
        return plan, (yield from made(plan.lines, _row)), ""

    def _wait(self) -> None:
        columns = tuple(map(self._column, self._kind.fields))
        self._draw(replace(self._screen, columns=columns, rows=(), busy=True, sentence="",
                           summary="正在核对每一行…", doubts=0, submit=""))  # fmt: skip

    def _planned(self, came: tuple[ImportPlan, tuple[ImportRow, ...], str]) -> None:
        plan, self._told, sentence = came
        writing = plan.writing
        self._draw(
            replace(
                self._screen,
                busy=False,
                columns=tuple(map(self._column, self._kind.fields)),
                rows=self._listed(only=self._screen.only_doubtful),
                summary=f"共 {len(plan.lines)} 行：{_summary(plan)}" if not sentence else "",
                doubts=len(plan.doubtful),
                sentence=sentence or ("" if plan.lines else "表里只有列名，没有内容。"),
                submit=f"导入 {writing} {self._kind.counted}" if writing else "",
            )
        )

    def _listed(self, *, only: bool) -> tuple[ImportRow, ...]:
        return tuple(row for row in self._told if row.notes) if only else self._told

    def _column(self, field: TableField) -> ColumnChoice:
        place = self._places.get(field.key, UNUSED)
        return ColumnChoice(
            key=field.key,
            word=field.word,
            required=field.required,
            place=place,
            sample=_sample(self._sheet, place),
        )

    def _draw(self, screen: ImportScreen) -> None:
        self._screen = screen
        self._show(screen)


def _headings(sheet: Sheet) -> tuple[str, ...]:
    """Return a name for each column; one without a heading is called by its place."""
    wide = max(len(sheet.head), *(len(row) for row in sheet.rows), 0)
    heads = (*(" ".join(head.split()) for head in sheet.head), *("",) * (wide - len(sheet.head)))
    return tuple(head or f"第{place}列" for place, head in enumerate(heads, start=1))


def _sample(sheet: Sheet | None, place: int) -> str:
    if sheet is None or place == UNUSED:
        return ""
    return next((row[place] for row in sheet.rows if place < len(row) and row[place]), "")


def _row(line: ImportLine) -> ImportRow:
    return ImportRow(
        number=line.number,
        title=line.title or "（空）",
        word=line.fate.label,
        state=STATES[line.fate],
        notes="".join(line.notes),
    )


def _said(planned: ImportPlan) -> str:
    whole = "按 Ctrl+Z 可整批撤回。" if planned.writing else ""
    return f"已导入：{_summary(planned)}。{whole}"


def _summary(planned: ImportPlan) -> str:
    counted = ((fate.label, planned.count(fate)) for fate in Fate)
    return "，".join(f"{word} {count}" for word, count in counted if count)
