"""The page of templates: the kinds of paper, and of the chosen one its template and its tags."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.tasks import Tasks
from consultroom.ui.templates.screens import KindLine, TagLine, TemplatesScreen
from consultroom.ui.templates.table import KINDS, TAGS
from consultroom.ui.templates.trial import TrialView
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.folding import keep_aside
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

DOCX = dialogs.FileKind("Word 文档", "docx")
HOW = "选中一个标签，按回车或 Ctrl+C 复制，到 WPS 里粘贴。标签可以挪地方，不能改字。"
LOW = 440  # logical pixels of a page that has no room to explain itself
LIST, SHARE = 320, 0.3  # of the kinds: logical pixels, and of the page's width at most


class TagList(Table[TagLine]):
    """The tags; Enter and Ctrl+C copy one."""

    copied = Signal(object)  # TagLine

    def __init__(self) -> None:
        super().__init__("templateTags", "能用的标签，回车复制", TAGS)
        self.opened.connect(self._copy)

    def _copy(self, line: TagLine) -> None:
        QGuiApplication.clipboard().setText(line.written)
        self.copied.emit(line)

    def copy_chosen(self) -> None:
        """Copy the chosen tag."""
        if self.currentIndex().isValid():
            self._copy(self.rows.row(self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy on Ctrl+C; everything else is a table's."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        else:
            super().keyPressEvent(event)


class TemplatesView(Screen):
    """Draws a TemplatesScreen and reports what is wished.

    Args:
        folder: where saving is suggested.
    """

    kind_chosen = Signal(str)
    subject_chosen = Signal(str)
    exported = Signal(Path)
    file_chosen = Signal(Path)
    again_wanted = Signal()
    trial_saved = Signal(Path)
    use_wanted = Signal()
    drop_wanted = Signal()
    trial_closed = Signal()
    tag_copied = Signal(str)

    def __init__(self, tasks: Tasks, *, folder: Path) -> None:
        super().__init__()
        self.setObjectName("templates")
        self._folder = folder
        self._screen = TemplatesScreen()
        self._showing = False
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self.trial = TrialView(tasks)
        self._stack.addWidget(self.trial)
        self.setLayout(column(self._stack, margins=(24, 14, 24, 18)))
        self._connect_trial()

    def _list_page(self) -> QWidget:
        self.kinds: Table[KindLine] = Table("templateKinds", "各种文书的模板", KINDS)
        self.kinds.selectionModel().currentChanged.connect(self._choose)
        listed = card(self.kinds, margins=(1, 1, 1, 1))
        keep_aside(listed, self, LIST, most=SHARE)
        sides = row(listed, self._detail(), spacing=14)
        sides.setStretch(1, 1)
        forms = button(
            "上级报表的对应",
            name="toMappings",
            kind="quiet",
            icon="table",
            clicked=lambda: self.wanted.emit(Act(word="", page="mappings")),
        )
        papers = button(
            "回到文书",
            name="toPapers",
            icon="arrow-left",
            clicked=lambda: self.wanted.emit(Act(word="", page="papers")),
        )
        lines = column(row(papers, None, forms), sides, spacing=12)
        lines.setStretch(1, 1)
        return holder(lines)

    def _detail(self) -> QWidget:
        self._word = label("", "h3", name="templateKind")
        self._told = label("", "sub", wrap=True, name="templateTold")
        head = column(self._word, self._told, self._acts(), spacing=8, margins=(18, 14, 18, 6))
        self._subjects = Select()
        self._subjects.setObjectName("templateSubject")
        self._subjects.setAccessibleName("看哪一份文书的内容")
        self._subjects.setMinimumWidth(theme.now().px(220))
        self._subjects.changed.connect(lambda: self.subject_chosen.emit(self._subjects.value()))
        tags = row(label("能用的标签", "strong"), None, self._subjects, margins=(18, 4, 18, 8))
        self.tags = TagList()
        self.tags.copied.connect(lambda line: self.tag_copied.emit(line.name))
        how = row(
            label(HOW, "caption", wrap=True, name="tagsHow"),
            button(
                "复制标签", name="copyTag", kind="quiet", icon="copy", clicked=self.tags.copy_chosen
            ),
            margins=(18, 4, 8, 8),
        )
        how.setStretch(0, 1)
        self._how = holder(how)
        made = card(holder(head), holder(tags), self.tags, self._how, margins=(1, 1, 1, 1))
        made.layout().setSpacing(0)  # type: ignore[union-attr]
        made.layout().setStretch(2, 1)  # type: ignore[union-attr]
        return made

    def _acts(self) -> QWidget:
        flow = FlowLayout(gap=10)
        self._back = button(
            "恢复原来的", name="dropTemplate", icon="rotate-ccw", clicked=self.drop_wanted.emit
        )
        for part in (
            button("导出一份来改", name="exportTemplate", icon="download", clicked=self._ask_where),
            button(
                "换上改好的",
                name="useTemplate",
                kind="primary",
                icon="upload",
                clicked=self._ask_file,
            ),
            self._back,
        ):
            flow.addWidget(part)
        return holder(flow)

    def _connect_trial(self) -> None:
        self.trial.closed.connect(self.trial_closed)
        self.trial.again_wanted.connect(self.again_wanted)
        self.trial.use_wanted.connect(self.use_wanted)
        self.trial.subject_chosen.connect(self.subject_chosen)
        self.trial.save_wanted.connect(self._ask_trial)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: TemplatesScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: TemplatesScreen) -> None:
        self._screen = screen
        self.head("模板", screen.subheading)
        if screen.trial is not None:
            self._stack.setCurrentWidget(self.trial)
            self.trial.show_screen(screen, screen.trial)
            return
        self._stack.setCurrentIndex(0)
        self._show_kinds(screen)
        kind = screen.kind
        self._word.setText(kind.word if kind else "")
        self._told.setText(" ".join(part for part in (screen.explained, screen.sentence) if part))
        self._back.setVisible(kind is not None and kind.mine)
        self._subjects.offer(screen.subjects, screen.subject)
        self.tags.show_rows(screen.tags)

    def _show_kinds(self, screen: TemplatesScreen) -> None:
        self._showing = True
        self.kinds.show_rows(screen.kinds)
        if screen.kind in screen.kinds:
            here = screen.kinds.index(screen.kind)
            flags = QItemSelectionModel.SelectionFlag
            index = self.kinds.rows.index(here, 0)
            self.kinds.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._showing = False

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.kind_chosen.emit(self.kinds.rows.row(index.row()).code)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the tags the room where there is little."""
        self._how.setVisible(self.height() >= theme.now().px(LOW))
        super().resizeEvent(event)

    # -- files ----------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        word = self._screen.kind.word if self._screen.kind else ""
        path = dialogs.ask_save(self, "导出模板", DOCX, self._folder / f"{word}模板.docx")
        if path is not None:
            self._folder = path.parent
            self.exported.emit(path)

    def _ask_file(self) -> None:
        file = dialogs.ask_open(self, "选择改好的模板", DOCX, start=self._folder)
        if file is not None:
            self._folder = file.parent
            self.file_chosen.emit(file)

    def _ask_trial(self) -> None:
        word = self._screen.kind.word if self._screen.kind else ""
        path = dialogs.ask_save(self, "试印件存到", DOCX, self._folder / f"试印-{word}.docx")
        if path is not None:
            self.trial_saved.emit(path)
