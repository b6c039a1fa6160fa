"""Forms of the meeting: 安排, 通知, 签到, 纪要, 确认."""

from __future__ import annotations

from datetime import datetime, time

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.gates import notice_by
from consultroom.domain.meetings import (
    AttendanceStatus,
    Meeting,
    MeetingForm,
    ParticipantKind,
    RsvpAnswer,
    dates_around,
)
from consultroom.domain.minutes import EntryKind
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.services import recording, rostering, scheduling, titling
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.values import Person
from consultroom.ui.workspace.forms.form import (
    Answers,
    day,
    lines,
    members,
    names_of,
    parts,
    picked,
    text,
)

_BREAKS = "标题太长要分行的，在换行处打一条竖线“|”；不打就由程序分。"
SPARE_POINTS = 2  # empty points offered after those there are
_EXCEPTIONS = (
    ("leave", "请假", AttendanceStatus.LEAVE),
    ("absent", "缺席", AttendanceStatus.ABSENT),
    ("late", "迟到", AttendanceStatus.LATE),
    ("substitute", "替会", AttendanceStatus.SUBSTITUTE),
)


class BadMeeting(UserError):
    """A time or a guest line that cannot be read, or no meeting yet."""


def sitting_of(dossier: Dossier) -> Meeting:
    """Return the sitting these forms are about.

    Raises:
        BadMeeting: none is planned.
    """
    if dossier.meeting is None:
        raise BadMeeting("还没有安排会议，请先在“安排协商议事会”里定下时间和地点。")
    return dossier.meeting


def meeting(desk: Desk, dossier: Dossier) -> FormScreen:
    """安排协商议事会."""
    here = members(desk)
    venues = dossier.station.venues
    lead = desk.parameters().lead
    return FormScreen(
        key="meeting",
        title="安排协商议事会",
        purpose=f"通知要在会前{lead.notice}个工作日发出，请据此定会期。",
        submit="安排会议",
        questions=(
            Question(key="on", label="会议日期", asks=Asks.DATE, required=True, half=True),
            Question(key="at", label="开始时间", required=True, hint="例如 14:30。", half=True),
            Question(key="venue", label="会议地点", required=True),
            Question(
                key="form",
                label="协商形式",
                asks=Asks.CHOICE,
                choices=tuple((kind.code, kind.label) for kind in MeetingForm),
                half=True,
            ),
            Question(
                key="host", label="主持人", asks=Asks.PEOPLE, people=here, required=True, half=True
            ),
            Question(key="members", label="参会委员", asks=Asks.PEOPLE, people=here),
            Question(
                key="guests",
                label="其他参会人员",
                asks=Asks.LONG_TEXT,
                hint="一行一人，先写类别，再写姓名、单位及职务。例如：部门 周岚 区住建局物业科科长",
                lines=6,
            ),
            Question(key="remarks", label="通知里另外要说的事", asks=Asks.LONG_TEXT, lines=2),
        ),
        answers={
            "at": "9:00",
            "venue": venues[0] if venues else dossier.station.address,
            "form": MeetingForm.COUNCIL.code,
            "host": tuple(p.id for p in here if p.name == dossier.consultation.convener)[:1],
            "members": tuple(person.id for person in here),
        },
    )


def save_meeting(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Fix the sitting, and say the dates that follow from it."""
    by_id = {member.id: member for member in desk.members()}
    host = names_of(members(desk), picked(answers, "host"))
    made = scheduling.schedule(
        desk,
        dossier.consultation.id,
        starts_at=datetime.combine(day(answers, "on", desk.today), _clock(text(answers, "at"))),
        venue=text(answers, "venue"),
        host=host[0] if host else "",
        members=tuple(by_id[one] for one in picked(answers, "members") if one in by_id),
        guests=tuple(_guest(line) for line in lines(answers, "guests")),
        form=coded(MeetingForm, text(answers, "form") or MeetingForm.COUNCIL.code),
        remarks=lines(answers, "remarks"),
    )
    return "".join(scheduling.hints(desk, made).sentences)


def _clock(typed: str) -> time:
    hour, _, minute = typed.replace("：", ":").replace(".", ":").partition(":")
    if hour.isdecimal() and (minute or "0").isdecimal() and int(hour) < 24:
        return time(int(hour), int(minute or 0) % 60)
    raise BadMeeting(f"开始时间“{typed}”看不懂，请写成 14:30 这样。")


def _guest(line: str) -> scheduling.Guest:
    words = line.replace("，", " ").replace(",", " ").replace("、", " ").split(maxsplit=2)
    if len(words) < 2:
        raise BadMeeting(f"“{line}”看不懂。一行一人：类别 姓名 单位及职务。")
    kind = coded(ParticipantKind, words[0])
    return scheduling.Guest(kind=kind, name=words[1], post=words[2] if len(words) > 2 else "")


def notice(desk: Desk, dossier: Dossier) -> FormScreen:
    """发出会议通知."""
    sitting = sitting_of(dossier)
    due = notice_by(dossier)
    by = f"应于{chinese_date(due)}前发出" if due else ""
    return FormScreen(
        key="notice",
        title="发出会议通知",
        purpose=f"{chinese_date(sitting.day, weekday=True)}开会，通知{by}。打印后登记发出日期。",
        submit="登记已发出",
        questions=(
            Question(key="on", label="发出日期", asks=Asks.DATE, required=True),
            Question(
                key="late_reason",
                label="临时召开的原因",
                hint="只有晚于上面的日期才需要写。",
            ),
            Question(key="title", label="标题分行", asks=Asks.LONG_TEXT, hint=_BREAKS, lines=2),
        ),
        answers={
            "on": sitting.notice_sent_on or desk.today,
            "late_reason": sitting.late_reason,
            "title": titling.notice_lines(dossier, sitting),
        },
    )


def save_notice(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write down that the notice went out."""
    sitting = sitting_of(dossier)
    if text(answers, "title") != titling.notice_lines(dossier, sitting):
        sitting = titling.break_notice(desk, dossier, sitting, text(answers, "title"))
    scheduling.send_notice(
        desk,
        sitting,
        on=day(answers, "on", desk.today),
        late_reason=text(answers, "late_reason"),
    )
    return "已登记会议通知发出。"


def attendance(desk: Desk, dossier: Dossier) -> FormScreen:
    """登记签到: everyone is present but the exceptions."""
    del desk
    sitting = sitting_of(dossier)
    asked = dossier.people(sitting)
    people = tuple(
        Person(
            id=person.id,
            name=person.name,
            note=person.kind.label,
            initials=rostering.initials(person.name),
        )
        for person in asked
    )
    return FormScreen(
        key="attendance",
        title="登记签到",
        purpose=f"应到{len(asked)}人，默认都到会；只把没到的、迟到的挑出来。",
        submit="登记签到",
        questions=tuple(
            Question(key=key, label=word, asks=Asks.PEOPLE, people=people)
            for key, word, _status in _EXCEPTIONS
        ),
        answers=_exceptions(dossier, sitting),
    )


def _exceptions(dossier: Dossier, sitting: Meeting) -> dict[str, tuple[str, ...]]:
    marks = dossier.marks(sitting)
    if marks:
        return {
            key: tuple(mark.participant for mark in marks if mark.status is status)
            for key, _word, status in _EXCEPTIONS
        }
    slips = [slip for slip in dossier.rsvps if slip.meeting == sitting.id]
    return {
        "leave": tuple(s.participant for s in slips if s.answer is RsvpAnswer.LEAVE),
        "substitute": tuple(s.participant for s in slips if s.answer is RsvpAnswer.SUBSTITUTE),
    }


def save_attendance(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Take the attendance."""
    sitting = sitting_of(dossier)
    told = {person.id: AttendanceStatus.PRESENT for person in dossier.people(sitting)}
    for key, _word, status in _EXCEPTIONS:
        told |= dict.fromkeys(picked(answers, key), status)
    scheduling.attend(desk, sitting, told)
    there = sum(status.was_there for status in told.values())
    return f"签到已登记：应到{len(told)}人，实到{there}人。"


def minutes(desk: Desk, dossier: Dossier) -> FormScreen:
    """归纳纪要: the points agreed and not agreed."""
    sitting = sitting_of(dossier)
    agreed = _points(desk, dossier, sitting)
    questions: list[Question] = []
    answers: dict[str, object] = {}
    for place in range(1, len(agreed) + SPARE_POINTS + 1):
        questions += _point_questions(place)
        point = agreed[place - 1] if place <= len(agreed) else recording.Point(text="")
        answers |= {
            f"text{place}": point.text,
            f"lead{place}": point.lead_unit,
            f"assist{place}": "、".join(point.assist_units),
            f"due{place}": point.due_on,
        }
    sheet = dossier.minutes_of(sitting)
    apart = [item for item in dossier.not_agreed() if item.meeting == sitting.id]
    said = [e.text for e in dossier.entries_of(sitting) if e.kind is EntryKind.DISSENT]
    return FormScreen(
        key="minutes",
        title="归纳纪要",
        purpose="共识逐条写，办理单位和时限写上，成果单和交办单就不用再打一遍。",
        submit="保存纪要",
        questions=(
            *questions,
            Question(
                key="apart",
                label="未达成一致的意见",
                asks=Asks.LONG_TEXT,
                hint="一行一条；没有就空着，纪要里会印“无”。",
                lines=3,
            ),
            Question(
                key="requirements",
                label="会议要求",
                asks=Asks.LONG_TEXT,
                hint="一行一条。",
                lines=3,
            ),
            Question(
                key="summary",
                label="基本情况",
                asks=Asks.LONG_TEXT,
                hint="空着就由程序根据调研和签到写。",
                lines=3,
            ),
        ),
        answers=answers  # type: ignore[arg-type]
        | {
            "apart": "\n".join([item.text for item in apart] or said),
            "requirements": "\n".join(sheet.requirements if sheet else _requests(dossier, sitting)),
            "summary": sheet.summary if sheet else "",
        },
    )


def _requests(dossier: Dossier, sitting: Meeting) -> tuple[str, ...]:
    entries = dossier.entries_of(sitting)
    return tuple(entry.text for entry in entries if entry.kind is EntryKind.REQUEST)


def _points(desk: Desk, dossier: Dossier, sitting: Meeting) -> list[recording.Point]:
    del desk
    items = [item for item in dossier.agreed() if item.meeting == sitting.id]
    if items:
        return [
            recording.Point(
                text=item.text,
                lead_unit=item.lead_unit,
                assist_units=item.assist_units,
                due_on=item.due_on,
            )
            for item in items
        ]
    said = [e.text for e in dossier.entries_of(sitting) if e.kind is EntryKind.CONSENSUS]
    return [recording.Point(text=line) for line in said]


def _point_questions(place: int) -> list[Question]:
    return [
        Question(key=f"text{place}", label=f"共识 {place}", asks=Asks.LONG_TEXT, lines=2),
        Question(key=f"lead{place}", label="建议主办", half=True),
        Question(key=f"assist{place}", label="建议协办", half=True),
        Question(key=f"due{place}", label="建议时限", asks=Asks.DATE),
    ]


def save_minutes(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the points down."""
    places = sorted(int(key[4:]) for key in answers if key.startswith("text"))
    recording.draft(
        desk,
        sitting_of(dossier),
        agreed=tuple(
            recording.Point(
                text=text(answers, f"text{place}"),
                lead_unit=text(answers, f"lead{place}"),
                assist_units=parts(text(answers, f"assist{place}")),
                due_on=answers.get(f"due{place}"),
            )
            for place in places
        ),
        not_agreed=tuple(recording.Point(text=line) for line in lines(answers, "apart")),
        summary=text(answers, "summary"),
        requirements=lines(answers, "requirements"),
    )
    return "纪要已保存。"


def confirm(desk: Desk, dossier: Dossier) -> FormScreen:
    """召集人确认纪要."""
    sitting = sitting_of(dossier)
    dates = dates_around(sitting.day, dossier.parameters.lead, dossier.calendar)
    return FormScreen(
        key="confirm",
        title="召集人确认纪要",
        purpose=f"纪要印出来请召集人过目，应于{chinese_date(dates.minutes_by)}前确认。",
        submit="登记确认",
        questions=(
            Question(key="by", label="确认人", required=True, half=True),
            Question(key="on", label="确认日期", asks=Asks.DATE, required=True, half=True),
            Question(key="title", label="标题分行", asks=Asks.LONG_TEXT, hint=_BREAKS, lines=2),
        ),
        answers={
            "by": sitting.host,
            "on": desk.today,
            "title": titling.minutes_lines(dossier, sitting),
        },
    )


def save_confirm(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Write the confirmation down."""
    sitting = sitting_of(dossier)
    if text(answers, "title") != titling.minutes_lines(dossier, sitting):
        titling.break_minutes(desk, dossier, sitting, text(answers, "title"))
    sheet = recording.confirm(desk, sitting, text(answers, "by"), on=day(answers, "on", desk.today))
    return f"纪要已确认，列为第{sheet.issue_number}期。"
