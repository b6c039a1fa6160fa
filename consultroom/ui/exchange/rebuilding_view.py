"""往来与重建: the partners, and what is done when something was lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import dialogs
from consultroom.ui.exchange.rebuilding import PartnerLine, RebuildingScreen
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, kept_focus
from consultroom.ui.widgets.words import button, label

COLUMNS: tuple[Column[PartnerLine], ...] = (
    Column(title="单位", text=lambda line: line.name),
    Column(title="关系", text=lambda line: line.relation, width=84),
    Column(title="入网", text=lambda line: line.word, width=110, state=lambda line: line.state),
    Column(title="最近收到", text=lambda line: line.came, width=140, spare=True),
    Column(title="最近导出", text=lambda line: line.went, width=140, spare=True),
)
NOBODY = "还没有往来单位。请先在“入网与回执”里入网。"
TOLD = (
    "导出全部内容：对方丢了资料，或者回执对不上时用，对方已有的不会重复。"
    "交回全站资料：下级的电脑坏了，把这里保存的它的全部内容交还给它。"
    "重放：从收过、报过的交换包重新导入，用来重建丢失的资料夹。"
)


class RebuildingView(QWidget):
    """Draws a RebuildingScreen and reports what is wished."""

    all_wanted = Signal(str, Path)
    back_wanted = Signal(str, Path)
    replay_wanted = Signal(Path)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setObjectName("exchangeRebuilding")
        self._folder = folder
        self.table: Table[PartnerLine] = Table("partnersTable", "往来单位", COLUMNS)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(Nothing(NOBODY, "building-2"))
        self._all = button("导出全部内容…", name="sendAll", icon="upload", clicked=self._ask_all)
        self._back = button(
            "交回全站资料…", name="giveBack", icon="rotate-ccw", clicked=self._ask_back
        )
        replay = button("重放…", name="replayPacks", icon="repeat", clicked=self._ask_replay)
        tools = FlowLayout(gap=8)
        for tool in (self._all, self._back, replay):
            tools.addWidget(tool)
        self._says = label("", "strong", wrap=True, name="rebuildingSays")
        self._sentence = label("", "due", wrap=True, name="rebuildingSentence")
        lines = column(
            self._sentence,
            self._says,
            card(self._body, margins=(1, 1, 1, 1)),
            holder(tools),
            label(TOLD, "caption", wrap=True),
            spacing=10,
        )
        lines.setStretch(2, 1)
        self.setLayout(lines)

    def show_screen(self, screen: RebuildingScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            for words, told in ((self._says, screen.says), (self._sentence, screen.sentence)):
                words.setText(told)
                words.setVisible(bool(told))
            self.table.show_rows(screen.lines)
            self._body.setCurrentIndex(0 if screen.lines else 1)
            if screen.lines and not self.table.selectionModel().hasSelection():
                self.table.selectRow(0)
            self._allow()

    def _chosen(self) -> PartnerLine | None:
        rows = self.table.selectionModel().selectedRows()
        inside = bool(rows) and rows[0].row() < self.table.rows.rowCount()
        return self.table.rows.row(rows[0].row()) if inside else None

    def _allow(self) -> None:
        chosen = self._chosen()
        self._all.setEnabled(chosen is not None and chosen.joined)
        self._back.setEnabled(chosen is not None and chosen.can_rebuild)

    # -- wishes ---------------------------------------------------------------------------------

    def _ask_all(self) -> None:
        chosen = self._chosen()
        folder = self._where("给它的全部内容存到哪里？") if chosen else None
        if chosen and folder:
            self.all_wanted.emit(chosen.unit, folder)

    def _ask_back(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        question = f"把这里保存的“{chosen.name}”的全部内容写到U盘上吗？"
        detail = "请先核对它的新电脑已经入网，U盘当面交给它的联络员。"
        if dialogs.confirm(self, question, act="选择U盘", detail=detail):
            folder = self._where("存到哪里？")
            if folder:
                self.back_wanted.emit(chosen.unit, folder)

    def _ask_replay(self) -> None:
        folder = self._where("选择放交换包的文件夹，或者丢失的资料夹")
        detail = "导入前会先备份，已经导入过的会跳过，每个包都可以撤销。"
        question = f"把“{folder.name}”里的交换包重新导入吗？" if folder else ""
        if folder and dialogs.confirm(self, question, act="重放", detail=detail):
            self.replay_wanted.emit(folder)

    def _where(self, title: str) -> Path | None:
        folder = dialogs.ask_folder(self, title, self._folder)
        self._folder = folder or self._folder
        return folder
