"""Forms of the sitting: 安排, 通知. Who comes and who came: `roll_call`."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from unicodedata import normalize

from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.gates import notice_by
from consultroom.domain.meetings import (
    Meeting,
    MeetingForm,
    MeetingState,
    ParticipantKind,
    clock_text,
)
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import advising, planning, scheduling, titling
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.values import Person
from consultroom.ui.workspace.forms import written
from consultroom.ui.workspace.forms.form import (
    Answers,
    choices,
    day,
    lines,
    members,
    names_of,
    parts,
    picked,
    text,
)

BREAKS = "标题太长要分行的，在换行处打一条竖线“|”；不打就由程序分。"
MORNING = time(9)
_GUESTS = "一行一人，先写类别，再写姓名、单位及职务。例如：部门 周岚 区住建局物业科科长"


class BadMeeting(UserError):
    """A time, a guest or an attendance that cannot be, or no meeting yet."""


def sitting_of(dossier: Dossier) -> Meeting:
    """Return the sitting these forms are about.

    Raises:
        BadMeeting: none is planned.
    """
    if dossier.meeting is None:
        raise BadMeeting("还没有安排会议，请先在“安排协商议事会”里定下时间和地点。")
    return dossier.meeting


# -- 安排 -----------------------------------------------------------------------------------------


def meeting(desk: Desk, dossier: Dossier) -> FormScreen:
    """安排协商议事会, 更改会议安排 while one is planned, and what it was once it was held."""
    if dossier.meeting is None:
        return _arranging(desk, dossier)
    standing = _planned(dossier)
    return _held(dossier, dossier.meeting) if standing is None else _moving(desk, standing)


def again(desk: Desk, dossier: Dossier) -> FormScreen:
    """加开一次会议, after one was held."""
    sitting_of(dossier)
    standing = _planned(dossier)
    form = _arranging(desk, dossier) if standing is None else _moving(desk, standing)
    return replace(form, key="another_sitting")


def _held(dossier: Dossier, held: Meeting) -> FormScreen:
    return FormScreen(
        key="meeting",
        title=f"第{held.sitting}次会议",
        purpose="这次会议已经开过，时间地点不再改。还要再开一次的，点右上角的“更多”，选“加开一次会议”。",
        submit="",
        questions=(),
        facts=written.sitting(dossier, held),
    )


def _arranging(desk: Desk, dossier: Dossier) -> FormScreen:
    here = members(desk)
    venues = dossier.station.venues
    return FormScreen(
        key="meeting",
        title="安排协商议事会",
        purpose=_lead_told(desk) + _standing_told(dossier),
        submit="安排会议",
        questions=_when_and_where(here) + _who(here),
        answers={
            "on": planning.next_meeting_day(desk),
            "at": "9:00",
            "venue": venues[0] if venues else dossier.station.address,
            "form": MeetingForm.COUNCIL.code,
            "host": tuple(p.id for p in here if p.name == dossier.consultation.convener)[:1],
            "members": tuple(person.id for person in here),
        },
    )


def _planned(dossier: Dossier) -> Meeting | None:
    standing = dossier.meeting
    return standing if standing and standing.state is not MeetingState.HELD else None


def _moving(desk: Desk, standing: Meeting) -> FormScreen:
    here = members(desk)
    again = "通知已经发出，改了以后要重新通知。" if standing.notice_sent_on else ""
    return FormScreen(
        key="meeting",
        title="更改会议安排",
        purpose=_lead_told(desk) + again,
        submit="更改安排",
        questions=(*_when_and_where(here), _WHY_MOVED),
        answers={
            "on": standing.day,
            "at": clock_text(standing.starts_at),
            "venue": standing.venue,
            "form": standing.form.code,
            "host": tuple(p.id for p in here if p.name == standing.host)[:1],
            "remarks": "\n".join(standing.remarks),
            "reason": standing.change_reason,
        },
    )


_WHY_MOVED = Question(
    key="reason", label="改期的原因", hint="写了就印在重新发的通知里，也记入办理经过。"
)


def _lead_told(desk: Desk) -> str:
    return f"通知要在会前{desk.parameters().lead.notice}个工作日发出，请据此定会期。"


def _standing_told(dossier: Dossier) -> str:
    standing = dossier.meeting
    if standing is None:
        return ""
    on = chinese_date(standing.day)
    return f"{on}的第{standing.sitting}次会议已经安排，这里再安排就是加开一次。"


def _when_and_where(here: tuple[Person, ...]) -> tuple[Question, ...]:
    return (
        Question(key="on", label="会议日期", asks=Asks.DATE, required=True, half=True),
        Question(key="at", label="开始时间", required=True, hint="例如 14:30。", half=True),
        Question(key="venue", label="会议地点", required=True),
        Question(
            key="form", label="协商形式", asks=Asks.CHOICE, choices=choices(MeetingForm), half=True
        ),
        Question(
            key="host", label="主持人", asks=Asks.PEOPLE, people=here, required=True, half=True
        ),
        Question(key="remarks", label="通知里另外要说的事", asks=Asks.LONG_TEXT, lines=2),
    )


def _who(here: tuple[Person, ...]) -> tuple[Question, ...]:
    return (
        Question(key="members", label="参会委员", asks=Asks.PEOPLE, people=here),
        Question(key="guests", label="其他参会人员", asks=Asks.LONG_TEXT, hint=_GUESTS, lines=6),
    )


def _fixed(desk: Desk, answers: Answers) -> dict[str, Any]:
    """Return what both arranging and moving a sitting are told."""
    host = names_of(members(desk), picked(answers, "host"))
    return {
        "starts_at": datetime.combine(day(answers, "on", desk.today), _clock(text(answers, "at"))),
        "venue": text(answers, "venue"),
        "host": host[0] if host else "",
        "form": coded(MeetingForm, text(answers, "form") or MeetingForm.COUNCIL.code),
        "remarks": lines(answers, "remarks"),
    }


def save_meeting(desk: Desk, dossier: Dossier, answers: Answers) -> str:
    """Fix or move the sitting, and say the dates that follow from it."""
    standing = _planned(dossier)
    if standing is not None:
        told = _fixed(desk, answers)
        made = scheduling.move(desk, standing, **told, reason=text(answers, "reason"))
        return "".join(scheduling.hints(desk, made).sentences)
    by_id = {member.id: member for member in desk.members()}
    made = scheduling.schedule(
        desk,
        dossier.consultation.id,
        members=tuple(by_id[one] for one in picked(answers, "members") if one in by_id),
        guests=tuple(_guest(line) for line in lines(answers, "guests")),
        **_fixed(desk, answers),
    )
    return "".join(scheduling.hints(desk, made).sentences)


def _clock(typed: str) -> time:
    plain = normalize("NFKC", typed).rstrip("分")
    for mark in "点时.。":
        plain = plain.replace(mark, ":")
    if plain.isdecimal() and len(plain) in (3, 4):
        plain = f"{plain[:-2]}:{plain[-2:]}"  # 1430
    hour, _, minute = plain.partition(":")
    minute = "30" if minute == "半" else minute or "0"
    if hour.isdecimal() and minute.isdecimal() and int(hour) < 24 and int(minute) < 60:
        return time(int(hour), int(minute))
    raise BadMeeting(f"开始时间“{typed}”看不懂，请写成 14:30 这样。")


def _guest(line: str) -> scheduling.Guest:
    words = parts(line, 3)
    if len(words) < 2:
        raise BadMeeting(f"“{line}”看不懂。一行一人：类别 姓名 单位及职务。")
    kind = coded(ParticipantKind, words[0])
    return scheduling.Guest(kind=kind, name=words[1], post="".join(words[2:]))


def advice(desk: Desk, answers: Answers, *, but: str = "") -> tuple[Advice, ...]:
    """Return what to know about the day and hour typed so far.

    Args:
        desk: where.
        answers: as typed; without a day nothing is said.
        but: id of the sitting that is being moved.
    """
    if not isinstance(answers.get("on"), date):
        return ()
    host = names_of(members(desk), picked(answers, "host"))
    return advising.advise(
        desk,
        datetime.combine(day(answers, "on", desk.today), _hour_so_far(text(answers, "at"))),
        venue=text(answers, "venue"),
        host=host[0] if host else "",
        but=but,
    )


def _hour_so_far(typed: str) -> time:
    """Return the hour typed so far; nine in the morning while it is no hour yet."""
    try:
        return _clock(typed)
    except BadMeeting:
        return MORNING


# -- 通知 -----------------------------------------------------------------------------------------


def notice(desk: Desk, dossier: Dossier) -> FormScreen:
    """发出会议通知."""
    sitting = sitting_of(dossier)
    due = notice_by(dossier)
    by = f"应于{chinese_date(due)}前发出" if due else ""
    late = due is not None and desk.today > due and sitting.notice_sent_on is None
    why = replace(_LATE, hint="今天已经过了应发的日期，请写明。" if late else _LATE.hint)
    return FormScreen(
        key="notice",
        title="发出会议通知",
        purpose=f"{chinese_date(sitting.day, weekday=True)}开会，通知{by}。打印后登记发出日期。",
        submit="登记已发出",
        questions=(_SENT_ON, why, _NOTICE_TITLE),
        answers={
            "on": sitting.notice_sent_on or desk.today,
            "late_reason": sitting.late_reason,
            "title": titling.notice_lines(dossier, sitting),
        },
    )


_SENT_ON = Question(key="on", label="发出日期", asks=Asks.DATE, required=True)
_LATE = Question(key="late_reason", label="临时召开的原因", hint="只有晚于上面的日期才需要写。")
_NOTICE_TITLE = Question(key="title", label="标题分行", asks=Asks.LONG_TEXT, hint=BREAKS, lines=2)


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
