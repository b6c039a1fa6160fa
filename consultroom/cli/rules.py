"""Commands about the district's rules of paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, given

if TYPE_CHECKING:
    from consultroom.services.desk import Desk


@click.group(cls=Noun)
def rules() -> None:
    """文书规则：版面、红头、座次、用语，由区里统一定。"""


@rules.command("show")
@at_desk
def show(desk: Desk) -> Answer:
    """显示现在的文书规则；存成文件改过之后，再用 rules use 启用。"""
    from consultroom.services import ruling

    parameters = desk.parameters()
    return Answer(
        (ruling.rules_text(desk).rstrip(),),
        {"red_heads": parameters.red_heads, "paper": parameters.paper},
    )


@rules.command("use")
@at_desk
@given("file", "规则文件", "rules show 显示的那种 JSON。", type=click.Path(path_type=Path))
def use(desk: Desk, *, file: Path) -> Answer:
    """启用一份文书规则（区级资料夹）。"""
    from consultroom.services import ruling

    ruled = ruling.use_rules(desk, file)
    says = f"文书规则已启用：版面是{ruled.paper.geometry.name}。下次报出数据时随之下发。"
    return Answer((says,), {"red_heads": ruled.red_heads, "paper": ruled.paper})
