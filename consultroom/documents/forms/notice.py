"""会议通知: the notice of a sitting, with agenda, list of people and reply slip attached.

Order of parts: the usual notice of a meeting (SOURCES.md, "forms"); shape: GB/T 9704-2012.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from consultroom.documents.blocks import (
    Addressee,
    Align,
    AttachmentNote,
    AttachmentStart,
    Block,
    Cell,
    Heading,
    Paper,
    Paragraph,
    Row,
    Run,
    Signature,
    Table,
    Title,
    data_table,
    label_cell,
)
from consultroom.documents.forms import phrases
from consultroom.documents.forms.agenda import agenda_body
from consultroom.documents.forms.sittings import titled, worded
from consultroom.documents.gb9704 import GB9704, MM, PageProfile
from consultroom.documents.heads import Imprint
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, ParticipantKind

AGENDA, ROLL, SLIP = "会议议程", "参会人员名单", "参会回执"
_AGENDA_PT = 12.0
_ROLL_PT = 12.0
_NAME_SHARES = (0.18, 0.38)  # of the width of the roll: least and most for the names
_NAME_PADDING_MM = 3.0  # both sides of a cell


def notice(
    dossier: Dossier,
    meeting: Meeting,
    *,
    on: date,
    attachments: bool = True,
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the notice of a meeting.

    A seal's room and a 版记 are left only where the district grants them (`PaperRules`).

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        on: 成文日期, printed under the signature.
        attachments: whether agenda, list of people and reply slip follow on pages of their own;
            a meeting without agenda items has none to attach.
        profile: page geometry.
    """
    title = notice_title(dossier, meeting)
    rules = dossier.parameters.paper
    attached = _attached(dossier, meeting) if attachments else ()
    date_text = chinese_date(on)
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="会议通知",
        profile=profile,
        blocks=(
            Title(text=phrases.broken(title, meeting.title_breaks)),
            Addressee(text=addressee(dossier)),
            Paragraph(text=_lead(dossier, meeting)),
            *_facts(dossier, meeting),
            *_people(dossier, meeting, attached),
            *_agenda(dossier, meeting),
            *_matters(dossier, meeting, attached),
            *((AttachmentNote(names=attached),) if attached else ()),
            Signature(names=(dossier.station.name,), date=date_text, sealed=rules.seals),
            *(
                block
                for place, name in enumerate(attached, start=1)
                for block in _attachment(place, name, dossier, meeting)
            ),
            *(
                (Imprint(issued_by=rules.issued_by, issued_on=date_text),)
                if rules.issued_by
                else ()
            ),
        ),
    )


def notice_title(dossier: Dossier, meeting: Meeting) -> str:
    """Return ``关于召开梧桐街道“……”协商议事会的通知``; see `sittings.titled`."""
    return f"关于召开{titled(dossier, meeting)}的通知"


def _attached(dossier: Dossier, meeting: Meeting) -> tuple[str, ...]:
    """Return the names of the attachments, in order."""
    return (*((AGENDA,) if dossier.agenda_of(meeting) else ()), ROLL, SLIP)


def _attachment(place: int, name: str, dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    body = {AGENDA: _timetable, ROLL: _roll, SLIP: _slip}[name](dossier, meeting)
    return (AttachmentStart(label=f"附件{place}", title=name), *body)


def _timetable(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    return agenda_body(dossier, meeting, size_pt=_AGENDA_PT)


def _see(attached: Sequence[str], name: str) -> str:
    """Return ``附件2``, or nothing when it is not attached."""
    return f"附件{attached.index(name) + 1}" if name in attached else ""


def addressee(dossier: Dossier) -> str:
    """Return whom papers about a sitting are addressed to."""
    unit = f"，{dossier.consultation.unit}" if dossier.consultation.unit else ""
    return f"各驻站委员，有关单位{unit}："


def _lead(dossier: Dossier, meeting: Meeting) -> str:
    return worded(
        dossier.parameters.paper,
        "notice.lead",
        日期=chinese_date(meeting.day),
        议题=dossier.consultation.title,
        会议=meeting.form.label,
    )


def _facts(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    return (
        Heading(level=1, text="一、会议时间"),
        Paragraph(text=f"{phrases.starts(meeting)}，{meeting.length}。"),
        Heading(level=1, text="二、会议地点"),
        Paragraph(text=phrases.ended(meeting.venue or "另行通知")),
        Heading(level=1, text="三、协商议题"),
        Paragraph(text=phrases.ended(dossier.consultation.title)),
    )


def _people(dossier: Dossier, meeting: Meeting, attached: Sequence[str]) -> tuple[Block, ...]:
    counted = Counter(person.kind for person in dossier.people(meeting))
    groups = [f"{kind.label}{counted[kind]}人" for kind in ParticipantKind if counted[kind]]
    see = _see(attached, ROLL)
    told = f"{'、'.join(groups)}{f'，名单见{see}' if see else ''}。" if groups else "名单另行通知。"
    host = (Run(f"{told}主持人："), Run(meeting.host, whole=True), Run("。"))
    text = host if meeting.host else told
    return (Heading(level=1, text="四、参加人员"), Paragraph(text=text))


def _agenda(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    known = phrases.names_in(dossier, meeting)
    lines = tuple(
        Paragraph(
            text=phrases.with_names(
                f"{place}.{item.title}（{item.speaker or '全体'}，{item.minutes}分钟）", known
            )
        )
        for place, item in enumerate(dossier.agenda_of(meeting), start=1)
    )
    return (Heading(level=1, text="五、会议议程"), *lines) if lines else ()


def _matters(dossier: Dossier, meeting: Meeting, attached: Sequence[str]) -> tuple[Block, ...]:
    place = "六" if dossier.agenda_of(meeting) else "五"
    known = phrases.names_in(dossier, meeting)
    lines = _matter_lines(dossier, meeting, attached)
    return (
        Heading(level=1, text=f"{place}、有关事项"),
        *(
            Paragraph(text=phrases.with_names(f"{order}.{line}", known))
            for order, line in enumerate(lines, start=1)
        ),
    )


def _matter_lines(dossier: Dossier, meeting: Meeting, attached: Sequence[str]) -> tuple[str, ...]:
    rules, lines = dossier.parameters.paper, []
    see = _see(attached, SLIP)
    if meeting.rsvp_by:
        slip = f"参会回执（{see}）" if see else "参会回执"
        lines.append(f"请于{chinese_date(meeting.rsvp_by)}前将{slip}报送工作站。")
    lines.append(worded(rules, "notice.leave"))
    if dossier.topic.suggestion:
        lines.append("请围绕议题提前了解情况，准备简要发言，每人以5分钟为宜。")
    lines += [phrases.ended(line) for line in meeting.remarks if line.strip()]
    if meeting.change_reason:
        lines.append(f"会议安排有变更（{meeting.change_reason.rstrip('。；，')}），以本通知为准。")
    if meeting.contact:
        phone = f"，联系电话：{meeting.contact_phone}" if meeting.contact_phone else ""
        lines.append(f"联系人：{meeting.contact}{phone}。")
    return tuple(lines)


def _roll(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    people = dossier.people(meeting)
    names = _name_share([person.name for person in people])
    rows = [
        (str(place), (Run(person.name, whole=True),), person.post, person.kind.label)
        for place, person in enumerate(people, start=1)
    ]
    table = data_table(
        ("序号", "姓名", "单位及职务", "参会类别"),
        rows or [("", "", "（待定）", "")],
        shares=(0.1, names, 0.7 - names, 0.2),
        aligns=(Align.CENTRE, Align.CENTRE, Align.LEFT, Align.CENTRE),
        size_pt=_ROLL_PT,
        min_height_mm=8,
    )
    return (table,)


def _name_share(people: Sequence[str], width_mm: float = GB9704.block_width_mm) -> float:
    """Return how much of the roll's width keeps the longest name on one line."""
    longest_mm = max(map(len, people), default=0) * _ROLL_PT / MM
    least, most = _NAME_SHARES
    return min(most, max(least, (longest_mm + _NAME_PADDING_MM) / width_mm))


def _slip(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    del dossier
    by = f"请于{chinese_date(meeting.rsvp_by)}前报送工作站。" if meeting.rsvp_by else ""
    rows = (
        Row(cells=(label_cell("单位"), Cell(span=3)), min_height_mm=12),
        Row(cells=(label_cell("姓名"), Cell(), label_cell("职务"), Cell()), min_height_mm=12),
        Row(
            cells=(
                label_cell("联系电话"),
                Cell(),
                label_cell("是否参加"),
                Cell(text="□参加　□请假　□替会", align=Align.CENTRE),
            ),
            min_height_mm=12,
        ),
        Row(cells=(label_cell("请假事由\n或替会人"), Cell(span=3)), min_height_mm=20),
        Row(cells=(label_cell("备注"), Cell(span=3)), min_height_mm=16),
    )
    table = Table(shares=(0.2, 0.3, 0.18, 0.32), rows=rows, size_pt=12)
    note = (Paragraph(text=by, size_pt=12, indent=0),) if by else ()
    return (table, *note)
