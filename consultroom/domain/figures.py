"""The year's figures (统计口径): counted from dossiers, by the day of the event.

场次 is one sitting on one day at one place; 人次 counts attendance rows; 意见建议 counts numbered
consensus items only. Sources: SOURCES.md, "counting".
"""

from __future__ import annotations

from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import AttendanceStatus, Meeting, MeetingState, ParticipantKind
from consultroom.domain.outcomes import standing_reply
from consultroom.frozen import Frozen


class YearFigures(Frozen):
    """What one year came to.

    Attributes:
        sittings: 协商场次.
        members_there, members_asked: 委员人次, those who came and those asked.
        points: 共识意见, 条.
        assigned, replied: assignments handed out in the year, and those answered.
    """

    sittings: int
    members_there: int
    members_asked: int
    points: int
    assigned: int
    replied: int


def year_figures(dossiers: tuple[Dossier, ...], year: int) -> YearFigures:
    """Count one year."""
    held = [(dossier, meeting) for dossier in dossiers for meeting in held_in(dossier, year)]
    days = {meeting.id for _dossier, meeting in held}
    there, asked = _members(held)
    assigned = [
        (dossier, one)
        for dossier in dossiers
        for one in dossier.standing_assignments
        if one.assigned_on.year == year
    ]
    return YearFigures(
        sittings=len(held),
        members_there=there,
        members_asked=asked,
        points=sum(item.meeting in days for dossier in dossiers for item in dossier.consensus),
        assigned=len(assigned),
        replied=sum(standing_reply(one.id, d.replies) is not None for d, one in assigned),
    )


def held_in(dossier: Dossier, year: int) -> tuple[Meeting, ...]:
    """Return the sittings of a consultation that were held in a year."""
    return tuple(
        meeting
        for meeting in dossier.meetings
        if meeting.state is MeetingState.HELD and meeting.day.year == year
    )


def _members(held: list[tuple[Dossier, Meeting]]) -> tuple[int, int]:
    there = asked = 0
    for dossier, meeting in held:
        status = {mark.participant: mark.status for mark in dossier.marks(meeting)}
        members = [p for p in dossier.people(meeting) if p.kind is ParticipantKind.MEMBER]
        asked += len(members)
        marks = (status.get(member.id, AttendanceStatus.ABSENT) for member in members)
        there += sum(mark.was_there for mark in marks)
    return there, asked


def percent(part: int, whole: int) -> str:
    """Return a share with one decimal, without a needless zero: ``86.4``; a dash for no base."""
    if not whole:
        return "—"
    return f"{100 * part / whole:.1f}".removesuffix(".0")
