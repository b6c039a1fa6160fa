"""Commands about paper: printing what the room holds, and typesetting any text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import dossier_of, meeting_in
from consultroom.cli.pages import Misused, Verb, given

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.printing import Printed
    from consultroom.services.typesetting import Typeset


_out = click.option(
    "--out",
    metavar="文件.pdf",
    required=True,
    type=click.Path(path_type=Path),
    help="存成哪个文件。",
)


@click.command("print", cls=Verb)
@at_desk
@given("kind", "材料", "如 会议通知、协商纪要、协商成果单；写“全部”列出有哪些。")
@given("number", "编号", "协商、交办、议题、接待日的编号，或者年份。", required=False, default="")
@click.option(
    "--out",
    metavar="文件.pdf",
    default=None,
    type=click.Path(path_type=Path),
    help="存成哪个文件。",
)
@click.option(
    "--docx",
    metavar="文件.docx",
    default=None,
    type=click.Path(path_type=Path),
    help="同时存一份 Word 版，可以再改。",
)
@click.option("--title", metavar="标题", default="", help="给标题分行：在断开的地方加竖线 |。")
def print_(
    desk: Desk, *, kind: str, number: str, out: Path | None, docx: Path | None, title: str
) -> Answer:
    """打印一份材料，存成 PDF；印过的都留底。"""
    from consultroom.services import printing

    if kind == "全部":
        return _kinds()
    word = printing.kind_of(kind).word
    if out is None and docx is None:
        raise Misused("没有说存到哪里，请写 --out 文件.pdf，或者 --docx 文件.docx。")
    if title:
        _break_title(desk, word, number, title)
    answers = [] if docx is None else [_twin(desk, kind, number, docx)]
    if out is not None:
        answers.append(_written(out, word, printing.issue(desk, kind, number).printed))
    says = tuple(line for answer in answers for line in answer.says)
    return Answer(says, {key: value for answer in answers for key, value in answer.data.items()})


def _kinds() -> Answer:
    from consultroom.services.printing import KINDS

    lines = tuple(f"{kind.word}（{code}）：写{kind.key}" for code, kind in KINDS.items())
    return Answer(lines, {"kinds": {code: kind.word for code, kind in KINDS.items()}})


def _twin(desk: Desk, kind: str, number: str, docx: Path) -> Answer:
    from consultroom.services import printing, templating

    composed = printing.compose(desk, kind, number)
    paper = printing.chosen(composed)
    printing.write(docx, templating.twin(desk, composed.kind, paper))
    omitted = templating.omitted(desk, composed.kind, paper)
    return Answer((*omitted, f"Word 版已存到 {docx}。"), {"docx": str(docx)})


def _break_title(desk: Desk, word: str, number: str, title: str) -> None:
    from consultroom.services import titling

    dossier = dossier_of(desk, number)
    if word == "会议通知":
        titling.break_notice(desk, dossier, meeting_in(dossier), title)
    elif word == "协商纪要":
        titling.break_minutes(desk, dossier, meeting_in(dossier), title)
    else:
        raise Misused(f"{word}的标题不用分行，请不写 --title。")


@click.command(cls=Verb)
@given("file", "文本文件", "UTF-8 或 GBK 的 txt。", type=click.Path(path_type=Path))
@_out
@telling
def typeset(file: Path, out: Path) -> Answer:
    """把一份普通文字排成公文，存成 PDF。

    “# 标题”是标题，“一、”“（一）”“1.”“（1）”是层次，“|”开头的行是表格，“>”开头的行是落款。
    """
    from consultroom.services import typesetting
    from consultroom.services.tables import read_text

    return _written(out, "公文", typesetting.typeset(read_text(file)))


def _written(out: Path, word: str, paper: Printed | Typeset) -> Answer:
    from consultroom.services import printing

    printing.write(out, paper.pdf)
    return Answer(
        (*paper.warnings, f"{word}已存到 {out}，共{paper.pages}页。"),
        {"file": str(out), "pages": paper.pages, "warnings": paper.warnings},
    )
