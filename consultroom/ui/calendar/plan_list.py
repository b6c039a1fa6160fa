"""A list whose lines can be dragged onto a month, or sent there by keys."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from consultroom.ui import theme
from consultroom.ui.calendar.screens import PlanLine
from consultroom.ui.tables import Index
from consultroom.ui.theme.fonts import font

LINE = Qt.ItemDataRole.UserRole  # the PlanLine itself
CARRIED = "application/x-consultroom-plan-line"
LINES = 2  # of a title in its chip
PAD = 8


class PlanLines(QAbstractListModel):
    """Lines of a month or of the pool; each travels as its id."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[PlanLine, ...] = ()

    def show_lines(self, lines: tuple[PlanLine, ...]) -> None:
        """Show other lines."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def line(self, index: Index) -> PlanLine:
        """Return the line of an index."""
        return self._lines[index.row()]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what the line says, here and under the mouse."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.line(index).words
        if role == LINE:
            return self.line(index)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let a line be chosen, and dragged if it is one of the plan."""
        usual = super().flags(index)
        ours = index.isValid() and not self.line(index).outside
        return usual | Qt.ItemFlag.ItemIsDragEnabled if ours else usual

    def mimeTypes(self) -> list[str]:
        """Return what a line travels as."""
        return [CARRIED]

    def mimeData(self, indexes: Any) -> QMimeData:
        """Return the id of the line that is dragged."""
        carried = QMimeData()
        ids = " ".join(self.line(index).id for index in indexes)
        carried.setData(CARRIED, ids.encode())
        return carried


class ChipDelegate(QStyledItemDelegate):
    """Paints a title in at most two lines on a soft ground."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        tokens = theme.now()
        place: QRect = option.rect.adjusted(2, 2, -2, -2)  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = tokens.primary if chosen else tokens.line
        pen = QPen(QColor(edge), 1.5 if chosen else 1)
        line = index.data(LINE)
        if isinstance(line, PlanLine) and line.outside:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QColor(tokens.primary_soft if chosen else tokens.sunken))
        painter.drawRoundedRect(place, 5, 5)
        painter.setFont(font(tokens.caption))
        painter.setPen(QColor(tokens.text))
        inside = place.adjusted(PAD, 3, -PAD, -3)
        lines = "\n".join(chip_lines(str(index.data()), inside.width()))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, lines)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one line's height, or two."""
        metrics = QFontMetrics(font(theme.now().caption))
        alone = index.model().rowCount() < 2  # and never scrolled
        bar = 0 if alone else self._view.verticalScrollBar().sizeHint().width()
        width = self._view.width() - bar  # with the bar or without it, the same lines
        lines = chip_lines(str(index.data()), width - 2 * PAD - 8)
        return QSize(width, len(lines) * metrics.lineSpacing() + 12)


def chip_lines(title: str, width: int) -> tuple[str, ...]:
    """Break a title into the lines of a chip, the last one cut short with an ellipsis.

    Qt breaks them after UAX #14: no line ends with （ or begins with ）, and a number stays whole.

    Args:
        title: without line feeds.
        width: of a line, pixels.
    """
    layout, wrap = QTextLayout(title, font(theme.now().caption)), QTextOption()
    wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrap)
    lines, rest = list[str](), title.encode(_QT)
    layout.beginLayout()
    while len(lines) < LINES - 1 and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        end = 2 * line.textLength()  # bytes
        lines.append(rest[:end].decode(_QT).rstrip())
        rest = rest[end:]
    layout.endLayout()
    return (*lines, _cut(rest.decode(_QT), width)) if rest else tuple(lines)


_QT = "utf-16-le"  # Qt counts in halves of it
_HANGING = re.compile("[（《〈“‘【〔「『(]+…$")


def _cut(text: str, width: int) -> str:
    metrics = QFontMetrics(font(theme.now().caption))
    return _HANGING.sub("…", metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))


class PlanList(QListView):
    """One list of the plan. Enter opens the menu of a line, Ctrl and arrows shift it, Del drops it.

    Args:
        name: objectName.
        says: what a screen reader calls it.
        month: the month a line dropped here goes into; "" takes it off the plan.
    """

    dropped = Signal(str, str)  # id of the line, month
    menu_wanted = Signal(object, QPoint)  # PlanLine, where on the screen
    shift_wanted = Signal(str, int)
    take_off_wanted = Signal(str)

    def __init__(self, name: str, says: str, month: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.month = month
        self.open = True  # whether lines may be put here
        self.lines = PlanLines()
        self.setModel(self.lines)
        self.setItemDelegate(ChipDelegate(self))
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(lambda index: self._menu(index))  # noqa: PLW0108  an overload

    def chosen(self) -> PlanLine | None:
        """Return the line the cursor is on."""
        index = self.currentIndex()
        return self.lines.line(index) if index.isValid() else None

    def choose(self, line: str) -> bool:
        """Put the cursor on a line, named by its id or its topic's; tell whether it is here."""
        for place in range(self.lines.rowCount()):
            index = self.lines.index(place)
            if line in (self.lines.line(index).id, self.lines.line(index).topic):
                self.setCurrentIndex(index)
                return True
        return False

    # -- by mouse ---------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take lines of the plan, nothing else."""
        self._take(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them anywhere on the list."""
        self._take(event)

    def _take(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if self.open and event.mimeData().hasFormat(CARRIED):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Report a line dropped here; the room decides, then everything is drawn anew."""
        if self.open and event.mimeData().hasFormat(CARRIED):
            carried = bytes(event.mimeData().data(CARRIED).data()).decode()
            event.setDropAction(Qt.DropAction.CopyAction)  # the list it came from is redrawn
            event.accept()
            self.dropped.emit(carried, self.month)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the line under the mouse, or of the cursor's for the menu key."""
        index = self.indexAt(event.pos())
        self._menu(index if index.isValid() else self.currentIndex())

    def _menu(self, index: QModelIndex) -> None:
        if index.isValid():
            place = self.visualRect(index).bottomLeft()
            self.menu_wanted.emit(self.lines.line(index), self.viewport().mapToGlobal(place))

    # -- by keys ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do by keys what the mouse does by dragging."""
        line, key = self.chosen(), event.key()
        ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if line is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._menu(self.currentIndex())
        elif line is not None and key == Qt.Key.Key_Delete:
            self.take_off_wanted.emit(line.id)
        elif line is not None and ctrl and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.shift_wanted.emit(line.id, -1 if key == Qt.Key.Key_Left else 1)
        else:
            super().keyPressEvent(event)
