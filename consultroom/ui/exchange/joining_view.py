"""入网与回执: the join file, the short codes, what was sent, and the eight characters of a slip."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import dialogs
from consultroom.ui.exchange.joining import NEW, NONE_SENT, JoiningScreen, SentLine
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card, sunken
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.words import button, label

JOIN = dialogs.FileKind("入网文件", "crjoin")
ASKING = dialogs.FileKind("申请入网的包或身份卡", "crpk *.crcard *.json")
COLUMNS: tuple[Column[SentLine], ...] = (
    Column(title="编号", text=lambda line: line.number, width=76),
    Column(title="交给", text=lambda line: line.to),
    Column(title="期间", text=lambda line: line.period, width=104, spare=True),
    Column(title="导出时间", text=lambda line: line.made, width=130),
    Column(title="回执", text=lambda line: line.word, width=100, state=lambda line: line.state),
)


class JoiningView(QWidget):
    """Draws a JoiningScreen and reports what is wished."""

    code_wanted = Signal()
    join_wanted = Signal(Path)
    offer_wanted = Signal(str, str, Path)  # code, name of a new one, file
    admit_wanted = Signal(Path)
    slip_typed = Signal(str)
    sender_chosen = Signal(str)
    receipt_wanted = Signal(str)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.setObjectName("exchangeJoining")
        self._folder = folder
        self._taken = 0
        self._sentence = label("", "due", wrap=True, name="joiningSentence")
        left = scrolling(column(self._here(), self._station(), self._district(), None, spacing=12))
        sides = row(left, self._receipts(), spacing=14)
        sides.setStretch(0, 4)
        sides.setStretch(1, 5)
        lines = column(self._sentence, holder(sides), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _here(self) -> QWidget:
        self._code = label("", "figure", name="ownCode")
        self._show_code = button(
            "看本机短码", name="showCode", icon="key-round", clicked=self.code_wanted.emit
        )
        return card(
            row(label("本机短码", "h3"), None, self._show_code),
            label("入网时在电话里读给对方，两边看到的一样才算数。", "caption", wrap=True),
            self._code,
        )

    def _station(self) -> QWidget:
        self._joined = label("", "sub", wrap=True, name="joined")
        ask = button("读入网文件", name="readJoin", icon="link", clicked=self._ask_join)
        self._station_card = card(row(label("加入上级", "h3"), None, ask), self._joined)
        return self._station_card

    def _district(self) -> QWidget:
        self._units = Select()
        self._units.setObjectName("joinUnit")
        self._units.setAccessibleName("给哪个单位做入网文件")
        self._units.changed.connect(self._show_new)
        self._new_code, self._new_name = TextLine(most=6), TextLine(most=60)
        for field, name, says in (
            (self._new_code, "joinCode", "代码，1至6个大写字母"),
            (self._new_name, "joinName", "单位名称"),
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
            field.setPlaceholderText(says)
        self._new = holder(row(self._new_code, self._new_name))
        make = button("做入网文件", name="makeJoin", icon="link", clicked=self._ask_offer)
        admit = button("准许入网", name="admitJoin", icon="user-check", clicked=self._ask_admit)
        told = "收到它的第一个包或身份卡后，打电话核对短码，再准许入网。"
        self._district_card = card(
            label("让下级单位入网", "h3"),
            self._units,
            self._new,
            row(None, make),
            sunken(
                column(label(told, "sub", wrap=True), row(None, admit), margins=(14, 10, 14, 10))
            ),
        )
        return self._district_card

    def _receipts(self) -> QWidget:
        self._slip = TextLine(most=40)
        self._slip.setObjectName("slipCode")
        self._slip.setAccessibleName("回执单上的8个字符")
        self._slip.setPlaceholderText("回执单上的8个字符，如 7K2M-QX4D")
        self._slip.returnPressed.connect(self._type_slip)
        enter = button("登记回执", name="enterSlip", icon="check", clicked=self._type_slip)
        self.table: Table[SentLine] = Table("sentTable", "导出的包和回执", COLUMNS)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(scrolling(column(Nothing(NONE_SENT, "send"))))  # large text needs room
        self._senders = Select()
        self._senders.setObjectName("receiptUnit")
        self._senders.setAccessibleName("给谁打印回执单")
        give = button("打印回执单", name="printReceipt", icon="printer", clicked=self._receipt)
        self._senders.changed.connect(lambda: self.sender_chosen.emit(self._senders.value()))
        self._read_out = label("", "sub", wrap=True, name="readOut")
        give_row = row(label("收到了谁的", "sub"), self._senders, give)
        self._give = holder(column(give_row, self._read_out, spacing=6))
        typed = row(self._slip, enter)
        typed.setStretch(0, 1)
        head = column(label("送达回执", "h3"), typed, margins=(20, 14, 20, 8))
        foot = column(self._give, margins=(20, 6, 20, 12))
        made = card(holder(head), self._body, holder(foot), margins=(1, 1, 1, 1), spacing=0)
        made.layout().setStretch(1, 1)  # type: ignore[union-attr]  # it has just been given one
        return made

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: JoiningScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._sentence.setText(screen.sentence)
            self._sentence.setVisible(bool(screen.sentence))
            self._code.setText(screen.code)
            self._code.setVisible(bool(screen.code))
            self._joined.setText(screen.joined)
            self._station_card.setVisible(not screen.is_district)
            self._district_card.setVisible(screen.is_district)
            self._units.show_choices(screen.units)
            self._show_new()
            self._senders.offer(screen.senders, screen.sender)
            self._read_out.setText(screen.read_out)
            self._read_out.setVisible(bool(screen.read_out))
            if screen.slip_taken != self._taken:
                self._taken = screen.slip_taken
                self._slip.clear()
            self._give.setVisible(bool(screen.senders))
            self.table.show_rows(screen.sent)
            self._body.setCurrentIndex(0 if screen.sent else 1)

    def _show_new(self) -> None:
        self._new.setVisible(self._units.value() == NEW)

    # -- wishes ---------------------------------------------------------------------------------

    def _ask_join(self) -> None:
        file = dialogs.ask_open(self, "选择入网文件", JOIN, start=self._folder)
        if file is not None:
            self.join_wanted.emit(file)

    def _ask_offer(self) -> None:
        code = self._units.value()
        code = self._new_code.value().upper() if code == NEW else code
        name = self._new_name.value()
        file = dialogs.ask_save(self, "保存入网文件", JOIN, self._folder / f"{code}.crjoin")
        if file is not None:
            self.offer_wanted.emit(code, name, file)

    def _ask_admit(self) -> None:
        file = dialogs.ask_open(self, "选择申请包或身份卡", ASKING, start=self._folder)
        if file is not None:
            self.admit_wanted.emit(file)

    def _type_slip(self) -> None:
        if self._slip.value():
            self.slip_typed.emit(self._slip.value())

    def _receipt(self) -> None:
        if self._senders.value():
            self.receipt_wanted.emit(self._senders.value())
