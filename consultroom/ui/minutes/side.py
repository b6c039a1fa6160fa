"""Beside the lines of the record: the agenda, what was counted so far, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from consultroom.domain.minutes import EntryKind
from consultroom.ui import theme
from consultroom.ui.minutes.entries import KIND_ICONS, KIND_LOOKS
from consultroom.ui.minutes.presenter import AgendaLine
from consultroom.ui.shortcuts.keys import MINUTES
from consultroom.ui.widgets.hairline import Hairline
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.words import Icon, button, label

SIDE = 250  # width, logical pixels
MOST = 16_777_215  # Qt's own for no limit


class MinutesSide(QFrame):
    """Shows the agenda, of which one item is chosen, the counts of each kind, and the keys."""

    agenda_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._agenda: QVBoxLayout = column(spacing=2)
        self._counts: QVBoxLayout = column(spacing=6)
        inside = column(
            *(label("议程", "h3"), self._agenda, 6, Hairline(), 6),
            *(label("已记", "h3"), self._counts, 6, Hairline(), 6, self._keys(), None),
            margins=(16, 12, 16, 12),
        )
        self.setLayout(column(scrolling(inside), margins=(1, 1, 1, 1)))
        self.spread(on=False)

    @staticmethod
    def _keys() -> QVBoxLayout:
        keys = column(label("按键", "h3"), 2, spacing=6)
        for one in MINUTES.shortcuts:
            line = row(label(one.keys, "key"), label(one.does, "caption", wrap=True), spacing=8)
            line.setStretch(1, 1)
            keys.addLayout(line)
        return keys

    def spread(self, *, on: bool) -> None:
        """Take the whole width, or the column at the side."""
        wide = theme.now().px(SIDE)
        self.setMinimumWidth(0 if on else wide)
        self.setMaximumWidth(MOST if on else wide)

    def show_agenda(self, agenda: tuple[AgendaLine, ...]) -> None:
        """Show another agenda; its first item is chosen."""
        clear(self._agenda)
        for number, line in enumerate(agenda, start=1):
            words = f"{number}. {line.title}"
            made = button(
                words,
                name=f"agenda_{line.key}",
                kind="agenda",
                says=f"议程第 {number} 项，{line.title}",
                clicked=partial(self.agenda_chosen.emit, line.key),
            )
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setChecked(number == 1)
            made.setToolTip(f"{words}　{line.minutes} 分钟" if line.minutes else words)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._agenda.addWidget(made)
        if not agenda:
            self._agenda.addWidget(label("还没有议程。", "caption"))

    def show_counts(self, kinds: Sequence[EntryKind]) -> None:
        """Show how many lines there are of each kind."""
        clear(self._counts)
        tokens = theme.now()
        for kind in EntryKind:
            mark = Icon(KIND_ICONS[kind], tokens.ink(KIND_LOOKS[kind]), size=16)
            count = label(f"{kinds.count(kind)} 条", "sub", name=f"count_{kind.code}")
            line = holder(row(mark, label(kind.label), None, count, spacing=8))
            self._counts.addWidget(line)
