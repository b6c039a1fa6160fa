"""From the plan of a year to its twelve months. No Qt here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from consultroom.domain.calendar import month_of
from consultroom.domain.consultations import Consultation
from consultroom.domain.meetings import Meeting, MeetingState
from consultroom.domain.plans import AnnualPlan, PlanItem, PlanState
from consultroom.services import planning
from consultroom.services.desk import Desk
from consultroom.services.planning import PlanView
from consultroom.ui.begin.presenter import waiting_topics
from consultroom.ui.calendar.screens import PlanLine, PlanMonth, PlanPage
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, weekday


def plan_page(desk: Desk, year: int) -> PlanPage:
    """Return the plan of a year with the topics that may still go on it."""
    view = planning.show_plan(desk, year)
    taken = {item.topic for item in view.items if item.topic}
    begun = _begun(desk)
    sittings = _sittings(desk)
    outside = _outside(desk)
    return PlanPage(
        year=year,
        state=_how_far(view.plan),
        months=tuple(
            _month(
                view,
                f"{year}-{number:02d}",
                begun,
                sittings,
                desk.today,
                outside=outside.get(f"{year}-{number:02d}", ()),
            )
            for number in range(1, 13)
        ),
        pool=tuple(
            PlanLine(id=topic.id, title=topic.title)
            for topic in waiting_topics(desk)
            if topic.id not in taken
        ),
        caution=view.caution,
    )


def _sittings(desk: Desk) -> dict[str, Meeting]:
    """Return month → its sitting: one that is to come or was held, the earliest of several."""
    found: dict[str, Meeting] = {}
    standing = (one for one in desk.room.find(Meeting) if one.state is not MeetingState.CANCELLED)
    for meeting in sorted(standing, key=lambda one: one.starts_at):
        found.setdefault(month_of(meeting.day), meeting)
    return found


def _begun(desk: Desk) -> dict[str, str]:
    """Return topic or month and title → id of the consultation it has become."""
    found: dict[str, str] = {}
    for one in desk.room.find(Consultation):
        found |= {one.topic: one.id, f"{one.month} {one.title}": one.id}
    return found


def _outside(desk: Desk) -> dict[str, tuple[PlanLine, ...]]:
    """Return month → the consultations of it that are not on the plan, each where it met."""
    items = desk.room.find(PlanItem)  # of every year: what was put off is on a plan as well
    planned = {item.topic for item in items if item.topic}
    titles = {(item.month, item.title) for item in items}
    met = _met(desk)
    found: dict[str, list[PlanLine]] = defaultdict(list)
    for one in desk.room.find(Consultation):
        month = met.get(one.id, one.month)
        if one.topic in planned or (one.month, one.title) in titles:
            continue
        found[month].append(
            PlanLine(id=one.id, title=one.title, topic=one.topic, about=one.id, outside=True)
        )
    return {month: tuple(lines) for month, lines in found.items()}


def _met(desk: Desk) -> dict[str, str]:
    """Return consultation → month of its latest sitting that was not called off."""
    standing = (one for one in desk.room.find(Meeting) if one.state is not MeetingState.CANCELLED)
    in_order = sorted(standing, key=lambda one: one.starts_at)
    return {one.consultation: month_of(one.day) for one in in_order}


def _month(
    view: PlanView,
    key: str,
    begun: Mapping[str, str],
    sittings: Mapping[str, Meeting],
    today: date,
    *,
    outside: tuple[PlanLine, ...] = (),
) -> PlanMonth:
    items = [item for item in view.items if item.month == key]
    meets = next((on for on in view.dates if month_of(on) == key), None)
    sitting = sittings.get(key)
    day = sitting.day if sitting else meets  # where it really is, not by the cadence
    coming = sitting is not None and sitting.state is not MeetingState.HELD
    state, word = _state(view, key, meets, today, coming=coming, planned=bool(items))
    return PlanMonth(
        key=key,
        name=f"{int(key[-2:])}月",
        day=f"{day.day}日 周{weekday(day)[-1]}" if day else "",
        state=state,
        word=word,
        lines=(*(_line(item, begun) for item in items), *outside),
        open=key >= month_of(today),
    )


def _line(item: PlanItem, begun: Mapping[str, str]) -> PlanLine:
    about = begun.get(item.topic, "") if item.topic else ""
    about = about or begun.get(f"{item.month} {item.title}", "")
    return PlanLine(id=item.id, title=item.title, topic=item.topic, about=about)


def _state(
    view: PlanView, key: str, meets: date | None, today: date, *, coming: bool, planned: bool
) -> tuple[State, str]:
    if key in view.held:
        return State.DONE, "已召开"
    if coming:
        return State.ACTIVE, "已安排"
    if key in view.missed:
        return State.LATE, "未召开"
    if key < month_of(today):
        return State.TODO, "已过"
    if planned:
        return (State.DUE, "本月") if key == month_of(today) else (State.TODO, "已列入")
    return State.TODO, "待排" if meets else "不安排"


def _how_far(plan: AnnualPlan) -> str:
    """Return how far a plan has come, and who approved it."""
    if plan.state is not PlanState.APPROVED or plan.approved_on is None:
        return plan.state.label
    number = f"，{plan.doc_number}" if plan.doc_number else ""
    return f"{full_day(plan.approved_on)}{plan.body}批准{number}"
