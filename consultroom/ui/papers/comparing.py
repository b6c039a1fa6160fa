"""A printed version beside today's paper: the pages of both, and the list of what differs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QFrame, QWidget

from consultroom.frozen import Frozen
from consultroom.services.archiving import Difference
from consultroom.services.leafing import TextLine
from consultroom.ui import theme
from consultroom.ui.papers.presenter import Comparison
from consultroom.ui.preview.sheets import Mark, Preview
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

LISTED = 4.6  # rows of differences in sight
NOTHING = "两份的文字完全一样。"


class _Line(Frozen):
    """One difference as the list tells it."""

    number: int
    difference: Difference

    @property
    def what(self) -> str:
        """Whether something was added, taken out or changed."""
        if not self.difference.was:
            return "增加"
        return "改动" if self.difference.now else "删去"

    @property
    def state(self) -> State:
        """An icon of its own for each."""
        return {"增加": State.DONE, "改动": State.DUE, "删去": State.TODO}[self.what]


def _where(line: _Line) -> str:
    was, now = (_pages(side) for side in (line.difference.was, line.difference.now))
    return was if was == now or not now else now if not was else f"{was} → {now}"


def _pages(lines: Sequence[TextLine]) -> str:
    return f"第 {lines[0].page} 页" if lines else ""


def _text(lines: Sequence[TextLine]) -> str:
    return "".join(line.text for line in lines) or "—"


COLUMNS: tuple[Column[_Line], ...] = (
    Column(title="变化", text=lambda line: line.what, width=92, state=lambda line: line.state),
    Column(title="位置", text=_where, width=150),
    Column(title="印出时", text=lambda line: _text(line.difference.was)),
    Column(title="今天", text=lambda line: _text(line.difference.now)),
)


class ComparisonView(QWidget):
    """Draws a Comparison; both sides scroll together.

    Args:
        tasks: draws the pages, off the GUI thread.
    """

    closed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("comparison")
        self.was = Preview(tasks, name="sheetsWas", says="印出时的文书")
        self.now = Preview(tasks, name="sheetsNow", says="今天的文书")
        self._heads = (label("", "strong", name="wasHead"), label("今天", "strong", name="nowHead"))
        self._count = label("", "sub", name="differenceCount")
        self._back = button(
            "回到列表", name="closeComparison", icon="arrow-left", clicked=self.closed.emit
        )
        self._list: Table[_Line] = Table("differences", "不同之处", COLUMNS)
        self._list.setFixedHeight(round(theme.now().row * LISTED))
        self._list.opened.connect(self._go_to)
        self._list.selectionModel().currentChanged.connect(self._chosen)
        sides = row(*map(self._side, self._heads, (self.was, self.now)), spacing=12)
        head = row(self._back, 6, self._count, None)
        self._listed = card(self._list, margins=(1, 1, 1, 1))
        lines = column(head, holder(sides), self._listed, spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)
        for sheets in (self.was, self.now):
            sheets.opened.connect(lambda _sizes: self._chosen())  # not before can it be gone to
        self.was.scrolled.connect(self.now.go_to_part)
        self.now.scrolled.connect(self.was.go_to_part)

    @staticmethod
    def _side(head: QWidget, sheets: Preview) -> QWidget:
        frame = QFrame()
        frame.setProperty("sunken", "true")
        inside = column(head, sheets, spacing=6, margins=(1, 8, 1, 1))
        head.setContentsMargins(12, 0, 12, 0)
        inside.setStretch(1, 1)
        frame.setLayout(inside)
        return frame

    def show_comparison(self, found: Comparison) -> None:
        """Show two papers and what differs."""
        line = found.line
        self._heads[0].setText(f"{line.version_words}，{line.day_words}印出")
        count = len(found.differences)
        self._count.setText(
            f"《{line.word}》有 {count} 处不同" if count else f"《{line.word}》{NOTHING}"
        )
        for sheets, pdf, lines in (
            (self.was, found.was, [one for each in found.differences for one in each.was]),
            (self.now, found.now, [one for each in found.differences for one in each.now]),
        ):
            sheets.show_pdf(pdf)
            sheets.show_marks([_mark(one) for one in lines])
        self._list.show_rows(tuple(map(_Line, range(count), found.differences)))
        self._listed.setVisible(count > 0)
        if count:
            self._list.selectionModel().setCurrentIndex(
                self._list.model().index(0, 0),
                QItemSelectionModel.SelectionFlag.ClearAndSelect
                | QItemSelectionModel.SelectionFlag.Rows,
            )

    def _chosen(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            self._go_to(self._list.rows.row(index.row()))

    def _go_to(self, line: _Line) -> None:
        """Bring one difference into sight on both sides."""
        for sheets in (self.was, self.now):
            sheets.blockSignals(True)  # each goes to its own place, not along with the other
        for sheets, lines in ((self.was, line.difference.was), (self.now, line.difference.now)):
            if lines:
                sheets.go_to_mark(_mark(lines[0]))
        for sheets in (self.was, self.now):
            sheets.blockSignals(False)


def _mark(line: TextLine) -> Mark:
    return Mark(page=line.page, box=line.box)
