"""The meeting record: agenda at the side, the lines, and one editor on the current line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QWidget,
)

from consultroom.ui import theme
from consultroom.ui.minutes.editor import EntryEditor
from consultroom.ui.minutes.entries import (
    ENTRY,
    PAD,
    EntriesModel,
    EntryDelegate,
)
from consultroom.ui.minutes.presenter import EntryLine, MinutesScreen
from consultroom.ui.minutes.side import MinutesSide
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Index
from consultroom.ui.values import Act, Person
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.layouts import clear, column, row
from consultroom.ui.widgets.words import Kind, button, label

AUTOSAVE = 800  # ms after the last key
MOST_OF_LIST = 0.7  # that the line being typed may take; a longer text scrolls
AT_ONCE, AT_A_TURN = 200, 150  # lines measured when a record opens, and in a turn after that
TO_SIDE, TO_LINES = "议程和按键", "回到记录"
NARROW = 820  # logical pixels of the page below which the side gives way to the lines
Fresh = Callable[[EntryLine | None], EntryLine]


class EntryList(QListView):
    """The lines; the current one always has the editor.

    Attributes:
        fresh: returns an empty line to follow another.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entries")
        self.setAccessibleName("会议记录")
        self.fresh: Fresh = lambda _before: EntryLine(id="")
        self.people: tuple[Person, ...] = ()
        self._spare: EntryEditor | None = None  # there is but one, kept while no line has it
        self.lines = EntriesModel()
        self._delegate = EntryDelegate(self, self.lines, self._make_editor)
        self.setItemDelegate(self._delegate)
        self.setModel(self.lines)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.CurrentChanged)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._grown = QSize()  # of the line being typed, once it outgrew what is in the list
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._measure_on)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def show_entries(self, entries: tuple[EntryLine, ...], *, locked: bool) -> None:
        """Show a record, ready for its next line."""
        self.setCurrentIndex(QModelIndex())
        if not locked and (not entries or not entries[-1].blank):
            entries = (*entries, self.fresh(entries[-1] if entries else None))
        self._delegate.typing = not locked
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.NoEditTriggers if locked else trigger.CurrentChanged)
        self.lines.show_entries(entries, self._delegate.measure(""))
        self._measure(len(entries) - 1, AT_ONCE)
        self.go_to(len(entries) - 1)

    def go_to(self, row: int) -> None:
        """Make a line the current one, with the caret in it."""
        if 0 <= row < self.lines.rowCount():
            self.setCurrentIndex(self.lines.index(row, 0))
            self.scrollTo(self.currentIndex())
            if self.editor is not None and self.isVisible():
                self.editor.setFocus()

    def _measure(self, near: int, most: int) -> None:
        """Measure lines whose size is guessed, those around ``near`` first; the rest in turns.

        A text takes some 40 µs to measure: two thousand at once, and the window would stand still.
        """
        lines, measure = self.lines, self._delegate.measure
        rows = lines.guessed(near, most)
        if not rows:
            return
        lines.resize((row, self._sized(row, measure(lines.entry(row).text))) for row in rows)
        self.scheduleDelayedItemsLayout()
        if len(rows) == most:
            self._turn.start()

    def _sized(self, row: int, measured: QSize) -> QSize:
        """Return the size of a line: of the one being typed, what the editor has grown to."""
        typed = row == self.currentIndex().row() and self._grown.isValid()
        return self._grown if typed else measured

    def _measure_on(self) -> None:
        self._measure(self.currentIndex().row(), AT_A_TURN)
        self._keep_in_sight()

    def take_over(self) -> None:
        """Write what stands in the editor into the list."""
        if self.editor is not None and self.currentIndex().isValid():
            self.lines.setData(self.currentIndex(), self.editor.entry(), ENTRY)

    def _stamp(self) -> None:
        """Give a line the time of its first word, not that at which it was made ready."""
        line = self.lines.entry(self.currentIndex().row())
        if self.editor is not None and line.blank and not self.editor.entry().blank:
            self.editor.stamp(self.fresh(line).at)
            self.take_over()

    def go_on(self) -> None:
        """Go to the next line, and make one at the end."""
        row = self.currentIndex().row()
        if row + 1 < self.lines.rowCount():
            self.go_to(row + 1)
        elif self.editor is not None and not self.editor.entry().blank:
            self.insert_after()

    def insert_after(self) -> None:
        """Put a fresh line under the current one."""
        self.take_over()
        row = self.currentIndex().row()
        before = self.lines.entry(row) if row >= 0 else None
        self.lines.insert(row + 1, self.fresh(before), self._delegate.measure(""))
        self.go_to(row + 1)

    def remove_blank(self) -> None:
        """Take out the current line while it has no text, and go to the end of the one before."""
        row = self.currentIndex().row()
        self.take_over()
        if row > 0 and self.lines.entry(row).blank:
            self.go_to(row - 1)
            self.lines.remove(row)
            self.changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Give the line that was left its own height; the base class moves the editor."""
        self._grown = QSize()
        self._delegate.begin(current.row())
        typed_in = QApplication.focusWidget()
        if typed_in is not None and self.isAncestorOf(typed_in):
            self.setFocus()  # else Qt looks through the whole window for the next field
        super().currentChanged(current, previous)
        if previous.isValid():
            self._resize(
                previous.row(), self._delegate.measure(self.lines.entry(previous.row()).text)
            )

    def _resize(self, row: int, size: QSize) -> None:
        if size != self.lines.size(row):
            self.lines.resize([(row, size)])
            self.scheduleDelayedItemsLayout()

    @property
    def editor(self) -> EntryEditor | None:
        """The editor of the current line; None where no line has it."""
        return self._spare if self._spare and not self._spare.isHidden() else None

    def _make_editor(self, parent: QWidget) -> EntryEditor:
        if self._spare is None:
            self._spare = self._new_editor(parent)
        self._spare.begin(self.people)
        return self._spare

    def _new_editor(self, parent: QWidget) -> EntryEditor:
        editor = EntryEditor(parent, self.people)
        editor.typed.connect(self._stamp)
        editor.typed.connect(self.changed)
        editor.grown.connect(self._grow)
        editor.next_wanted.connect(self.go_on)
        editor.insert_wanted.connect(self.insert_after)
        editor.remove_wanted.connect(self.remove_blank)
        editor.moved.connect(lambda step: self.go_to(self.currentIndex().row() + step))
        return editor

    def _grow(self, text_height: int) -> None:
        most = int(self.viewport().height() * MOST_OF_LIST)
        height = min(most, max(theme.now().control + 9, text_height + 2 * PAD + 1))
        index = self.currentIndex()
        if index.isValid() and height != self.lines.size(index.row()).height():
            self._grown = QSize(100, height)
            self._resize(index.row(), self._grown)
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew, and keep the current line in sight."""
        if self._delegate.fit(self.viewport().width()):
            self.lines.guess_all()
            self._measure(self.currentIndex().row(), AT_ONCE)
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._keep_in_sight)


class MinutesView(Screen):
    """Draws a MinutesScreen and reports the whole record a moment after each change.

    ``list.fresh`` must be set to the presenter's before the first screen is shown.

    Args:
        embedded: stands in a tab under the title of what it is about, and repeats no title.
    """

    kept = Signal(tuple)
    agenda_chosen = Signal(str)

    def __init__(self, *, embedded: bool = False) -> None:
        super().__init__()
        self.setObjectName("minutes")
        self.list = EntryList()
        self.list.changed.connect(self._changed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE)
        self._pause.timeout.connect(self.save)
        self._title = label("", "h2", wrap=True, name="minutesTitle")
        self._note = label("", "caption", name="minutesNote")
        self._acts = row()
        self._locked = label("", "due", wrap=True, name="minutesLocked")
        self._aside = False  # the side stands in place of the lines
        self._turn = button(TO_SIDE, name="minutesSide", icon="list-checks", clicked=self.turn)
        self.side = MinutesSide()
        self.side.agenda_chosen.connect(self._choose)
        if embedded:
            self._title.hide()
        head = row(
            *(self._title, self._note, self._locked, None, self._turn, self._acts), spacing=14
        )
        head.setStretch(head.indexOf(self._locked), 1000)  # all there is, nothing while hidden
        self._paper = card(self.list, margins=(1, 1, 1, 1))
        body = row(self._paper, self.side, spacing=16)
        body.setStretch(0, 1)
        lines = column(head, body, spacing=12, margins=(24, 12, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _choose(self, key: str) -> None:
        """Go on with an item of the agenda, at the lines again."""
        self.agenda_chosen.emit(key)
        if self._aside:
            self.turn()

    def turn(self) -> None:
        """Show the side in place of the lines, or the lines again with the caret in them."""
        self._aside = not self._aside
        self._turn.setText(TO_LINES if self._aside else TO_SIDE)
        self._turn.setAccessibleName(self._turn.text())
        self._fold()
        if not self._aside and self.list.editor is not None:
            self.list.editor.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the lines the whole width where the side would take it from them."""
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Fold the side away in a narrow window or with large text; a button shows it instead."""
        narrow = self.width() < theme.now().px(NARROW)
        self._turn.setVisible(narrow)
        self._paper.setVisible(not narrow or not self._aside)
        self.side.setVisible(not narrow or self._aside)
        self.side.spread(on=narrow)

    def show_screen(self, screen: MinutesScreen) -> None:
        """Show a record; what was typed into another one before has been reported."""
        self.flush()
        self.head("会议记录", screen.subheading)
        self._title.setText(screen.title)
        self._locked.setText(screen.locked)
        self._locked.setVisible(bool(screen.locked))
        self._note.setVisible(not screen.locked)
        self.side.show_agenda(screen.agenda)
        self._show_acts(screen.acts, first=not screen.locked)
        self.list.people = screen.people
        self.list.show_entries(screen.entries, locked=bool(screen.locked))
        self._show_counts()

    def show_note(self, note: str) -> None:
        """Say how the saving stands."""
        self._note.setText(note)

    def _show_acts(self, acts: tuple[Act, ...], *, first: bool) -> None:
        """Show the acts; ``first``: theirs is the next thing to do, which it is not once locked."""
        clear(self._acts)
        for number, act in enumerate(acts):
            kind: Kind = "primary" if first and not number else ""
            follow = partial(self._follow, act)
            name = f"minutesAct{number}"
            self._acts.addWidget(
                button(act.word, name=name, kind=kind, icon=act.icon, clicked=follow)
            )

    def _follow(self, act: Act) -> None:
        self.flush()
        self.wanted.emit(act)

    def _show_counts(self) -> None:
        self.side.show_counts([one.kind for one in self.list.lines.entries if not one.blank])

    def _changed(self) -> None:
        self._pause.start()

    def save(self) -> None:
        """Report the record as it stands."""
        self._pause.stop()
        self.list.take_over()
        self._show_counts()
        self.kept.emit(self.list.lines.entries)

    def flush(self) -> None:
        """Report what is still waiting for its pause."""
        if self._pause.isActive():
            self.save()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the caret where the next line goes."""
        super().showEvent(event)
        if self.list.editor is not None:
            self.list.editor.setFocus()
