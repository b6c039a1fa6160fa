"""Commands about topics (议题): taking in, deciding, listing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, given
from consultroom.cli.words import DAY, Whole, Word

if TYPE_CHECKING:
    from consultroom.domain.meetings import ParticipantKind
    from consultroom.domain.topics import Topic, TopicSource, Verdict
    from consultroom.services.desk import Desk


@click.group(cls=Noun)
def topic() -> None:
    """议题：登记、审定、列出。"""


@topic.command("add")
@at_desk
@given("title", "议题名称", "一句话，30个字以内。")
@click.option("--source", type=Word("topics", "TopicSource"), default="member", help="议题来源。")
@click.option("--proposer", metavar="姓名", required=True, help="提出人，可以用化名。")
@click.option("--on", "proposed_on", type=DAY, help="提出日期，默认今天。")
@click.option("--scope", metavar="领域", default="", help="所属领域。")
@click.option("--situation", metavar="文字", default="", help="情况和问题。")
@click.option("--suggestion", metavar="文字", default="", help="建议。")
@click.option("--party", "parties", metavar="名称", multiple=True, help="建议哪些方面参加。")
@click.option("--unit", metavar="村（社区）", default="", help="涉及的村（社区）。")
@click.option("--month", metavar="2026-11", default="", help="拟协商月份。")
def add(
    desk: Desk,
    *,
    title: str,
    source: TopicSource,
    proposer: str,
    proposed_on: date | None,
    parties: tuple[str, ...],
    **told: Any,
) -> Answer:
    """登记一个议题。"""
    from consultroom.services import gathering

    made = gathering.add_topic(
        desk,
        title=title,
        source=source,
        proposer=proposer,
        proposed_on=proposed_on,
        parties=parties,
        **told,
    )
    return Answer(
        (
            f"已登记议题“{made.title}”，编号 {made.number}。",
            "下一步：审题定题。",
            "　　　　写法：consultroom topic decide "
            f"{desk.room.folder} {made.number} 采纳 --decided-by 姓名",
        ),
        {"topic": made},
    )


@topic.command("decide")
@at_desk
@given("number", "议题编号", "议题编号。")
@given("verdict", "审核意见", "", type=Word("topics", "Verdict"))
@click.option("--decided-by", metavar="姓名", required=True, help="由谁审定。")
@click.option("--on", "decided_on", type=DAY, help="审定日期，默认今天。")
@click.option("--reason", metavar="文字", default="", help="理由；不采纳的必须写，好答复提出人。")
@click.option(
    "--ask",
    "kinds",
    type=Word("meetings", "ParticipantKind"),
    multiple=True,
    help="请哪些方面参会。",
)
@click.option("--merged-into", metavar="议题编号", default="", help="并入哪个议题。")
@click.option("--party-wants/--party-does-not", "party", default=None, help="党政所需：是/否。")
@click.option("--people-want/--people-do-not", "people", default=None, help="群众所盼：是/否。")
@click.option("--within-means/--beyond-means", "means", default=None, help="政协所能：是/否。")
@click.option("--unfit", metavar="文字", multiple=True, help="不宜协商的情形，没有就不写。")
def decide(
    desk: Desk,
    *,
    number: str,
    verdict: Verdict,
    decided_by: str,
    decided_on: date | None,
    reason: str,
    kinds: tuple[ParticipantKind, ...],
    merged_into: str,
    party: bool | None,
    people: bool | None,
    means: bool | None,
    unfit: tuple[str, ...],
) -> Answer:
    """审定一个议题，连同三方把关。

    三方把关：党政所需、群众所盼、政协所能，三个问题各答一次。
    """
    from consultroom.domain.topics import Topic
    from consultroom.services import gathering
    from consultroom.services.desk import find_record

    about = find_record(desk, Topic, number)
    into = find_record(desk, Topic, merged_into).id if merged_into else ""
    if unfit or not party is people is means is None:
        about = _screened(desk, about, (party, people, means), unfit)
    decision = gathering.decide(
        desk,
        about,
        verdict,
        decided_by=decided_by,
        decided_on=decided_on,
        reason=reason,
        participant_kinds=tuple(kind.code for kind in kinds),
        merged_into=into,
    )
    says = [f"议题“{about.title}”（{about.number}）：{verdict.label}。"]
    if verdict.code == "adopted":
        says += [
            "下一步：开始协商。",
            f"　　　　写法：consultroom consult new {desk.room.folder} {about.number}",
        ]
    return Answer(tuple(says), {"topic": about, "decision": decision})


def _screened(
    desk: Desk,
    about: Topic,
    answers: tuple[bool | None, bool | None, bool | None],
    unfit: tuple[str, ...],
) -> Topic:
    """Answer the questions that were asked now; earlier answers stay."""
    from consultroom.domain.topics import Screening
    from consultroom.services import gathering

    was = about.screening
    before = (was.wanted_by_party, was.wanted_by_people, was.within_our_means)
    party, people, means = (
        old if new is None else new for old, new in zip(before, answers, strict=True)
    )
    screening = Screening(wanted_by_party=party, wanted_by_people=people, within_our_means=means)
    return gathering.screen(desk, about, screening, unfit or about.unfit)


@topic.command("list")
@at_desk
@click.option("--year", type=Whole(2000, 2999), help="只列这一年提出的。")
def list_(desk: Desk, *, year: int | None) -> Answer:
    """列出议题，新的在前。"""
    from consultroom.domain.topics import Verdict
    from consultroom.services import gathering

    topics = gathering.list_topics(desk, year)
    verdicts = {verdict.label: verdict for verdict in Verdict}
    data = {"topics": [{"topic": one, "verdict": verdicts.get(word)} for one, word in topics]}
    if not topics:
        return Answer(("还没有议题。",), data)
    rows = [
        (one.number, word, one.title, one.source.label, one.proposer, str(one.proposed_on))
        for one, word in topics
    ]
    head = ("编号", "审定", "议题", "来源", "提出人", "提出日期")
    return Answer(tuple(table(head, rows)), data)
