"""The real window over a real room, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from consultroom.services.desk import Desk
from consultroom.ui.office import Office
from consultroom.ui.screen import Screen
from consultroom.ui.widgets.form_panel import FormPanel

W = TypeVar("W", bound=QWidget)
Opened = Callable[[Desk], Office]


class AtDesk:
    """Somebody at the window, with keyboard and mouse."""

    def __init__(self, office: Office, qtbot: QtBot) -> None:
        self.office, self.qtbot = office, qtbot

    @property
    def window(self) -> QWidget:
        """The window."""
        return self.office.window

    @property
    def front(self) -> Screen:
        """The page in front."""
        return self.office.window.screens[self.office.window.here]

    def go(self, page: str, about: str = "") -> Screen:
        """Bring a page to the front."""
        self.office.window.go(page, about)
        QApplication.processEvents()
        return self.front

    def find(self, kind: type[W], name: str) -> W:
        """Return what is called ``name`` on the page in front."""
        found = self.front.findChild(kind, name)
        assert found is not None, name
        return found

    def press(self, name: str) -> None:
        """Press a button that can be seen."""
        QApplication.processEvents()  # what was just put in is shown by now
        button = self.find(QPushButton, name)
        assert button.isVisible(), name
        assert button.isEnabled(), name
        button.click()

    @property
    def form(self) -> FormPanel:
        """The form on the page in front."""
        return next(one for one in self.front.findChildren(FormPanel) if one.isVisible())

    def fill(self, **answers: object) -> None:
        """Type into fields of the form."""
        for key, answer in answers.items():
            field: Any = self.form.findChild(QWidget, f"field_{key}")
            assert field is not None, key
            field.show_value(answer)

    def submit(self) -> None:
        """Press the form's button, by keyboard."""
        self.qtbot.keyClick(self.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def error(self, key: str = "") -> str:
        """Return what is said under a field, or above the form."""
        name = f"under_{key}" if key else "formError"
        label = self.form.findChild(QLabel, name)
        assert label is not None, name
        return label.text() if label.property("role") == "error" and label.text() else ""

    def words(self, name: str) -> str:
        """Return what a label says."""
        return self.find(QLabel, name).text()

    def cells(self, table: str, column: int) -> list[str]:
        """Return a column of a table."""
        model = self.find(QTableView, table).model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    @property
    def toast(self) -> str:
        """What passes by at the foot of the window."""
        area = self.office.window.toast_area
        words = area.findChild(QLabel, "toastWords")
        return words.text() if area.isVisible() and words else ""

    def take_back(self) -> None:
        """Press the toast's button."""
        self.office.window.toast_area.findChild(QPushButton, "toastAct").click()  # type: ignore[union-attr]


__all__ = ["AtDesk", "Opened"]
