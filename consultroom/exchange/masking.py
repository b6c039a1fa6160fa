"""What does not leave with a pack (脱敏): visitors' identity, telephones, addresses. Pure.

A withheld field is left out of the row as if it had never been written, so that it merges with
nothing and overwrites nothing at the other end. Withheld tables send no rows. A conflict about a
withheld field would tell its value, and stays behind with it.

Basis: domain/SOURCES.md, "privacy": minimum scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from consultroom.domain.records import Coded
from consultroom.domain.stamps import StampedRow
from consultroom.exchange.merge import CONFLICTS


class Withheld(Coded):
    """A group of what may be withheld; a district may be granted a group."""

    VISITORS = "visitors", "来访人身份"
    PHONES = "phones", "电话号码"
    ADDRESSES = "addresses", "住址"


@dataclass(frozen=True, slots=True)
class _Group:
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


@dataclass(frozen=True, slots=True)
class Mask:
    """Withholds these groups from rows.

    Attributes:
        groups: what stays behind; everything by default.
    """

    groups: frozenset[Withheld] = field(default=ALL)

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
            return None if self.withholds(table, name) else row
        hidden = {name for name in (*row.values, *row.extra) if self.withholds(row.table, name)}
        return _without(row, hidden) if hidden else row

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
