"""What is in the volume of one consultation (卷内目录), in the order it is bound."""

from __future__ import annotations

from collections.abc import Iterator

from consultroom.domain.dossiers import Dossier
from consultroom.domain.outcomes import Assignment, standing_reply
from consultroom.domain.volumes import DossierEntry
from consultroom.frozen import Frozen


class Filed(Frozen):
    """One paper of a volume.

    Attributes:
        kind: code of its kind.
        key: id of what it is about.
        entry: its line of the contents; the pages are counted when it is bound.
    """

    kind: str
    key: str
    entry: DossierEntry


def entries_of(dossier: Dossier) -> tuple[DossierEntry, ...]:
    """Return the lines of the contents by now, pages not counted."""
    return tuple(one.entry for one in filed(dossier))


def filed(dossier: Dossier) -> tuple[Filed, ...]:
    """Return the papers a volume holds by now."""
    return (*_before(dossier), *_sitting(dossier), *_outcome(dossier), *_handling(dossier))


def _before(dossier: Dossier) -> Iterator[Filed]:
    topic = dossier.topic
    yield Filed(
        "topic_form",
        topic.id,
        DossierEntry(
            title=f"议题征集表：{topic.title}",
            number=topic.number,
            author=topic.proposer,
            on=topic.proposed_on,
        ),
    )


def _sitting(dossier: Dossier) -> Iterator[Filed]:
    meeting = dossier.meeting
    if meeting is None:
        return
    number, station = dossier.consultation.number, dossier.station.name
    papers = [("notice", "会议通知", meeting.notice_sent_on), ("sign_in", "签到表", meeting.day)]
    if dossier.minutes_of(meeting):
        papers.append(("minutes", "协商纪要", meeting.day))
    for kind, title, on in papers:
        entry = DossierEntry(title=title, number=number, author=station, on=on)
        yield Filed(kind, dossier.consultation.id, entry)


def _outcome(dossier: Dossier) -> Iterator[Filed]:
    outcome = dossier.outcome
    if outcome is not None:
        yield Filed(
            "outcome",
            dossier.consultation.id,
            DossierEntry(
                title="协商成果单",
                number=outcome.number,
                author=dossier.station.name,
                on=outcome.drafted_on,
            ),
        )


def _handling(dossier: Dossier) -> Iterator[Filed]:
    for assignment in dossier.standing_assignments:
        yield Filed(
            "assignment",
            assignment.id,
            DossierEntry(
                title=f"交办单：{assignment.matter}",
                number=assignment.number,
                author=dossier.station.name,
                on=assignment.assigned_on,
            ),
        )
        yield from _answer(dossier, assignment)


def _answer(dossier: Dossier, assignment: Assignment) -> Iterator[Filed]:
    reply = standing_reply(assignment.id, dossier.replies)
    if reply is not None:
        yield Filed(
            "reply_sheet",
            assignment.id,
            DossierEntry(
                title=f"办理反馈单：{assignment.matter}",
                number=assignment.number,
                author=reply.unit,
                on=reply.replied_on,
            ),
        )
