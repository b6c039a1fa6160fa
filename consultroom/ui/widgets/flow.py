"""A layout that puts things side by side and goes on in the next line."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem


class FlowLayout(QLayout):
    """Things in reading order, as words in a paragraph.

    Args:
        gap: logical pixels between things, and at most 6 between lines.
        fill: the last thing takes the rest of its line.
    """

    def __init__(self, gap: int = 6, *, fill: bool = False) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}  # by width; layouts around it ask hundreds of times
        self.setContentsMargins(0, 0, 0, 0)
        self._fill = fill
        self._gap = gap
        self._items: list[QLayoutItem] = []

    def invalidate(self) -> None:
        """Forget what was measured, because something in it changed."""
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._heights.clear()
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one out."""
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return none: it asks for no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return True: narrower means taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that ``width`` needs."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the least it can do with."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return room for the largest thing."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        edges = self.contentsMargins()
        return size + QSize(edges.left() + edges.right(), edges.top() + edges.bottom())

    def setGeometry(self, place: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(place)
        self._place(place, move=True)

    def _place(self, place: QRect, *, move: bool) -> int:
        """Place what is shown; what is hidden leaves no gap and begins no line."""
        edges = self.contentsMargins()
        inner = place.marginsRemoved(edges)
        left, top, tall = inner.left(), inner.top(), 0
        shown = [item for item in self._items if not item.isEmpty()]
        for item in shown:
            size = item.sizeHint().expandedTo(item.minimumSize())
            if left > inner.left() and left + size.width() > inner.right() + 1:
                left, top, tall = inner.left(), top + tall + min(6, self._gap), 0
            if self._fill and item is shown[-1]:
                size.setWidth(max(size.width(), inner.right() + 1 - left))
            if move:
                item.setGeometry(QRect(QPoint(left, top), size))
            left += size.width() + self._gap
            tall = max(tall, size.height())
        return top + tall + edges.bottom() - place.top()
