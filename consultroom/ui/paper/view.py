"""The page of papers: chooser and tools above, the paper below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.paper.presenter import PaperScreen, Sheet
from consultroom.ui.preview import Preview
from consultroom.ui.screen import Screen
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.cards import Nothing
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

PDF = dialogs.FileKind("PDF 文件", "pdf")


class PaperView(Screen):
    """Draws a PaperScreen and reports what is to be made, saved or printed.

    Args:
        tasks: draws the pages, off the GUI thread.
        folder: where saving is suggested.
    """

    kind_chosen = Signal(str)
    saved = Signal(Path)
    print_wanted = Signal()

    def __init__(self, tasks: Tasks, *, folder: Path) -> None:
        super().__init__()
        self.setObjectName("paper")
        self._folder = folder
        self._sheet: Sheet | None = None
        self.preview = Preview(tasks)
        self.preview.page_turned.connect(self._show_page)
        self.preview.failed.connect(self._show_sentence)
        self._kinds = Select()
        self._kinds.setObjectName("paperKind")
        self._kinds.setAccessibleName("文书种类")
        self._kinds.setMinimumWidth(theme.now().px(220))
        self._kinds.changed.connect(lambda: self.kind_chosen.emit(self._kinds.value()))
        self._page = label("", "caption", name="paperPage")
        self._remarks = label("", "due", wrap=True, name="paperRemarks")
        self._nothing = Nothing("", "file-text")
        self._body = QStackedWidget()
        self._body.addWidget(self.preview)
        self._body.addWidget(self._nothing)
        frame = QFrame()
        frame.setProperty("sunken", "true")
        frame.setLayout(column(self._body, margins=(1, 1, 1, 1)))
        looking = FlowLayout(gap=10)
        for part in (self._kinds, holder(row(*self._zoom_tools(), self._page))):
            looking.addWidget(part)
        tools = row(holder(looking), *self._file_tools())
        tools.setStretch(0, 1)
        lines = column(tools, self._remarks, frame, spacing=10, margins=(24, 16, 24, 18))
        lines.setStretch(2, 1)
        self.setLayout(lines)

    def _zoom_tools(self) -> tuple[QFrame, ...]:
        show = self.preview
        smaller = button(
            "", name="zoomOut", kind="icon", icon="zoom-out", says="缩小", clicked=show.zoom_out
        )
        larger = button(
            "", name="zoomIn", kind="icon", icon="zoom-in", says="放大", clicked=show.zoom_in
        )
        fit = button("适合宽度", name="fitWidth", kind="quiet", clicked=show.fit_width)
        box = QFrame()
        box.setLayout(row(smaller, larger, fit, spacing=2))
        return (box,)

    def _file_tools(self) -> tuple[QFrame, ...]:
        self._print = button("打印", name="print", icon="printer", clicked=self.print_wanted.emit)
        self._save = button(
            "保存 PDF", name="savePdf", kind="primary", icon="download", clicked=self._ask_where
        )
        box = QFrame()
        box.setLayout(row(self._print, self._save))
        return (box,)

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
        self._page.setText("正在生成…" if screen.making else "")
        self._remarks.setText("；".join(sheet.remarks) if sheet else "")
        self._remarks.setVisible(bool(self._remarks.text()))
        if sheet is not None:
            self._body.setCurrentWidget(self.preview)
            self.preview.show_pdf(sheet.pdf)
            self._show_page(1, self.preview.pages)
        elif screen.sentence:
            self._show_sentence(screen.sentence)

    def _show_page(self, page: int, pages: int) -> None:
        self._page.setText(f"第 {page} 页，共 {pages} 页" if pages else "")

    def _show_sentence(self, sentence: str) -> None:
        self.preview.clear()
        self._nothing.words.setText(sentence)
        self._body.setCurrentWidget(self._nothing)

    def _ask_where(self) -> None:
        if self._sheet is None:
            return
        suggested = self._folder / self._sheet.file_name
        path = dialogs.ask_save(self, "保存 PDF", PDF, suggested)
        if path is not None:
            self._folder = path.parent
            self.saved.emit(path)
