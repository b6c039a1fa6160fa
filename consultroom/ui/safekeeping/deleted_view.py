"""回收站: the list of what was deleted, and the button that brings it back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QStackedWidget, QWidget

from consultroom.services.safekeeping import BinLine
from consultroom.ui import theme
from consultroom.ui.safekeeping.deleted import NONE, BinScreen, when_words
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row
from consultroom.ui.widgets.words import button, label

COLUMNS: tuple[Column[BinLine], ...] = (
    Column(title="类别", text=lambda line: line.word, width=130, order=lambda line: line.word),
    Column(title="名称", text=lambda line: line.title or "（没有名称）"),
    Column(title="删除时间", text=when_words, width=176),
    Column(title="经办", text=lambda line: line.by, width=84),
    Column(title="在办哪件事时删的", text=lambda line: line.act, width=190, spare=True),
)
HINT = "按住 Ctrl 或 Shift 可以选几条，Ctrl+A 全选。恢复错了可以撤销。"


class BinView(QWidget):
    """Draws a BinScreen; Enter brings back the chosen."""

    kind_chosen = Signal(str)
    back_wanted = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bin")
        self.table: Table[BinLine] = Table("binTable", "回收站里的记录", COLUMNS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._count_chosen())
        self.table.opened.connect(lambda _line: self._tell())
        self._nothing = Nothing(NONE, "trash-2")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._kinds = Select()
        self._kinds.setObjectName("binKind")
        self._kinds.setAccessibleName("类别")
        self._kinds.setFixedWidth(theme.now().px(200))
        self._kinds.changed.connect(lambda: self.kind_chosen.emit(self._kinds.value()))
        self._back = button(
            "", name="bringBack", kind="primary", icon="rotate-ccw", clicked=self._tell
        )
        self._hint = label(HINT, "caption", wrap=True)
        tools = row(self._kinds, self._hint, self._back, spacing=12)
        tools.setStretch(1, 1)
        lines = column(holder(tools), card(self._body, margins=(1, 1, 1, 1)), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def show_screen(self, screen: BinScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: BinScreen) -> None:
        self._kinds.blockSignals(True)
        kinds = tuple((word, f"{word} {count}") for word, count in screen.kinds)
        self._kinds.show_choices((("", f"全部类别 {screen.total}"), *kinds))
        self._kinds.show_value(screen.kind)
        self._kinds.blockSignals(False)
        self.table.clearSelection()
        self.table.rows.show_rows(screen.lines)
        self._nothing.words.setText(screen.advice)
        self._body.setCurrentWidget(self.table if screen.lines else self._nothing)
        for part in (self._kinds, self._hint, self._back):
            part.setVisible(screen.total > 0)
        self._count_chosen()

    def _chosen(self) -> tuple[BinLine, ...]:
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return tuple(self.table.rows.row(one) for one in rows)

    def _count_chosen(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        self._back.setText(f"恢复选中的 {count} 条" if count > 1 else "恢复选中的")
        self._back.setAccessibleName(self._back.text())
        self._back.setEnabled(count > 0)

    def _tell(self) -> None:
        if chosen := self._chosen():
            self.back_wanted.emit(chosen)
