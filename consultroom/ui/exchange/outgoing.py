"""What 报出 tells of a room and of a stick before anything is written. No Qt here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.ui.exchange.words import month_words, size_words
from consultroom.ui.states import State

if TYPE_CHECKING:
    from consultroom.services.handing_over import StickView

LEAST_FREE = 1 << 20  # bytes; a small pack of a month has about that
MOST_STRANGERS = 4  # told one by one
MONTHS = 13  # offered, this one and those before
EVERYBODY = "*"


class Check(Frozen):
    """One thing looked at before writing."""

    state: State
    text: str


def units(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Return whom packs can be written for, code and name."""
    from consultroom.services.exchanging import partners

    up = partners.above(desk)
    listed = [(unit.code, unit.name) for unit in partners.below(desk)]
    joined = partners.units_joined(desk)
    ready = [one for one in listed if one[0] in joined]
    every = [(EVERYBODY, f"全部下级单位（{len(ready)} 个）")] if len(ready) > 1 else []
    above = [(up, partners.name_of(desk, up))] if up in joined else []
    beside = (
        [(desk.owner, "本单位另一台电脑")] if len(partners.keys_of(desk, desk.owner)) > 1 else []
    )
    return (*above, *every, *ready, *beside)


def months_offered(today: date) -> tuple[tuple[str, str], ...]:
    """Return the months that may be reported on, code and word, this one first."""
    found = []
    year, month = today.year, today.month
    for _ in range(MONTHS):
        period = f"{year}-{month:02d}"
        found.append((period, month_words(period)))
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(found)


def last(desk: Desk) -> str:
    """Return when something was exported last."""
    from consultroom.services import handing_over

    days = handing_over.days_since_last(desk)
    if days is None:
        return "还没有导出过。"
    return "今天导出过。" if days == 0 else f"上次导出是 {days} 天前。"


def goes(desk: Desk, unit: str) -> str:
    """Return what would go to a unit."""
    from consultroom.services.exchanging import acknowledging, partners

    if not unit:
        return ""
    if unit not in (partners.above(desk), desk.owner):
        return "带去名册、交办议题、审核意见、参数和方案，每次都是全套。"
    since = acknowledging.arrived(desk, unit)
    if since == 0:
        return "对方还没有回执，带去全部内容。"
    count = desk.room.last_seq - since
    return f"对方已收到的不再带，这次带去之后的 {count} 处改动。" if count else "没有新的改动。"


def stays(desk: Desk) -> str:
    """Return what stays here."""
    from consultroom.services.exchanging import sharing

    kinds = sorted(sharing.withheld(desk), key=lambda kind: kind.code)
    named = "、".join(kind.label for kind in kinds)
    return f"{named}不外传，文字里写到的也略去。附件原样带去。" if kinds else ""


def checks_of(view: StickView) -> tuple[Check, ...]:
    """Return what there is to know of a stick before it is written to."""
    stick = view.stick
    free = Check(State.DONE, f"剩余 {size_words(stick.free)}，共 {size_words(stick.size)}")
    if stick.free < LEAST_FREE:
        free = Check(
            State.LATE, f"只剩 {size_words(stick.free)}，多半写不下。请腾出空间，或者换一个U盘。"
        )
    if stick.read_only:
        free = Check(State.LATE, "只读，写不进去。请关掉写保护开关，或者换一个U盘。")
    strange = [
        Check(State.DUE, f"有{one.kind.label}“{one.name}”，没有动它，请核实来历。")
        for one in view.strangers[:MOST_STRANGERS]
    ]
    if len(view.strangers) > MOST_STRANGERS:
        strange.append(Check(State.DUE, f"这样的文件共 {len(view.strangers)} 个。"))
    clean = [] if strange else [Check(State.DONE, "没有发现程序、自动运行文件")]
    rest = [] if view.looked_whole else [Check(State.DUE, "文件太多，没有全部查看。")]
    return (free, *(strange or clean), *rest)
