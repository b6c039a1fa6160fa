"""The watchdog tells where the window stood still, and is quiet while it does not."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from consultroom.ui import watchdog
from consultroom.ui.pages import Pages
from consultroom.ui.watchdog import LIMIT, Block, Watchdog
from tests.ui.openings import PLANTED
from tests.ui.watchdog import STRICT

LONG = 0.3  # seconds; far more than the limit, so that a busy computer changes nothing


def wait_in_a_loop_of_its_own() -> None:
    loop = QEventLoop()
    QTimer.singleShot(int(LONG * 1e3), loop.quit)
    loop.exec()


@pytest.fixture
def seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Block]]:
    """Take this file for ours, and watch."""
    monkeypatch.setattr(watchdog, "OURS", Path(__file__).parent)
    blocks: list[Block] = []
    dog = Watchdog(blocks.append, limit=LONG * 1e3 / 2)
    dog.start()
    yield blocks
    dog.stop()


ALONE = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from consultroom.ui import watchdog

def stand_still():
    time.sleep({long})

application = QCoreApplication([])
watchdog.OURS = Path(__file__).parent
seen = []
dog = watchdog.Watchdog(lambda block: (seen.append(block), application.quit()), limit={long} * 500)
dog.start()
again = QTimer(interval=50)  # the dog may wake up late on a busy computer
again.timeout.connect(stand_still)
again.start()
QTimer.singleShot(30_000, application.quit)
application.exec()
dog.stop()
print(seen[0].where[0], seen[0].lasted > seen[0].worked, seen[0])
"""


def test_it_names_the_line_the_window_stood_still_on(tmp_path: Path):
    """In a process of its own: the interpreter tells of a hundred threads, and tests leave some."""
    script = tmp_path / "alone.py"
    script.write_text(ALONE.format(long=LONG), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    assert re.match(r"alone\.py:\d+ stand_still True \d+ ms .*stand_still", told), told


def test_a_loop_of_its_own_is_no_standing_still(qtbot: QtBot, seen: list[Block]):
    monkey = [wait_in_a_loop_of_its_own]
    QTimer.singleShot(0, monkey.pop())
    qtbot.wait(int(LONG * 2e3))
    assert [one for one in seen if "wait_in_a_loop" in str(one)] == []


TOP = Path(__file__).resolve().parents[2]
MOST = 600  # seconds of a stroll, on a computer that is busy with much else
WHAT_THERE_IS = (
    *("topics > topicsTable", "members > membersTable", "outcomes > outcomesTable"),
    *(
        "workspace > workspaceTabs:1",
        "safekeeping > safekeepingTabs:2",
        "exchange > exchangeTabs:1",
    ),
    *("ledgers > spanKind", "members > newMember", "search", "help"),
)


@pytest.mark.slow
def test_the_watchdog_walks_through_every_page_and_everything_that_opens(
    kept_station: Path, tmp_path: Path
):
    """What stood still is told, worst first; by night, with the variable set, it is refused."""
    room = tmp_path / "room"
    shutil.copytree(kept_station, room)
    limit = LIMIT if os.environ.get(STRICT) else 3 * LIMIT
    command = [sys.executable, "-m", "tests.ui.openings", str(room), str(limit)]
    said = subprocess.run(
        command, cwd=TOP, capture_output=True, text=True, timeout=MOST, check=True
    ).stdout
    told = json.loads(said.splitlines()[-1])
    opened = told["openings"]
    assert told["faults"] == []
    assert {one.split(maxsplit=1)[0] for one in opened} >= {one.key for one in Pages().table()}
    assert set(opened) >= set(WHAT_THERE_IS)
    planted = {what for what, where, _ in told["blocks"] if "planted.py" in where}
    assert {what.split(maxsplit=1)[0] for what in planted} == {PLANTED}
    long = sorted(told["blocks"], key=lambda block: -block[2])
    report = [f"{where}\n    {what}" for what, where, worked in long if worked > limit]
    print(f"{len(opened)} openings", *report, sep="\n")  # noqa: T201 - pytest shows it when asked
    assert not (report and os.environ.get(STRICT)), report
