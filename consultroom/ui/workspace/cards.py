"""The cards of the workspace: title, checklist, timeline."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QVBoxLayout, QWidget

from consultroom.ui import icons, theme
from consultroom.ui.history.link import history_button
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, fact
from consultroom.ui.widgets.fields import Tick
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear, column, holder, row, show_new
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import Icon, Kind, button, label, restyle
from consultroom.ui.workspace.presenter import (
    Advance,
    ChecklistLine,
    TimelineLine,
    WorkspaceScreen,
)


class TitleRow(QWidget):
    """Title, state, facts, and the acts at the right."""

    followed = Signal(Act)
    branched = Signal(str)
    form_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "h1", wrap=True, name="workspaceTitle")
        self._pill = Pill()
        self._facts = FlowLayout(gap=20)
        self._acts = row(spacing=10)
        self._given: tuple[Act, ...] = ()
        self._urged = False
        self._menu = QMenu(self)
        self._more = button(
            "",
            name="more",
            kind="icon",
            icon="ellipsis",
            says="更多：暂缓、转出等",
            clicked=self._open_menu,
        )
        self._short = label("", "h3", wrap=True, name="workspaceShort")
        self._short.hide()
        head = row(self._title, self._short, self._pill, None, self._acts, self._more)
        head.setStretch(head.indexOf(self._short), 1000)  # all there is, nothing while hidden
        self._told = holder(self._facts)
        self.setLayout(column(head, self._told, spacing=6))

    def tighten(self, *, on: bool) -> None:
        """Take one line only, where what stands below needs the room."""
        self._title.setVisible(not on)
        self._short.setVisible(on)
        self._told.setVisible(not on)

    def show_screen(self, screen: WorkspaceScreen) -> None:
        """Show title, facts and acts."""
        self._title.setText(screen.title)
        self._short.setText(screen.title)
        self._pill.show_state(screen.state, screen.word)
        clear(self._facts)
        self._facts.addWidget(label(screen.number, "sub", name="number"))
        for icon, text in screen.facts:
            self._facts.addWidget(fact(icon, text))
        self._given = screen.acts
        self._urged = screen.advance is not None and screen.advance.urged
        self.show_acts(primary=screen.form is None)
        self._show_menu(screen)

    def show_acts(self, *, primary: bool) -> None:
        """Show the acts; an open form, another tab or the way on has the one primary button."""
        clear(self._acts)
        first = primary and not self._urged
        for number, act in reversed(list(enumerate(self._given))):
            kind: Kind = "primary" if number == 0 and first else ""
            self._acts.addWidget(
                button(
                    act.word,
                    name=f"workspaceAct{number}",
                    kind=kind,
                    icon=act.icon,
                    clicked=self._follower(act),
                )
            )

    def _follower(self, act: Act) -> Callable[[], None]:
        return lambda: self.followed.emit(act)

    def _show_menu(self, screen: WorkspaceScreen) -> None:
        self._menu.clear()
        self._more.setVisible(bool(screen.branches or screen.more))
        for form, word in screen.more:
            self._menu.addAction(word, partial(self.form_wanted.emit, form))
        if screen.more:
            self._menu.addSeparator()
        for branch in screen.branches:
            self._menu.addAction(branch.word, lambda key=branch.key: self.branched.emit(key))

    def _open_menu(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


class CheckMark(QWidget):
    """The box of a line that a form fills; it cannot be ticked, only earned."""

    def __init__(self, *, done: bool) -> None:
        super().__init__()
        self._done = done
        side = theme.now().px(Tick.SIDE)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and mark."""
        tokens = theme.now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(QColor(tokens.done if self._done else tokens.line_strong), 2))
        painter.setBrush(QColor(tokens.done if self._done else tokens.surface))
        painter.drawRoundedRect(place, 5, 5)
        if self._done:
            icons.paint(painter, "check", tokens.on_solid, place.adjusted(2, 2, -2, -2), stroke=3)


class ChecklistCard(QFrame):
    """The chosen step: what it is for, its lines, and the way on."""

    form_wanted = Signal(str)
    line_ticked = Signal(str, bool)
    advance_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("checklist")
        self._next = ""
        self._title = label("", "h3", name="stepTitle")
        self._pill = Pill()
        self._count = label("", "caption", name="stepCount")
        self._purpose = label("", "caption", wrap=True)
        self._lines: QVBoxLayout = column(spacing=0)
        self._advance = button(
            "", name="advance", icon="arrow-right", clicked=self.advance_wanted.emit
        )
        self._missing = label("", "caption", wrap=True, name="missing")
        way_on = column(row(self._advance, None), self._missing, spacing=6)
        self._way_on = holder(way_on)
        head = row(self._title, self._pill, None, self._count)
        self.setLayout(
            column(
                *(head, self._purpose, 4, self._lines, 8, self._way_on),
                spacing=2,
                margins=(20, 14, 20, 16),
            )
        )

    def show_screen(self, screen: WorkspaceScreen) -> None:
        """Show the chosen step."""
        step = screen.steps[screen.chosen]
        done = sum(line.state is State.DONE for line in screen.checklist)
        self._title.setText(f"第 {screen.chosen + 1} 步　{step.name}")
        self._pill.show_state(step.state, step.word)
        self._count.setText(f"{len(screen.checklist)} 项中已完成 {done} 项")
        self._purpose.setText(screen.purpose)
        self._purpose.setVisible(bool(screen.purpose))
        clear(self._lines)
        self._next = _next_line(screen)
        for line in screen.checklist:
            self._lines.addWidget(self._line(line))
        self._show_advance(screen.advance, urging=screen.form is None)

    def focus_next(self) -> None:
        """Put the keyboard on the next thing to do: the line that is due, else the way on."""
        waiting = self.findChild(QPushButton, self._next) if self._next else None
        last = self.findChild(QPushButton) if self._way_on.isHidden() else self._advance
        target = waiting or last
        if target is not None:
            show_new(target, self)
            target.setFocus()

    def _line(self, line: ChecklistLine) -> QWidget:
        done = line.state is State.DONE
        note = label(line.note, "due" if line.state is State.DUE else "caption")
        if line.state is State.LATE:
            note = label(line.note, "error")
        made = row(spacing=8, margins=(0, 3, 0, 3))
        if line.form:
            made.addWidget(CheckMark(done=done))
            made.addSpacing(2)
            made.addWidget(label(line.text, wrap=True), 1)
        else:
            made.addWidget(self._tick(line), 1)
        if line.state in (State.DUE, State.LATE):
            made.addWidget(Icon(line.state.icon, theme.now().ink(line.state), size=16))
        made.addWidget(note)
        made.addWidget(self._opener(line))
        box = holder(made)
        box.setMinimumHeight(theme.now().px(42))
        box.setAccessibleName(f"{line.text}，{line.state.word}，{line.note}")
        return box

    def _tick(self, line: ChecklistLine) -> Tick:
        made = Tick(line.text)
        made.setObjectName(f"tick_{line.key}")
        made.setAccessibleName(line.text)
        made.setChecked(line.state is State.DONE)
        made.toggled.connect(lambda on: self.line_ticked.emit(line.key, on))
        return made

    def _opener(self, line: ChecklistLine) -> QWidget:
        if not line.form:
            space = QWidget()
            space.setFixedWidth(theme.now().px(64))
            return space
        done = line.state is State.DONE
        made = button(
            "查看" if done else line.word,
            name=f"open_{line.key}",
            kind="quiet",
            says=f"{'查看' if done else line.word}：{line.text}",
            clicked=lambda: self.form_wanted.emit(line.form),
        )
        made.setMinimumWidth(theme.now().px(64))
        return made

    def _show_advance(self, advance: Advance | None, *, urging: bool) -> None:
        self._way_on.setVisible(advance is not None)
        if advance is None:
            return
        self._advance.setText(advance.word)
        self._advance.setEnabled(not advance.blocked)
        restyle(self._advance, "arrow-right", "primary" if advance.urged and urging else "")
        said = "；".join(advance.missing)
        lead = "还缺：" if advance.blocked else "提醒："
        self._missing.setText(f"{lead}{said}。" if said else "")
        self._missing.setVisible(bool(said))
        self._advance.setAccessibleName(f"{advance.word}。{self._missing.text()}")


def _next_line(screen: WorkspaceScreen) -> str:
    """Return the name of the button to be pressed next; "" where only the way on is left."""
    waiting = [one for one in screen.checklist if one.form and one.state is not State.DONE]
    if screen.advance is not None and screen.advance.urged:
        return ""
    due = (one for one in waiting if one.form == screen.next)
    found = next(due, next(iter(waiting), None))
    return f"open_{found.key}" if found else ""


class TimelineItem(QWidget):
    """One thing that happened, with the thread that leads to the next."""

    def __init__(self, line: TimelineLine, *, last: bool) -> None:
        super().__init__()
        self._state = line.state
        self._last = last
        when = label(line.when, "caption")
        head = row(label(line.title, "strong", wrap=True), when)
        head.setStretch(0, 1)
        head.setAlignment(when, Qt.AlignmentFlag.AlignTop)
        lines = column(head, spacing=2, margins=(36, 0, 0, 12))
        if line.text:
            lines.addWidget(label(line.text, wrap=True))
        if line.by:
            lines.addWidget(label(f"经办：{line.by}", "caption", wrap=True))
        self.setLayout(lines)
        self.setAccessibleName(f"{line.when} {line.title}，{line.state.word}，{line.text}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the state's icon and the thread."""
        tokens = theme.now()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._last:
            painter.setPen(QPen(QColor(tokens.line), 2))
            painter.drawLine(QPointF(12, 28), QPointF(12, self.height()))
        ink = tokens.ink(self._state)
        icons.paint(painter, self._state.icon, ink, QRectF(1, 1, 22, 22))


class TimelineCard(QFrame):
    """办理经过: everything that happened, newest last."""

    note_wanted = Signal()
    followed = Signal(Act)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("timeline")
        self._id = ""
        self._lines = column(spacing=0)
        add = button(
            "登记调研", name="addNote", kind="quiet", icon="plus", clicked=self.note_wanted.emit
        )
        history = history_button(self.followed.emit, lambda: self._id)
        head = row(label("办理经过", "h3"), None, history, add, spacing=2)
        for tool in (history, add):
            head.setAlignment(tool, Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(column(head, 6, self._lines, spacing=0, margins=(20, 12, 12, 8)))

    def show_lines(self, lines: tuple[TimelineLine, ...], consultation: str = "") -> None:
        """Show what happened in a consultation."""
        self._id = consultation
        clear(self._lines)
        for line in lines:
            self._lines.addWidget(TimelineItem(line, last=line is lines[-1]))
        if not lines:
            self._lines.addWidget(Nothing("还没有办理记录。", "history"))
