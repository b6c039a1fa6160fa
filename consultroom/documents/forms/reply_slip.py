"""参会回执: one slip for each person asked, several on a page, to be cut apart and sent back.

Fields: SOURCES.md, "forms". Names and posts are filled in, telephone numbers never.
"""

from __future__ import annotations

from consultroom.documents.blocks import (
    Align,
    Block,
    Cell,
    Drawing,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    Together,
    label_cell,
)
from consultroom.documents.drawings import DrawnLine, DrawnText
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant

ANSWERS = "□参加　　□请假　　□替会"
_SHARES = (0.17, 0.31, 0.17, 0.35)
_BLANK_SLIPS = 3  # when nobody was asked by name: a page full
_TEAR_MM = 7.0
_SIZE_PT = 11.0


def reply_slip(dossier: Dossier, meeting: Meeting, *, profile: PageProfile = GB9704) -> Paper:
    """Return the reply slips of a meeting, in sheet order; blank ones if nobody was named.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        profile: page geometry; slips have narrow margins and no page number.
    """
    page = sittings.sheet(profile, sittings.NO_NUMBER)
    people: tuple[Participant | None, ...] = dossier.people(meeting) or (None,) * _BLANK_SLIPS
    return Paper(
        title=f"{sittings.called(dossier, meeting)}参会回执",
        author=dossier.station.name,
        subject="参会回执",
        profile=page,
        blocks=tuple(_slip(dossier, meeting, person, page) for person in people),
    )


def _slip(
    dossier: Dossier, meeting: Meeting, person: Participant | None, page: PageProfile
) -> Together:
    title = Paragraph(
        text="参会回执", indent=0, align=Align.CENTRE, role=Role.XIAOBIAOSONG, size_pt=14.0
    )
    return Together(
        blocks=(
            title,
            slip_table(
                (("会议", f"{phrases.starts(meeting)}，{sittings.about(dossier, meeting)}"),),
                person,
                note=_by(dossier, meeting),
            ),
            tear_line(page.block_width_mm),
        )
    )


def _by(dossier: Dossier, meeting: Meeting) -> str:
    """Return until when and to whom the slip goes back."""
    until = f"请于{chinese_date(meeting.rsvp_by)}前" if meeting.rsvp_by else "请尽早"
    whom = meeting.contact or dossier.station.liaison
    phone = meeting.contact_phone if meeting.contact else ""
    contact = f"（联系人：{whom}{f'，{phone}' if phone else ''}）" if whom else ""
    return f"{until}交{dossier.station.name}{contact}。"


def slip_table(
    heads: tuple[tuple[str, Text], ...],
    person: Participant | None,
    *,
    note: str = "",
    size_pt: float = _SIZE_PT,
    row_mm: float = 7.6,
) -> Table:
    """Return the boxed slip.

    Args:
        heads: labelled rows above the fields.
        person: who fills it in; None leaves name and post blank.
        note: until when and where to; the last row.
        size_pt: type size.
        row_mm: height of a row.
    """
    name: Text = (Run(person.name, whole=True),) if person else ""
    rows = (
        *(_wide(label, text, row_mm) for label, text in heads),
        _pair("姓名", name, "联系电话", "", row_mm),
        _wide("单位及职务", person.post if person else "", row_mm),
        _wide("是否参加", ANSWERS, row_mm),
        _wide("请假事由\n或替会人", "", 1.6 * row_mm),
        _wide("备注", "", row_mm),
        *((Row(cells=(Cell(text=note, span=4, align=Align.LEFT),)),) if note else ()),
    )
    return Table(shares=_SHARES, rows=rows, size_pt=size_pt, leading=1.3, padding_mm=(1.5, 0.8))


def _wide(label: str, text: Text, height_mm: float) -> Row:
    cells = (label_cell(label), Cell(text=text, span=3, align=Align.LEFT))
    return Row(cells=cells, min_height_mm=height_mm)


def _pair(left: str, first: Text, right: str, second: Text, height_mm: float) -> Row:
    cells = (
        label_cell(left),
        Cell(text=first, align=Align.LEFT),
        label_cell(right),
        Cell(text=second, align=Align.LEFT),
    )
    return Row(cells=cells, min_height_mm=height_mm)


def tear_line(width_mm: float) -> Block:
    """Return a dashed line with the word that says to cut along it."""
    y, middle, word = _TEAR_MM / 2, width_mm / 2, 13.0
    return Drawing(
        height_mm=_TEAR_MM,
        shapes=(
            DrawnLine(0.0, y, middle - word, y, dashed=True),
            DrawnLine(middle + word, y, width_mm, y, dashed=True),
            DrawnText("沿此线裁开", middle, y, 9.0, anchor=Align.CENTRE),
        ),
    )
