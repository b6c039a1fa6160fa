"""Each thing done with packs and keys is one act; undoing it leaves the records as they were."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consultroom.domain.conflicts import Conflict, Settlement
from consultroom.domain.sharing import Private
from consultroom.domain.stations import OrgUnit
from consultroom.domain.topics import Topic
from consultroom.frozen import replace
from consultroom.services import exchanging as package
from consultroom.services import founding, identifying, safekeeping
from consultroom.services.exchanging import enrolling, inbox, renaming, settling, sharing
from tests.services.exchanging.offices import DISTRICT, NAMES, Offices, a_topic, rows
from tests.services.stages import everything

Verb = Callable[[Offices], object]


def nothing(_there: Offices) -> None:
    """Prepare nothing."""


def a_new_unit(there: Offices) -> object:
    unit = founding.a_unit(founding.UnitKind.STATION, "HG", "槐谷街道委员工作站", parent=DISTRICT)
    return enrolling.offer(there[DISTRICT], unit, there.place / "HG.crjoin")


def a_recovery_key(there: Offices) -> object:
    return enrolling.make_recovery_key(there[DISTRICT], there.place / "recovery.txt")


def a_join_file(there: Offices) -> None:
    """Let the district have something new to tell in it: its recovery key."""
    a_recovery_key(there)
    unit = there[DISTRICT].room.get(OrgUnit, "WT")
    enrolling.offer(there[DISTRICT], unit, there.place / "WT again.crjoin")


def joined(there: Offices) -> object:
    heard = identifying.card(there[DISTRICT]).code
    return enrolling.join(there["WT1"], there.place / "WT again.crjoin", heard=heard)


def a_conflict(there: Offices) -> None:
    topic = a_topic(there["WT1"]).id
    there.pass_on("WT1", "WT2")
    for name in ("WT1", "WT2"):
        room = there[name].room
        with room.act("修改议题", by=name) as act:
            act.put(replace(room.get(Topic, topic), title=f"{name}写的"))
    there.pass_on("WT2", "WT1")


def settled(there: Offices) -> object:
    (conflict,) = there["WT1"].room.find(Conflict)
    return settling.settle(there["WT1"], conflict.id, Settlement.TAKEN)


def a_pack(there: Offices) -> None:
    a_topic(there["WT1"])
    inbox.bring_in(there[DISTRICT], there.send("WT1"))


# name of the act -> (who does it, what comes before, how)
VERBS: dict[str, tuple[str, Verb, Verb]] = {
    "新增单位": (DISTRICT, nothing, a_new_unit),
    "登记恢复密钥": (DISTRICT, nothing, a_recovery_key),
    "入网": ("WT1", a_join_file, joined),
    "更换密钥": ("WT1", nothing, lambda there: enrolling.renew_key(there["WT1"])),
    "更换编号": (
        "WT1",
        lambda there: a_topic(there["WT1"]),
        lambda there: renaming.rename(there["WT1"]),
    ),
    "处理冲突": ("WT1", a_conflict, settled),
    "修改外传规则": (
        DISTRICT,
        nothing,
        lambda there: sharing.ask(there[DISTRICT], [Private.PHONES]),
    ),
    "导入交换包": (DISTRICT, a_pack, lambda there: there.take(DISTRICT)),
}
TRIED_ELSEWHERE = ("更新后归位",)  # it takes a later version of the program: test_promoting


def stamped(there: Offices, name: str) -> list[Any]:
    """Return all rows with their stamps: a new name changes nothing else."""
    return [rows(there[name], owner) for owner in (*NAMES, DISTRICT)]


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_one_act_and_undoing_it_leaves_the_records_as_they_were(
    name: str, there: Offices
):
    who, prepare, verb = VERBS[name]
    prepare(there)
    desk = there[who]
    identifying.identity(desk)
    before, told, acts = everything(desk), stamped(there, who), desk.room.acts(limit=500)
    verb(there)
    assert stamped(there, who) != told
    done = desk.room.acts(limit=500)
    assert [act.name for act in done[: len(done) - len(acts)]] == [name]
    assert safekeeping.undo(desk).name == f"撤销：{name}"
    assert everything(desk) == before
    assert safekeeping.check(desk).faults == ()


def test_no_act_of_the_exchange_is_left_out():
    named: set[str] = set()
    for file in Path(package.__file__).parent.glob("*.py"):
        text = file.read_text("utf-8")
        named |= set(re.findall(r'\.act\("([^"]+)"', text))
        if re.search(r"\.act\(ACT\b", text):
            named |= set(re.findall(r'^ACT\b.*"([^"]+)"$', text, re.MULTILINE))
    assert named == {*VERBS, *TRIED_ELSEWHERE}
