"""密钥: the listed keys with what can be done about one, this computer's own, the recovery key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import dialogs
from consultroom.ui.exchange.keys import KeyLine, KeysScreen
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.words import button, label

TEXT = dialogs.FileKind("恢复密钥", "txt")
COLUMNS: tuple[Column[KeyLine], ...] = (
    Column(title="单位", text=lambda line: line.name),
    Column(title="电脑", text=lambda line: line.computer, width=110),
    Column(title="短码", text=lambda line: line.code, width=160, spare=True),
    Column(title="状态", text=lambda line: line.word, width=170, state=lambda line: line.state),
)
NOBODY = "还没有登记任何密钥。"


class KeysView(QWidget):
    """Draws a KeysScreen and reports what is wished."""

    renew_wanted = Signal()
    revoke_wanted = Signal(object, str)  # the KeyLine, why
    recovery_wanted = Signal(Path)
    print_wanted = Signal()
    restore_wanted = Signal(object)  # what was typed, or the file

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setObjectName("exchangeKeys")
        self._folder = folder
        self._sentence = label("", "due", wrap=True, name="keysSentence")
        left = scrolling(column(self._own(), self._paper(), None, spacing=12))
        sides = row(left, self._listed(), spacing=14)
        sides.setStretch(0, 4)
        sides.setStretch(1, 6)
        lines = column(self._sentence, holder(sides), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _own(self) -> QWidget:
        self._code = label("", "figure", name="newCode")
        renew = button("更换本机密钥…", name="renewKey", icon="refresh-cw", clicked=self._ask_renew)
        told = "怀疑密钥泄露时更换。换过以后，对方要打电话核对新短码，才会再收本机的包。"
        return card(
            label("本机密钥", "h3"), label(told, "sub", wrap=True), self._code, row(None, renew)
        )

    def _paper(self) -> QWidget:
        self._recovery = label("", "sub", wrap=True, name="recoveryTold")
        make = button("做恢复密钥…", name="makeRecovery", icon="key-round", clicked=self._ask_make)
        self._print = button(
            "打印", name="printRecovery", icon="printer", clicked=self.print_wanted.emit
        )
        use = button("用恢复密钥…", name="useRecovery", clicked=self._ask_restore)
        tools = FlowLayout(gap=8)
        for tool in (make, self._print, use):
            tools.addWidget(tool)
        return card(label("恢复密钥", "h3"), self._recovery, holder(tools))

    def _listed(self) -> QWidget:
        self.table: Table[KeyLine] = Table("keysTable", "登记的密钥", COLUMNS)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(Nothing(NOBODY, "key-round"))
        self._told = label("", "sub", wrap=True, name="keyTold")
        self._revoke = button("吊销…", name="revokeKey", icon="ban", clicked=self._ask_revoke)
        foot = row(self._told, self._revoke, margins=(20, 6, 20, 12))
        foot.setStretch(0, 1)
        head = column(label("登记的密钥和吊销名单", "h3"), margins=(20, 14, 20, 8))
        made = card(holder(head), self._body, holder(foot), margins=(1, 1, 1, 1), spacing=0)
        made.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it has just been given one
        return made

    def show_screen(self, screen: KeysScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._sentence.setText(screen.sentence)
            self._sentence.setVisible(bool(screen.sentence))
            self._code.setText(screen.code)
            self._code.setVisible(bool(screen.code))
            self._recovery.setText(screen.recovery)
            self._print.setVisible(screen.secret)
            self.table.show_rows(screen.lines)
            self._body.setCurrentIndex(0 if screen.lines else 1)
            if screen.lines and not self.table.selectionModel().hasSelection():
                self.table.selectRow(0)
            self._tell_chosen()

    def _chosen(self) -> KeyLine | None:
        rows = self.table.selectionModel().selectedRows()
        inside = bool(rows) and rows[0].row() < self.table.rows.rowCount()
        return self.table.rows.row(rows[0].row()) if inside else None

    def _tell_chosen(self) -> None:
        chosen = self._chosen()
        self._told.setText(chosen.told if chosen else "")
        self._revoke.setEnabled(chosen is not None and chosen.ours)

    # -- wishes ---------------------------------------------------------------------------------

    def _ask_renew(self) -> None:
        detail = "旧密钥不再签名，不能换回来。对方核对新短码以前，本机的包先放着不收。"
        if dialogs.confirm(self, "要更换本机密钥吗？", act="更换", detail=detail):
            self.renew_wanted.emit()

    def _ask_revoke(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        reason = dialogs.ask_reason(self, f"为什么吊销“{chosen.name}”的密钥？", act="下一步")
        if reason:
            self.revoke_wanted.emit(chosen, reason)

    def _ask_make(self) -> None:
        file = dialogs.ask_save(self, "保存恢复密钥", TEXT, self._folder / "恢复密钥.txt")
        if file is not None:
            self.recovery_wanted.emit(file)

    def _ask_restore(self) -> None:
        where = dialogs.ask_choice(
            self, "恢复密钥在哪里？", ("照纸上的填", "在一个文件里"), act="下一步"
        )
        if where == 0:
            asked = "恢复密钥，以 AGE-SECRET-KEY-1 开头："
            typed = dialogs.ask_line(self, asked, act="读入", secret=True)
            if typed:
                self.restore_wanted.emit(typed)
        elif where == 1:
            file = dialogs.ask_open(self, "选择恢复密钥的文件", TEXT, start=self._folder)
            if file is not None:
                self.restore_wanted.emit(file)
