"""From reception days and visits to what the page shows. No Qt here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from consultroom.domain.receptions import (
    ReceptionDay,
    ReceptionKind,
    Visit,
    VisitHandling,
    VisitorIdentity,
)
from consultroom.services.desk import Desk
from consultroom.ui.receptions.screens import HIDDEN, NO_NAME, DayLine, VisitLine
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, listed, short_day, weekday

SOON = 3  # 自然日 before its deadline from which a visit presses


def day_line(day: ReceptionDay, visits: int, today: date) -> DayLine:
    """Return one day as a line of the list."""
    state, word = _state(day.on, visits, today)
    return DayLine(
        id=day.id,
        number=day.number,
        on=day.on,
        day=_said(day.on, today),
        state=state,
        word=word,
    )


def _said(on: date, today: date) -> str:
    if on.year != today.year:
        return f"{on:%Y.%m.%d}"
    return f"{on.month}月{on.day}日 周{weekday(on)[-1]}"


def _state(on: date, visits: int, today: date) -> tuple[State, str]:
    if on == today:
        return State.ACTIVE, f"今天 {visits} 件" if visits else "今天"
    if visits:
        return State.DONE, f"{visits} 件"
    return (State.TODO, "未到") if on > today else (State.TODO, "无来访")


def heading(day: ReceptionDay) -> str:
    """Return when it is, in words."""
    return f"{full_day(day.on)} {weekday(day.on)}"


def facts(day: ReceptionDay) -> tuple[tuple[str, str], ...]:
    """Return when and where it is and who receives, icon and text each."""
    leaders = day.kind is ReceptionKind.LEADERS_RECEIVE
    found = (
        ("clock", day.slot),
        ("users", listed(day.receivers) or "接待人未定"),
        ("map-pin", day.place),
        ("handshake", day.kind.label if leaders else ""),
    )
    return tuple((icon, text) for icon, text in found if text)


def summary(visits: tuple[Visit, ...]) -> str:
    """Return how many matters and people there were, and what was done with them."""
    if not visits:
        return ""
    heads = sum(visit.head_count for visit in visits)
    kinds = Counter(visit.handling for visit in visits)
    done = "、".join(f"{kind.label} {kinds[kind]}" for kind in VisitHandling if kind in kinds)
    return f"{len(visits)} 件、{heads} 人次：{done}"


def visit_lines(
    desk: Desk, visits: tuple[Visit, ...], topics: Mapping[str, str], *, names: bool
) -> tuple[VisitLine, ...]:
    """Return the visits of a day.

    Args:
        desk: where.
        visits: in order.
        topics: visit id → number of the topic that grew from it.
        names: show who came; else only whether it was written down.
    """
    ids = tuple(visit.id for visit in visits)
    people = {one.visit: one.name for one in desk.room.find(VisitorIdentity, visit=ids)}
    return tuple(
        VisitLine(
            id=visit.id,
            order=visit.order,
            matter=visit.matter,
            heads=visit.head_count,
            handling=visit.handling.label,
            answer="；".join(part for part in (visit.spot_reply, visit.result) if part),
            visitor=_visitor(people.get(visit.id, ""), names=names),
            topic=topics.get(visit.id, ""),
            handler=handler_words(visit, desk.today),
            waits=waiting_state(visit, desk.today),
        )
        for visit in visits
    )


def _visitor(name: str, *, names: bool) -> str:
    if not name:
        return NO_NAME
    return name if names else HIDDEN


def handler_words(visit: Visit, today: date) -> str:
    """Return who handles a visit and how far it is: ``区城管局 12月5日前``, ``超期 3 天``."""
    if visit.fed_back_on:
        how = f"{short_day(visit.fed_back_on)}反馈"
    elif late := visit.days_late(today):
        how = f"超期 {late} 天"
    else:
        how = f"{short_day(visit.due_on)}前" if visit.due_on and visit.waits else ""
    return " ".join(part for part in (how, visit.handler) if part)


def waiting_state(visit: Visit, today: date) -> State | None:
    """Return the icon and colour of a visit's handling; nothing where nobody handles it."""
    if visit.waits:
        near = visit.due_on is not None and (visit.due_on - today).days <= SOON
        return State.LATE if visit.days_late(today) else State.DUE if near else State.ACTIVE
    return State.DONE if visit.fed_back_on else None
