"""The pool of topics: the list with its filters, one topic, or an import."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from consultroom.ui import theme
from consultroom.ui.importing.view import ImportView
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.topics.page import TopicDesk
from consultroom.ui.topics.screens import LikeLine, TopicLine, TopicsScreen
from consultroom.ui.topics.table import COLUMNS
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.form_panel import Autosave
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button

ALL_KINDS = ("", "全部状态")
ALL_SOURCES = ("", "全部来源")
NONE_YET = "议题库还是空的。点“登记议题”记下第一个，或者“从表格导入”已经征集好的。"
NONE_LEFT = "没有符合条件的议题。可以换一个词、状态或来源。"


class TopicsView(Screen):
    """Draws a TopicsScreen; Enter or double click opens a topic."""

    typed = Signal(str)
    kind_chosen = Signal(str)
    source_chosen = Signal(str)
    opened = Signal(str)
    new_wanted = Signal()
    import_wanted = Signal()
    closed = Signal()

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("topics")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self.desk = TopicDesk(autosave, today=today)
        self.desk.followed.connect(self.wanted)
        self.desk.back_wanted.connect(self.closed)
        self._stack.addWidget(self.desk)
        self._importing: ImportView | None = None
        self.setLayout(column(self._stack, margins=(24, 16, 24, 18)))

    # -- the list -------------------------------------------------------------------------------

    def _list_page(self) -> QWidget:
        self.table: Table[TopicLine] = Table("topicsTable", "议题库", COLUMNS)
        self.table.opened.connect(lambda line: self.opened.emit(line.id))
        self._nothing = Nothing(NONE_YET, "lightbulb")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        filters = FlowLayout(gap=10)
        for part in self._fields():
            filters.addWidget(part)
        tools = row(holder(filters), *self._tools())
        tools.setStretch(0, 1)
        for index in range(tools.count()):
            tools.setAlignment(tools.itemAt(index).widget(), Qt.AlignmentFlag.AlignTop)
        lines = column(tools, card(self._body, margins=(1, 1, 1, 1)), spacing=14)
        lines.setStretch(1, 1)
        return holder(lines)

    def _fields(self) -> tuple[QWidget, ...]:
        px = theme.now().px
        self._line = TextLine()
        self._line.setObjectName("topicsLine")
        self._line.setAccessibleName("按议题、编号、提出人或拼音首字母查找")
        self._line.setPlaceholderText("议题、编号、提出人")
        self._line.setFixedWidth(px(210))
        self._line.textChanged.connect(self.typed)
        self._kinds = Select((ALL_KINDS,))
        self._kinds.setObjectName("topicsKind")
        self._kinds.setAccessibleName("状态")
        self._kinds.setFixedWidth(px(140))
        self._kinds.changed.connect(lambda: self.kind_chosen.emit(self._kinds.value()))
        self._sources = Select((ALL_SOURCES,))
        self._sources.setObjectName("topicsSource")
        self._sources.setAccessibleName("议题来源")
        self._sources.setFixedWidth(px(140))
        self._sources.changed.connect(lambda: self.source_chosen.emit(self._sources.value()))
        return (self._line, self._kinds, self._sources)

    def _tools(self) -> tuple[QPushButton, ...]:
        take = button(
            "从表格导入", name="importTopics", icon="upload", clicked=self.import_wanted.emit
        )
        new = button(
            "登记议题",
            name="newTopic",
            kind="primary",
            icon="plus",
            clicked=self.new_wanted.emit,
        )
        return (take, new)

    def hold_import(self, view: ImportView) -> None:
        """Take the page of the import, made when it is first wanted."""
        self._importing = view
        view.closed.connect(self.closed)
        self._stack.addWidget(view)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: TopicsScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: TopicsScreen) -> None:
        self.head("议题库", screen.subheading)
        if screen.importing and self._importing is not None:
            self._stack.setCurrentWidget(self._importing)
        elif screen.page is not None or screen.form is not None:
            self._stack.setCurrentWidget(self.desk)
            self.desk.show_screen(screen)
        else:
            self._show_list(screen)

    def _show_list(self, screen: TopicsScreen) -> None:
        back = self._stack.currentIndex() != 0
        self._stack.setCurrentIndex(0)
        self._kinds.offer((ALL_KINDS, *screen.kinds), screen.kind)
        self._sources.offer((ALL_SOURCES, *screen.sources), screen.source)
        self.table.show_rows(screen.lines)
        self._nothing.words.setText(NONE_LEFT if screen.total else NONE_YET)
        self._body.setCurrentWidget(self.table if screen.lines else self._nothing)
        if back and self.table.currentIndex().isValid():
            self.table.setFocus()

    def show_alike(self, alike: tuple[LikeLine, ...]) -> None:
        """Show the topics that are like the title being typed."""
        self.desk.show_alike(alike)

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.desk.form.flush()
