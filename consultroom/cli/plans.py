"""Commands about the annual plan (年度协商计划)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Misused, Noun, given
from consultroom.cli.words import Whole
from consultroom.domain.calendar import chinese_date

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.planning import PlanView


@click.group(cls=Noun)
def plan() -> None:
    """年度协商计划：查看、添加。"""


@plan.command("show")
@at_desk
@given("year", "年度", "默认今年。", type=Whole(2000, 2999), required=False)
def show(desk: Desk, *, year: int | None) -> Answer:
    """看一年的计划：哪些月份排了，会议日是哪天，哪些月份缺。"""
    from consultroom.services import planning

    view = planning.show_plan(desk, year or desk.today.year)
    data = {
        "plan": view.plan,
        "items": view.items,
        "dates": view.dates,
        "held": view.held,
        "missed": view.missed,
        "caution": view.caution,
    }
    return Answer(tuple(_plan_lines(desk.room.name, view)), data)


def _plan_lines(name: str, view: PlanView) -> Iterable[str]:
    yield f"{name}{view.plan.year}年度协商计划（{view.plan.state.label}）"
    if view.items:
        rows = [
            (item.month, item.title, item.convener, "、".join(item.departments), item.unit)
            for item in view.items
        ]
        yield from table(("月份", "协商议题", "召集人", "参加部门", "村（社区）"), rows)
    else:
        yield "还没有列入项目。"
    if view.dates:
        yield "会议日：" + "、".join(f"{day.month}月{day.day}日" for day in view.dates)
    if view.missed:
        yield "没有开会的月份：" + "、".join(view.missed)
    if view.caution:
        yield view.caution


@plan.command("add")
@at_desk
@given("month", "月份", "如 2026-11。")
@given("title", "议题名称", "写了 --topic 可以不写。", required=False)
@click.option("--topic", "number", metavar="议题编号", default="", help="议题库里的议题。")
@click.option("--convener", metavar="姓名", default="", help="召集人。")
@click.option("--department", "departments", metavar="名称", multiple=True, help="参加部门。")
@click.option("--unit", metavar="村（社区）", default="", help="村（社区）。")
@click.option("--note", metavar="文字", default="", help="备注。")
def add(
    desk: Desk,
    *,
    month: str,
    title: str | None,
    number: str,
    departments: tuple[str, ...],
    **told: str,
) -> Answer:
    """把一项协商列入计划。"""
    from consultroom.domain.topics import Topic
    from consultroom.services import planning
    from consultroom.services.desk import find_record

    about = find_record(desk, Topic, number) if number else None
    named = title or (about.title if about else "")
    if not named:
        raise Misused("请写议题名称，或用 --topic 写明议题编号。")
    item = planning.add_item(desk, month, named, topic=about, departments=departments, **told)
    year, number_of_month = map(int, month.split("-"))
    days = [
        chinese_date(day, weekday=True)
        for day in planning.show_plan(desk, year).dates
        if day.month == number_of_month
    ]
    says = [f"已列入{year}年{number_of_month}月计划：{item.title}。"]
    says += [f"这个月的会议日是{'、'.join(days)}。"] if days else []
    return Answer(tuple(says), {"item": item})
