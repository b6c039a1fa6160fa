"""Commands about assignments that are late or not theirs: 延期, 督办, 退回."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import assignment_of
from consultroom.cli.pages import Verb, given
from consultroom.cli.sentences import day_text, went_on
from consultroom.cli.words import DAY, Whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from consultroom.services.desk import Desk

_MOST_ITEMS = 99
_MEANT = "交办编号；只交办了一件的，写协商编号也行。"


def _which(function: Callable[..., Answer]) -> Callable[..., Answer]:
    says = "写协商编号时，说明是第几条。"
    return click.option("--item", "order", type=Whole(1, _MOST_ITEMS), help=says)(function)


@click.command("extend", cls=Verb)
@at_desk
@given("number", "交办编号", _MEANT)
@click.option("--to", type=DAY, required=True, help="延到哪一天。")
@click.option("--reason", metavar="文字", required=True, help="延期原因。")
@_which
def extend(desk: Desk, *, number: str, to: date, reason: str, order: int | None) -> Answer:
    """给承办单位延期。"""
    from consultroom.services import following

    before = assignment_of(desk, number, order)
    longer = following.extend(desk, before, to, reason)
    says = f"{longer.number} 已延期：原定{day_text(before.deadline)}，延到{day_text(to)}。"
    return went_on(desk, longer.consultation, says, assignment=longer)


@click.command("press", cls=Verb)
@at_desk
@given("number", "交办编号", _MEANT)
@click.option("--remark", metavar="文字", default="", help="督办意见，印在督办单上。")
@_which
def press(desk: Desk, *, number: str, remark: str, order: int | None) -> Answer:
    """督办一件交办。"""
    from consultroom.services import filing, following

    handed = assignment_of(desk, number, order)
    record = following.press(desk, filing.dossier(desk, handed.consultation), handed, remark)
    back = f"，请于{day_text(record.feedback_by)}前反馈" if record.feedback_by else ""
    says = f"{handed.number} 第{record.times}次督办：{handed.lead_unit}{back}。"
    return went_on(desk, handed.consultation, says, supervision=record)


@click.command("send-back", cls=Verb)
@at_desk
@given("number", "交办编号", _MEANT)
@click.option("--on", type=DAY, help="退回日期，默认今天。")
@click.option("--reason", metavar="文字", required=True, help="退回理由。")
@_which
def send_back(
    desk: Desk, *, number: str, on: date | None, reason: str, order: int | None
) -> Answer:
    """登记承办单位退回，事项另行交办。"""
    from consultroom.services import following

    returned = following.send_back(desk, assignment_of(desk, number, order), reason, on=on)
    says = f"{returned.lead_unit}已退回 {returned.number}，请重新交办给别的单位。"
    return went_on(desk, returned.consultation, says, assignment=returned)
