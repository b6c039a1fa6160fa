"""交办单: one agreed point handed to the unit that is to act on it.

Fields: SOURCES.md, "forms". It carries no 密级 and nothing of the people who brought the matter
up. Where the district grants letters (信函格式) it is a letter with a slip to sign and send back.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import (
    AttachmentNote,
    AttachmentStart,
    Block,
    Heading,
    Paper,
    Paragraph,
    Row,
    Run,
    Title,
)
from consultroom.documents.forms import boxed, letters, phrases
from consultroom.documents.forms.sittings import worded
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.outcomes import Assignment
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.records import RecordNumber
from consultroom.domain.redaction import redacted

_SLIP = "交办事项签收回执"


def assignment_slip(
    dossier: Dossier,
    assignment: Assignment,
    *,
    identities: Iterable[VisitorIdentity] = (),
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the slip, or the letter, that hands over one assignment.

    Args:
        dossier: of the consultation; its parameters say whether it is a letter.
        assignment: which.
        identities: of visitors whose matter this grew from; they are taken out of every text.
        profile: page geometry.
    """
    known = tuple(identities)
    if letters.granted(dossier.parameters):
        return _letter(dossier, assignment, known, profile)
    title = f"{dossier.station.name}交办单"
    return Paper(
        title=title,
        author=dossier.station.name,
        subject=f"交办单 {assignment.number}",
        profile=boxed.page(profile),
        blocks=(
            Title(text=title),
            boxed.line(
                f"编号：{assignment.number}",
                f"交办日期：{chinese_date(assignment.assigned_on)}",
                profile,
            ),
            boxed.box(_rows(dossier, assignment, known)),
        ),
    )


def requirement_of(dossier: Dossier, assignment: Assignment) -> str:
    """Return what is asked: as written, else the agreed point, else a sentence that asks it."""
    points = {item.id: item.text for item in dossier.consensus}
    point = points.get(assignment.consensus_item, "")
    asked = assignment.requirement or (point if point != assignment.matter else "")
    return asked or "请按照协商共识意见研究办理，并书面答复办理情况。"


def source_of(dossier: Dossier, assignment: Assignment) -> str:
    """Return ``协商成果单WT-CG-2026-005，第1项共识意见`` and, on a second line, the topic."""
    number = dossier.outcome.number if dossier.outcome else dossier.consultation.number
    order = {item.id: item.order for item in dossier.consensus}.get(assignment.consensus_item)
    which = f"，第{order}项共识意见" if order else ""
    kind = "协商成果单" if dossier.outcome else "协商"
    return f"{kind}{number}{which}\n议题：{dossier.consultation.title}"


def deadline_words(assignment: Assignment) -> str:
    """Return the deadline in force; an extension with the day it replaces and its reason."""
    if assignment.extended_to is None:
        return phrases.due_words(assignment.due_on)
    reason = f"，{assignment.extension_reason}" if assignment.extension_reason else ""
    return (
        f"{phrases.due_words(assignment.extended_to)}"
        f"（原定{chinese_date(assignment.due_on)}{reason}）"
    )


def contact_of(dossier: Dossier, assignment: Assignment) -> str:
    """Return who answers questions about it, with the station's telephone."""
    who = assignment.contact or dossier.station.liaison
    return f"{who}　{dossier.station.phone}".strip()


def asked_of_unit(dossier: Dossier) -> tuple[str, ...]:
    """Return the standing requests: answer, send back what is not one's own, tell of delay."""
    parameters, rules = dossier.parameters, dossier.parameters.paper
    days = str(parameters.return_days)
    lines = [
        worded(rules, "assignment.answer"),
    ]
    if parameters.return_days > 0:
        lines.append(worded(rules, "assignment.return", 天数=days))
    lines.append(worded(rules, "assignment.delay"))
    return tuple(lines)


def _rows(
    dossier: Dossier, assignment: Assignment, known: tuple[VisitorIdentity, ...]
) -> tuple[Row, ...]:
    asked = "\n".join(f"{at}.{text}" for at, text in enumerate(asked_of_unit(dossier), start=1))
    requirement = redacted(requirement_of(dossier, assignment), known)
    return (
        boxed.wide("事项", redacted(assignment.matter, known), 15),
        boxed.wide("来源", redacted(source_of(dossier, assignment), known), 16),
        boxed.wide("具体要求", requirement, 36),
        boxed.wide("主办单位", assignment.lead_unit, 11),
        boxed.wide("协办单位", "、".join(assignment.assist_units) or "无", 11),
        boxed.wide("办理时限", deadline_words(assignment), 11),
        boxed.wide("联系人", contact_of(dossier, assignment), 11),
        boxed.wide("办理须知", asked, 30),
        *_receipt(assignment),
    )


def _receipt(assignment: Assignment) -> tuple[Row, ...]:
    day = boxed.day(assignment.received_on, boxed.BLANK_DAY)
    return (
        boxed.signed("签收单位", "", "（盖章）", 20),
        boxed.pair("签收人", boxed.name(assignment.received_by), "签收日期", day, 12),
    )


def _letter(
    dossier: Dossier,
    assignment: Assignment,
    known: tuple[VisitorIdentity, ...],
    profile: PageProfile,
) -> Paper:
    rules = dossier.parameters.paper
    title = f"关于交办“{redacted(dossier.consultation.title, known)}”协商事项的函"
    parsed = RecordNumber.parse(assignment.number)
    number = letters.numbered(rules, assignment.assigned_on, parsed.serial if parsed else None)
    to = (assignment.lead_unit, *assignment.assist_units)
    return Paper(
        title=title,
        author=rules.letter_head.replace("|", ""),
        subject=f"交办函 {assignment.number}",
        profile=profile,
        blocks=(
            *letters.head(rules, number, title, to),
            *_letter_body(dossier, assignment, known),
            AttachmentNote(names=(_SLIP,)),
            letters.end(rules, assignment.assigned_on),
            AttachmentStart(label="附件", title=_SLIP),
            boxed.box(_slip_rows(dossier, assignment, known)),
            *letters.copies(rules),
        ),
    )


def _letter_body(
    dossier: Dossier, assignment: Assignment, known: tuple[VisitorIdentity, ...]
) -> tuple[Block, ...]:
    requirement = redacted(requirement_of(dossier, assignment), known)
    assist = "、".join(assignment.assist_units)
    units = f"主办单位：{assignment.lead_unit}。" + (f"协办单位：{assist}。" if assist else "")
    return (
        Paragraph(text=redacted(_lead(dossier, assignment), known)),
        Heading(level=1, text="一、交办事项"),
        Paragraph(text=phrases.ended(redacted(assignment.matter, known))),
        Heading(level=1, text="二、具体要求"),
        *(Paragraph(text=phrases.ended(line)) for line in requirement.splitlines() if line),
        Heading(level=1, text="三、办理单位和时限"),
        Paragraph(text=f"{units}办理时限：{deadline_words(assignment)}。"),
        Heading(level=1, text="四、有关事项"),
        *(
            Paragraph(text=f"{at}.{line}")
            for at, line in enumerate(asked_of_unit(dossier), start=1)
        ),
        Paragraph(
            text=(Run("联系人："), Run(contact_of(dossier, assignment), whole=True), Run("。"))
        ),
    )


def _lead(dossier: Dossier, assignment: Assignment) -> str:
    meeting = dossier.meeting
    when = f"{chinese_date(meeting.day)}，" if meeting else ""
    return worded(
        dossier.parameters.paper,
        "assignment.lead",
        日期=when,
        工作站=dossier.station.name,
        议题=dossier.consultation.title,
        来源=dossier.outcome.number if dossier.outcome else dossier.consultation.number,
        编号=assignment.number,
    )


def _slip_rows(
    dossier: Dossier, assignment: Assignment, known: tuple[VisitorIdentity, ...]
) -> tuple[Row, ...]:
    answer = boxed.ticked_words(("受理", "不属于本单位职责，退回"))
    return (
        boxed.wide("交办编号", assignment.number, 11),
        boxed.wide("事项", redacted(assignment.matter, known), 15),
        boxed.wide("办理时限", deadline_words(assignment), 11),
        boxed.wide("签收意见", answer, 12),
        boxed.wide("退回理由", "", 30),
        boxed.pair("联系人", "", "联系电话", "", 12),
        *_receipt(assignment),
    )
