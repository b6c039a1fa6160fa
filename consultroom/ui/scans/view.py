"""The widgets of 扫描归档: files dropped or chosen, every page told, all filed at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from consultroom.ui import dialogs
from consultroom.ui.preview.sheets import Preview
from consultroom.ui.scans.cards import ScanCard
from consultroom.ui.scans.screens import ScanRow, ScansScreen
from consultroom.ui.scans.table import COLUMNS
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.tasks import Tasks
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.folding import Folding, keep_aside
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

DROP = (
    "把扫描件或照片（PDF、JPG、PNG）拖到这里，或者点“选文件”“选文件夹”。"
    "每一页是哪份文书的第几页、真不真、有没有改过，会逐页列出；真的可以一次归到各自的记录。"
)
SCANS = dialogs.FileKind("扫描件和照片", "pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp")
SIDE = 340  # logical pixels of the card at the right
TOOLS = 620  # that the buttons need in one row
SHOWN = 3  # sentences about missing pages in sight


class ScansView(Screen):
    """Draws a ScansScreen.

    Signals:
        taken: files and folders to be read, a tuple of Path.
        looked: the chosen page itself is to be shown, or the list again.
        turned: another page is to be shown, so many further down the list.

    Args:
        tasks: draws pages, off the GUI thread.
    """

    taken = Signal(tuple)
    chosen = Signal(int)
    file_wanted = Signal()
    stop_wanted = Signal()
    forget_wanted = Signal()
    looked = Signal(bool)
    turned = Signal(int)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("scans")
        self._showing = False
        self.table: Table[ScanRow] = Table("scansTable", "读到的每一页", COLUMNS)
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self._nothing = Nothing(DROP, "scan-line")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._body.addWidget(self._sheet_page(tasks))
        self.card = ScanCard()
        self.card.look_wanted.connect(self.looked)
        keep_aside(self.card, self, SIDE)
        self.setLayout(self._layout())

    def _layout(self) -> QVBoxLayout:
        self._missing = label("", "due", wrap=True, name="missingPages")
        self._passed = label("", "caption", wrap=True, name="passedOver")
        told = column(self._missing, self._passed, spacing=4, margins=(16, 10, 16, 8))
        self._told = holder(told)
        listed = card(self._told, self._body, self._progress(), margins=(1, 1, 1, 1), spacing=0)
        below = row(listed, self.card, spacing=14)
        below.setStretch(0, 1)
        tools = Folding(least=TOOLS, stretches=(0, 0, 0, 1, 0, 0), narrow=3, spacing=10)
        tools.show_things(*self._tools())
        lines = column(tools, holder(below), spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        return lines

    def _sheet_page(self, tasks: Tasks) -> QWidget:
        """Return the page that shows one scanned page in the list's place."""
        self.sheet = Preview(tasks, name="scanSheet", says="扫描件的这一页")
        self.sheet.failed.connect(self._tell_unseen)
        back = button("回到列表", name="closeScan", icon="arrow-left",
                      clicked=partial(self.looked.emit, False))  # fmt: skip
        self._seen = label("", "sub", wrap=True, name="scanSeen")
        turning = (
            button("", name="scanBefore", kind="icon", icon="chevron-left", says="看上一页",
                   clicked=partial(self.turned.emit, -1)),
            button("", name="scanAfter", kind="icon", icon="chevron-right", says="看下一页",
                   clicked=partial(self.turned.emit, 1)),
        )  # fmt: skip
        larger = (
            button("", name="scanSmaller", kind="icon", icon="zoom-out", says="缩小，Ctrl 加 -",
                   clicked=self.sheet.zoom_out),
            button("", name="scanLarger", kind="icon", icon="zoom-in", says="放大，Ctrl 加 +",
                   clicked=self.sheet.zoom_in),
        )  # fmt: skip
        tools = row(back, self._seen, *larger, *turning, spacing=6, margins=(10, 8, 10, 8))
        tools.setStretch(1, 1)
        lines = column(tools, self.sheet, spacing=0)
        lines.setStretch(1, 1)
        self._looking_page = holder(lines)
        return self._looking_page

    def _tell_unseen(self, sentence: str) -> None:
        self._seen.setText(sentence)

    def _progress(self) -> QWidget:
        self._busy = label("", "caption", name="scansBusy")
        self._bar = QProgressBar()
        self._bar.setObjectName("scansProgress")
        self._bar.setAccessibleName("进度")
        self._stop = button("停止", name="stopScans", clicked=self.stop_wanted.emit)
        bar = column(self._busy, self._bar, spacing=6)
        line = row(bar, self._stop, spacing=14, margins=(16, 8, 12, 10))
        line.setStretch(0, 1)
        self._going = holder(line)
        return self._going

    def _tools(self) -> tuple[QWidget, ...]:
        self._files = button("选文件", name="chooseScans", icon="file-plus",
                             says="选扫描件或照片", clicked=self._ask_files)  # fmt: skip
        self._folder = button("选文件夹", name="chooseScanFolder", icon="folder-open",
                              clicked=self._ask_folder)  # fmt: skip
        self._forget = button("清空列表", name="forgetScans", kind="quiet",
                              clicked=self.forget_wanted.emit)  # fmt: skip
        check = button("版面检查", name="checkPaper", kind="quiet", icon="scale",
                       says="检查一份 PDF 的版面",
                       clicked=lambda: self.wanted.emit(Act(word="版面检查", page="paper_check")),
                       )  # fmt: skip
        self._go = button("归档", name="fileScans", kind="primary", icon="archive",
                          clicked=self.file_wanted.emit)  # fmt: skip
        return (self._files, self._folder, self._forget, QWidget(), check, self._go)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: ScansScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: ScansScreen) -> None:
        self.head("扫描归档", screen.subheading)
        self._show_told(screen)
        self._show_rows(screen)
        self._body.setCurrentWidget(self.table if screen.rows else self._nothing)
        self._show_sheet(screen)
        self.card.setVisible(bool(screen.rows))
        self.card.show_row(screen.chosen, screen.papers)
        self._show_progress(screen)
        self._go.setText(f"归档 {screen.ready} 页" if screen.ready else "归档")
        self._go.setAccessibleName(f"把真实的 {screen.ready} 页归到各自的记录")
        self._go.setEnabled(screen.ready > 0 and not screen.busy)
        for tool in (self._files, self._folder):
            tool.setEnabled(not screen.busy)
        self._forget.setVisible(bool(screen.rows))

    def _show_sheet(self, screen: ScansScreen) -> None:
        """Show the chosen page in the list's place, when it is looked at."""
        looking, chosen = screen.looking, screen.chosen
        self.card.show_looking(on=looking)
        if not looking or chosen is None:
            if self._looking_page.isAncestorOf(self.focusWidget() or self):
                self.table.setFocus()
            return
        self._body.setCurrentWidget(self._looking_page)
        self._seen.setText(f"{chosen.file}　{chosen.place}" if screen.sheet else "正在打开…")
        if screen.sheet:
            self.sheet.show_pdf(screen.sheet)
        else:
            self.sheet.clear()

    def _show_told(self, screen: ScansScreen) -> None:
        lacks = [f"缺页：{one}" for one in screen.missing[:SHOWN]]
        more = len(screen.missing) - SHOWN
        if more > 0:
            lacks.append(f"另有 {more} 份也缺页。")
        names = "、".join(file.name for file in screen.passed_over[:SHOWN])
        rest = "等" if len(screen.passed_over) > SHOWN else ""
        passed = f"跳过 {len(screen.passed_over)} 个不是图片也不是 PDF 的文件：{names}{rest}。"
        self._missing.setText("\n".join(lacks))
        self._missing.setVisible(bool(lacks))
        self._passed.setText(passed)
        self._passed.setVisible(bool(screen.passed_over))
        self._told.setVisible(bool(lacks) or bool(screen.passed_over))

    def _show_rows(self, screen: ScansScreen) -> None:
        self._showing = True
        self.table.show_rows(screen.rows)
        if screen.chosen is None:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        else:
            rows = self.table.rows
            places = (at for at in range(rows.rowCount()) if rows.row(at).at == screen.chosen.at)
            flags = QItemSelectionModel.SelectionFlag
            self.table.selectionModel().setCurrentIndex(
                rows.index(next(places, 0), 0), flags.ClearAndSelect | flags.Rows
            )
        self._showing = False

    def _show_progress(self, screen: ScansScreen) -> None:
        self._going.setVisible(bool(screen.busy))
        behind = f"，{screen.gone} / {screen.total}" if screen.total else ""
        self._busy.setText(f"{screen.busy}{behind}")
        self._bar.setRange(0, screen.total)  # 0 to 0 is a bar that only tells it is alive
        self._bar.setValue(screen.gone)

    # -- what is wished -------------------------------------------------------------------------

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.chosen.emit(self.table.rows.row(index.row()).at)

    def _ask_files(self) -> None:
        files = dialogs.ask_open_many(self, "选扫描件或照片", SCANS)
        if files:
            self.taken.emit(files)

    def _ask_folder(self) -> None:
        folder = dialogs.ask_folder(self, "选放扫描件的文件夹")
        if folder is not None:
            self.taken.emit((folder,))
