"""Commands about signing keys: this computer's own, and those of others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Noun, given
from consultroom.cli.words import DAY

if TYPE_CHECKING:
    from consultroom.domain.papers import PeerKey
    from consultroom.services.desk import Desk


@click.group(cls=Noun)
def identity() -> None:
    """签名身份：本机的身份卡，信任和吊销别的单位的公钥。"""


@identity.command("show")
@at_desk
def show(desk: Desk) -> Answer:
    """列出本机的短码和这里信任的公钥。

    第一次用会给本机做一把密钥，存在资料夹的 keys.json 里，只有本机有。
    """
    from consultroom.services import identifying

    card = identifying.card(desk)
    keys = identifying.believed(desk)
    rows = [_row(key) for key in keys]
    says = (
        f"{card.name}（{card.unit}）本机的短码：{card.code}",
        "",
        *table(("单位", "短码", "登记日期", "状态"), rows),
    )
    mine = {"unit": card.unit, "node": card.node, "key": card.key, "code": card.code}
    return Answer(says, {"own": mine, "keys": [_key_data(key) for key in keys]})


def _row(key: PeerKey) -> tuple[str, str, str, str]:
    from consultroom.services.identifying import code_of

    state = "有效"
    if key.revoked_on:
        state = f"{key.revoked_on.isoformat()}起吊销：{key.reason}"
    return key.unit, code_of(key), key.valid_from.isoformat(), state


def _key_data(key: PeerKey) -> dict[str, Any]:
    from consultroom.services.identifying import code_of

    return {
        "unit": key.unit,
        "node": key.node,
        "key": key.key,
        "recipient": key.recipient,
        "code": code_of(key),
        "valid_from": key.valid_from,
        "revoked_on": key.revoked_on,
        "reason": key.reason,
    }


@identity.command("export")
@at_desk
@click.option(
    "--out",
    metavar="文件.json",
    required=True,
    type=click.Path(path_type=Path),
    help="身份卡存成哪个文件；已有的文件不会被覆盖。",
)
def export(desk: Desk, *, out: Path) -> Answer:
    """导出本机的身份卡，交给区政协。

    身份卡只有公钥，可以放心外传。对方信任之前，请打电话核对短码。
    """
    from consultroom.services import identifying

    card = identifying.card(desk)
    identifying.write_card(card, out)
    says = (f"身份卡已存到 {out}", f"短码：{card.code}（对方打电话来核对时念给他听）")
    return Answer(says, {"file": str(out), "unit": card.unit, "code": card.code})


@identity.command("trust")
@at_desk
@given("card", "身份卡", "对方用 identity export 导出的文件。", type=click.Path(path_type=Path))
@click.option("--code", metavar="短码", required=True, help="对方在电话里念的短码，如 7K2M-QX4D。")
def trust(desk: Desk, *, card: Path, code: str) -> Answer:
    """信任一张身份卡：以后它签发的文书可以验真。

    先给对方打电话，请他念本机的短码（identity show），不要抄卡上的。
    """
    from consultroom.services import identifying

    found = identifying.read_card(card)
    key = identifying.trust(desk, found, heard=code)
    return Answer((f"已信任{found.name}（{key.unit}）的公钥。",), {"key": _key_data(key)})


@identity.command("revoke")
@at_desk
@given("unit", "单位", "单位的代码，如 WT。")
@click.option("--reason", metavar="原因", required=True, help="如 电脑被盗。")
@click.option("--from", "from_on", type=DAY, help="从哪天起不作准，默认今天。")
@click.option("--code", metavar="短码", default="", help="只吊销这一把，默认这个单位的全部。")
def revoke(desk: Desk, *, unit: str, reason: str, from_on: date | None, code: str) -> Answer:
    """吊销一个单位的公钥：它签发的都不再作准。

    吊销本机自己的以后，下次要用时会另做一把。
    """
    from consultroom.services import identifying

    on = from_on or desk.today
    keys = identifying.revoke(desk, unit.upper(), on=on, reason=reason, code=code)
    says = f"单位“{unit.upper()}”的{len(keys)}把公钥自{on.isoformat()}起吊销。"
    return Answer((says,), {"keys": [_key_data(key) for key in keys]})
