"""冲突: the list above, the two values side by side below, and a line for a third."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from consultroom.domain.conflicts import Settlement
from consultroom.ui import theme
from consultroom.ui.exchange.comparing import Piece, compared
from consultroom.ui.exchange.conflicts import NONE, OTHERS, ConflictsScreen, DisputeLine
from consultroom.ui.exchange.pieces import kept_inside
from consultroom.ui.tables import Column, Table
from consultroom.ui.widgets.cards import Nothing, card, sunken
from consultroom.ui.widgets.fields import LongText
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.words import button, label

LISTED = 3.2  # rows in sight
COLUMNS: tuple[Column[DisputeLine], ...] = (
    Column(title="哪条记录", text=lambda line: line.about),
    Column(title="哪一项", text=lambda line: line.field, width=150),
    Column(
        title="由谁定",
        text=lambda line: "本单位" if line.ours else "对方单位",
        width=110,
        spare=True,
    ),
)


EMPTY = "（空）"


def _marked(pieces: tuple[Piece, ...]) -> str:
    """Return a text as it is drawn: what differs stands out without colour."""
    plain = ((escape(text).replace("\n", "<br>"), differs) for text, differs in pieces)
    return "".join(f"<b><u>{text}</u></b>" if differs else text for text, differs in plain)


class ConflictsView(QWidget):
    """Draws a ConflictsScreen and reports what is chosen."""

    settled = Signal(str, object, object)  # key, Settlement, text or None

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exchangeConflicts")
        self._shown = ""
        self._typed: dict[str, str] = {}  # what is half written, by conflict
        self.table: Table[DisputeLine] = Table("disputesTable", "等人处理的冲突", COLUMNS)
        self.table.setFixedHeight(round(theme.now().row * LISTED))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        self._sentence = label("", "due", wrap=True, name="conflictSentence")
        self._stands, self._stands_by, self._keep = self._side("stands", "保留这份")
        self._lost, self._lost_by, self._take = self._side("lost", "改用这份")
        self._keep.clicked.connect(lambda: self._choose(Settlement.KEPT))
        self._take.clicked.connect(lambda: self._choose(Settlement.TAKEN))
        self._marks = label("不一样的地方，加粗并有下划线。", "caption", name="conflictMarks")
        sides = row(
            self._box("现在的内容", self._stands, self._stands_by, self._keep),
            self._box("另一份内容", self._lost, self._lost_by, self._take),
            spacing=14,
        )
        lines = column(
            card(self.table, margins=(1, 1, 1, 1)),
            self._sentence,
            card(holder(sides), self._marks, self._third(), spacing=14),
            None,
            spacing=12,
        )
        self._body = QStackedWidget()
        self._body.addWidget(scrolling(lines))
        self._body.addWidget(Nothing(NONE, "handshake"))
        self.setLayout(column(self._body))

    @staticmethod
    def _side(name: str, word: str) -> tuple[QLabel, QLabel, QPushButton]:
        text = label("", "", wrap=True, name=f"{name}Text")
        text.setTextFormat(Qt.TextFormat.RichText)
        return text, label("", "caption", name=f"{name}By"), button(word, name=f"{name}Choose")

    @staticmethod
    def _box(title: str, text: QLabel, by: QLabel, choose: QPushButton) -> QWidget:
        foot = row(by, None, choose)
        lines = column(label(title, "strong"), text, None, foot, margins=(16, 12, 16, 12))
        return sunken(lines)

    def _third(self) -> QWidget:
        self._text = LongText(lines=2)
        self._text.setObjectName("thirdText")
        self._text.setAccessibleName("两份都不合适时，重新填写")
        self._text.changed.connect(self._typing)
        self._write = button("用我写的", name="writeThird", clicked=self._write_third)
        line = row(self._text, self._write)
        line.setStretch(0, 1)
        self._others = label(OTHERS, "due", wrap=True)
        self._third_box = holder(column(label("两份都不合适，重新填写", "strong"), line, spacing=6))
        return holder(column(self._third_box, self._others))

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: ConflictsScreen) -> None:
        """Replace what is drawn."""
        with kept_inside(self, self.table):
            self._body.setCurrentIndex(0 if screen.lines else 1)
            self._sentence.setText(screen.sentence)
            self._sentence.setVisible(bool(screen.sentence))
            self.table.show_rows(screen.lines)
            if screen.lines and self._chosen() is None:
                self.table.selectRow(0)
            self._tell_chosen()

    def _tell_chosen(self) -> None:
        line = self._chosen()
        if line is None:
            return
        self._shown = ""
        stands, lost = compared(line.stands or EMPTY, line.lost or EMPTY)
        self._stands.setText(_marked(stands))
        self._stands_by.setText(line.stands_by)
        self._lost.setText(_marked(lost))
        self._lost_by.setText(line.lost_by)
        self._marks.setVisible(any(differs for _, differs in (*stands, *lost)))
        for one in (self._keep, self._take, self._write):
            one.setEnabled(line.ours)
        self._keep.setAccessibleName(f"保留现在的内容：{line.stands}")
        self._take.setAccessibleName(f"改用另一份内容：{line.lost}")
        self._third_box.setVisible(line.ours and line.can_write)
        self._others.setVisible(not line.ours)
        self._text.show_value(self._typed.get(line.key, ""))
        self._shown = line.key
        self._typing()

    def _typing(self) -> None:
        if self._shown:
            self._typed[self._shown] = self._text.value()
            self._write.setEnabled(bool(self._text.value()))

    def _chosen(self) -> DisputeLine | None:
        rows = self.table.selectionModel().selectedRows()
        inside = bool(rows) and rows[0].row() < self.table.rows.rowCount()
        return self.table.rows.row(rows[0].row()) if inside else None

    def _choose(self, choice: Settlement) -> None:
        line = self._chosen()
        if line is not None:
            self.settled.emit(line.key, choice, None)

    def _write_third(self) -> None:
        line, text = self._chosen(), self._text.value()
        if line is not None and text:
            self.settled.emit(line.key, Settlement.WRITTEN, text)
