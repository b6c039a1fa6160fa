"""Commands about the templates of Word versions: listing, taking out, checking, handing back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, Verb, given
from consultroom.cli.sentences import day_text

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.templating import Finding

_kind = given("kind", "材料", "如 会议通知；写“通用”是各种材料共用的模板。")
_file = given("file", "模板.docx", "用 WPS 改好的模板。", type=click.Path(path_type=Path))


@click.group(cls=Noun)
def template() -> None:
    """文书的 Word 版模板：取出、检查、换成自己的。"""


@template.command("list", cls=Verb)
@at_desk
def list_(desk: Desk) -> Answer:
    """列出各种材料用的模板，和模板里能写的标签。"""
    from consultroom.services import templating

    lines = templating.templates(desk)
    kinds = [
        (line.word, line.kind, f"自己的，{day_text(line.own.added_on)}换上" if line.own else "自带")
        for line in lines
    ]
    tags = templating.tags()
    return Answer(
        (*table(("材料", "代码", "模板"), kinds), "", *table(("标签", "印出什么"), tags)),
        {
            "templates": [
                {"kind": line.kind, "word": line.word, "own": line.own is not None}
                for line in lines
            ],
            "tags": dict(tags),
        },
    )


@template.command(cls=Verb)
@at_desk
@_kind
@click.option(
    "--out",
    metavar="文件.docx",
    required=True,
    type=click.Path(path_type=Path),
    help="存成哪个文件。",
)
def export(desk: Desk, *, kind: str, out: Path) -> Answer:
    """取出正在用的模板，用 WPS 修改。"""
    from consultroom.services import printing, templating

    printing.write(out, templating.template(desk, kind))
    return Answer((f"模板已存到 {out}，用 WPS 改好以后先检查，再换上。",), {"file": str(out)})


@template.command(cls=Verb)
@_file
@telling
def check(file: Path) -> Answer:
    """检查一个模板，指出每一处问题。"""
    from consultroom.services import templating

    findings = templating.check_template(_read(file))
    stops = sum(_stops(one) for one in findings)
    says = tuple(f"{'要改' if _stops(one) else '提醒'}：{one}" for one in findings)
    end = f"有{stops}处要改，改好才能用。" if stops else "模板可以用。"
    return Answer((*says, end), {"findings": _data(findings)}, exit_code=1 if stops else 0)


@template.command(cls=Verb)
@at_desk
@_kind
@_file
def use(desk: Desk, *, kind: str, file: Path) -> Answer:
    """换上自己的模板。以后这种材料的 Word 版都用它。"""
    from consultroom.services import templating

    content = _read(file)
    kept = templating.save_template(desk, kind, content)
    warned = tuple(f"提醒：{one}" for one in templating.check_template(content))
    return Answer((*warned, f"“{kind}”的模板已换成 {file.name}。"), {"attachment": kept.id})


@template.command(cls=Verb)
@at_desk
@_kind
def drop(desk: Desk, *, kind: str) -> Answer:
    """不用自己的模板了，恢复程序自带的。"""
    from consultroom.services import templating

    templating.drop_template(desk, kind)
    return Answer((f"“{kind}”已恢复自带的模板。",), {"kind": kind})


def _read(file: Path) -> bytes:
    from consultroom.services.templating import BadTemplate

    if not file.is_file():
        raise BadTemplate(f"找不到文件“{file.name}”，请核对位置。")
    return file.read_bytes()


def _stops(finding: Finding) -> bool:
    return finding.weight.value == "stops"


def _data(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    return [
        {"weight": one.weight.value, "place": one.place, "says": one.says, "around": one.around}
        for one in findings
    ]
