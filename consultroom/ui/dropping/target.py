"""Where files are dropped: the whole window, whatever control the pointer is over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from consultroom.ui.dropping.offers import Offer
from consultroom.ui.dropping.sheet import DropSheet

Paths = tuple[Path, ...]


class DropTarget(QObject):
    """Watches the native window, so that a text field never gets a file's name typed into it.

    Args:
        window: whose.
        look: tells what dropping these would do now.
        take: does it; also told what cannot be taken, to say so.
    """

    def __init__(
        self, window: QWidget, *, look: Callable[[Paths], Offer], take: Callable[[Paths], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._take = take
        self._sheet: DropSheet | None = None
        QTimer.singleShot(0, self, self.attach)  # there is a native window once it was shown

    def attach(self) -> None:
        """Begin to watch."""
        if (native := self._window.windowHandle()) is not None:
            native.installEventFilter(self)

    @property
    def words(self) -> str:
        """What is said over the window; empty while nothing is dragged."""
        return self._sheet.words if self._sheet is not None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what carries files; what is dragged inside the window goes its own way."""
        match event.type():
            case QEvent.Type.DragLeave:
                self._hide()
                return False
            case QEvent.Type.DragEnter | QEvent.Type.DragMove | QEvent.Type.Drop:
                return isinstance(event, QDropEvent) and self._dragged(event)
            case _:
                return False

    def _dragged(self, event: QDropEvent) -> bool:
        paths = files_in(event.mimeData())
        if not paths or QApplication.activeModalWidget() is not None:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.Drop:
            self._hide()
            # the other program waits until this returns; a question to the clerk must not hold it
            QTimer.singleShot(0, self, lambda: self._take(paths))
        elif event.type() == QEvent.Type.DragEnter:
            self._show(self._look(paths))
        return True

    def _show(self, offer: Offer) -> None:
        if self._sheet is None:
            self._sheet = DropSheet(self._window)
        self._sheet.show_offer(offer)

    def _hide(self) -> None:
        if self._sheet is not None:
            self._sheet.hide()


def files_in(carried: QMimeData) -> Paths:
    """Return the files and folders that are dragged; none where it is anything else."""
    urls = carried.urls() if carried.hasUrls() else ()
    return tuple(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
