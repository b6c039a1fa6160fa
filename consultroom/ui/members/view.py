"""The roster: the list with its filters, one member, or an import."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from consultroom.ui import theme
from consultroom.ui.members.page import MemberDesk
from consultroom.ui.members.screens import MemberLine, MembersScreen
from consultroom.ui.members.table import columns
from consultroom.ui.tables import Table
from consultroom.ui.widgets.card_file import CardFileView, CardFileWords
from consultroom.ui.widgets.fields import Select, TextLine, Tick
from consultroom.ui.widgets.form_panel import Autosave
from consultroom.ui.widgets.words import button, set_icon

ALL_SECTORS = ("", "全部界别")
NONE_YET = "名册还是空的。点“从表格导入”读入区里发的委员名册，或者点“新增委员”一位一位登记。"
NONE_LEFT = "没有符合条件的委员。可以换一个词或界别，或者勾选“含不在本站的”。"
WORDS = CardFileWords(
    name="members", title="委员名册", icon="users", none_yet=NONE_YET, none_left=NONE_LEFT
)


class MembersView(CardFileView):
    """Draws a MembersScreen; Enter or double click opens a member."""

    sector_chosen = Signal(str)
    everyone_wanted = Signal(bool)
    phones_wanted = Signal(bool)

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__(WORDS)
        self._numbers: Mapping[str, str] | None = None
        self.table: Table[MemberLine] = Table("membersTable", "委员名册", columns(self._phone))
        self.desk = MemberDesk(autosave, today=today)
        self.lay_out(self.table, self.desk, filters=self._fields(), tools=self._tools())

    def _fields(self) -> tuple[QWidget, ...]:
        px = theme.now().px
        self._line = TextLine()
        self._line.setObjectName("membersLine")
        self._line.setAccessibleName("按姓名、单位或拼音首字母查找")
        self._line.setPlaceholderText("姓名、单位或拼音首字母")
        self._line.setFixedWidth(px(210))
        self._line.textChanged.connect(self.typed)
        self._sectors = Select((ALL_SECTORS,))
        self._sectors.setObjectName("membersSector")
        self._sectors.setAccessibleName("界别")
        self._sectors.setFixedWidth(px(150))
        self._sectors.changed.connect(lambda: self.sector_chosen.emit(self._sectors.value()))
        self._everyone = Tick("含不在本站的")
        self._everyone.setObjectName("membersEveryone")
        self._everyone.setFixedHeight(theme.now().control)
        self._everyone.toggled.connect(self.everyone_wanted)
        self._phones = button(
            "显示电话", name="showPhones", kind="quiet", icon="eye", clicked=self._tell_phones
        )
        return (self._line, self._sectors, self._phones, self._everyone)

    def _tools(self) -> tuple[QPushButton, ...]:
        take = button(
            "从表格导入", name="importMembers", icon="upload", clicked=self.import_wanted.emit
        )
        new = button(
            "新增委员",
            name="newMember",
            kind="primary",
            icon="plus",
            clicked=self.new_wanted.emit,
        )
        return (take, new)

    def _tell_phones(self) -> None:
        self.phones_wanted.emit(self._numbers is None)

    def _phone(self, line: MemberLine) -> str:
        return line.phone if self._numbers is None else self._numbers.get(line.id, "")

    def show_filters(self, screen: MembersScreen) -> None:
        """Show how the filters stand."""
        self._sectors.offer((ALL_SECTORS, *screen.sectors), screen.sector)
        self._everyone.setChecked(screen.everyone)
        self._show_phones(screen.phones)

    def _show_phones(self, numbers: Mapping[str, str] | None) -> None:
        before, self._numbers = self._numbers, numbers
        on = numbers is not None
        if on != (before is not None):
            self.table.viewport().update()
            self._phones.setText("遮住电话" if on else "显示电话")
            self._phones.setAccessibleName(self._phones.text())
            set_icon(self._phones, "eye-off" if on else "eye", "quiet")
