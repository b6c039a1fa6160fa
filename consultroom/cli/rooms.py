"""Commands about a whole room: making, looking, checking, finding, undoing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk, dated, signed
from consultroom.cli.pages import Misused, Verb, given
from consultroom.cli.sentences import day_text, due_data, due_lines, standing_data, titled
from consultroom.cli.words import Whole
from consultroom.clocks import chance, clock_on
from consultroom.domain.calendar import chinese_date
from consultroom.frozen import replace

if TYPE_CHECKING:
    from consultroom.domain.stations import OrgUnit
    from consultroom.services.progressing import Status

DISTRICT_NAME, DISTRICT_CODE = "区政协", "QZX"  # until the station knows better
MOST_STATIONS = 2000


@click.command(cls=Verb)
@given(
    "folder", "目录", "样例放在哪里，须是空目录。", type=click.Path(path_type=Path, readable=False)
)
@click.option("--stations", type=Whole(1, MOST_STATIONS), default=14, help="工作站个数，默认14。")
@click.option("--seed", type=Whole(0, 10**9), default=1, help="换一个数，就换一套样例。")
@dated
@telling
def demo(folder: Path, stations: int, seed: int, day: date | None) -> Answer:
    """做一个样例区：若干工作站，两年的协商。

    名字和事情都是编的，用来学习和试用。
    """
    from consultroom.services.sampling import make_district

    def tell(name: str) -> None:
        click.echo(f"正在准备：{name}", err=True)

    today = clock_on(day)().date()
    sample = make_district(folder, stations=stations, seed=seed, today=today, tell=tell)
    return Answer(
        (
            f"样例区已做好，共{len(sample.stations)}个委员工作站。",
            f"区政协：{sample.district}",
            f"最忙的工作站：{sample.stations[0]}",
        ),
        {
            "folder": str(sample.folder),
            "district": str(sample.district),
            "stations": [str(station) for station in sample.stations],
        },
    )


@click.command(cls=Verb)
@given(
    "folder",
    "资料夹",
    "新资料夹的位置，须是空目录。",
    type=click.Path(path_type=Path, readable=False),
)
@click.option("--station", metavar="名称", default="", help="建立委员工作站的资料夹。")
@click.option(
    "--district", metavar="名称", default="", help="建立区政协的资料夹；或写明上级区政协。"
)
@click.option("--code", metavar="代码", required=True, help="编号用的代码，1至6个大写字母，如 WT。")
@click.option("--district-code", metavar="代码", default=DISTRICT_CODE, help="上级区政协的代码。")
@click.option("--place", metavar="镇街", default="", help="所在镇街，不写就从名称里取。")
@click.option("--liaison", metavar="姓名", default="", help="联络员，印在材料上作联系人。")
@click.option("--head", metavar="姓名", default="", help="站负责人。")
@click.option("--phone", metavar="电话", default="", help="联系电话。")
@click.option("--address", metavar="地址", default="", help="地址。")
@click.option("--venue", "venues", metavar="会场", multiple=True, help="常用会场，第一个最常用。")
@signed
@dated
@telling
def init(
    folder: Path,
    *,
    station: str,
    district: str,
    code: str,
    district_code: str,
    venues: tuple[str, ...],
    **known: Any,
) -> Answer:
    """建立一个新的资料夹。

    工作站：consultroom init 资料夹 --station 梧桐街道委员工作站 --code WT

    区政协：consultroom init 资料夹 --district 江州区政协 --code JZ
    """
    from consultroom.domain.stations import UnitKind
    from consultroom.services import founding

    if not station and not district:
        raise Misused("请写明是工作站（--station 名称）还是区政协（--district 名称）。")
    way: dict[str, Any] = {
        "by": known.pop("by") or known["liaison"] or "联络员",
        "clock": clock_on(known.pop("day")),
        "chance": chance,
    }
    if station:
        if code == district_code:
            raise Misused(f"工作站和区政协不能用同一个代码“{code}”，请换一个。")
        above = founding.a_unit(UnitKind.DISTRICT, district_code, district or DISTRICT_NAME)
        here = founding.a_unit(
            UnitKind.STATION, code, station, parent=above.code, **_placed(station, known)
        )
        here = replace(here, venues=venues)
        desk = founding.found_station(folder, station=here, district=above, **way)
    else:
        here = replace(founding.a_unit(UnitKind.DISTRICT, code, district, **known), venues=venues)
        desk = founding.found_district(folder, district=here, **way)
    desk.room.close()
    return _founded(folder, here)


def _placed(station: str, known: dict[str, Any]) -> dict[str, Any]:
    name = station.removesuffix("委员工作站").removesuffix("政协")
    return {**known, "place": known["place"] or name}


def _founded(folder: Path, here: OrgUnit) -> Answer:
    says = (
        f"“{here.name}”的资料夹已建好：{folder}",
        "下一步：添加驻站委员。",
        f"　　　　写法：consultroom member import {folder} 名册.xlsx",
    )
    return Answer(says, {"folder": str(folder), "unit": here})


@click.command(cls=Verb)
@at_desk
def status(desk: Any) -> Answer:
    """今天怎么样：下一步做什么，还有哪些事要办。"""
    from consultroom.domain.consultations import Consultation
    from consultroom.services import progressing

    found = progressing.status(desk)
    numbers = {one.id: one.number for one in desk.room.find(Consultation)}
    current = found.this_month
    data = {
        "unit": desk.station(),
        "today": found.today,
        "act": due_data(found.act, numbers.get(found.act.consultation, "")),
        "dues": [due_data(due, numbers.get(due.consultation, "")) for due in found.dues],
        "this_month": standing_data(current, found.today) if current else None,
        "caution": found.caution,
    }
    return Answer(tuple(_status_lines(desk.room.name, found, numbers)), data)


def _status_lines(name: str, found: Status, numbers: dict[str, str]) -> Iterable[str]:
    yield f"{name}　{chinese_date(found.today, weekday=True)}"
    if found.caution:
        yield found.caution
    yield ""
    if found.this_month:
        consultation, step = found.this_month.consultation, found.this_month.step
        yield f"本月协商：{titled(consultation)}，{consultation.state.label}，在“{step.name}”。"
    if found.act.title:
        yield f"先办：“{found.act.title}”（{numbers.get(found.act.consultation, '')}）"
    yield from due_lines(found.act)
    if found.dues:
        yield ""
        yield f"要办的事（{len(found.dues)}件）："
        rows = [
            (day_text(due.on), due.urgency.label, due.label, numbers[due.consultation], due.title)
            for due in found.dues
        ]
        yield from table(("期限", "缓急", "事项", "协商编号", "议题"), rows)


@click.command(cls=Verb)
@at_desk
def check(desk: Any) -> Answer:
    """检查资料夹：文件、流水、附件、搜索是否完好。"""
    from consultroom.services import safekeeping

    report = safekeeping.check(desk)
    looked = f"查了{report.records}条记录、{report.lines}条流水、{report.blobs}个附件。"
    verdict = "资料夹完好。" if report.sound else f"发现{len(report.faults)}处问题："
    return Answer(
        (looked, verdict, *report.faults, *(f"说明：{remark}" for remark in report.remarks)),
        {"sound": report.sound, "faults": report.faults, "remarks": report.remarks}
        | {"records": report.records, "lines": report.lines, "blobs": report.blobs},
        exit_code=0 if report.sound else 1,
    )


@click.command(cls=Verb)
@at_desk
@given("text", "文字", "要找的文字，一个字也行；找委员可以写拼音首字母。")
@click.option("--limit", type=Whole(1, 1000), default=50, help="最多列出多少条，默认50。")
def search(desk: Any, *, text: str, limit: int) -> Answer:
    """查找记录：议题、会议、发言、委员……"""
    from consultroom.services import searching

    hits = searching.search(desk, text, limit=limit)
    data = {
        "hits": [
            {
                "number": hit.number,
                "id": hit.record_id,
                "table": hit.table,
                "word": hit.word,
                "title": hit.title,
                "snippet": hit.snippet.text,
            }
            for hit in hits
        ]
    }
    if not hits:
        return Answer((f"没有找到“{text}”。可以少写几个字再试。",), data)
    rows = [(hit.word, hit.number, hit.title, hit.snippet.text) for hit in hits]
    return Answer(
        (f"找到{len(hits)}条：", *table(("类别", "编号", "名称", "所在文字"), rows)), data
    )


@click.command(cls=Verb)
@at_desk
@given("record", "记录", "记录编号或编码。")
def history(desk: Any, *, record: str) -> Answer:
    """一条记录的来历：谁在什么时候做了什么。"""
    from consultroom.services import safekeeping
    from consultroom.services.field_words import shown, word_for

    lines = safekeeping.history(desk, record)
    says: list[str] = []
    for line in lines:
        undone = "（已撤销）" if line.act.undone else ""
        says.append(f"{line.act.at:%Y-%m-%d %H:%M}  {line.act.by}  {line.act.name}{undone}")
        says += [
            f"    {word_for(line.table, change.field)}："
            f"{shown(change.before)} → {shown(change.after)}"
            for change in line.changes
            if line.verb.code == "update"
        ]
    return Answer(tuple(says), {"lines": [_line_data(line) for line in lines]})


def _line_data(line: Any) -> dict[str, Any]:
    act = {"id": line.act.id, "name": line.act.name, "undone": line.act.undone}
    changes = [
        {"field": change.field, "before": change.before, "after": change.after}
        for change in line.changes
    ]
    return {
        "at": line.act.at,
        "by": line.act.by,
        "act": act,
        "table": line.table,
        "verb": line.verb,
        "changes": changes,
    }


@click.command(cls=Verb)
@at_desk
@click.option(
    "--act", "act_id", metavar="编码", default=None, help="撤销指定的一次，默认最近一次。"
)
def undo(desk: Any, *, act_id: str | None) -> Answer:
    """撤销最近一次操作。"""
    from consultroom.services import naming_acts, safekeeping

    undone = safekeeping.undo(desk, act_id)
    data = {"act": {"id": undone.id, "name": undone.name, "undoes": undone.undoes}}
    return Answer((naming_acts.undone_words(desk, undone),), data)
