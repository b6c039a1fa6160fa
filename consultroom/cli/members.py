"""Commands about members (委员): adding, importing a roster, listing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, given
from consultroom.cli.words import DAY, Word
from consultroom.frozen import replace

if TYPE_CHECKING:
    from consultroom.domain.members import MemberLevel
    from consultroom.services.desk import Desk


@click.group(cls=Noun)
def member() -> None:
    """委员：添加、导入名册、列出。"""


@member.command("add")
@at_desk
@given("name", "姓名")
@click.option("--sector", metavar="界别", default="", help="界别。")
@click.option("--post", metavar="文字", default="", help="单位及职务，印在签到表上。")
@click.option(
    "--level", "levels", type=Word("members", "MemberLevel"), multiple=True, help="层级。"
)
@click.option("--gender", metavar="男|女", default="", help="性别。")
@click.option("--phone", metavar="电话", default="", help="联系电话。")
@click.option("--committee", metavar="名称", default="", help="所属专委会。")
@click.option("--group", "groups", metavar="名称", multiple=True, help="活动小组。")
@click.option("--term", metavar="届次", default="", help="届次。")
@click.option("--print-as", metavar="文字", default="", help="名字里有印不出的字时，打印用的写法。")
@click.option("--spelling", metavar="拼音", default="", help="多音字的读音，如 shan xiao li。")
@click.option("--from", "from_on", type=DAY, help="从哪天起驻站，默认今天。")
def add(
    desk: Desk,
    *,
    name: str,
    levels: tuple[MemberLevel, ...],
    from_on: date | None,
    groups: tuple[str, ...],
    **told: str,
) -> Answer:
    """添加一位驻站委员。"""
    from consultroom.services import rostering

    made = replace(rostering.new_member(desk, name), groups=groups, **told)  # each is a text field
    made = replace(made, levels=levels or made.levels)
    rostering.add_member(desk, made, from_on=from_on)
    return Answer((f"已添加委员{made.name}。",), {"member": made})


@member.command("import")
@at_desk
@given("file", "文件", "xlsx 或 csv 表格，第一行是列名。", type=click.Path(path_type=Path))
def import_(desk: Desk, *, file: Path) -> Answer:
    """导入委员名册。

    认得的列名：姓名、性别、界别、专委会、单位及职务、联系电话、届次、委员层级、活动小组。
    身份证号不会读入。
    """
    from consultroom.services import rostering

    done = rostering.import_members(desk, file)
    says = f"新增{done.added}人，更新{done.changed}人，没有变化{done.same}人。"
    doubts = ("请核对：", *done.doubtful) if done.doubtful else ()
    return Answer(
        (says, *doubts),
        {
            "added": done.added,
            "changed": done.changed,
            "same": done.same,
            "doubtful": done.doubtful,
        },
    )


@member.command("list")
@at_desk
@given("text", "姓名或拼音", "只列名字、拼音或首字母这样开头的。", required=False, default="")
def list_(desk: Desk, *, text: str) -> Answer:
    """列出驻站委员。"""
    from consultroom.services import rostering

    found = rostering.find_members(desk, text)
    if not found:
        return Answer((f"没有叫“{text}”的委员。" if text else "名册还是空的。",), {"members": []})
    rows = [
        (one.name, one.sector, "、".join(level.label for level in one.levels), one.post)
        for one in found
    ]
    return Answer(
        (*table(("姓名", "界别", "层级", "单位及职务"), rows), f"共{len(found)}人。"),
        {"members": found},
    )
