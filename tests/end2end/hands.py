"""A clerk's hands on the real window: typing, picking, pressing, by what stands on the screen."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from consultroom.ui.office import Office
from consultroom.ui.screen import Screen
from consultroom.ui.widgets.date_field import DateField
from consultroom.ui.widgets.fields import LongText, NumberLine, Select, TextLine, Tick
from consultroom.ui.widgets.form_panel import FormPanel
from consultroom.ui.widgets.people_field import PeopleField
from consultroom.ui.widgets.roll_field import RollField
from tests.ui.keyboard import commit

W = TypeVar("W", bound=QWidget)


class Hands:
    """One clerk at one window."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.window = office.window

    @property
    def screen(self) -> Screen:
        """The page in front."""
        return self.window.screens[self.window.here]

    def press(self, name: str) -> None:
        """Press the button with this object name on the page in front."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), f"{name} cannot be pressed: {self.missing()}"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def find(self, kind: type[W], name: str) -> W:
        """Return a widget of the page in front."""
        found = self.screen.findChild(kind, name)
        assert found is not None, f"there is no {name} on {self.window.here}"
        return found

    def missing(self) -> str:
        """Return what the page says is missing, for a failing test's message."""
        words = self.screen.findChild(QWidget, "missing")
        return words.text() if words is not None else ""  # type: ignore[attr-defined]

    @property
    def form(self) -> FormPanel:
        """The form open on the page in front."""
        found = self.screen.findChild(FormPanel, "form")
        assert found is not None
        assert found.isVisible(), "no form is open"
        return found

    def fill(self, **answers: object) -> None:
        """Fill fields of the open form, each the way a person does."""
        for key, answer in answers.items():
            self._answer(self.find(QWidget, f"field_{key}"), answer)

    def _answer(self, field: QWidget, answer: object) -> None:
        if isinstance(field, DateField) and isinstance(answer, date):
            field.clear()
            QTest.keyClicks(field, answer.isoformat())
            QTest.keyClick(field, Qt.Key.Key_Return)
        elif isinstance(field, (TextLine, LongText)):
            field.clear()
            self._type(field, str(answer))
        elif isinstance(field, NumberLine):
            field.clear()
            QTest.keyClicks(field, str(answer))
        elif isinstance(field, Select):
            self._choose(field, str(answer))
        elif isinstance(field, Tick):
            if field.isChecked() is not answer:
                field.click()
        elif isinstance(field, PeopleField):
            self._pick(field, str(answer))
        elif isinstance(field, RollField):
            QTest.keyClicks(field.table, str(answer))
        else:
            raise AssertionError(f"nobody knows how to fill {field}")

    def _type(self, field: QWidget, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                QTest.keyClick(field, Qt.Key.Key_Return)
            commit(field, line)

    def _choose(self, field: Select, word: str) -> None:
        words = [field.itemText(place) for place in range(field.count())]
        place = next(place for place, text in enumerate(words) if word in text)
        field.setFocus()
        while field.currentIndex() != place:
            down = place > field.currentIndex()
            QTest.keyClick(field, Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def _pick(self, field: PeopleField, initials: str) -> None:
        line = field.focusProxy()
        QTest.keyClicks(line, initials)
        QTest.keyClick(line, Qt.Key.Key_Return)

    def submit(self) -> None:
        """Press the form's button; the form must take the answers."""
        form = self.form
        key = form._screen.key if form._screen else ""
        QTest.mouseClick(form.findChild(QAbstractButton, "formSubmit"), Qt.MouseButton.LeftButton)
        errors = {name: box.error for name, box in form._boxes.items() if box.error}
        assert not errors, f"{key}: {errors}"
        assert not form._above.text(), f"{key}: {form._above.text()}"

    def form_for(self, rule: str, **answers: object) -> None:
        """Open the form of a checklist line, fill it, submit it."""
        self.press(f"open_{rule}")
        self.fill(**answers)
        self.submit()

    def go_on(self) -> None:
        """Press the button into the next step; give a reason where one is asked."""
        self.press("advance")
        if self.screen.findChild(FormPanel, "form").isVisible():
            self.fill(reason="情况已向站负责人报告，同意先行推进。")
            self.submit()
