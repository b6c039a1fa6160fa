"""收件: the list of packs, and beside it what the chosen one would change."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.exchange.inbox import InboxScreen, Shelf
from consultroom.ui.exchange.packs import PackLine
from consultroom.ui.exchange.pieces import Segments, kept_inside, looking
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label, restyle

PACKS = dialogs.FileKind("交换包", "crpk")
COLUMNS: tuple[Column[PackLine], ...] = (
    Column(title="来自", text=lambda line: line.who),
    Column(title="期间", text=lambda line: line.period, width=116, spare=True),
    Column(title="状态", text=lambda line: line.word, width=140, state=lambda line: line.state),
    Column(title="新增", text=lambda line: _count(line, line.new), width=72, number=True),
    Column(title="更新", text=lambda line: _count(line, line.changed), width=72, number=True),
    Column(title="相同", text=lambda line: _count(line, line.unchanged), width=72, number=True),
    Column(title="搁置", text=lambda line: _count(line, line.held), width=72, number=True,
           spare=True),
)  # fmt: skip
_KINDS = {"新增": State.DONE, "修改": State.DUE, "更新": State.DUE, "删除": State.LATE}
CHANGES: tuple[Column[str], ...] = (
    Column(title="改动", text=lambda told: told, state=lambda told: _KINDS.get(told[:2])),
)
NO_CHOICE = "在左边选一个包，这里说明它会改动什么。"
NO_CHANGES = "没有改动。"


def _count(line: PackLine, number: int) -> str:
    return str(number) if line.is_counted else ""


class InboxView(QWidget):
    """Draws an InboxScreen and reports what is wished."""

    shelf_chosen = Signal(object)
    brought = Signal(tuple)
    take_wanted = Signal(str)
    take_all_wanted = Signal()
    back_wanted = Signal(str)
    admit_wanted = Signal(str)
    sticks_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exchangeInbox")
        self._folder: Path | None = None
        self._place: Path | None = None
        self.table: Table[PackLine] = Table("packsTable", "交换包", COLUMNS)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self._nothing = Nothing("", "inbox")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._sentence = label("", "due", wrap=True, name="inboxSentence")
        sides = row(card(self._body, margins=(1, 1, 1, 1)), self._side(), spacing=14)
        sides.setStretch(0, 5)
        sides.setStretch(1, 4)
        middle = holder(sides)
        lines = column(self._tools(), self._sentence, middle, self._foot(), spacing=12)
        lines.setStretch(2, 1)
        self.setLayout(lines)
        self._timer = looking(self, self.sticks_wanted.emit)

    def _tools(self) -> QWidget:
        keys = [shelf.value for shelf in Shelf]
        self._shelves = Segments(
            "shelf", "哪个清单", keys, lambda key: self.shelf_chosen.emit(Shelf(key))
        )
        self._stick = button("从U盘收", name="bringStick", icon="usb", clicked=self._take_stick)
        files = button("选择文件", name="bringFiles", icon="file-plus", clicked=self._ask_files)
        folder = button(
            "选择文件夹", name="bringFolder", icon="folder-open", clicked=self._ask_folder
        )
        return holder(row(self._shelves, None, self._stick, files, folder))

    def _side(self) -> QWidget:
        self._who = label("", "h3", wrap=True, name="packWho")
        self._counts = label("", "sub", wrap=True, name="packCounts")
        self._why = label("", "sub", wrap=True, name="packSentence")
        self._changes: Table[str] = Table("changesTable", "会改动什么", CHANGES)
        self._changes.selectionModel().selectionChanged.connect(lambda *_: self._tell_change())
        self._whole = label("", "sub", wrap=True, name="changeWhole")
        self._none = Nothing(NO_CHOICE, "list-checks")
        self._told = QStackedWidget()
        self._told.addWidget(self._changes)
        self._told.addWidget(self._none)
        head = column(self._who, self._counts, self._why, spacing=6, margins=(16, 12, 16, 8))
        foot = column(self._whole, margins=(16, 8, 16, 10))
        inside = card(holder(head), self._told, holder(foot), margins=(1, 1, 1, 1), spacing=0)
        inside.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it has just been given one
        inside.setMinimumWidth(theme.now().px(280))
        return inside

    def _foot(self) -> QWidget:
        self._back = button("撤销导入", name="takeBack", icon="undo-2", clicked=self._undo)
        self._admit = button(
            "核对短码，准许入网", name="admitPack", icon="phone", clicked=self._ask_admit
        )
        self._one = button("只导入选中的", name="takeOne", clicked=self._take_one)
        self._all = button(
            "", name="takeAll", kind="primary", icon="download", clicked=self.take_all_wanted.emit
        )
        return holder(row(None, self._back, self._admit, self._one, self._all))

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: InboxScreen) -> None:
        """Replace what is drawn."""
        with kept_inside(self, self.table):
            self._redraw(screen)

    def _redraw(self, screen: InboxScreen) -> None:
        words = {
            "waiting": f"待导入 {len(screen.waiting)}",
            "taken": f"已导入 {len(screen.taken)}",
            "refused": f"拒收 {len(screen.refused)}",
        }
        self._shelves.show_words(words, screen.shelf.value)
        self._sentence.setText(screen.sentence)
        self._sentence.setVisible(bool(screen.sentence))
        self.table.show_rows(screen.lines)
        self._nothing.words.setText(screen.advice)
        self._body.setCurrentWidget(self.table if screen.lines else self._nothing)
        waiting = screen.shelf is Shelf.WAITING
        for tool in (self._one, self._all):
            tool.setVisible(waiting)
        self._back.setVisible(screen.shelf is Shelf.TAKEN)
        self._all.setText(screen.act or "没有可导入的")
        away = not screen.ready and screen.spent  # to put away is not what one came for
        restyle(self._all, "archive" if away else "download", "" if away else "primary")
        self._all.setAccessibleName(self._all.text())
        self._all.setEnabled(bool(screen.act))
        self._place = screen.stick.folder if screen.stick else None
        self._stick.setVisible(screen.stick is not None)
        if screen.stick is not None:
            self._stick.setAccessibleName(f"从U盘“{screen.stick.label}”收")
        if screen.lines and self._chosen() is None:
            self.table.selectRow(0)
        self._tell_chosen()

    def _tell_chosen(self) -> None:
        line = self._chosen()
        self._who.setText(f"{line.who}　{line.period}".strip() if line else "")
        self._counts.setText(line.counts if line and line.is_counted else "")
        told = (line.sentence, *line.cautions) if line else ()
        self._why.setText("\n".join(one for one in told if one))
        for words in (self._who, self._counts, self._why):
            words.setVisible(bool(words.text()))
        self._changes.show_rows(line.changes if line else ())
        self._none.words.setText(self._no_changes(line))
        self._told.setCurrentWidget(self._changes if line and line.changes else self._none)
        self._tell_change()
        self._one.setEnabled(line is not None and line.ready)
        self._back.setEnabled(line is not None and line.can_undo)
        self._admit.setVisible(line is not None and bool(line.code))

    def _tell_change(self) -> None:
        """Write out the change the cursor is on: a line of the list has room for its beginning."""
        rows = self._changes.selectionModel().selectedRows()
        inside = bool(rows) and rows[0].row() < self._changes.rows.rowCount()
        self._whole.setText(self._changes.rows.row(rows[0].row()) if inside else "")
        self._whole.setVisible(bool(self._whole.text()))

    @staticmethod
    def _no_changes(line: PackLine | None) -> str:
        if line is None:
            return NO_CHOICE
        if line.word == "已导入":
            return "要退回到导入前，点“撤销导入”。它带来的内容后来又改过的，就不能撤销了。"
        return NO_CHANGES if line.ready else "现在不会改动任何资料。"

    def _chosen(self) -> PackLine | None:
        rows = self.table.selectionModel().selectedRows()
        inside = bool(rows) and rows[0].row() < self.table.rows.rowCount()
        return self.table.rows.row(rows[0].row()) if inside else None

    # -- wishes ---------------------------------------------------------------------------------

    def _take_stick(self) -> None:
        if self._place is not None:
            self.brought.emit((self._place,))

    def _ask_files(self) -> None:
        chosen = dialogs.ask_open_many(self, "选择交换包", PACKS, start=self._folder)
        if chosen:
            self._folder = chosen[0].parent
            self.brought.emit(chosen)

    def _ask_folder(self) -> None:
        chosen = dialogs.ask_folder(self, "选择放交换包的文件夹或U盘", start=self._folder)
        if chosen is not None:
            self._folder = chosen
            self.brought.emit((chosen,))

    def _take_one(self) -> None:
        line = self._chosen()
        if line is not None:
            self.take_wanted.emit(line.key)

    def _undo(self) -> None:
        line = self._chosen()
        if line is not None:
            self.back_wanted.emit(line.key)

    def _ask_admit(self) -> None:
        line = self._chosen()
        if line is not None:
            self.admit_wanted.emit(line.key)
