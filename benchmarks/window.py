"""How long until the window is painted and its page filled, and how much memory it takes.

Run ``python -m benchmarks.window`` from the top of the source tree. Besides an empty window there
are the home page with its figures given, which is what drawing it costs, and the whole program,
``consultroom window``, on a room of ten years: lock, database and questions included. A room known
here has its window painted first and its page filled after that; both are told, and until the page
is filled keys and clicks wait.
Each target is started in turn, several rounds, so that other work on the computer falls on all
alike; the first round only warms the disk and the compiled modules, which every installed program
has. On Linux a private Xvfb is used where there is one, else Qt's offscreen screen. Memory is the
resident set after the window came to rest. Before each start the program waits a little for the
computer to be idle; on a busy one the processor time tells more than the clock, and the clock is
not held against the window. With ``--count`` nothing is timed: valgrind counts the instructions of
one start until the page is filled, which come out the same, to a hundredth, however busy the
computer is; half a minute each. With ``--peers`` other programs of this kind are started as well,
see ``window_peers``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.showrooms import showrooms

TOP = Path(__file__).resolve().parents[1]
SIZE = (1366, 728)  # logical pixels
MOST_TIME, MOST_MEMORY = 1.5, 1.6  # times the empty window
IDLE = 0.85  # part of the processors' time that makes a computer quiet
PATIENCE = 5.0  # seconds to wait for that before each start
REST = 1500  # ms from the first paint until memory is read
TOLD = ("paint", "cpu", "rss", "usable", "usable_cpu")
HEAVY = ("numpy", "openpyxl", "pypdfium2", "pypinyin", "reportlab", "sqlite_utils",
         "PySide6.QtNetwork", "PySide6.QtQml")  # fmt: skip

# The targets are told when they were started (CLOCK_MONOTONIC) and report on one line.
_FRAME = f"""
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class FirstPaint(QObject):
    at = 0.0
    def eventFilter(self, watched, event):
        if not self.at and event.type() == QEvent.Type.Paint:
            self.at = -1.0
            QTimer.singleShot(0, self.painted)
        return False
    def since(self):
        return (time.monotonic_ns() - int(os.environ["STARTED"])) / 1e6
    def painted(self):
        self.at = self.since()
        self.cpu = time.process_time() * 1e3
        QTimer.singleShot(1, self.idle)
    def idle(self):
        if "COUNTED" in os.environ:
            os._exit(0)
        self.usable, self.usable_cpu = self.since(), time.process_time() * 1e3
        QTimer.singleShot({REST}, self.report)
    def report(self):
        with open("/proc/self/statm") as statm:
            pages = int(statm.read().split()[1])
        loaded = [name for name in {HEAVY!r} if name in sys.modules]
        rss = pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        found = {{"paint": self.at, "cpu": self.cpu, "rss": rss, "heavy": loaded,
                 "usable": self.usable, "usable_cpu": self.usable_cpu}}
        print(json.dumps(found), flush=True)
        QApplication.quit()

"""

# The program looks for no garbage while it starts, from before Qt is imported (see ``doorstep``);
# whoever measures it needs Qt sooner.
_EARLY = """
import gc
gc.disable()
"""

_BARE = f"""
app = QApplication([])
first = FirstPaint()
def run(window):
    window.resize(*{SIZE!r})
    window.installEventFilter(first)
    window.show()
    app.exec()
"""

# The window is found when it is shown; nothing else of the program is touched.
_WHOLE = f"""
shown = QMainWindow.show
first = None

class FirstPaintAndPage(FirstPaint):
    def idle(self):
        told = self.window.findChild(QLabel, "nextSentence")
        if told is None or not told.text():
            QTimer.singleShot(1, self.idle)
        else:
            super().idle()

def show(window):
    global first
    if first is None:
        first = FirstPaintAndPage()
        first.window = window
        window.resize(*{SIZE!r})
        window.installEventFilter(first)
    shown(window)
QMainWindow.show = show
sys.argv = ["consultroom", "window", os.environ["ROOM"]]
from consultroom.app import main
main()
"""

TARGETS = {
    "empty QMainWindow": f"{_FRAME}{_BARE}run(QMainWindow())",
    "home page, figures given": f"""{_FRAME}{_BARE}
from consultroom.ui import theme, translation
translation.install(app)
theme.apply(app)
from consultroom.ui.main_window import MainWindow
from consultroom.ui.screen import Page, Screen
from tests.ui import sample_home as samples

def home():
    from consultroom.ui.home.presenter import HomePresenter
    from consultroom.ui.home.view import HomeView
    view = HomeView()
    view.serve(HomePresenter(samples.a_home, show=view.show_screen))
    return view

others = ("calendar-days", "lightbulb", "messages-square", "users", "handshake", "chart-column",
          "printer", "arrow-left-right", "building-2", "settings")
pages = [Page(key="home", title="首页", icon="house", build=home)]
pages += [Page(key=name, title="另一页", icon=name, build=Screen) for name in others]
run(MainWindow(pages, station=samples.STATION, clerk=samples.CLERK, search=samples.search))
""",
    "program, room of 10 years": _EARLY + _FRAME + _WHOLE,
}


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give the environment of a private screen."""
    if shutil.which("Xvfb") is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    size = f"{SIZE[0]}x{SIZE[1] + 40}x24"
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        number = os.read(reading, 16).decode().strip()
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()


def quiet() -> bool:
    """Wait until the computer is idle; tell whether it became so in time."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        before = _processor_times()
        time.sleep(0.3)
        spent = [after - first for after, first in zip(_processor_times(), before, strict=True)]
        if spent[3] / max(1, sum(spent)) > IDLE:
            return True
    return False


def _processor_times() -> list[int]:
    return [int(word) for word in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]


def _private(environment: dict[str, str]) -> dict[str, str]:
    found = {**os.environ, **environment, "PYTHONPATH": str(TOP), "QT_SCALE_FACTOR": "1"}
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    return found


def measure(script: str, environment: dict[str, str]) -> dict[str, Any]:
    """Start one target; return first paint and processor time in ms, memory in MB."""
    environment = _private(environment)
    calm = quiet()
    environment["STARTED"] = str(time.monotonic_ns())
    said = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(said.stdout.strip().splitlines()[-1])
    return {**found, "calm": calm}


def count(script: str, environment: dict[str, str]) -> int:
    """Start one target under valgrind; return its instructions until the page is filled."""
    counting = [
        "valgrind",
        "--tool=cachegrind",
        "--cache-sim=no",
        "--cachegrind-out-file=/dev/null",
    ]
    told = subprocess.run(
        [*counting, sys.executable, "-c", script],
        env=_private(environment) | {"STARTED": "0", "COUNTED": "yes"},
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    sums = re.findall(r"I\s+refs:\s+([\d,]+)", told.stderr)
    return int(sums[-1].replace(",", ""))  # the last: a helper that was started tells its own first


def main() -> None:
    """Measure, print the table, and fail when the window is heavier than it may be."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=7)
    asked.add_argument("--count", action="store_true", help="instructions instead of time")
    asked.add_argument("--peers", action="store_true", help="other programs beside it")
    told = asked.parse_args()
    with showrooms() as rooms, tempfile.TemporaryDirectory() as compiled:
        about = {"ROOM": str(rooms.station), "PYTHONPYCACHEPREFIX": compiled}
        if told.peers:
            from benchmarks import window_peers

            window_peers.compare(rooms.station, about, rounds=told.rounds)
            return
        with screen() as environment:
            if told.count:
                tell_counts(environment | about)
                return
            runs = _rounds(told.rounds, environment | about)
    print(f"{environment['QT_QPA_PLATFORM']}, median of {told.rounds}")
    print(f"load of the last minute, {os.cpu_count()} processors: {os.getloadavg()[0]:.1f}")
    table(runs)


def tell_counts(environment: dict[str, str]) -> None:
    """Print the instructions of each target and their ratio to the first."""
    base = 0
    for name, script in TARGETS.items():
        for _ in range(2):  # the first start compiles the modules, and makes the room known
            measure(script, environment)
        counted = count(script, environment)
        base = base or counted
        print(f"{name:26}{counted / 1e6:9.0f} million{counted / base:6.2f}", flush=True)


def _rounds(count: int, environment: dict[str, str]) -> dict[str, list[dict[str, Any]]]:
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in TARGETS}
    for number in range(count + 1):
        for name, script in TARGETS.items():
            found = measure(script, environment)
            if number:
                runs[name].append(found)
    return runs


def table(runs: dict[str, list[dict[str, Any]]]) -> None:
    """Print medians and their ratios to the first target, and judge them."""
    medians = {
        name: [statistics.median(run[what] for run in found) for what in TOLD]
        for name, found in runs.items()
    }
    base = next(iter(medians.values()))
    heads = ("first paint", "processor", "memory", "page filled", "processor")
    print(f"{'':26}" + "".join(f"{head:>12}{'×':>6}" for head in heads))
    for name, found in medians.items():
        ratios = [one / other for one, other in zip(found, base, strict=True)]
        cells = zip(found, ("ms", "ms", "MB", "ms", "ms"), ratios, strict=True)
        print(f"{name:26}" + "".join(f"{v:9.0f} {unit}{r:6.2f}" for v, unit, r in cells))
    every = [run for found in runs.values() for run in found]
    calm = sum(run["calm"] for run in every)
    heavy = sorted({name for run in every for name in run["heavy"]})
    print(
        f"quiet before {calm} of {len(every)} starts; heavy modules: {', '.join(heavy) or 'none'}"
    )
    print(
        f"may be: first paint ×{MOST_TIME} on a quiet computer, memory ×{MOST_MEMORY}", flush=True
    )
    slow = ratios[0] > MOST_TIME and calm == len(every)
    if slow or ratios[2] > MOST_MEMORY or heavy:
        sys.exit("the window is heavier than it may be")


if __name__ == "__main__":
    main()
