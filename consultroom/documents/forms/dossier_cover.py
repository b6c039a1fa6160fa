"""案卷封面: whose volume, of what, from when to when, how long it is kept.

Items as on the covers offices bind (SOURCES.md, "retention"): 立档单位, 题名, 起止日期, 保管期限,
件数、页数, 档号. What the archive gives out stays blank.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import (
    Align,
    Cell,
    Drawing,
    Paper,
    Paragraph,
    Row,
    Table,
    Title,
    label_cell,
)
from consultroom.documents.fonts import Role
from consultroom.documents.gb9704 import GB9704, NumberPlace, PageNumber, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.volumes import DossierEntry, span_of
from consultroom.frozen import replace

# the title's size in pt, and the blanks between the parts in mm, up to so many characters
_SCALES = ((32, 26.0, 22.0), (54, 24.0, 14.0), (110, 20.0, 7.0))
_SMALLEST = (15.0, 3.0)


def dossier_cover(
    dossier: Dossier,
    entries: Iterable[DossierEntry],
    *,
    retention: str = "",
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the cover of a consultation's volume.

    Args:
        dossier: of the consultation.
        entries: the papers in it.
        retention: 保管期限, ``永久`` or ``30年``; empty leaves it to a hand.
        profile: page geometry.
    """
    filed = tuple(entries)
    number = dossier.consultation.number
    title = f"“{dossier.consultation.title}”协商案卷"
    size, fallen = _scale(title)
    return Paper(
        title=f"案卷封面 {number}",
        author=dossier.station.name,
        subject=f"案卷封面 {number}",
        profile=replace(profile, page_number=PageNumber(place=NumberPlace.NONE)),
        blocks=(
            Drawing(height_mm=fallen, shapes=()),
            Paragraph(
                text=dossier.station.name, indent=0, align=Align.CENTRE, role=Role.HEI, size_pt=22
            ),
            Drawing(height_mm=fallen, shapes=()),
            Title(text=title, size_pt=size),
            Drawing(height_mm=fallen, shapes=()),
            _facts(dossier, filed, retention),
        ),
    )


def _scale(title: str) -> tuple[float, float]:
    fitting = ((size, blank) for most, size, blank in _SCALES if len(title) <= most)
    return next(fitting, _SMALLEST)


def _facts(dossier: Dossier, filed: tuple[DossierEntry, ...], retention: str) -> Table:
    pages = sum(entry.pages for entry in filed)
    counted = all(entry.pages for entry in filed)
    amount = f"{len(filed)}件　{pages if counted else '　　　'}页" if filed else ""
    lines = (
        ("协商编号", dossier.consultation.number),
        ("起止日期", _span(dossier, filed)),
        ("件数页数", amount),
        ("保管期限", retention),
        ("立卷人", ""),
        ("立卷日期", ""),
        ("档号", ""),
    )
    rows = tuple(
        Row(cells=(label_cell(label), Cell(text=text, align=Align.LEFT)), min_height_mm=11.5)
        for label, text in lines
    )
    return Table(shares=(0.28, 0.72), rows=rows, size_pt=16.0)


def _span(dossier: Dossier, filed: tuple[DossierEntry, ...]) -> str:
    """Return the days the papers span; while none bears a day, those of the consultation."""
    consultation = dossier.consultation
    first, last = span_of(filed) or (consultation.started_on, consultation.closed_on)
    if last is None:
        return f"{chinese_date(first)}至"
    return f"{chinese_date(first)}至{chinese_date(last)}"
