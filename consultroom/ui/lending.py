"""Long work on the room: a worker borrows it while the window waits with a bar and a 停止."""

from __future__ import annotations

import gc
from collections.abc import Callable
from threading import Event
from time import monotonic

from PySide6.QtCore import QObject
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from consultroom.errors import UserError
from consultroom.services.desk import Desk
from consultroom.ui import theme, wording
from consultroom.ui.borrowing import Done, Fail, Progress, Work
from consultroom.ui.tasks import Job, Tasks
from consultroom.ui.turns import GATE
from consultroom.ui.widgets.layouts import column, row
from consultroom.ui.widgets.words import button, label

TELL_EVERY = 0.04  # seconds between two signs of progress
STOPPED = "已停止。停止前做完的都有效，没做完的没有留下痕迹，可以再做一次。"
FAULT = "没有做成，程序出了差错，已记入日志。"


class Stop(Exception):
    """Raised by progress inside work that a person stopped."""


class WaitingBox(QDialog):
    """Keeps the window from writing while a worker has the room."""

    def __init__(self, parent: QWidget, says: str, stop: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setObjectName("waitingBox")
        self.setWindowTitle(wording.PROGRAM)
        self.setModal(True)
        self.setMinimumWidth(theme.now().px(420))
        self._over = False
        self._stop = stop
        self._words = label(says, "strong", wrap=True, name="waitingWords")
        self._bar = QProgressBar()
        self._bar.setObjectName("waitingBar")
        self._bar.setAccessibleName("进度")
        self._bar.setRange(0, 0)
        self._button = button("停止", name="waitingStop", clicked=self.reject)
        foot = row(None, self._button)
        self.setLayout(column(self._words, self._bar, foot, spacing=14, margins=(22, 18, 22, 18)))

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it is; bytes and packs alike are told in parts of a thousand."""
        self._bar.setRange(0, 1000 if total else 0)
        self._bar.setValue(round(1000 * done / total) if total else 0)

    def reject(self) -> None:
        """Ask the work to end; the box goes when it has."""
        if self._over:
            return
        self._button.setEnabled(False)
        self._words.setText("正在停止…")
        self._stop()

    def finish(self) -> None:
        """Go."""
        self._over = True
        self.done(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the work has ended."""
        if not self._over:
            event.ignore()
            self.reject()


class RoomLender(QObject):
    """Lends the room to one worker at a time.

    Args:
        window: waits.
        desk: returns whose room; another clerk may sit down.
        flush: hands on what is being typed, before the room is lent.
    """

    def __init__(
        self, window: QWidget, desk: Callable[[], Desk], flush: Callable[[], None]
    ) -> None:
        super().__init__()
        self._window = window
        self._desk = desk
        self._flush = flush
        self._tasks = Tasks()
        self._running: set[Job] = set()

    def borrow(self, says: str, work: Work, done: Done, fail: Fail) -> None:
        """Do work on the room off the GUI thread, then call one of the two."""
        self._flush()
        collecting = gc.isenabled()
        gc.disable()  # widgets that are garbage must not be let go on the worker's thread
        stop, desk, job = Event(), self._desk(), Job(self)
        box = WaitingBox(self._window, says, stop.set)
        self._running.add(job)
        GATE.shut(box)  # what is being read in turns goes on when the room is back

        def end() -> None:
            GATE.open(box)
            if collecting:
                gc.enable()
            box.finish()
            box.deleteLater()
            self._running.discard(job)
            job.deleteLater()

        def came(outcome: object) -> None:
            end()
            if isinstance(outcome, Stop):
                fail(STOPPED)
            else:
                done(outcome)

        def failed(error: object) -> None:
            end()
            fail(str(error) if isinstance(error, UserError) else FAULT)

        job.done.connect(came)
        job.failed.connect(failed)
        job.progressed.connect(box.show_progress)
        box.open()
        self._tasks.start(job, lambda progress: _lent(desk, work, progress, stop))


def _lent(desk: Desk, work: Work, progress: Progress, stop: Event) -> object:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if stop.is_set():
            raise Stop
        if monotonic() - told > TELL_EVERY:
            told = monotonic()
            progress(done, total)

    try:
        with desk.room.lent():
            return work(desk, tell)
    except Stop as stopped:
        return stopped
