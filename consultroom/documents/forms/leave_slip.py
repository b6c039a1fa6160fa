"""请假条: a person's leave from a sitting, in writing and before it.

Who decides is the person in charge of the station unless the district says otherwise
(SOURCES.md, "attendance"); only departments may send somebody else (替会).
"""

from __future__ import annotations

from consultroom.documents.blocks import (
    Addressee,
    Align,
    BlankLines,
    Block,
    Cell,
    PageBreak,
    Paper,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Text,
    Title,
    label_cell,
)
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant, ParticipantKind, Rsvp, RsvpAnswer
from consultroom.frozen import replace

_ABSENT = (RsvpAnswer.LEAVE, RsvpAnswer.SUBSTITUTE)
_BLANK_DAY = "　　　　年　　月　　日"
_BLANK = "____________"
_BLANK_REASON = _BLANK * 2


def leave_slip(
    dossier: Dossier,
    meeting: Meeting,
    *,
    person: Participant | None = None,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return leave slips, one a page.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        person: whose slip; None for everyone who answered with 请假 or 替会, and a blank one when
            nobody did.
        profile: page geometry.
    """
    slips = _answers(dossier, meeting)
    people = (person,) if person else _asking(dossier, meeting, slips)
    blocks: list[Block] = []
    for one in people or (None,):
        blocks += [PageBreak()] if blocks else []
        blocks += _slip(dossier, meeting, one, slips.get(one.id) if one else None)
    return Paper(
        title=f"{sittings.called(dossier, meeting)}请假条",
        author=dossier.station.name,
        subject="请假条",
        profile=replace(profile, page_number=sittings.NO_NUMBER),
        blocks=tuple(blocks),
    )


def _answers(dossier: Dossier, meeting: Meeting) -> dict[str, Rsvp]:
    return {
        slip.participant: slip
        for slip in dossier.rsvps
        if slip.meeting == meeting.id and slip.answer in _ABSENT
    }


def _asking(dossier: Dossier, meeting: Meeting, slips: dict[str, Rsvp]) -> tuple[Participant, ...]:
    return tuple(person for person in dossier.people(meeting) if person.id in slips)


def _slip(
    dossier: Dossier, meeting: Meeting, person: Participant | None, slip: Rsvp | None
) -> tuple[Block, ...]:
    return (
        Title(text="请假条"),
        Addressee(text=f"{dossier.station.name}："),
        Paragraph(text=_request(dossier, meeting, person, slip)),
        *_substitute(person, slip),
        Paragraph(text="特此请假，请予批准。"),
        _signed(person, slip),
        BlankLines(),
        _decision(dossier),
    )


def _request(
    dossier: Dossier, meeting: Meeting, person: Participant | None, slip: Rsvp | None
) -> Text:
    who = f"本人系{person.post}，" if person and person.post else ""
    reason = slip.reason.strip().rstrip("。").removeprefix("因") if slip else ""
    venue = f"在{meeting.venue}" if meeting.venue else ""
    text = (
        f"{who}因{reason or _BLANK_REASON}，不能参加{phrases.starts(meeting)}{venue}召开的"
        f"{sittings.about(dossier, meeting)}。"
    )
    return phrases.with_names(text, phrases.names_in(dossier, meeting))


def _substitute(person: Participant | None, slip: Rsvp | None) -> tuple[Block, ...]:
    if slip and slip.substitute:
        text = (Run("拟请"), Run(slip.substitute, whole=True), Run("代为参加。"))
        return (Paragraph(text=text),)
    if person is None or (person.kind is ParticipantKind.DEPARTMENT and slip is None):
        return (Paragraph(text=f"拟请{_BLANK}代为参加（限部门填写）。"),)
    return ()


def _signed(person: Participant | None, slip: Rsvp | None) -> Signature:
    names = (f"请假人：{person.name}", f"签　名：{_BLANK}") if person else (f"请假人：{_BLANK}",)
    day = slip.answered_on if slip else None
    return Signature(names=names, date=chinese_date(day) if day else _BLANK_DAY)


def _decision(dossier: Dossier) -> Table:
    who = f"{sittings.worded(dossier.parameters.paper, 'leave.approver')}\n意见"
    foot = f"签名：　　　　　{_BLANK_DAY}"
    cell = Cell(text="□同意　　□不同意", align=Align.LEFT, foot=foot)
    rows = (
        Row(cells=(label_cell(who), cell), min_height_mm=30),
        Row(cells=(label_cell("补送材料\n或补课"), Cell()), min_height_mm=16),
    )
    return Table(shares=(0.2, 0.8), rows=rows, size_pt=14.0)
