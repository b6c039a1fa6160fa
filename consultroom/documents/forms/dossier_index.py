"""卷内目录: the papers of a volume, in the order they are bound.

Columns as offices file (SOURCES.md, "retention"); days are printed as eight digits, the way
archives write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consultroom.documents.blocks import Align, Paper, Paragraph, Text, Title, data_table
from consultroom.documents.forms import boxed
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.dossiers import Dossier
from consultroom.domain.volumes import DossierEntry, page_places

HEADS = ("序号", "文号（编号）", "责任者", "题名", "日期", "页次", "备注")
_SHARES = (0.07, 0.17, 0.16, 0.3, 0.12, 0.09, 0.09)
_ALIGNS = (
    Align.CENTRE,
    Align.LEFT,
    Align.LEFT,
    Align.LEFT,
    Align.CENTRE,
    Align.CENTRE,
    Align.LEFT,
)
_SIZE_PT = 10.5
_ROW_MM = 10.0
BLANK_ROWS = 18  # of a list with nothing in it yet, to be filled by hand


def dossier_index(
    dossier: Dossier, entries: Iterable[DossierEntry], *, profile: PageProfile = GB9704
) -> Paper:
    """Return the list of contents of a consultation's volume.

    Args:
        dossier: of the consultation.
        entries: its papers in bound order; none prints blank rows.
        profile: page geometry.
    """
    filed = tuple(entries)
    number = dossier.consultation.number
    return Paper(
        title=f"卷内目录 {number}",
        author=dossier.station.name,
        subject=f"卷内目录 {number}",
        profile=boxed.page(profile),
        blocks=(
            Title(text="卷内目录"),
            Paragraph(
                text=f"{number}　{dossier.consultation.title}",
                indent=0,
                align=Align.CENTRE,
                size_pt=12,
            ),
            data_table(
                HEADS,
                list(_lines(filed)) or [("",) * len(HEADS)] * BLANK_ROWS,
                shares=_SHARES,
                aligns=_ALIGNS,
                size_pt=_SIZE_PT,
                min_height_mm=_ROW_MM,
            ),
        ),
    )


def _lines(entries: Sequence[DossierEntry]) -> Iterator[tuple[Text, ...]]:
    places = page_places(entries)
    for at, (entry, (first, last)) in enumerate(zip(entries, places, strict=True), start=1):
        ending = at == len(entries) and last > first
        pages = (f"{first}—{last}" if ending else str(first)) if first else ""
        day = f"{entry.on:%Y%m%d}" if entry.on else ""
        yield (str(at), entry.number, entry.author, entry.title, day, pages, entry.remark)
