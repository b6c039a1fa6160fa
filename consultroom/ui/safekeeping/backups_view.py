"""备份: the list of backups, and what can be done with the chosen one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from consultroom.ui import dialogs
from consultroom.ui.safekeeping.backups import NONE, BackupRow, BackupsScreen
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import clear, column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

FILES = dialogs.FileKind("备份文件", "db")
COLUMNS: tuple[Column[BackupRow], ...] = (
    Column(title="什么时候做的", text=lambda row: row.when, width=190),
    Column(title="为什么", text=lambda row: row.why),
    Column(title="大小", text=lambda row: row.size, width=110, number=True),
    Column(title="检查", text=lambda row: row.verdict, width=130, state=lambda row: row.state),
)
WHOLE = "备份里是全部记录和操作记录；附件另存在资料夹里，拷到U盘时会一起拷走。"
CARRY = "备份里有全部资料。U盘要按保密规定管好，用完就锁起来。"
NEW_FOLDER = "选一个空文件夹，备份会恢复到那里"
IN_PLACE = "把现在的资料换成“{when}”的备份？"
FOLLOWS = "这之后办的事都会退回去。换之前先自动备份一次现在的资料，换错了还能换回来。"


class BackupsView(QWidget):
    """Draws a BackupsScreen and reports what is wished."""

    make_wanted = Signal()
    check_wanted = Signal()
    examine_wanted = Signal(object)
    carry_wanted = Signal(object, object)
    unfold_wanted = Signal(object, object)
    back_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("backups")
        self.table: Table[BackupRow] = Table("backupsTable", "备份", COLUMNS)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._allow())
        self.table.opened.connect(lambda row: self.examine_wanted.emit(row.path))
        self._nothing = Nothing(NONE, "hard-drive")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._latest = label("", "strong", wrap=True, name="latestBackup")
        self._said = label("", "sub", wrap=True, name="backupSaid")
        self._faults = column(spacing=4)
        listed = card(self._body, margins=(1, 1, 1, 1))
        lines = column(
            *(holder(self._tools()), self._said, holder(self._faults), listed),
            *(holder(self._foot()), label(WHOLE, "caption", wrap=True)),
            spacing=10,
        )
        lines.setStretch(3, 1)
        self.setLayout(lines)

    def _tools(self) -> QHBoxLayout:
        make = button(
            "现在备份",
            name="backUp",
            kind="primary",
            icon="save",
            clicked=self.make_wanted.emit,
        )
        check = button(
            "检查资料夹",
            name="checkRoom",
            icon="shield-check",
            says="检查资料夹：文件、流水、附件、搜索是不是完好",
            clicked=self.check_wanted.emit,
        )
        other = button(
            "用别处的备份", name="otherBackup", icon="folder-open", clicked=self._ask_other
        )
        tools = row(self._latest, other, check, make)
        tools.setStretch(0, 1)
        return tools

    def _foot(self) -> FlowLayout:
        self._offers: tuple[QPushButton, ...] = (
            button("检查这份", name="examine", icon="list-checks", clicked=self._examine),
            button("拷到U盘", name="carry", icon="usb", clicked=self._carry),
            button("恢复到新文件夹", name="unfold", icon="folder", clicked=self._unfold),
            button("换成这份备份", name="goBack", icon="rotate-ccw", clicked=self._go_back),
        )
        flow = FlowLayout(gap=10)
        for made in self._offers:
            flow.addWidget(made)
        return flow

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: BackupsScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: BackupsScreen) -> None:
        self._latest.setText(screen.latest)
        self._said.setText(screen.said)
        self._said.setVisible(bool(screen.said))
        role = "error" if screen.state is State.LATE else "sub"
        if self._said.property("role") != role:
            self._said.setProperty("role", role)
            self._said.style().unpolish(self._said)
            self._said.style().polish(self._said)
        clear(self._faults)
        for fault in screen.faults:
            self._faults.addWidget(label(fault, "sub", wrap=True))
        self.table.show_rows(screen.rows)
        if screen.rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._body.setCurrentWidget(self.table if screen.rows else self._nothing)
        self._allow()

    def _chosen(self) -> BackupRow | None:
        index = self.table.currentIndex()
        return self.table.rows.row(index.row()) if index.isValid() else None

    def _allow(self) -> None:
        for made in self._offers:
            made.setEnabled(self._chosen() is not None)

    # -- wishes ---------------------------------------------------------------------------------

    def _examine(self) -> None:
        if row_ := self._chosen():
            self.examine_wanted.emit(row_.path)

    def _carry(self) -> None:
        found = self._chosen()
        drive = dialogs.ask_folder(self, "选U盘，或者另一块硬盘上的文件夹") if found else None
        if found and drive and dialogs.confirm(self, CARRY, act="拷过去", detail=str(drive)):
            self.carry_wanted.emit(found.path, drive)

    def _unfold(self) -> None:
        if found := self._chosen():
            self._ask_unfold(found.path)

    def _ask_unfold(self, backup: Path) -> None:
        folder = dialogs.ask_folder(self, NEW_FOLDER)
        if folder is not None:
            self.unfold_wanted.emit(backup, folder)

    def _ask_other(self) -> None:
        backup = dialogs.ask_open(self, "选U盘上的备份文件", FILES)
        if backup is not None:
            self._ask_unfold(backup)

    def _go_back(self) -> None:
        found = self._chosen()
        question = IN_PLACE.format(when=found.when) if found else ""
        if found and dialogs.confirm(self, question, act="换成这份", detail=FOLLOWS):
            self.back_wanted.emit(found.path)
