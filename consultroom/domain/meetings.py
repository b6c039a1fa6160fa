"""The sitting (协商议事会): when, where, who is asked, who answers, who comes."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from consultroom.domain.calendar import HolidayCalendar
from consultroom.domain.records import Coded, Record
from consultroom.frozen import Frozen


class MeetingForm(Coded):
    """How a consultation is held (协商形式)."""

    COUNCIL = "council", "协商议事会"
    COURTYARD = "courtyard", "院坝协商会"
    SYMPOSIUM = "symposium", "协商座谈会"
    SITE = "site", "现场协商会"
    SPECIAL = "special", "专题协商会"


class MeetingState(Coded):
    """How far a meeting has come."""

    PLANNED = "planned", "筹备"
    NOTICED = "noticed", "已通知"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "取消"


class ParticipantKind(Coded):
    """In what capacity a person takes part (参会类别), in sheet order."""

    MEMBER = "member", "委员"
    DEPARTMENT = "department", "部门"
    STAKEHOLDER = "stakeholder", "利益相关方"
    RESIDENT = "resident", "群众代表"
    EXPERT = "expert", "专家"
    OBSERVER = "observer", "列席"
    MEDIA = "media", "媒体"


class RsvpAnswer(Coded):
    """What a person answered to the notice (回执)."""

    COMING = "coming", "参加"
    LEAVE = "leave", "请假"
    SUBSTITUTE = "substitute", "替会"


class AttendanceStatus(Coded):
    """How a person attended (出勤)."""

    PRESENT = "present", "出席"
    LATE = "late", "迟到"
    LEFT_EARLY = "left_early", "早退"
    ONLINE = "online", "线上"
    SUBSTITUTE = "substitute", "替会"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"

    @property
    def was_there(self) -> bool:
        """Tell whether someone sat in this chair, the person or a substitute."""
        return self not in (AttendanceStatus.LEAVE, AttendanceStatus.ABSENT)


CANCELLED_FOR = "取消原因："  # how a remark of an old room begins


class Meeting(Record, kw_only=True):
    """One sitting (协商议事会) of a consultation; a second sitting is another meeting.

    Attributes:
        sitting: 1 for the first sitting.
        starts_at: local wall-clock time, without zone, as printed.
        length: how long it is meant to take, in words: ``会期半天``.
        notice_sent_on: day the notice went out, or None.
        late_reason: why the notice was shorter than it should be (临时召开).
        remarks: further lines for section 六、有关事项 of the notice.
        title_breaks: the clerk's own lines for the notice's title; empty lets the program choose.
        change_reason: why it was called off, or moved to another day or room (取消、改期的原因).
    """

    consultation: str
    sitting: int = 1
    starts_at: datetime
    length: str = "会期半天"
    venue: str = ""
    form: MeetingForm = MeetingForm.COUNCIL
    host: str = ""
    recorder: str = ""
    state: MeetingState = MeetingState.PLANNED
    rsvp_by: date | None = None
    notice_sent_on: date | None = None
    late_reason: str = ""
    contact: str = ""
    contact_phone: str = ""
    remarks: tuple[str, ...] = ()
    title_breaks: tuple[str, ...] = ()
    change_reason: str = ""

    @property
    def day(self) -> date:
        """The day it is held."""
        return self.starts_at.date()

    @property
    def why_changed(self) -> str:
        """Why it was called off or moved; empty where it was not, or nobody said.

        Rooms before migration 3 kept why a sitting was called off as the last of its remarks.
        """
        last = self.remarks[-1] if self.remarks else ""
        if self.change_reason or self.state is not MeetingState.CANCELLED:
            return self.change_reason
        return last.removeprefix(CANCELLED_FOR) if last.startswith(CANCELLED_FOR) else ""


class AgendaItem(Record, kw_only=True):
    """One line of the agenda (议程); ``minutes`` is its time budget."""

    meeting: str
    order: int
    title: str
    speaker: str = ""
    minutes: int = 10


class Participant(Record, kw_only=True):
    """One person asked to a meeting (参会人).

    Attributes:
        member: id of the member, or empty for guests.
        recusal: an interested party (回避): may attend, may not host, record or revisit.
    """

    meeting: str
    kind: ParticipantKind
    name: str
    post: str = ""
    sector: str = ""
    member: str = ""
    order: int = 0
    recusal: bool = False
    recusal_reason: str = ""


class Rsvp(Record, kw_only=True):
    """A person's answer to the notice (回执). Its id derives from meeting and participant."""

    meeting: str
    participant: str
    answer: RsvpAnswer
    reason: str = ""
    substitute: str = ""
    answered_on: date | None = None


class Attendance(Record, kw_only=True):
    """How a person attended (签到、出勤). Its id derives from meeting and participant."""

    meeting: str
    participant: str
    status: AttendanceStatus = AttendanceStatus.PRESENT
    substitute: str = ""
    remark: str = ""


class Headcount(Frozen):
    """Attendance added up (应到、实到、请假、缺席), in 人次.

    ``by_kind`` counts those who were there.
    """

    invited: int
    there: int
    leave: int
    absent: int
    by_kind: tuple[tuple[ParticipantKind, int], ...]

    def of(self, *kinds: ParticipantKind) -> int:
        """Return how many of these kinds were there."""
        return sum(count for kind, count in self.by_kind if kind in kinds)


def headcount(people: tuple[Participant, ...], marks: tuple[Attendance, ...]) -> Headcount:
    """Add up attendance; a participant without a mark counts as absent once anyone is marked."""
    status = {mark.participant: mark.status for mark in marks}
    there = [p for p in people if p.id in status and status[p.id].was_there]
    leave = sum(status.get(p.id) is AttendanceStatus.LEAVE for p in people)
    kinds = tuple((kind, sum(p.kind is kind for p in there)) for kind in ParticipantKind)
    absent = len(people) - len(there) - leave if marks else 0
    return Headcount(len(people), len(there), leave, absent, kinds)


DEFAULT_AGENDA: tuple[tuple[str, str, int], ...] = (
    ("主持人说明议题", "主持人", 5),
    ("有关部门通报情况", "承办部门", 10),
    ("介绍调研情况", "调研组", 10),
    ("委员和群众代表发言", "委员、群众代表", 40),
    ("提问与解答", "全体参会人员", 20),
    ("主持人归纳共识", "主持人", 10),
    ("有关负责人表态", "有关负责人", 10),
)  # item, speaker, minutes: adds up to 105 minutes


class LeadTimes(Frozen, kw_only=True):
    """How far ahead each paper goes out (提前量), in 工作日 before or after the meeting."""

    notice: int = 5
    materials: int = 3
    rsvp: int = 2
    reminder: int = 1
    minutes: int = 5
    outcome: int = 10


class MeetingDates(Frozen):
    """The dates that follow from a meeting's day."""

    notice_by: date
    materials_by: date
    rsvp_by: date
    minutes_by: date
    outcome_by: date


def dates_around(day: date, lead: LeadTimes, calendar: HolidayCalendar) -> MeetingDates:
    """Return by when each paper is due for a meeting on ``day``."""
    return MeetingDates(
        notice_by=calendar.add(day, -lead.notice),
        materials_by=calendar.add(day, -lead.materials),
        rsvp_by=calendar.add(day, -lead.rsvp),
        minutes_by=calendar.add(day, lead.minutes),
        outcome_by=calendar.add(day, lead.outcome),
    )


def clashes(meeting: Meeting, others: tuple[Meeting, ...]) -> tuple[Meeting, ...]:
    """Return other standing meetings in the same room within three hours of this one.

    While no room is named there is none to clash over.
    """
    if not meeting.venue.strip():
        return ()
    near = timedelta(hours=3)
    return tuple(
        other
        for other in others
        if other.id != meeting.id
        and other.state is not MeetingState.CANCELLED
        and other.venue == meeting.venue
        and abs(other.starts_at - meeting.starts_at) < near
    )


def clock_text(at: datetime) -> str:
    """Return ``14:30``."""
    return f"{at.hour}:{at.minute:02d}"
