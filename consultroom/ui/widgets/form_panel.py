"""Draws a FormScreen: labelled fields, each with its hint and its error, and one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from consultroom.ui import theme
from consultroom.ui.forms import Answers, FormScreen, missing
from consultroom.ui.values import Advised
from consultroom.ui.widgets.advice import AdviceCard
from consultroom.ui.widgets.fields import LongText
from consultroom.ui.widgets.folding import Folding
from consultroom.ui.widgets.layouts import (
    bring_into_sight,
    clear,
    column,
    holder,
    row,
    scrolling,
    show_new,
)
from consultroom.ui.widgets.question_box import QuestionBox
from consultroom.ui.widgets.tab_order import OWN_ORDER
from consultroom.ui.widgets.words import button, label

LEAST_BODY = 80  # logical pixels of the questions in sight; a page around may scroll for it
LOW_BODY = 64  # the same while the heading is among them
ROOM = 150  # with less left for the questions the heading scrolls with them; more than LEAST_BODY
FOOT, LOW_FOOT = (20, 8, 20, 14), (20, 2, 20, 8)  # margins of the button
PAIR = 260  # logical pixels two questions side by side need
GAP = 6  # between heading, questions and button
NEAR_EDGE = 6  # logical pixels kept free above and below the field being filled
AUTOSAVE = 800  # ms after the last key
Autosave = Callable[[str, Answers], None]


class FormPanel(QFrame):
    """A form inside a page. Enter goes on, Ctrl+Enter submits, nothing throws text away.

    Args:
        autosave: given the form's key and its answers shortly after the last key, and at once
            when the form is left.
        today: for dates typed without a year.
        closable: whether it can be folded away; one that is its page cannot.
    """

    submitted = Signal(str, dict)
    closed = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date, closable: bool = True) -> None:
        super().__init__()
        self.setProperty(OWN_ORDER, True)
        self._closable = closable
        self.setObjectName("form")
        self.setProperty("card", "true")
        self._autosave = autosave
        self._today = today
        self._screen: FormScreen | None = None
        self._boxes: dict[str, QuestionBox] = {}
        self._filling = False
        self._low = False  # whether the heading scrolls with the questions
        self._handed = False  # whether the answers were submitted, and nothing typed since
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(AUTOSAVE)
        self._typed.timeout.connect(self._save)
        self._title = label("", "h3", wrap=True, name="formTitle")
        self._purpose = label("", "caption", wrap=True)
        self._above = label("", "error", wrap=True, name="formError")
        self._facts: QVBoxLayout = column(spacing=8, margins=(20, 0, 20, 14))
        self._written = holder(self._facts)
        self._questions: QVBoxLayout = column(spacing=12, margins=(20, 0, 20, 8))
        self._advice = AdviceCard("formAdvice", "要知道的")
        self._note = label("", "caption", name="formNote")
        self._submit = button("", name="formSubmit", kind="primary", clicked=self.submit)
        self.setLayout(self._layout())

    def _layout(self) -> QVBoxLayout:
        self._back = button(
            "", name="formClose", kind="icon", icon="x", says="收起表单，已填内容保留",
            clicked=self.close_form,
        )  # fmt: skip
        if not self._closable:
            self._back.hide()
        title = row(self._title, self._back, margins=(20, 10, 12, 0))
        title.setStretch(0, 1)
        title.setAlignment(self._back, Qt.AlignmentFlag.AlignTop)
        told = column(self._purpose, self._above, spacing=2, margins=(20, 0, 20, 4))
        self._head = holder(column(title, told, spacing=GAP))
        self._asked = column(self._written, self._questions, None, spacing=0)
        self._body = scrolling(self._asked)
        self._body.setMinimumHeight(theme.now().px(LEAST_BODY))
        for watched in (self._body, self._body.widget(), self._back):
            watched.installEventFilter(self)
        self._advised = holder(column(self._advice, margins=(20, 0, 20, 0)))
        self._foot = row(self._submit, self._note, None, spacing=12, margins=FOOT)
        self._lines = column(self._head, self._body, self._advised, self._foot, spacing=GAP)
        self._lines.setStretch(1, 1)
        return self._lines

    def show_form(self, screen: FormScreen) -> None:
        """Show a form; the same form again keeps the caret and updates answers and errors.

        Once its answers were taken, the same form is a new one: nothing of the last stays in it.
        """
        before = None if self._taken(screen) else self._screen
        if before is None or (before.key, before.questions) != (screen.key, screen.questions):
            self.flush()
            self._rebuild(screen)
        self._screen = screen
        self._fill(screen)
        if before is None or before.key != screen.key:
            self.focus_first()

    def _taken(self, screen: FormScreen) -> bool:
        """Tell whether what stands in the fields was handed over and not sent back."""
        handed, self._handed = self._handed, False
        return handed and not screen.errors and not self._boxes.keys() <= screen.answers.keys()

    def _rebuild(self, screen: FormScreen) -> None:
        clear(self._questions)
        self._boxes = {}
        self._body.verticalScrollBar().setValue(0)  # a form begins at its beginning
        waiting: QuestionBox | None = None
        for question in screen.questions:
            box = QuestionBox(question, self._today)
            self._boxes[question.key] = box
            box.field.changed.connect(self._changed)
            box.widget.installEventFilter(self)
            if waiting is not None and question.half:
                self._questions.addWidget(_pair(waiting, box))
                waiting = None
                continue
            if waiting is not None:
                self._questions.addWidget(waiting)
            waiting = box if question.half else None
            if not question.half:
                self._questions.addWidget(box)
        if waiting is not None:
            self._questions.addWidget(waiting)
        self._submit_last()

    def _submit_last(self) -> None:
        """Let Tab come from the last field to the button, and only then to what folds it away."""
        for box in list(self._boxes.values())[-1:]:
            QWidget.setTabOrder(box.widget.focusProxy() or box.widget, self._submit)
        QWidget.setTabOrder(self._submit, self._back)

    def _fill(self, screen: FormScreen) -> None:
        self._title.setText(screen.title)
        self._purpose.setText(screen.purpose)
        self._purpose.setVisible(bool(screen.purpose))
        self._show_facts(screen.facts)
        self.show_advice(screen.advice)
        self._submit.setVisible(bool(screen.submit))
        self._submit.setText(screen.submit)
        self._submit.setAccessibleName(f"{screen.submit}，Ctrl+Enter")
        self._note.setText(screen.note)
        self._filling = True
        for key, box in self._boxes.items():
            if key in screen.answers:
                box.field.show_value(screen.answers[key])
        self._filling = False
        self.show_errors(screen.errors)
        self._fit()

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        clear(self._facts)
        self._written.setVisible(bool(facts))
        for word, text in facts:
            told = column(label(word, "caption", wrap=True), label(text, wrap=True), spacing=0)
            self._facts.addWidget(holder(told))

    def show_advice(self, advice: Sequence[Advised]) -> None:
        """Show above the button what the answers typed so far would come to."""
        self._advice.show_advice(advice)
        self._advised.setVisible(bool(advice))
        self._fit()

    def show_note(self, note: str) -> None:
        """Say beside the button how the draft stands."""
        self._note.setText(note)

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """Show sentences under their fields; the one of "" above the form."""
        said, before = errors.get("", ""), self._above.text()
        self._above.setText(said)
        self._above.setVisible(bool(said))
        for key, box in self._boxes.items():
            box.show_error(errors.get(key, ""))
        wrong = next((box for key, box in self._boxes.items() if key in errors), None)
        if wrong is not None:
            wrong.widget.setFocus()
        elif self._low and said not in ("", before):
            self._submit.setFocus()  # else the field being filled is brought into sight again
            self._body.verticalScrollBar().setValue(0)

    def answers(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        return {key: box.field.value() for key, box in self._boxes.items()}

    def submit(self) -> None:
        """Report the answers, or show what is missing or unreadable."""
        if self._screen is None or not self._screen.submit:
            return
        errors = missing(self._screen.questions, self.answers())
        errors |= {k: said for k, box in self._boxes.items() if (said := box.field.problem())}
        self.show_errors(errors)
        self.flush()  # a form nobody typed in leaves no draft, however often it is handed in
        if not errors:
            self._handed = True
            self.submitted.emit(self._screen.key, self.answers())

    def close_form(self) -> None:
        """Leave the form; what was typed is kept as a draft."""
        if self._screen is not None:
            self.flush()
            self.closed.emit(self._screen.key)

    def flush(self) -> None:
        """Save a draft that is still waiting for its pause."""
        if self._typed.isActive():
            self._save()

    def focus_first(self) -> None:
        """Put the caret into the first field that must be filled in; else at the top."""
        boxes = list(self._boxes.values())
        needed = [
            box for box in boxes if box.question.required and box.field.value() in ("", None, ())
        ]
        chosen = next((box.widget for box in (*needed, *boxes)), self._back)
        show_new(chosen, self)  # else a window that comes back just now passes it over
        chosen.setFocus()

    def _changed(self) -> None:
        if not self._filling:
            self._handed = False
            self._typed.start()
            self._note.setText("")

    def _save(self) -> None:
        self._typed.stop()
        if self._screen is not None:
            self._autosave(self._screen.key, self.answers())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next field; in a long text it makes a new line."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Resize):
            QTimer.singleShot(0, self, self._keep_in_sight)  # once everything has its place
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if enter and plain and not isinstance(watched, LongText):
                self._go_on(watched)
                return True
        return False

    def _go_on(self, here: QObject) -> None:
        """Go from a field to the next one, past what stands inside it, or to the button."""
        widgets = [*(box.widget for box in self._boxes.values()), self._submit]
        place = next((at for at, one in enumerate(widgets) if one is here), len(widgets) - 2)
        widgets[place + 1].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the field being filled in sight, and the heading where there is room for it."""
        super().resizeEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _fit(self) -> None:
        """Let heading and advice scroll with the questions where these had no room left."""
        low = self.height() - self._around() < theme.now().px(ROOM)
        if low == self._low:
            return
        self._low = low
        if low:
            self._asked.insertWidget(0, self._head)
            self._asked.insertWidget(self._asked.count() - 1, self._advised)
        else:
            self._lines.insertWidget(0, self._head)
            self._lines.insertWidget(2, self._advised)
        self._foot.setContentsMargins(*(LOW_FOOT if low else FOOT))
        self._body.setMinimumHeight(theme.now().px(LOW_BODY if low else LEAST_BODY))

    def _around(self) -> int:
        """Return the height of all that may stand around the questions, logical pixels."""
        parts = [one for one in (self._head, self._advised) if not one.isHidden()]
        tall = sum(max(one.heightForWidth(self.width()), one.sizeHint().height()) for one in parts)
        button = self._submit.sizeHint().height() + FOOT[1] + FOOT[3]
        return tall + button + GAP * (len(parts) + 1)

    def _keep_in_sight(self) -> None:
        at = QApplication.focusWidget()
        if at is None or not self._body.isAncestorOf(at):
            return
        asked = next((box for box in self._boxes.values() if box.isAncestorOf(at)), None)
        if asked is not None and asked.height() <= self._body.viewport().height():
            self._body.ensureWidgetVisible(asked, 0, NEAR_EDGE)
        elif asked is None:
            self._body.ensureWidgetVisible(at, 0, NEAR_EDGE)
        else:
            bring_into_sight(at, _caret(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter submits from every field; Esc does nothing to what was typed."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
        else:
            super().keyPressEvent(event)


def _caret(field: QWidget) -> QRect:
    """Return where the caret stands; a long text tells it with fractions of pixels."""
    return QRectF(field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)).toAlignedRect()


def _pair(left: QWidget, right: QWidget) -> QWidget:
    """Return two questions side by side, or one under the other where there is no room."""
    both = Folding(least=PAIR, spacing=16)
    both.show_things(*(holder(column(one, None)) for one in (left, right)))
    return both
