"""What does not leave with a pack (脱敏): visitors' identity, telephones, addresses. Pure.

A withheld field is left out of the row as if it had never been written, so that it merges with
nothing and overwrites nothing at the other end. Withheld tables send no rows. A conflict about a
withheld field would tell its value, and stays behind with it.

Out of free text people are taken one by one, and the rest goes. The text keeps its stamp, since
nobody wrote anything: where it meets the original again, which is nowhere but in the station, the
original stands (see ``merge``). A conflict about such a text goes under the name that the district
gives it when it comes upon the same conflict itself.

Basis: domain/SOURCES.md, "privacy": minimum scope.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final

import msgspec

from consultroom.domain.publications import FREE_TEXT
from consultroom.domain.records import Coded
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.merge import CONFLICTS, conflict_id, known_fields
from consultroom.frozen import Frozen, field, replace


class Withheld(Coded):
    """A group of what may be withheld; a district may be granted a group."""

    VISITORS = "visitors", "来访人身份"
    PHONES = "phones", "电话号码"
    ADDRESSES = "addresses", "住址"


class _Group(Frozen):
    """Whole tables, and fields wherever they occur, by their name or its ending."""

    tables: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()


_GROUPS: Final[Mapping[Withheld, _Group]] = {
    Withheld.VISITORS: _Group(frozenset({"visitor_identity"})),
    Withheld.PHONES: _Group(endings=("phone", "mobile", "telephone")),
    Withheld.ADDRESSES: _Group(endings=("address",)),
}
ALL: Final = frozenset(Withheld)
NOTHING: Final[frozenset[Withheld]] = frozenset()


TakeOut = Callable[[str, str, str], str]
"""Table, id and text -> the text without people."""

_ALSO: Final[Mapping[str, frozenset[str]]] = {
    "topic": frozenset({"proposer"}),
    "attachment": frozenset({"name"}),
    "evidence": frozenset({"label"}),
    "issued_paper": frozenset({"title"}),
}  # not published at all, and so not among the free texts there
_CHINESE: Final = re.compile(r"[一-鿿]")


def is_free_text(table: str, field: str, value: object) -> bool:
    """Tell whether people may be named in a value; in what a later version wrote, everywhere."""
    if not isinstance(value, str) or not _CHINESE.search(value):
        return False
    known = known_fields(table)
    if known is None or field not in known:
        return True
    return field in FREE_TEXT.get(table, ()) or field in _ALSO.get(table, ())


class Mask(Frozen):
    """Withholds these groups from rows.

    Attributes:
        groups: what stays behind; everything by default.
        take_out: takes people out of free texts, or None.
    """

    groups: frozenset[Withheld] = field(default=ALL)
    take_out: TakeOut | None = None

    def rows(self, rows: Iterable[StampedRow]) -> Iterator[StampedRow]:
        """Yield what may leave, in the same order."""
        for row in rows:
            left = self.row(row)
            if left is not None:
                yield left

    def row(self, row: StampedRow) -> StampedRow | None:
        """Return what may leave of a row, or None when all of it stays."""
        if self.withholds_table(row.table):
            return None
        if row.table == CONFLICTS:
            table, name = str(row.values.get("about")), str(row.values.get("field"))
            return None if self.withholds(table, name) else self._conflict(row, table, name)
        hidden = {name for name in (*row.values, *row.extra) if self.withholds(row.table, name)}
        return self._plain(_without(row, hidden) if hidden else row)

    def _plain(self, row: StampedRow) -> StampedRow:
        """Return a row without people in its texts."""
        if self.take_out is None:
            return row
        values = {
            name: _left(partial(self.take_out, row.table, row.id), str(value))
            for name, value in row.values.items()
            if is_free_text(row.table, name, value)
        }
        extra = {
            name: (_left(partial(self.take_out, row.table, row.id), str(value)), stamp)
            for name, (value, stamp) in row.extra.items()
            if is_free_text(row.table, name, value)
        }
        return replace(row, values={**row.values, **values}, extra={**row.extra, **extra})

    def _conflict(self, row: StampedRow, table: str, name: str) -> StampedRow:
        """Return a conflict without people in the value that lost."""
        told = str(row.values.get("value"))
        value = msgspec.json.decode(told)
        if self.take_out is None or not is_free_text(table, name, value):
            return row
        record, stamp = str(row.values.get("record")), str(row.values.get("stamp"))
        text = _left(partial(self.take_out, table, record), value)
        left = msgspec.json.encode(text).decode()
        if left == told:
            return row
        id_ = conflict_id(table, record, name, left, stamp)
        return replace(row, id=id_, values={**row.values, "value": left})

    def withholds_table(self, table: str) -> bool:
        """Tell whether no row of a table may leave."""
        return any(table in _GROUPS[group].tables for group in self.groups)

    def withholds(self, table: str, field: str) -> bool:
        """Tell whether a field of a table may not leave."""
        return self.withholds_table(table) or any(
            field.endswith(_GROUPS[group].endings) for group in self.groups
        )


def _without(row: StampedRow, hidden: set[str]) -> StampedRow:
    stamps = {name: stamp for name, stamp in row.stamps.fields.items() if name not in hidden}
    return replace(
        row,
        values={name: value for name, value in row.values.items() if name not in hidden},
        extra={name: kept for name, kept in row.extra.items() if name not in hidden},
        stamps=replace(row.stamps, fields=stamps),
    )


_in_order = msgspec.json.Encoder(order="sorted").encode  # as rows hold nested values


def _left(take_out: Callable[[str], str], value: str) -> str:
    """Return a text without people; of a nested value only its texts are touched."""
    if value[0] in "[{":
        with suppress(msgspec.DecodeError, RecursionError):  # then it is a text like any other
            whole = msgspec.json.decode(value)
            left = _nested(take_out, whole)
            return value if left == whole else _in_order(left).decode()
    return take_out(value)


def _nested(take_out: Callable[[str], str], value: Any) -> Any:
    match value:
        case str():
            return take_out(value)
        case list():
            return [_nested(take_out, one) for one in value]
        case dict():
            return {name: _nested(take_out, one) for name, one in value.items()}
    return value
