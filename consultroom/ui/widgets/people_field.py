"""People picked by name or by the initials of its pinyin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QLineEdit, QStyledItemDelegate, QWidget

from consultroom.ui import theme
from consultroom.ui.tables import Index
from consultroom.ui.values import Person
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear
from consultroom.ui.widgets.words import button

PERSON_ROLE = Qt.ItemDataRole.UserRole
MOST_OFFERED = 12


class PeopleModel(QAbstractListModel):
    """The people who answer what was typed."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[Person, ...] = ()

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Offer these."""
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many are offered."""
        return len(self._people)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return name and note, the name alone, or the Person."""
        person = self._people[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return person.line or "　".join(filter(None, (person.name, person.note)))
        if role == Qt.ItemDataRole.EditRole:
            return person.name
        return person if role == PERSON_ROLE else None


class _LateKeyboard(QObject):
    """Keeps a popup that is gone from calling the keyboard back to its line.

    X tells late that a popup has the keyboard. One that was hidden meanwhile, because Enter was
    typed fast, would hand it to the line it stands for, though the person is in the next by then.
    """

    def __init__(self, popup: QWidget, line: QLineEdit) -> None:
        super().__init__(popup)
        self._popup, self._line = popup, line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the popup stand for its line while it is there, and give back what comes later."""
        if event.type() == QEvent.Type.Show:
            self._popup.setFocusProxy(self._line)
        elif event.type() == QEvent.Type.Hide:
            self._popup.setFocusProxy(None)  # type: ignore[arg-type]  # the stubs forget it
        elif event.type() == QEvent.Type.WindowActivate and not self._popup.isVisible():
            self._line.window().activateWindow()
        return False


class PersonCompleter(QCompleter):
    """Offers people under a line while their name or initials are typed."""

    picked = Signal(Person)

    def __init__(self, line: QLineEdit) -> None:
        self.offered = PeopleModel()
        super().__init__(self.offered, line)
        self.people: tuple[Person, ...] = ()
        self._line = line
        # we match ourselves: Qt's own matching knows nothing of initials
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setWidget(line)
        line.textEdited.connect(self._offer)
        popup = self.popup()
        popup.setObjectName("peopleOffered")
        popup.setItemDelegate(QStyledItemDelegate(popup))  # Qt's own ignores the style sheet
        popup.setAccessibleName("可选人员")
        popup.installEventFilter(_LateKeyboard(popup, line))
        self.activated[QModelIndex].connect(self._pick)  # type: ignore[index]  # the stubs know one form

    def _offer(self, typed: str) -> None:
        found = self.answering(typed)
        self.offered.show_people(found)
        if not found:
            self.popup().hide()
            return
        self.complete()
        self.popup().setCurrentIndex(self.completionModel().index(0, 0))

    def answering(self, typed: str) -> tuple[Person, ...]:
        """Return the people who could be meant, at most MOST_OFFERED; nobody for nothing."""
        if not typed.strip():
            return ()
        return tuple(person for person in self.people if person.answers(typed))[:MOST_OFFERED]

    def best(self) -> Person | None:
        """Return whom Enter would pick for what stands in the line."""
        current = self.popup().currentIndex()
        chosen = current.data(PERSON_ROLE) if self.popup().isVisible() else None
        if isinstance(chosen, Person):
            return chosen
        return next(iter(self.answering(self._line.text())), None)

    def _pick(self, index: QModelIndex) -> None:
        person = index.data(PERSON_ROLE)
        if isinstance(person, Person):
            self.picked.emit(person)


class PeopleField(QFrame):
    """Chips of the people picked, and a line to pick more."""

    changed = Signal()

    def __init__(self, people: tuple[Person, ...]) -> None:
        super().__init__()
        self.setProperty("people", "true")
        self._known = {person.id: person for person in people}
        self._picked: list[str] = []
        self.line = QLineEdit()
        self.line.setObjectName("peopleLine")
        self.line.setPlaceholderText("姓名或拼音首字母")
        self.line.setMinimumWidth(theme.now().px(150))
        self.line.installEventFilter(self)
        self._completer = PersonCompleter(self.line)
        self._completer.people = people
        self._completer.picked.connect(self._add)
        self._flow = FlowLayout(fill=True)
        self._flow.setContentsMargins(6, 3, 6, 3)
        self.setLayout(self._flow)
        self.setFocusProxy(self.line)
        self._redraw()

    def value(self) -> tuple[str, ...]:
        """Return the ids picked, in order."""
        return tuple(self._picked)

    def show_value(self, value: object) -> None:
        """Show people by their ids; an unknown id is kept and shown as it is."""
        picked = [str(one) for one in value] if isinstance(value, tuple) else []
        if picked != self._picked:
            self._picked = picked
            self._redraw()

    def problem(self) -> str:
        """Return what is wrong, as a sentence."""
        typed = self.line.text().strip()
        if not typed or self._completer.answering(typed):
            return f"“{typed}”还没有选定，请从列表中选。" if typed else ""
        return f"没有找到“{typed}”，请换几个字再找，或者删去。"

    def _add(self, person: Person) -> None:
        # after the completer has written its own text into the line
        self.line.clear()
        if person.id not in self._picked:
            self._picked.append(person.id)
            self._redraw()
            self.changed.emit()

    def _remove(self, person_id: str) -> None:
        self._picked.remove(person_id)
        self._redraw()
        self.line.setFocus()
        self.changed.emit()

    def _redraw(self) -> None:
        self._flow.removeWidget(self.line)
        clear(self._flow)
        before: QWidget = self.line
        for person_id in self._picked:
            person = self._known.get(person_id, Person(id=person_id, name=person_id))
            chip = button(
                person.name,
                name=f"person_{person_id}",
                kind="chip",
                icon="x",
                says=f"移去 {person.name}",
                clicked=self._remover(person_id),
            )
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)
            before = chip
        self._flow.addWidget(self.line)

    def _remover(self, person_id: str) -> Callable[[], None]:
        return lambda: self._remove(person_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter picks the best answer; Backspace in an empty line takes the last one back."""
        kinds = QEvent.Type
        if event.type() in (kinds.FocusIn, kinds.FocusOut):
            self.setProperty("typing", "true" if event.type() == kinds.FocusIn else "false")
            self.style().unpolish(self)
            self.style().polish(self)
        if isinstance(event, QKeyEvent) and event.type() == kinds.KeyPress:
            return self._key(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False  # the form is handed in, and tells what was not picked
        if enter and self.line.text().strip():
            if (best := self._completer.best()) is not None:
                self._completer.popup().hide()
                self._add(best)
            return True
        if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._picked:
            self._remove(self._picked[-1])
            return True
        return False
