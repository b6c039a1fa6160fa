"""One chapter of the manual as it is read: the look's own colours, pictures as wide as the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from consultroom.ui import theme
from consultroom.ui.help.manual import Chapter
from consultroom.ui.theme.fonts import font

MARGIN = 26  # logical pixels around the text
BOLD = 600  # weight of headings
LINE = 150.0  # per cent
PAUSE = 120  # ms after the last change of width until the pictures follow


class ManualPage(QTextBrowser):
    """Shows a chapter; links are reported and never opened.

    Args:
        folder: where the chapters and their pictures lie.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._chapter: Chapter | None = None
        self._wide = 0
        self.setObjectName("manualPage")
        self.setAccessibleName("手册正文")
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # one width for all
        tokens = theme.now()
        self.setStyleSheet(
            f"QTextBrowser {{ background: {tokens.surface}; color: {tokens.text}; border: 0; }}"
        )
        self.document().setDocumentMargin(MARGIN)
        self.document().setDefaultFont(font(tokens.body))
        self._awaited: list[QUrl] = []  # pictures that are still blank, the first of the page first
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setInterval(0)
        self._next.timeout.connect(self._read_next)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._refit)

    def show_chapter(self, chapter: Chapter, heading: str) -> None:
        """Show a chapter from a heading on; from its beginning when there is none."""
        if chapter is not self._chapter:
            self._chapter = chapter
            self._draw()
        self.go_to(heading)

    def _draw(self) -> None:
        assert self._chapter is not None  # noqa: S101 - drawn only once there is one
        self._wide = self.viewport().width()
        # clear, else pictures of the former width are kept
        self._awaited.clear()
        self.document().clear()
        self.setMarkdown(self._chapter.flowing)
        _dress(self.document())

    def go_to(self, heading: str) -> None:
        """Bring a heading to the top."""
        block = next((one for one in self._headings() if one.text() == heading), None)
        if block is None:
            self.verticalScrollBar().setValue(0)
            return
        self.setTextCursor(QTextCursor(block))
        place = self.document().documentLayout().blockBoundingRect(block)
        self.verticalScrollBar().setValue(round(place.top()) - 8)

    def _headings(self) -> Iterator[QTextBlock]:
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel():
                yield block
            block = block.next()

    def heading_at_top(self) -> str:
        """Return the last heading at or above the top of what is seen."""
        layout, top = self.document().documentLayout(), self.verticalScrollBar().value() + MARGIN
        above = ""
        for block in self._headings():
            if layout.blockBoundingRect(block).top() > top:
                break
            above = block.text()
        return above

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the manual, no wider than the page; nothing from elsewhere.

        To read and scale one takes as long as a whole page does: each is a blank of its size until
        its turn comes.
        """
        url = QUrl(name) if isinstance(name, str) else name
        if kind != QTextDocument.ResourceType.ImageResource.value or url.scheme():
            return None
        size = QImageReader(self._file_of(url)).size()
        if not size.isValid():
            return None
        blank = QImage(self._fitted(size), QImage.Format.Format_RGB32)
        blank.fill(QColor(theme.now().sunken))
        blank.setDevicePixelRatio(self.devicePixelRatioF())
        if url not in self._awaited:
            self._awaited.append(url)
            self._next.start()
        return blank

    def _file_of(self, url: QUrl) -> str:
        return str(self._folder / unquote(url.toString()))

    def _fitted(self, size: QSize) -> QSize:
        """Return how large a picture is shown, device pixels."""
        room = round((self.viewport().width() - 2 * MARGIN - 4) * self.devicePixelRatioF())
        if not 0 < room < size.width():
            return size
        return QSize(room, max(1, round(size.height() * room / size.width())))

    def _read_next(self) -> None:
        """Put one picture in the place of its blank."""
        if not self._awaited:
            return
        url = self._awaited.pop(0)
        reader = QImageReader(self._file_of(url))
        reader.setScaledSize(self._fitted(reader.size()))
        image = reader.read()
        if not image.isNull():
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self.document().addResource(QTextDocument.ResourceType.ImageResource.value, url, image)
            self.viewport().update()
        if self._awaited:
            self._next.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the pictures follow the width a moment later."""
        super().resizeEvent(event)
        if self._chapter is not None and self.viewport().width() != self._wide:
            self._pause.start()

    def _refit(self) -> None:
        here = self.heading_at_top()
        self._draw()
        self.go_to(here)


def _dress(document: QTextDocument) -> None:
    """Give a document read from markdown the sizes and colours of the look."""
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)


def _dress_block(block: QTextBlock) -> None:
    tokens, level = theme.now(), block.blockFormat().headingLevel()
    cursor = QTextCursor(block)
    shape = QTextBlockFormat()
    is_picture = "\ufffc" in block.text()
    proportional = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    shape.setLineHeight(100.0 if is_picture else LINE, proportional)
    if block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence.value):
        shape.setBackground(QColor(tokens.sunken))
        shape.setNonBreakableLines(False)
    elif level:
        shape.setTopMargin(tokens.px(22 if level > 1 else 6))
        shape.setBottomMargin(tokens.px(6))
    elif block.textList() is None:
        shape.setTopMargin(tokens.px(4))
        shape.setBottomMargin(tokens.px(6))
    cursor.mergeBlockFormat(shape)
    _dress_words(block, level)


def _dress_words(block: QTextBlock, level: int) -> None:
    """Set size, code and links, piece by piece."""
    tokens = theme.now()
    sizes = {1: tokens.h1, 2: tokens.h2}
    pieces = []
    at = block.begin()
    while not at.atEnd():
        piece = at.fragment()
        pieces.append((piece.position(), piece.length(), piece.charFormat()))
        at += 1
    for start, length, found in pieces:
        shape = QTextCharFormat()
        if level:
            shape.setFont(font(sizes.get(level, tokens.h3), BOLD))
        if found.isAnchor():
            shape.setForeground(QColor(tokens.primary))
        if found.fontFixedPitch():
            shape.setBackground(QColor(tokens.sunken))
            shape.setForeground(QColor(tokens.text))
        cursor = QTextCursor(block.document())
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(shape)


def _dress_table(table: QTextTable) -> None:
    tokens = theme.now()
    shape = table.format()
    shape.setBorderCollapse(True)
    shape.setBorder(1)
    shape.setBorderBrush(QColor(tokens.line_strong))
    shape.setCellPadding(6)
    shape.setCellSpacing(0)
    shape.setTopMargin(6)
    shape.setBottomMargin(10)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
