"""One question of a form: label, field, and under it the error or else the hint."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from PySide6.QtWidgets import QLabel, QWidget

from consultroom.ui.forms import Asks, Question
from consultroom.ui.widgets.date_field import DateField
from consultroom.ui.widgets.fields import LongText, NumberLine, Select, TextLine, Tick, set_wrong
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.people_field import PeopleField
from consultroom.ui.widgets.roll_field import RollField
from consultroom.ui.widgets.words import label


class Field(Protocol):
    """What every field of a form can do."""

    changed: Any

    def value(self) -> Any: ...  # noqa: D102
    def show_value(self, value: object) -> None: ...  # noqa: D102
    def problem(self) -> str: ...  # noqa: D102


def field_for(question: Question, today: date) -> Field:
    """Return an empty field for a question."""
    makers: dict[Asks, Callable[[], Field]] = {
        Asks.TEXT: lambda: TextLine(most=question.most),
        Asks.LONG_TEXT: lambda: LongText(lines=question.lines, most=question.most),
        Asks.DATE: lambda: DateField(today),
        Asks.CHOICE: lambda: Select(question.choices, optional=True),
        Asks.PEOPLE: lambda: PeopleField(question.people),
        Asks.NUMBER: NumberLine,
        Asks.TICK: lambda: Tick(question.label),
        Asks.ROLL: lambda: RollField(question.people, question.kinds),
    }
    return makers[question.asks]()


class QuestionBox(QWidget):
    """One question: label, field, and under it the error or else the hint."""

    def __init__(self, question: Question, today: date) -> None:
        super().__init__()
        self.question = question
        self.field = field_for(question, today)
        widget = self.widget
        widget.setObjectName(f"field_{question.key}")
        target = widget.focusProxy() or widget
        target.setAccessibleName(question.label + ("，必填" if question.required else ""))
        target.setAccessibleDescription(question.hint)
        self._under = label(question.hint, "caption", wrap=True, name=f"under_{question.key}")
        if not question.hint:  # never "show" what has no parent yet: it would be a window
            self._under.hide()
        if question.asks is Asks.TICK:
            self.setLayout(column(widget, self._under, spacing=3))
        else:
            self.setLayout(column(self._head(), self._with_unit(), self._under, spacing=3))

    @property
    def widget(self) -> QWidget:
        """The field as a widget."""
        assert isinstance(self.field, QWidget)  # noqa: S101  field_for makes nothing else
        return self.field

    def _head(self) -> QWidget:
        name = label(self.question.label, "strong")
        name.setBuddy(self.widget)
        needed = label("必填" if self.question.required else "", "caption")
        return holder(row(name, needed, None, spacing=8))

    def _with_unit(self) -> QWidget:
        if not self.question.unit:
            return self.widget
        return holder(row(self.widget, label(self.question.unit, "sub"), spacing=8))

    def show_error(self, sentence: str) -> None:
        """Show what is wrong; "" shows the hint again."""
        self._under.setText(sentence or self.question.hint)
        self._under.setVisible(bool(self._under.text()))
        self._set_role(self._under, "error" if sentence else "caption")
        set_wrong(self.widget, wrong=bool(sentence))

    @staticmethod
    def _set_role(words: QLabel, role: str) -> None:
        if words.property("role") != role:
            words.setProperty("role", role)
            words.style().unpolish(words)
            words.style().polish(words)

    @property
    def error(self) -> str:
        """The sentence under the field, "" while all is well."""
        return self._under.text() if self._under.property("role") == "error" else ""
