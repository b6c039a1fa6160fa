"""The widgets of a history: filters, the acts, and beside them the one unfolded."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from consultroom.services.looking_back import ActLine, FieldLine, RecordLine
from consultroom.ui import theme
from consultroom.ui.history.presenter import (
    ALL_MONTHS,
    ALL_PEOPLE,
    NONE_YET,
    ActDetail,
    Choices,
    HistoryScreen,
)
from consultroom.ui.history.table import COLUMNS
from consultroom.ui.tables import Table, WindowedRows
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

PAUSE = 250  # ms without a key until what was typed is looked for
NO_CHOICE = "选一次操作，这里列出它改了哪些记录，每一项改前改后各是什么。"
EMPTY = "（空）"


class HistoryView(QWidget):
    """Draws a HistoryScreen and reports what is wished."""

    typed = Signal(str)
    person_chosen = Signal(str)
    month_chosen = Signal(str)
    chosen = Signal(object)  # ActLine
    turn_wanted = Signal(object)  # ActLine
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("history")
        self._showing = False
        self.table: Table[ActLine] = Table("actsTable", "操作记录", COLUMNS)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell_chosen())
        self._nothing = Nothing(NONE_YET, "history")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self.detail = DetailCard()
        self.detail.turn.clicked.connect(self._tell_turn)
        sides = row(card(self._body, margins=(1, 1, 1, 1)), self.detail, spacing=14)
        sides.setStretch(0, 60)
        sides.setStretch(1, 40)
        above = row(holder(self._filters()), self._tools())
        above.setStretch(0, 1)
        lines = column(above, holder(sides), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _filters(self) -> FlowLayout:
        px = theme.now().px
        self._line = TextLine()
        self._line.setObjectName("actsLine")
        self._line.setAccessibleName("按操作或记录的内容查找")
        self._line.setPlaceholderText("操作或记录内容")
        self._line.setFixedWidth(px(240))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(self._line.value()))
        self._line.textEdited.connect(lambda _text: self._pause.start())
        self._line.returnPressed.connect(lambda: self.typed.emit(self._line.value()))
        self._people, self._months = Select((ALL_PEOPLE,)), Select((ALL_MONTHS,))
        flow = FlowLayout(gap=10)
        flow.addWidget(self._line)
        for field, name, says, told in (
            (self._people, "actsPerson", "经办人", self.person_chosen),
            (self._months, "actsMonth", "月份", self.month_chosen),
        ):
            field.setObjectName(name)
            field.setAccessibleName(says)
            field.setFixedWidth(px(164))
            field.changed.connect(lambda field=field, told=told: told.emit(field.value()))
            flow.addWidget(field)
        self._count = label("", "caption", name="actsCount")
        self._count.setMinimumHeight(px(34))
        flow.addWidget(self._count)
        return flow

    def _tools(self) -> QVBoxLayout:
        self._print = button(
            "打印", name="printActs", icon="printer", says="把列出的操作打印出来",
            clicked=self.print_wanted.emit,
        )  # fmt: skip
        return column(self._print, None)

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: HistoryScreen) -> None:
        """Replace what is drawn; unfolding an act leaves the list as it is."""
        if screen.fresh:
            self._show_filters(screen)
            self._show_acts(screen)
        self.detail.show_detail(screen.chosen)

    def offer(self, people: Choices, months: Choices) -> None:
        """Offer these to choose from; what is chosen stays chosen."""
        for field, choices in ((self._people, people), (self._months, months)):
            field.offer(choices, field.value())

    def _show_filters(self, screen: HistoryScreen) -> None:
        self._people.offer(screen.people, screen.by)
        self._months.offer(screen.months, screen.month)
        if not self._line.hasFocus():
            self._line.show_value(screen.words)
        self._count.setText(f"共 {screen.count} 次操作")
        self._print.setEnabled(screen.count > 0)

    def _show_acts(self, screen: HistoryScreen) -> None:
        self._showing = True
        self.table.rows.show_rows(WindowedRows(screen.count, screen.read))
        self.table.clearSelection()
        self._showing = False
        self._nothing.words.setText(screen.advice)
        self._body.setCurrentWidget(self.table if screen.count else self._nothing)

    # -- wishes ---------------------------------------------------------------------------------

    def _current(self) -> ActLine | None:
        index = self.table.currentIndex()
        return self.table.rows.row(index.row()) if index.isValid() else None

    def _tell_chosen(self) -> None:
        act = self._current()
        if act is not None and not self._showing:
            self.chosen.emit(act)

    def _tell_turn(self) -> None:
        act = self._current()
        if act is not None:
            self.turn_wanted.emit(act)


class DetailCard(QFrame):
    """One act unfolded: its records, each field before and after, and the way back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("actDetailCard")
        self.setMinimumWidth(theme.now().px(300))
        self._id = ""
        self._name = label("", "h3", wrap=True, name="actName")
        self._when = label("", "sub", wrap=True, name="actWhen")
        self._said = label("", "error", wrap=True, name="actRefusal")
        self.text = QTextBrowser()
        self.text.setObjectName("actText")
        self.text.setAccessibleName("这次操作改了什么")
        self.text.setTabChangesFocus(True)
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.document().setDocumentMargin(theme.now().px(16))
        self.turn = button("", name="turnBack", icon="undo-2")
        head = column(self._name, self._when, spacing=2, margins=(18, 14, 18, 0))
        foot = row(self._said, self.turn, margins=(18, 0, 18, 14))
        foot.setStretch(0, 1)
        self._full = holder(column(head, self.text, foot, spacing=10))
        self._nothing = Nothing(NO_CHOICE, "list-checks")
        self.setLayout(column(self._full, self._nothing))
        self.show_detail(None)

    def show_detail(self, found: ActDetail | None) -> None:
        """Show an act, or what to do while none is chosen."""
        self._full.setVisible(found is not None)
        self._nothing.setVisible(found is None)
        if found is None:
            self._id = ""
            return
        self._name.setText(found.name)
        self._when.setText(f"{found.when}　经办：{found.by}")
        self._said.setText(found.said)
        if found.id != self._id:  # a refusal leaves the place in the text
            self.text.setHtml(_told(found))
        self._id = found.id
        self.turn.setText(found.word)
        self.turn.setAccessibleName(f"{found.word}：{found.name}")
        self.turn.setEnabled(found.can_turn)


def _told(found: ActDetail) -> str:
    parts = [_record(one) for one in found.records]
    parts += [f"<p>{escape(found.more)}</p>"] if found.more else []
    return "".join(parts)


def _record(line: RecordLine) -> str:
    rows = "".join(map(_field, line.fields))
    table = f'<table width="100%" cellpadding="3">{rows}</table>' if rows else ""
    return f"<p><b>{escape(line.verb)}　{escape(line.about)}</b></p>{table}"


def _field(line: FieldLine) -> str:
    grey = theme.now().text3
    word = f'<td width="30%" style="color:{grey}">{escape(line.word)}</td>'
    after = _text(line.after)
    if line.before != EMPTY:
        after = f'<span style="color:{grey}">原来：</span>{_text(line.before)}<br/>'
        after += f'<span style="color:{grey}">改为：</span>{_text(line.after)}'
    return f"<tr>{word}<td>{after}</td></tr>"


def _text(words: str) -> str:
    return escape(words).replace("\n", "<br/>")
