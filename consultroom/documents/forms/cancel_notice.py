"""会议取消通知: tells those who were asked that a sitting will not be held, and why.

It goes the way the notice went. Shape: GB/T 9704-2012; wording: our judgement.
"""

from __future__ import annotations

from datetime import date

from consultroom.documents.blocks import Addressee, Block, Paper, Paragraph, Signature, Title
from consultroom.documents.forms import phrases
from consultroom.documents.forms.notice import addressee
from consultroom.documents.forms.sittings import titled
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.documents.heads import Imprint
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting

_ENDS = "。；，！"  # a reason stands in the middle of a sentence


def cancel_notice(
    dossier: Dossier, meeting: Meeting, *, on: date, profile: PageProfile = GB9704
) -> Paper:
    """Return the notice that a sitting was called off.

    Args:
        dossier: of the consultation.
        meeting: which sitting.
        on: 成文日期, printed under the signature.
        profile: page geometry.
    """
    title, rules = f"关于取消{titled(dossier, meeting)}的通知", dossier.parameters.paper
    date_text = chinese_date(on)
    imprint = (Imprint(issued_by=rules.issued_by, issued_on=date_text),) if rules.issued_by else ()
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="会议取消通知",
        profile=profile,
        blocks=(
            Title(text=title),
            Addressee(text=addressee(dossier)),
            *_body(dossier, meeting),
            Signature(names=(dossier.station.name,), date=date_text, sealed=rules.seals),
            *imprint,
        ),
    )


def _body(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    where = f"在{meeting.venue}" if meeting.venue else ""
    why = meeting.why_changed.strip().rstrip(_ENDS)
    reason = f"因{why.removeprefix('因')}" if why else "因故"
    told = (
        f"原定于{phrases.starts(meeting)}{where}召开的{meeting.form.label}"
        f"（议题：{dossier.consultation.title}），{reason}，现予取消。"
    )
    again = "请相互转告。需要另行开会的，将重新通知。"
    return tuple(Paragraph(text=text) for text in (told, again, *_contact(meeting)))


def _contact(meeting: Meeting) -> tuple[str, ...]:
    if not meeting.contact:
        return ()
    phone = f"，联系电话：{meeting.contact_phone}" if meeting.contact_phone else ""
    return (f"联系人：{meeting.contact}{phone}。",)
