"""Many packs that share a commit: one that is bad, a stop, an end of the program, a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import founding
from consultroom.services.exchanging import importing, inbox, previewing
from consultroom.services.exchanging.previewing import Standing
from tests.services.exchanging.offices import (
    DISTRICT,
    Clock,
    Offices,
    a_topic,
    chance,
    offices,
    rows,
)
from tests.services.exchanging.test_newer_versions import later_rows, send_by_a_later_version

MANY = 60  # more than share a commit
STATIONS = ("WT1", "WT2", "WT3", "QH1")


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, *STATIONS) as opened:
        yield opened


def send_many(there: Offices, count: int = MANY) -> list[Path]:
    """Let the stations write packs in turn, each with a topic more than the one before."""
    files = list[Path]()
    for number in range(count):
        name = STATIONS[number % len(STATIONS)]
        a_topic(there[name], f"第{number}件")
        files += there.send(name)
    return files


def in_order(there: Offices) -> list[Path]:
    """Return the packs that wait, as a run comes to them."""
    return list(inbox.waiting(there[DISTRICT]))


def damage(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def holds(there: Offices) -> dict[tuple[str, str], object]:
    """Return what the district holds of its stations."""
    return {**rows(there[DISTRICT], "WT"), **rows(there[DISTRICT], "QH")}


def sound(there: Offices) -> None:
    """See that the district's room is whole and every pack that is in lies in the archive."""
    district = there[DISTRICT]
    assert district.room.check().faults == ()
    taken = district.room.packs.received()
    assert all((inbox.folder_of(district) / pack.file).is_file() for pack in taken)
    assert list(inbox.folder_of(district).rglob("*.part")) == []


def test_a_damaged_and_an_unfit_pack_among_many_are_put_aside_alone(there: Offices) -> None:
    send_many(there, MANY - 2)
    more, _ = later_rows(there, "WT2")
    strange = replace(more, values={**more.values, "source": "telepathy"}, extra={})
    (unfit,) = send_by_a_later_version(there, "WT2", DISTRICT, [strange])
    a_topic(there["WT1"], "以后的")
    (later,) = there.send("WT1")
    inbox.bring_in(there[DISTRICT], [there.stick])
    damaged = in_order(there)[30]
    damage(damaged)
    run = importing.take(there[DISTRICT])
    assert {one.file.name for one in run.refused} == {damaged.name, unfit.name}
    assert len(run.imported) == MANY - 2
    assert later.name in {Path(one.pack.file).name for one in run.imported}
    assert in_order(there) == []
    assert {"第0件", "以后的"} <= {topic.title for topic in there[DISTRICT].room.find(Topic)}
    assert all(
        one.pack.new + one.pack.changed + one.pack.unchanged + one.pack.held == one.pack.rows
        for one in run.imported
    )
    sound(there)


def test_each_of_many_can_be_taken_back_alone(there: Offices) -> None:
    send_many(there)
    last = there.bring((there.stick,), DISTRICT).imported[-1].pack
    before = holds(there)
    assert last.act is not None
    importing.take_back(there[DISTRICT], last.hash)
    assert holds(there) != before
    assert [file.name for file in in_order(there)] == [Path(last.file).name]
    importing.take(there[DISTRICT])
    assert holds(there) == before


class Stop(Exception):
    """Somebody pressed 停止."""


@pytest.mark.parametrize("after", [0, 1, 25, 50, 55])
def test_a_stop_keeps_the_packs_before_it_and_leaves_the_others_waiting(
    there: Offices, after: int
) -> None:
    send_many(there)
    inbox.bring_in(there[DISTRICT], [there.stick])
    order = in_order(there)

    def tell(done: int, _total: int) -> None:
        if done == after:
            raise Stop

    with pytest.raises(Stop):
        importing.take(there[DISTRICT], tell=tell)
    assert in_order(there) == order[after:]
    assert len(there[DISTRICT].room.packs.received()) == after
    sound(there)
    assert len(importing.take(there[DISTRICT]).imported) == MANY - after
    assert in_order(there) == []


def test_a_file_that_cannot_be_read_waits_and_the_others_go_in(
    there: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_many(there, 8)
    inbox.bring_in(there[DISTRICT], [there.stick])
    bad, open_file = in_order(there)[3], Path.open

    def fails(path: Path, *how: Any, **more: Any) -> Any:
        if path == bad:
            raise OSError(5, "Input/output error")
        return open_file(path, *how, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", fails)
        looked = {one.file: one.standing for one in previewing.previews(there[DISTRICT])}
        run = importing.take(there[DISTRICT])
    assert looked.pop(bad) is Standing.REFUSED
    assert set(looked.values()) == {Standing.READY}
    assert len(run.imported) == 7
    assert [name for name, _ in run.held] == [bad.name]
    assert in_order(there) == [bad]
    assert len(importing.take(there[DISTRICT]).imported) == 1


def test_a_pack_that_waited_and_is_then_refused_is_told_once(there: Offices) -> None:
    a_topic(there["WT1"])
    first = there.send("WT1")
    there.bring(first, DISTRICT)
    there.pass_on(DISTRICT, "WT1")  # acknowledged: what follows goes on from it
    importing.take_back(there[DISTRICT], there[DISTRICT].room.packs.received()[0].hash)
    (in_inbox,) = in_order(there)
    more, _ = later_rows(there, "WT1")
    strange = replace(more, values={**more.values, "source": "telepathy"}, extra={})
    (unfit,) = send_by_a_later_version(there, "WT1", DISTRICT, [strange])
    (unfit,) = inbox.bring_in(there[DISTRICT], [unfit])
    run = importing.take(there[DISTRICT], [unfit, in_inbox])
    told = [one.file.name for one in run.refused] + [name for name, _ in run.held]
    assert told == [unfit.name]


def test_what_was_stopped_before_the_archive_can_still_be_taken_back(
    there: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_topic(there["WT1"])
    files = there.send("WT1")
    inbox.bring_in(there[DISTRICT], files)

    def power_fails(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "archive", power_fails)
        with pytest.raises(KeyboardInterrupt):
            importing.take(there[DISTRICT])
    (pack,) = there[DISTRICT].room.packs.received()
    importing.take_back(there[DISTRICT], pack.hash)
    assert [file.name for file in in_order(there)] == [files[0].name]
    assert len(importing.take(there[DISTRICT]).imported) == 1


TAKE_AND_DIE = """
import os, signal, sys
from pathlib import Path
from consultroom.services import founding
from consultroom.services.exchanging import importing, inbox
from consultroom.clocks import chance, clock_on

room, where, after = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
desk = founding.open_desk(room, by="周立", clock=clock_on(None), chance=chance)
archive, count = inbox.archive, [0]

def dying(*what):
    count[0] += 1
    if count[0] > after:
        os.kill(os.getpid(), signal.SIGKILL)
    return archive(*what)

def tell(done, total):
    if done >= after:
        os.kill(os.getpid(), signal.SIGKILL)

if where == "archive":
    inbox.archive = dying
    importing.take(desk)
else:
    importing.take(desk, tell=tell)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only where there is kill -9")
@pytest.mark.parametrize(
    ("where", "after", "whole"),
    [("rows", 20, 0), ("rows", 55, 50), ("archive", 3, 50), ("archive", 55, 60)],
)
def test_kill_9_leaves_whole_packs_and_the_next_run_finishes(
    there: Offices, where: str, after: int, whole: int
) -> None:
    send_many(there)
    inbox.bring_in(there[DISTRICT], [there.stick])
    there[DISTRICT].room.close()
    folder = there[DISTRICT].room.folder
    command = [sys.executable, "-c", TAKE_AND_DIE, str(folder), where, str(after)]
    ended = subprocess.run(command, check=False, env={**os.environ, "PYTHONUTF8": "1"})
    assert ended.returncode == -signal.SIGKILL
    there.desks[DISTRICT] = founding.open_desk(
        folder, by=DISTRICT, clock=Clock(), chance=chance("after the end").randbytes
    )
    assert len(there[DISTRICT].room.packs.received()) == whole
    assert len(in_order(there)) >= MANY - whole
    assert there[DISTRICT].room.check().faults == ()
    run = importing.take(there[DISTRICT])
    assert len(run.imported) == MANY - whole
    assert run.refused == ()
    assert run.held == ()
    assert len(there[DISTRICT].room.find(Topic)) == MANY
    assert in_order(there) == []
    sound(there)


@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_disk_that_fills_in_the_middle_leaves_whole_packs_waiting(there: Offices) -> None:
    import resource

    for name in STATIONS:
        for number in range(MANY // len(STATIONS)):
            a_topic(there[name], f"第{number}件", situation="楼道没有电梯。" * 4000)
            there.send(name)
    inbox.bring_in(there[DISTRICT], [there.stick])
    district = there[DISTRICT]
    before = holds(there)
    size = max(file.stat().st_size for file in district.room.folder.glob("room.db*"))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + (1 << 20), hard))
        with pytest.raises(UserError, match=r"磁盘|空间"):
            importing.take(district, backup=False)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert len(in_order(there)) == MANY
    assert (holds(there), district.room.packs.received()) == (before, ())
    assert len(importing.take(district).imported) == MANY
    assert len(district.room.find(Topic)) == MANY
    sound(there)
