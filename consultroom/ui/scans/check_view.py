"""The widgets of 版面检查: a PDF is dropped or chosen, and what is off is listed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QVBoxLayout

from consultroom.services.checking_paper import OffPage
from consultroom.ui import dialogs
from consultroom.ui.scans.check import CheckScreen
from consultroom.ui.screen import Screen
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label

DROP = (
    "把一份文书（PDF 或 Word）拖到这里，或者点“选文件”。哪个程序做的都行："
    "边距、行距、每行字数、字体、标点和页码，照 GB/T 9704-2012 或本区的版面量。"
)
COLUMNS: tuple[Column[OffPage], ...] = (
    Column(title="页", text=lambda one: f"第 {one.page} 页" if one.page else "全文", width=96),
    Column(title="哪里不合", text=lambda one: one.sentence),
)
PAPERS = dialogs.FileKind("PDF 和 Word 文书", "pdf *.docx *.doc *.wps *.odt *.rtf")


class CheckView(Screen):
    """Draws a CheckScreen."""

    taken = Signal(Path)
    stop_wanted = Signal()
    open_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("paperCheck")
        self.table: Table[OffPage] = Table("checkTable", "版面上不合规定的地方", COLUMNS)
        self._nothing = Nothing(DROP, "scale")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self.setLayout(self._layout())

    def _layout(self) -> QVBoxLayout:
        self._pill = Pill()
        self._told = label("", "strong", wrap=True, name="checkTold")
        self._long = label("", "", wrap=True, name="checkSentence")
        self._bar = QProgressBar()
        self._bar.setObjectName("checkProgress")
        self._bar.setAccessibleName("正在检查")
        self._bar.setRange(0, 0)
        head = row(self._pill, self._told, spacing=12, margins=(16, 12, 16, 10))
        head.setStretch(1, 1)
        self._head = holder(head)
        self._stop = button("停止", name="stopCheck", clicked=self.stop_wanted.emit)
        going = row(self._bar, self._stop, spacing=14, margins=(16, 8, 12, 10))
        going.setStretch(0, 1)
        self._going = holder(going)
        self._choose = button("选文件", name="choosePdf", kind="primary", icon="file-plus",
                              says="选要检查的文书", clicked=self._ask)  # fmt: skip
        self._aside = label("", "caption", wrap=True, name="checkAside")
        self._open = button("用 WPS 或 Word 打开", name="openWord", icon="external-link",
                            clicked=self.open_wanted.emit)  # fmt: skip
        foot = holder(row(self._long, margins=(16, 8, 16, 12)))
        self._foot = foot
        listed = card(self._head, self._body, foot, self._going, margins=(1, 1, 1, 1), spacing=0)
        tools = row(self._aside, self._open, self._choose)
        tools.setStretch(0, 1)
        lines = column(tools, listed, spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell_long())
        return lines

    def show_screen(self, screen: CheckScreen) -> None:
        """Replace what is drawn."""
        self.head("版面检查", screen.file)
        self.table.show_rows(screen.findings)
        self._body.setCurrentWidget(self.table if screen.findings else self._nothing)
        self._nothing.words.setText(screen.sentence or screen.told or DROP)
        self._head.setVisible(bool(screen.told))
        word = "合乎" if screen.good else "有不合"
        self._pill.show_state(State.DONE if screen.good else State.DUE, word)
        self._told.setText(screen.told)
        self._aside.setText(screen.aside)
        self._open.setVisible(screen.opens)
        self._going.setVisible(screen.busy)
        self._tell_long()

    def _tell_long(self) -> None:
        """Tell the chosen finding in full: a long one is cut in its line."""
        index = self.table.currentIndex()
        shown = index.isValid() and self.table.rows.rowCount() > index.row()
        self._long.setText(self.table.rows.row(index.row()).sentence if shown else "")
        self._foot.setVisible(bool(self._long.text()))

    def _ask(self) -> None:
        file = dialogs.ask_open(self, "选要检查的文书", PAPERS)
        if file is not None:
            self.taken.emit(file)
