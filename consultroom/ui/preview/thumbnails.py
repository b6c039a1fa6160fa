"""The pages small, in a column at the left: where one is, and how to get elsewhere."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from consultroom.ui import theme
from consultroom.ui.preview.placing import Size
from consultroom.ui.preview.renderings import Renderings
from consultroom.ui.tasks import Tasks
from consultroom.ui.theme.fonts import font

WIDE, TALL = 108, 140  # logical pixels a page may take
FOOT = 26  # for its number
EDGE = 10
BUDGET = 24 << 20  # bytes of pixels, some hundred pages
Index = QModelIndex | QPersistentModelIndex


class _Pages(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.paper: tuple[Size, ...] = ()

    def show_pages(self, paper: tuple[Size, ...]) -> None:
        self.beginResetModel()
        self.paper = paper
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.paper)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"第 {index.row() + 1} 页"
        return None


class _Picture(QStyledItemDelegate):
    """Paints one page with its number below."""

    def __init__(self, view: Thumbnails) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a page."""
        tokens, place = theme.now(), self._room(option)
        chosen = self._view.selectionModel().isSelected(index)
        page = self._view.page_place(index.row(), place)
        image = self._view.picture(index.row())
        if image is None:
            painter.fillRect(page, QColor(tokens.paper))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(page, image)
        painter.setPen(QPen(QColor(tokens.primary if chosen else tokens.line), 3 if chosen else 1))
        painter.drawRect(page)
        painter.setFont(font(tokens.caption, 600 if chosen else 400))
        painter.setPen(QColor(tokens.primary if chosen else tokens.text3))
        foot = place.adjusted(0, place.height() - tokens.px(FOOT), 0, 0)
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignCenter), str(index.row() + 1))

    @staticmethod
    def _room(option: QStyleOptionViewItem) -> QRect:
        whole: QRect = option.rect  # type: ignore[attr-defined]
        return whole.adjusted(EDGE, EDGE, -EDGE, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same for every page, so that a thousand need no measuring."""
        return thumbnail_size()


def thumbnail_size() -> QSize:
    """Return the room of one page with its number, in logical pixels."""
    tokens = theme.now()
    return QSize(tokens.px(WIDE) + 2 * EDGE, tokens.px(TALL) + tokens.px(FOOT) + EDGE)


class Thumbnails(QListView):
    """One picture a page; the arrows and the mouse choose one.

    Args:
        tasks: draws them, off the GUI thread.
    """

    chosen = Signal(int)  # the page, from 1

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("thumbnails")
        self.setAccessibleName("各页缩略图")
        self._pages = _Pages()
        self.setModel(self._pages)
        self.setItemDelegate(_Picture(self))
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalScrollBar().setSingleStep(48)
        self.setFixedWidth(thumbnail_size().width() + 16)
        self._renderings = Renderings(tasks, self, budget=BUDGET)
        self._renderings.came.connect(self._came)
        self.selectionModel().currentChanged.connect(self._tell)
        self.verticalScrollBar().valueChanged.connect(self._take_back)

    def show_pdf(self, pdf: bytes, paper: tuple[Size, ...]) -> None:
        """Show a document whose page sizes in pt are known."""
        self._renderings.show_pdf(pdf)
        self._pages.show_pages(paper)

    def show_page(self, number: int) -> None:
        """Mark a page, from 1, as the one in front, and tell nobody."""
        index = self._pages.index(number - 1)
        if index.isValid() and index != self.currentIndex():
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self.scrollTo(index)
            self.viewport().update()

    def picture(self, page: int) -> Any:
        """Return a page's picture, from 0, or None until it is drawn."""
        wide, tall = self._pages.paper[page]
        tokens = theme.now()
        fits = min(tokens.px(WIDE) / wide, tokens.px(TALL) / tall)
        return self._renderings.image(page, fits * self.devicePixelRatioF())

    def page_place(self, page: int, room: QRect) -> QRect:
        """Return where a page stands in the room of its picture: centred, at the foot."""
        wide, tall = self._pages.paper[page]
        tokens = theme.now()
        fits = min(tokens.px(WIDE) / wide, tokens.px(TALL) / tall)
        across, down = round(wide * fits), round(tall * fits)
        left = room.left() + (room.width() - across) // 2
        return QRect(left, room.top() + tokens.px(TALL) - down, across, down)

    def _came(self, page: int) -> None:
        self.update(self._pages.index(page))

    def _take_back(self) -> None:
        """Let go of pictures that were scrolled away before they were drawn."""
        tall = thumbnail_size().height()
        first = self.verticalScrollBar().value() // tall
        self._renderings.only(range(first, first + self.viewport().height() // tall + 2))

    def _tell(self, index: Index) -> None:
        if index.isValid():
            self.chosen.emit(index.row() + 1)
