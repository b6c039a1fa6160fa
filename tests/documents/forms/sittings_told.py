"""Sittings (会议) for the proofs of their papers: nobody asked, everybody asked, odd names."""

from __future__ import annotations

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant, ParticipantKind
from consultroom.domain.papers import PaperRules
from consultroom.frozen import replace
from tests.builders import (
    a_dossier,
    a_meeting,
    a_participant,
    a_whole_dossier,
    an_agenda,
    some_participants,
)

LONGEST = "买买提·艾力江·阿不都热依木"
ODD_NAMES = (LONGEST, "于洋", "𬱖㛃𠅤", "王+莹", "欧阳修远")
LONG_TOPIC = "梧桐街道老旧小区夜间停车位不足和消防通道被占用问题怎么解决，" * 10
_KINDS = (
    ParticipantKind.MEMBER,
    ParticipantKind.MEMBER,
    ParticipantKind.DEPARTMENT,
    ParticipantKind.STAKEHOLDER,
    ParticipantKind.RESIDENT,
    ParticipantKind.EXPERT,
    ParticipantKind.OBSERVER,
    ParticipantKind.MEDIA,
)


def people(count: int) -> tuple[Participant, ...]:
    """Return so many people of every kind, the first with names that are hard to print."""
    return tuple(
        a_participant(
            id=f"PERSON-{n:03d}",
            name=ODD_NAMES[n] if n < len(ODD_NAMES) else f"周{chr(0x4E10 + n)}明",
            kind=_KINDS[n % len(_KINDS)],
            post="青原区住房和城乡建设局物业管理科科长" if n % 3 else "梧桐里居民代表",
            sector="社会福利和社会保障界" if n % 8 == 0 else "",
            order=n,
        )
        for n in range(count)
    )


def told(count: int, topic: str = "", **rules: object) -> Dossier:
    """Return a dossier whose sitting has so many people, nothing marked yet."""
    dossier = replace(a_whole_dossier(), participants=people(count), attendance=())
    if topic:
        dossier = replace(dossier, consultation=replace(dossier.consultation, title=topic))
    return under(dossier, **rules)


def under(dossier: Dossier, **rules: object) -> Dossier:
    """Return the dossier under other paper rules."""
    paper = replace(PaperRules(), **rules)  # type: ignore[arg-type]
    return replace(dossier, parameters=replace(dossier.parameters, paper=paper))


def bare() -> Dossier:
    """Return a dossier of which hardly more is known than that there will be a sitting."""
    meeting = a_meeting(
        venue="", host="", recorder="", rsvp_by=None, notice_sent_on=None, contact="",
        contact_phone="",
    )  # fmt: skip
    return replace(a_dossier("collect"), meetings=(meeting,))


def sitting(dossier: Dossier) -> Meeting:
    assert dossier.meeting is not None
    return dossier.meeting


def the_extremes() -> tuple[Dossier, ...]:
    """Return what every paper of a sitting must stand: nobody, forty, a long topic, no data."""
    few = replace(a_whole_dossier(), participants=some_participants(), agenda=an_agenda())
    return (few, told(0), told(40), told(40, LONG_TOPIC), bare())
