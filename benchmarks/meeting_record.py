"""How long a key, a Chinese word and a new line take in a meeting record of many lines.

Run ``python -m benchmarks.meeting_record`` from the top of the source tree. A key should take less
than one frame of the screen, 16 ms. Each figure holds the paint that follows, and is of the
processor of the window's thread, which other work on the computer changes little.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable

FRAME = 16.0  # ms
TIMES = 60


def main() -> None:
    """Measure, print the table, and fail when typing falls behind the screen."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, nargs="+", default=[20, 200, 2_000])
    counts = asked.parse_args().lines
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(f"{'lines':>6}{'open':>10}{'key':>16}{'word':>16}{'new line':>16}{'go to line':>16}")
    print(f"{'':6}{'ms':>10}" + f"{'p50 / p95 ms':>16}" * 4)
    slowest = [_row(count) for count in counts]
    if max(slowest) > FRAME:
        sys.exit("typing falls behind the screen")


def _row(count: int) -> float:
    """Measure a record of ``count`` lines; return the p95 of a key, word or new line, in ms."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from consultroom.ui import theme
    from tests.ui import samples, windows
    from tests.ui.keyboard import commit

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.apply(application)
    view = windows.a_minutes_view(samples.BookOnTheTable(samples.a_record(count)))
    view.resize(1166, 708)
    view.show()
    opened = _timed(application, lambda: view.entered.emit("c11"))
    lines = view.list
    lines.go_to(count // 2)

    def text() -> object:
        return lines.editor.text  # type: ignore[union-attr]

    key = _many(application, lambda: QTest.keyClick(text(), Qt.Key.Key_A))  # type: ignore[call-overload]
    word = _many(application, lambda: commit(text(), "停车"))  # type: ignore[arg-type]
    new = _many(application, lines.insert_after)
    steps = iter(range(0, 10 * TIMES * 10, max(1, count // TIMES)))
    jump = _many(application, lambda: lines.go_to(next(steps) % count))
    cells = "".join(f"{p50:9.1f} / {p95:4.1f}" for p50, p95 in (key, word, new, jump))
    print(f"{count:6}{opened:10.0f}{cells}", flush=True)
    view.close()
    return max(key[1], word[1], new[1])


def _timed(application: object, act: Callable[[], object]) -> float:
    begun = time.thread_time()
    act()
    application.processEvents()  # type: ignore[attr-defined]
    return (time.thread_time() - begun) * 1e3


def _many(application: object, act: Callable[[], object]) -> tuple[float, float]:
    taken = sorted(_timed(application, act) for _ in range(TIMES))
    return statistics.median(taken), taken[int(0.95 * TIMES)]


if __name__ == "__main__":
    main()
