"""Printing papers of the exchange: they go to the printer and into no register."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace

from consultroom.services.sending import Order
from consultroom.ui.printing.counter import RoomCounter, printers_on
from consultroom.ui.printing.dialog import open_print_box
from consultroom.ui.printing.presenter import PrintJob, Tell
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.tasks import Tasks


class LooseCounter(RoomCounter):
    """Prints what is made anew each time, as a list of whom to call."""

    def send(self, job: PrintJob, order: Order, tell: Tell) -> Callable[[], None]:
        """Print; nothing is kept."""
        if order.page:
            return super().send(job, order, tell)

        def said(_words: str) -> None:
            tell.done(f"《{job.title}》已送到“{order.printer}”。")

        return self._out(job, job.pdf, order, replace(tell, done=said), version=0).cancel


def printing_in(shop: PrintShop) -> Callable[[str, bytes], None]:
    """Return what opens the box for printing a paper: its title, its bytes."""
    counter = LooseCounter(shop.desk, printers_on(sys.platform), Tasks())

    def print_pdf(title: str, pdf: bytes) -> None:
        job = PrintJob(kind="exchange", title=title, pdf=pdf, pages=_pages(pdf))
        open_print_box(shop.window, counter, job, 1, done=shop.toast)

    return print_pdf


def _pages(pdf: bytes) -> int:
    from pypdfium2 import PdfDocument

    opened = PdfDocument(pdf)
    try:
        return len(opened)
    finally:
        opened.close()
