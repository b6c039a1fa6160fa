"""What the box for printing shows and does, as plain data. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from consultroom.frozen import Frozen, replace
from consultroom.services.sending import (
    MOST_COPIES,
    SAVE_INSTEAD,
    Order,
    Printer,
    Sides,
    WrongPages,
    pages_of,
)

MakePdf = Callable[[int], bytes]


class PrintJob(Frozen, kw_only=True):
    """A paper that may be printed.

    Attributes:
        kind: code of the paper kind.
        title: what it is called, as 会议通知.
        name: what the register calls it, as 会议通知：修路灯.
        subject: id of the record it is about.
        number: record number printed on it.
        pdf: the bytes that are shown; a trial page is one of these.
        pages: how many.
        digest: SHA-256 of what it says, hex.
        make_pdf: makes the bytes of a version, off the GUI thread.
        again: id of the register line when a kept version is printed as it was.
        parts: the papers of a set (成套文书); each is kept by itself, the set is not.
    """

    kind: str
    title: str
    name: str = ""
    subject: str = ""
    number: str = ""
    pdf: bytes
    pages: int = 1
    digest: str = ""
    make_pdf: MakePdf | None = None
    again: str = ""
    parts: tuple[PrintJob, ...] = ()


class PrintScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        looking: the printers are not known yet.
        page: the page in front, which a trial prints.
        order: what stands in the fields.
        only: the pages asked for, as typed; empty prints all.
        sending: being printed; ``gone`` of ``total`` pages are behind.
        sentence: why nothing was printed, or what to know.
    """

    title: str
    pages: int
    page: int
    printers: tuple[Printer, ...] = ()
    order: Order
    only: str = ""
    looking: bool = False
    sending: bool = False
    gone: int = 0
    total: int = 0
    sentence: str = ""

    @property
    def ready(self) -> bool:
        """Whether something can be printed now."""
        return bool(self.printers) and not self.looking and not self.sending

    @property
    def helpless(self) -> bool:
        """Whether there is no printer to choose."""
        return not self.printers and not self.looking


class Counter(Protocol):
    """What the box asks for. Each slow thing calls one of its callables when it ends."""

    def remembered(self, kind: str) -> Order:
        """Return how this kind of paper was printed last."""

    def look(
        self, done: Callable[[tuple[Printer, ...]], None], fail: Callable[[str], None]
    ) -> None:
        """Find the printers."""

    def send(self, job: PrintJob, order: Order, tell: Tell) -> Callable[[], None]:
        """Print and keep; ``order.page`` prints only that page, as a trial that is not kept.

        Returns:
            What stops it.
        """


class Tell(Frozen, kw_only=True):
    """Whom a job being printed tells of itself."""

    done: Callable[[str], None]
    fail: Callable[[str], None]
    gone: Callable[[int, int], None]


class PrintPresenter:
    """Chooses a printer and prints.

    Args:
        counter: does it.
        show: draws a screen.
        done: called with a sentence once a whole paper is handed over; the box is then closed.
    """

    def __init__(
        self,
        counter: Counter,
        *,
        show: Callable[[PrintScreen], None],
        done: Callable[[str], None],
    ) -> None:
        self._counter = counter
        self._show = show
        self._done = done
        self._screen = PrintScreen(title="", pages=0, page=0, order=Order(printer=""))
        self._stop: Callable[[], None] | None = None
        self._trial = False
        self._number = 0  # of the job begun last; what an earlier one says is not heard

    def open(self, job: PrintJob, page: int) -> None:
        """Show how a paper may be printed, with what was chosen for its kind last time."""
        self._job = job
        order = self._counter.remembered(job.kind)
        self._draw(
            PrintScreen(title=job.title, pages=job.pages, page=page, order=order, looking=True)
        )
        self._counter.look(self._found, self._none_found)

    def look_again(self) -> None:
        """Look for printers once more: one was plugged in or switched on."""
        self._draw(replace(self._screen, looking=True, sentence=""))
        self._counter.look(self._found, self._none_found)

    def choose(self, printer: str, copies: int | None, sides: Sides, only: str = "") -> None:
        """Take what was put into the fields."""
        order = replace(self._screen.order, printer=printer, sides=sides, copies=copies or 0)
        self._screen = replace(self._screen, order=order, only=only)

    def print(self) -> None:
        """Print it, or the pages asked for, and keep it."""
        order = self._screen.order
        if not 1 <= order.copies <= MOST_COPIES:
            self._draw(replace(self._screen, sentence=f"份数请填 1 到 {MOST_COPIES}。"))
            return
        try:
            pages = pages_of(self._screen.only, self._screen.pages)
        except WrongPages as wrong:
            self._draw(replace(self._screen, sentence=str(wrong)))
            return
        self._send(replace(order, pages=() if len(pages) == self._screen.pages else pages))

    def try_one(self) -> None:
        """Print the page in front once, to look at; nothing is kept of it."""
        self._send(replace(self._screen.order, page=max(1, self._screen.page), copies=1))

    def stop(self) -> None:
        """Stop what is being printed; pages already handed over come out."""
        if self._stop is not None:
            self._stop()
            self._stop = None
            self._number += 1
            gone = f"已停止，前 {self._screen.gone} 页可能已经印出。" if self._screen.gone else ""
            self._draw(replace(self._screen, sending=False, sentence=gone or "已停止，没有印出。"))

    def _send(self, order: Order) -> None:
        if not self._screen.ready:
            return
        self._number += 1
        number, self._trial = self._number, bool(order.page)

        def heard(act: Callable[..., None]) -> Callable[..., None]:
            return lambda *said: act(*said) if number == self._number else None

        self._draw(replace(self._screen, sending=True, gone=0, total=0, sentence=""))
        tell = Tell(done=heard(self._sent), fail=heard(self._failed), gone=heard(self._gone))
        stop = self._counter.send(self._job, order, tell)
        self._stop = stop if self._screen.sending else None  # else it ended at once

    def _found(self, printers: tuple[Printer, ...]) -> None:
        order, names = self._screen.order, [one.name for one in printers]
        sentence = "" if printers else f"这台电脑还没有装打印机。{SAVE_INSTEAD}"
        if printers and order.printer not in names:
            if order.printer:
                sentence = f"上次用的“{order.printer}”现在找不到，请核对打印机。"
            usual = next((one.name for one in printers if one.usual), names[0])
            order = replace(order, printer=usual)
        self._draw(
            replace(self._screen, printers=printers, order=order, looking=False, sentence=sentence)
        )

    def _none_found(self, sentence: str) -> None:
        self._draw(replace(self._screen, looking=False, sentence=sentence))

    def _sent(self, said: str) -> None:
        self._stop = None
        self._draw(replace(self._screen, sending=False, sentence=said if self._trial else ""))
        if not self._trial:
            self._done(said)

    def _failed(self, sentence: str) -> None:
        self._stop = None
        self._draw(replace(self._screen, sending=False, sentence=sentence))

    def _gone(self, gone: int, total: int) -> None:
        self._draw(replace(self._screen, gone=gone, total=total))

    def close(self) -> None:
        """Show nothing any more: the box is gone, what is still asked for may answer later."""
        self._show = _unseen

    def _draw(self, screen: PrintScreen) -> None:
        self._screen = screen
        self._show(screen)


def _unseen(_screen: PrintScreen) -> None:
    """Draw nothing."""
