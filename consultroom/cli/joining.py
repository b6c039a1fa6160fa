"""Commands about joining: the join file, admitting, keys, what may leave."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import at_desk, dated, signed
from consultroom.cli.pages import Noun, Verb, given
from consultroom.cli.words import Word
from consultroom.clocks import chance, clock_on

if TYPE_CHECKING:
    from consultroom.domain.sharing import Private
    from consultroom.services.desk import Desk

FILE = click.Path(path_type=Path)
_HEARD = "对方在电话里念的短码，如 7K2M-QX4D。"
_PRIVATE = Word("sharing", "Private")


@click.group(cls=Noun)
def join() -> None:
    """入网：区政协和工作站第一次交换以前，互相登记。不用联网，打一个电话。"""


@join.command("offer")
@at_desk
@given("code", "代码", "工作站的代码，1至6个大写字母，如 WT。")
@click.option("--name", metavar="名称", default="", help="工作站的全称；登记过的可以不写。")
@click.option("--place", metavar="镇街", default="", help="所在镇街，不写就从名称里取。")
@click.option("--out", metavar="文件.crjoin", required=True, type=FILE, help="存成哪个文件。")
def offer(desk: Desk, *, code: str, name: str, place: str, out: Path) -> Answer:
    """（区政协）给一个工作站做入网文件。

    文件拷给工作站。他们用的时候会打电话来，请念这里显示的短码。
    """
    from consultroom.domain.stations import UnitKind
    from consultroom.services import founding
    from consultroom.services.exchanging import enrolling

    code = code.upper()
    short = name.removesuffix("委员工作站").removesuffix("政协")
    unit = founding.a_unit(UnitKind.STATION, code, name or code, place=place or short)
    found = enrolling.offer(desk, unit, out)
    says = (
        f"“{found.name}”的入网文件已存到 {out}",
        f"本单位的短码：{found.above.code}（对方打电话来核对时念给他听）",
    )
    return Answer(says, {"file": str(out), "unit": found.unit, "code": found.above.code})


@join.command("found")
@given("folder", "资料夹", "新资料夹的位置，须是空目录。", type=FILE)
@given("file", "入网文件", "区政协给的 .crjoin 文件。", type=FILE)
@click.option("--code", metavar="短码", required=True, help=_HEARD)
@signed
@dated
@telling
def found(folder: Path, *, file: Path, code: str, by: str, day: date | None) -> Answer:
    """（工作站）用入网文件建立新的资料夹。

    先给区政协打电话，请他们念短码。
    """
    from consultroom.services.exchanging import enrolling

    desk = enrolling.found_by_file(
        folder, file, heard=code, by=by or "联络员", clock=clock_on(day), chance=chance
    )
    with desk.room:
        return _joined(desk)


@join.command("accept")
@at_desk
@given("file", "入网文件", "上级给的 .crjoin 文件。", type=FILE)
@click.option("--code", metavar="短码", required=True, help=_HEARD)
def accept(desk: Desk, *, file: Path, code: str) -> Answer:
    """（工作站）已有资料夹，用入网文件入网。"""
    from consultroom.services.exchanging import enrolling

    enrolling.join(desk, file, heard=code)
    return _joined(desk)


def _joined(desk: Desk) -> Answer:
    from consultroom.services import identifying

    card = identifying.card(desk)
    says = (
        f"“{desk.room.name}”已入网。",
        f"本机的短码：{card.code}（区政协打电话来核对时念给他听）",
        "下一步：导出第一个包，交给区政协。",
        f"　　　　写法：consultroom export {desk.room.folder} --to U盘",
    )
    return Answer(says, {"unit": card.unit, "code": card.code, "folder": str(desk.room.folder)})


@join.command("admit")
@at_desk
@given("file", "文件", "对方的第一个包（.crpk），或者身份卡。", type=FILE)
@click.option("--code", metavar="短码", required=True, help=_HEARD)
def admit(desk: Desk, *, file: Path, code: str) -> Answer:
    """同意一台电脑入网：以后它交来的包可以导入。"""
    from consultroom.services.exchanging import enrolling, partners

    key = enrolling.admit(desk, file, heard=code)
    name = partners.name_of(desk, key.unit)
    return Answer((f"“{name}”的一台电脑已入网。",), {"unit": key.unit, "key": key.key})


@join.command("recovery")
@at_desk
@click.option("--out", metavar="文件.txt", required=True, type=FILE, help="存成哪个文件。")
def recovery(desk: Desk, *, out: Path) -> Answer:
    """做一把恢复密钥，打印后锁好：电脑坏了，用它还能打开别人交来的包。"""
    from consultroom.services.exchanging import enrolling

    key = enrolling.make_recovery_key(desk, out)
    says = (f"恢复密钥已存到 {out}", "请打印后锁好，并把这个文件从电脑上删掉。")
    return Answer(says, {"file": str(out), "recipient": key.recipient})


@join.command("renew")
@at_desk
def renew(desk: Desk) -> Answer:
    """给本机更换密钥；下一个包会重新申请入网。"""
    from consultroom.services.exchanging import enrolling

    card = enrolling.renew_key(desk)
    says = (f"已更换密钥，本机的新短码：{card.code}", "请导出一个包交给上级，等对方核对。")
    return Answer(says, {"unit": card.unit, "code": card.code})


@join.command("anew")
@at_desk
def anew(desk: Desk) -> Answer:
    """给本机换一个编号：资料夹被整个复制过，对方说包接不上的时候用。

    还没有回执的内容会在下一个包里重新交上去。
    """
    from consultroom.services.exchanging import renaming

    count = renaming.rename(desk)
    says = (f"本机已换编号，{count}条记录会重新上报。", "请重新导出一个包。")
    return Answer(says, {"node": desk.room.node, "records": count})


@click.command(cls=Verb)
@at_desk
@click.option("--allow", "letting", multiple=True, type=_PRIVATE, help="（工作站）允许外传。")
@click.option("--ask", "asking", multiple=True, type=_PRIVATE, help="（区政协）要求上报。")
@click.option("--nothing", is_flag=True, help="本机什么都不允许，也不要求。")
def sharing(
    desk: Desk, *, letting: tuple[Private, ...], asking: tuple[Private, ...], nothing: bool
) -> Answer:
    """外传范围：来访人信息、电话、住址默认留在工作站。

    区政协要求、工作站也允许的，才会写进上报的包。
    """
    from consultroom.services.exchanging import sharing as rules

    if letting or nothing:
        rules.allow(desk, letting)
    if asking or nothing:
        rules.ask(desk, asking)
    stay = sorted(group.label for group in rules.withheld(desk))
    asked = [kind.label for kind in desk.parameters().sharing.asked]
    allowed = [kind.label for kind in rules.allowed(desk)]
    says = (
        f"要求上报：{'、'.join(asked) or '无'}",
        f"本机允许：{'、'.join(allowed) or '无'}",
        f"不写进上报的包：{'、'.join(stay) or '无'}",
    )
    return Answer(says, {"asked": asked, "allowed": allowed, "withheld": stay})
