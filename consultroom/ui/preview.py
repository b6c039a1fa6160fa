"""PDF pages on the screen: the very bytes that will be printed and kept.

pdfium draws on the worker of ``tasks``; this widget asks for the pages in sight, keeps the last
few, and shows white paper until they come.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea

from consultroom.errors import UserError
from consultroom.ui import theme
from consultroom.ui.tasks import Job, Progress, Tasks

PIXELS_PER_POINT = 96 / 72  # at 100 %
SMALLEST, LARGEST = 0.25, 4.0  # zoom
STEP = 1.25
WIDEST_FIT = 1.3  # wider than that a page is read more slowly, not better
GAP = 18  # logical pixels between pages and around them
KEPT = 24  # rendered pages in memory
PDFIUM = Lock()  # pdfium is used by one thread at a time, or the program ends without a word
WHEEL = 120  # of a wheel event's angle, one notch


class Unreadable(UserError):
    """The bytes are no PDF."""


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One rendered page: 3 bytes a pixel, blue first, rows of ``stride`` bytes."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of every page, in points.

    Raises:
        Unreadable: the bytes are no PDF.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    with PDFIUM:
        try:
            document = PdfDocument(pdf)
        except PdfiumError as error:
            raise Unreadable("这份文书打不开，文件可能已经损坏。请重新生成。") from error
        with closing(document):
            return tuple(document.get_page_size(number) for number in range(len(document)))


def render(pdf: bytes, page: int, scale: float) -> Bitmap:
    """Return one page as pixels; ``scale`` is device pixels per point."""
    from pypdfium2 import PdfDocument

    with PDFIUM, closing(PdfDocument(pdf)) as document:
        bitmap = document[page].render(scale=scale, rev_byteorder=False)
        pixels = bytes(bitmap.buffer)
        return Bitmap(bitmap.width, bitmap.height, bitmap.stride, pixels)


class Preview(QAbstractScrollArea):
    """Shows a PDF; fits its width until the person zooms.

    Args:
        tasks: draws the pages, off the GUI thread.
    """

    page_turned = Signal(int, int)  # the page in the middle, from 1; how many there are
    zoomed = Signal(float)
    failed = Signal(str)  # a sentence

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setAccessibleName("文书预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tasks = tasks
        self._pdf = b""
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._zoom = 1.0
        self._fits = True
        self._images: OrderedDict[tuple[int, float], QImage] = OrderedDict()
        self._asked: dict[tuple[int, float], Job] = {}
        self._tops: list[float] = []  # of each page, logical pixels
        self.verticalScrollBar().valueChanged.connect(self._turned)

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document; the same bytes again change nothing."""
        if pdf == self._pdf:
            return
        self._forget()
        self._pdf = pdf
        job = Job(self)
        job.done.connect(self._take_sizes)
        job.failed.connect(self._fail)
        self._opening = job
        self._tasks.start(job, lambda _progress: page_sizes(pdf))

    def clear(self) -> None:
        """Show nothing."""
        self._forget()
        self._pdf = b""
        self._lay_out()

    @property
    def pages(self) -> int:
        """How many pages are shown; 0 until they are known."""
        return len(self._sizes)

    @property
    def zoom(self) -> float:
        """Size on screen, 1.0 for paper size at 96 pixels an inch."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show larger or smaller, and no longer fit the width."""
        self._fits = False
        self._apply(zoom)

    def zoom_in(self) -> None:
        """Show one step larger."""
        self.set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Show one step smaller."""
        self.set_zoom(self._zoom / STEP)

    def fit_width(self) -> None:
        """Show pages as wide as there is room, also when the window changes."""
        self._fits = True
        self._apply(self._fitting())

    def rendered(self, page: int) -> bool:
        """Tell whether a page, from 0, is on the screen as it is."""
        return (page, self._scale()) in self._images

    def _forget(self) -> None:
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()
        self._images.clear()
        self._sizes = ()
        self.verticalScrollBar().setValue(0)

    def _take_sizes(self, sizes: Any) -> None:
        self._sizes = sizes
        self.setAccessibleDescription(f"共 {len(sizes)} 页")
        if self._fits:
            self._zoom = self._fitting()
        self._lay_out()
        self._turned()

    def _fail(self, error: Exception) -> None:
        self.failed.emit(str(error))

    def _fitting(self) -> float:
        widest = max((width for width, _ in self._sizes), default=595.0)
        room = self.viewport().width() - 2 * GAP
        return min(WIDEST_FIT, max(SMALLEST, room / (widest * PIXELS_PER_POINT)))

    def _apply(self, zoom: float) -> None:
        zoom = min(LARGEST, max(SMALLEST, zoom))
        if zoom == self._zoom:
            return
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._zoom = zoom
        for job in self._asked.values():
            job.cancel()
        self._asked.clear()
        self._lay_out()
        bar.setValue(round(place * bar.maximum()))
        self.zoomed.emit(zoom)

    def _scale(self) -> float:
        """Device pixels per point."""
        return self._zoom * PIXELS_PER_POINT * self.devicePixelRatioF()

    def _page_size(self, number: int) -> QSizeF:
        width, height = self._sizes[number]
        return QSizeF(width, height) * (self._zoom * PIXELS_PER_POINT)

    def _lay_out(self) -> None:
        self._tops = []
        top, wide = float(GAP), 0.0
        for number in range(len(self._sizes)):
            size = self._page_size(number)
            self._tops.append(top)
            top += size.height() + GAP
            wide = max(wide, size.width())
        room = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(top) - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(60)
        across.setRange(0, max(0, round(wide) + 2 * GAP - room.width()))
        across.setPageStep(room.width())
        self.viewport().update()

    def _place(self, number: int) -> QRectF:
        size = self._page_size(number)
        room = self.viewport().width()
        left = max(float(GAP), (room - size.width()) / 2) - self.horizontalScrollBar().value()
        top = self._tops[number] - self.verticalScrollBar().value()
        return QRectF(QPointF(left, top), size)

    def _turned(self) -> None:
        if self._sizes:
            middle = self.viewport().rect().center().y()
            places = [abs(self._place(n).center().y() - middle) for n in range(self.pages)]
            self.page_turned.emit(places.index(min(places)) + 1, self.pages)

    def go_to_page(self, number: int) -> None:
        """Bring a page, from 1, to the top."""
        if 1 <= number <= len(self._sizes):
            self.verticalScrollBar().setValue(round(self._tops[number - 1]) - GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, and ask for those that are not there yet."""
        tokens, painter = theme.now(), QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        sight = QRectF(self.viewport().rect())
        for number in range(len(self._sizes)):
            place = self._place(number)
            if not place.intersects(sight):
                continue
            painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(tokens.line))
            image = self._image(number)
            if image is None:
                painter.fillRect(place, QColor(tokens.paper))
            else:
                painter.drawImage(place, image)

    def _image(self, number: int) -> QImage | None:
        key = (number, self._scale())
        if key not in self._images and key not in self._asked:
            job = self._asked[key] = Job(self)
            job.done.connect(partial(self._take_page, key))
            job.failed.connect(self._fail)
            self._tasks.start(job, partial(_draw, self._pdf, number, key[1]))
        exact = self._images.get(key)
        if exact is not None:
            return exact
        # a page of another zoom, stretched, is better than a blank one for a moment
        return next((image for (page, _), image in self._images.items() if page == number), None)

    def _take_page(self, key: tuple[int, float], bitmap: Any) -> None:
        self._asked.pop(key, None)
        form = QImage.Format.Format_BGR888
        image = QImage(bitmap.pixels, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        self._images[key] = image
        while len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the width again."""
        super().resizeEvent(event)
        if self._fits and self._sizes:
            self._apply(self._fitting())
        self._lay_out()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / WHEEL
            self.set_zoom(self._zoom * STEP**notches)
        else:
            super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        """Return room for a page."""
        return QSize(640, 480)


def _draw(pdf: bytes, page: int, scale: float, _progress: Progress) -> Bitmap:
    return render(pdf, page, scale)
