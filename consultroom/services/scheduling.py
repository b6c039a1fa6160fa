"""Scheduling a sitting (安排会议): day, room, agenda, people, notice, answers, attendance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from consultroom.domain.calendar import chinese_date
from consultroom.domain.meetings import (
    DEFAULT_AGENDA,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Meeting,
    MeetingDates,
    MeetingForm,
    MeetingState,
    Participant,
    ParticipantKind,
    Rsvp,
    RsvpAnswer,
    clashes,
    dates_around,
)
from consultroom.domain.members import Member
from consultroom.domain.records import derived_id
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk, running


class NotScheduled(UserError):
    """The sitting lacks a day, a room or people."""


class Guest(Frozen, kw_only=True):
    """Someone asked who is no member: a department, a stakeholder, a resident."""

    kind: ParticipantKind
    name: str
    post: str = ""
    sector: str = ""


class Hints(Frozen):
    """What to know about a meeting day before it is fixed, in sentences."""

    dates: MeetingDates
    sentences: tuple[str, ...]


def hints(desk: Desk, meeting: Meeting) -> Hints:
    """Return the dates that follow from a meeting's day, and what speaks against it."""
    calendar, lead = desk.calendar(), desk.parameters().lead
    dates = dates_around(meeting.day, lead, calendar)
    told = [
        f"{chinese_date(meeting.day, weekday=True)}召开，"
        f"通知应于{chinese_date(dates.notice_by)}前发出（会前{lead.notice}个工作日）。"
    ]
    if not calendar.is_working(meeting.day):
        told.append("这一天不是工作日。")
    told += [f"{other.venue}当天已有另一场会议。" for other in _clashing(desk, meeting)]
    if caution := calendar.caution(meeting.day.year):
        told.append(caution)
    return Hints(dates, tuple(told))


def _clashing(desk: Desk, meeting: Meeting) -> tuple[Meeting, ...]:
    return clashes(meeting, desk.room.find(Meeting, venue=meeting.venue))


def schedule(
    desk: Desk,
    consultation: str,
    *,
    starts_at: datetime,
    venue: str,
    host: str,
    members: tuple[Member, ...] = (),
    guests: tuple[Guest, ...] = (),
    recorder: str = "",
    form: MeetingForm = MeetingForm.COUNCIL,
    remarks: tuple[str, ...] = (),
) -> Meeting:
    """Fix a sitting with its people and the usual agenda (安排协商议事会).

    Args:
        desk: where.
        consultation: id of the consultation.
        starts_at: local wall-clock time, without zone.
        venue: the room.
        host: who presides.
        members: members to be asked.
        guests: everyone else to be asked.
        recorder: who takes the minutes; the person at the desk by default.
        form: how it is held.
        remarks: further lines for the notice.

    Raises:
        NotScheduled: the room is empty or nobody is asked.
        Over: the consultation has ended.
    """
    running(desk, consultation)
    if not venue.strip():
        raise NotScheduled("请写明会议地点。")
    if not members and not guests:
        raise NotScheduled("请至少选一位参会人员。")
    station = desk.station()
    sittings = (one.sitting for one in desk.room.find(Meeting, consultation=consultation))
    sitting = max(sittings, default=0) + 1
    meeting = Meeting(
        id=desk.room.new_id(),
        owner=desk.owner,
        consultation=consultation,
        sitting=sitting,
        starts_at=starts_at,
        venue=venue.strip(),
        form=form,
        host=host,
        recorder=recorder or desk.by,
        contact=station.liaison,
        contact_phone=station.phone,
        remarks=remarks,
    )
    meeting = replace(meeting, rsvp_by=hints(desk, meeting).dates.rsvp_by)
    with desk.room.act("安排协商议事会", by=desk.by) as act:
        act.put(meeting)
        for item in usual_agenda(desk, meeting):
            act.put(item)
        for person in _asked(desk, meeting, members, guests):
            act.put(person)
    return meeting


def move(
    desk: Desk,
    meeting: Meeting,
    *,
    starts_at: datetime,
    venue: str,
    host: str,
    form: MeetingForm,
    remarks: tuple[str, ...] = (),
    reason: str = "",
) -> Meeting:
    """Change the day, room or host of a sitting not held yet (更改会议安排).

    A notice that went out has to go out again, so its day is taken back; unless nothing changes.
    ``reason`` says why (改期的原因) and may be empty.

    Raises:
        NotScheduled: the room is empty, or the sitting was held.
        Over: the consultation has ended.
    """
    running(desk, meeting.consultation)
    if meeting.state is MeetingState.HELD:
        raise NotScheduled("这次会议已经开过，不能再改时间地点。")
    if not venue.strip():
        raise NotScheduled("请写明会议地点。")
    changed = replace(
        meeting,
        starts_at=starts_at,
        venue=venue.strip(),
        host=host,
        form=form,
        remarks=remarks,
        change_reason=reason.strip(),
    )
    if changed == meeting:
        return meeting
    moved = replace(
        changed,
        rsvp_by=hints(desk, changed).dates.rsvp_by,
        notice_sent_on=None,
        late_reason="",
        state=MeetingState.PLANNED,
    )
    with desk.room.act("更改会议安排", by=desk.by) as act:
        act.put(moved)
        for item in act.find(AgendaItem, meeting=meeting.id):
            if item.speaker == meeting.host:
                act.put(replace(item, speaker=host))
    return moved


def cancel(desk: Desk, meeting: Meeting, reason: str) -> Meeting:
    """Call a sitting off (取消协商议事会); another may then be fixed.

    Raises:
        NotScheduled: no reason is given, or the sitting was held or called off already.
        Over: the consultation has ended.
    """
    running(desk, meeting.consultation)
    if not reason.strip():
        raise NotScheduled("请写明取消会议的原因。")
    if meeting.state is MeetingState.HELD:
        raise NotScheduled("这次会议已经开过，不能再取消。")
    if meeting.state is MeetingState.CANCELLED:
        raise NotScheduled("这次会议已经取消过了。")
    cancelled = replace(meeting, state=MeetingState.CANCELLED, change_reason=reason.strip())
    with desk.room.act(CALLING_OFF, by=desk.by) as act:
        act.put(cancelled)
    return cancelled


CALLING_OFF = "取消协商议事会"


def called_off_on(desk: Desk, meeting: Meeting) -> date | None:
    """Return the day a sitting was called off, as the journal has it; None where others did it."""
    if meeting.state is not MeetingState.CANCELLED:
        return None
    acts = (line.act for line in desk.room.history(meeting.id))
    days = [act.at.date() for act in acts if act.name == CALLING_OFF]
    return days[-1] if days else None


def usual_agenda(desk: Desk, meeting: Meeting) -> tuple[AgendaItem, ...]:
    """Return the usual agenda (议程) for a meeting, the host's name filled in."""
    return tuple(
        AgendaItem(
            id=desk.room.new_id(),
            owner=desk.owner,
            meeting=meeting.id,
            order=place,
            title=title,
            speaker=meeting.host if speaker == "主持人" and meeting.host else speaker,
            minutes=minutes,
        )
        for place, (title, speaker, minutes) in enumerate(DEFAULT_AGENDA, start=1)
    )


def _asked(
    desk: Desk, meeting: Meeting, members: tuple[Member, ...], guests: tuple[Guest, ...]
) -> tuple[Participant, ...]:
    seated = [
        Participant(
            id=derived_id("participant", meeting.id, member.id),
            owner=desk.owner,
            meeting=meeting.id,
            kind=ParticipantKind.MEMBER,
            name=member.print_as or member.name,
            post=member.post,
            sector=member.sector,
            member=member.id,
            order=place,
        )
        for place, member in enumerate(members, start=1)
    ]
    seated += [
        _invited(desk, meeting, guest, order=place)
        for place, guest in enumerate(guests, start=len(members) + 1)
    ]
    return tuple(seated)


def _invited(desk: Desk, meeting: Meeting, guest: Guest, *, order: int) -> Participant:
    return Participant(
        id=desk.room.new_id(),
        owner=desk.owner,
        meeting=meeting.id,
        kind=guest.kind,
        name=guest.name,
        post=guest.post,
        sector=guest.sector,
        order=order,
    )


def ask(desk: Desk, meeting: Meeting, guest: Guest) -> Participant:
    """Ask one more person to a meeting (增加参会人)."""
    asked = desk.room.find(Participant, meeting=meeting.id)
    person = _invited(desk, meeting, guest, order=len(asked) + 1)
    with desk.room.act("增加参会人", by=desk.by) as act:
        act.put(person)
    return person


def send_notice(
    desk: Desk, meeting: Meeting, *, on: date | None = None, late_reason: str = ""
) -> Meeting:
    """Write down that the notice went out (发出通知); a sitting held already stays held.

    Raises:
        NotScheduled: the day given lies after the meeting.
    """
    if on and on > meeting.day:
        raise NotScheduled("通知的发出日期不能晚于会议日期，请核对。")
    held = meeting.state is MeetingState.HELD
    sent = replace(
        meeting,
        notice_sent_on=on or desk.today,
        late_reason=late_reason,
        state=meeting.state if held else MeetingState.NOTICED,
    )
    with desk.room.act("发出会议通知", by=desk.by) as act:
        act.put(sent)
    return sent


def answer(
    desk: Desk,
    person: Participant,
    reply: RsvpAnswer,
    *,
    reason: str = "",
    substitute: str = "",
) -> Rsvp:
    """Write down a person's answer to the notice (回执).

    Raises:
        NotScheduled: a leave has no reason.
    """
    if reply is RsvpAnswer.LEAVE and not reason.strip():
        raise NotScheduled("请假要写明事由。")
    slip = Rsvp(
        id=derived_id("rsvp", person.meeting, person.id),
        owner=desk.owner,
        meeting=person.meeting,
        participant=person.id,
        answer=reply,
        reason=reason,
        substitute=substitute,
        answered_on=desk.today,
    )
    with desk.room.act("登记回执", by=desk.by) as act:
        act.put(slip)
    return slip


def attend(
    desk: Desk,
    meeting: Meeting,
    exceptions: Mapping[str, AttendanceStatus] | None = None,
    notes: Mapping[str, str] | None = None,
) -> Meeting:
    """Take the attendance (登记签到): everyone present but the exceptions.

    Who asked for leave beforehand is on leave unless said otherwise.

    Args:
        desk: where.
        meeting: which sitting.
        exceptions: participant id to status.
        notes: participant id to who came instead, or to the remark; what was answered beforehand
            where there is none.

    Returns:
        The meeting, now held.
    """
    people = desk.room.find(Participant, meeting=meeting.id)
    answers = {slip.participant: slip for slip in desk.room.find(Rsvp, meeting=meeting.id)}
    told = exceptions or {}
    held = replace(meeting, state=MeetingState.HELD)
    with desk.room.act("登记签到", by=desk.by) as act:
        act.put(held)
        for person in people:
            status = told.get(person.id) or _expected(answers.get(person.id))
            note = (notes or {}).get(person.id)
            act.put(_mark(desk, person, status, answers.get(person.id), note))
    return held


def _expected(slip: Rsvp | None) -> AttendanceStatus:
    if slip is None or slip.answer is RsvpAnswer.COMING:
        return AttendanceStatus.PRESENT
    if slip.answer is RsvpAnswer.LEAVE:
        return AttendanceStatus.LEAVE
    return AttendanceStatus.SUBSTITUTE


def _mark(
    desk: Desk,
    person: Participant,
    status: AttendanceStatus,
    slip: Rsvp | None,
    note: str | None = None,
) -> Attendance:
    substitute, remark = (slip.substitute, slip.reason) if slip else ("", "")
    if note is not None:
        instead = status is AttendanceStatus.SUBSTITUTE
        substitute, remark = (note, "") if instead else ("", note)
    return Attendance(
        id=derived_id("attendance", person.meeting, person.id),
        owner=desk.owner,
        meeting=person.meeting,
        participant=person.id,
        status=status,
        substitute=substitute,
        remark=remark,
    )
