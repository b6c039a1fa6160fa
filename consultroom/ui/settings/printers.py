"""The section 打印机: how this computer prints what is not said otherwise. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.frozen import Frozen, replace
from consultroom.services import sending
from consultroom.services.desk import Desk
from consultroom.services.sending import MOST_COPIES, Order, Printer, Sides
from consultroom.ui.printing.making import Slow
from consultroom.ui.printing.presenter import Counter, PrintJob, Tell

NONE = "这台电脑还没有装打印机。装好以后再来这里选。"
GONE = "上次选的“{}”现在找不到，请检查它是否开机、接好，或另选一台。"


class PrintersScreen(Frozen, kw_only=True):
    """What is shown.

    Attributes:
        order: what is usual; a printer of "" is the system's own choice.
        busy: the printers are being looked for, or a page is being sent.
        sentence: what stops.
        told: what was done.
    """

    order: Order
    printers: tuple[Printer, ...] = ()
    busy: str = ""
    sentence: str = ""
    told: str = ""

    @property
    def ready(self) -> bool:
        """Whether a page can be tried now."""
        return bool(self.printers) and not self.busy


class PrintersPresenter:
    """Shows and changes what is usual, and tries a page.

    Args:
        desk: whose computer.
        counter: knows the printers.
        slow: makes the page off the GUI thread.
        show: draws a screen.
        toast: told what was done.
    """

    def __init__(
        self,
        desk: Desk,
        counter: Counter,
        *,
        slow: Slow,
        show: Callable[[PrintersScreen], None],
        toast: Callable[[str], None],
    ) -> None:
        self._desk, self._counter, self._slow = desk, counter, slow
        self._show, self._toast = show, toast
        self._screen = PrintersScreen(order=sending.usual(desk))

    def enter(self) -> None:
        """Show what is usual, and look which printers there are."""
        order = sending.usual(self._desk)
        self._draw(PrintersScreen(order=order, busy="正在查找打印机…"))
        self._counter.look(self._found, self._failed)

    def _found(self, printers: tuple[Printer, ...]) -> None:
        wanted = self._screen.order.printer
        sentence = "" if printers else NONE
        if printers and wanted and wanted not in [one.name for one in printers]:
            sentence = GONE.format(wanted)
        self._draw(replace(self._screen, printers=printers, busy="", sentence=sentence))

    def _failed(self, sentence: str) -> None:
        self._draw(replace(self._screen, busy="", sentence=sentence, told=""))

    def choose(self, printer: str, copies: int | None, sides: Sides) -> None:
        """Print by this from now on."""
        if copies is None or not 1 <= copies <= MOST_COPIES:
            told = f"份数请填 1 到 {MOST_COPIES}。"
            self._draw(replace(self._screen, sentence=told, told=""))
            return
        order = Order(printer=printer, copies=copies, sides=sides)
        if order != self._screen.order:
            sending.set_usual(self._desk, order)
            self._draw(replace(self._screen, order=order, sentence="", told="已记住。"))

    def same_for_all(self) -> None:
        """Let every kind of paper be printed as usual, however it was printed last."""
        from consultroom.services.printing import BUNDLES, KINDS

        sending.forget(self._desk, (*KINDS, *(f"bundle_{code}" for code in BUNDLES)))
        self._toast("以后各种文书都先按这里的设置印。")

    def try_one(self) -> None:
        """Print the trial page; nothing is kept of it."""
        if not self._screen.ready:
            return
        name, page = self._desk.station().name, self._desk.parameters().paper.geometry

        def make() -> object:
            from consultroom.services.trial_printing import trial_pdf

            return trial_pdf(name, page)

        self._draw(replace(self._screen, busy="正在送打印…", sentence="", told=""))
        self._slow(make, self._made, self._failed)

    def _made(self, pdf: object) -> None:
        assert isinstance(pdf, bytes)  # noqa: S101 - what was just made
        job = PrintJob(kind="trial_page", title="试印页", pdf=pdf)
        order = replace(self._screen.order, printer=self._printer(), copies=1, page=1)
        tell = Tell(done=self._sent, fail=self._failed, gone=lambda _gone, _total: None)
        self._counter.send(job, order, tell)

    def _sent(self, told: str) -> None:
        self._draw(replace(self._screen, busy="", sentence="", told=told))

    def _printer(self) -> str:
        """Return the chosen printer, or the system's own choice."""
        wanted, known = self._screen.order.printer, self._screen.printers
        return wanted or next((one.name for one in known if one.usual), known[0].name)

    def close(self) -> None:
        """Show nothing any more: the page is gone, what is still asked for may answer later."""
        self._show = _unseen

    def _draw(self, screen: PrintersScreen) -> None:
        self._screen = screen
        self._show(screen)


def _unseen(_screen: PrintersScreen) -> None:
    """Draw nothing."""
