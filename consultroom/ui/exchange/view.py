"""The page 数据交换: its parts as tabs; files dropped anywhere on it go to 收件."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from consultroom.ui.widgets.parts import Part, PartedScreen

__all__ = ["ExchangeView", "Part"]


class ExchangeView(PartedScreen):
    """The tabs, and what each shows. Enter it at a part's key to turn there."""

    dropped = Signal(tuple)

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__("exchange", "数据交换各页", parts)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, nothing else."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which files and folders were dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            event.acceptProposedAction()
            self.dropped.emit(tuple(Path(url.toLocalFile()) for url in urls))
