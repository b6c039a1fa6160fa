"""A PDF with everything to look at it: thumbnails, zoom, page numbers, and what to know before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from consultroom.ui import theme
from consultroom.ui.preview.placing import LARGEST, SMALLEST, Fit
from consultroom.ui.preview.sheets import Preview
from consultroom.ui.preview.thumbnails import Thumbnails
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.fields import NumberLine
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

NARROW = 640  # logical pixels below which there is no room for thumbnails
FITS = ((Fit.WIDTH, "fitWidth", "适合宽度"), (Fit.PAGE, "fitPage", "适合整页"))


class Viewer(QFrame):
    """Shows a PDF.

    Args:
        tasks: draws the pages, off the GUI thread; best one of its own, so that no slow work of
            another kind stands before a page.
    """

    failed = Signal(str)  # a sentence

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("viewer")
        self.setProperty("sunken", "true")
        self._pdf = b""
        self._wants_thumbnails = True
        self.sheets = Preview(tasks)
        self.thumbnails = Thumbnails(tasks)
        self._remarks = label("", "due", wrap=True, name="paperRemarks")
        self._remarks.setContentsMargins(14, 0, 14, 8)
        self._remarks.hide()
        below = row(self.thumbnails, self.sheets, spacing=0)
        below.setStretch(1, 1)
        lines = column(self._bar(), self._remarks, below, spacing=0, margins=(1, 1, 1, 1))
        lines.setStretch(2, 1)
        self.setLayout(lines)
        self._connect()
        self._show_page(0, 0)
        self._show_zoom(1.0)

    def _bar(self) -> QWidget:
        show = self.sheets
        self._aside = _tool("showThumbnails", "panel-left", "显示或收起缩略图", self._fold)
        self._smaller = _tool("zoomOut", "zoom-out", "缩小，Ctrl 加 -", show.zoom_out)
        self._larger = _tool("zoomIn", "zoom-in", "放大，Ctrl 加 +", show.zoom_in)
        self._percent = button(
            "100%", name="zoomFull", kind="plain", clicked=partial(show.set_zoom, 1.0)
        )
        self._percent.setMinimumWidth(theme.now().px(66))
        looking = (self._aside, 4, self._smaller, self._percent, self._larger, 8, self._fit_bar())
        return holder(row(*looking, None, *self._turners(), spacing=2, margins=(8, 6, 8, 6)))

    def _fit_bar(self) -> QHBoxLayout:
        self._fits: dict[Fit, QPushButton] = {}
        for (fit, name, word), edge in zip(FITS, ("first", "last"), strict=True):
            made = button(
                word, name=name, kind="segment", clicked=partial(self.sheets.set_fit, fit)
            )
            made.setCheckable(True)
            made.setProperty("edge", edge)
            self._fits[fit] = made
        return row(*self._fits.values(), spacing=0)

    def _turners(self) -> tuple[QWidget, ...]:
        self._back = _tool("pageBack", "chevron-left", "上一页", partial(self.sheets.turn, -1))
        self._on = _tool("pageOn", "chevron-right", "下一页", partial(self.sheets.turn, 1))
        self._number = NumberLine()
        self._number.setObjectName("pageNumber")
        self._number.setAccessibleName("页码，回车跳到这一页")
        self._number.setFixedWidth(theme.now().px(58))
        self._number.editingFinished.connect(self._jump)
        self._count = label("", "sub", name="paperPage")
        return (self._back, self._number, self._count, self._on)

    def _connect(self) -> None:
        self.sheets.opened.connect(self._opened)
        self.sheets.page_turned.connect(self._show_page)
        self.sheets.zoomed.connect(self._show_zoom)
        self.sheets.failed.connect(self.failed)
        self.thumbnails.chosen.connect(self.sheets.go_to_page)

    def show_pdf(self, pdf: bytes, remarks: Sequence[str] = ()) -> None:
        """Show a document, and above it what should be known before it is printed."""
        self._pdf = pdf
        self._remarks.setText("\n".join(remarks))
        self._remarks.setVisible(bool(remarks))
        self.sheets.show_pdf(pdf)

    def clear(self) -> None:
        """Show nothing."""
        self._pdf = b""
        self._remarks.hide()
        self.sheets.clear()
        self.thumbnails.show_pdf(b"", ())
        self._show_page(0, 0)

    @property
    def page(self) -> int:
        """The page in front, from 1; 0 when there is none."""
        return self.sheets.page

    def _opened(self, paper: tuple[tuple[float, float], ...]) -> None:
        self.thumbnails.show_pdf(self._pdf, paper)
        self._settle()

    def _show_page(self, page: int, pages: int) -> None:
        self._count.setText(f"/ {pages} 页" if pages else "")
        self._count.setAccessibleName(f"第 {page} 页，共 {pages} 页")
        self._number.show_value(page or None)
        self._number.setEnabled(pages > 1)
        self._back.setEnabled(page > 1)
        self._on.setEnabled(page < pages)
        self.thumbnails.show_page(page)

    def _show_zoom(self, zoom: float) -> None:
        self._percent.setText(f"{round(zoom * 100)}%")
        self._percent.setAccessibleName(f"现在 {round(zoom * 100)}%，点按看实际大小，Ctrl 加 0")
        self._smaller.setEnabled(zoom > SMALLEST)
        self._larger.setEnabled(zoom < LARGEST)
        for fit, made in self._fits.items():
            made.setChecked(self.sheets.fit is fit)

    def _jump(self) -> None:
        wanted = self._number.value()
        if wanted is not None and wanted != self.sheets.page:
            self.sheets.go_to_page(min(self.sheets.pages, max(1, wanted)))
        self._number.show_value(self.sheets.page or None)

    def _fold(self) -> None:
        self._wants_thumbnails = self.thumbnails.isHidden()
        self._settle(asked=True)

    def _settle(self, *, asked: bool = False) -> None:
        """Show thumbnails where there is more than one page, and room for them."""
        fits = asked or self.width() >= NARROW
        self.thumbnails.setVisible(self._wants_thumbnails and fits and self.sheets.pages > 1)
        self._aside.setEnabled(self.sheets.pages > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the pages the room when there is little."""
        super().resizeEvent(event)
        self._settle()


def _tool(name: str, icon: str, says: str, clicked: Callable[[], object]) -> QPushButton:
    return button("", name=name, kind="icon", icon=icon, says=says, clicked=clicked)
