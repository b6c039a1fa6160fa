"""Two stations and a district by commands: a lost stick, a conflict, a lost station."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from consultroom.cli import root

Type = Callable[..., Any]
STATIONS = {"WT": "梧桐街道委员工作站", "QH": "清河街道委员工作站"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "U盘").mkdir()
    return tmp_path


@pytest.fixture
def type_in(place: Path) -> Type:
    """Type a command about a room on a day; it must end with this code; return its JSON."""

    def command(day: str, verb: str, room: str, *words: str, ends: int = 0) -> Any:
        line = [*verb.split(), str(place / room), *words, "--json"]
        result = CliRunner(env={"CONSULTROOM_TODAY": day}).invoke(root, line)
        assert result.exit_code == ends, (line, result.stdout, result.stderr)
        return json.loads(result.stdout)

    return command


def packs_for(place: Path, unit: str) -> list[str]:
    return [str(file) for file in sorted((place / "U盘").glob(f"{unit}_*.crpk"))]


def empty_stick(place: Path) -> None:
    shutil.rmtree(place / "U盘")
    (place / "U盘").mkdir()


def enrol(type_in: Type, place: Path) -> None:
    """Found the district and its stations, and let them join."""
    type_in("2026-11-02", "init", "区", "--district", "江州区政协", "--code", "JZ")
    for code, name in STATIONS.items():
        file = str(place / f"{code}.crjoin")
        told = type_in("2026-11-02", "join offer", "区", code, "--name", name, "--out", file)
        wrong = type_in("2026-11-02", "join found", code, file, "--code", "0000-0000", ends=1)
        assert "短码对不上" in wrong["error"]
        joined = type_in(
            "2026-11-02", "join found", code, file, "--code", told["code"], "--by", "王敏"
        )
        (pack,) = report(type_in, place, code, "2026-11-02")
        asks = type_in("2026-11-02", "import", "区", pack)["packs"][0]
        assert (asks["standing"], "code" in asks) == ("asks", False)
        assert_the_code_is_not_told(place, pack, joined["code"])
        type_in("2026-11-02", "join admit", "区", pack, "--code", joined["code"])
        done = type_in("2026-11-02", "import", "区", pack, "--apply")
        assert [one["unit"] for one in done["imported"]] == [code]
        empty_stick(place)
        come_back(type_in, place, code, "2026-11-02")


def assert_the_code_is_not_told(place: Path, pack: str, code: str) -> None:
    """A code that is shown would be copied; it is to be heard on the telephone."""
    for line in (["import", str(place / "区"), pack], ["inbox", str(place / "区")]):
        told = CliRunner(env={"CONSULTROOM_TODAY": "2026-11-02"}).invoke(root, line).stdout
        assert "听对方念短码" in told
        assert code not in told


def report(type_in: Type, place: Path, room: str, day: str, *words: str) -> list[str]:
    done = type_in(day, "export", room, "--to", str(place / "U盘"), *words)
    return [str(place / "U盘" / pack["name"]) for one in done["exports"] for pack in one["packs"]]


def come_back(type_in: Type, place: Path, room: str, day: str) -> None:
    """Carry the district's pack to a station."""
    unit = room[:2]
    packs = report(type_in, place, "区", day, "--for", unit)
    done = type_in(day, "import", room, *packs, "--apply")
    assert done["refused"] == done["held"] == []
    empty_stick(place)


def add_topic(type_in: Type, room: str, day: str, title: str) -> str:
    added = type_in(day, "topic add", room, title, "--source", "visit", "--proposer", "李桂兰")
    return str(added["topic"]["id"])


def titles(type_in: Type, room: str, day: str, word: str) -> set[str]:
    return {hit["title"] for hit in type_in(day, "search", room, word)["hits"]}


def test_two_stations_and_a_district_exchange_a_year(type_in: Type, place: Path):
    enrol(type_in, place)
    a_stick_is_lost(type_in, place)
    a_slip_comes_instead_of_the_stick(type_in, place)
    two_computers_write_one_field(type_in, place)
    a_station_is_lost_and_built_again(type_in, place)
    for room in ("区", "WT2", "QH", "WT3"):
        assert type_in("2026-12-31", "check", room)["sound"]


def a_stick_is_lost(type_in: Type, place: Path) -> None:
    add_topic(type_in, "WT", "2026-11-05", "加装电梯")
    report(type_in, place, "WT", "2026-11-05", "--period", "2026-11")
    empty_stick(place)  # somebody's trousers went through the wash
    add_topic(type_in, "WT", "2026-11-06", "加装路灯")
    packs = report(type_in, place, "WT", "2026-11-30", "--period", "2026-11")
    (looked,) = type_in("2026-11-30", "import", "区", *packs, "--preview")["packs"]
    assert (looked["standing"], looked["missing"]) == ("ready", [[2, 2]])
    assert (
        looked["new"] + looked["changed"] + looked["unchanged"] + looked["held"] == (looked["rows"])
    )
    assert titles(type_in, "区", "2026-11-30", "加装") == set()
    (done,) = type_in("2026-11-30", "inbox", "区", "--apply")["imported"]
    assert titles(type_in, "区", "2026-11-30", "加装") == {"加装电梯", "加装路灯"}
    type_in("2026-11-30", "inbox", "区", "--undo", done["file"])
    assert titles(type_in, "区", "2026-11-30", "加装") == set()
    type_in("2026-11-30", "inbox", "区", "--apply")
    again = type_in("2026-11-30", "import", "区", *packs, "--apply")
    assert (again["imported"], len(again["repeated"])) == ([], 1)
    empty_stick(place)


def a_slip_comes_instead_of_the_stick(type_in: Type, place: Path) -> None:
    add_topic(type_in, "QH", "2026-11-20", "河道清淤")
    packs = report(type_in, place, "QH", "2026-11-30", "--period", "2026-11")
    type_in("2026-11-30", "import", "区", *packs, "--apply")
    slip = type_in("2026-12-01", "ack", "区", "QH")
    wrong = type_in("2026-12-01", "ack", "QH", "ABCD-EFGH", ends=1)
    assert "回执码" in wrong["error"]
    type_in("2026-12-01", "ack", "QH", slip["code"])
    empty_stick(place)
    nothing = ("--to", str(place / "U盘"), "--nil", "--period", "2026-12")
    done = type_in("2026-12-01", "export", "QH", *nothing)
    assert done["exports"][0]["rows"] == 0
    empty_stick(place)


def two_computers_write_one_field(type_in: Type, place: Path) -> None:
    """The station gets a second computer by copying the folder; both type into one topic."""
    topic = add_topic(type_in, "WT", "2026-12-02", "停车难")
    shutil.copytree(place / "WT", place / "WT2")
    for room, reason in (("WT", "先办"), ("WT2", "缓办")):
        change_topic(place / room, topic, reason, "2026-12-03")
    packs = report(type_in, place, "WT2", "2026-12-04", "--for", "WT")
    (looked,) = type_in("2026-12-04", "import", "WT", *packs)["packs"]
    assert looked["conflicts"] == 1
    type_in("2026-12-04", "import", "WT", *packs, "--apply")
    (dispute,) = type_in("2026-12-04", "conflicts list", "WT")["conflicts"]
    assert {dispute["stands"], dispute["lost"]} == {"先办", "缓办"}
    type_in("2026-12-04", "conflicts settle", "WT", dispute["id"], "written", "--text", "一起商量")
    empty_stick(place)
    beside = report(type_in, place, "WT", "2026-12-05", "--for", "WT")
    type_in("2026-12-05", "import", "WT2", *beside, "--apply")
    up = report(type_in, place, "WT2", "2026-12-05")
    type_in("2026-12-05", "import", "区", *up, "--apply")
    for room in ("WT", "WT2", "区"):
        assert titles(type_in, room, "2026-12-05", "一起商量") == {"停车难"}
    assert type_in("2026-12-05", "conflicts list", "WT2")["conflicts"] == []
    empty_stick(place)


def change_topic(folder: Path, topic: str, text: str, day: str) -> None:
    """Type into a topic's form; there is no command for it."""
    from datetime import date

    from consultroom.cli.desks import sitting
    from consultroom.domain.topics import Topic
    from consultroom.frozen import replace

    at = date.fromisoformat(day)
    with sitting(folder, by="王敏", day=at) as desk, desk.room.act("修改议题", by="王敏") as act:
        act.put(replace(act.get(Topic, topic), situation=text))


def a_station_is_lost_and_built_again(type_in: Type, place: Path) -> None:
    before = type_in("2026-12-06", "topic list", "WT")
    shutil.rmtree(place / "WT")
    file = str(place / "again.crjoin")
    told = type_in("2026-12-07", "join offer", "区", "WT", "--out", file)
    joined = type_in("2026-12-07", "join found", "WT3", file, "--code", told["code"])
    (pack,) = report(type_in, place, "WT3", "2026-12-07")
    type_in("2026-12-07", "join admit", "区", pack, "--code", joined["code"])
    type_in("2026-12-07", "import", "区", pack, "--apply")
    empty_stick(place)
    packs = report(type_in, place, "区", "2026-12-07", "--for", "WT", "--rebuild")
    assert type_in_verify(place, packs[0])["standing"] == "ready"
    type_in("2026-12-07", "import", "WT3", *packs, "--apply")
    assert type_in("2026-12-07", "topic list", "WT3") == before
    empty_stick(place)


def type_in_verify(place: Path, pack: str) -> Any:
    line = ["verify", pack, "--room", str(place / "WT3"), "--json"]
    result = CliRunner(env={"CONSULTROOM_TODAY": "2026-12-07"}).invoke(root, line)
    assert result.exit_code == 0, result.stdout
    return json.loads(result.stdout)


def test_only_the_named_packs_are_taken_in_and_the_others_wait(type_in: Type, place: Path):
    enrol(type_in, place)
    stick = place / "U盘"
    empty_stick(place)
    for room in ("WT", "QH"):
        add_topic(type_in, room, "2026-11-05", f"{room}的议题")
        type_in("2026-11-30", "export", room, "--to", str(stick), "--period", "2026-11")
    first, second = sorted(str(file) for file in stick.glob("*.crpk"))
    type_in("2026-12-01", "import", "区", first, second)  # looked at, not taken in
    done = type_in("2026-12-01", "import", "区", second, "--apply")
    assert [one["file"] for one in done["imported"]] == [Path(second).name]
    (waits,) = type_in("2026-12-01", "inbox", "区")["packs"]
    assert (waits["file"], waits["standing"]) == (Path(first).name, "ready")
    line = ["import", str(place / "区"), second, "--apply"]
    told = CliRunner(env={"CONSULTROOM_TODAY": "2026-12-01"}).invoke(root, line)
    assert "已经导入过" in told.stdout
    assert "收件箱里还有1个包没有导入" in told.stdout


def test_what_may_do_harm_on_a_stick_is_told_and_left_alone(type_in: Type, place: Path):
    enrol(type_in, place)
    stick = place / "U盘"
    (stick / "照片.exe").write_bytes(b"MZ")
    done = type_in("2026-11-30", "export", "WT", "--to", str(stick), "--period", "2026-11")
    assert done["strangers"] == [{"name": "照片.exe", "kind": "program"}]
    line = ["export", str(place / "WT"), "--to", str(stick)]
    told = CliRunner(env={"CONSULTROOM_TODAY": "2026-11-30"}).invoke(root, line).stdout
    assert "照片.exe（可执行程序）" in told
    assert "没有写明报哪个月" in told
    assert (stick / "照片.exe").read_bytes() == b"MZ"
