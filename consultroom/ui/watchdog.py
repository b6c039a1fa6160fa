"""The watchdog (看门狗): tells where the window stood still, and for how long.

A thread looks at what the window's thread is doing. While one and the same call of ours goes on
and no timer of the window fires, the window stands still: nothing is painted and no key is taken.
What is told is the line of ours it was seen on most often, and what had called that.
"""

from __future__ import annotations

import faulthandler
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from consultroom.frozen import Frozen

LIMIT = 50.0  # ms
LOOK_EVERY = 0.004  # seconds
BEAT = 10  # ms between two signs of the window's event loop
OURS = Path(__file__).resolve().parents[1]
_DOORS = frozenset({"app.py", "starting.py", "__main__.py"})  # they are there all the time
_DEEP = 3  # lines told of one place


class Block(Frozen):
    """One time the window stood still.

    Attributes:
        where: the innermost lines of ours, ``ui/members/telling.py:42 lines_of``, the last first.
        lasted: ms by the clock.
        worked: ms of the processor in it; less than ``lasted`` where others had the processor.
    """

    where: tuple[str, ...]
    lasted: float
    worked: float

    def __str__(self) -> str:
        """Return it as one line."""
        times = f"{self.lasted:.0f} ms ({self.worked:.0f} ms of the processor)"
        return f"{times}  {' < '.join(self.where)}"


def unleash() -> Watchdog:
    """Watch this thread from now on, and write what is seen to standard error."""
    dog = Watchdog(lambda block: print(f"watchdog: {block}", file=sys.stderr, flush=True))  # noqa: T201
    dog.start()
    return dog


class Watchdog(QObject):
    """Watches the thread it is made on, from ``start`` until ``stop``.

    Args:
        tell: told each block from the watching thread, once it is over.
        limit: ms the window may stand still.
    """

    def __init__(self, tell: Callable[[Block], None], *, limit: float = LIMIT) -> None:
        super().__init__()
        self._tell, self._limit = tell, limit
        self._watched = threading.get_ident()
        self._beats = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watchdog", daemon=True)
        self._timer = QTimer(self)
        self._timer.setInterval(BEAT)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin."""
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """End; what stands still now is not told."""
        self._timer.stop()
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        self._beats += 1

    def _watch(self) -> None:
        with Sight(self._watched) as sight:
            self._look(sight, _processor_clock(self._watched))

    def _look(self, sight: Sight, clock: Callable[[], float]) -> None:
        seen: tuple[str, ...] = ()
        beats, began, worked = 0, 0.0, 0.0
        places: Counter[tuple[str, ...]] = Counter()
        while not self._over.wait(LOOK_EVERY):
            lines = sight.lines()
            if lines[-1:] != seen or beats != self._beats:
                self._told(places, began, worked, clock)
                places.clear()
                seen, beats = lines[-1:], self._beats
                began, worked = time.perf_counter(), clock()
            if lines:
                places[lines[:_DEEP]] += 1

    def _told(
        self,
        places: Counter[tuple[str, ...]],
        began: float,
        worked: float,
        clock: Callable[[], float],
    ) -> None:
        lasted = (time.perf_counter() - began) * 1e3
        if places and lasted > self._limit:
            (where, _), *_ = places.most_common(1)
            self._tell(Block(where, lasted, min(lasted, (clock() - worked) * 1e3)))


def _processor_clock(thread: int) -> Callable[[], float]:
    """Return what tells the processor time of a thread in seconds, where the system can."""
    clock_of = getattr(time, "pthread_getcpuclockid", None)  # Windows has none
    if clock_of is None:
        return time.perf_counter
    number = clock_of(thread)
    return lambda: time.clock_gettime(number)


class Sight:
    """Sees which lines of ours a thread is in.

    The interpreter writes them to a file. Asking for its frames would be less trouble, but whoever
    holds a frame keeps what is in it: a painter would be let go later, and by the wrong thread.
    """

    def __init__(self, thread: int) -> None:
        self._head = f"0x{thread:016x}"
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving

    def __enter__(self) -> Sight:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def lines(self) -> tuple[str, ...]:
        """Return them, the innermost first, ``ui/members/telling.py:42 lines_of``.

        What the program is in all the time is left out; so is what called the first line of ours.
        """
        self._file.seek(0)
        self._file.truncate()
        faulthandler.dump_traceback(self._file.fileno(), all_threads=True)
        self._file.seek(0)
        every = self._file.read().decode("utf-8", "replace").split("hread ")
        mine = next((one for one in every if one.startswith(self._head)), "")
        return tuple(line for line in map(_told_of, _FRAME.finditer(mine)) if line)


def _told_of(found: re.Match[str]) -> str:
    file = Path(found["file"])
    if not file.is_relative_to(OURS) or file.name in _DOORS or file.parent.name == "cli":
        return ""
    return f"{file.relative_to(OURS).as_posix()}:{found['line']} {found['name']}"


_FRAME = re.compile(r'File "(?P<file>.*)", line (?P<line>\d+) in (?P<name>.*)')
