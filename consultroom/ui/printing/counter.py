"""The counter where papers are printed: kept in the room first, then sent to the printer."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from PySide6.QtCore import QObject

from consultroom.errors import UserError
from consultroom.services import archiving, sending
from consultroom.services.archiving import KeptPdf, Leaving, Wanted
from consultroom.services.desk import Desk
from consultroom.services.sending import Cups, Order, Printer, Printers, pages_in_words
from consultroom.ui.printing.presenter import MakePdf, PrintJob, Tell
from consultroom.ui.tasks import Job, Tasks

FAULT = "没有印出来，程序出了差错，已记入日志。"


def printers_on(platform: str) -> Printers:
    """Return what prints on a platform: on Linux CUPS takes the PDF itself, else Qt draws it.

    Args:
        platform: as ``sys.platform`` says it.
    """
    if platform == "linux":
        return Cups()
    from consultroom.ui.printing.qt_printers import QtPrinters

    return QtPrinters()


class RoomCounter(QObject):
    """Prints papers of a room and keeps what was printed.

    A paper enters the register before it goes to the printer: a sheet of no register would be
    worse than a line whose sheet never came out, and printing again keeps the version.

    Args:
        desk: returns whose room; another clerk may sit down.
        printers: what prints.
        tasks: a worker of its own, since a printer may take minutes.
    """

    def __init__(self, desk: Callable[[], Desk], printers: Printers, tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self._printers = printers
        self._tasks = tasks
        self._numbers = count()
        self._running: dict[int, Job] = {}

    def remembered(self, kind: str) -> Order:
        """Return how this kind of paper was printed last on this computer."""
        return sending.remembered(self._desk(), kind)

    def look(
        self, done: Callable[[tuple[Printer, ...]], None], fail: Callable[[str], None]
    ) -> None:
        """Find the printers, off the GUI thread."""
        self._start(lambda _progress: self._printers.known(), done, fail)

    def send(self, job: PrintJob, order: Order, tell: Tell) -> Callable[[], None]:
        """Print; a whole paper is kept first, a trial page is not."""
        if order.page:
            return self._out(job, job.pdf, order, tell, version=0).cancel
        if job.parts:
            return self._send_set(job, order, tell)
        steps: list[Job] = []
        blobs, wanted = self._desk().room.blobs, self._wanted(job)

        def kept(pdf: KeptPdf) -> None:
            archiving.enter_set(self._desk(), [_leaving(job, wanted, pdf, order)])
            steps[:] = [self._out(job, pdf.pdf, order, tell, version=wanted.version)]

        make = _maker(job)
        steps.append(
            self._start(lambda _progress: archiving.keep(blobs, wanted, make), kept, tell.fail)
        )

        def stop() -> None:
            steps[-1].cancel()

        return stop

    def _send_set(self, job: PrintJob, order: Order, tell: Tell) -> Callable[[], None]:
        steps: list[Job] = []

        def kept() -> None:
            steps[:] = [self._out(job, job.pdf, order, tell, version=1)]

        steps.append(self._keep_set(job, order, kept, tell.fail))

        def stop() -> None:  # the last step is not there yet
            steps[-1].cancel()

        return stop

    def _keep_set(
        self,
        job: PrintJob,
        order: Order | None,
        done: Callable[[], None],
        fail: Callable[[str], None],
    ) -> Job:
        """Keep each paper of a set; those that bear no square are kept like the others.

        Without an order it leaves as a file.
        """
        blobs = self._desk().room.blobs
        wanted = [(part, self._wanted(part)) for part in job.parts]

        def keep(_progress: object) -> list[tuple[PrintJob, Wanted, KeptPdf]]:
            return [(part, one, archiving.keep(blobs, one, _maker(part))) for part, one in wanted]

        def kept(papers: list[tuple[PrintJob, Wanted, KeptPdf]]) -> None:
            archiving.enter_set(self._desk(), (_leaving(*paper, order) for paper in papers))
            done()

        return self._start(keep, kept, fail)

    def keep(
        self, job: PrintJob, done: Callable[[bytes], None], fail: Callable[[str], None]
    ) -> None:
        """Keep a paper that leaves as a file, and hand over its bytes."""
        if job.parts:
            self._keep_set(job, None, lambda: done(job.pdf), fail)
            return
        blobs, wanted = self._desk().room.blobs, self._wanted(job)
        make = _maker(job)

        def kept(pdf: KeptPdf) -> None:
            archiving.enter_set(self._desk(), [_leaving(job, wanted, pdf, None)])
            done(pdf.pdf)

        self._start(lambda _progress: archiving.keep(blobs, wanted, make), kept, fail)

    def _wanted(self, job: PrintJob) -> Wanted:
        desk = self._desk()
        if job.again:
            return archiving.want_again(desk, job.again)
        return archiving.want(desk, kind=job.kind, subject=job.subject, digest=job.digest)

    def _out(self, job: PrintJob, pdf: bytes, order: Order, tell: Tell, *, version: int) -> Job:
        name = f"{job.kind} {job.number} {f'v{version}' if version else 'trial'}"

        def sent(_nothing: object) -> None:
            if version:
                sending.remember(self._desk(), job.kind, order)
            tell.done(_said(job, order, version))

        started = self._start(
            lambda progress: self._printers.send(pdf, order, job=name, progress=progress),
            sent,
            tell.fail,
        )
        started.progressed.connect(tell.gone)
        return started

    def _start(self, work: Any, done: Callable[[Any], None], fail: Callable[[str], None]) -> Job:
        job, number = Job(self), next(self._numbers)
        self._running[number] = job

        def came(answer: object) -> None:
            self._let_go(number)
            try:
                done(answer)
            except UserError as error:  # the register could not be written
                fail(str(error))

        def failed(error: object) -> None:
            self._let_go(number)
            fail(_sentence(error))

        job.done.connect(came)
        job.failed.connect(failed)
        self._tasks.start(job, work)
        return job

    def _let_go(self, number: int) -> None:
        """Leave a job to Python, which drops it with the paper it holds once it was heard."""
        self._running.pop(number).setParent(None)


def _maker(job: PrintJob) -> MakePdf:
    return job.make_pdf or (lambda _version: job.pdf)


def _leaving(job: PrintJob, wanted: Wanted, kept: KeptPdf, order: Order | None) -> Leaving:
    """Return what the register writes of a paper; without an order it leaves as a file."""
    return Leaving(
        wanted=wanted,
        kept=kept,
        title=job.name or job.title,
        number=job.number,
        pages=job.pages,
        copies=_counted(order, wanted) if order else 0,
    )


def _counted(order: Order, wanted: Wanted) -> int:
    """Return how many copies the register grows by: a few pages more are no copy more."""
    return 0 if order.pages and wanted.again else order.copies


def _said(job: PrintJob, order: Order, version: int) -> str:
    if not version:
        return f"《{job.title}》第{order.page}页试印，已送到“{order.printer}”。"
    copies = f"，{order.copies} 份" if order.copies > 1 else ""
    what = f"《{job.title}》" + ("" if job.parts else f"第{version}版")
    pages = f"第 {pages_in_words(order.pages)} 页" if order.pages else f"{job.pages} 页"
    return f"{what}已送到“{order.printer}”，{pages}{copies}。"


def _sentence(error: object) -> str:
    return str(error) if isinstance(error, UserError) else FAULT
