"""The widgets of the section 打印机."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from consultroom.domain.records import coded
from consultroom.services.sending import Sides
from consultroom.ui import theme
from consultroom.ui.settings.printers import PrintersScreen
from consultroom.ui.widgets.cards import card, titled
from consultroom.ui.widgets.fields import NumberLine, Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, scrolling
from consultroom.ui.widgets.words import button, label

SYSTEM = ("", "系统默认的打印机")
WIDE = 320  # logical pixels of a field


class PrintersView(QWidget):
    """Draws a PrintersScreen; what is chosen holds at once."""

    chosen = Signal(str, object, object)  # printer, copies or None, Sides
    trial_wanted = Signal()
    same_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._printers, self._copies, self._sides = Select((SYSTEM,)), NumberLine(), Select()
        self._sides.show_choices(tuple((one.code, one.label) for one in Sides))
        self._sentence = label("", "due", wrap=True, name="printersSentence")
        self._told = label("", "sub", wrap=True, name="printersTold")
        self._trial = button(
            "试印一页", name="printersTrial", icon="printer", clicked=self.trial_wanted.emit
        )
        same = button("各种文书都这样印", name="printersSame", clicked=self.same_wanted.emit)
        tools = FlowLayout(gap=10)
        tools.addWidget(self._trial)
        tools.addWidget(same)
        about = (
            "印过的文书，下次先用它上次的打印机、份数和单双面；没印过的，先用这里的。"
            "只记在这台电脑上。"
        )
        trial = "试印页上有一个方框，用尺子量一量，就知道打印机有没有把页面缩小。"
        lines = column(
            card(
                titled("默认打印设置", None),
                self._fields(),
                label(about, "caption", wrap=True),
                self._told,
                self._sentence,
            ),
            card(
                titled("试一试", None),
                label(trial, "caption", wrap=True),
                holder(tools),
            ),
            None,
            spacing=12,
        )
        self.setLayout(column(scrolling(lines)))

    def _fields(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setColumnStretch(2, 1)
        wide = theme.now().px(WIDE)
        fields: tuple[tuple[str, Select | NumberLine, str], ...] = (
            ("打印机", self._printers, "printersPrinter"),
            ("份数", self._copies, "printersCopies"),
            ("单双面", self._sides, "printersSides"),
        )
        for at, (word, field, name) in enumerate(fields):
            field.setObjectName(name)
            field.setAccessibleName(word)
            field.setFixedWidth(wide)
            field.changed.connect(self._tell)
            grid.addWidget(label(word, "sub"), at, 0)
            grid.addWidget(field, at, 1)
        return made

    def show_screen(self, screen: PrintersScreen) -> None:
        """Replace what is drawn; a field that says the same keeps its caret."""
        names = [one.name for one in screen.printers]
        if screen.order.printer and screen.order.printer not in names:
            names.append(screen.order.printer)
        for field in (self._printers, self._copies, self._sides):
            field.blockSignals(True)
        self._printers.show_choices((SYSTEM, *((name, name) for name in names)))
        self._printers.show_value(screen.order.printer)
        if self._copies.value() is not None or not self._copies.hasFocus():
            self._copies.show_value(screen.order.copies)
        self._sides.show_value(screen.order.sides.code)
        for field in (self._printers, self._copies, self._sides):
            field.blockSignals(False)
        self._trial.setEnabled(screen.ready)
        self._sentence.setText(screen.sentence)
        self._sentence.setVisible(bool(screen.sentence))
        self._told.setText(screen.busy or screen.told or "　")  # its line stays, nothing jumps

    def _tell(self) -> None:
        sides = coded(Sides, self._sides.value())
        self.chosen.emit(self._printers.value(), self._copies.value(), sides)
