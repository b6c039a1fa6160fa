"""The program is killed in the middle of whatever it was doing; nothing it had promised is lost.

``CONSULTROOM_KILLS`` says how often.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from consultroom.store.migrations import LAYOUT
from consultroom.store.rooms import Room
from tests.store import writing_until_killed
from tests.store.samples import new_room, old_room

KILLS = int(os.environ.get("CONSULTROOM_KILLS", "6"))
HOUSE = Path(__file__).resolve().parents[2]
LONGEST = 0.4  # seconds from the start of the writing to the kill


def write_and_be_killed(folder: Path, seed: int, seconds: float) -> list[list[str]]:
    """Let another process write for a while, kill it, and return its promises."""
    program = [sys.executable, "-m", writing_until_killed.__name__, str(folder), str(seed)]
    with subprocess.Popen(
        program, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stderr
        begun = child.stdout.readline()
        time.sleep(seconds)
        ended = child.poll()
        child.kill()
        said, errors = child.stdout.read(), child.stderr.read()
    assert begun == b"begun" + os.linesep.encode(), errors.decode()
    assert ended is None, errors.decode()
    return [line.split() for line in said.decode().split("\n")[:-1]]


def broken(room: Room, promises: list[list[str]]) -> list[list[str]]:
    """Return the promises that were not kept. Old backups are thinned out on purpose."""
    kept = {"act": {"none"}, "blob": set(room.blobs.all())}
    kept["act"] |= {act.id for act in room.acts(limit=1_000_000)}
    return [[kind, what] for kind, what in promises if kind in kept and what not in kept[kind]]


def test_nothing_promised_is_lost_however_the_program_ends(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = tmp_path / "room"
    new_room(folder, layout=LAYOUT).close()
    dice = random.Random(KILLS)  # noqa: S311
    promises: list[list[str]] = []
    logs = 0
    for kill in range(KILLS):
        promises += write_and_be_killed(folder, kill, dice.random() * LONGEST)
        logs += (folder / "room.db-wal").exists()
        with old_room(folder, layout=LAYOUT) as room:
            assert room.check().faults == ()
            assert broken(room, promises) == []
            assert not list(folder.rglob("*.part*"))
    assert promises
    assert logs, "no kill came while the room was open"
    with capsys.disabled():
        sys.stdout.write(f"\n{KILLS} kills, {logs} with a log, {len(promises)} promises kept\n")
