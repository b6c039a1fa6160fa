"""A roll (签到册): everybody is there until one key says otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from consultroom.frozen import Frozen
from consultroom.ui import theme
from consultroom.ui.forms import RollKind, RollMark, roll_marks
from consultroom.ui.tables import Column, Index, Table
from consultroom.ui.values import Person
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.fields import TextLine
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import bring_into_sight, column, holder, row
from consultroom.ui.widgets.words import button, label

MOST_ROWS = 7  # in sight at once
NO_NOTE = "说明"
SPELLING = 1.2  # seconds between two letters of one person's initials
HINT = "↑↓ 选人，打姓名的拼音首字母也行；按数字登记，再按 0 改回来；按回车写旁边的说明。"


class RollLine(Frozen, kw_only=True):
    """One person on the roll."""

    person: Person
    kind: RollKind
    note: str = ""


COLUMNS: tuple[Column[RollLine], ...] = (
    Column(title="姓名", text=lambda line: line.person.name, width=110),
    Column(
        title="情况",
        text=lambda line: line.kind.word,
        width=104,
        state=lambda line: line.kind.state,
    ),
    Column(title="说明", text=lambda line: line.note),
    Column(title="类别", text=lambda line: line.person.note, width=110, spare=True),
)


class RollTable(Table[RollLine]):
    """The people; digits mark the current one, letters go to somebody."""

    marked = Signal(str)  # the key pressed
    cleared = Signal()
    note_wanted = Signal()

    def __init__(self, keys: str) -> None:
        super().__init__("roll", "名册", COLUMNS)
        self._keys = keys
        self._typed, self._at = "", 0.0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, go to a person, or move as any table does."""
        typed = event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # Ctrl+Enter is the form's
        elif plain and typed and typed in self._keys:
            self.marked.emit(typed)
        elif plain and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.note_wanted.emit()
        elif plain and typed.isalpha():
            self._spell(typed)
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Keep the current person in sight, also where the page around scrolls."""
        super().currentChanged(current, previous)
        if self.hasFocus():
            bring_into_sight(self, self.visualRect(current))

    def _spell(self, letter: str) -> None:
        now = monotonic()
        self._typed = (self._typed if now - self._at < SPELLING else "") + letter
        self._at = now
        for number in range(self.rows.rowCount()):
            if self.rows.row(number).person.answers(self._typed):
                self.selectRow(number)
                return
        self._typed = letter


class RollField(QWidget):
    """The roll with a button for each mark, and the line beside the current person."""

    changed = Signal()

    def __init__(self, people: Sequence[Person], kinds: Sequence[RollKind]) -> None:
        super().__init__()
        self._people = tuple(people)
        self._kinds = {kind.code: kind for kind in kinds}
        self._usual = kinds[0]
        self._marks: dict[str, RollMark] = {}
        keys = {kind.key: kind for kind in kinds}
        self.table = RollTable("".join(keys))
        self.table.marked.connect(lambda key: self._mark(keys[key]))
        self.table.cleared.connect(lambda: self._mark(self._usual))
        self.table.note_wanted.connect(self._go_to_note)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_note())
        self._count = label("", "sub", wrap=True, name="rollCount")
        self._note_word = label("", "caption", name="rollNoteWord")
        self._note = TextLine()
        self._note.setObjectName("rollNote")
        self._note.textEdited.connect(self._write_note)
        self._note.installEventFilter(self)
        self.setFocusProxy(self.table)
        self.setLayout(self._layout())
        self._refresh()
        self.table.selectRow(0)

    def _layout(self) -> QVBoxLayout:
        marks = FlowLayout(gap=6)
        for kind in self._kinds.values():
            marks.addWidget(self._button(kind))
        tall = min(len(self._people), MOST_ROWS) + 1
        self.table.setFixedHeight(theme.now().row * tall)
        listed = card(self.table, margins=(1, 1, 1, 1))
        hint = label(HINT, "caption", wrap=True)
        # the line to write in stands above the list: it must be in sight, and nothing may jump
        note = row(self._note_word, self._note, spacing=8)
        return column(hint, holder(marks), note, listed, self._count, spacing=6)

    def _button(self, kind: RollKind) -> QPushButton:
        made = button(
            f"{kind.key} {kind.word}",
            name=f"roll_{kind.code or 'usual'}",
            says=f"{kind.word}，按 {kind.key}",
            clicked=partial(self._mark, kind),
        )
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # for the mouse; the roll has the digits
        return made

    # -- the value ------------------------------------------------------------------------------

    def value(self) -> tuple[str, ...]:
        """Return the marks, in the order of the roll."""
        marks = (self._marks.get(person.id) for person in self._people)
        return tuple(mark.text for mark in marks if mark is not None)

    def show_value(self, value: object) -> None:
        """Show marks; the current person stays."""
        marks = roll_marks(value)
        if marks != self._marks:
            self._marks = marks
            self._refresh()

    def problem(self) -> str:
        """Return nothing: any mark is a mark."""
        return ""

    # -- marking --------------------------------------------------------------------------------

    @property
    def _current(self) -> Person | None:
        place = self.table.currentIndex().row()
        return self._people[place] if 0 <= place < len(self._people) else None

    def _mark(self, kind: RollKind) -> None:
        person = self._current
        if person is None:
            return
        if kind is self._usual:
            self._marks.pop(person.id, None)
        else:
            before = self._marks.get(person.id)
            note = before.note if before and kind.note else ""
            self._marks[person.id] = RollMark(person.id, kind.code, note)
        self._refresh()
        self.changed.emit()

    def _write_note(self, text: str) -> None:
        person = self._current
        mark = self._marks.get(person.id) if person else None
        if mark is not None:
            self._marks[mark.person] = RollMark(mark.person, mark.code, text.strip())
            self._refresh()
            self.changed.emit()

    def _go_to_note(self) -> None:
        if self._note.isEnabled():
            self._note.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter in the note; passed on, it would lead to what comes after the roll."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._go_on()
                return True
        return False

    def _go_on(self) -> None:
        """Go back to the roll, to the next person."""
        self.table.setFocus()
        self.table.selectRow(min(self.table.currentIndex().row() + 1, len(self._people) - 1))

    # -- drawing --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.table.show_rows(tuple(map(self._line, self._people)))
        counts = Counter(self._kind_of(person).word for person in self._people)
        told = "、".join(
            f"{kind.word} {counts[kind.word]}" for kind in self._kinds.values() if counts[kind.word]
        )
        self._count.setText(f"共 {len(self._people)} 人：{told}" if told else "名单上还没有人。")
        self._show_note()

    def _line(self, person: Person) -> RollLine:
        mark = self._marks.get(person.id)
        return RollLine(person=person, kind=self._kind_of(person), note=mark.note if mark else "")

    def _kind_of(self, person: Person) -> RollKind:
        mark = self._marks.get(person.id)
        return self._kinds.get(mark.code, self._usual) if mark else self._usual

    def _show_note(self) -> None:
        person = self._current
        kind = self._kind_of(person) if person else self._usual
        noted = person is not None and bool(kind.note)
        self._note.setEnabled(noted)
        self._note_word.setText(f"{person.name}的{kind.note}" if person and noted else NO_NOTE)
        self._note.setAccessibleName(self._note_word.text())
        note = self._marks[person.id].note if person and noted else ""
        if self._note.value() != note:
            self._note.setText(note)
