"""The volume (案卷): what is filed of one consultation, paper by paper, as it is bound."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from consultroom.frozen import Frozen


class DossierEntry(Frozen, kw_only=True):
    """One line of the list of contents (卷内目录).

    Attributes:
        number: 文号 or record number, or empty.
        author: 责任者, who issued it.
        title: 题名.
        on: its day, or None when it bears none.
        pages: how many it has; 0 when not counted yet.
        remark: 备注, such as 附件 or 复印件.
    """

    title: str
    number: str = ""
    author: str = ""
    on: date | None = None
    pages: int = 0
    remark: str = ""


def page_places(entries: Iterable[DossierEntry]) -> tuple[tuple[int, int], ...]:
    """Return the first and last page of each entry in the volume, counted from 1.

    From an entry whose pages are not counted on, nothing is known: (0, 0).
    """
    places: list[tuple[int, int]] = []
    first, known = 1, True
    for entry in entries:
        known = known and entry.pages > 0
        places.append((first, first + entry.pages - 1) if known else (0, 0))
        first += entry.pages
    return tuple(places)


def span_of(entries: Iterable[DossierEntry]) -> tuple[date, date] | None:
    """Return the earliest and the latest day in a volume, or None while no entry bears one."""
    days = [entry.on for entry in entries if entry.on]
    return (min(days), max(days)) if days else None
