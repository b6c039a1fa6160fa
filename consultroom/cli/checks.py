"""The command that checks a PDF's page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import sitting
from consultroom.cli.pages import Verb, given

if TYPE_CHECKING:
    from consultroom.domain.papers import PageGeometry


@click.command("check-paper", cls=Verb)
@given("file", "文件.pdf", "任何程序做出来的 PDF。", type=click.Path(path_type=Path))
@click.option(
    "--room",
    metavar="资料夹",
    default=None,
    type=click.Path(path_type=Path),
    help="按这个资料夹里的文书规则量，不写就按 GB/T 9704-2012。",
)
@telling
def check_paper(file: Path, room: Path | None) -> Answer:
    """检查一份 PDF 的版面：边距、行距、字数、字体、标点、页码。

    以 GB/T 9704-2012 或者本区的版面为准，逐页说出差了多少毫米。
    """
    from consultroom.services.checking_paper import check_paper as check

    found = check(file, _page_of(room) if room else None)
    lines = tuple(
        f"第{one.page}页：{one.sentence}" if one.page else one.sentence for one in found.findings
    )
    end = f"共{found.pages}页，发现{len(lines)}处不合{found.profile}。"
    good = f"共{found.pages}页，版面合乎{found.profile}。"
    data = {"pages": found.pages, "profile": found.profile, "findings": found.findings}
    return Answer((*lines, end) if lines else (good,), data, exit_code=1 if lines else 0)


def _page_of(room: Path) -> PageGeometry:
    with sitting(room, by="", day=None) as desk:
        return desk.parameters().paper.geometry
