"""The page of papers: chooser and tools above, the paper below."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QProgressBar, QStackedWidget, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.paper.presenter import PaperScreen, Sheet
from consultroom.ui.paper.taking import WORD, Going
from consultroom.ui.preview.viewer import Viewer
from consultroom.ui.screen import Screen
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.cards import Nothing
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

MAKING = "正在生成…"
PDF = dialogs.FileKind("PDF 文件", "pdf")
DOCX = dialogs.FileKind("Word 文书", "docx")


class PaperView(Screen):
    """Draws a PaperScreen and reports what is to be made, saved or printed.

    Args:
        tasks: draws the pages, off the GUI thread.
        folder: where saving is suggested.
    """

    kind_chosen = Signal(str)
    saved = Signal(Path)
    print_wanted = Signal()
    title_wanted = Signal()
    more_wanted = Signal()
    taken = Signal(str, Path)
    stop_wanted = Signal()

    def __init__(self, tasks: Tasks, *, folder: Path) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._folder = folder
        self._sheet: Sheet | None = None
        self.viewer = Viewer(tasks)
        self.viewer.failed.connect(self._show_sentence)
        self._kinds = Select()
        self._kinds.setObjectName("paperKind")
        self._kinds.setAccessibleName("文书种类")
        self._kinds.setMinimumWidth(theme.now().px(200))
        self._kinds.changed.connect(lambda: self.kind_chosen.emit(self._kinds.value()))
        self._making = label("", "caption", name="paperMaking")
        self._nothing = Nothing("", "file-text")
        self._body = QStackedWidget()
        self._body.addWidget(self.viewer)
        self._body.addWidget(self._nothing)
        tools = row(self._kinds, self._making, None, *self._tools())
        lines = column(tools, self._body, self._progress(), spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _progress(self) -> QWidget:
        self._doing = label("", "caption", name="takingWords")
        self._bar = QProgressBar()
        self._bar.setObjectName("takingProgress")
        self._bar.setAccessibleName("进度")
        stop = button("停止", name="stopTaking", clicked=self.stop_wanted.emit)
        line = row(column(self._doing, self._bar, spacing=6), stop, spacing=14)
        line.setStretch(0, 1)
        self._going = holder(line)
        self._going.hide()
        return self._going

    def _tools(self) -> tuple[QWidget, ...]:
        self._more = button(
            "其他存法", name="paperMore", says="存成 Word 版、分份存，或存成案卷",
            clicked=self.more_wanted.emit,
        )  # fmt: skip
        self._title = button("标题分行", name="breakTitle", clicked=self.title_wanted.emit)
        self._save = button("保存 PDF", name="savePdf", icon="download", clicked=self.ask_where)
        self._print = button(
            "打印", name="print", kind="primary", icon="printer", clicked=self.print_wanted.emit
        )
        return (self._title, self._more, self._save, self._print)

    def show_screen(self, screen: PaperScreen) -> None:
        """Replace what is drawn."""
        self.head("文书", screen.subheading)
        self._kinds.blockSignals(True)
        self._kinds.show_choices(tuple((kind.key, kind.label) for kind in screen.kinds))
        self._kinds.show_value(screen.kind)
        self._kinds.blockSignals(False)
        self._kinds.setEnabled(bool(screen.kinds))
        self._show_sheet(screen)

    def _show_sheet(self, screen: PaperScreen) -> None:
        sheet = self._sheet = screen.sheet
        for tool in (self._save, self._print):
            tool.setEnabled(sheet is not None)
        self._title.setVisible(screen.breakable)
        self._making.setText(MAKING if screen.making else "")
        if sheet is not None:
            self._body.setCurrentWidget(self.viewer)
            self.viewer.show_pdf(sheet.pdf, sheet.remarks)
        elif screen.sentence:
            self._show_sentence(screen.sentence)
        elif self._body.currentWidget() is self._nothing:
            self._nothing.words.setText(MAKING)  # not why the one before could not be made

    def _show_sentence(self, sentence: str) -> None:
        self.viewer.clear()
        self._nothing.words.setText(sentence)
        self._body.setCurrentWidget(self._nothing)

    def ask_where(self) -> None:
        """Ask where the paper on the screen is to be saved."""
        if self._sheet is None:
            return
        suggested = self._folder / self._sheet.file_name
        path = dialogs.ask_save(self, "保存 PDF", PDF, suggested)
        if path is not None:
            self._folder = path.parent
            self.saved.emit(path)

    # -- in other shapes ------------------------------------------------------------------------

    def offer(self, choices: tuple[tuple[str, str], ...]) -> QMenu:
        """Open the menu of the shapes a paper can be taken out in."""
        menu = QMenu(self)
        menu.setObjectName("moreMenu")
        menu.setAccessibleName("其他存法")
        menu.aboutToHide.connect(menu.deleteLater)
        for key, word in choices:
            menu.addAction(word).triggered.connect(partial(self._ask_place, key))
        if not choices:
            menu.addAction("这份文书只能存成 PDF").setEnabled(False)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        return menu

    def _ask_place(self, key: str) -> None:
        if key == WORD and self._sheet is not None:
            name = Path(self._sheet.file_name).with_suffix(".docx").name
            place = dialogs.ask_save(self, "存成 Word 版", DOCX, self._folder / name)
        else:
            place = dialogs.ask_folder(self, "选一个文件夹", self._folder)
        if place is not None:
            self.taken.emit(key, place)

    def show_going(self, going: Going | None) -> None:
        """Show how far taking out has come; None when nothing goes on."""
        self._going.setVisible(going is not None)
        self._more.setEnabled(going is None)
        if going is not None:
            behind = f"，{going.gone} / {going.total}" if going.total else ""
            self._doing.setText(f"{going.words}{behind}")
            self._bar.setRange(0, going.total)  # 0 to 0 is a bar that only tells it is alive
            self._bar.setValue(going.gone)
