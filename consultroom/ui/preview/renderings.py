"""Rendered pages of one PDF: drawn on a worker when asked for, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Container
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from consultroom.services import leafing
from consultroom.ui.tasks import Job, Progress, Tasks

BUDGET = 96 << 20  # bytes of pixels; three A4 pages at 300 %, thirty at 100 %
Key = tuple[int, float]  # page from 0, device pixels per pt


class Renderings(QObject):
    """Pages as images.

    Args:
        tasks: draws them, off the GUI thread; one page at a time, first asked first.
        budget: bytes of pixels kept at most; the page looked at last goes last.
    """

    came = Signal(int)  # the page, from 0
    failed = Signal(str)  # a sentence

    def __init__(
        self, tasks: Tasks, parent: QObject | None = None, *, budget: int = BUDGET
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._budget = budget
        self._pdf = b""
        self._held = 0  # bytes
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._asked: dict[Key, Job] = {}

    def show_pdf(self, pdf: bytes) -> None:
        """Draw another document from now on."""
        self.only(())
        self._images.clear()
        self._held = 0
        self._pdf = pdf

    def image(self, page: int, scale: float) -> QImage | None:
        """Return a page, or ask for it and return None until ``came`` tells.

        Args:
            page: from 0.
            scale: device pixels per pt.
        """
        key = (page, scale)
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._asked:
            self._ask(key)
        return None

    def has(self, page: int, scale: float) -> bool:
        """Tell whether a page is there; asks for nothing."""
        return (page, scale) in self._images

    def stand_in(self, page: int) -> QImage | None:
        """Return the page at whatever size it was drawn last: better than white for a moment."""
        for (number, _), image in reversed(self._images.items()):
            if number == page:
                return image
        return None

    def only(self, pages: Container[int], scale: float | None = None) -> None:
        """Take back what was asked for and is no longer wanted.

        Args:
            pages: which are, from 0.
            scale: at what size; None for any.
        """
        for key in list(self._asked):
            if key[0] not in pages or scale not in (None, key[1]):
                self._asked.pop(key).cancel()

    @property
    def waiting(self) -> frozenset[int]:
        """Pages asked for that have not come yet."""
        return frozenset(page for page, _ in self._asked)

    def _ask(self, key: Key) -> None:
        job = self._asked[key] = Job(self)
        job.done.connect(partial(self._take, key))
        job.failed.connect(partial(self._fail, key))
        self._tasks.start(job, partial(_draw, self._pdf, *key))

    def _take(self, key: Key, image: Any) -> None:
        self._drop_job(key)
        self._images[key] = image
        self._held += image.sizeInBytes()
        while self._held > self._budget and len(self._images) > 1:
            _, oldest = self._images.popitem(last=False)
            self._held -= oldest.sizeInBytes()
        self.came.emit(key[0])

    def _fail(self, key: Key, error: Exception) -> None:
        self._drop_job(key)
        self.failed.emit(str(error))

    def _drop_job(self, key: Key) -> None:
        job = self._asked.pop(key, None)
        if job is not None:
            job.setParent(None)  # Python lets go of it once its signal has been heard


def _draw(pdf: bytes, page: int, scale: float, _progress: Progress) -> QImage:
    return as_image(leafing.render(pdf, page, scale))


def as_image(bitmap: leafing.Bitmap) -> QImage:
    """Return pixels as Qt's; any thread may call it."""
    form = QImage.Format.Format_RGB32
    # copied, since an image over foreign bytes does not keep them alive
    return QImage(bitmap.pixels, bitmap.width, bitmap.height, bitmap.stride, form).copy()
