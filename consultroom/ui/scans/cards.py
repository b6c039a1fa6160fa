"""The card about one scanned page: what was found, and filing it by hand."""

from __future__ import annotations

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QWidget

from consultroom.ui import theme
from consultroom.ui.scans.screens import PaperLine, ScanRow
from consultroom.ui.scans.table import PAPERS
from consultroom.ui.tables import Table
from consultroom.ui.widgets.cards import Nothing
from consultroom.ui.widgets.fields import NumberLine, TextLine
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.words import button, label

LEAST = 3  # rows of papers in sight, the heading among them
CHOOSE = "选一页，这里说明它是什么、为什么这样判断。"
LOOK, BACK = "看这一页", "回到列表"
HAND = "二维码读不出来的，可以自己看着归：选它是哪份文书、第几页。"


class ScanCard(QFrame):
    """Draws one ScanRow.

    Signals:
        hand_wanted: the page is to be filed by hand: its place in the list, paper, page or None.
        look_wanted: the page itself is to be shown beside the card, or the list again.
    """

    hand_wanted = Signal(int, str, object)
    look_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("scanDetail")
        self.setProperty("card", "true")
        self._row: ScanRow | None = None
        self._looking = False
        self._papers: tuple[PaperLine, ...] = ()
        self._file = label("", "strong", wrap=True, name="scanFile")
        self._pill = Pill()
        self._what = label("", "sub", wrap=True, name="scanWhat")
        self._says = label("", "", wrap=True, name="scanSays")
        self._nothing = Nothing(CHOOSE, "scan-line")
        self._look = button(LOOK, name="lookAtScan", icon="file-text", clicked=self._ask_look)
        self._other = button("用别的程序打开", name="openScan", kind="quiet",
                             clicked=self._open)  # fmt: skip
        self._hand = self._by_hand()
        told = column(
            row(self._pill, None), self._file, self._what, self._says,
            row(self._look, self._other, None, spacing=2), None,
            spacing=8, margins=(20, 16, 20, 4),
        )  # fmt: skip
        self._told = holder(told)
        lines = column(self._told, self._hand, self._nothing, spacing=8)
        lines.setStretch(1, 1)
        self.setLayout(column(scrolling(lines), margins=(1, 1, 1, 1)))
        self.show_row(None, None)

    def _by_hand(self) -> QWidget:
        self._typed = TextLine()
        self._typed.setObjectName("handTyped")
        self._typed.setAccessibleName("按文书、编号或议题查找要归到的文书")
        self._typed.setPlaceholderText("文书、编号或议题")
        self._typed.textChanged.connect(lambda _text: self._list())
        self.papers: Table[PaperLine] = Table("handPapers", "归到哪份文书", PAPERS)
        self.papers.selectionModel().selectionChanged.connect(self._enable)
        self.papers.setMinimumHeight(theme.now().row * LEAST)
        self._page = NumberLine()
        self._page.setObjectName("handPage")
        self._page.setAccessibleName("是这份文书的第几页")
        self._page.setFixedWidth(theme.now().px(64))
        self._page.changed.connect(self._enable)
        self._go = button("归到这份", name="fileByHand", kind="primary", clicked=self._tell)
        hint = label(HAND, "caption", wrap=True)
        foot = row(label("第", "sub"), self._page, label("页", "sub"), None, self._go)
        lines = column(hint, self._typed, self.papers, foot, margins=(20, 4, 20, 16))
        lines.setStretch(2, 1)
        return holder(lines)

    def show_row(self, found: ScanRow | None, papers: tuple[PaperLine, ...] | None) -> None:
        """Show a page, or what to do while none is chosen; with papers it may be filed by hand."""
        other = found is None or self._row is None or found.at != self._row.at
        self._row, fresh = found, papers or ()
        self._told.setVisible(found is not None)
        self._hand.setVisible(papers is not None)
        self._nothing.setVisible(found is None)
        if found is None:
            return
        self._file.setText(f"{found.file}　{found.place}".strip())
        self._pill.show_state(found.state, found.finding.verdict.label)
        self._what.setText("" if found.what == "—" else found.what)
        self._what.setVisible(bool(self._what.text()))
        self._says.setText(found.finding.says or f"归档情况：{found.filing}。")
        if other:
            self._page.show_value(1)
        if fresh != self._papers or other:
            self._papers = fresh
            self._list()

    def _list(self) -> None:
        typed = self._typed.text()
        self.papers.show_rows(tuple(one for one in self._papers if one.answers(typed)))
        self._enable()

    def _chosen(self) -> PaperLine | None:
        chosen = self.papers.selectionModel().selectedRows()
        return self.papers.rows.row(chosen[0].row()) if chosen else None

    def _enable(self) -> None:
        self._go.setEnabled(self._chosen() is not None and self._page.value() is not None)

    def _tell(self) -> None:
        paper = self._chosen()
        if self._row is not None and paper is not None:
            self.hand_wanted.emit(self._row.at, paper.id, self._page.value())

    def show_looking(self, *, on: bool) -> None:
        """Offer the list again while the page is shown."""
        self._looking = on
        self._look.setText(BACK if on else LOOK)
        self._look.setAccessibleName(self._look.text())

    def _ask_look(self) -> None:
        self.look_wanted.emit(not self._looking)

    def _open(self) -> None:
        if self._row is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._row.finding.file)))
