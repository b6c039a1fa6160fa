"""签到表: everyone asked, a line to sign on, and blank rows for who comes unasked.

Columns and groups: SOURCES.md, "forms". Telephone numbers are asked for only where the district
rules so, and never printed: the sheet goes round the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from consultroom.documents.blocks import (
    Align,
    BlankLines,
    Cell,
    Paper,
    Paragraph,
    Row,
    Table,
    Text,
    Title,
    label_cell,
)
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import (
    Attendance,
    AttendanceStatus,
    Meeting,
    Participant,
    ParticipantKind,
    RsvpAnswer,
    headcount,
)
from consultroom.domain.papers import PaperRules
from consultroom.frozen import Frozen, replace

Part = Literal["members", "others", "all"]

LEAST_BLANK_ROWS = 5  # for people who were not asked (SOURCES.md, "forms")
_ROW_MM = 10.0  # room for a hand; at least 9 (same place)
_SIZE_PT = 11.0
_NAME_CHARS = 6  # on a line of the column
_WORDS: dict[Part, str] = {"members": "（委员）", "others": "（部门、群众及其他人员）", "all": ""}


class _Column(Frozen):
    head: str
    mm: float
    align: Align = Align.CENTRE


_NUMBER, _NAME = _Column("序号", 11), _Column("姓名", 28)
_POST, _CAPACITY = _Column("单位及职务", 52, Align.LEFT), _Column("界别/身份", 24)
_PHONE = _Column("联系电话", 28)
_SIGNED, _REMARK = _Column("签名", 32), _Column("备注", 21)


def sign_in(
    dossier: Dossier,
    meeting: Meeting,
    *,
    part: Part = "all",
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the sheet people sign as they come in.

    Args:
        dossier: of the consultation; a meeting nobody was asked to prints blank rows.
        meeting: which sitting.
        part: ``members`` for the sheet the members' duty record needs, ``others`` for everyone
            else, ``all`` for one sheet.
        profile: page geometry.
    """
    rules = dossier.parameters.paper
    people = _people(dossier, meeting, part)
    title = f"{sittings.called(dossier, meeting)}签到表"
    venue = meeting.venue or "　" * 10
    return Paper(
        title=f"{title}{_WORDS[part]}",
        author=dossier.station.name,
        subject="签到表",
        profile=sittings.sheet(profile),
        blocks=(
            Title(text=title),
            *((_part_line(part),) if _WORDS[part] else (BlankLines(),)),
            sittings.fact("会议议题", dossier.consultation.title),
            sittings.fact("会议时间", phrases.starts(meeting)),
            sittings.fact("会议地点", venue),
            _table(dossier, meeting, people, rules, walk_ins=part != "members"),
            _count_line(people, dossier.marks(meeting)),
        ),
    )


def _people(dossier: Dossier, meeting: Meeting, part: Part) -> tuple[Participant, ...]:
    people = dossier.people(meeting)
    if part == "all":
        return people
    wanted = part == "members"
    return tuple(one for one in people if (one.kind is ParticipantKind.MEMBER) is wanted)


def _part_line(part: Part) -> Paragraph:
    return Paragraph(text=_WORDS[part], indent=0, align=Align.CENTRE, role=Role.KAI, size_pt=14.0)


def _columns(rules: PaperRules) -> tuple[_Column, ...]:
    phone = (_PHONE,) if rules.phones_on_sign_in else ()
    post = replace(_POST, mm=_POST.mm - 16) if phone else _POST
    return (_NUMBER, _NAME, post, _CAPACITY, *phone, _SIGNED, _REMARK)


def _table(
    dossier: Dossier,
    meeting: Meeting,
    people: Sequence[Participant],
    rules: PaperRules,
    *,
    walk_ins: bool,
) -> Table:
    columns = _columns(rules)
    remarks = _remarks(dossier, meeting)
    blank = max(LEAST_BLANK_ROWS, rules.walk_in_rows) if walk_ins or not people else 0
    head = tuple(label_cell(column.head) for column in columns)
    body = (*_asked_rows(people, columns, remarks), *_blank_rows(len(people), blank, columns))
    return Table(
        shares=tuple(column.mm for column in columns),
        rows=tuple(Row(cells=cells, min_height_mm=_ROW_MM) for cells in (head, *body)),
        header_rows=1,
        size_pt=_SIZE_PT,
        leading=1.2,
        padding_mm=(1.0, 0.8),
        aligns=tuple(column.align for column in columns),
    )


def _asked_rows(
    people: Sequence[Participant], columns: Sequence[_Column], remarks: dict[str, str]
) -> Iterator[tuple[Cell, ...]]:
    order = 0
    for name, group in sittings.grouped(people):
        yield _group_row(f"{name}（{len(group)}人）", columns)
        for person in group:
            order += 1
            told: dict[str, Text] = {
                _NUMBER.head: str(order),
                _NAME.head: "\n".join(sittings.name_lines(person.name, _NAME_CHARS)),
                _POST.head: person.post,
                _CAPACITY.head: person.sector or person.kind.label,
                _REMARK.head: remarks.get(person.id, ""),
            }
            yield tuple(Cell(text=told.get(column.head, "")) for column in columns)


def _blank_rows(people: int, count: int, columns: Sequence[_Column]) -> Iterator[tuple[Cell, ...]]:
    if count:
        yield _group_row("其他到会人员", columns)
    for order in range(people + 1, people + count + 1):
        yield tuple(Cell(text=str(order) if column is _NUMBER else "") for column in columns)


def _group_row(name: str, columns: Sequence[_Column]) -> tuple[Cell, ...]:
    return (Cell(text=name, span=len(columns), role=Role.HEI, align=Align.LEFT),)


def _remarks(dossier: Dossier, meeting: Meeting) -> dict[str, str]:
    """Return what is known of each person: the attendance mark, before it the answer."""
    told = {
        slip.participant: slip.answer.label + (f"：{slip.substitute}" if slip.substitute else "")
        for slip in dossier.rsvps
        if slip.meeting == meeting.id and slip.answer is not RsvpAnswer.COMING
    }
    for mark in dossier.marks(meeting):
        told[mark.participant] = _mark_words(mark)
    return told


def _mark_words(mark: Attendance) -> str:
    if mark.status is AttendanceStatus.PRESENT:
        return mark.remark
    substitute = f"：{mark.substitute}" if mark.substitute else ""
    return f"{mark.status.label}{substitute}"


def _count_line(people: Sequence[Participant], marks: tuple[Attendance, ...]) -> Paragraph:
    """Return the footer; what nobody has counted yet is left for a hand."""
    ids = {person.id for person in people}
    own = tuple(mark for mark in marks if mark.participant in ids)
    count = headcount(tuple(people), own)
    counted = (count.there, count.leave, count.absent) if own else ()
    blanks = [f"{number}" for number in counted] or ["______"] * 3
    there, leave, absent = blanks
    text = f"应到{count.invited}人　　实到{there}人　　请假{leave}人　　缺席{absent}人"
    return Paragraph(text=text, indent=0, align=Align.LEFT)
