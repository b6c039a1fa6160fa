"""会务清单: what has to be done for one sitting, by whom, until when, with boxes to tick.

What to do and who: our own list, which a district may replace (`PaperRules.checklist`). When:
the lead times of the district, counted in 工作日 (SOURCES.md, "lead-times").
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from consultroom.documents.blocks import (
    Align,
    BlankLines,
    Block,
    Cell,
    Paper,
    Paragraph,
    Row,
    Run,
    Table,
    Text,
    Title,
    label_cell,
)
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import WEEKDAYS, HolidayCalendar
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, MeetingDates, dates_around
from consultroom.frozen import Frozen

_SHARES = (0.07, 0.07, 0.5, 0.13, 0.23)
_HEADS = ("序号", "完成", "事项", "负责人", "时间")
_ALIGNS = (Align.CENTRE, Align.CENTRE, Align.LEFT, Align.CENTRE, Align.CENTRE)
_DONE, _OPEN = "☑", "☐"
_FIELDS = 3  # of a district's own line


class Errand(Frozen):
    """One line of the list.

    Attributes:
        when: what the line says of its time; empty for a hand to fill.
        done: whether the records show it done; the box is ticked.
    """

    text: str
    who: str = ""
    when: str = ""
    done: bool = False


Stages = tuple[tuple[str, tuple[Errand, ...]], ...]


def checklist(dossier: Dossier, meeting: Meeting, *, profile: PageProfile = GB9704) -> Paper:
    """Return the errands of a meeting (会务清单).

    Args:
        dossier: of the consultation. A line of its district's own list may say who and when:
            ``布置会场|联络员|-1``, the number being 工作日 after the meeting, negative before it;
            words in place of the number are printed as they are.
        meeting: which sitting.
        profile: page geometry.
    """
    title = f"{sittings.called(dossier, meeting)}会务清单"
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="会务清单",
        profile=sittings.sheet(profile),
        blocks=(
            Title(text=title),
            BlankLines(),
            sittings.fact("议题", dossier.consultation.title),
            sittings.fact("时间", phrases.starts(meeting)),
            sittings.fact("地点", meeting.venue or "待定"),
            sittings.fact("人数", f"应到{len(dossier.people(meeting))}人"),
            _table(errands(dossier, meeting)),
            *_caution(dossier, meeting),
        ),
    )


def errands(dossier: Dossier, meeting: Meeting) -> Stages:
    """Return the errands by stage: the district's own in one stage, or ours in three."""
    own = dossier.parameters.paper.checklist
    if own:
        return (("会务事项", tuple(_own(line, meeting, dossier.calendar) for line in own)),)
    dates = dates_around(meeting.day, dossier.parameters.lead, dossier.calendar)
    return (
        ("会前准备", _before(dossier, meeting, dates)),
        ("会议当天", _on_the_day(dossier, meeting)),
        ("会后工作", _after(dossier, meeting, dates)),
    )


def _own(line: str, meeting: Meeting, calendar: HolidayCalendar) -> Errand:
    parts = [part.strip() for part in line.split("|", _FIELDS - 1)]
    text, who, when = (*parts, "", "")[:_FIELDS]
    try:
        offset = int(when)
    except ValueError:
        return Errand(text, who, when)
    return Errand(text, who, _day(calendar.add(meeting.day, offset) if offset else meeting.day))


def _before(dossier: Dossier, meeting: Meeting, dates: MeetingDates) -> tuple[Errand, ...]:
    clerk = _clerk(dossier, meeting)
    eve = _until(dossier.calendar.add(meeting.day, -dossier.parameters.lead.reminder))
    answered = {slip.participant for slip in dossier.rsvps if slip.meeting == meeting.id}
    people = dossier.people(meeting)
    waiting = sum(person.id not in answered for person in people)
    host = meeting.host or "主持人"
    return (
        Errand("定下会议室、座次和参会人员名单", clerk, _until(dates.notice_by), bool(people)),
        Errand(
            "发出会议通知和参会回执",
            clerk,
            _until(dates.notice_by),
            meeting.notice_sent_on is not None,
        ),
        Errand("把议题背景、调研情况等材料发给参会人员", clerk, _until(dates.materials_by)),
        Errand(
            f"收齐回执，核对参会人数{_still(waiting, len(people))}",
            clerk,
            _until(meeting.rsvp_by or dates.rsvp_by),
            bool(people) and not waiting,
        ),
        Errand("逐个联系未回复的人，记下请假和替会", clerk, eve),
        Errand("议程和主持词提纲送主持人看过", host, eve),
        Errand("印好签到表、台签、座次表、会议材料", clerk, eve),
        Errand("试用话筒、投影和录音设备，备好纸笔、饮水", clerk, eve),
    )


def _still(waiting: int, asked: int) -> str:
    return f"（还差{waiting}人）" if waiting and waiting < asked else ""


def _on_the_day(dossier: Dossier, meeting: Meeting) -> tuple[Errand, ...]:
    clerk, day = _clerk(dossier, meeting), _day(meeting.day)
    recorder = meeting.recorder or "记录员"
    marked, said = bool(dossier.marks(meeting)), bool(dossier.entries_of(meeting))
    return (
        Errand("提前1小时开门，摆好台签，查看灯和通道", clerk, day),
        Errand("组织签到，分发材料，报告到会人数", clerk, day, marked),
        Errand("记录发言、共识和没有谈拢的意见", recorder, day, said),
        Errand("散会前请各方核对共识意见", meeting.host or "主持人", day),
        Errand("收回材料，清点设备，恢复会场", clerk, day),
    )


def _after(dossier: Dossier, meeting: Meeting, dates: MeetingDates) -> tuple[Errand, ...]:
    clerk, sheet = _clerk(dossier, meeting), dossier.minutes_of(meeting)
    recorder = meeting.recorder or "记录员"
    confirmed = sheet is not None and sheet.confirmed_on is not None
    drafted = dossier.outcome is not None
    return (
        Errand("登记出勤，给缺席的人补送材料", clerk, _until(dossier.calendar.add(meeting.day, 1))),
        Errand("写好协商纪要，送主持人确认", recorder, _until(dates.minutes_by), confirmed),
        Errand("填写协商成果单，送审", clerk, _until(dates.outcome_by), drafted),
        Errand("通知、签到表、纪要等归入案卷", clerk, _until(dates.outcome_by)),
    )


def _clerk(dossier: Dossier, meeting: Meeting) -> str:
    return meeting.contact or dossier.station.liaison or "联络员"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def _until(day: date) -> str:
    return f"{_day(day)}前"


def _table(stages: Stages) -> Table:
    head = Row(cells=tuple(label_cell(text) for text in _HEADS), min_height_mm=8.5)
    return Table(
        shares=_SHARES,
        rows=(head, *_rows(stages)),
        header_rows=1,
        size_pt=11.0,
        leading=1.3,
        aligns=_ALIGNS,
    )


def _rows(stages: Stages) -> Iterator[Row]:
    order = 0
    for name, lines in stages:
        band = Cell(text=name, span=len(_SHARES), role=Role.HEI, align=Align.LEFT)
        yield Row(cells=(band,), min_height_mm=7.5)
        for line in lines:
            order += 1
            texts: tuple[Text, ...] = (
                str(order),
                _DONE if line.done else _OPEN,
                line.text,
                (Run(line.who, whole=True),),
                line.when,
            )
            yield Row(cells=tuple(Cell(text=text) for text in texts), min_height_mm=9)


def _caution(dossier: Dossier, meeting: Meeting) -> tuple[Block, ...]:
    dates = dates_around(meeting.day, dossier.parameters.lead, dossier.calendar)
    years = (dates.notice_by.year, meeting.day.year, dates.outcome_by.year)
    caution = dossier.calendar.caution(*years)
    return (Paragraph(text=f"注：{caution}", indent=0),) if caution else ()
