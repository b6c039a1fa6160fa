"""What the page 上级报表的对应 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from consultroom.frozen import Frozen

LEFT_ALONE = ("", "（不填）")


class MapLine(Frozen, kw_only=True):
    """A form that was mapped."""

    id: str
    name: str
    ledger: str = ""
    filled: int = 0

    @property
    def shown(self) -> str:
        """Its name, and whether it waits to be saved."""
        return self.name if self.id else f"{self.name}（没有保存）"

    @property
    def told(self) -> str:
        """What fills it, and how many columns; one without an id was not saved yet."""
        return f"{self.ledger}，{self.filled} 列" if self.id else "还没有保存"


class ColumnLine(Frozen, kw_only=True):
    """A column of the form and what fills it.

    Attributes:
        choices: code and word of every field, the likeliest first.
        sample: what goes into it in the line looked at.
        note: why there is nothing to choose, or that it was not recognised.
    """

    letter: str
    heading: str
    field: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    sample: str = ""
    note: str = ""


class MapPage(Frozen, kw_only=True):
    """The form that is open.

    Attributes:
        key: changes with every other form, ledger or worksheet, so that the columns are anew.
        lines: how many of a ledger it is tried with; ``line`` is the one looked at, from 1.
        about: says which line that is.
        saved: it is kept as it stands.
        stored: it is among the forms that were mapped.
        heads: the rows its headings may be in, number and words; ``head`` is the one taken.
        note: what to know of it: that it was laid back, or that nobody knows its headings.
    """

    key: tuple[str, ...]
    file: str
    name: str
    ledgers: tuple[tuple[str, str], ...]
    ledger: str
    sheets: tuple[tuple[str, str], ...]
    sheet: str
    columns: tuple[ColumnLine, ...]
    lines: int = 0
    line: int = 0
    about: str = ""
    warnings: tuple[str, ...] = ()
    saved: bool = False
    stored: bool = False
    heads: tuple[tuple[str, str], ...] = ()
    head: str = ""
    note: str = ""


class MappingsScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        chosen: id of the line that is open; empty for a new form.
        sentence: what stops, above the form.
    """

    lines: tuple[MapLine, ...] = ()
    chosen: str = ""
    page: MapPage | None = None
    busy: str = ""
    sentence: str = ""
