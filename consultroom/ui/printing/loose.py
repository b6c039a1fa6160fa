"""Printing what is made anew each time: it goes to the printer, and into no register."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services.sending import Order, pages_in_words
from consultroom.ui import dialogs
from consultroom.ui.pacing import Pace
from consultroom.ui.printing.counter import RoomCounter, printers_on
from consultroom.ui.printing.dialog import open_print_box
from consultroom.ui.printing.presenter import PrintJob, Tell
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.tasks import Tasks
from consultroom.ui.turns import later

if TYPE_CHECKING:
    from consultroom.services.looking_back import ActFilter

PDF = dialogs.FileKind("PDF 文件", "pdf")
ACTS = "操作记录"


class LooseCounter(RoomCounter):
    """Prints what is made anew each time, as a list of whom to call."""

    def send(self, job: PrintJob, order: Order, tell: Tell) -> Callable[[], None]:
        """Print; nothing is kept."""
        if order.page:
            return super().send(job, order, tell)

        def said(_words: str) -> None:
            pages = f"，第 {pages_in_words(order.pages)} 页" if order.pages else ""
            tell.done(f"《{job.title}》已送到“{order.printer}”{pages}。")

        return self._out(job, job.pdf, order, replace(tell, done=said), version=0).cancel


def printing_loose(shop: PrintShop, kind: str) -> Callable[[str, bytes], None]:
    """Return what opens the box for printing a paper: its title, its bytes.

    Args:
        shop: what pages about paper share.
        kind: under which its printer is remembered.
    """
    counter = LooseCounter(shop.desk, printers_on(sys.platform), Tasks())

    def print_pdf(title: str, pdf: bytes) -> None:
        from consultroom.services import leafing

        job = PrintJob(kind=kind, title=title, pdf=pdf, pages=len(leafing.page_sizes(pdf)))
        open_print_box(
            shop.window, counter, job, 1, done=shop.toast, save=lambda: _save(shop, title, pdf)
        )

    return print_pdf


def _save(shop: PrintShop, title: str, pdf: bytes) -> None:
    from consultroom.services import printing

    path = dialogs.ask_save(shop.window, "保存 PDF", PDF, shop.folder / f"{title}.pdf")
    if path is None:
        return
    try:
        printing.write(path, pdf)
    except UserError as error:
        shop.tell(str(error))
        return
    shop.saved_in(path.parent)
    shop.toast(f"《{title}》已存到 {path}。")


def printing_acts(shop: PrintShop) -> Callable[[ActFilter, str], None]:
    """Return what prints acts as narrowed on the screen, and of which record they are."""
    print_pdf, pace = printing_loose(shop, "acts"), Pace(later(shop.window))

    def print_acts(wanted: ActFilter, about: str) -> None:
        from consultroom.services import printing_acts as printing

        def made(pdf: object) -> None:
            if isinstance(pdf, bytes):
                print_pdf(ACTS, pdf)

        def read(acts: printing.ActsRead) -> None:
            shop.slow(lambda: printing.acts_pdf(acts), made, shop.tell)

        try:
            pace.take(printing.read_acts(shop.desk(), wanted, about=about), read)
        except UserError as error:
            shop.tell(str(error))

    return print_acts
