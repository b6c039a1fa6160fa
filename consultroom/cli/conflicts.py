"""Commands about conflicts: listed side by side, settled by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, given
from consultroom.cli.words import Word

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.exchanging.settling import Dispute


@click.group(cls=Noun)
def conflicts() -> None:
    """冲突：两台电脑都改了同一处，请人选一份。"""


@conflicts.command("list")
@at_desk
@click.option("--settled", is_flag=True, help="列出已经处理的。")
def list_(desk: Desk, *, settled: bool) -> Answer:
    """列出冲突，两份内容并排。"""
    from consultroom.services.exchanging import settling

    found = settling.disputes(desk, settled=settled)
    says = [line for one in found for line in _dispute_lines(one)]
    return Answer(
        tuple(says) or ("没有要处理的冲突。",), {"conflicts": [_dispute_data(one) for one in found]}
    )


def _dispute_lines(one: Dispute) -> tuple[str, ...]:
    return (
        f"{one.conflict.id}　{one.word}“{one.title}”的{one.field_word}",
        f"　　现在：{one.stands.text}（{one.stands.at:%Y-%m-%d %H:%M}，电脑 {one.stands.node}）",
        f"　　另一份：{one.lost.text}（{one.lost.at:%Y-%m-%d %H:%M}，电脑 {one.lost.node}）",
    )


def _dispute_data(one: Dispute) -> dict[str, Any]:
    return {
        "id": one.conflict.id,
        "word": one.word,
        "title": one.title,
        "field": one.conflict.field,
        "field_word": one.field_word,
        "stands": one.stands.text,
        "lost": one.lost.text,
        "settlement": one.conflict.settlement,
        "ours": one.ours,
    }


@conflicts.command("settle")
@at_desk
@given("conflict", "冲突", "conflicts list 列出的编码。")
@given(
    "choice",
    "选择",
    "",
    type=Word("conflicts", "Settlement", but=("open",)),
)
@click.option("--text", metavar="内容", default=None, help="重新填写的内容。")
def settle(desk: Desk, *, conflict: str, choice: Any, text: str | None) -> Answer:
    """处理一处冲突；选择会随下一个包传给别的电脑。"""
    from consultroom.services.exchanging import settling

    done = settling.settle(desk, conflict, choice, text=text)
    return Answer((f"已处理：{done.settlement.label}。",), {"conflict": done})
