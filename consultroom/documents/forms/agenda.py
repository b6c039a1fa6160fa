"""会议议程: what is done when, who speaks, on one page.

Default blocks and their minutes: SOURCES.md, "agenda". The clock runs on from the start.
"""

from __future__ import annotations

from collections.abc import Sequence

from consultroom.documents.blocks import (
    Align,
    BlankLines,
    Block,
    Cell,
    Paper,
    Row,
    Run,
    Table,
    Text,
    Title,
    label_cell,
)
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.forms.sittings import Slot
from consultroom.documents.gb9704 import GB9704, MM, PageProfile
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, clock_text
from consultroom.frozen import replace

SIZES_PT = (14.0, 12.0, 10.5, 9.0)  # tried in turn until the agenda fits one page
_SHARES = (0.095, 0.205, 0.325, 0.25, 0.125)
_HEADS = ("序号", "时间", "议程", "发言人", "时长")
_ALIGNS = (Align.CENTRE, Align.CENTRE, Align.LEFT, Align.CENTRE, Align.CENTRE)
_HEIGHT_SIZES = 2.4  # of a row
_FITTING = 10  # items that leave room for rows of that height


def agenda(
    dossier: Dossier,
    meeting: Meeting,
    *,
    size_pt: float = SIZES_PT[0],
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the agenda of a meeting.

    Args:
        dossier: of the consultation.
        meeting: which sitting; one without agenda items prints that the agenda follows.
        size_pt: type size of the table, pt.
        profile: page geometry.
    """
    title = f"{sittings.called(dossier, meeting)}议程"
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="会议议程",
        profile=replace(profile, page_number=sittings.NO_NUMBER),
        blocks=(
            Title(text=title),
            BlankLines(),
            *agenda_body(dossier, meeting, size_pt=size_pt),
        ),
    )


def agenda_body(dossier: Dossier, meeting: Meeting, *, size_pt: float) -> tuple[Block, ...]:
    """Return what stands under the title: topic, time, place, host and the items, in one box."""
    slots = sittings.slots(dossier, meeting)
    height = _HEIGHT_SIZES * size_pt / MM if len(slots) <= _FITTING else 0.0
    items = [_item(place, slot, _names(dossier, meeting)) for place, slot in enumerate(slots, 1)]
    rows = (
        *_facts(dossier, meeting),
        tuple(label_cell(text) for text in _HEADS),
        *(items or [(_across("议程另行通知"),)]),
        *_total(slots),
    )
    return (
        Table(
            shares=_SHARES,
            rows=tuple(Row(cells=cells, min_height_mm=height) for cells in rows),
            size_pt=size_pt,
            leading=1.35,
            aligns=_ALIGNS,
        ),
    )


def _names(dossier: Dossier, meeting: Meeting) -> tuple[str, ...]:
    return phrases.names_in(dossier, meeting)


def _facts(dossier: Dossier, meeting: Meeting) -> tuple[tuple[Cell, ...], ...]:
    host: Text = (Run(meeting.host, whole=True),) if meeting.host else "待定"
    told: tuple[tuple[str, Text], ...] = (
        ("议题", dossier.consultation.title),
        ("时间", f"{phrases.starts(meeting)}，{meeting.length}"),
        ("地点", meeting.venue or "另行通知"),
        ("主持", host),
    )
    return tuple(
        (label_cell(label), Cell(text=text, span=len(_SHARES) - 1, align=Align.LEFT))
        for label, text in told
    )


def _item(place: int, slot: Slot, names: Sequence[str]) -> tuple[Cell, ...]:
    item = slot.item
    texts: tuple[Text, ...] = (
        str(place),
        slot.clock,
        phrases.with_names(item.title, names),
        phrases.with_names(item.speaker or "全体", names),
        f"{item.minutes}分钟",
    )
    return tuple(Cell(text=text) for text in texts)


def _total(slots: Sequence[Slot]) -> tuple[tuple[Cell, ...], ...]:
    if not slots:
        return ()
    minutes = sum(max(0, slot.item.minutes) for slot in slots)
    return ((_across(f"合计{minutes}分钟，预计{clock_text(slots[-1].ends)}结束"),),)


def _across(text: str) -> Cell:
    return Cell(text=text, span=len(_SHARES), align=Align.CENTRE)
