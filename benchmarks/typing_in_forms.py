"""How long a key and a Chinese word take in a form that is saved while one types.

Run ``python -m benchmarks.typing_in_forms`` from the top of the source tree. The form is the intake
form of a topic, in the whole window on a room of ten years; its likeness to other topics is looked
for meanwhile, and the draft is kept whenever typing pauses. Figures are ms of the processor of the
window's thread, the paint that follows included; ``pause`` is the longest turn of the event loop
while nobody types, in which the draft is written to the disk, by the clock as well.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks.showrooms import TODAY, showrooms

FRAME, MOST_TURN = 16.0, 50.0  # ms
TIMES, PAUSES = 80, 8
WORDS = ("停车", "加装", "电梯", "楼道", "协商")


def main() -> None:
    """Measure, print, and fail when typing falls behind the screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with showrooms() as rooms:
        times = _measure(rooms.station)
    print(f"load {os.getloadavg()[0]:.1f}")
    for name, taken in times.items():
        ordered = sorted(taken)
        middle = f"p50 {statistics.median(ordered):6.1f}"
        print(f"{name:24}{middle}  p95 {_p95(ordered):6.1f}  most {ordered[-1]:6.1f}")
    late = [name for name in ("key", "word") if _p95(times[name]) > FRAME]
    late += ["pause"] * (max(times["pause"]) > MOST_TURN)
    if late:
        sys.exit(f"falls behind the screen: {', '.join(late)}")


def _measure(room: Any) -> dict[str, list[float]]:
    from secrets import token_bytes

    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QPlainTextEdit

    from consultroom.clocks import clock_on
    from consultroom.services.founding import open_desk
    from consultroom.ui import theme
    from consultroom.ui.office import Office
    from tests.ui.keyboard import commit

    application = theme.new_application(["benchmark"])
    theme.apply(application)
    desk = open_desk(room, by="", clock=clock_on(TODAY), chance=token_bytes)
    times: dict[str, list[float]] = {"key": [], "word": [], "pause": [], "pause by the clock": []}
    with desk.room:
        office = Office(desk, folder=room)
        office.window.show()
        office.window.go("topics", "new")
        _turns(application, 0.5)
        text = office.window.screens["topics"].findChild(QPlainTextEdit)
        text.setFocus()
        for number in range(PAUSES):
            for _ in range(TIMES // PAUSES):
                times["key"].append(_timed(application, lambda: QTest.keyClick(text, Qt.Key.Key_A)))
                word = WORDS[number % len(WORDS)]
                times["word"].append(_timed(application, lambda word=word: commit(text, word)))
            worked, lasted = _turns(application, 1.2)
            times["pause"].append(worked)
            times["pause by the clock"].append(lasted)
        if not desk.room.load_drafts():
            sys.exit("nothing was kept of what was typed: this is not the form")
        office.window.close()
    return times


def _timed(application: Any, act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    application.processEvents()
    return (time.thread_time() - begun) * 1e3


def _turns(application: Any, seconds: float) -> tuple[float, float]:
    """Let the window run; return its longest turn in ms, of the processor and by the clock."""
    worked = lasted = 0.0
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        processor, clock = time.thread_time(), time.perf_counter()
        application.processEvents()
        worked = max(worked, (time.thread_time() - processor) * 1e3)
        lasted = max(lasted, (time.perf_counter() - clock) * 1e3)
        time.sleep(0.002)
    return worked, lasted


def _p95(taken: list[float]) -> float:
    return sorted(taken)[int(0.95 * (len(taken) - 1))]


if __name__ == "__main__":
    main()
