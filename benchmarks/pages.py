"""How long each page takes to come to the front: the first time, and again.

Run ``python -m benchmarks.pages`` from the top of the source tree. The rooms are a station's of ten
years and the sample district's own. Every round is a program of its own, since a page is built only
once; a page is timed from the call until it is painted, offscreen. The least of the rounds is
shown, with the processor time behind it, which other work on the computer changes little; a page
that came to the front again is timed several times. What a page leaves to a worker is not in it:
the longest single turn of the event loop is, under ``turn``, until the page came to rest. Of what
the window does by itself while it waits, and of a change of its look, only that is told.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

from benchmarks.showrooms import TODAY, showrooms

MOST = 100.0  # ms a change of page may take
MOST_TURN = 50.0  # ms the window may stand still
TIMES = 3
TOLD = ("first", "first_cpu", "first_turn", "again", "again_cpu", "again_turn")
AHEAD = "(made ahead)"  # the longest turn of what is read and made while the window waits
DRESSED = "(another look)"  # the longest turn of putting it on
REST = 0.15  # seconds in which nothing happens any more
TOP = Path(__file__).resolve().parents[1]


def main() -> None:
    """Measure, print the tables, and fail when a page is slower than it may be."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--room", type=Path, help="measure this room once and print JSON")
    asked.add_argument("--profile", metavar="PAGE", help="with --room: where a first opening goes")
    asked.add_argument("--cold", action="store_true", help="open pages before the window is warm")
    told = asked.parse_args()
    if told.room:
        print(json.dumps(_measure(told.room, told.profile, cold=told.cold)))
        return
    slow: list[str] = []
    with showrooms(district=True) as rooms, tempfile.TemporaryDirectory() as compiled:
        for name, room in (("station of 10 years", rooms.station), ("district", rooms.district)):
            runs = [_round(room, compiled, cold=told.cold) for _ in range(told.rounds + 1)][1:]
            slow += _table(name, runs)
    if slow:
        allowed = f"{MOST:.0f} ms, {MOST_TURN:.0f} ms a turn"
        sys.exit(f"slower than {allowed}: {', '.join(slow)}")


def _round(room: Path, compiled: str, *, cold: bool) -> list[dict[str, Any]]:
    environment = {
        **os.environ,
        "PYTHONPATH": str(TOP),
        "PYTHONPYCACHEPREFIX": compiled,
        "QT_QPA_PLATFORM": "offscreen",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    words = [sys.executable, "-m", "benchmarks.pages", "--room", str(room)]
    words += ["--cold"] * cold
    said = subprocess.run(
        words, check=False, env=environment, cwd=TOP, capture_output=True, text=True
    )
    if said.returncode:
        sys.exit(said.stderr)
    found: list[dict[str, Any]] = json.loads(said.stdout.splitlines()[-1])
    return found


def _table(name: str, runs: list[list[dict[str, Any]]]) -> list[str]:
    print(f"\n{name}; ms, least of {len(runs)}; load {os.getloadavg()[0]:.1f}")
    print(
        f"{'page':16}{'first':>8}{'processor':>11}{'turn':>7}{'again':>8}{'processor':>11}{'turn':>7}"
    )
    slow = []
    for place, page in enumerate(runs[0]):
        least = {what: min(run[place][what] for run in runs) for what in page if what != "page"}
        cells = "".join(
            f"{least[what]:{width}.0f}"
            for what, width in zip(TOLD, (8, 11, 7, 8, 11, 7), strict=True)
        )
        still = max(least["first_turn"], least["again_turn"]) > MOST_TURN
        over = max(least["first_cpu"], least["again_cpu"]) > MOST or still
        print(f"{page['page']:16}{cells}{'  too slow' if over else ''}", flush=True)
        slow += [f"{name}: {page['page']}"] * over
    return slow


def _measure(room: Path, profiled: str | None, *, cold: bool) -> list[dict[str, Any]]:
    """Open every page of one room, in the order of the table."""
    import gc
    from secrets import token_bytes

    from consultroom.clocks import clock_on
    from consultroom.services.founding import open_desk
    from consultroom.ui import theme
    from consultroom.ui.office import Office

    application = theme.new_application(["benchmark"])
    theme.apply(application)
    desk = open_desk(room, by="", clock=clock_on(TODAY), chance=token_bytes)
    with desk.room:
        office = Office(desk, folder=room)
        office.window.show()
        _settle(application)
        ahead = 0.0 if cold else _warm(application, office)
        gc.collect()
        gc.freeze()
        found = [{"page": AHEAD, **dict.fromkeys(TOLD, 0.0), "first_turn": ahead}] if ahead else []
        for key, about in _stops(office, desk):
            go = _bound(office.window.go, key, about)
            if profiled == key:
                _profile(application, go)
            first = _timed(application, go)
            again = min(
                (_again(application, office.window.go, go) for _ in range(TIMES)),
                key=lambda times: times[0],
            )
            found.append({"page": key, **dict(zip(TOLD, (*first, *again), strict=True))})
        turns = _dressed(application, office)
        found.append({"page": DRESSED, **dict.fromkeys(TOLD, 0.0)})
        found[-1].update(first_turn=turns[0], again_turn=turns[1])
        office.window.close()
    return found


def _dressed(application: Any, office: Any) -> list[float]:
    """Put on another look and the usual one again; return the longest turn of each."""
    from PySide6.QtCore import QTimer

    from consultroom.frozen import replace
    from consultroom.services.preferring import Look

    found: list[float] = []
    office.window.go("settings")
    _settle(application)
    for look in (Look.DARK, Look.LIGHT):
        beats: list[float] = []
        timer = QTimer(application, interval=0)
        timer.timeout.connect(lambda beats=beats: beats.append(time.thread_time()))
        timer.start()
        application.processEvents()
        office.wardrobe.choose("", replace(office.wardrobe.showing, look=look))
        _settle(application)
        timer.stop()
        found.append(max(after - one for one, after in pairwise(beats)) * 1e3)
    return found


def _warm(application: Any, office: Any) -> float:
    """Let the window read and make what pages need, as it does a second after its first paint.

    Returns:
        ms of the processor of the longest turn.
    """
    from consultroom.services import filing, founding
    from consultroom.ui.warming import Warming

    said: list[bool] = []
    ahead = (partial(filing.read_ahead, office.desk, kind) for kind in filing.PARTS)
    also = chain([founding.readings], ahead, office.pages_ahead())
    warming = Warming(application, lambda: said.append(True), also)
    warming.start()
    longest = 0.0
    while not said:
        begun = time.thread_time()
        application.processEvents()
        longest = max(longest, (time.thread_time() - begun) * 1e3)
        time.sleep(0.002)
    return longest


def _stops(office: Any, desk: Any) -> list[tuple[str, str]]:
    """Return the pages that can be opened, each with what it is about, and one member's file."""
    from tests.ui.test_everyone_can_use_it import about_for

    stops = []
    for key in office.window._pages:  # noqa: SLF001 - the table is not shown otherwise
        with suppress(IndexError):  # there is no record such a page is about
            stops.append((key, about_for(desk, key)))
    members = desk.members()
    return [*stops, *([("members", members[0].id)] if members else [])]


def _bound(go: Callable[..., None], key: str, about: str) -> Callable[[], None]:
    return lambda: go(key, about)


def _again(
    application: Any, go: Callable[[str], None], there: Callable[[], None]
) -> tuple[float, float, float]:
    go("home")
    _settle(application)
    return _timed(application, there)


def _timed(application: Any, act: Callable[[], None]) -> tuple[float, float, float]:
    """Return ms until painted by the clock and the processor, and the longest turn after it."""
    clock, processor = time.perf_counter(), time.thread_time()
    act()
    acted = (time.thread_time() - processor) * 1e3
    application.processEvents()
    taken = (time.perf_counter() - clock) * 1e3, (time.thread_time() - processor) * 1e3
    return *taken, max(acted, taken[1] - acted, _settle(application))


def _settle(application: Any) -> float:
    """Let the window come to rest; return its longest turn, in ms of the processor.

    What was to be let go only goes by itself where the program runs its own event loop.
    """
    from PySide6.QtCore import QEvent

    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    longest, end = 0.0, time.monotonic() + REST
    while time.monotonic() < end:
        begun = time.thread_time()
        application.processEvents()
        longest = max(longest, (time.thread_time() - begun) * 1e3)
        time.sleep(0.002)
    return longest


def _profile(application: Any, act: Callable[[], None]) -> None:
    import cProfile
    import pstats

    profile = cProfile.Profile()
    profile.enable()
    act()
    application.processEvents()
    profile.disable()
    pstats.Stats(profile, stream=sys.stderr).sort_stats("cumtime").print_stats(60)


if __name__ == "__main__":
    main()
