"""The lines of the record as a list: model, and how a line is painted and measured."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from consultroom.domain.minutes import EntryKind
from consultroom.ui import icons, theme
from consultroom.ui.minutes.presenter import EntryLine
from consultroom.ui.states import State
from consultroom.ui.tables import Index
from consultroom.ui.theme.fonts import font

ENTRY = Qt.ItemDataRole.UserRole
KIND_ICONS = {
    EntryKind.OPINION: "message-square",
    EntryKind.CONSENSUS: "check",
    EntryKind.DISSENT: "split",
    EntryKind.REQUEST: "flag",
}
KIND_LOOKS = {
    EntryKind.OPINION: State.TODO,
    EntryKind.CONSENSUS: State.DONE,
    EntryKind.DISSENT: State.DUE,
    EntryKind.REQUEST: State.ACTIVE,
}
# widths of the columns, logical pixels at normal text size
TIME, SPEAKER, KIND, EDGE = 58, 132, 84, 14
PAD = 10  # above and below a line's text; the editor's frame fits into it
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class EntriesModel(QAbstractListModel):
    """The lines, in speaking order."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[EntryLine] = []

    def show_entries(self, entries: tuple[EntryLine, ...]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    @property
    def entries(self) -> tuple[EntryLine, ...]:
        """All lines."""
        return tuple(self._entries)

    def entry(self, row: int) -> EntryLine:
        """Return one line."""
        return self._entries[row]

    def insert(self, row: int, entry: EntryLine) -> None:
        """Put a line before ``row``."""
        self.beginInsertRows(QModelIndex(), row, row)
        self._entries.insert(row, entry)
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take a line out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._entries[row]
        self.endRemoveRows()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return len(self._entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that every line can be typed into."""
        editable = Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line, or its words."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == ENTRY:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return entry.spoken
        return None

    def setData(self, index: Index, value: Any, role: int = ENTRY) -> bool:
        """Replace a line by what was typed."""
        if not isinstance(value, EntryLine) or self._entries[index.row()] == value:
            return False
        self._entries[index.row()] = value
        here = self.index(index.row())
        self.dataChanged.emit(here, here)
        return True


class Editor(Protocol):
    """What the delegate asks of an editor."""

    def entry(self) -> EntryLine:
        """Return the line as typed."""

    def show_entry(self, entry: EntryLine) -> None:
        """Show a line."""


class EntryDelegate(QStyledItemDelegate):
    """Paints a line, and lays the one editor over the current one.

    Args:
        view: the list.
        lines: its model.
        make_editor: returns an editor inside the given parent.
    """

    def __init__(self, view: QListView, lines: EntriesModel, make_editor: Any) -> None:
        super().__init__(view)
        self._lines = lines
        self._make_editor = make_editor
        self._current_row = -1
        self._sizes: dict[str, tuple[str, QSize]] = {}  # entry's id → its text, its size
        self._width = 0
        self.grown = QSize()  # of the line being typed, once it outgrew what is in the list
        self.typing = True  # whether an editor lies over the current line

    def text_left(self) -> int:
        """Return where the text of a line begins, logical pixels."""
        return theme.now().px(TIME + SPEAKER + KIND) + EDGE

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a line's size."""
        return self.size_of(index.row())

    def size_of(self, row: int) -> QSize:
        """Return a line's size; measured once per text and width.

        Every change of the list asks for every line, so this is the hot path of the record.
        """
        if row == self._current_row and self.grown.isValid():
            return self.grown
        entry = self._lines.entry(row)
        known = self._sizes.get(entry.id)
        if known is None or known[0] is not entry.text:
            known = self._sizes[entry.id] = (entry.text, self._measure(entry.text))
        return known[1]

    def fit(self, width: int) -> None:
        """Measure anew when the list became ``width`` logical pixels wide."""
        if width != self._width:
            self._width = width
            self._sizes.clear()

    def begin(self, row: int) -> None:
        """Note which line has the editor now."""
        self._current_row = row
        self.grown = QSize()

    def _measure(self, text: str) -> QSize:
        tokens = theme.now()
        metrics = QFontMetrics(font(tokens.body))
        room = QRect(0, 0, max(80, self._width - self.text_left() - EDGE), 1_000_000)
        tall = metrics.boundingRect(room, int(_WRAP), text).height() if text else 0
        return QSize(100, max(tokens.control + 9, tall + 2 * PAD + 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        tokens, entry = theme.now(), index.data(ENTRY)
        place: QRect = option.rect  # type: ignore[attr-defined]
        current = index.row() == self._current_row
        ground = tokens.primary_soft if current else tokens.surface
        painter.fillRect(place, QColor(ground))
        painter.fillRect(place.left(), place.bottom(), place.width(), 1, QColor(tokens.line))
        top = place.top() + PAD
        painter.setFont(font(tokens.caption))
        painter.setPen(QColor(tokens.text3))
        painter.drawText(place.left() + EDGE, top + painter.fontMetrics().ascent() + 1, entry.at)
        if current and self.typing:
            return
        self._paint_speaker(painter, place, entry)
        self._paint_kind(painter, place, entry.kind)
        painter.setFont(font(tokens.body))
        painter.setPen(QColor(tokens.text))
        words = place.adjusted(self.text_left(), PAD, -EDGE, 0)
        painter.drawText(words, int(_WRAP), entry.text)

    @staticmethod
    def _paint_speaker(painter: QPainter, place: QRect, entry: EntryLine) -> None:
        tokens = theme.now()
        painter.setFont(font(tokens.body, 600))
        painter.setPen(QColor(tokens.text if entry.name else tokens.text3))
        metrics = painter.fontMetrics()
        room = tokens.px(SPEAKER) - 10
        name = metrics.elidedText(entry.name or "—", Qt.TextElideMode.ElideRight, room)
        left = place.left() + EDGE + tokens.px(TIME)
        painter.drawText(left, place.top() + PAD + metrics.ascent(), name)

    @staticmethod
    def _paint_kind(painter: QPainter, place: QRect, kind: EntryKind) -> None:
        tokens = theme.now()
        colours, side = tokens.soft(KIND_LOOKS[kind]), tokens.px(14)
        left = place.left() + EDGE + tokens.px(TIME + SPEAKER)
        chip = QRectF(left, place.top() + PAD - 1, tokens.px(66), tokens.px(24))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.ground))
        painter.drawRoundedRect(chip, 5, 5)
        icon = QRectF(chip.left() + 7, chip.center().y() - side / 2, side, side)
        icons.paint(painter, KIND_ICONS[kind], colours.ink, icon, stroke=2.4)
        painter.setFont(font(tokens.caption, 500))
        painter.setPen(QColor(colours.ink))
        words = chip.adjusted(side + 11, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, kind.label)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor of the current line."""
        editor: QWidget = self._make_editor(parent)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the line in its editor."""
        editor.show_entry(index.data(ENTRY))  # type: ignore[attr-defined]

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Take over what was typed."""
        model.setData(index, editor.entry(), ENTRY)  # type: ignore[attr-defined]

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the editor over speaker, kind and text."""
        place: QRect = option.rect  # type: ignore[attr-defined]
        left = EDGE + theme.now().px(TIME) - 7
        editor.setGeometry(place.adjusted(left, 4, 7 - EDGE, -3))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take nothing: Esc must not throw text away, Enter and Tab are the editor's own."""
        return False
