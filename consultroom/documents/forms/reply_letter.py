"""答复: a unit's answer as a letter of its own, the class at the top right of page 1.

Shape as in published answers to proposals (SOURCES.md, "result-classes").
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import (
    Addressee,
    Align,
    Block,
    Note,
    Paper,
    Paragraph,
    Signature,
    Title,
)
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases
from consultroom.documents.forms.sittings import worded
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.outcomes import Assignment, Reply
from consultroom.domain.receptions import VisitorIdentity
from consultroom.domain.redaction import redacted

LONGEST_IN_TITLE = 40  # characters; three lines of a title with what stands around them


def reply_letter(
    dossier: Dossier,
    reply: Reply,
    *,
    identities: Iterable[VisitorIdentity] = (),
    profile: PageProfile = GB9704,
) -> Paper:
    """Return one reply as a letter to the station.

    Args:
        dossier: of the consultation.
        reply: which.
        identities: of visitors whose matter this grew from; they are taken out of every text.
        profile: page geometry.

    Raises:
        KeyError: the dossier has no assignment that it answers.
    """
    assignment = {one.id: one for one in dossier.assignments}[reply.assignment]
    known = tuple(identities)
    title = reply_title(dossier, assignment, known)
    return Paper(
        title=title,
        author=reply.unit,
        subject=f"答复 {assignment.number}",
        profile=profile,
        blocks=(
            _letter_class(reply),
            Title(text=title),
            Addressee(text=f"{dossier.station.name}："),
            *_body(dossier, reply, assignment, known),
            Signature(
                names=(reply.unit,),
                date=chinese_date(reply.replied_on),
                sealed=dossier.parameters.paper.seals,
            ),
            *_contact(reply),
        ),
    )


def reply_title(
    dossier: Dossier, assignment: Assignment, identities: Iterable[VisitorIdentity] = ()
) -> str:
    """Return ``关于“……”的答复``; a matter too long for a title gives way to its topic."""
    short = len(assignment.matter) <= LONGEST_IN_TITLE
    topic = assignment.matter if short else dossier.consultation.title
    return f"关于“{redacted(topic, identities)}”的答复"


def _letter_class(reply: Reply) -> Paragraph:
    code = reply.result_class.upper()
    return Paragraph(text=code, indent=0, align=Align.RIGHT, role=Role.HEI, keep_with_next=True)


def _body(
    dossier: Dossier, reply: Reply, assignment: Assignment, known: tuple[VisitorIdentity, ...]
) -> tuple[Block, ...]:
    rules = dossier.parameters.paper
    lead = worded(
        rules,
        "reply.lead",
        事项=assignment.matter,
        编号=assignment.number,
    )
    thanks = rules.worded("reply.end")
    told = [*reply.text.splitlines(), *_plan(reply), thanks]
    return (
        Paragraph(text=redacted(lead, known)),
        *(Paragraph(text=phrases.ended(redacted(line, known))) for line in told if line.strip()),
    )


def _plan(reply: Reply) -> tuple[str, ...]:
    if not reply.plan.strip():
        return ()
    begun = reply.plan.strip().startswith("下一步")
    return (reply.plan.strip() if begun else f"下一步计划：{reply.plan.strip()}",)


def _contact(reply: Reply) -> tuple[Note, ...]:
    return (Note(text=f"联系人及电话：{reply.contact}"),) if reply.contact else ()
