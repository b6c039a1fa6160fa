"""The forms about a year's plan: who approved it, and how often the station meets. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consultroom.domain.calendar import WEEKDAYS
from consultroom.domain.plans import (
    Cadence,
    CadenceKind,
    Months,
    OnHoliday,
    PlanState,
    dates_in,
    refuse_bad,
)
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.services import planning
from consultroom.services.advising import Advice, short
from consultroom.services.desk import Desk
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.workspace.forms.form import choices, day, text

Answers = Mapping[str, Any]
APPROVE, CADENCE = "approve", "cadence"
NTH = ((1, "第一个"), (2, "第二个"), (3, "第三个"), (4, "第四个"), (-1, "最后一个"))


def approve(desk: Desk, year: int) -> FormScreen:
    """登记批准 of a year's plan."""
    plan = planning.plan_of(desk, year)
    count = len(planning.show_plan(desk, year).items)
    again = "已经登记过批准，再次登记以这次为准。" if plan.state is PlanState.APPROVED else ""
    return FormScreen(
        key=f"{APPROVE}/{year}",
        title=f"{year}年度协商计划的批准",
        purpose=f"计划现有 {count} 项。批准单位、日期和文号印在年度协商计划表上。{again}",
        submit="登记批准",
        questions=(
            Question(key="body", label="批准单位", required=True,
                     hint="例如：街道党工委、区政协党组。"),
            Question(key="on", label="批准日期", asks=Asks.DATE, required=True, half=True),
            Question(key="number", label="文号", half=True, hint="没有就不填。"),
        ),
        answers={
            "body": plan.body,
            "on": plan.approved_on or desk.today,
            "number": plan.doc_number,
        },
    )  # fmt: skip


def save_approve(desk: Desk, year: int, answers: Answers) -> str:
    """Write the approval down."""
    plan = planning.approve(
        desk,
        year,
        body=text(answers, "body"),
        on=day(answers, "on", desk.today),
        doc_number=text(answers, "number"),
    )
    return f"{year}年度协商计划已登记由{plan.body}批准。"


def cadence(desk: Desk, year: int) -> FormScreen:
    """确定协商频次 of a year."""
    now = planning.plan_of(desk, year).cadence
    weekdays = tuple((str(place), f"星期{word}") for place, word in enumerate(WEEKDAYS))
    nth = tuple((str(code), word) for code, word in NTH)
    return FormScreen(
        key=f"{CADENCE}/{year}",
        title=f"{year}年的协商频次",
        purpose="多久协商一次、一般在哪一天。月历和年度计划按它标出会议日，缺了哪个月也按它算。",
        submit="确定频次",
        questions=(
            Question(key="by", label="规则", asks=Asks.CHOICE, choices=choices(CadenceKind)),
            Question(key="months", label="哪些月份", asks=Asks.CHOICE, choices=choices(Months),
                     half=True),
            Question(key="on_holiday", label="遇到休息日", asks=Asks.CHOICE,
                     choices=choices(OnHoliday), half=True),
            Question(key="nth", label="第几个", asks=Asks.CHOICE, choices=nth, half=True,
                     hint="按星期几时选。"),
            Question(key="weekday", label="星期几", asks=Asks.CHOICE, choices=weekdays, half=True),
            Question(key="day", label="几号", asks=Asks.NUMBER, unit="日", half=True,
                     hint="按固定日期时填。"),
            Question(key="times", label="每年几次", asks=Asks.NUMBER, unit="次", half=True,
                     hint="不定日期时填。"),
        ),
        answers={
            "by": now.kind.code,
            "months": now.months.code,
            "on_holiday": now.on_holiday.code,
            "nth": str(now.nth if now.nth != 5 else -1),
            "weekday": str(now.weekday),
            "day": now.day,
            "times": now.times,
        },
    )  # fmt: skip


def cadence_of(answers: Answers) -> Cadence:
    """Return the cadence the answers spell."""
    usual = Cadence()
    on, times = answers.get("day"), answers.get("times")
    return Cadence(
        kind=coded(CadenceKind, text(answers, "by") or usual.kind.code),
        months=coded(Months, text(answers, "months") or usual.months.code),
        on_holiday=coded(OnHoliday, text(answers, "on_holiday") or usual.on_holiday.code),
        nth=int(text(answers, "nth") or usual.nth),
        weekday=int(text(answers, "weekday") or usual.weekday),
        day=on if isinstance(on, int) else 0,
        times=times if isinstance(times, int) else 0,
    )


def save_cadence(desk: Desk, year: int, answers: Answers) -> str:
    """Set how often the station meets."""
    plan = planning.set_cadence(desk, year, cadence_of(answers))
    return f"{year}年的协商频次已确定，应协商 {plan.cadence.expected(year)} 场。"


def cadence_advice(desk: Desk, year: int, answers: Answers) -> tuple[Advice, ...]:
    """Return which days the cadence gives, or why it gives none."""
    made = cadence_of(answers)
    try:
        refuse_bad(made)
    except UserError as error:
        return (Advice(str(error), against=True),)
    calendar = desk.calendar()
    days = dates_in(made, year, calendar)
    if not days:
        return (Advice(f"每年 {made.times} 次，不标会议日。"),)
    told = [Advice(f"{year}年的会议日共 {len(days)} 天：{'、'.join(map(short, days))}。")]
    if caution := calendar.caution(year):
        told.append(Advice(caution, against=True))
    return tuple(told)
