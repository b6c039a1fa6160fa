"""The pages themselves, one under the other, scrolled and zoomed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from consultroom.frozen import Frozen
from consultroom.services import leafing
from consultroom.ui import accessible, theme
from consultroom.ui.preview.placing import (
    GAP,
    PIXELS_PER_POINT,
    Fit,
    Placed,
    Size,
    bounded,
    fitting,
    placed,
)
from consultroom.ui.preview.renderings import Renderings
from consultroom.ui.tasks import Job, Tasks

STEP = 1.25
WHEEL = 120  # of a wheel event's angle, one notch
LINE = 60  # logical pixels an arrow key scrolls


class Mark(Frozen, kw_only=True):
    """A place on a page to look at.

    Attributes:
        page: from 1.
        box: left, bottom, right, top in pt from the page's lower left corner.
    """

    page: int
    box: tuple[float, float, float, float]


@accessible.heard_as(QAccessible.Role.Document)
class Preview(QAbstractScrollArea):
    """Shows a PDF; fits its width until the person zooms.

    Args:
        tasks: draws the pages, off the GUI thread.
        name: objectName, where a page shows two.
        says: what a screen reader calls it.
    """

    opened = Signal(tuple)  # sizes of the pages, in pt
    page_turned = Signal(int, int)  # the page in the middle, from 1; how many there are
    zoomed = Signal(float)
    scrolled = Signal(float)  # part of the way down, 0 to 1; not told when only the size changed
    failed = Signal(str)  # a sentence

    def __init__(self, tasks: Tasks, *, name: str = "preview", says: str = "文书预览") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("sheets", "true")
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tasks = tasks
        self._pdf = b""
        self._paper: tuple[Size, ...] = ()
        self._placed = Placed()
        self._zoom, self._fit, self._here = 1.0, Fit.WIDTH, 0
        self._zooming = False
        self._marks: tuple[Mark, ...] = ()
        self._opening: Job | None = None
        self._reading: Job | None = None
        self._words: tuple[leafing.TextLine, ...] = ()
        self._spoken = accessible.Unseen(self.viewport(), name=f"{name}Words")
        self._renderings = Renderings(tasks, self)
        self._renderings.came.connect(lambda _page: self.viewport().update())
        self._renderings.failed.connect(self.failed)
        self.verticalScrollBar().valueChanged.connect(self._moved)

    # -- what is shown --------------------------------------------------------------------------

    def show_pdf(self, pdf: bytes) -> None:
        """Show a document from its first page; the same bytes again change nothing."""
        if pdf == self._pdf:
            return
        self.clear()
        self._pdf = pdf
        self._renderings.show_pdf(pdf)
        job = self._opening = Job(self)
        job.done.connect(self._take_sizes)
        job.failed.connect(lambda error: self.failed.emit(str(error)))
        self._tasks.start(job, lambda _progress: leafing.page_sizes(pdf))

    def clear(self) -> None:
        """Show nothing."""
        for job in (self._opening, self._reading):
            if job is not None:
                job.cancel()
        self._reading, self._words = None, ()
        self._spoken.clear()
        self._pdf, self._paper, self._marks, self._here = b"", (), (), 0
        self._renderings.show_pdf(b"")
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """Frame places on the pages, in the colour of things to look at."""
        self._marks = tuple(marks)
        self.viewport().update()

    @property
    def pages(self) -> int:
        """How many pages are shown; 0 until they are known."""
        return len(self._paper)

    @property
    def page(self) -> int:
        """The page in the middle, from 1; 0 when there is none."""
        return self._here + 1 if self._paper else 0

    def rendered(self, page: int) -> bool:
        """Tell whether a page, from 0, is on the screen as it is."""
        return self._renderings.has(page, self._scale())

    def _take_sizes(self, sizes: Any) -> None:
        self._opening = None
        self._paper = sizes
        self._refit()
        self._lay_out()
        self.opened.emit(sizes)
        self._tell_page()

    # -- by ear ---------------------------------------------------------------------------------

    def _read_out(self) -> None:
        """Have the text of the page in the middle where a screen reader finds it."""
        if not (self._paper and accessible.listening()):
            return
        if self._reading is None:
            pdf, job = self._pdf, Job(self)
            self._reading = job
            job.done.connect(self._take_words)
            job.failed.connect(lambda error: self.failed.emit(str(error)))
            self._tasks.start(job, lambda _progress: leafing.text_lines(pdf))
        here = (line.text for line in self._words if line.page == self.page)
        self._spoken.setText("\n".join(here))
        self._spoken.setGeometry(self._place(self._here).toRect())

    def _take_words(self, words: Any) -> None:
        self._words = words
        self._read_out()

    # -- zoom -----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Size on screen, 1.0 for paper size at 96 pixels an inch."""
        return self._zoom

    @property
    def fit(self) -> Fit:
        """What the zoom follows."""
        return self._fit

    def set_zoom(self, zoom: float) -> None:
        """Show larger or smaller, and fit nothing from now on."""
        self._fit = Fit.NOTHING
        self._apply(bounded(zoom), self.viewport().height() / 2)

    def zoom_in(self) -> None:
        """Show one step larger."""
        self.set_zoom(self._zoom * STEP)

    def zoom_out(self) -> None:
        """Show one step smaller."""
        self.set_zoom(self._zoom / STEP)

    def set_fit(self, fit: Fit) -> None:
        """Fit the width or the page, also when the window changes."""
        here, self._fit = self._here, fit
        self._refit()
        if fit is Fit.PAGE:
            self.go_to_page(here + 1)

    def _refit(self) -> None:
        if self._fit is not Fit.NOTHING and self._paper:
            room = (float(self.viewport().width()), float(self.viewport().height()))
            self._apply(fitting(self._paper, room, self._fit, self._here), 0.0)

    def _apply(self, zoom: float, still: float) -> None:
        """Take a zoom; what is ``still`` pixels below the upper edge stays there."""
        if zoom == self._zoom:
            self.zoomed.emit(zoom)
            return
        bar = self.verticalScrollBar()
        place = (bar.value() + still) / max(1.0, self._placed.tall)
        self._zoom, self._zooming = zoom, True
        self._lay_out()
        bar.setValue(round(place * self._placed.tall - still))
        self._zooming = False
        self.zoomed.emit(zoom)

    def _scale(self) -> float:
        """Device pixels per point."""
        return self._zoom * PIXELS_PER_POINT * self.devicePixelRatioF()

    # -- moving ---------------------------------------------------------------------------------

    def go_to_page(self, number: int) -> None:
        """Bring a page, from 1, to the top."""
        if 1 <= number <= self.pages:
            self.verticalScrollBar().setValue(round(self._placed.tops[number - 1]) - GAP)
            self._be_on(number - 1)  # even where several are in sight, or the end is near

    def turn(self, by: int) -> None:
        """Go that many pages on, or back."""
        self.go_to_page(min(self.pages, max(1, self.page + by)))

    def go_to_part(self, part: float) -> None:
        """Scroll to a part of the whole way down, 0 to 1."""
        bar = self.verticalScrollBar()
        bar.setValue(round(part * bar.maximum()))

    def go_to_mark(self, mark: Mark) -> None:
        """Bring a mark to the upper third."""
        if 1 <= mark.page <= self.pages:
            place = self._mark_place(mark).translated(0, self.verticalScrollBar().value())
            third = self.viewport().height() / 3
            self.verticalScrollBar().setValue(round(place.top() - third))

    def _moved(self, value: int) -> None:
        self._tell_page()
        if not self._zooming:  # else the other of two side by side would leave what it shows
            self.scrolled.emit(value / max(1, self.verticalScrollBar().maximum()))

    def _tell_page(self) -> None:
        if not self._paper:
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        self._be_on(self._placed.at(bar.value() + room / 2))

    def _be_on(self, page: int) -> None:
        self._here = page
        self.setAccessibleDescription(f"第 {self.page} 页，共 {self.pages} 页")
        self._read_out()
        self.page_turned.emit(self.page, self.pages)

    # -- drawing --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._placed = placed(self._paper, self._zoom)
        room = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(self._placed.tall) - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(LINE)
        across.setRange(0, max(0, round(self._placed.wide) - room.width()))
        across.setPageStep(room.width())
        self.viewport().update()

    def _place(self, number: int) -> QRectF:
        """Return where a page, from 0, lies in the viewport, on whole device pixels."""
        size = QSizeF(*self._placed.sizes[number])
        left = max(float(GAP), (self.viewport().width() - size.width()) / 2)
        top = self._placed.tops[number] - self.verticalScrollBar().value()
        ratio = self.devicePixelRatioF()
        left = round((left - self.horizontalScrollBar().value()) * ratio) / ratio
        return QRectF(QPointF(left, round(top * ratio) / ratio), size)

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._placed.within(top, top + self.viewport().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the pages in sight, and ask for those that are not there yet."""
        painter, sight, scale = QPainter(self.viewport()), self._in_sight(), self._scale()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        wanted = range(sight.start, min(sight.stop + 1, self.pages))  # and the one below them
        self._renderings.only(wanted, scale)
        for number in sight:
            self._paint_page(painter, number, self._place(number), scale)
        for number in wanted[len(sight) :]:
            self._renderings.image(number, scale)
        for mark in self._marks:
            if mark.page - 1 in sight:
                self._paint_mark(painter, self._mark_place(mark))

    def _paint_page(self, painter: QPainter, number: int, place: QRectF, scale: float) -> None:
        tokens = theme.now()
        painter.fillRect(place.adjusted(-1, -1, 1, 1), QColor(tokens.line))
        exact = self._renderings.image(number, scale)
        if exact is not None:
            exact.setDevicePixelRatio(self.devicePixelRatioF())
            painter.drawImage(place.topLeft(), exact)
        elif (image := self._renderings.stand_in(number)) is not None:
            painter.drawImage(place, image, QRectF(image.rect()))
        else:
            painter.fillRect(place, QColor(tokens.paper))

    def _mark_place(self, mark: Mark) -> QRectF:
        left, bottom, right, top = (length * self._zoom * PIXELS_PER_POINT for length in mark.box)
        page = self._place(mark.page - 1)
        upper = page.top() + page.height() - top
        return QRectF(page.left() + left, upper, right - left, top - bottom).adjusted(-4, -4, 4, 4)

    @staticmethod
    def _paint_mark(painter: QPainter, place: QRectF) -> None:
        tokens = theme.now()
        ground = QColor(tokens.due_soft)
        painter.save()
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(place, ground)
        painter.restore()
        painter.setPen(QPen(QColor(tokens.due), 1.5))
        painter.drawRect(place)

    # -- hands ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._lay_out()
        self._refit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw anew."""
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl around the pointer, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            notches = event.angleDelta().y() / WHEEL
            self._fit = Fit.NOTHING
            self._apply(bounded(self._zoom * STEP**notches), event.position().y())
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages, go to either end, zoom with Ctrl."""
        act = self._act_of(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _act_of(self, event: QKeyEvent) -> Callable[[], None] | None:
        keys = Qt.Key
        ends = {keys.Key_Home: 0.0, keys.Key_End: 1.0}
        if event.key() in ends:
            return partial(self.go_to_part, ends[keys(event.key())])
        turns = {keys.Key_PageDown: 1, keys.Key_PageUp: -1}
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in turns and (control or self._is_whole()):
            return partial(self.turn, turns[keys(event.key())])
        zooms: dict[int, Callable[[], None]] = {
            keys.Key_Plus: self.zoom_in,
            keys.Key_Equal: self.zoom_in,
            keys.Key_Minus: self.zoom_out,
            keys.Key_0: partial(self.set_zoom, 1.0),
        }
        return zooms.get(event.key()) if control else None

    def _is_whole(self) -> bool:
        """Tell whether a page fits: then a key turns it, else it scrolls by what is in sight."""
        return bool(self.pages) and self._place(self._here).height() <= self.viewport().height()

    def sizeHint(self) -> QSize:
        """Return room for a page."""
        return QSize(640, 480)
