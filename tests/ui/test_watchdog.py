"""The watchdog tells where the window stood still, and is quiet while it does not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from pytestqt.qtbot import QtBot

from consultroom.ui import watchdog
from consultroom.ui.watchdog import Block, Watchdog

LONG = 0.3  # seconds; far more than the limit, so that a busy computer changes nothing


def stand_still() -> None:
    time.sleep(LONG)


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


def test_it_names_the_line_the_window_stood_still_on(qtbot: QtBot, seen: list[Block]):
    again = QTimer(interval=50)
    again.timeout.connect(stand_still)  # the dog may wake up late on a busy computer
    again.start()
    qtbot.waitUntil(lambda: bool(seen), timeout=30_000)
    again.stop()
    name, line = seen[0].where[0].split(":")
    assert name == "test_watchdog.py"
    assert line.endswith("stand_still")
    assert seen[0].lasted > seen[0].worked  # it slept
    assert "stand_still" in str(seen[0])


def test_a_loop_of_its_own_is_no_standing_still(qtbot: QtBot, seen: list[Block]):
    monkey = [wait_in_a_loop_of_its_own]
    QTimer.singleShot(0, monkey.pop())
    qtbot.wait(int(LONG * 2e3))
    assert [one for one in seen if "wait_in_a_loop" in str(one)] == []
