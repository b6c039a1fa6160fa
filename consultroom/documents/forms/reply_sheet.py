"""办理反馈单: a unit's answer to one assignment, or the sheet it answers on.

Before there is an answer it is printed with blanks and goes out with the 交办单. The meaning of
the classes differs by place, so their legend is always printed (SOURCES.md, "result-classes").
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import Paper, Row, Run, Text, Title
from consultroom.documents.fonts import Role
from consultroom.documents.forms import boxed
from consultroom.documents.forms.assignment_slip import deadline_words, requirement_of
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.outcomes import Assignment, Reply, ResultClass, standing_reply
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.redaction import redacted

_SIZE_PT = 12.0  # one page with room to write on
TALKED = ("见面", "电话", "书面")


def reply_sheet(
    dossier: Dossier,
    assignment: Assignment,
    *,
    identities: Iterable[VisitorIdentity] = (),
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the reply sheet of one assignment, filled from the standing reply if there is one.

    Args:
        dossier: of the consultation; its parameters give the classes.
        assignment: which.
        identities: of visitors whose matter this grew from; they are taken out of what is asked.
        profile: page geometry.
    """
    reply = standing_reply(assignment.id, dossier.replies)
    title = "协商成果办理反馈单"
    return Paper(
        title=f"{title} {assignment.number}",
        author=reply.unit if reply else dossier.station.name,
        subject=f"办理反馈单 {assignment.number}",
        profile=boxed.page(profile),
        blocks=(
            Title(text=title),
            boxed.line(
                f"编号：{assignment.number}",
                f"办理结果：{reply.result_class.upper() if reply else '　　'}类",
                profile,
                role=Role.HEI,
            ),
            boxed.box(_rows(dossier, assignment, reply, tuple(identities)), size_pt=_SIZE_PT),
        ),
    )


def legend(classes: Iterable[ResultClass], chosen: str = "") -> str:
    """Return one line for each class, ``☑A　已解决或基本解决``; the one chosen is ticked.

    A letter that is no longer a class here is added, so that no answer is lost.
    """
    known = tuple(classes)
    lines = [f"{_mark(kind.code, chosen)}{kind.code}　{kind.means}" for kind in known]
    if chosen and chosen.upper() not in {kind.code for kind in known}:
        lines.append(f"{boxed.TICKED}{chosen.upper()}　（现行类别中没有）")
    return "\n".join(lines)


def _mark(code: str, chosen: str) -> str:
    return boxed.TICKED if code == chosen.upper() else boxed.UNTICKED


def _rows(
    dossier: Dossier,
    assignment: Assignment,
    reply: Reply | None,
    known: tuple[VisitorIdentity, ...],
) -> tuple[Row, ...]:
    asked = redacted(requirement_of(dossier, assignment), known)
    chosen = reply.result_class if reply else ""
    return (
        boxed.wide("承办单位", reply.unit if reply else assignment.lead_unit, 10),
        boxed.pair(
            "交办日期",
            chinese_date(assignment.assigned_on),
            "答复日期",
            boxed.day(reply.replied_on if reply else None, boxed.BLANK_DAY),
        ),
        boxed.wide("办理时限", deadline_words(assignment), 10),
        boxed.wide("联系人\n及电话", reply.contact if reply else "", 13),
        boxed.wide("意见建议", f"{redacted(assignment.matter, known)}\n{asked}", 16),
        boxed.wide("办理情况", reply.text if reply else "", 56, top=reply is None),
        boxed.wide("佐证材料", "", 13),
        boxed.wide("办理结果", legend(dossier.parameters.result_classes, chosen), 24),
        boxed.wide("未办结\n事项计划", reply.plan if reply else "", 16),
        boxed.wide("沟通方式", _talked(reply), 11),
        boxed.signed("负责人\n签发", "", _issued(reply), 20),
    )


def _talked(reply: Reply | None) -> Text:
    """Return the three ways to tick; a way told in other words is printed behind them."""
    said = reply.talked if reply else ""
    chosen = [way for way in TALKED if way in said]
    other = said if said and not chosen else ""
    boxes = boxed.ticked_words((*TALKED, "其他："), (*chosen, *(("其他：",) if other else ())))
    return (*boxes, Run(other)) if other else boxes


def _issued(reply: Reply | None) -> str:
    if reply is None or not reply.signed_by:
        return f"签名（盖章）：{boxed.HAND}　{boxed.BLANK_DAY}"
    return f"签名（盖章）：{reply.signed_by}　{chinese_date(reply.replied_on)}"
