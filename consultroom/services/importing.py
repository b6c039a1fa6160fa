"""Taking in a table that somebody else made (导入): its columns, and what each row would do.

A table is read once (`tables.read_table`, in any thread), its columns are matched with our fields,
the clerk corrects the match, and a plan tells of every row before anything is written.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping

from consultroom.domain.records import Coded, Record
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.tables import Sheet

Places = Mapping[str, int]
"""Our field → the place of its column in the table, from 0."""
Progress = Callable[[int, int], None]  # progress(3, 10): three of ten rows are written
_SUMS = frozenset({"合计", "总计", "小计", "共计"})
_SIGNED = re.compile(r"(?:填表|填报|制表|审核|联系)(?:人|单位|日期|时间)?[:：]")
_MOST_KEPT = 20  # tables whose columns are remembered, for each thing imported


def nobody(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


class TableField(Frozen):
    """A field of ours that a column may fill.

    Attributes:
        key: its name in our record.
        word: what a person calls it.
        headings: what other offices head such a column with.
        required: a table without it cannot be taken in.
    """

    key: str
    word: str
    headings: tuple[str, ...]
    required: bool = False


class Fate(Coded):
    """What becomes of a row (导入结果)."""

    NEW = "new", "新增"
    CHANGED = "changed", "更新"
    SAME = "same", "没有变化"
    LEFT_OUT = "left_out", "不导入"


class ImportLine(Frozen, kw_only=True):
    """What becomes of one row.

    Attributes:
        number: the row as the spreadsheet counts it.
        title: the name or title in it.
        notes: sentences about what should be looked at.
        record: what is written; None when nothing is.
    """

    number: int
    title: str
    fate: Fate
    notes: tuple[str, ...] = ()
    record: Record | None = None

    @property
    def doubtful(self) -> bool:
        """Tell whether a person should look at it."""
        return bool(self.notes)


class ImportPlan(Frozen):
    """What an import would do, row by row in the order of the table."""

    lines: tuple[ImportLine, ...]

    def count(self, *fates: Fate) -> int:
        """Count the rows with one of these fates."""
        return sum(line.fate in fates for line in self.lines)

    @property
    def writing(self) -> int:
        """How many rows write something."""
        return self.count(Fate.NEW, Fate.CHANGED)

    @property
    def doubtful(self) -> tuple[ImportLine, ...]:
        """The rows a person should look at."""
        return tuple(line for line in self.lines if line.doubtful)


def field_of(heading: str, fields: tuple[TableField, ...]) -> str:
    """Return the field that another office's heading means, or nothing."""
    plain = re.sub(r"[（(].*?[)）]|[*＊:：\s]", "", heading)
    return next((one.key for one in fields if plain in one.headings), "")


def places_of(sheet: Sheet, fields: tuple[TableField, ...]) -> dict[str, int]:
    """Return where our fields stand in a table, as far as its headings tell."""
    found: dict[str, int] = {}
    for place, heading in enumerate(sheet.head):
        if key := field_of(heading, fields):
            found.setdefault(key, place)
    return found


def recalled_places(
    desk: Desk, what: str, sheet: Sheet, fields: tuple[TableField, ...]
) -> dict[str, int] | None:
    """Return where our fields stood when a table with these headings was taken in last.

    Args:
        desk: where; what was settled stays on this computer.
        what: is imported, as 导入委员.
        sheet: the table.
        fields: ours; one that is no more is left out.

    Returns:
        None when no such table was settled by hand.
    """
    kept = desk.room.notes.setting(_key(what), {}).get(_signature(sheet))
    if kept is None:
        return None
    known = {one.key for one in fields}
    return {key: int(place) for key, place in kept.items() if key in known}


def remember_places(
    desk: Desk, what: str, sheet: Sheet, places: Places, fields: tuple[TableField, ...]
) -> None:
    """Remember how a table's columns were settled, unless its headings say the same themselves."""
    notes, signature = desk.room.notes, _signature(sheet)
    kept = {at: each for at, each in notes.setting(_key(what), {}).items() if at != signature}
    if dict(places) != places_of(sheet, fields):
        kept[signature] = dict(places)
    latest = list(kept.items())[-_MOST_KEPT:]
    notes.set_setting(_key(what), dict(latest))


def _key(what: str) -> str:
    return f"columns/{what}"


def _signature(sheet: Sheet) -> str:
    """Return what tells tables of other headings apart; who is in them is not kept."""
    return hashlib.sha256("\n".join(sheet.head).encode()).hexdigest()


def told(sheet: Sheet, places: Places) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row's number and what it says in our fields.

    Rows of nothing are left out, and so are sums and signatures below.
    """
    for number, cells in enumerate(sheet.rows, start=sheet.first_row):
        said = {key: cells[at].strip() for key, at in places.items() if at < len(cells)}
        if any(said.values()) and not _below(cells):
            yield number, said


def _below(cells: tuple[str, ...]) -> bool:
    """Tell a row that ends a table: its sum, or who filled it in."""
    first = "".join(next(filter(None, cells), "").split())
    return first in _SUMS or bool(_SIGNED.match(first))
