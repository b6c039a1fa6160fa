"""Forms of the page 接待日: a day, a rule, a topic out of a visit, its handling. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consultroom.domain.calendar import WEEKDAYS
from consultroom.domain.plans import Cadence, CadenceKind, Months, OnHoliday
from consultroom.domain.receptions import ReceptionDay, ReceptionKind, Visit, VisitHandling
from consultroom.domain.records import coded
from consultroom.domain.topics import TITLE_LENGTH
from consultroom.errors import UserError
from consultroom.services import receiving, recurring
from consultroom.services.advising import Advice, short
from consultroom.services.desk import Desk
from consultroom.services.recurring import ReceptionRule, RuledDay
from consultroom.ui.forms import Asks, FormScreen, Question
from consultroom.ui.workspace.forms.form import (
    choices,
    day,
    members,
    names_of,
    parts,
    picked,
    text,
)

Answers = Mapping[str, Any]
NTH = ((1, "第一个"), (2, "第二个"), (3, "第三个"), (4, "第四个"), (-1, "最后一个"))
MOST_TOLD = 12  # days of a rule told one by one


def _whom(desk: Desk) -> tuple[Question, ...]:
    return (
        Question(key="slot", label="接待时间", hint="例如：上午9:00—11:30。", half=True),
        Question(key="place", label="接待地点", half=True),
        Question(key="receivers", label="接待委员", asks=Asks.PEOPLE, people=members(desk)),
        Question(key="others", label="其他接待人", hint="不在名册上的，用顿号隔开。"),
    )


def open_day(desk: Desk, standing: ReceptionDay | None = None) -> FormScreen:
    """登记接待日, or 修改接待日 of one that stands."""
    here = {person.name: person.id for person in members(desk)}
    names = standing.receivers if standing else ()
    kind = Question(
        key="kind", label="谁接待谁", asks=Asks.CHOICE, choices=choices(ReceptionKind), half=True
    )
    on = Question(key="on", label="日期", asks=Asks.DATE, required=True, half=standing is None)
    return FormScreen(
        key=f"change/{standing.id}" if standing else "open",
        title="修改接待日" if standing else "登记接待日",
        purpose="" if standing else "打开一天，来一位记一件。定期的可以用“定期接待日”一次安排。",
        submit="保存" if standing else "打开接待日",
        questions=(on, *(() if standing else (kind,)), *_whom(desk)),
        answers={
            "on": standing.on if standing else desk.today,
            "kind": ReceptionKind.MEMBERS_RECEIVE.code,
            "slot": standing.slot if standing else receiving.USUAL_SLOT,
            "place": standing.place if standing else desk.station().address,
            "receivers": tuple(here[name] for name in names if name in here),
            "others": "、".join(name for name in names if name not in here),
        },
    )


def _receivers(desk: Desk, answers: Answers) -> tuple[str, ...]:
    return names_of(members(desk), picked(answers, "receivers")) + parts(text(answers, "others"))


def save_open(desk: Desk, answers: Answers) -> ReceptionDay:
    """Open the day."""
    return receiving.open_day(
        desk,
        on=day(answers, "on", desk.today),
        slot=text(answers, "slot"),
        place=text(answers, "place"),
        kind=coded(ReceptionKind, text(answers, "kind")),
        receivers=_receivers(desk, answers),
    )


def save_change(desk: Desk, standing: ReceptionDay, answers: Answers) -> ReceptionDay:
    """Change the day."""
    return receiving.change_day(
        desk,
        standing,
        on=day(answers, "on", standing.on),
        slot=text(answers, "slot") or standing.slot,
        place=text(answers, "place"),
        receivers=_receivers(desk, answers),
    )


# -- 定期接待日 ------------------------------------------------------------

_DATED = (
    (CadenceKind.DAY_OF_MONTH.code, "每月固定日期"),
    (CadenceKind.NTH_WEEKDAY.code, "每月第几个星期几"),
)


def rule(desk: Desk) -> FormScreen:
    """定期接待日."""
    weekdays = tuple((str(place), f"星期{word}") for place, word in enumerate(WEEKDAYS))
    nth = tuple((str(code), word) for code, word in NTH)
    months = Question(key="months", label="哪些月份", asks=Asks.CHOICE, choices=choices(Months),
                      half=True)  # fmt: skip
    return FormScreen(
        key="rule",
        title="定期接待日",
        purpose="按规则一次排好；已经有接待日的日子不重复安排。排错了可以整批撤销。",
        submit="安排接待日",
        questions=(
            Question(key="by", label="规则", asks=Asks.CHOICE, choices=_DATED, half=True),
            months,
            Question(key="day", label="几号", asks=Asks.NUMBER, unit="日", half=True,
                     hint="按固定日期时填。"),
            Question(key="on_holiday", label="遇到休息日", asks=Asks.CHOICE,
                     choices=choices(OnHoliday), half=True),
            Question(key="nth", label="第几个", asks=Asks.CHOICE, choices=nth, half=True,
                     hint="按星期几时选。"),
            Question(key="weekday", label="星期几", asks=Asks.CHOICE, choices=weekdays, half=True),
            Question(key="start", label="从哪一天起", asks=Asks.DATE, required=True, half=True),
            Question(key="end", label="到哪一天止", asks=Asks.DATE, required=True, half=True),
            *_whom(desk),
        ),
        answers={
            "by": CadenceKind.DAY_OF_MONTH.code,
            "months": Months.EVERY.code,
            "day": 15,
            "nth": "1",
            "weekday": "2",
            "on_holiday": OnHoliday.NEXT.code,
            "start": desk.today,
            "end": date(desk.today.year + (desk.today.month > 10), 12, 31),
            "slot": "上午9:00—11:30",
            "place": desk.station().address,
        },
    )  # fmt: skip


def rule_of(desk: Desk, answers: Answers) -> ReceptionRule:
    """Return the rule the answers spell."""
    chosen = answers.get("day")
    cadence = Cadence(
        kind=coded(CadenceKind, text(answers, "by") or CadenceKind.DAY_OF_MONTH.code),
        months=coded(Months, text(answers, "months") or Months.EVERY.code),
        day=chosen if isinstance(chosen, int) else 0,
        nth=int(text(answers, "nth") or 1),
        weekday=int(text(answers, "weekday") or 0),
        on_holiday=coded(OnHoliday, text(answers, "on_holiday") or OnHoliday.NEXT.code),
    )
    return ReceptionRule(
        cadence=cadence,
        start=day(answers, "start", desk.today),
        end=day(answers, "end", desk.today),
        slot=text(answers, "slot"),
        place=text(answers, "place"),
        receivers=_receivers(desk, answers),
    )


def rule_advice(desk: Desk, answers: Answers) -> tuple[Advice, ...]:
    """Return which days the rule would make, or why it makes none."""
    try:
        found = recurring.days_of(desk, rule_of(desk, answers))
    except UserError as error:
        return (Advice(str(error), against=True),)
    fresh = [one for one in found if not one.taken]
    taken = len(found) - len(fresh)
    if not fresh:
        return (Advice("这条规则没有要新安排的接待日。", against=True),)
    more = f"……共 {len(fresh)} 天" if len(fresh) > MOST_TOLD else ""
    listed = "、".join(_told(one) for one in fresh[:MOST_TOLD])
    advice = [Advice(f"将安排 {len(fresh)} 天：{listed}{more}。")]
    if taken:
        advice.append(Advice(f"另有 {taken} 天已经安排过，不重复。"))
    years = {one.on.year for one in found}
    if caution := desk.calendar().caution(*years):
        advice.append(Advice(caution, against=True))
    return tuple(advice)


def _told(one: RuledDay) -> str:
    if one.moved_from is None:
        return short(one.on)
    way = "顺延" if one.on > one.moved_from else "提前"
    return f"{short(one.on)[:-1]}，{one.moved_from.day}日休息{way}）"


def save_rule(desk: Desk, answers: Answers) -> tuple[ReceptionDay, ...]:
    """Make the days."""
    return recurring.make_days(desk, rule_of(desk, answers))


# -- 列入议题 ------------------------------------------------------------


def topic(visit: Visit) -> FormScreen:
    """来访列入议题."""
    short_enough = len(visit.matter) <= TITLE_LENGTH
    return FormScreen(
        key=f"topic/{visit.id}",
        title="列入议题",
        purpose="议题里记着出自哪件来访，不带来访人的姓名。",
        submit="列入议题",
        questions=(
            Question(
                key="title", label="议题", required=True, hint=f"建议不超过{TITLE_LENGTH}字。"
            ),
            Question(
                key="proposer", label="提出人", required=True, hint="不写真名的，写“来访群众”。"
            ),
            Question(key="suggestion", label="建议", asks=Asks.LONG_TEXT, lines=4),
        ),
        answers={
            "title": visit.matter.rstrip("。") if short_enough else "",
            "proposer": "来访群众",
            "suggestion": "",
        },
    )


def save_topic(desk: Desk, visit: Visit, answers: Answers) -> str:
    """Make the topic."""
    made = receiving.make_topic(
        desk,
        visit,
        title=text(answers, "title"),
        proposer=text(answers, "proposer"),
        suggestion=text(answers, "suggestion"),
    )
    return f"已列入议题{made.number}：{made.title}。"


# -- 来访的办理 ------------------------------------------------------------


def follow(desk: Desk, visit: Visit) -> FormScreen:
    """登记来访办理: who handles a visit by when, and what came of it."""
    late = visit.days_late(desk.today)
    over = f"已超期 {late} 天。" if late else ""
    matter = visit.matter.rstrip("。")
    return FormScreen(
        key=f"follow/{visit.id}",
        title="来访的办理",
        purpose=f"第 {visit.order} 件：{matter}。{over}期限到了，月历上会标出来；"
        "没有结果的列入问题台账。",
        submit="登记办理",
        questions=(
            Question(key="handling", label="处理方式", asks=Asks.CHOICE, required=True,
                     choices=choices(VisitHandling), half=True),
            Question(key="handler", label="承办单位", hint="转办的要填。", half=True),
            Question(key="due_on", label="办理期限", asks=Asks.DATE, half=True),
            Question(key="fed_back_on", label="反馈日期", asks=Asks.DATE, half=True,
                     hint="告诉来访人结果的那天。"),
            Question(key="result", label="办理结果", asks=Asks.LONG_TEXT, lines=4,
                     hint="不写来访人的姓名、电话和住址。"),
        ),
        answers={
            "handling": visit.handling.code,
            "handler": visit.handler,
            "due_on": visit.due_on,
            "result": visit.result,
            "fed_back_on": visit.fed_back_on,
        },
    )  # fmt: skip


def save_follow(desk: Desk, visit: Visit, answers: Answers) -> str:
    """Write the handling down."""
    due, told = answers.get("due_on"), answers.get("fed_back_on")
    followed = receiving.follow(
        desk,
        visit,
        handling=coded(VisitHandling, text(answers, "handling")),
        handler=text(answers, "handler"),
        due_on=due if isinstance(due, date) else None,
        result=text(answers, "result"),
        fed_back_on=told if isinstance(told, date) else None,
    )
    by = f"由{followed.handler}承办" if followed.handler else followed.handling.label
    return f"第 {visit.order} 件来访的办理已登记：{by}。"
