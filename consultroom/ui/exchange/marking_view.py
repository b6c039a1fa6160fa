"""The row under the matrix: a month of the chosen station, and what the district says of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultroom.domain.submissions import MarkKind
from consultroom.ui import theme
from consultroom.ui.exchange.marking import MarkingScreen
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, kept_focus
from consultroom.ui.widgets.words import button, label

_WORDS = (
    (MarkKind.RETURNED, "退回重报…", "undo-2"),
    (MarkKind.NIL, "记零报告…", "check"),
    (MarkKind.EXCUSED, "免报…", "minus"),
)


class MarkingView(QWidget):
    """Draws a MarkingScreen and reports what is wished."""

    month_chosen = Signal(str)
    mark_wanted = Signal(MarkKind)
    unmark_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exchangeMarking")
        self._months = Select()
        self._months.setObjectName("markMonth")
        self._months.setAccessibleName("哪个月")
        self._months.setPlaceholderText("没有月份可选")
        self._months.setFixedWidth(theme.now().px(170))
        self._months.changed.connect(lambda: self.month_chosen.emit(self._months.value()))
        self._marks = [
            button(
                word,
                name=f"mark_{kind.code}",
                icon=icon,
                clicked=partial(self.mark_wanted.emit, kind),
            )
            for kind, word, icon in _WORDS
        ]
        self._back = button(
            "撤销标记", name="unmark", kind="quiet", clicked=self.unmark_wanted.emit
        )
        self._sentence = label("", "due", wrap=True, name="markSentence")
        tools = FlowLayout(gap=8)
        for tool in (self._months, *self._marks, self._back):
            tools.addWidget(tool)
        self.setLayout(column(tools, self._sentence, spacing=6))

    def show_screen(self, screen: MarkingScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._months.blockSignals(True)
            self._months.show_choices(screen.months)
            self._months.show_value(screen.period)
            self._months.setEnabled(bool(screen.months))
            self._months.blockSignals(False)
            for made in self._marks:
                made.setEnabled(bool(screen.period))
            self._back.setEnabled(screen.marked)
            self._sentence.setText(screen.sentence)
            self._sentence.setVisible(bool(screen.sentence))
            self.setVisible(bool(screen.unit))
