"""Things side by side where there is room for them, and in more rows where there is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from consultroom.ui import theme
from consultroom.ui.widgets.layouts import clear

MOST = 0.45  # of a page's width that the panel at its side may take


class Folding(QWidget):
    """Things in one row, folded into several rows in a narrow window or with large text.

    Args:
        least: logical pixels one row needs at normal text size.
        stretches: how the columns of one row share what is left; even when empty.
        narrow: how many stand in a row when it is folded.
        spacing: logical pixels between them.
    """

    def __init__(
        self, *, least: int, stretches: Sequence[int] = (), narrow: int = 1, spacing: int = 16
    ) -> None:
        super().__init__()
        self._least, self._narrow = theme.now().px(least), narrow
        self._stretches = tuple(stretches)
        self._things: tuple[QWidget, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)

    def show_things(self, *things: QWidget) -> None:
        """Show other things and let those before go."""
        clear(self._grid)
        self._things, self._columns = things, 0
        self._fold()

    def _fold(self) -> None:
        every = len(self._things)
        columns = every if self.width() >= self._least else min(every, self._narrow)
        if columns == self._columns:
            return
        self._columns = columns
        for at, thing in enumerate(self._things):
            self._grid.removeWidget(thing)
            self._grid.addWidget(thing, at // columns, at % columns)
        for at in range(every):
            wide = self._stretches[at] if at < len(self._stretches) and columns == every else 1
            self._grid.setColumnStretch(at, wide if at < columns else 0)
        self.updateGeometry()

    @property
    def folded(self) -> bool:
        """Whether there are several rows now."""
        return self._columns < len(self._things)

    def sizeHint(self) -> QSize:
        """Return the width of the one row, so that who lays it out leaves room for it."""
        widths = [thing.sizeHint().width() for thing in self._things] or [0]
        gaps = self._grid.spacing() * (len(widths) - 1)
        return QSize(max(self._least, sum(widths) + gaps), self._grid.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the width of the folded shape, and the height of the present one."""
        widths = [thing.minimumSizeHint().width() for thing in self._things] or [0]
        rows = [widths[at : at + self._narrow] for at in range(0, len(widths), self._narrow)]
        gaps = self._grid.spacing() * (self._narrow - 1)
        return QSize(max(map(sum, rows)) + gaps, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        self._fold()
        super().resizeEvent(event)


class _Share(QObject):
    """Keeps a panel from taking more than its share of the page it stands on."""

    def __init__(self, side: QWidget, page: QWidget, wide: int, most: float) -> None:
        super().__init__(page)
        self._side, self._page, self._wide, self._most = side, page, wide, most
        page.installEventFilter(self)
        self._fit()

    def _fit(self) -> None:
        wide = theme.now().px(self._wide)
        self._side.setFixedWidth(min(wide, round(self._page.width() * self._most)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the page's width."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        return False


def keep_aside(side: QWidget, page: QWidget, wide: int, *, most: float = MOST) -> None:
    """Give a side panel its width, but in a narrow window or with large text no more than a share.

    Args:
        side: the panel.
        page: the page it stands on.
        wide: logical pixels at normal text size.
        most: of the page's width.
    """
    _Share(side, page, wide, most)
