"""Printing where there is no CUPS: pages drawn by pdfium at 600 dpi, put on paper by Qt at 100 %.

No Qt painter may scale or compress them: one pixel of the page is one dot of the printer.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QPointF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from consultroom.services import leafing
from consultroom.services.sending import (
    SAVE_INSTEAD,
    CannotPrint,
    Order,
    Printer,
    Progress,
    Sides,
    media_of,
)
from consultroom.ui.preview.renderings import as_image

DPI = 600
BAND = 800  # pixel rows drawn at a time; an A4 page at 600 dpi is 7,016 of them and 140 MB
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}
_SIZES = {
    "A3": QPageSize.PageSizeId.A3,
    "A4": QPageSize.PageSizeId.A4,
    "A5": QPageSize.PageSizeId.A5,
}
Size = tuple[float, float]


def _by_name(name: str) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(name)
    return printer


class QtPrinters:
    """Prints through the system's own printing.

    Args:
        printer: makes Qt's printer of a name.
    """

    def __init__(self, printer: Callable[[str], QPrinter] = _by_name) -> None:
        self._printer = printer

    def known(self) -> tuple[Printer, ...]:
        """Return the printers there are, the usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))
        return tuple(Printer(name=name, usual=name == usual) for name in names)

    def send(self, pdf: bytes, order: Order, *, job: str, progress: Progress) -> None:
        """Print page by page; what ``progress`` raises stops it.

        Raises:
            CannotPrint: the printer does not take the pages.
        """
        sizes = leafing.page_sizes(pdf)
        pages = tuple(page - 1 for page in order.wanted(len(sizes)))
        printer = self._settled(order, job)
        rounds = 1 if printer.supportsMultipleCopies() else order.copies
        every = pages * rounds
        _take_size(printer, sizes[every[0]])
        painter = QPainter()
        if not painter.begin(printer):
            raise CannotPrint(f"打印机“{order.printer}”用不了，请检查它是否接好。{SAVE_INSTEAD}")
        try:
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            for turn, page in enumerate(every):
                progress(turn, len(every))
                if turn:
                    _next_page(printer, sizes[page], order)
                _paint(painter, pdf, page, printer.resolution() / 72, sizes[page])
        except BaseException:
            printer.abort()
            raise
        finally:
            painter.end()
        progress(len(every), len(every))

    def _settled(self, order: Order, job: str) -> QPrinter:
        printer = self._printer(order.printer)
        printer.setResolution(DPI)
        printer.setFullPage(True)
        printer.setDocName(job)
        printer.setDuplex(_DUPLEX[order.sides])
        if printer.supportsMultipleCopies():
            printer.setCollateCopies(True)
            printer.setCopyCount(order.copies)
        return printer


def _take_size(printer: QPrinter, size: Size) -> None:
    """Give the next page its own size and direction, without margins of Qt's."""
    wide, tall = size
    known = _SIZES.get(media_of(size))
    upright = QSizeF(min(size), max(size))
    paper = QPageSize(known) if known else QPageSize(upright, QPageSize.Unit.Point)
    lying = QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, lying, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _next_page(printer: QPrinter, size: Size, order: Order) -> None:
    _take_size(printer, size)
    if not printer.newPage():
        raise CannotPrint(f"打印机“{order.printer}”中途停了，请检查纸张和连接后再打印。")


def _paint(painter: QPainter, pdf: bytes, page: int, scale: float, size: Size) -> None:
    _, tall = leafing.page_pixels(size, scale)
    for top in range(0, tall, BAND):
        band = leafing.render_band(pdf, page, scale, top=top, rows=BAND)
        painter.drawImage(QPointF(0, top), as_image(band))
