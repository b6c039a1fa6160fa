"""The roster: the list with its filters, one member, or an import."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QWidget

from consultroom.ui import theme
from consultroom.ui.importing.view import ImportView
from consultroom.ui.members.page import MemberDesk
from consultroom.ui.members.screens import MemberLine, MembersScreen
from consultroom.ui.members.table import COLUMNS
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine, Tick
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.form_panel import Autosave
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, set_icon

ALL_SECTORS = ("", "全部界别")
NONE_YET = "名册还是空的。点“从表格导入”读入区里发的委员名册，或者点“新增委员”一位一位登记。"
NONE_LEFT = "没有符合条件的委员。可以换一个词或界别，或者勾选“含不在本站的”。"


class MembersView(Screen):
    """Draws a MembersScreen; Enter or double click opens a member."""

    typed = Signal(str)
    sector_chosen = Signal(str)
    everyone_wanted = Signal(bool)
    phones_wanted = Signal(bool)
    opened = Signal(str)
    new_wanted = Signal()
    import_wanted = Signal()
    closed = Signal()

    def __init__(self, autosave: Autosave, *, today: date) -> None:
        super().__init__()
        self.setObjectName("members")
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list_page())
        self.desk = MemberDesk(autosave, today=today)
        self.desk.followed.connect(self.wanted)
        self.desk.back_wanted.connect(self.closed)
        self._stack.addWidget(self.desk)
        self._importing: ImportView | None = None
        self.setLayout(column(self._stack, margins=(24, 16, 24, 18)))

    # -- the list -------------------------------------------------------------------------------

    def _list_page(self) -> QWidget:
        self.table: Table[MemberLine] = Table("membersTable", "委员名册", COLUMNS)
        self.table.opened.connect(lambda line: self.opened.emit(line.id))
        self._nothing = Nothing(NONE_YET, "users")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        filters = FlowLayout(gap=10)
        for part in self._fields():
            filters.addWidget(part)
        tools = row(holder(filters), *self._tools())
        tools.setStretch(0, 1)
        for index in range(tools.count()):
            tools.setAlignment(tools.itemAt(index).widget(), Qt.AlignmentFlag.AlignTop)
        lines = column(tools, card(self._body, margins=(1, 1, 1, 1)), spacing=14)
        lines.setStretch(1, 1)
        return holder(lines)

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
        self._shown = False
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
        self.phones_wanted.emit(not self._shown)

    def hold_import(self, view: ImportView) -> None:
        """Take the page of the import."""
        self._importing = view
        view.closed.connect(self.closed)
        self._stack.addWidget(view)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: MembersScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: MembersScreen) -> None:
        self.head("委员名册", screen.subheading)
        if screen.importing and self._importing is not None:
            self._stack.setCurrentWidget(self._importing)
        elif screen.page is not None or screen.form is not None:
            self._stack.setCurrentWidget(self.desk)
            self.desk.show_screen(screen)
        else:
            self._show_list(screen)

    def _show_list(self, screen: MembersScreen) -> None:
        back = self._stack.currentIndex() != 0
        self._stack.setCurrentIndex(0)
        self._sectors.offer((ALL_SECTORS, *screen.sectors), screen.sector)
        self._everyone.setChecked(screen.everyone)
        self._show_phones(on=screen.phones)
        self.table.show_rows(screen.lines)
        self._nothing.words.setText(NONE_LEFT if screen.total else NONE_YET)
        self._body.setCurrentWidget(self.table if screen.lines else self._nothing)
        if back and self.table.currentIndex().isValid():
            self.table.setFocus()

    def _show_phones(self, *, on: bool) -> None:
        if on != self._shown:
            self._shown = on
            self._phones.setText("遮住电话" if on else "显示电话")
            self._phones.setAccessibleName(self._phones.text())
            set_icon(self._phones, "eye-off" if on else "eye", "quiet")

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.desk.form.flush()
