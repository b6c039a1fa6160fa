"""Commands about papers that go out together (成套文书): a meeting's set, a volume."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Misused, Noun, given

if TYPE_CHECKING:
    from consultroom.services.desk import Desk


@click.group(cls=Noun)
def bundle() -> None:
    """成套文书：会议包、交办督办、案卷。"""


@bundle.command("print")
@at_desk
@given("kind", "成套", "会议包 或 交办督办。")
@given("number", "编号", "协商编号。")
@click.option(
    "--out",
    metavar="文件.pdf",
    default=None,
    type=click.Path(path_type=Path),
    help="合成一个带书签的 PDF。",
)
@click.option(
    "--dir",
    "folder",
    metavar="目录",
    default=None,
    type=click.Path(path_type=Path),
    help="一种文书一个 PDF，放进这个目录。",
)
def print_(desk: Desk, *, kind: str, number: str, out: Path | None, folder: Path | None) -> Answer:
    """一次印出一套文书。"""
    from consultroom.services import printing

    if (out is None) == (folder is None):
        raise Misused("请写 --out 文件.pdf 合成一个文件，或者写 --dir 目录 分开存，二选一。")
    found = printing.bundle(desk, kind, number)
    if out is not None:
        made = printing.bound(found)
        printing.write(out, made.pdf)
        said = f"{found.title}已存到 {out}，{len(found.jobs)}种文书，共{made.pages}页。"
        return Answer((*made.warnings, said), {"file": str(out), "pages": made.pages})
    if folder is None:
        raise AssertionError("one of the two was given")
    files = printing.unfold(found, folder)
    said = f"{found.title}已存到 {folder}，{len(files)}个文件。"
    return Answer((said,), {"files": [str(file) for file in files]})


@bundle.command("volume")
@at_desk
@given("number", "编号", "协商编号。")
@click.option(
    "--dir",
    "folder",
    metavar="目录",
    required=True,
    type=click.Path(path_type=Path),
    help="空目录，案卷放在里面。",
)
def volume(desk: Desk, *, number: str, folder: Path) -> Answer:
    """把一次协商立成案卷：全卷 PDF、卷内目录、佐证材料、校验码。"""
    from consultroom.services import binding

    made = binding.bind(desk, number, folder)
    said = f"案卷已放在 {folder}：全卷{made.pages}页，文件{len(made.files)}个，附校验码。"
    return Answer((said,), {"folder": str(folder), "pages": made.pages, "files": made.files})
