"""The one editor of the record: speaker, kind and text of the line being typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QPlainTextEdit, QWidget

from consultroom.domain.minutes import EntryKind
from consultroom.frozen import replace
from consultroom.ui import icons, theme
from consultroom.ui.minutes.entries import KIND, KIND_ICONS, KIND_LOOKS, SPEAKER
from consultroom.ui.minutes.presenter import EntryLine
from consultroom.ui.values import Person
from consultroom.ui.widgets.layouts import row
from consultroom.ui.widgets.people_field import PersonCompleter
from consultroom.ui.widgets.words import button

KINDS = tuple(EntryKind)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def kind_of(event: QKeyEvent) -> EntryKind | None:
    """Return the kind that Ctrl+1 to Ctrl+4 stand for."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return None
    number = event.key() - Qt.Key.Key_1.value
    return KINDS[number] if 0 <= number < len(KINDS) else None


class SpeakerLine(QLineEdit):
    """Who speaks: a name, or the initials of its pinyin."""

    settled = Signal()
    moved = Signal(int)
    kind_wanted = Signal(EntryKind)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entrySpeaker")
        self.setAccessibleName("发言人，可输入拼音首字母")
        self.setPlaceholderText("发言人")
        self.speaker = ""
        self.completer_of_people = PersonCompleter(self)
        self.completer_of_people.picked.connect(self._take)
        self.textEdited.connect(self._forget)

    def show_speaker(self, speaker: str, name: str) -> None:
        """Show who speaks."""
        self.speaker = speaker
        self.setText(name)

    def _forget(self) -> None:
        self.speaker = ""

    def _take(self, person: Person) -> None:
        self.show_speaker(person.id, person.name)
        self.settled.emit()

    def settle(self) -> None:
        """Take the person best meant by what was typed; a name not on the list stays as it is."""
        completer = self.completer_of_people
        typed = self.text().strip()
        if not self.speaker and typed and (best := completer.best()) is not None:
            self.show_speaker(best.id, best.name)
        completer.popup().hide()

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+1 to Ctrl+4 before the window turns pages with them."""
        return _claim_kind(event) or super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Settle who is meant when the line is left."""
        if not self.completer_of_people.popup().isVisible():
            self.settle()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the text; arrows to the lines above and below."""
        key = event.key()
        if (kind := kind_of(event)) is not None:
            self.kind_wanted.emit(kind)
        elif key in ENTER:
            self.settle()
            self.settled.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class EntryText(QPlainTextEdit):
    """What was said. Enter ends the line, Ctrl+Enter breaks it."""

    next_wanted = Signal()
    insert_wanted = Signal()
    remove_wanted = Signal()
    moved = Signal(int)
    kind_wanted = Signal(EntryKind)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entryText")
        self.setAccessibleName("发言内容，回车记下一条，Ctrl+回车换行")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)  # so that it wraps where the painted text does
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+1 to Ctrl+4 before the window turns pages with them."""
        return _claim_kind(event) or super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the text from its beginning once all of it has room."""
        super().resizeEvent(event)
        lines = self.document().documentLayout().documentSize().height()
        if lines * self.fontMetrics().lineSpacing() <= self.viewport().height():
            self.verticalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the keys of the record into wishes; Esc does nothing to the text."""
        if (kind := kind_of(event)) is not None:
            self.kind_wanted.emit(kind)
        elif event.key() in ENTER:
            self._enter(event)
        elif event.key() == Qt.Key.Key_Backspace and not self.toPlainText():
            self.remove_wanted.emit()
        elif not self._moves(event):
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        if held & Qt.KeyboardModifier.ControlModifier:
            self.insertPlainText("\n")
        elif held & Qt.KeyboardModifier.AltModifier:
            self.insert_wanted.emit()
        else:
            self.next_wanted.emit()

    def _moves(self, event: QKeyEvent) -> bool:
        ways = {
            Qt.Key.Key_Up: (-1, QTextCursor.MoveOperation.Up),
            Qt.Key.Key_Down: (1, QTextCursor.MoveOperation.Down),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        if self.textCursor().movePosition(way[1]):
            return False  # there is another line of this text that way
        self.moved.emit(way[0])
        return True


def _claim_kind(event: QEvent) -> bool:
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    claimed = kind_of(event) is not None
    if claimed:
        event.accept()
    return claimed


class EntryEditor(QFrame):
    """Lies over the current line of the list.

    Signals:
        typed: something changed.
        grown: the text is this many logical pixels high now.
        next_wanted, insert_wanted, remove_wanted, moved: where the clerk wants to go on.
    """

    typed = Signal()
    grown = Signal(int)
    next_wanted = Signal()
    insert_wanted = Signal()
    remove_wanted = Signal()
    moved = Signal(int)

    def __init__(self, parent: QWidget, people: tuple[Person, ...]) -> None:
        super().__init__(parent)
        self.setObjectName("entryEditor")
        self.setAutoFillBackground(False)
        self._entry = EntryLine(id="")
        self._filling = True
        tokens = theme.now()
        self.speaker = SpeakerLine()
        self.speaker.completer_of_people.people = people
        self.speaker.setFixedWidth(tokens.px(SPEAKER) - 4)
        self.kind = button("", name="entryKind", says="发言类别")
        self.kind.setFixedWidth(tokens.px(KIND) - 6)
        self.kind.setMenu(self._kinds())
        self.kind.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text = EntryText()
        line = row(self.speaker, self.kind, self.text, spacing=5)
        line.setStretch(2, 1)
        for item in (self.speaker, self.kind):
            line.setAlignment(item, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.setFocusProxy(self.speaker)
        self._connect()

    def _kinds(self) -> QMenu:
        menu = QMenu(self)
        for number, kind in enumerate(KINDS, start=1):
            menu.addAction(f"{kind.label}　Ctrl+{number}", partial(self.show_kind, kind))
        return menu

    def _connect(self) -> None:
        self.speaker.settled.connect(self.text.setFocus)
        self.speaker.textChanged.connect(self._changed)
        self.text.textChanged.connect(self._changed)
        for part in (self.speaker, self.text):
            part.moved.connect(self.moved)
            part.kind_wanted.connect(self.show_kind)
        self.text.next_wanted.connect(self.next_wanted)
        self.text.insert_wanted.connect(self.insert_wanted)
        self.text.remove_wanted.connect(self.remove_wanted)
        self.text.document().documentLayout().documentSizeChanged.connect(self._grow)

    def begin(self, people: tuple[Person, ...]) -> None:
        """Be ready for another line, whoever may speak on it."""
        self._entry, self._filling = EntryLine(id=""), True
        self.speaker.completer_of_people.people = people

    def show_entry(self, entry: EntryLine) -> None:
        """Show a line; a fresh one begins at its speaker, a written one at its end."""
        if entry == self.entry():
            return
        self._filling = True
        self._entry = entry
        self.speaker.show_speaker(entry.speaker, entry.name)
        self.text.setPlainText(entry.text)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self.show_kind(entry.kind)
        self._filling = False
        self.setFocusProxy(self.speaker if entry.blank else self.text)
        self._grow()

    def entry(self) -> EntryLine:
        """Return the line as typed."""
        return replace(
            self._entry,
            speaker=self.speaker.speaker,
            name=self.speaker.text().strip(),
            text=self.text.toPlainText().rstrip(),
        )

    def stamp(self, at: str) -> None:
        """Set the time of the line, as 9:05."""
        self._entry = replace(self._entry, at=at)

    def show_kind(self, kind: EntryKind) -> None:
        """Make it an opinion, a consensus, a dissent or a request."""
        self._entry = replace(self._entry, kind=kind)
        tokens = theme.now()
        ink = tokens.ink(KIND_LOOKS[kind])
        self.kind.setText(kind.label)
        self.kind.setAccessibleName(f"发言类别：{kind.label}，Ctrl+1 到 Ctrl+4 更换")
        self.kind.setIcon(icons.icon(KIND_ICONS[kind], ink, 14, 3))
        self.kind.setIconSize(QSize(17, 14))
        self._changed()

    def _changed(self) -> None:
        if not self._filling:
            self.typed.emit()

    def _grow(self) -> None:
        lines = int(self.text.document().documentLayout().documentSize().height())
        self.grown.emit(lines * self.text.fontMetrics().lineSpacing())
