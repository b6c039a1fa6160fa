"""Slow work, one piece at a time, on a thread of its own; answers come back on the GUI thread.

Work takes frozen values, returns one, and touches no widget. The caller makes the Job and owns
its signals: held by the worker it could be destroyed on the wrong thread.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import count
from queue import SimpleQueue
from threading import Event, Thread

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from consultroom.errors import UserError


class Cancelled(Exception):
    """Raised by progress inside work whose job was cancelled; nobody is told."""


Progress = Callable[[int, int], None]  # progress(3, 10): three of ten are behind
Work = Callable[[Progress], object]


class Job(QObject):
    """One piece of work as its caller sees it; ``done`` or ``failed`` follows, once."""

    done = Signal(object)
    failed = Signal(object)  # the Exception; what is no UserError reaches the excepthook too
    progressed = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to end; no signal comes afterwards."""
        self.cancelled.set()


class Tasks(QObject):
    """A queue with one worker thread, which ends with the program."""

    _arrived = Signal(int, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._numbers, self._jobs = count(), dict[int, Job]()
        self._queue: SimpleQueue[tuple[int, Event, Work]] = SimpleQueue()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._worker = Thread(target=self._run, name="tasks", daemon=True)

    def start(self, job: Job, work: Work) -> None:
        """Put ``work`` in the queue; its outcome comes through ``job``."""
        number = next(self._numbers)
        self._jobs[number] = job
        self._queue.put((number, job.cancelled, work))
        if not self._worker.is_alive():
            self._worker.start()

    def _run(self) -> None:
        while True:
            number, cancelled, work = self._queue.get()

            def progress(done: int, total: int, n: int = number, stop: Event = cancelled) -> None:
                if stop.is_set():
                    raise Cancelled
                self._arrived.emit(n, "progressed", (done, total))

            try:
                progress(0, 0)
                self._arrived.emit(number, "done", work(progress))
            except Exception as error:
                self._arrived.emit(number, "failed", error)

    def _deliver(self, number: int, what: str, outcome: object) -> None:
        job = self._jobs[number] if what == "progressed" else self._jobs.pop(number)
        if not isValid(job) or job.cancelled.is_set() or isinstance(outcome, Cancelled):
            return
        if what == "failed" and isinstance(outcome, Exception):
            job.failed.emit(outcome)
            if not isinstance(outcome, UserError):
                sys.excepthook(type(outcome), outcome, outcome.__traceback__)
        elif what == "progressed" and isinstance(outcome, tuple):
            job.progressed.emit(*outcome)
        else:
            job.done.emit(outcome)
