"""The pool of topics: the list with its filters, one topic, or an import."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from consultroom.ui import theme
from consultroom.ui.tables import Table
from consultroom.ui.topics.page import TopicDesk
from consultroom.ui.topics.screens import LikeLine, TopicLine, TopicsScreen
from consultroom.ui.topics.table import COLUMNS
from consultroom.ui.widgets.card_file import CardFileView, CardFileWords
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.form_panel import Autosave
from consultroom.ui.widgets.words import button

ALL_KINDS = ("", "全部状态")
ALL_SOURCES = ("", "全部来源")
NONE_YET = "议题库还是空的。点“登记议题”记下第一个，或者“从表格导入”已经征集好的。"
NONE_LEFT = "没有符合条件的议题。可以换一个词、状态或来源。"
WORDS = CardFileWords(
    name="topics", title="议题库", icon="lightbulb", none_yet=NONE_YET, none_left=NONE_LEFT
)


class TopicsView(CardFileView):
    """Draws a TopicsScreen; Enter or double click opens a topic."""

    kind_chosen = Signal(str)
    source_chosen = Signal(str)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__(WORDS)
        self.table: Table[TopicLine] = Table("topicsTable", "议题库", COLUMNS)
        self.desk = TopicDesk(autosave, today=today)
        self.lay_out(self.table, self.desk, filters=self._fields(), tools=self._tools())

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

    def show_filters(self, screen: TopicsScreen) -> None:
        """Show how the filters stand."""
        self._kinds.offer((ALL_KINDS, *screen.kinds), screen.kind)
        self._sources.offer((ALL_SOURCES, *screen.sources), screen.source)

    def show_alike(self, alike: tuple[LikeLine, ...]) -> None:
        """Show the topics that are like the title being typed."""
        self.desk.show_alike(alike)
