"""The district's commands about who has reported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Misused, Verb
from consultroom.cli.words import Whole

if TYPE_CHECKING:
    from consultroom.domain.submissions import MonthCell, StationYear, SubmissionYear
    from consultroom.services.desk import Desk

SIGNS = {
    "not_asked": "－",
    "ahead": "",
    "open": "待报",
    "received": "√",
    "nil": "零",
    "excused": "免",
    "partial": "缺卷",
    "returned": "退回",
    "missing": "缺",
}


@click.command(cls=Verb)
@at_desk
@click.option("--year", type=Whole(2000, 2100), default=None, help="哪一年，默认今年。")
@click.option(
    "--out",
    metavar="文件",
    default=None,
    type=click.Path(path_type=Path),
    help="把催报名单存成 .pdf 或 .xlsx。",
)
@click.option("--mark", metavar="词", default="", help="先登记：退回、零报告、免报，或 撤销。")
@click.option("--unit", metavar="代码", default="", help="登记的是哪个站，如 WT。")
@click.option("--month", metavar="月份", default="", help="登记的是哪个月，如 2026-10。")
@click.option("--reason", metavar="原因", default="", help="为什么；退回必须写。")
def missing(desk: Desk, *, year: int | None, out: Path | None, **marked: str) -> Answer:
    """各站哪些月份没有报送，该催谁。

    表里：√ 已报　零 零报告　免 免报　缺 缺报　－ 不用报；√ 后面的数是迟报的天数。
    """
    from consultroom.services import overseeing, printing

    if out and out.suffix.lower() not in (".pdf", ".xlsx"):
        raise Misused("催报名单存成 .pdf 或 .xlsx，请改文件名。")
    if marked["mark"]:
        _mark(desk, **marked)
    year = year or desk.today.year
    found = overseeing.year_of(desk, year)
    says = list(_lines(found))
    if out:
        made = overseeing.chase(desk, year)
        printing.write(out, made.pdf if out.suffix.lower() == ".pdf" else made.xlsx)
        says.append(f"催报名单已存到 {out}")
    return Answer(tuple(says), _data(found) | ({"file": str(out)} if out else {}))


def _mark(desk: Desk, *, mark: str, unit: str, month: str, reason: str) -> None:
    from consultroom.domain.records import coded
    from consultroom.domain.submissions import MarkKind
    from consultroom.services import overseeing

    if not unit or not month:
        raise Misused("登记时请写明站（--unit WT）和月份（--month 2026-10）。")
    if mark == "撤销":
        overseeing.unmark(desk, unit.upper(), month)
        return
    kind = MarkKind.RETURNED if mark == "退回" else coded(MarkKind, mark)
    overseeing.mark(desk, unit.upper(), month, kind, reason=reason)


def _lines(found: SubmissionYear) -> Any:
    rows = [(line.unit.name, *map(_sign, line.cells)) for line in found.lines]
    yield f"{found.district.name}　{found.year}年报送情况（截至{found.today.isoformat()}）"
    yield from table(("单位", *(f"{month}月" for month in range(1, 13))), rows)
    yield ""
    if found.outside:
        yield f"还没有入网的：{'、'.join(unit.name for unit in found.outside)}"
    if not found.chased:
        yield "没有要催的。" if found.outside else "都已按时报送，没有要催的。"
        return
    yield f"要催的（{len(found.chased)}个单位）："
    yield from table(
        ("单位", "联络员", "电话", "欠报", "逾期天数", "说明"),
        [_chased(one) for one in found.chased],
    )
    if found.caution:
        yield found.caution


def _sign(cell: MonthCell) -> str:
    sign = SIGNS[cell.state.code]
    return f"{sign}{cell.days_late}" if cell.was_late else sign


def _chased(line: StationYear) -> tuple[str, ...]:
    from consultroom.services.overseeing import owed_told, remark_of

    unit = line.unit
    days = str(line.days_late) if line.owed else ""
    return unit.name, unit.liaison or unit.head, unit.phone, owed_told(line), days, remark_of(line)


def _data(found: SubmissionYear) -> dict[str, Any]:
    return {
        "year": found.year,
        "today": found.today,
        "unit": found.district.code,
        "caution": found.caution,
        "stations": [_station(line) for line in found.lines],
        "chased": [line.unit.code for line in found.chased],
    }


def _station(line: StationYear) -> dict[str, Any]:
    return {
        "unit": line.unit.code,
        "name": line.unit.name,
        "liaison": line.unit.liaison,
        "phone": line.unit.phone,
        "joined_on": line.joined_on,
        "last_at": line.last_at,
        "days_late": line.days_late,
        "months": [
            {
                "period": cell.period,
                "state": cell.state,
                "due": cell.due,
                "on": cell.on,
                "days_late": cell.days_late,
                "reason": cell.reason,
            }
            for cell in line.cells
        ],
        "gaps": [{"node": gap.node, "first": gap.first, "last": gap.last} for gap in line.gaps],
    }
