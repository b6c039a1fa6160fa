"""The line a visit is written into while people wait: Enter takes it, and the next may come."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QWidget

from consultroom.domain.receptions import VisitHandling
from consultroom.ui import theme
from consultroom.ui.receptions.screens import Entry
from consultroom.ui.widgets.date_field import DateField
from consultroom.ui.widgets.fields import NumberLine, Select, TextLine, set_wrong
from consultroom.ui.widgets.folding import Folding
from consultroom.ui.widgets.form_panel import AUTOSAVE
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label
from consultroom.ui.workspace.forms.form import choices

Field = TextLine | NumberLine | Select | DateField
_WIDTHS = {"heads": 64, "category": 112, "handling": 142, "unit": 128, "visitor": 128}
_WORDS = {
    "matter": "反映事项",
    "heads": "人数",
    "category": "类别",
    "unit": "村（社区）",
    "handling": "处理方式",
    "reply": "当场答复",
    "handler": "承办单位",
    "result": "结果",
    "due_on": "办理期限",
    "visitor": "来访人（只留本站）",
}
_FIRST = ("matter", "heads", "category", "unit")
FIRST, REST = 470, 500  # logical pixels that its fields need in two rows


class VisitEntry(QFrame):
    """Eight fields and one button; every field but the matter may stay as it is.

    What is passed on (转办) is asked by whom and by when, instead of what was said and came of it.

    Args:
        today: for a deadline typed without a year.
    """

    written = Signal(dict)
    kept = Signal(dict)
    left = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.setObjectName("visitEntry")
        self.setProperty("card", "true")
        self._serial = -1
        self._filling = False
        self.fields: dict[str, Field] = {key: self._field(key) for key in _WORDS}
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(AUTOSAVE)
        self._typed.timeout.connect(self._keep)
        self._title = label("", "strong", name="entryTitle")
        self._said = label("", "caption", name="entrySaid")
        self._back = button("不改了", name="entryBack", kind="quiet", clicked=self.left.emit)
        self._write = button("", name="entryWrite", kind="primary", clicked=self.write)
        first = Folding(least=FIRST, stretches=(1, 0, 0, 0), narrow=2, spacing=10)
        first.show_things(*(self._box(key) for key in _FIRST))
        rest = Folding(least=REST, stretches=(0, 1, 1, 0), narrow=2, spacing=10)
        boxes = {key: self._box(key) for key in _WORDS if key not in _FIRST}
        self._answered = (boxes["reply"], boxes["result"])
        self._passed_on = (boxes["handler"], boxes["due_on"])
        either = map(_either, self._answered, self._passed_on)
        rest.show_things(boxes["handling"], *either, boxes["visitor"])
        self.fields["handling"].changed.connect(self._ask_what_fits)
        self._ask_what_fits()
        foot = row(self._title, self._said, None, self._back, self._write)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setLayout(column(first, rest, foot, spacing=8, margins=(16, 10, 16, 12)))

    def _field(self, key: str) -> Field:
        made = Select(choices(VisitHandling)) if key == "handling" else self._plain(key)
        made.setObjectName(f"visit_{key}")
        made.setAccessibleName(_WORDS[key] + ("，必填" if key == "matter" else ""))
        made.setAccessibleDescription("按回车记下这一件，接着记下一件。")
        if key in _WIDTHS:
            made.setFixedWidth(theme.now().px(_WIDTHS[key]))
        made.changed.connect(self._changed)
        made.installEventFilter(self)
        return made

    def _plain(self, key: str) -> NumberLine | DateField | TextLine:
        if key == "due_on":
            return DateField(self._today)
        return NumberLine() if key == "heads" else TextLine()

    def _ask_what_fits(self) -> None:
        """Ask by whom and by when of what is passed on, else what was said and came of it."""
        passed_on = self.fields["handling"].value() == VisitHandling.TRANSFERRED.code
        for box in self._answered:
            box.setVisible(not passed_on)
        for box in self._passed_on:
            box.setVisible(passed_on)

    def _box(self, key: str) -> QWidget:
        name = label(_WORDS[key], "caption")
        name.setBuddy(self.fields[key])
        return holder(column(name, self.fields[key], spacing=2))

    def show_entry(self, entry: Entry) -> None:
        """Show what is being written; fields are filled only when the contents are others."""
        if entry.serial != self._serial:
            self._serial = entry.serial
            self._typed.stop()
            self._filling = True
            for key, field in self.fields.items():
                field.show_value(entry.answers.get(key))
                if isinstance(field, DateField):
                    field.home(False)
            self._filling = False
            self._ask_what_fits()
        editing = bool(entry.editing)
        self._title.setText(f"修改第 {entry.editing} 件" if editing else "")
        self._title.setVisible(editing)
        self._back.setVisible(editing)
        self._write.setText("保存修改" if editing else "记下，下一件")
        self._write.setAccessibleName(f"{self._write.text()}，回车")
        self._say(entry.problem or entry.note, wrong=bool(entry.problem))

    def _say(self, sentence: str, *, wrong: bool) -> None:
        self._said.setText(sentence or "写完按回车，接着记下一件。")
        self._said.setProperty("role", "error" if wrong else "caption")
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)
        set_wrong(self.fields["matter"], wrong=wrong)

    def focus_matter(self) -> None:
        """Put the caret where the next visit begins."""
        self.fields["matter"].setFocus()

    def answers(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {key: field.value() for key, field in self.fields.items()}

    def write(self) -> None:
        """Report the visit."""
        self._typed.stop()
        for key in ("heads", "due_on"):
            if problem := self.fields[key].problem():
                self._say(problem, wrong=True)
                self.fields[key].setFocus()
                return
        self.written.emit(self.answers())
        self.focus_matter()

    def _changed(self) -> None:
        if not self._filling:
            self._typed.start()

    def _keep(self) -> None:
        self.kept.emit(self.answers())

    def flush(self) -> None:
        """Hand on what is still waiting for its pause."""
        if self._typed.isActive():
            self._typed.stop()
            self._keep()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in any field takes the visit; a list of choices that is open keeps it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and isinstance(watched, QLineEdit | Select):
                self.write()
                return True
        return False


def _either(one: QWidget, other: QWidget) -> QWidget:
    """Return a place for one of two things, whichever is shown."""
    return holder(column(one, other, spacing=0))
