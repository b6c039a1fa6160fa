"""Where the window stands still: every page, button, tab, choice and row, in a room of ten years.

Run ``python -m benchmarks.standing_still`` from the top of the source tree. A stroll through the
window presses all there is (see ``tests.ui.openings``), and each turn of the event loop is timed by
the processor of the window's thread. The rooms are a station's of ten years and the sample
district's; ``--heavy`` adds a hundred thousand acts and a meeting record of two thousand lines to
the station's, which takes a minute. What the watchdog saw is told beside each long turn. A window
may stand still for 50 ms; other work on the computer makes the processor slower too, so run it on
a quiet one.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.showrooms import TODAY, showrooms

MOST = 50.0  # ms
REST = 0.06  # seconds in which nothing happens any more
LONGEST = 20.0  # seconds until what goes on is left
SHOWN = 25


def main() -> None:
    """Stroll through the rooms, print the longest turns, and fail where one is too long."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", help="one page of the station's room")
    asked.add_argument("--heavy", action="store_true")
    told = asked.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    late: list[str] = []
    with showrooms(district=not told.only) as rooms:
        if told.heavy:
            from benchmarks.heavy_room import make_heavy

            make_heavy(rooms.station)
        walk = Walk()
        late += walk.through("station of 10 years", rooms.station, told.only)
        if not told.only:
            late += walk.through("district", rooms.district, None)
    if late:
        sys.exit(f"stood still for more than {MOST:.0f} ms: {len(late)} times")


class Walk:
    """Times each turn of the event loop on a stroll; one application for all rooms."""

    def __init__(self) -> None:
        from consultroom.ui import theme, translation

        self._application: Any = theme.new_application(["benchmark"])
        translation.install(self._application)
        theme.apply(self._application)
        self._found: list[tuple[float, str, str]] = []
        self._seen: list[Any] = []

    def through(self, name: str, room: Path, only: str | None) -> list[str]:
        """Stroll through one room; return what took too long."""
        import gc
        from secrets import token_bytes

        from benchmarks.pages import _settle, _warm
        from consultroom.clocks import clock_on
        from consultroom.services.founding import open_desk
        from consultroom.ui.office import Office
        from consultroom.ui.watchdog import Watchdog
        from tests.ui.openings import Stroll

        self._found.clear()
        desk = open_desk(room, by="", clock=clock_on(TODAY), chance=token_bytes)
        dog = Watchdog(self._seen.append, limit=MOST * 0.6)
        with desk.room, tempfile.TemporaryDirectory() as folder:
            office = Office(desk, folder=Path(folder))
            office.window.show()
            _settle(self._application)
            _warm(self._application, desk)
            gc.collect()
            gc.freeze()
            dog.start()
            stroll = Stroll(office, lambda what, act: self._time(office, what, act))
            stroll.through(only) if only else stroll.everywhere()
            dog.stop()
            office.window.close()
        return self._told(name)

    def _time(self, office: Any, what: str, act: Callable[[], object]) -> None:
        before = len(self._seen)
        begun = time.thread_time()
        act()
        longest = (time.thread_time() - begun) * 1e3
        end, latest = time.monotonic() + REST, time.monotonic() + LONGEST
        while time.monotonic() < min(end, latest):
            begun = time.thread_time()
            self._application.processEvents()
            turn = (time.thread_time() - begun) * 1e3
            longest = max(longest, turn)
            if turn > 2 or office._jobs:  # noqa: SLF001 - what a worker makes comes back here
                end = time.monotonic() + REST
            time.sleep(0.002)
        where = max(self._seen[before:], key=lambda block: block.worked, default="")
        self._found.append((longest, what, str(where)))

    def _told(self, name: str) -> list[str]:
        self._found.sort(reverse=True)
        late = [what for longest, what, _ in self._found if longest > MOST]
        load = os.getloadavg()[0]
        print(f"\n{name}: {len(self._found)} openings; longest turn of each, ms of the processor")
        print(f"load {load:.1f}; more than {MOST:.0f} ms: {len(late)}")
        for longest, what, where in self._found[:SHOWN]:
            print(f"{longest:7.0f}  {what}{f'  ({where})' if longest > MOST and where else ''}")
        return late


if __name__ == "__main__":
    main()
