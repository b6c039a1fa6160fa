"""The page of printed papers: the list, a version opened, or a version beside today's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.papers.comparing import ComparisonView
from consultroom.ui.papers.presenter import IssuedLine, Kept, PapersScreen
from consultroom.ui.papers.table import COLUMNS
from consultroom.ui.preview.viewer import Viewer
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.tasks import Tasks
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine, Tick
from consultroom.ui.widgets.folding import Folding
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

TOOLS = 780  # logical pixels that the filters and buttons above need in one row
PDF = dialogs.FileKind("PDF 文件", "pdf")
ALL_KINDS = ("", "全部文书")
NONE_YET = "还没有印过文书。在协商工作台打开“文书”，打印或保存后就列在这里。"
NONE_LEFT = "没有符合条件的文书。可以换一个种类，或取消“只看有变化的”。"


class PapersView(Screen):
    """Draws a PapersScreen; Enter or double click opens a version.

    Args:
        tasks: draws pages, off the GUI thread.
        folder: where saving is suggested.
    """

    typed = Signal(str)
    kind_chosen = Signal(str)
    only_changed = Signal(bool)
    open_wanted = Signal(object)  # IssuedLine
    compare_wanted = Signal(object)
    print_wanted = Signal(object)
    saved = Signal(object, Path)
    folder_wanted = Signal()
    workspace_wanted = Signal()
    closed = Signal()

    def __init__(self, tasks: Tasks, *, folder: Path) -> None:
        super().__init__()
        self.setObjectName("papers")
        self._folder = folder
        self._kept: Kept | None = None
        self._lines: Sequence[IssuedLine] | None = None
        self._tasks = tasks
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self._viewer: Viewer | None = None
        self._comparison: ComparisonView | None = None
        lines = column(self._stack, margins=(24, 16, 24, 18))
        self.setLayout(lines)

    # -- the list -------------------------------------------------------------------------------

    def _list_page(self) -> QWidget:
        self.table: Table[IssuedLine] = Table("papersTable", "已印文书", COLUMNS)
        self.table.opened.connect(self.open_wanted)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing_page())
        tools = Folding(least=TOOLS, stretches=(1, 0), spacing=10)
        tools.show_things(
            holder(row(*self._fields(), None)),
            holder(row(self._scans_button(), self._folder_button(), None)),
        )
        foot = row(self._templates_button(), None, *self._tools())
        lines = column(tools, card(self._body, margins=(1, 1, 1, 1)), foot, spacing=12)
        lines.setStretch(1, 1)
        self._enable()
        return holder(lines)

    def _nothing_page(self) -> QWidget:
        self._nothing = Nothing(NONE_YET, "printer")
        self._first = button(
            "打开协商工作台",
            name="openWorkspace",
            kind="primary",
            icon="arrow-right",
            clicked=self.workspace_wanted.emit,
        )
        lines = column(None, self._nothing, row(None, self._first, None), None, spacing=0)
        self._empty = holder(lines)
        return self._empty

    def _fields(self) -> tuple[QWidget, ...]:
        px = theme.now().px
        self._line = TextLine()
        self._line.setObjectName("papersLine")
        self._line.setAccessibleName("按文书、编号或议题查找")
        self._line.setPlaceholderText("文书、编号或议题")
        self._line.setFixedWidth(px(190))
        self._line.textChanged.connect(self.typed)
        self._kinds = Select((ALL_KINDS,))
        self._kinds.setObjectName("papersKind")
        self._kinds.setAccessibleName("文书种类")
        self._kinds.setFixedWidth(px(140))
        self._kinds.changed.connect(lambda: self.kind_chosen.emit(self._kinds.value() or ""))
        self._only = Tick("只看有变化的")
        self._only.setObjectName("onlyChanged")
        self._only.toggled.connect(self.only_changed)
        return (self._line, self._kinds, self._only)

    def _scans_button(self) -> QPushButton:
        scans = Act(word="扫描归档", page="scans")
        return button(
            "扫描归档",
            name="openScans",
            icon="scan-line",
            says="扫描归档和验真",
            clicked=lambda: self.wanted.emit(scans),
        )

    def _templates_button(self) -> QPushButton:
        templates = Act(word="模板", page="templates")
        return button(
            "模板",
            name="openTemplates",
            kind="quiet",
            icon="file-text",
            says="模板：Word 版的样子和上级报表的对应",
            clicked=lambda: self.wanted.emit(templates),
        )

    def _folder_button(self) -> QPushButton:
        return button(
            "打开文件夹",
            name="openFolder",
            icon="folder-open",
            says="打开上次保存文书的文件夹",
            clicked=self.folder_wanted.emit,
        )

    def _tools(self) -> tuple[QPushButton, ...]:
        self._save = button("另存", name="saveIssued", icon="download", clicked=self.ask_where)
        self._compare = button(
            "与今天比对",
            name="compareIssued",
            icon="split",
            clicked=self._with(self.compare_wanted),
        )
        self._again = button(
            "再印", name="printIssued", icon="printer", clicked=self._with(self.print_wanted)
        )
        self._open = button(
            "打开", name="openIssued", kind="primary", clicked=self._with(self.open_wanted)
        )
        return (self._save, self._compare, self._again, self._open)

    def _with(self, signal: object) -> Callable[[], None]:
        def emit() -> None:
            line = self._chosen()
            if line is not None:
                signal.emit(line)  # type: ignore[attr-defined]  # a Signal bound to this view

        return emit

    def _chosen(self) -> IssuedLine | None:
        """Return the version that is open, else the one chosen in the list."""
        if self._kept is not None:
            return self._kept.line
        chosen = self.table.selectionModel().selectedRows()
        return self.table.rows.row(chosen[0].row()) if chosen else None

    def _enable(self) -> None:
        on = self._chosen() is not None
        for tool in (self._save, self._compare, self._again, self._open):
            tool.setEnabled(on)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: PapersScreen) -> None:
        """Replace what is drawn."""
        self.head("文书", screen.busy or screen.subheading)
        self._kept = screen.kept
        if screen.comparison is not None:
            view = self._comparing()
            view.show_comparison(screen.comparison)
            self._stack.setCurrentWidget(view)
        elif screen.kept is not None:
            self._show_kept(screen.kept)
        else:
            with kept_focus(self):
                self._show_list(screen)

    def _show_list(self, screen: PapersScreen) -> None:
        self._stack.setCurrentIndex(0)
        self._kinds.blockSignals(True)
        self._kinds.show_choices((ALL_KINDS, *screen.kinds))
        self._kinds.show_value(screen.kind)
        self._kinds.blockSignals(False)
        self._only.setText(f"只看有变化的（{screen.changed}）")
        self._only.setAccessibleName(f"只看有变化的，{screen.changed} 份")
        self._only.setChecked(screen.only_changed)
        if screen.lines is not self._lines:
            self._lines = screen.lines
            self.table.show_rows(screen.lines)
        self._nothing.words.setText(NONE_LEFT if screen.total else screen.busy or NONE_YET)
        self._first.setVisible(not screen.total and not screen.busy)
        self._body.setCurrentWidget(self.table if screen.lines else self._empty)
        self._enable()

    def _show_kept(self, kept: Kept) -> None:
        viewer = self._opened()
        line = kept.line
        words = (line.word, line.version_words, f"{line.day_words}印出", line.copies_words)
        self._kept_head.setText("　".join(word for word in words if word))
        viewer.show_pdf(kept.pdf)
        self._stack.setCurrentWidget(self._kept_page)

    def _opened(self) -> Viewer:
        if self._viewer is None:
            self._viewer = Viewer(self._tasks)
            self._kept_head = label("", "strong", name="keptHead")
            back = button("回到列表", name="closeKept", icon="arrow-left", clicked=self.closed.emit)
            tools = (
                button("另存", name="saveKept", icon="download", clicked=self.ask_where),
                button("与今天比对", name="compareKept", icon="split",
                       clicked=self._with(self.compare_wanted)),
                button("再印", name="printKept", kind="primary", icon="printer",
                       clicked=self._with(self.print_wanted)),
            )  # fmt: skip
            lines = column(row(back, 6, self._kept_head, None, *tools), self._viewer, spacing=12)
            lines.setStretch(1, 1)
            self._kept_page = holder(lines)
            self._stack.addWidget(self._kept_page)
        return self._viewer

    def _comparing(self) -> ComparisonView:
        if self._comparison is None:
            self._comparison = ComparisonView(self._tasks)
            self._comparison.closed.connect(self.closed)
            self._stack.addWidget(self._comparison)
        return self._comparison

    # -- files ----------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask where the chosen version is to be saved."""
        line = self._chosen()
        if line is None:
            return
        path = dialogs.ask_save(self, "保存 PDF", PDF, self._folder / line.file_name)
        if path is not None:
            self._folder = path.parent
            self.saved.emit(line, path)
