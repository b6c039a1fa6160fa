"""The conditions behind `domain.steps.RULES`: one small question each about a dossier."""

from __future__ import annotations

from datetime import date, timedelta

from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import LookBack, RaterKind, Rating, Satisfaction
from consultroom.domain.meetings import MeetingDates, ParticipantKind, dates_around
from consultroom.domain.outcomes import next_review, settles, standing_reply
from consultroom.domain.topics import Verdict


def no_day(dossier: Dossier) -> date | None:
    """Return None: the rule has no day of its own."""
    del dossier
    return None


def intake_recorded(dossier: Dossier) -> bool:
    """征题: the topic has a title and someone who put it forward."""
    return bool(dossier.topic.title.strip() and dossier.topic.proposer.strip())


def topic_approved(dossier: Dossier) -> bool:
    """定题: the standing decision adopts the topic, with a name."""
    decision = dossier.decision
    return bool(decision and decision.verdict is Verdict.ADOPTED and decision.decided_by.strip())


def participants_named(dossier: Dossier) -> bool:
    """定题: the decision names the kinds of people who take part."""
    return bool(dossier.decision and dossier.decision.participant_kinds)


def screened(dossier: Dossier) -> bool:
    """定题: the three-way screen is answered."""
    return dossier.topic.screening.answered


def fit_to_consult(dossier: Dossier) -> bool:
    """定题: nothing marks the topic as one that is not to be consulted on (不议)."""
    return not dossier.topic.unfit


def researched(dossier: Dossier) -> bool:
    """调研: there is research, or the matter is small enough to do without (小事简议)."""
    return bool(dossier.research) or dossier.consultation.brief


def scheduled(dossier: Dossier) -> bool:
    """协商: a sitting has a day and a room."""
    return bool(dossier.meeting and dossier.meeting.venue.strip())


def notice_sent(dossier: Dossier) -> bool:
    """协商: the notice of the latest sitting went out."""
    return bool(dossier.meeting and dossier.meeting.notice_sent_on)


def notice_in_time(dossier: Dossier) -> bool:
    """协商: the notice went out early enough, or says why it did not (临时召开)."""
    meeting, due = dossier.meeting, notice_by(dossier)
    if not meeting or not meeting.notice_sent_on or due is None:
        return False
    return meeting.notice_sent_on <= due or bool(meeting.late_reason.strip())


def attendance_taken(dossier: Dossier) -> bool:
    """协商: the latest sitting has its attendance."""
    return bool(dossier.meeting and dossier.marks(dossier.meeting))


def stakeholder_came(dossier: Dossier) -> bool:
    """协商: at least one stakeholder or resident was there."""
    return _came(dossier, ParticipantKind.STAKEHOLDER, ParticipantKind.RESIDENT)


def department_came(dossier: Dossier) -> bool:
    """协商: at least one department was there."""
    return _came(dossier, ParticipantKind.DEPARTMENT)


def _came(dossier: Dossier, *kinds: ParticipantKind) -> bool:
    meeting = dossier.meeting
    return bool(meeting and dossier.headcount(meeting).of(*kinds))


def points_recorded(dossier: Dossier) -> bool:
    """协商: something numbered came out of this round, agreed or not."""
    sittings = {meeting.id for meeting in dossier.sittings}
    agreed = {item.meeting for item in dossier.consensus}
    not_agreed = {item.meeting for item in dossier.dissent}
    return not sittings.isdisjoint(agreed | not_agreed)


def minutes_confirmed(dossier: Dossier) -> bool:
    """协商: the minutes of the latest sitting carry the convener's confirmation."""
    sheet = dossier.minutes_of(dossier.meeting) if dossier.meeting else None
    return bool(sheet and sheet.confirmed_on and sheet.confirmed_by.strip())


def outcome_drafted(dossier: Dossier) -> bool:
    """办理: there is an outcome sheet."""
    return dossier.outcome is not None


def outcome_reviewed(dossier: Dossier) -> bool:
    """办理: every level of review agreed."""
    levels = dossier.parameters.review_levels
    return dossier.outcome is not None and next_review(dossier.standing_reviews, levels) is None


def all_assigned(dossier: Dossier) -> bool:
    """办理: every consensus item was handed to a unit that did not send it back."""
    handed = {assignment.consensus_item for assignment in dossier.standing_assignments}
    return all(item.id in handed for item in dossier.consensus)


def all_replied(dossier: Dossier) -> bool:
    """办理: something was handed out, and each of it has a reply or a dated extension."""
    if dossier.consensus and not dossier.assignments:
        return False
    return all(
        standing_reply(assignment.id, dossier.replies) or assignment.extended_to
        for assignment in dossier.standing_assignments
    )


def member_rated(dossier: Dossier) -> bool:
    """问效: at least one member returned a satisfaction slip."""
    return any(slip.rater_kind is RaterKind.MEMBER for slip in _slips(dossier))


def looked_back(dossier: Dossier) -> bool:
    """问效: someone went and looked."""
    return bool(_look_backs(dossier))


def all_settled(dossier: Dossier) -> bool:
    """问效: every reply settles its matter, nobody is dissatisfied, and it still holds.

    Being carried over does not settle anything: it gives the matter another year.
    """
    dissatisfied = any(slip.rating is Rating.DISSATISFIED for slip in _slips(dossier))
    last = max(_look_backs(dossier), key=lambda visit: (visit.on, visit.id), default=None)
    if dissatisfied or (last and not last.still_holds):
        return False
    return all(_settled(dossier, assignment.id) for assignment in dossier.standing_assignments)


def _settled(dossier: Dossier, assignment: str) -> bool:
    reply = standing_reply(assignment, dossier.replies)
    return reply is not None and settles(reply, dossier.parameters.result_classes)


def _slips(dossier: Dossier) -> tuple[Satisfaction, ...]:
    return tuple(slip for slip in dossier.satisfaction if slip.rated_on >= dossier.round_began)


def _look_backs(dossier: Dossier) -> tuple[LookBack, ...]:
    return tuple(visit for visit in dossier.look_backs if visit.on >= dossier.round_began)


def dates_of(dossier: Dossier) -> MeetingDates | None:
    """Return the dates that follow from the latest sitting, or None without one."""
    if dossier.meeting is None:
        return None
    return dates_around(dossier.meeting.day, dossier.parameters.lead, dossier.calendar)


def meeting_day(dossier: Dossier) -> date | None:
    """Return the day of the latest sitting."""
    return dossier.meeting.day if dossier.meeting else None


def notice_by(dossier: Dossier) -> date | None:
    """Return by when the notice must be out."""
    dates = dates_of(dossier)
    return dates.notice_by if dates else None


def minutes_by(dossier: Dossier) -> date | None:
    """Return by when the minutes should be confirmed."""
    dates = dates_of(dossier)
    return dates.minutes_by if dates else None


def outcome_by(dossier: Dossier) -> date | None:
    """Return by when the outcome sheet should be through."""
    dates = dates_of(dossier)
    return dates.outcome_by if dates else None


def reply_by(dossier: Dossier) -> date | None:
    """Return the earliest deadline that still waits for a reply."""
    waiting = [
        assignment.deadline
        for assignment in dossier.standing_assignments
        if not standing_reply(assignment.id, dossier.replies)
    ]
    return min(waiting, default=None)


def look_back_by(dossier: Dossier) -> date | None:
    """Return by when the look-back is due: so many days after the last reply."""
    last = max((reply.replied_on for reply in dossier.replies), default=None)
    return last + timedelta(days=dossier.parameters.look_back_days) if last else None
