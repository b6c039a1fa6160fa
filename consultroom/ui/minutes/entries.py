"""The lines of the record as a list: model, and how a line is painted and measured."""

from __future__ import annotations

from collections.abc import Iterable
from heapq import nsmallest
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QStandardItem, QStandardItemModel
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
LEAST = QSize(100, 40)  # of a line nobody measured yet
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class EntriesModel(QStandardItemModel):
    """The lines, in speaking order.

    Qt asks for the size of every line whenever one is put in or grows, thousands of times; so Qt
    keeps the sizes, and the lines themselves are kept here.
    """

    def __init__(self) -> None:
        super().__init__(0, 1)
        self._entries: list[EntryLine] = []
        self._measured: list[bool] = []

    def show_entries(self, entries: tuple[EntryLine, ...], guess: QSize = LEAST) -> None:
        """Show other lines, each of the size guessed until it is measured."""
        self.removeRows(0, self.rowCount())
        self._entries, self._measured = list(entries), [False] * len(entries)
        self.invisibleRootItem().appendRows([_item(entry, guess) for entry in entries])

    @property
    def entries(self) -> tuple[EntryLine, ...]:
        """All lines."""
        return tuple(self._entries)

    def entry(self, row: int) -> EntryLine:
        """Return one line."""
        return self._entries[row]

    def insert(self, row: int, entry: EntryLine, size: QSize = LEAST) -> None:
        """Put a line before ``row``."""
        self._entries.insert(row, entry)
        self._measured.insert(row, True)
        self.insertRow(row, _item(entry, size))

    def remove(self, row: int) -> None:
        """Take a line out."""
        del self._entries[row], self._measured[row]
        self.removeRow(row)

    def setData(self, index: Index, value: Any, role: int = ENTRY) -> bool:
        """Replace a line by what was typed."""
        if not isinstance(value, EntryLine) or self._entries[index.row()] == value:
            return False
        self._entries[index.row()] = value
        _say(self.item(index.row()), value)
        return True

    # -- sizes ----------------------------------------------------------------------------------

    def size(self, row: int) -> QSize:
        """Return the size of a line, measured or guessed."""
        return self.item(row).sizeHint()

    def resize(self, sizes: Iterable[tuple[int, QSize]]) -> None:
        """Give lines their sizes, row and size each; whoever does so lays the list out anew."""
        self.blockSignals(True)
        for row, size in sizes:
            self.item(row).setSizeHint(size)
            self._measured[row] = True
        self.blockSignals(False)

    def guess_all(self) -> None:
        """Take every size for a guess, because the list became narrower or wider."""
        self._measured = [False] * len(self._entries)

    def guessed(self, near: int, most: int) -> list[int]:
        """Return rows whose size is only guessed, those nearest to ``near`` first."""
        rows = (row for row, measured in enumerate(self._measured) if not measured)
        return nsmallest(most, rows, key=lambda row: abs(row - near))


def _item(entry: EntryLine, size: QSize) -> QStandardItem:
    """Return what Qt keeps of a line."""
    made = QStandardItem()
    _say(made, entry)
    made.setSizeHint(size)
    return made


def _say(item: QStandardItem, entry: EntryLine) -> None:
    spoken = entry.spoken
    item.setText(spoken)
    item.setAccessibleText(spoken)


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
        make_editor: returns an editor inside the given parent, which may be the one of before.
    """

    def __init__(self, view: QListView, lines: EntriesModel, make_editor: Any) -> None:
        super().__init__(view)
        self._lines = lines
        self._make_editor = make_editor
        self._current_row = -1
        self._width = 0
        self.typing = True  # whether an editor lies over the current line

    def text_left(self) -> int:
        """Return where the text of a line begins, logical pixels."""
        return theme.now().px(TIME + SPEAKER + KIND) + EDGE

    def fit(self, width: int) -> bool:
        """Measure for a list ``width`` logical pixels wide; tell whether that is another."""
        other, self._width = width != self._width, width
        return other

    def begin(self, row: int) -> None:
        """Note which line has the editor now."""
        self._current_row = row

    def measure(self, text: str) -> QSize:
        """Return the size of a line with this text."""
        tokens = theme.now()
        metrics = QFontMetrics(font(tokens.body))
        room = QRect(0, 0, max(80, self._width - self.text_left() - EDGE), 1_000_000)
        tall = metrics.boundingRect(room, int(_WRAP), text).height() if text else 0
        return QSize(100, max(tokens.control + 9, tall + 2 * PAD + 1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        tokens, entry = theme.now(), self._lines.entry(index.row())
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

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Keep the editor for the next line: Qt has hidden it, and another takes 5 ms to make."""

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the line in its editor."""
        editor.show_entry(self._lines.entry(index.row()))  # type: ignore[attr-defined]

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
