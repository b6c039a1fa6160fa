"""Commands about ledgers (台账): listing, printing, exporting; and a superior's own forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import consultation_id
from consultroom.cli.pages import Misused, Noun, given
from consultroom.cli.words import DAY, Whole

if TYPE_CHECKING:
    from consultroom.domain.papers import ColumnMap
    from consultroom.domain.yearbooks import Period
    from consultroom.services.desk import Desk
    from consultroom.services.refilling import Learned
    from consultroom.services.reporting import Spreadsheet

_SIGN_IN, _REGISTER = "签到表", "接待日登记表"


def _period_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take ``--year``, ``--from`` and ``--to``."""
    for decorate in (
        click.option("--to", "last", type=DAY, help="截止日期，写了 --from 时默认今天。"),
        click.option("--from", "first", type=DAY, help="开始日期，写了 --to 时默认当年1月1日。"),
        click.option("--year", type=Whole(2000, 2999), help="年份，默认今年。"),
    ):
        function = decorate(function)
    return function


def _period(desk: Desk, year: int | None, first: date | None, last: date | None) -> Period:
    from consultroom.domain.yearbooks import Period, year_period

    if not first and not last:
        return year_period(year or desk.today.year)
    if year:
        raise Misused("--year 和 --from、--to 只能写一种。")
    end = last or desk.today
    return Period(first or date(end.year, 1, 1), end)


def _xlsx(function: Callable[..., Any]) -> Callable[..., Any]:
    out = click.Path(path_type=Path)
    return click.option(
        "--out", metavar="文件.xlsx", required=True, type=out, help="存成哪个文件。"
    )(function)


@click.group(cls=Noun)
def ledger() -> None:
    """台账和统计表：列出、打印、导出表格。"""


@ledger.command("list")
@at_desk
@_period_options
def list_(desk: Desk, *, year: int | None, first: date | None, last: date | None) -> Answer:
    """有哪些台账，期内各有几行。"""
    from consultroom.domain.ledgers import LEDGERS
    from consultroom.services import reporting

    period = _period(desk, year, first, last)
    book = reporting.year_book(desk, period.first, period.last)
    counts = {code: len(view.ledger(book).lines) for code, view in LEDGERS.items()}
    rows = [(code, word, str(counts.get(code, ""))) for code, word in reporting.kinds().items()]
    told = [
        {"code": code, "word": word, "lines": counts.get(code)}
        for code, word in reporting.kinds().items()
    ]
    says = (period.words(), *table(("代码", "名称", "行数"), rows))
    return Answer(says, {"from": period.first, "to": period.last, "ledgers": told})


@ledger.command("print")
@at_desk
@given("kind", "台账", "名称或代码，如 成果办理台账；也可写 年度统计表、年度协商计划表。")
@click.option(
    "--out",
    metavar="文件.pdf",
    required=True,
    type=click.Path(path_type=Path),
    help="存成哪个文件。",
)
@_period_options
def print_(
    desk: Desk,
    *,
    kind: str,
    out: Path,
    year: int | None,
    first: date | None,
    last: date | None,
) -> Answer:
    """打印一本台账或统计表，存成 PDF。"""
    from consultroom.domain.ledgers import LEDGERS
    from consultroom.services import printing

    period = _period(desk, year, first, last)
    code = f"ledger_{kind}" if kind in LEDGERS else kind
    paper = printing.issue(desk, code, f"{period.first}..{period.last}").printed
    printing.write(out, paper.pdf)
    says = (*paper.warnings, f"{printing.kind_of(code).word}已存到 {out}，共{paper.pages}页。")
    return Answer(says, {"file": str(out), "pages": paper.pages, "warnings": paper.warnings})


@ledger.command("export")
@at_desk
@given("kind", "表", f"台账名称或代码；也可写 {_SIGN_IN}、{_REGISTER}，同时写 --number。")
@_xlsx
@_period_options
@click.option("--number", metavar="编号", default="", help="签到表写协商编号，登记表写接待日编号。")
@click.option("--names", is_flag=True, help="登记表列出来访人姓名和电话，只供站内留存。")
def export(
    desk: Desk,
    *,
    kind: str,
    out: Path,
    number: str,
    names: bool,
    **days: Any,
) -> Answer:
    """导出一张表，存成 xlsx。"""
    from consultroom.services import printing

    made = _about_one(desk, kind, number, names=names) or _of_period(desk, kind, **days)
    printing.write(out, made.content)
    says = (f"{made.title}已存到 {out}，共{made.lines}行。",)
    return Answer(says, {"file": str(out), "title": made.title, "lines": made.lines})


def _of_period(
    desk: Desk, kind: str, *, year: int | None, first: date | None, last: date | None
) -> Spreadsheet:
    from consultroom.services import reporting

    period = _period(desk, year, first, last)
    return reporting.spreadsheet(desk, kind, period.first, period.last)


def _about_one(desk: Desk, kind: str, number: str, *, names: bool) -> Spreadsheet | None:
    from consultroom.services import reporting

    if kind not in (_SIGN_IN, _REGISTER):
        return None
    if not number:
        raise Misused(f"{kind}要写 --number，说明是哪一次。")
    if kind == _SIGN_IN:
        return reporting.sign_in_list(desk, consultation_id(desk, number))
    return reporting.reception_register(desk, number, named=names)


# -- a superior's own forms -----------------------------------------------------------------------


@click.group(cls=Noun)
def refill() -> None:
    """上级报表：学一次，以后自动填。"""


@refill.command("learn")
@at_desk
@given("file", "报表", "上级发的空表，xlsx。", type=click.Path(path_type=Path))
@given("kind", "台账", "用哪本台账去填，名称或代码。")
@click.option("--name", metavar="名称", default="", help="给报表起个名字，默认用文件名。")
@click.option("--sheet", metavar="工作表", default="", help="填哪张工作表，默认自动找。")
@click.option(
    "--column",
    "columns",
    metavar="列=栏目",
    multiple=True,
    help="自己指定一列，如 E=主办单位；“E=”表示不填。",
)
def learn(
    desk: Desk, *, file: Path, kind: str, name: str, sheet: str, columns: tuple[str, ...]
) -> Answer:
    """学一张上级报表：哪一列填什么，记下来。"""
    from consultroom.services import refilling

    by_hand = dict(_column(text) for text in columns)
    found = refilling.learn(desk, file, kind, name=name, sheet=sheet, by_hand=by_hand)
    data = {
        "map": found.map,
        "linked": found.linked,
        "left_over": found.left_over,
        "reckoned": found.reckoned,
        "warnings": found.warnings,
    }
    return Answer(tuple(_learned_lines(found)), data)


def _column(text: str) -> tuple[str, str]:
    letter, equals, word = text.partition("=")
    if not equals or not letter.strip().isalpha():
        raise Misused(f"“{text}”看不懂，请写成 E=主办单位 这样。")
    return letter.strip().upper(), word.strip()


def _learned_lines(found: Learned) -> list[str]:
    made = found.map
    says = [
        *found.warnings,
        f"报表“{made.name}”学会了：工作表“{made.sheet}”，从第{made.first_row}行填起。",
    ]
    says += table(("列", "报表的表头", "填什么"), found.linked)
    if found.left_over:
        left = "、".join(f"{letter}（{word}）" for letter, word in found.left_over)
        says.append(f"没有对上、留空的列：{left}。可以用 --column 指定。")
    if found.reckoned:
        own = "、".join(f"{letter}（{word}）" for letter, word in found.reckoned)
        says.append(f"报表自己计算、不填的列：{own}。")
    return says


@refill.command("fill")
@at_desk
@given("name", "报表", "学的时候起的名字。")
@_xlsx
@_period_options
@click.option(
    "--form",
    metavar="空表.xlsx",
    type=click.Path(path_type=Path),
    default=None,
    help="这次发的空表；不写就用学的时候那张。",
)
def fill(
    desk: Desk,
    *,
    name: str,
    out: Path,
    form: Path | None,
    year: int | None,
    first: date | None,
    last: date | None,
) -> Answer:
    """填一张学过的报表，存成 xlsx。"""
    from consultroom.services import printing, refilling

    period = _period(desk, year, first, last)
    made = refilling.map_called(desk, name)
    filled = refilling.fill(desk, made, period.first, period.last, file=form)
    printing.write(out, filled.content)
    says = (*filled.warnings, f"报表“{made.name}”已填好{filled.lines}行，存到 {out}。")
    return Answer(says, {"file": str(out), "lines": filled.lines, "warnings": filled.warnings})


@refill.command("list")
@at_desk
def list_forms(desk: Desk) -> Answer:
    """学过哪些报表。"""
    from consultroom.services import refilling

    maps = refilling.learned(desk)
    if not maps:
        return Answer(("还没有学过上级报表。",), {"maps": []})
    rows = [_map_row(one) for one in maps]
    return Answer(tuple(table(("报表", "用哪本台账", "工作表", "列数"), rows)), {"maps": maps})


def _map_row(one: ColumnMap) -> tuple[str, str, str, str]:
    from consultroom.domain.ledgers import view_of

    return (one.name, view_of(one.ledger).word, one.sheet, str(len(one.columns)))
