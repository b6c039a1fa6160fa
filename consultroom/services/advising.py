"""Advice about a day for a sitting (定日子): the arithmetic of its notice, and what speaks against.

Nothing is refused here: who fixes the day decides.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from consultroom.domain.calendar import ONE_DAY, SATURDAY, WEEKDAYS, HolidayCalendar, days
from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import (
    Meeting,
    MeetingState,
    clock_text,
    dates_around,
)
from consultroom.domain.receptions import ReceptionDay
from consultroom.frozen import Frozen
from consultroom.services import holidays
from consultroom.services.desk import Desk

NEAR = timedelta(hours=3)  # two sittings in one room or under one host, as `meetings.clashes`


class Advice(Frozen):
    """One sentence about a day; ``against`` when it speaks against it."""

    says: str
    against: bool = False


def short(day: date) -> str:
    """Return a day as 11月26日（周四）."""
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def advise(
    desk: Desk, starts_at: datetime, *, venue: str = "", host: str = "", but: str = ""
) -> tuple[Advice, ...]:
    """Return what to know about a sitting at this time, the arithmetic first.

    Args:
        desk: where.
        starts_at: local wall-clock time, without zone.
        venue: the room; empty looks for no clash of rooms.
        host: who presides.
        but: id of the sitting being moved, which does not clash with itself.
    """
    day, calendar = starts_at.date(), desk.calendar()
    caution = calendar.caution(day.year)
    return (
        *_lead(desk, day, calendar),
        *_day_off(day, desk.today, calendar),
        *_clashes(desk, starts_at, venue.strip(), host.strip(), but),
        *_receptions(desk, day),
        *((Advice(caution, against=True),) if caution else ()),
    )


def _lead(desk: Desk, day: date, calendar: HolidayCalendar) -> tuple[Advice, ...]:
    lead = desk.parameters().lead
    by = dates_around(day, lead, calendar).notice_by
    sum_of_it = (
        f"{short(day)}开会，通知应于{short(by)}前发出：会前{lead.notice}个工作日"
        f"{_not_counted(by, day, calendar)}。"
    )
    if day < desk.today:
        return (Advice(sum_of_it),)
    left = calendar.between(desk.today, by)
    if by < desk.today:
        late = f"通知期限已过{-left}个工作日，发通知时要写明临时召开的原因。"
        return Advice(sum_of_it), Advice(late, against=True)
    told = "今天就要发通知。" if by == desk.today else f"离发通知还有{left}个工作日。"
    return Advice(sum_of_it), Advice(told, against=by == desk.today)


def _not_counted(by: date, day: date, calendar: HolidayCalendar) -> str:
    """Return which days between were no plain weekdays or weekends, as a clause."""
    between = tuple(days(by + ONE_DAY, day - ONE_DAY))
    off = [one for one in between if one.weekday() < SATURDAY and not calendar.is_working(one)]
    on = [one for one in between if one.weekday() >= SATURDAY and calendar.is_working(one)]
    told = f"，其间{_listed(off)}放假不计" if off else ""
    return told + (f"，{_listed(on)}调休上班照计" if on else "")


def _listed(found: list[date]) -> str:
    first, last = found[0], found[-1]
    if len(found) > 2 and (last - first).days < 2 * len(found):
        return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
    return "、".join(f"{one.month}月{one.day}日" for one in found)


def _day_off(day: date, today: date, calendar: HolidayCalendar) -> tuple[Advice, ...]:
    found = []
    if day < today:
        found.append(Advice(f"{short(day)}已经过去。", against=True))
    weekend = day.weekday() >= SATURDAY
    if calendar.is_working(day) and weekend:
        found.append(Advice(f"{short(day)}调休上班，可以开会。"))
    if not calendar.is_working(day):
        name = holidays.name_of(day)
        off = "是双休日" if weekend and not name else f"{name}放假" if name else "放假"
        back = calendar.add(day, 1)
        found.append(Advice(f"{short(day)}{off}，之后第一个工作日是{short(back)}。", against=True))
    return tuple(found)


def _clashes(
    desk: Desk, starts_at: datetime, venue: str, host: str, but: str
) -> tuple[Advice, ...]:
    found = []
    for other in desk.room.find(Meeting):
        standing = other.state is not MeetingState.CANCELLED and other.id != but
        if not standing or other.day != starts_at.date():
            continue
        near = abs(other.starts_at - starts_at) < NEAR
        title = _title(desk, other)
        told = f"当天{clock_text(other.starts_at)}已有一场：“{title}”，在{other.venue}"
        if near and venue and other.venue == venue:
            told += "，会议室冲突，请换时间或会议室"
        elif near and host and other.host == host:
            told += f"，主持人{host}分不开身"
        found.append(Advice(f"{told}。", against=near))
    return tuple(found)


def _title(desk: Desk, other: Meeting) -> str:
    about = desk.room.one(Consultation, id=other.consultation)
    return about.title if about else "已撤销的协商"


def _receptions(desk: Desk, day: date) -> tuple[Advice, ...]:
    return tuple(
        Advice(f"当天{one.slot}是{one.kind.label}的接待日。")
        for one in desk.room.find(ReceptionDay, on=day)
    )
