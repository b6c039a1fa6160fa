"""From assignments to the lines of the page 成果办理. No Qt here."""

from __future__ import annotations

from datetime import date
from functools import cache

from consultroom.domain.followup import HandlingState
from consultroom.services import rostering
from consultroom.services.handling import Handled
from consultroom.ui.outcomes.screens import Detail, OutcomeLine, Told
from consultroom.ui.states import State
from consultroom.ui.wording import full_day, listed

SHOWN_AS = {
    HandlingState.OPEN: State.ACTIVE,
    HandlingState.DUE_SOON: State.DUE,
    HandlingState.OVERDUE: State.LATE,
    HandlingState.PLANNED: State.TODO,
    HandlingState.SETTLED: State.DONE,
    HandlingState.RETURNED: State.TODO,
}
"""The icon and colour of each 办理状态; its own word always stands beside."""
OPEN_STATES = (HandlingState.OVERDUE, HandlingState.DUE_SOON, HandlingState.OPEN)


def outcome_line(one: Handled, today: date) -> OutcomeLine:
    """Return one assignment as a line."""
    handed = one.assignment
    return OutcomeLine(
        id=handed.id,
        number=handed.number,
        matter=handed.matter,
        unit=handed.lead_unit,
        deadline=handed.deadline,
        state=one.state,
        shown_as=SHOWN_AS[one.state],
        left=_left(one, today),
        title=one.title,
        consultation=handed.consultation,
        year=handed.assigned_on.year,
        this_year=today.year,
        pressed=len(one.pressed),
        initials=_initials(handed.lead_unit),
    )


@cache
def _initials(unit: str) -> tuple[str, ...]:
    """Spell a unit once: hundreds of assignments name a few dozen of them."""
    return rostering.initials(unit)


def _left(one: Handled, today: date) -> str:
    """Return how far its deadline is, in 自然日; or how it ended."""
    if one.state is HandlingState.OVERDUE:
        return f"超 {one.days_late} 天"
    if one.state in OPEN_STATES:
        days = (one.assignment.deadline - today).days
        return f"剩 {days} 天" if days else "今天"
    if one.state is HandlingState.RETURNED:
        return ""
    return f"{one.reply.result_class} 类" if one.reply else ""


def detail(one: Handled, today: date) -> Detail:
    """Return everything the page tells about one assignment."""
    handed = one.assignment
    facts = [
        ("协商", f"{one.consultation}　{one.title}"),
        ("主办", handed.lead_unit),
        ("协办", listed(handed.assist_units)),
        ("要求", handed.requirement),
        ("交办", full_day(handed.assigned_on)),
        ("时限", _deadline(one)),
        ("延期", f"原定{full_day(handed.due_on)}。{handed.extension_reason}"
         if handed.extended_to else ""),
        ("退回", f"{full_day(handed.returned_on)}退回，请到协商工作台重新交办。"
         if handed.returned_on else ""),
        ("退回理由", handed.return_reason),
    ]  # fmt: skip
    return Detail(
        line=outcome_line(one, today),
        facts=tuple((word, text) for word, text in facts if text),
        story=tuple(sorted(_story(one), key=lambda told: told.on, reverse=True)),
        open=one.state in OPEN_STATES,
        pressable=one.state in (*OPEN_STATES, HandlingState.PLANNED),
        returnable=one.state in OPEN_STATES,
    )


def _deadline(one: Handled) -> str:
    late = f"，已超 {one.days_late} 天" if one.days_late else ""
    return f"{full_day(one.assignment.deadline)}前答复{late}"


def _story(one: Handled) -> list[Told]:
    replies = [
        Told(
            on=reply.replied_on,
            what=f"{reply.unit}答复：{reply.result_class} 类",
            text="".join((reply.text, f"打算：{reply.plan}" if reply.plan else "")),
        )
        for reply in one.replies
    ]
    pressed = [
        Told(
            on=each.on,
            what=f"第 {each.times} 次督办",
            text=each.remark
            + (f"　请于{full_day(each.feedback_by)}前反馈。" if each.feedback_by else ""),
        )
        for each in one.pressed
    ]
    return replies + pressed
