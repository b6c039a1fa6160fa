"""The workspace's widgets: steps along the top, checklist, timeline or form, and tabs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from consultroom.frozen import Frozen
from consultroom.ui import theme
from consultroom.ui.forms import FormScreen
from consultroom.ui.screen import Screen
from consultroom.ui.states import State
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.form_panel import Autosave, FormPanel
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.stepper import Stepper
from consultroom.ui.workspace.cards import ChecklistCard, TimelineCard, TitleRow
from consultroom.ui.workspace.materials_card import MaterialsCard
from consultroom.ui.workspace.presenter import WorkspaceScreen

ABOVE, BELOW = 12, 16  # logical pixels around the steps and the columns under them
LOW = 520  # logical pixels of a page below which its head gives way to a form or the record
TWO_COLUMNS = 800  # logical pixels that checklist and history need side by side
FLOW = "flow"  # key of the tab with steps and checklist


class Tab(Frozen, kw_only=True):
    """A further tab of the workspace, built when it is first opened.

    Attributes:
        build: its ``entered`` is told the consultation's id.
    """

    key: str
    word: str
    build: Callable[[], Screen]


class WorkspaceView(Screen):
    """Draws a WorkspaceScreen and reports what is wished.

    Args:
        tabs: besides the first, which is the flow of steps.
        autosave: takes the answers of a form while they are typed.
        today: for dates typed without a year.
    """

    step_chosen = Signal(int)
    form_wanted = Signal(str)
    form_submitted = Signal(str, dict)
    form_closed = Signal(str)
    line_ticked = Signal(str, bool)
    advance_wanted = Signal()
    note_wanted = Signal()
    branch_wanted = Signal(str)
    files_given = Signal(tuple)

    def __init__(self, tabs: Sequence[Tab], autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self._tabs = tuple(tabs)
        self._opened: dict[str, Screen] = {}
        self._id = self._form_open = ""
        self._here = ("", -1)
        self.title_row = TitleRow()
        self.stepper = Stepper()
        self.checklist = ChecklistCard()
        self.timeline = TimelineCard()
        self.materials = MaterialsCard()
        self.form = FormPanel(autosave, today=today)
        self.form.hide()
        self._bar = self._tab_bar()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._flow())
        head = column(self.title_row, self._bar, spacing=8, margins=(24, 14, 24, 0))
        lines = column(head, self._stack, spacing=0)
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self._connect()

    def _tab_bar(self) -> QTabBar:
        bar = QTabBar()
        bar.setObjectName("workspaceTabs")
        bar.setAccessibleName("协商工作台各页")
        bar.setExpanding(False)
        bar.setDrawBase(False)
        for word in ("流程", *(tab.word for tab in self._tabs)):
            bar.addTab(word)
        bar.currentChanged.connect(self._turn_to)
        return bar

    def _flow(self) -> QWidget:
        self._steps = card(self.stepper, margins=(8, 8, 8, 8))
        self._left = holder(column(self.checklist, self.materials, None, spacing=12))
        self._right = holder(column(self.timeline, None))
        self._columns: QHBoxLayout = row(self._left, self._right, self.form, spacing=16)
        self._share(58, 42)
        lines = column(self._steps, self._columns, spacing=12, margins=(24, ABOVE, 24, BELOW))
        lines.setStretch(1, 1)
        self._columns.setAlignment(self.form, Qt.AlignmentFlag.AlignTop)
        self._area = scrolling(lines)
        self._area.viewport().installEventFilter(self)
        return self._area

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the form as high as what is in sight, so that its button is never below."""
        if event.type() == QEvent.Type.Resize:
            self._fit_form()
        return False

    def _fit_form(self) -> None:
        room = self._area.viewport().height() - ABOVE - BELOW
        self.form.setFixedHeight(max(room, self.form.minimumSizeHint().height()))

    def _share(self, left: int, right: int) -> None:
        for index, part in enumerate((left, right, right)):
            self._columns.setStretch(index, part)

    def _connect(self) -> None:
        self.title_row.followed.connect(self.wanted)
        self.title_row.branched.connect(self.branch_wanted)
        self.title_row.form_wanted.connect(self.form_wanted)
        self.stepper.chosen.connect(self.step_chosen)
        self.checklist.form_wanted.connect(self.form_wanted)
        self.checklist.line_ticked.connect(self.line_ticked)
        self.checklist.advance_wanted.connect(self.advance_wanted)
        self.timeline.note_wanted.connect(self.note_wanted)
        self.timeline.followed.connect(self.wanted)
        self.files_given.connect(self.materials.take)
        self.form.submitted.connect(self.form_submitted)
        self.form.closed.connect(self.form_closed)

    def show_screen(self, screen: WorkspaceScreen) -> None:
        """Replace what is drawn; an open form keeps its caret, a fresh one is given it.

        A consultation just opened, and one that went on a step, offer the keyboard what is next.
        """
        form = f"{screen.id}/{screen.form.key}" if screen.form else ""
        turned, closed = form not in ("", self._form_open), self._form_open and not form
        here = (screen.id, _under_way(screen))
        moved, self._here = here != self._here, here
        self._form_open = form
        if turned:
            self._redraw(screen)
            self._area.verticalScrollBar().setValue(0)
            self.form.focus_first()
            return
        with kept_focus(self):
            self._redraw(screen)
        if not form and (closed or moved):
            self._go_on()

    def _go_on(self) -> None:
        """Show the page from its top, with the keyboard at the next thing to do."""
        self._area.verticalScrollBar().setValue(0)
        self.checklist.focus_next()
        QTimer.singleShot(0, self, self._keep_in_sight)  # once everything has its place

    def _keep_in_sight(self) -> None:
        at = QApplication.focusWidget()
        if at is not None and self.checklist.isAncestorOf(at):
            self._area.ensureWidgetVisible(at, 0, ABOVE)

    def _redraw(self, screen: WorkspaceScreen) -> None:
        if screen.id != self._id:
            self._id = screen.id
            self._bar.setCurrentIndex(0)
        self.head("协商工作台", screen.subheading)
        self.title_row.show_screen(screen)
        steps = tuple((step.name, step.state, step.note) for step in screen.steps)
        self.stepper.show_steps(steps, screen.chosen)
        self.checklist.show_screen(screen)
        self.timeline.show_lines(screen.timeline, screen.id)
        self.materials.show_materials(screen.materials)
        self._show_form(screen.form)
        if self._bar.currentIndex():  # what a tab shows may have changed as well
            self._turn_to(self._bar.currentIndex())

    def _show_form(self, form: FormScreen | None) -> None:
        self._right.setVisible(form is None)
        self.form.setVisible(form is not None)
        self._steps.setVisible(form is None)  # its height is the form's while one is open
        self._fold()
        if form is None:
            self._share(58, 42)
            return
        self._share(46, 54)
        self._bar.setCurrentIndex(0)
        self.form.show_form(form)
        self._fit_form()

    def _fold(self) -> None:
        """Put the columns one under the other in a narrow window; a form is then alone."""
        narrow = self.width() < theme.now().px(TWO_COLUMNS)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._left.setVisible(not narrow or self.form.isHidden())
        self._tighten()

    def _tighten(self) -> None:
        """Make the head one line where a form or the record would have no room on a low page."""
        low = self.height() < theme.now().px(LOW)
        busy = not self.form.isHidden() or self._bar.currentIndex() > 0
        self.title_row.tighten(on=low and busy)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold the columns."""
        self._fold()
        super().resizeEvent(event)

    def open_tab(self, key: str) -> None:
        """Turn to a tab."""
        keys = [FLOW, *(tab.key for tab in self._tabs)]
        self._bar.setCurrentIndex(keys.index(key))

    def _turn_to(self, index: int) -> None:
        self._flush_tabs()
        self.title_row.show_acts(primary=index == 0 and self.form.isHidden())
        self._tighten()
        if index == 0:
            self._stack.setCurrentIndex(0)
            return
        tab = self._tabs[index - 1]
        if tab.key not in self._opened:
            screen = tab.build()
            screen.wanted.connect(self.wanted)
            self._opened[tab.key] = screen
            self._stack.addWidget(screen)
        self._stack.setCurrentWidget(self._opened[tab.key])
        self._opened[tab.key].entered.emit(self._id)

    def flush(self) -> None:
        """Hand on what is being typed, here and in the tabs."""
        self.form.flush()
        self._flush_tabs()

    def _flush_tabs(self) -> None:
        for screen in self._opened.values():
            screen.flush()


def _under_way(screen: WorkspaceScreen) -> int:
    """Return the place of the step under way; -1 when there is none."""
    busy = (State.ACTIVE, State.LATE)
    return next((at for at, step in enumerate(screen.steps) if step.state in busy), -1)
