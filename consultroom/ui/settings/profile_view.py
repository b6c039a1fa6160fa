"""The widgets of the section 本站资料."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultroom.ui.settings.profile import ProfileScreen
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import Margins, column, scrolling
from consultroom.ui.widgets.words import label

FLAT: Margins = (20, 10, 20, 10)  # the form below needs the room


class ProfileView(QWidget):
    """Draws a ProfileScreen: what is fixed above, what can be written below."""

    submitted = Signal(str, dict)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self._fixed = label("", "strong", wrap=True, name="profileFixed")
        self._why = label("", "caption", wrap=True, name="profileWhy")
        self.form = FormPanel(autosave, today=today, closable=False)
        self.form.submitted.connect(self.submitted)
        lines = column(card(self._fixed, self._why, margins=FLAT, spacing=4), self.form, spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(column(scrolling(lines)))

    def show_screen(self, screen: ProfileScreen) -> None:
        """Replace what is drawn; the caret stays where it is."""
        self._fixed.setText("　　".join(f"{one.label}：{one.text}" for one in screen.fixed))
        self._why.setText(screen.why)
        self.form.show_form(screen.form)

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()
