"""Commands about what was printed (已印文书): list, take out, compare, print again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, given
from consultroom.cli.words import Whole

if TYPE_CHECKING:
    from consultroom.domain.papers import IssuedPaper
    from consultroom.services.archiving import Difference
    from consultroom.services.desk import Desk
    from consultroom.services.sending import Order

_MOST_VERSIONS, _MOST_COPIES = 9999, 99
_version = click.option(
    "--version", type=Whole(1, _MOST_VERSIONS), default=None, help="第几版，不写就是最后一版。"
)


@click.group(cls=Noun)
def archive() -> None:
    """已印文书：列出、取出、与今天比对、再印。"""


@archive.command("list")
@at_desk
@click.option("--changed", is_flag=True, help="只列今天再印会不一样的。")
def list_(desk: Desk, *, changed: bool) -> Answer:
    """列出印过的每一份文书。"""
    from consultroom.services import archiving

    if changed:
        papers = archiving.changed_since_print(desk, lambda paper: _digest_today(desk, paper))
    else:
        papers = archiving.issued(desk)
    rows = [_row(paper) for paper in papers]
    head = ("文书", "编号", "版本", "印发日期", "页数", "份数")
    none = "印过的文书今天再印都不会变。" if changed else "还没有印过文书。"
    return Answer(tuple(table(head, rows)) if rows else (none,), {"papers": papers})


def _row(paper: IssuedPaper) -> tuple[str, ...]:
    day = paper.printed_on.isoformat() if paper.printed_on else ""
    numbers = (f"第{paper.version}版", day, f"{paper.pages}页", f"{paper.copies}份")
    return (_word(paper.kind), paper.about_number, *numbers)


def _word(kind: str) -> str:
    from consultroom.services import printing

    known = printing.KINDS.get(kind)
    return known.word if known else kind


def _digest_today(desk: Desk, paper: IssuedPaper) -> str | None:
    """Return the digest of a paper as it would be printed now; None where it cannot be made."""
    from consultroom.errors import UserError
    from consultroom.services import printing
    from consultroom.services.printing.jobs import laid_out

    try:
        case = printing.kind_of(paper.kind).find(desk, paper.subject)
        return laid_out(printing.compose_case(paper.kind, case)).digest
    except UserError:
        return None


@archive.command("take")
@at_desk
@given("kind", "材料", "如 会议通知。")
@given("number", "编号", "印在上面的编号。")
@click.option(
    "--out", metavar="文件.pdf", required=True, type=click.Path(path_type=Path), help="存到哪里。"
)
@_version
def take(desk: Desk, *, kind: str, number: str, out: Path, version: int | None) -> Answer:
    """取出一份印过的文书，与当时印的一字节不差。"""
    from consultroom.services import archiving, printing

    paper = archiving.named(desk, printing.code_of(kind), number, version or 0)
    printing.write(out, archiving.read(desk, paper.id))
    says = f"《{_word(paper.kind)}》第{paper.version}版已存到 {out}。"
    return Answer((says,), {"paper": paper, "file": str(out)})


@archive.command("compare")
@at_desk
@given("kind", "材料", "如 会议通知。")
@given("number", "编号", "印在上面的编号。")
@_version
def compare(desk: Desk, *, kind: str, number: str, version: int | None) -> Answer:
    """逐行说出印过的文书与今天再印有什么不同。"""
    from consultroom.services import archiving, printing

    paper = archiving.named(desk, printing.code_of(kind), number, version or 0)
    today = printing.print_paper(desk, paper.kind, paper.subject)
    found = archiving.compare(desk, paper.id, today.pdf)
    return Answer(tuple(_told(paper, found)), {"paper": paper, "differences": found})


def _told(paper: IssuedPaper, found: tuple[Difference, ...]) -> Iterator[str]:
    name = f"《{_word(paper.kind)}》第{paper.version}版"
    yield f"{name}与今天有{len(found)}处不同。" if found else f"{name}与今天的文字完全一样。"
    for difference in found:
        for sign, lines in (("－", difference.was), ("＋", difference.now)):
            for line in lines:
                yield f"{sign} 第{line.page}页　{line.text}"


@archive.command("reprint")
@at_desk
@given("kind", "材料", "如 会议通知。")
@given("number", "编号", "印在上面的编号。")
@_version
@click.option("--printer", metavar="打印机", default="", help="不写就用上次印它的那台。")
@click.option("--copies", type=Whole(1, _MOST_COPIES), default=1, help="份数，默认1。")
@click.option("--double/--single", "double", default=None, help="双面或单面，不写就同上次。")
def reprint(
    desk: Desk,
    *,
    kind: str,
    number: str,
    version: int | None,
    printer: str,
    copies: int,
    double: bool | None,
) -> Answer:
    """把一份印过的文书原样再印（用系统的打印服务CUPS）。"""
    from consultroom.services import archiving, printing, sending

    paper = archiving.named(desk, printing.code_of(kind), number, version or 0)
    order = _order(desk, paper.kind, printer, copies, double)
    again = archiving.print_again(desk, paper.id, copies)
    job = f"{paper.kind} {paper.about_number} v{paper.version}"
    sending.Cups().send(again.pdf, order, job=job, progress=lambda _gone, _total: None)
    sending.remember(desk, paper.kind, order)
    says = f"《{_word(paper.kind)}》第{paper.version}版已送到“{order.printer}”，{copies}份。"
    return Answer((says,), {"paper": again.paper, "printer": order.printer})


def _order(desk: Desk, kind: str, printer: str, copies: int, double: bool | None) -> Order:
    from consultroom.services import sending

    last = sending.remembered(desk, kind)
    sides = last.sides
    if double is not None:
        sides = sending.Sides.LONG_EDGE if double else sending.Sides.ONE
    name = printer or last.printer or _usual()
    return sending.Order(printer=name, copies=copies, sides=sides)


def _usual() -> str:
    from consultroom.services import sending

    known = sending.Cups().known()
    if not known:
        raise sending.CannotPrint(f"这台电脑还没有装打印机。{sending.SAVE_INSTEAD}")
    return known[0].name
