"""The watchdog tells where the window stood still, and is quiet while it does not."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from consultroom.ui import watchdog
from consultroom.ui.watchdog import Block, Watchdog

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
