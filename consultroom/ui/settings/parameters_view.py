"""The widgets of the section 下发的参数."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from consultroom.domain.sharing import Private
from consultroom.ui.settings.facts import group_card
from consultroom.ui.settings.parameters import ParametersScreen
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.fields import Tick
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.words import button, label


class ParametersView(QWidget):
    """Draws a ParametersScreen: what holds, and what may leave."""

    open_wanted = Signal()
    submitted = Signal(str, dict)
    closed = Signal(str)
    shared = Signal(tuple)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self._told = label("", wrap=True, name="parametersTold")
        self._change = button(
            "修改期限", name="termsChange", icon="pencil", clicked=self.open_wanted.emit
        )
        self._groups: QVBoxLayout = column(spacing=12)
        lines = column(
            card(self._told, row(self._change, None)),
            self._groups,
            self._sharing(),
            None,
            spacing=12,
        )
        self.form = FormPanel(autosave, today=today)
        self.form.submitted.connect(self.submitted)
        self.form.closed.connect(self.closed)
        self._body = QStackedWidget()
        self._body.addWidget(scrolling(lines))
        self._body.addWidget(self.form)
        self.setLayout(column(self._body))

    def _sharing(self) -> QWidget:
        self._share_title = label("", "h3", name="shareTitle")
        self._share_hint = label("", "caption", wrap=True)
        self._ticks = {kind: Tick(kind.label) for kind in Private}
        flow = FlowLayout(gap=20)
        for kind, tick in self._ticks.items():
            tick.setObjectName(f"share_{kind.code}")
            tick.setAccessibleName(kind.label)
            tick.changed.connect(self._tell)
            flow.addWidget(tick)
        return card(self._share_title, self._share_hint, holder(flow))

    def show_screen(self, screen: ParametersScreen) -> None:
        """Replace what is drawn."""
        self._told.setText(screen.told)
        self._change.setVisible(screen.free)
        clear(self._groups)
        for group in screen.groups:
            self._groups.addWidget(group_card(group))
        self._share_title.setText(screen.share_title)
        self._share_hint.setText(screen.share_hint)
        for kind, tick in self._ticks.items():
            tick.blockSignals(True)
            tick.show_value(kind in screen.shared)
            tick.blockSignals(False)
        if screen.form is not None:
            self._body.setCurrentIndex(1)
            self.form.show_form(screen.form)
        elif self._body.currentIndex():
            self._body.setCurrentIndex(0)
            self._change.setFocus()

    def _tell(self) -> None:
        self.shared.emit(tuple(kind for kind, tick in self._ticks.items() if tick.value()))

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
