"""Commands about consultations (协商): beginning, walking, branching, research."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import consultation_id, dossier_of
from consultroom.cli.pages import Noun, given
from consultroom.cli.sentences import day_text, next_lines, standing_data, titled, went_on
from consultroom.cli.words import DAY, Whole, Word

if TYPE_CHECKING:
    from consultroom.domain.consultations import Branch, ConsultationState
    from consultroom.domain.dossiers import Dossier
    from consultroom.services.desk import Desk


@click.group(cls=Noun)
def consult() -> None:
    """协商：开始、查看、推进、分支、调研、列出。"""


@consult.command("new")
@at_desk
@given("number", "议题编号", "就哪个议题协商。")
@click.option("--month", metavar="2026-11", default="", help="协商月份，默认按议题或本月。")
@click.option("--convener", metavar="姓名", default="", help="召集人。")
@click.option("--scheme", metavar="方案", default="", help="步骤方案，默认用区里的。")
def new(desk: Desk, *, number: str, month: str, convener: str, scheme: str) -> Answer:
    """就一个议题开始协商。"""
    from consultroom.domain.topics import Topic
    from consultroom.services import progressing
    from consultroom.services.desk import find_record

    begun = progressing.begin(
        desk, find_record(desk, Topic, number), month=month, convener=convener, scheme=scheme
    ).consultation
    says = f"协商{titled(begun)}开始了。"
    return went_on(desk, begun.id, says, record=begun)


@consult.command("show")
@at_desk
@given("number", "协商编号")
def show(desk: Desk, *, number: str) -> Answer:
    """看一次协商：走到哪一步，这一步还差什么，已经有了什么。"""
    dossier = dossier_of(desk, number)
    return Answer(
        tuple(_story(dossier, desk.today)),
        {"consultation": standing_data(dossier, desk.today), **_parts(dossier)},
    )


_PARTS = (
    "topic", "decisions", "steps", "branchings", "research", "meetings", "participants", "rsvps",
    "attendance", "minutes", "entries", "consensus", "dissent", "outcome", "reviews",
    "assignments", "replies", "supervisions", "satisfaction", "look_backs", "carry_overs",
)  # fmt: skip


def _parts(dossier: Dossier) -> dict[str, Any]:
    parts = {name: getattr(dossier, name) for name in _PARTS}
    return {"record": dossier.consultation, "checklist": _checklist(dossier), **parts}


def _checklist(dossier: Dossier) -> list[dict[str, Any]]:
    from consultroom.domain.dues import checklist

    return [
        {"rule": line.rule, "label": line.label, "done": line.done, "level": line.level}
        | {"form": line.form, "due": line.due}
        for line in checklist(dossier, dossier.step)
    ]


def _story(dossier: Dossier, today: date) -> Iterable[str]:
    consultation = dossier.consultation
    yield f"{titled(consultation)}　{consultation.state.label}"
    yield _strip(dossier)
    yield from _facts(dossier)
    yield ""
    yield f"“{dossier.step.name}”要做的："
    for line in _checklist(dossier):
        due = f"（{day_text(line['due'])}前）" if line["due"] and not line["done"] else ""
        yield f"  [{'√' if line['done'] else ' '}] {line['label']}{due}"
    yield ""
    yield from next_lines(dossier, today)


def _strip(dossier: Dossier) -> str:
    """Return the steps in a line, the current one in brackets."""
    here = dossier.consultation.step
    names = (
        f"【{step.name}】" if step.code == here else step.name for step in dossier.scheme.steps
    )
    return " → ".join(names)


def _facts(dossier: Dossier) -> Iterable[str]:
    if dossier.consultation.convener:
        yield f"召集人：{dossier.consultation.convener}"
    if meeting := dossier.meeting:
        yield f"会议：{meeting.starts_at:%Y-%m-%d %H:%M}，{meeting.venue}，{meeting.state.label}"
    for item in dossier.agreed():
        yield f"共识{item.order}：{item.text}"
    for point in dossier.not_agreed():
        yield f"分歧{point.order}：{point.text}"
    for handed in dossier.assignments:
        yield f"交办 {handed.number}：{handed.lead_unit}，{day_text(handed.deadline)}前"
    for turned in dossier.branchings:
        yield f"{turned.branch.label}（{day_text(turned.on)}）：{turned.reason}"


@consult.command("advance")
@at_desk
@given("number", "协商编号")
@click.option("--reason", metavar="文字", default="", help="还有提醒没处理时，说明为什么继续。")
def advance(desk: Desk, *, number: str, reason: str) -> Answer:
    """进入下一步。"""
    from consultroom.services import progressing

    dossier = progressing.go_on(desk, consultation_id(desk, number), reason=reason)
    consultation = dossier.consultation
    closed = consultation.closed_on is not None
    says = "办结归档了。" if closed else f"进入“{dossier.step.name}”。"
    return went_on(desk, consultation.id, f"协商{titled(consultation)}{says}", record=consultation)


@consult.command("branch")
@at_desk
@given("number", "协商编号")
@given("branch", "分支", "", type=Word("consultations", "Branch"))
@click.option("--reason", metavar="文字", required=True, help="原因；自行办结的写结果。")
@click.option("--reference", metavar="编号", default="", help="转出后的提案号或信息号。")
def branch(desk: Desk, *, number: str, branch: Branch, reason: str, reference: str) -> Answer:
    """走一个分支：暂缓、恢复、中止、小事简议、再次协商、转办……"""
    from consultroom.services import progressing

    dossier = progressing.turn(
        desk, consultation_id(desk, number), branch, reason=reason, reference=reference
    )
    says = f"协商{titled(dossier.consultation)}：{branch.label}。"
    return went_on(desk, dossier.consultation.id, says, record=dossier.consultation)


@consult.command("research")
@at_desk
@given("number", "协商编号")
@click.option("--place", metavar="地点", required=True, help="调研地点。")
@click.option("--findings", metavar="文字", required=True, help="了解到的情况。")
@click.option("--who", metavar="姓名", multiple=True, required=True, help="调研人员。")
@click.option("--method", metavar="方式", default="走访", help="调研方式，默认走访。")
@click.option("--on", type=DAY, help="调研日期，默认今天。")
def research(
    desk: Desk,
    *,
    number: str,
    place: str,
    findings: str,
    who: tuple[str, ...],
    method: str,
    on: date | None,
) -> Answer:
    """登记一次调研。"""
    from consultroom.services import progressing

    about = consultation_id(desk, number)
    record = progressing.research(
        desk, about, place=place, findings=findings, people=who, method=method, on=on
    )
    return went_on(desk, about, f"已登记在{place}的调研。", research=record)


@consult.command("list")
@at_desk
@click.option("--state", type=Word("consultations", "ConsultationState"), help="只列这种状态的。")
@click.option("--year", type=Whole(2000, 2999), help="只列这一年开始的。")
def list_(desk: Desk, *, state: ConsultationState | None, year: int | None) -> Answer:
    """列出协商，新的在前。"""
    from consultroom.services import filing

    dossiers = [
        one
        for one in reversed(filing.all_dossiers(desk))
        if state in (None, one.consultation.state) and year in (None, one.consultation.year)
    ]
    data = {"consultations": [standing_data(one, desk.today) for one in dossiers]}
    if not dossiers:
        return Answer(("没有这样的协商。",), data)
    rows = [
        (
            one.consultation.number,
            one.consultation.month,
            one.consultation.state.label,
            one.step.name,
            one.consultation.title,
        )
        for one in dossiers
    ]
    return Answer(tuple(table(("编号", "月份", "状态", "步骤", "议题"), rows)), data)
