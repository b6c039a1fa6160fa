"""The widgets of filling a superior's form: which form above, its columns below."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from consultroom.ui import dialogs
from consultroom.ui.ledgers.asking import AskingBar
from consultroom.ui.ledgers.refill import RefillScreen, Slot
from consultroom.ui.ledgers.view import XLSX
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Column, Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.folding import Folding
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label, restyle

NONE_YET = (
    "还没有学过上级报表。点“学一张新报表”，选上级发来的空表（xlsx），说明用哪本台账去填；"
    "以后每次只要选时间就能填好。"
)
COLUMNS: tuple[Column[Slot], ...] = (
    Column(title="列", text=lambda one: one.letter, width=56),
    Column(title="报表的表头", text=lambda one: one.heading, width=210),
    Column(title="填什么", text=lambda one: one.field, width=170, state=lambda one: one.state),
    Column(title="这一行的内容", text=lambda one: one.sample),
)

TOOLS, ABOVE = 580, 1000  # logical pixels that the buttons, and all above the table, need in a row


class RefillView(Screen):
    """Draws a RefillScreen.

    Args:
        today: for dates typed without a year.
        folder: where saving is suggested.
    """

    learn_wanted = Signal(Path, str)
    taken = Signal(Path)
    saved = Signal(Path)
    turned = Signal(int)

    def __init__(self, *, today: date, folder: Path) -> None:
        super().__init__()
        self.setObjectName("refillPage")
        self._folder, self._file, self._form = folder, "报表.xlsx", ""
        self.asking = AskingBar(today, kinds="refillForm", says="上级报表")
        self.table: Table[Slot] = Table("refillColumns", "报表的每一列填什么", COLUMNS)
        self._nothing = Nothing(NONE_YET, "table")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self.setLayout(self._layout())

    def _layout(self) -> QVBoxLayout:
        self._about = label("", "sub", wrap=True, name="refillAbout")
        self._warnings = label("", "due", wrap=True, name="refillWarnings")
        self._lines = label("", "strong", name="refillLine")
        told = column(self._about, self._warnings, spacing=4, margins=(16, 12, 16, 8))
        listed = card(
            holder(told), self._body, holder(self._turning()), margins=(1, 1, 1, 1), spacing=0
        )
        tools = Folding(least=TOOLS, narrow=2, spacing=10)
        tools.show_things(*self._tools())
        above = Folding(least=ABOVE, stretches=(1, 0), spacing=10)
        above.show_things(self.asking, tools)
        lines = column(above, listed, spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        return lines

    def _turning(self) -> QHBoxLayout:
        self._before = button("", name="lineBefore", kind="icon", icon="chevron-left",
                              says="看上一行", clicked=lambda: self.turned.emit(-1))  # fmt: skip
        self._after = button("", name="lineAfter", kind="icon", icon="chevron-right",
                             says="看下一行", clicked=lambda: self.turned.emit(1))  # fmt: skip
        return row(self._before, self._lines, self._after, None, margins=(10, 6, 10, 8))

    def _tools(self) -> tuple[QWidget, ...]:
        self._learn = button("学一张新报表", name="learnForm", icon="plus")
        self._menu = QMenu(self)
        self._menu.setAccessibleName("用哪本台账去填")
        self._learn.clicked.connect(self._open_menu)
        self._take = button("换这次的空表", name="takeForm", icon="file-plus",
                            clicked=self._ask_form)  # fmt: skip
        self._save = button("填好另存", name="saveFilled", kind="primary", icon="download",
                            clicked=self._ask_where)  # fmt: skip
        self._settle = button("改对应", name="settleForm", icon="pencil",
                              says="改每一列填什么", clicked=self._to_mappings)  # fmt: skip
        return (self._settle, self._take, self._learn, self._save)  # the first two may be hidden

    def _to_mappings(self) -> None:
        self.wanted.emit(Act(word="", page="mappings", about=self._form))

    def show_screen(self, screen: RefillScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: RefillScreen) -> None:
        self.head("填上级报表", screen.busy or screen.period)
        self.asking.show_asked(screen.forms, screen.form, screen.span, screen.years)
        self.asking.setEnabled(bool(screen.forms))
        self._menu.clear()
        for code, word in screen.ledgers:
            self._menu.addAction(f"用{word}填…", lambda at=code: self._ask_learn(at))
        this_time = f"；这次填“{screen.file}”" if screen.file else ""
        self._about.setText(f"{screen.about}{this_time}。" if screen.about else "")
        self._warnings.setText("\n".join(screen.warnings))
        self._warnings.setVisible(bool(screen.warnings))
        self.table.show_rows(screen.slots)
        self._nothing.words.setText(screen.sentence or screen.busy or NONE_YET)
        self._body.setCurrentWidget(self.table if screen.slots else self._nothing)
        self._show_lines(screen)
        self._form = screen.form
        for tool in (self._take, self._settle):
            tool.setVisible(bool(screen.forms))
        self._save.setEnabled(screen.ready)
        restyle(self._learn, "plus", "" if screen.forms else "primary")  # without one, it is first
        restyle(self._save, "download", "primary" if screen.forms else "")

    def _show_lines(self, screen: RefillScreen) -> None:
        told = (
            f"第 {screen.line} 行，共 {screen.lines} 行" if screen.lines else "这段时间没有可填的行"
        )
        self._lines.setText(told)
        self._before.setEnabled(screen.line > 1)
        self._after.setEnabled(screen.line < screen.lines)
        for one in (self._before, self._lines, self._after):
            one.setVisible(bool(screen.slots))

    def suggest(self, file: str) -> None:
        """Take the name the filled copy is offered under."""
        self._file = file

    # -- files ----------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        self._menu.popup(self._learn.mapToGlobal(self._learn.rect().bottomLeft()))

    def _ask_learn(self, ledger: str) -> None:
        path = dialogs.ask_open(self, "选上级发来的空表", XLSX)
        if path is not None:
            self.learn_wanted.emit(path, ledger)

    def _ask_form(self) -> None:
        path = dialogs.ask_open(self, "选这次发来的空表", XLSX)
        if path is not None:
            self.taken.emit(path)

    def _ask_where(self) -> None:
        path = dialogs.ask_save(self, "填好另存", XLSX, self._folder / self._file)
        if path is not None:
            self._folder = path.parent
            self.saved.emit(path)
