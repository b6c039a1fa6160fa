"""Sentences and forms of words used on more than one screen. No Qt here."""

from __future__ import annotations

from datetime import date, time

PROGRAM = "协商议事室"

UNDO = "撤销"
CLOSE = "关闭"
SAVED = "已保存"
NOT_CHOSEN = "请选择"

_DAYS = "一二三四五六日"


def weekday(day: date) -> str:
    """Return 星期一 to 星期日."""
    return "星期" + _DAYS[day.weekday()]


def short_day(day: date) -> str:
    """Return a day without its year, as 11月26日."""
    return f"{day.month}月{day.day}日"


def full_day(day: date) -> str:
    """Return a day with its year, as 2026年11月26日."""
    return f"{day.year}年{day.month}月{day.day}日"


def clock(at: time) -> str:
    """Return a time of day as it is said, 9:00 and not 09:00."""
    return f"{at.hour}:{at.minute:02d}"


def meeting_time(day: date, at: time | None = None) -> str:
    """Return when a meeting is, as 11月26日 星期四 9:00."""
    words = f"{short_day(day)} {weekday(day)}"
    return words if at is None else f"{words} {clock(at)}"


def days_until(day: date, today: date) -> str:
    """Return how far a day is, in calendar days, as 还有 6 天, 今天, 已过 2 天."""
    away = (day - today).days
    if away == 0:
        return "今天"
    return f"还有 {away} 天" if away > 0 else f"已过 {-away} 天"


def of_total(done: int, total: int) -> str:
    """Return how many of a list are done, as 4 / 7."""
    return f"{done} / {total}"


def listed(things: tuple[str, ...]) -> str:
    """Return things in one sentence, as 甲、乙和丙."""
    if len(things) < 2:
        return "".join(things)
    return "、".join(things[:-1]) + "和" + things[-1]
