"""One reception day: when and who, its visits, and the line that takes the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from consultroom.ui import theme
from consultroom.ui.history.link import history_button
from consultroom.ui.receptions.entry import VisitEntry
from consultroom.ui.receptions.screens import DayPage, VisitLine
from consultroom.ui.receptions.table import VISITS
from consultroom.ui.tables import Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card, fact
from consultroom.ui.widgets.fields import Tick
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.folding import Folding
from consultroom.ui.widgets.layouts import clear, column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label

HEAD = 640  # logical pixels that a heading with its tools needs in one row
LEAST = 3  # rows of visits in sight, the heading among them, in the lowest window
NONE_TODAY = "还没有来访。来一位，就在下面记一件：写好反映事项按回车。"
NOT_YET = "还没有到这一天。到了那天在这里记来访；时间、地点和接待人可以先改好。"


class DayView(QWidget):
    """Draws a DayPage.

    Args:
        today: for dates typed without a year.
    """

    form_wanted = Signal(str)
    drop_wanted = Signal()
    edit_wanted = Signal(str)
    remove_wanted = Signal(str)
    names_wanted = Signal(bool)
    followed = Signal(Act)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("receptionDay")
        self._page: DayPage | None = None
        self._heading = label("", "h3", wrap=True, name="dayHeading")
        self._pill = Pill()
        self._facts = FlowLayout(gap=18)
        self.table: Table[VisitLine] = Table("visitsTable", "来访", VISITS)
        self.table.opened.connect(lambda line: self.edit_wanted.emit(line.id))
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self._nothing = Nothing(NONE_TODAY, "handshake")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self.entry = VisitEntry(today)
        told = column(
            card(self._head(), holder(self._facts), margins=(18, 12, 14, 12), spacing=6),
            card(self._visits_head(), self._body, margins=(1, 6, 1, 1), spacing=4),
            spacing=12,
        )
        told.setStretch(1, 1)
        self._body.setMinimumHeight(theme.now().row * LEAST)
        self._told = told
        self._lines = column(scrolling(told), self.entry, spacing=12)
        self._lines.setStretch(0, 1)
        self.setLayout(self._lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the entry stand still below the visits, unless it leaves them no room."""
        room = self.height() - self.entry.sizeHint().height()
        low = room < theme.now().row * LEAST
        if low != (self._told.indexOf(self.entry) >= 0) and self.isVisible():
            with kept_focus(self):
                (self._told if low else self._lines).addWidget(self.entry)
        super().resizeEvent(event)

    def _head(self) -> QWidget:
        tools = (
            self._tool("登记表", "printRegister", "printer", self._paper("reception_register")),
            self._tool("公示", "printBoard", "megaphone", self._paper("reception_board")),
            self._tool("修改", "changeDay", "pencil", partial(self.form_wanted.emit, "change")),
            self._tool("取消", "dropDay", "x", self.drop_wanted.emit),
        )
        tools[0].setAccessibleName("打印登记表，含姓名，留存")
        tools[1].setAccessibleName("打印公示，不含姓名")
        tools[3].setAccessibleName("取消这个接待日")
        self._drop = tools[3]
        history = history_button(self.followed.emit, lambda: self._shown, word="", kind="icon")
        head = Folding(least=HEAD, stretches=(1, 0), spacing=8)
        named = row(self._heading, self._pill, spacing=8)
        named.setStretch(0, 1)
        head.show_things(holder(named), holder(row(*tools, history, None, spacing=8)))
        return head

    @property
    def _shown(self) -> str:
        return self._page.line.id if self._page else ""

    def _tool(self, word: str, name: str, icon: str, act: Callable[[], object]) -> QPushButton:
        return button(word, name=name, kind="quiet", icon=icon, clicked=act)

    def _visits_head(self) -> QWidget:
        self._summary = label("", "sub", wrap=True, name="daySummary")
        self._names = Tick("显示来访人")
        self._names.setObjectName("showNames")
        self._names.toggled.connect(self.names_wanted)
        self._topic = self._tool("列入议题", "visitTopic", "lightbulb", self._make_topic)
        self._follow = self._tool("办理", "visitFollow", "send", self._ask_follow)
        self._follow.setAccessibleName("登记选中来访的承办、期限和结果")
        self._edit = self._tool("修改", "visitEdit", "pencil", self._with(self.edit_wanted))
        self._remove = self._tool("删除", "visitRemove", "trash-2", self._with(self.remove_wanted))
        self._edit.setAccessibleName("修改选中的来访")
        self._remove.setAccessibleName("删除选中的来访")
        tools = row(self._follow, self._topic, self._edit, self._remove, None, spacing=6)
        head = Folding(least=HEAD, stretches=(1, 0, 0), spacing=6)
        head.show_things(self._summary, self._names, holder(tools))
        return holder(column(head, margins=(16, 0, 8, 0)))

    # -- drawing --------------------------------------------------------------------------------

    def show_page(self, page: DayPage, *, coming: bool) -> None:
        """Show a day; ``coming`` when it has not come yet."""
        another = self._page is None or self._page.line.id != page.line.id
        self._page = page
        self._heading.setText(page.heading)
        self._pill.show_state(page.line.state, page.line.word)
        self._show_facts(page)
        self.table.show_rows(page.visits)
        if another:
            self.table.clearSelection()
        self._nothing.words.setText(NOT_YET if coming else NONE_TODAY)
        self._body.setCurrentWidget(self.table if page.visits else self._nothing)
        self._summary.setText(page.summary)
        self._names.blockSignals(True)
        self._names.setChecked(page.names)
        self._names.blockSignals(False)
        for one in (self._names, self._follow, self._topic, self._edit, self._remove):
            one.setVisible(bool(page.visits))
        self._drop.setVisible(not page.visits)
        self.entry.setVisible(not coming)
        self.entry.show_entry(page.entry)
        self._enable()

    def _show_facts(self, page: DayPage) -> None:
        clear(self._facts)
        self._facts.addWidget(label(page.line.number, "caption"))
        for icon, text in page.facts:
            self._facts.addWidget(fact(icon, text))

    def focus_first(self) -> None:
        """Put the caret where the next visit begins, or on the visits of a day to come."""
        if self.entry.isHidden():
            self.table.setFocus()
        else:
            self.entry.focus_matter()

    # -- what is wished ---------------------------------------------------------------------------

    def _chosen(self) -> VisitLine | None:
        chosen = self.table.selectionModel().selectedRows()
        return self.table.rows.row(chosen[0].row()) if chosen else None

    def _enable(self) -> None:
        line = self._chosen()
        for one in (self._follow, self._edit, self._remove):
            one.setEnabled(line is not None)
        self._topic.setEnabled(line is not None and not line.topic)

    def _with(self, signal: object) -> Callable[[], None]:
        def emit() -> None:
            line = self._chosen()
            if line is not None:
                signal.emit(line.id)  # type: ignore[attr-defined]  # a Signal bound to this view

        return emit

    def _ask_follow(self) -> None:
        line = self._chosen()
        if line is not None:
            self.form_wanted.emit(f"follow/{line.id}")

    def _make_topic(self) -> None:
        line = self._chosen()
        if line is not None:
            self.form_wanted.emit(f"topic/{line.id}")

    def _paper(self, kind: str) -> Callable[[], None]:
        def follow() -> None:
            if self._page is not None:
                about = f"{self._page.line.id}/{kind}"
                self.followed.emit(Act(word="", page="register", about=about))

        return follow
