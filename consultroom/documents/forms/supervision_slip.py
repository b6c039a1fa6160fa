"""督办单: a late matter pressed for, with how far it has come on that day.

It says in words whether the matter is near its day or past it; the red ink only repeats that.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import Block, Paper, Paragraph, Row, Run, Title
from consultroom.documents.fonts import Role
from consultroom.documents.forms import boxed, letters, phrases
from consultroom.documents.forms.assignment_slip import contact_of, deadline_words
from consultroom.documents.gb9704 import GB9704, Ink, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import HandlingState, handling_state
from consultroom.domain.outcomes import Assignment, Supervision, standing_reply
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.redaction import redacted

_COLOURS = {HandlingState.DUE_SOON: "（黄）", HandlingState.OVERDUE: "（红）"}


def supervision_slip(
    dossier: Dossier,
    supervision: Supervision,
    *,
    identities: Iterable[VisitorIdentity] = (),
    doc_number: str = "",
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the slip, or the letter, that presses one assignment.

    Args:
        dossier: of the consultation; its parameters say whether it is a letter.
        supervision: which pressing; what it tells is as of its day.
        identities: of visitors whose matter this grew from; they are taken out of every text.
        doc_number: 发文字号 of the letter; empty leaves its number to be written by hand.
        profile: page geometry.

    Raises:
        KeyError: the dossier has no such assignment.
    """
    assignment = {one.id: one for one in dossier.assignments}[supervision.assignment]
    known = tuple(identities)
    if letters.granted(dossier.parameters):
        return _letter(
            dossier,
            supervision,
            assignment,
            known=known,
            doc_number=doc_number,
            profile=profile,
        )
    title = f"{dossier.station.name}督办单"
    state = state_words(dossier, supervision, assignment)
    late = state.startswith(HandlingState.OVERDUE.label)
    return Paper(
        title=title,
        author=dossier.station.name,
        subject=f"督办单 {assignment.number} 第{supervision.times}次",
        profile=boxed.page(profile),
        blocks=(
            Title(text=title),
            boxed.line(
                f"编号：{assignment.number}　{_which(supervision)}",
                state,
                profile,
                role=Role.HEI,
                ink=Ink.RED if late else Ink.BLACK,
            ),
            boxed.box(_rows(dossier, supervision, assignment, known)),
        ),
    )


def state_words(dossier: Dossier, supervision: Supervision, assignment: Assignment) -> str:
    """Return ``超期12天（红）`` or ``临期，还有3天（黄）``, as of the day of the pressing."""
    on = supervision.on
    replies = tuple(reply for reply in dossier.replies if reply.replied_on <= on)
    state = handling_state(assignment, replies, dossier.parameters.result_classes, on)
    left = (assignment.deadline - on).days
    told = {
        HandlingState.OVERDUE: f"{state.label}{-left}天",
        HandlingState.DUE_SOON: f"{state.label}，还有{left}天"
        if left
        else f"{state.label}，今天到期",
    }
    return told.get(state, state.label) + _COLOURS.get(state, "")


def progress_of(dossier: Dossier, supervision: Supervision, assignment: Assignment) -> str:
    """Return 当前进度: the answer that stands and the pressings before this one."""
    on = supervision.on
    earlier = [
        one
        for one in dossier.supervisions
        if one.assignment == assignment.id and one.times < supervision.times
    ]
    days = "、".join(chinese_date(one.on) for one in sorted(earlier, key=lambda one: one.times))
    lines = [_answer(dossier, assignment, supervision)]
    if assignment.received_on and assignment.received_on <= on:
        lines.insert(0, f"{chinese_date(assignment.received_on)}签收。")
    if earlier:
        lines.append(f"此前督办{len(earlier)}次：{days}。")
    return "\n".join(lines)


def _answer(dossier: Dossier, assignment: Assignment, supervision: Supervision) -> str:
    given = tuple(reply for reply in dossier.replies if reply.replied_on <= supervision.on)
    reply = standing_reply(assignment.id, given)
    if reply is None:
        return "尚未收到答复。"
    plan = f"下一步计划：{phrases.ended(reply.plan)}" if reply.plan else ""
    day = chinese_date(reply.replied_on)
    return f"{day}答复，办理结果为{reply.result_class}类：{phrases.ended(reply.text)}{plan}"


def _which(supervision: Supervision) -> str:
    return f"第{supervision.times}次督办"


def _asked(dossier: Dossier, supervision: Supervision) -> str:
    return supervision.remark.strip() or dossier.parameters.paper.worded("supervision.remark")


def _feedback(supervision: Supervision) -> str:
    return phrases.due_words(supervision.feedback_by) if supervision.feedback_by else ""


def _rows(
    dossier: Dossier,
    supervision: Supervision,
    assignment: Assignment,
    known: tuple[VisitorIdentity, ...],
) -> tuple[Row, ...]:
    progress = progress_of(dossier, supervision, assignment)
    assist = "、".join(assignment.assist_units) or "无"
    day = chinese_date(supervision.on)
    return (
        boxed.wide("督办事项", redacted(assignment.matter, known), 16),
        boxed.pair("交办日期", chinese_date(assignment.assigned_on), "督办日期", day, 11),
        boxed.wide("主办单位", assignment.lead_unit, 11),
        boxed.wide("协办单位", assist, 11),
        boxed.wide("原定时限", deadline_words(assignment), 11),
        boxed.wide("当前进度", redacted(progress, known), 30),
        boxed.wide("督办意见", redacted(_asked(dossier, supervision), known), 26),
        boxed.wide("反馈期限", _feedback(supervision), 11),
        boxed.wide("联系人", contact_of(dossier, assignment), 11),
        boxed.signed(
            "督办单位",
            dossier.station.name,
            f"负责人签名：{boxed.HAND}　{boxed.BLANK_DAY}",
            26,
        ),
        boxed.signed("签收", "", f"签收人：{boxed.HAND}　{boxed.BLANK_DAY}", 16),
    )


def _letter(
    dossier: Dossier,
    supervision: Supervision,
    assignment: Assignment,
    *,
    known: tuple[VisitorIdentity, ...],
    doc_number: str,
    profile: PageProfile,
) -> Paper:
    rules = dossier.parameters.paper
    title = f"关于督办“{redacted(dossier.consultation.title, known)}”协商事项的函"
    number = doc_number or letters.numbered(rules, supervision.on, None)
    to = (assignment.lead_unit, *assignment.assist_units)
    return Paper(
        title=title,
        author=rules.letter_head.replace("|", ""),
        subject=f"督办函 {assignment.number} 第{supervision.times}次",
        profile=profile,
        blocks=(
            *letters.head(rules, number, title, to),
            *_letter_body(dossier, supervision, assignment, known),
            letters.end(rules, supervision.on),
            *letters.copies(rules),
        ),
    )


def _letter_body(
    dossier: Dossier,
    supervision: Supervision,
    assignment: Assignment,
    known: tuple[VisitorIdentity, ...],
) -> tuple[Block, ...]:
    progress = redacted(progress_of(dossier, supervision, assignment), known).splitlines()
    asked = redacted(_asked(dossier, supervision), known)
    lead = (
        f"{chinese_date(assignment.assigned_on)}交由贵单位办理的“"
        f"{redacted(assignment.matter, known)}”（交办编号：{assignment.number}），办理时限为"
        f"{deadline_words(assignment)}，目前{state_words(dossier, supervision, assignment)}。"
        f"现作{_which(supervision)}，有关事项如下："
    )
    by = _feedback(supervision)
    feedback = f"请于{by}书面反馈。" if by else "请及时书面反馈。"
    return (
        Paragraph(text=lead),
        Paragraph(text=(Run("当前进度：", Role.HEI), Run("".join(progress)))),
        Paragraph(text=(Run("督办意见：", Role.HEI), Run(phrases.ended(asked)))),
        Paragraph(text=feedback),
        Paragraph(
            text=(Run("联系人："), Run(contact_of(dossier, assignment), whole=True), Run("。"))
        ),
    )
