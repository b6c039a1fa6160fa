"""The page that begins a consultation: one form."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal

from consultroom.ui.forms import FormScreen
from consultroom.ui.screen import Screen
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import column


class BeginView(Screen):
    """Draws the form and reports its answers."""

    submitted = Signal(str, dict)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("begin")
        self.form = FormPanel(autosave, today=today)
        self.form.submitted.connect(self.submitted)
        self.form.closed.connect(lambda _key: self.form.focus_first())
        self.setLayout(column(self.form, margins=(24, 16, 24, 18)))

    def show_form(self, form: FormScreen) -> None:
        """Show the form as it stands."""
        self.head("开始协商")
        self.form.show_form(form)

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
