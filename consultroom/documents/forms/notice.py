"""会议通知: the notice of a sitting, with the list of people and the reply slip attached.

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
from consultroom.documents.gb9704 import GB9704, MM, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, ParticipantKind

ATTACHMENTS = ("参会人员名单", "参会回执")
_ROLL_PT = 12.0
_NAME_SHARES = (0.18, 0.38)  # of the width of the roll: least and most for the names
_NAME_PADDING_MM = 3.0  # both sides of a cell


def notice(dossier: Dossier, meeting: Meeting, *, on: date, profile: PageProfile = GB9704) -> Paper:
    """Return the notice of a meeting.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        on: 成文日期, printed under the signature.
        profile: page geometry.
    """
    title = notice_title(dossier, meeting)
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="会议通知",
        profile=profile,
        blocks=(
            Title(text=phrases.broken(title, meeting.title_breaks)),
            Addressee(text=_addressee(dossier)),
            Paragraph(text=_lead(dossier, meeting)),
            *_facts(dossier, meeting),
            *_people(dossier, meeting),
            *_agenda(dossier, meeting),
            *_matters(dossier, meeting),
            AttachmentNote(names=ATTACHMENTS),
            Signature(names=(dossier.station.name,), date=chinese_date(on)),
            *_roll(dossier, meeting),
            *_slip(meeting),
        ),
    )


def notice_title(dossier: Dossier, meeting: Meeting) -> str:
    """Return ``关于召开梧桐街道“……”协商议事会的通知``."""
    again = "第二次" if meeting.sitting == 2 else ""
    return (
        f"关于召开{dossier.station.place}“{dossier.consultation.title}”"
        f"{again}{meeting.form.label}的通知"
    )


def _addressee(dossier: Dossier) -> str:
    unit = f"，{dossier.consultation.unit}" if dossier.consultation.unit else ""
    return f"各驻站委员，有关单位{unit}："


def _lead(dossier: Dossier, meeting: Meeting) -> str:
    told = f"经研究，定于{chinese_date(meeting.day)}召开“{dossier.consultation.title}”"
    return f"{told}{meeting.form.label}。现将有关事项通知如下："


def _facts(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    return (
        Heading(level=1, text="一、会议时间"),
        Paragraph(text=f"{phrases.starts(meeting)}，{meeting.length}。"),
        Heading(level=1, text="二、会议地点"),
        Paragraph(text=phrases.ended(meeting.venue)),
        Heading(level=1, text="三、协商议题"),
        Paragraph(text=phrases.ended(dossier.consultation.title)),
    )


def _people(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    counted = Counter(person.kind for person in dossier.people(meeting))
    groups = [f"{kind.label}{counted[kind]}人" for kind in ParticipantKind if counted[kind]]
    told = "、".join(groups) or "名单另行通知"
    host = (Run(f"{told}，名单见附件1。主持人："), Run(meeting.host, whole=True), Run("。"))
    text = host if meeting.host else f"{told}，名单见附件1。"
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


def _matters(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    place = "六" if dossier.agenda_of(meeting) else "五"
    known = phrases.names_in(dossier, meeting)
    lines = _matter_lines(dossier, meeting)
    return (
        Heading(level=1, text=f"{place}、有关事项"),
        *(
            Paragraph(text=phrases.with_names(f"{order}.{line}", known))
            for order, line in enumerate(lines, start=1)
        ),
    )


def _matter_lines(dossier: Dossier, meeting: Meeting) -> tuple[str, ...]:
    lines = []
    if meeting.rsvp_by:
        lines.append(f"请于{chinese_date(meeting.rsvp_by)}前将参会回执（附件2）报送工作站。")
    lines.append("因故不能参加的，请提前说明事由；部门可以委托熟悉情况的同志代为参加。")
    if dossier.topic.suggestion:
        lines.append("请围绕议题提前了解情况，准备简要发言，每人以5分钟为宜。")
    lines += [phrases.ended(line) for line in meeting.remarks if line.strip()]
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
    return (
        AttachmentStart(label="附件1", title=ATTACHMENTS[0]),
        data_table(
            ("序号", "姓名", "单位及职务", "参会类别"),
            rows,
            shares=(0.1, names, 0.7 - names, 0.2),
            aligns=(Align.CENTRE, Align.CENTRE, Align.LEFT, Align.CENTRE),
            size_pt=_ROLL_PT,
            min_height_mm=8,
        ),
    )


def _name_share(people: Sequence[str], width_mm: float = GB9704.block_width_mm) -> float:
    """Return how much of the roll's width keeps the longest name on one line."""
    longest_mm = max(map(len, people), default=0) * _ROLL_PT / MM
    least, most = _NAME_SHARES
    return min(most, max(least, (longest_mm + _NAME_PADDING_MM) / width_mm))


def _slip(meeting: Meeting) -> tuple[Block, ...]:
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
        Row(cells=(label_cell("请假事由或替会人"), Cell(span=3)), min_height_mm=20),
        Row(cells=(label_cell("备注"), Cell(span=3)), min_height_mm=16),
    )
    table = Table(shares=(0.2, 0.3, 0.18, 0.32), rows=rows, size_pt=12)
    note = (Paragraph(text=by, size_pt=12, indent=0),) if by else ()
    return (AttachmentStart(label="附件2", title=ATTACHMENTS[1]), table, *note)
