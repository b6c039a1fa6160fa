"""The showroom (样品间): one station with something of everything, for a paper of every kind."""

from __future__ import annotations

import shutil
from datetime import date, datetime, time
from pathlib import Path

from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.receptions import VisitHandling
from consultroom.services import (
    concluding,
    filing,
    following,
    planning,
    progressing,
    receiving,
    scheduling,
)
from consultroom.services.desk import Desk
from consultroom.services.printing import KINDS
from tests.services.stages import on, open_at, the_dossier, the_topic

BEGINS = "reviewed"  # the stage of `stages` the showroom goes on from
TODAY = date(2026, 12, 18)
KEYS = {
    "协商编号": "WT-XS-2026-001",
    "交办编号": "WT-JB-2026-001",
    "议题编号": "WT-YT-2026-001",
    "接待日编号": "WT-JD-2026-001",
    "年份": "2026",
    "年份或起止日期": "2026",
    "委员姓名[@年份]": "张建国@2026",
}  # what `PaperKind.key` asks for, as it is in the showroom
COMING = "WT-JD-2026-002"  # the reception day that is still to come


def furnished(kept: dict[str, Path], place: Path) -> Desk:
    """Sit down at the showroom, made in ``place`` from a kept stage; close its room yourself."""
    folder = shutil.copytree(kept[BEGINS], place / "showroom")
    desk = open_at(folder, date(2026, 12, 1), time(9))
    _plan(desk)
    _receive(desk)
    _hand_over(desk)
    _call_off(desk)
    on(desk, TODAY)
    _answer(desk)
    return desk


def key_of(kind: str) -> str:
    """Return what a kind of paper is asked for by in the showroom."""
    return COMING if kind.startswith("reception_poster") else KEYS[KINDS[kind].key]


def _plan(desk: Desk) -> None:
    planning.add_item(
        desk, "2026-11", the_topic(desk).title, topic=the_topic(desk), convener="张建国"
    )
    planning.add_item(
        desk, "2026-12", "背街小巷路灯补亮", convener="李秀英", departments=("区城管局", "区住建委")
    )


def _receive(desk: Desk) -> None:
    day = receiving.open_day(desk, receivers=("张建国", "古丽·买买提"), on=date(2026, 12, 4))
    receiving.receive(
        desk,
        day,
        matter="楼道感应灯不亮，老人夜里上下楼看不清。",
        head_count=3,
        category="物业管理",
        unit="梧桐一村",
        spot_reply="当天通知物业来修。",
        result="十二盏灯已换好。",
        visitor="李桂兰",
    )
    receiving.receive(
        desk,
        day,
        matter="小区东门外早市占道，早高峰堵车。",
        category="城市管理",
        handling=VisitHandling.REFERRED,
        visitor="来访群众甲",
    )
    receiving.open_day(desk, receivers=("欧阳文静", "𬱖小燕"), on=date(2026, 12, 25))


def _hand_over(desk: Desk) -> None:
    for item, due in zip(
        the_dossier(desk).agreed(), (date(2026, 12, 10), date(2026, 12, 31)), strict=True
    ):
        concluding.assign(desk, the_dossier(desk), item, due_on=due)
    on(desk, date(2026, 12, 14))
    late = the_dossier(desk).standing_assignments[0]
    following.press(desk, the_dossier(desk), late, "请说明进展和完成时间。")


def _call_off(desk: Desk) -> None:
    made = scheduling.schedule(
        desk,
        the_dossier(desk).consultation.id,
        starts_at=datetime(2026, 12, 23, 9, 30),  # noqa: DTZ001 - wall-clock time, as printed
        venue="三楼会议室",
        host="张建国",
        members=desk.members()[:3],
    )
    scheduling.cancel(desk, scheduling.send_notice(desk, made), "会场临时用于抗雪防冻值守。")


def _answer(desk: Desk) -> None:
    first, second = the_dossier(desk).standing_assignments
    following.reply(
        desk, first, text="样板电梯已通过验收，十二月十五日投入使用。", result="A", signed_by="周立"
    )
    following.reply(
        desk, second, text="分摊办法正在征求意见。", result="B", plan="明年一季度印发。"
    )
    dossier = filing.dossier(desk, the_dossier(desk).consultation.id)
    progressing.go_on(desk, dossier.consultation.id)
    following.rate(
        desk, dossier.consultation.id, RaterKind.MEMBER, Rating.SATISFIED, rater="张建国"
    )
    following.look_back(
        desk, dossier.consultation.id, who=("张建国",), finding="电梯在用。", still_holds=True
    )
