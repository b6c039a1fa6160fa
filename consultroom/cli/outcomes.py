"""Commands about the outcome (协商成果) and what becomes of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import assignment_of, consultation_id, dossier_of, item_in
from consultroom.cli.pages import Misused, Noun, given
from consultroom.cli.sentences import day_text, went_on
from consultroom.cli.words import DAY, Whole, Word

if TYPE_CHECKING:
    from consultroom.domain.dossiers import Dossier
    from consultroom.domain.followup import RaterKind, Rating
    from consultroom.domain.minutes import ConsensusItem
    from consultroom.domain.outcomes import Channel, ReviewVerdict
    from consultroom.services.desk import Desk

_MOST_ITEMS = 99


@click.group(cls=Noun)
def outcome() -> None:
    """成果：填写、审核、交办、答复、满意度、回头看。"""


@outcome.command("draft")
@at_desk
@given("number", "协商编号")
@click.option("--problem", metavar="文字", default="", help="问题概述，默认用议题的情况。")
@click.option(
    "--channel", "channels", type=Word("outcomes", "Channel"), multiple=True, help="报送去向。"
)
def draft(desk: Desk, *, number: str, problem: str, channels: tuple[Channel, ...]) -> Answer:
    """填写协商成果单；共识意见从纪要里来。"""
    from consultroom.domain.outcomes import Channel
    from consultroom.services import concluding

    dossier = dossier_of(desk, number)
    before = dossier.outcome.channels if dossier.outcome else (Channel.PARTY_COMMITTEE,)
    sheet = concluding.draft_outcome(desk, dossier, problem=problem, channels=channels or before)
    says = f"协商成果单 {sheet.number} 已填写，共识意见{len(dossier.consensus)}条。"
    return went_on(desk, dossier.consultation.id, says, outcome=sheet)


@outcome.command("review")
@at_desk
@given("number", "协商编号")
@given("verdict", "审核意见", "", type=Word("outcomes", "ReviewVerdict"))
@click.option("--reviewer", metavar="姓名", default="", help="签字的人，默认写审核层级。")
@click.option("--remark", metavar="文字", default="", help="批注；退回必须写。")
@click.option("--on", type=DAY, help="签字日期，默认今天。")
def review(
    desk: Desk, *, number: str, verdict: ReviewVerdict, reviewer: str, remark: str, on: date | None
) -> Answer:
    """登记下一级的审核意见。"""
    from consultroom.domain.outcomes import REVIEWERS
    from consultroom.services import concluding

    dossier = dossier_of(desk, number)
    record = concluding.review(desk, dossier, verdict, reviewer=reviewer, remark=remark, on=on)
    says = f"{REVIEWERS[record.level - 1]}：{verdict.label}。"
    return went_on(desk, dossier.consultation.id, says, review=record)


@outcome.command("assign")
@at_desk
@given("number", "协商编号")
@click.option(
    "--item",
    "orders",
    type=Whole(1, _MOST_ITEMS),
    multiple=True,
    help="第几条，默认还没交办的各条。",
)
@click.option("--unit", metavar="单位", default="", help="主办单位，默认用纪要里建议的。")
@click.option("--due", type=DAY, help="办理时限，默认用纪要里建议的。")
@click.option("--requirement", metavar="文字", default="", help="具体要求。")
def assign(
    desk: Desk,
    *,
    number: str,
    orders: tuple[int, ...],
    unit: str,
    due: date | None,
    requirement: str,
) -> Answer:
    """把共识意见交给承办单位。"""
    from consultroom.services import concluding

    dossier = dossier_of(desk, number)
    items = tuple(item_in(dossier, order) for order in orders) or _not_handed_out(dossier)
    told = concluding.Handing(lead_unit=unit, due_on=due, requirement=requirement)
    made = concluding.assign_all(desk, dossier, tuple((item, told) for item in items))
    says = [
        f"已交办 {one.number}：{one.lead_unit}，{day_text(one.due_on)}前。{one.matter}"
        for one in made
    ]
    return went_on(desk, dossier.consultation.id, *says, assignments=made)


def _not_handed_out(dossier: Dossier) -> tuple[ConsensusItem, ...]:
    handed = {one.consensus_item for one in dossier.standing_assignments}
    left = tuple(item for item in dossier.agreed() if item.id not in handed)
    if not left:
        raise Misused("共识意见都已交办。" if handed else "还没有共识意见，请先写纪要。")
    return left


@outcome.command("reply")
@at_desk
@given("number", "交办编号", "交办编号；只交办了一件的，写协商编号也行。")
@click.option("--text", metavar="文字", required=True, help="办理情况。")
@click.option("--result", metavar="类别", required=True, help="办理结果类别，如 A。")
@click.option("--item", "order", type=Whole(1, _MOST_ITEMS), help="写协商编号时，说明是第几条。")
@click.option("--unit", metavar="单位", default="", help="答复单位，默认主办单位。")
@click.option("--plan", metavar="文字", default="", help="没有办结的，下一步计划。")
@click.option("--signed-by", metavar="姓名", default="", help="签发的负责人。")
@click.option("--on", type=DAY, help="答复日期，默认今天。")
def reply(
    desk: Desk,
    *,
    number: str,
    text: str,
    result: str,
    order: int | None,
    unit: str,
    plan: str,
    signed_by: str,
    on: date | None,
) -> Answer:
    """登记承办单位的答复。"""
    from consultroom.domain.outcomes import result_class
    from consultroom.services import following

    handed = assignment_of(desk, number, order)
    record = following.reply(
        desk, handed, text=text, result=result, unit=unit, plan=plan, signed_by=signed_by, on=on
    )
    means = result_class(record.result_class, desk.parameters().result_classes).means
    says = f"{record.unit}已答复 {handed.number}：{record.result_class}（{means}）。"
    return went_on(desk, handed.consultation, says, assignment=handed, reply=record)


@outcome.command("satisfaction")
@at_desk
@given("number", "协商编号")
@given("rating", "满意度", "", type=Word("followup", "Rating"))
@click.option(
    "--from",
    "kind",
    type=Word("followup", "RaterKind"),
    default="member",
    help="谁评价的，默认委员。",
)
@click.option("--name", "rater", metavar="姓名", default="", help="评价人姓名，可以不写。")
@click.option("--comment", metavar="文字", default="", help="意见；不满意必须写。")
@click.option("--on", type=DAY, help="评价日期，默认今天。")
def satisfaction(
    desk: Desk,
    *,
    number: str,
    rating: Rating,
    kind: RaterKind,
    rater: str,
    comment: str,
    on: date | None,
) -> Answer:
    """登记一份满意度评价。"""
    from consultroom.domain.followup import tally
    from consultroom.services import filing, following

    about = consultation_id(desk, number)
    slip = following.rate(desk, about, kind, rating, rater=rater, comment=comment, on=on)
    slips = filing.dossier(desk, about).satisfaction
    says = f"{kind.label}评价：{rating.label}。{tally(slips).sentence()}。"
    return went_on(desk, about, says, satisfaction=slip)


@outcome.command("lookback")
@at_desk
@given("number", "协商编号")
@click.option("--who", metavar="姓名", multiple=True, required=True, help="谁去看的。")
@click.option("--found", "finding", metavar="文字", required=True, help="看到的情况。")
@click.option(
    "--holds/--fails", "still_holds", default=True, help="成效保持 / 没有保持，默认保持。"
)
@click.option("--on", type=DAY, help="回访日期，默认今天。")
def lookback(
    desk: Desk,
    *,
    number: str,
    who: tuple[str, ...],
    finding: str,
    still_holds: bool,
    on: date | None,
) -> Answer:
    """登记一次回头看。"""
    from consultroom.services import following

    about = consultation_id(desk, number)
    visit = following.look_back(
        desk, about, who=who, finding=finding, still_holds=still_holds, on=on
    )
    says = f"已登记{day_text(visit.on)}的回头看：成效{'保持' if still_holds else '没有保持'}。"
    return went_on(desk, about, says, look_back=visit)
