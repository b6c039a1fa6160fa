"""A filled template on a white sheet: its words in their order and size."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

from consultroom.services.trying import ShownLine
from consultroom.ui import theme

EDGE = 36  # logical pixels around the words
SHRUNK = 0.95  # logical pixels of a point: a line of 28 characters fits beside the findings
LARGEST = 34  # of a red head's letters, logical pixels
_ALIGNS = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
    "justify": Qt.AlignmentFlag.AlignJustify,
}


class TrialSheet(QTextBrowser):
    """Shows the lines of a filled template; it can be read and copied from, not changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trialSheet")
        self.setAccessibleName("试印的样子")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        paper = self.palette()
        paper.setColor(paper.ColorRole.Base, QColor(theme.now().paper))
        paper.setColor(paper.ColorRole.Text, QColor(theme.now().paper_ink))
        self.setPalette(paper)

    def show_lines(self, lines: Sequence[ShownLine]) -> None:
        """Show a document from its top."""
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for row, group in groupby(lines, key=lambda line: bool(line.cells)):
            if row:
                _table(cursor, [line.cells for line in group])
            else:
                for line in group:
                    _paragraph(cursor, line)
        cursor.endEditBlock()
        self._set_edge()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _set_edge(self) -> None:
        frame = QTextFrameFormat()
        frame.setMargin(theme.now().px(EDGE))
        self.document().rootFrame().setFrameFormat(frame)

    @property
    def words(self) -> str:
        """Everything it says."""
        return self.toPlainText()


def _paragraph(cursor: QTextCursor, line: ShownLine) -> None:
    size = min(theme.now().px(LARGEST), round(theme.now().px(line.size_pt * SHRUNK)))
    block = QTextBlockFormat()
    block.setAlignment(_ALIGNS[line.align])
    block.setTextIndent(2.0 * size if line.indented else 0.0)
    block.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if line.page:
        block.setTopMargin(size * 2.0)
    cursor.insertBlock(block, _letters(size, bold=line.bold))
    cursor.insertText(line.text.replace("\t", "　").replace("\n", "\u2028"))


def _letters(size: int, *, bold: bool) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setProperty(QTextCharFormat.Property.FontPixelSize, max(14, size))
    form.setForeground(QBrush(QColor(theme.now().paper_ink)))
    if bold:
        form.setFontWeight(QFont.Weight.Bold)
    return form


def _table(cursor: QTextCursor, rows: Sequence[tuple[str, ...]]) -> None:
    wide = max(map(len, rows))
    form = QTextTableFormat()
    form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    form.setCellPadding(4)
    form.setCellSpacing(0)
    form.setBorderCollapse(True)
    form.setBorder(1)
    table = cursor.insertTable(len(rows), wide, form)
    for down, cells in enumerate(rows):
        for across, text in enumerate(cells):
            place = table.cellAt(down, across).firstCursorPosition()
            place.insertText(text, _letters(theme.now().px(15), bold=False))
    cursor.movePosition(QTextCursor.MoveOperation.End)
