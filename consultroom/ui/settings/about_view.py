"""The widgets of the section 关于."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from consultroom.ui.settings.about import AboutScreen
from consultroom.ui.settings.facts import fact_lines
from consultroom.ui.widgets.cards import card, titled
from consultroom.ui.widgets.layouts import clear, column, row, scrolling
from consultroom.ui.widgets.words import button

CANNOT = "打不开文件夹。请在文件管理器里找到：{}"


class AboutView(QWidget):
    """Draws an AboutScreen, and opens folders in the desktop's own window.

    Args:
        tell: told a sentence when the desktop opens none.
    """

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell
        self._lines: QVBoxLayout = column(spacing=12)
        self.setLayout(column(scrolling(column(self._lines, None))))

    def show_screen(self, screen: AboutScreen) -> None:
        """Replace what is drawn."""
        clear(self._lines)
        opens = {
            "资料夹": ("打开资料夹", "openRoom", screen.room),
            "程序": ("打开许可文本", "openLicences", screen.licences),
        }
        for group in screen.groups:
            word, name, folder = opens[group.title]
            go = button(word, name=name, icon="folder-open", clicked=self._opening(folder))
            self._lines.addWidget(
                card(titled(group.title, None), fact_lines(group.facts), row(go, None))
            )

    def _opening(self, folder: Path) -> Callable[[], None]:
        def go() -> None:
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                self._tell(CANNOT.format(folder))

        return go
