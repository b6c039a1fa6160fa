"""协商纪要: what was said, agreed and not agreed at one sitting.

Plain layout without a red head: a station is not an issuing organ of its own. Part four, what was
not agreed (未达成一致的意见), is always printed, with 无 when there is nothing.
"""

from __future__ import annotations

import re
from datetime import date

from consultroom.documents.blocks import (
    Align,
    BlankLines,
    Block,
    Hanging,
    Heading,
    Paper,
    Paragraph,
    Run,
    Text,
    Title,
    names,
)
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases
from consultroom.documents.forms.sittings import titled
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.documents.heads import Imprint, MinutesHead
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    AttendanceStatus,
    Headcount,
    Meeting,
    Participant,
    ParticipantKind,
)
from consultroom.domain.minutes import EntryKind, MinutesEntry

_SEATED = tuple(status for status in AttendanceStatus if status.was_there)
_GROUPS: tuple[tuple[str, tuple[ParticipantKind, ...]], ...] = (
    ("委员意见", (ParticipantKind.MEMBER,)),
    ("部门意见", (ParticipantKind.DEPARTMENT,)),
    ("群众和利益相关方意见", (ParticipantKind.STAKEHOLDER, ParticipantKind.RESIDENT)),
    ("专家意见", (ParticipantKind.EXPERT,)),
    ("其他意见", (ParticipantKind.OBSERVER, ParticipantKind.MEDIA)),
)


def minutes_sheet(dossier: Dossier, meeting: Meeting, *, profile: PageProfile = GB9704) -> Paper:
    """Return the minutes of a meeting.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        profile: page geometry.
    """
    title = minutes_title(dossier, meeting)
    sheet = dossier.minutes_of(meeting)
    breaks = sheet.title_breaks if sheet else ()
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="协商纪要",
        profile=profile,
        blocks=(
            *_head(dossier, meeting),
            Title(text=phrases.broken(title, breaks)),
            *(() if _granted(dossier) else _issue(dossier, meeting)),
            BlankLines(),
            Paragraph(text=_lead(dossier, meeting)),
            *_basics(dossier, meeting),
            *_opinions(dossier, meeting),
            *_agreed(dossier, meeting),
            *_not_agreed(dossier, meeting),
            *_requirements(dossier, meeting),
            BlankLines(),
            *_present(dossier, meeting),
            *_imprint(dossier, meeting),
        ),
    )


def _granted(dossier: Dossier) -> str:
    """Return the 纪要标志 the district grants this station, or nothing."""
    parameters = dossier.parameters
    return parameters.paper.minutes_head if parameters.red_heads else ""


def _head(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    """Return the head of 纪要格式, where the district grants it."""
    mark = _granted(dossier)
    if not mark:
        return ()
    sheet = dossier.minutes_of(meeting)
    issue = f"第{sheet.issue_number}期" if sheet and sheet.issue_number else "（未确认稿）"
    day = _issued_on(dossier, meeting)
    return (
        MinutesHead(mark=mark, issue=issue, organ=dossier.station.name, date=chinese_date(day)),
    )


def _issued_on(dossier: Dossier, meeting: Meeting) -> date:
    sheet = dossier.minutes_of(meeting)
    return (sheet and sheet.confirmed_on) or meeting.day


def _imprint(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    """Return the 版记, whom it is sent to in it, where the district grants a head."""
    rules = dossier.parameters.paper
    if not _granted(dossier) or not (rules.copies_to or rules.issued_by):
        return ()
    return (
        Imprint(
            copies_to=rules.copies_to,
            issued_by=rules.issued_by,
            issued_on=chinese_date(_issued_on(dossier, meeting)),
        ),
    )


def minutes_title(dossier: Dossier, meeting: Meeting) -> str:
    """Return ``梧桐街道“……”协商议事会纪要``; see `sittings.titled`."""
    return f"{titled(dossier, meeting)}纪要"


def _issue(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    sheet = dossier.minutes_of(meeting)
    number = sheet.issue_number if sheet else 0
    words = f"{meeting.day.year}年第{number}期" if number else "（未确认稿）"
    return (Paragraph(text=words, align=Align.CENTRE, indent=0, role=Role.KAI),)


def _marked(dossier: Dossier, meeting: Meeting, text: str) -> Text:
    return phrases.with_names(text, phrases.names_in(dossier, meeting))


def _lead(dossier: Dossier, meeting: Meeting) -> Text:
    host = f"，{meeting.host}主持" if meeting.host else "，"
    venue = f"在{meeting.venue}" if meeting.venue else ""
    text = (
        f"{chinese_date(meeting.day)}，{dossier.station.name}{venue}召开"
        f"{meeting.form.label}{host}，围绕“{dossier.consultation.title}”进行协商。"
        "现将有关情况纪要如下："
    )
    return _marked(dossier, meeting, text.replace("，，", "，"))


def _basics(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    sheet = dossier.minutes_of(meeting)
    written = sheet.summary if sheet else ""
    paragraphs = [line for line in written.splitlines() if line.strip()]
    if not paragraphs:
        paragraphs = _told_by_records(dossier, meeting)
    return (
        Heading(level=1, text="一、基本情况"),
        *(Paragraph(text=_marked(dossier, meeting, phrases.ended(p))) for p in paragraphs),
    )


def _told_by_records(dossier: Dossier, meeting: Meeting) -> list[str]:
    count = dossier.headcount(meeting)
    told = [dossier.topic.situation] if dossier.topic.situation else []
    if dossier.research:
        places = "、".join(dict.fromkeys(research.place for research in dossier.research))
        often = len(dossier.research)
        told.append(
            f"会前，委员先后到{places}开展调研{often}次。"
            if often > 1
            else f"会前，委员到{places}开展调研。"
        )
    return [*told, f"会议应到{count.invited}人，实到{count.there}人{_seated(count)}。"]


def _seated(count: Headcount) -> str:
    """Return ``，其中委员9人、部门4人``: only the kinds of which somebody came."""
    kinds = phrases.count_words(count).split("、")
    came = [kind for kind in kinds if not re.fullmatch(r"\D+0人", kind)]
    return f"，其中{'、'.join(came)}" if came else ""


def _opinions(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    people = {person.id: person for person in dossier.people(meeting)}
    names = phrases.names_in(dossier, meeting)
    said = [e for e in dossier.entries_of(meeting) if e.kind is not EntryKind.CONSENSUS]
    blocks: list[Block] = [Heading(level=1, text="二、主要意见")]
    place = 0
    for name, kinds in _GROUPS:
        group = [entry for entry in said if _kind(entry, people) in kinds]
        if group:
            place += 1
            blocks.append(Heading(level=2, text=f"（{phrases.numeral(place)}）{name}"))
            blocks += [
                Paragraph(text=_saying(order, entry, people, names))
                for order, entry in enumerate(group, start=1)
            ]
    if not said:
        blocks.append(Paragraph(text="没有记录发言。"))
    return tuple(blocks)


def _kind(entry: MinutesEntry, people: dict[str, Participant]) -> ParticipantKind:
    person = people.get(entry.speaker)
    return person.kind if person else ParticipantKind.OBSERVER


def _saying(
    order: int, entry: MinutesEntry, people: dict[str, Participant], names: tuple[str, ...]
) -> Text:
    person = people.get(entry.speaker)
    post = f"（{person.post}）" if person and person.post else ""
    name = entry.name or "与会人员"
    text = phrases.with_names(f"{post}：{phrases.ended(entry.text)}", names)
    rest = text if isinstance(text, tuple) else (Run(text),)
    return (Run(f"{order}."), Run(name, whole=True), *rest)


def _agreed(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    items = [item for item in dossier.agreed() if item.meeting == meeting.id]
    lines = [
        _marked(
            dossier,
            meeting,
            f"{item.order}.{phrases.ended(item.text)}{phrases.handling_words(item)}",
        )
        for item in items
    ]
    lead = "经充分协商，形成以下共识意见：" if lines else "本次会议没有形成共识意见。"
    return (
        Heading(level=1, text="三、协商共识"),
        Paragraph(text=lead),
        *(Paragraph(text=line) for line in lines),
    )


def _not_agreed(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    items = [item for item in dossier.not_agreed() if item.meeting == meeting.id]
    lines = [
        f"{item.order}.{phrases.ended(item.text)}{phrases.ended(item.note)}" for item in items
    ] or ["无。"]
    return (
        Heading(level=1, text="四、未达成一致的意见"),
        *(Paragraph(text=_marked(dossier, meeting, line)) for line in lines),
    )


def _requirements(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    sheet = dossier.minutes_of(meeting)
    lines = [line for line in (sheet.requirements if sheet else ()) if line.strip()]
    if not lines:
        return ()
    return (
        Heading(level=1, text="五、会议要求"),
        *(Paragraph(text=_marked(dossier, meeting, phrases.ended(line))) for line in lines),
    )


def _present(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    people, marks = dossier.people(meeting), dossier.marks(meeting)
    seated = phrases.by_status(people, marks, *_SEATED)
    watching = (ParticipantKind.OBSERVER, ParticipantKind.MEDIA)
    groups = (
        ("出席：", [p.name for p in seated if p.kind not in watching]),
        ("请假：", [p.name for p in phrases.by_status(people, marks, AttendanceStatus.LEAVE)]),
        ("列席：", [p.name for p in seated if p.kind in watching]),
        ("记录：", [meeting.recorder] if meeting.recorder else []),
    )
    listed = tuple(Hanging(label=label, text=names(who)) for label, who in groups if who)
    return (*listed, *_confirmation(dossier, meeting))


def _confirmation(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    sheet = dossier.minutes_of(meeting)
    if sheet is None or sheet.confirmed_on is None:
        return ()
    who = (Run(sheet.confirmed_by, whole=True), Run(f"（{chinese_date(sheet.confirmed_on)}）"))
    return (Hanging(label="确认：", text=who),)
