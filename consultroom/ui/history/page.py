"""The page 记录沿革: what happened to one record, and the way back to it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from consultroom.ui.history.view import HistoryView
from consultroom.ui.screen import Screen
from consultroom.ui.widgets.layouts import column, row
from consultroom.ui.widgets.words import button, label


class HistoryPage(Screen):
    """A history under the name of its record."""

    back_wanted = Signal()

    def __init__(self, view: HistoryView) -> None:
        super().__init__()
        self.setObjectName("historyPage")
        self._name = label("", "h3", wrap=True, name="historyName")
        back = button(
            "返回",
            name="historyBack",
            kind="quiet",
            icon="arrow-left",
            says="返回上一页，Alt+左箭头",
            clicked=self.back_wanted.emit,
        )
        head = row(back, self._name, spacing=8)
        head.setStretch(1, 1)
        lines = column(head, view, spacing=10, margins=(24, 12, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self.head("记录沿革")

    def show_name(self, name: str) -> None:
        """Show whose history it is."""
        self._name.setText(name)
