"""Advice beside a form: short sentences, those that speak against marked and coloured."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame

from consultroom.ui import theme
from consultroom.ui.values import Advised
from consultroom.ui.widgets.layouts import clear, column, holder, row
from consultroom.ui.widgets.words import Icon, label


class AdviceCard(QFrame):
    """The sentences one under the other; hidden while there are none."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setProperty("sunken", "true")
        self._lines = column(spacing=6, margins=(14, 10, 14, 10))
        self.setLayout(self._lines)
        self._shown: tuple[tuple[str, bool], ...] = ()
        self.hide()

    def show_advice(self, advice: Sequence[Advised]) -> None:
        """Show other sentences."""
        shown = tuple((one.says, one.against) for one in advice)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._lines)
        tokens = theme.now()
        for says, against in shown:
            mark = Icon(
                "triangle-alert" if against else "calendar-check",
                tokens.due if against else tokens.done,
                size=18,
            )
            words = label(says, "due" if against else "sub", wrap=True)
            line = row(mark, words, spacing=8)
            line.setStretch(1, 1)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(holder(line))
        self.setAccessibleDescription("".join(says for says, _against in shown))
        self.setVisible(bool(shown))

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is on show."""
        return tuple(says for says, _against in self._shown)
