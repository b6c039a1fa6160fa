"""The page of a changed template before it is used: what was found, and how it prints."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import theme
from consultroom.ui.preview.sheets import Preview
from consultroom.ui.tables import Table
from consultroom.ui.tasks import Tasks
from consultroom.ui.templates.screens import FindingLine, TemplatesScreen, TrialPage
from consultroom.ui.templates.sheet import TrialSheet
from consultroom.ui.templates.table import FINDINGS
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.words import button, label

TOLD = 76  # of the finding told in full, before it scrolls
SHEET = 760  # logical pixels across the white sheet at most
NOTE = "这里只看内容和次序，不是真实的页面。版面、字体、分页，请按“用 WPS 或 Word 打开看看”。"
NOTE_PAGES = (
    "这是这台电脑的 LibreOffice 排出的页面；WPS 和 Word 里的分行分页可能略有不同，"
    "以“用 WPS 或 Word 打开看看”为准。"
)
LAYING = "正在排真实的页面，请稍等…"
REAL, WORDS = "看真实页面", "回到内容"
CLEAN = "没有发现问题。"
STOPPED = "改好左边列出的，再检查一次，这里就有试印的样子。"


class TrialView(QWidget):
    """Draws a TrialPage and reports what is wished.

    Args:
        tasks: draws real pages, off the GUI thread.
    """

    closed = Signal()
    again_wanted = Signal()
    save_wanted = Signal()
    open_wanted = Signal()
    pages_wanted = Signal()
    use_wanted = Signal()
    subject_chosen = Signal(str)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("templateTrial")
        self._pages_on = False
        self._page: TrialPage | None = None
        self.pages = Preview(tasks, name="trialPages", says="试印的真实页面")
        lines = column(self._heading(), self._sides(), self._foot(), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _heading(self) -> QWidget:
        back = button("不换", name="trialBack", icon="arrow-left", clicked=self.closed.emit)
        self._file = label("", "h3", wrap=True, name="trialFile")
        self._verdict = label("", "sub", wrap=True, name="trialVerdict")
        words = column(self._file, self._verdict, spacing=2)
        line = row(back, words, spacing=14)
        line.setStretch(1, 1)
        return holder(line)

    def _sides(self) -> QWidget:
        self.findings: Table[FindingLine] = Table("templateFindings", "检查的结果", FINDINGS)
        self.findings.selectionModel().currentChanged.connect(self._tell_finding)
        self._clean = Nothing(CLEAN, "circle-check")
        self._left = QStackedWidget()
        self._left.addWidget(self.findings)
        self._left.addWidget(self._clean)
        self._whole = label("", "sub", wrap=True, name="findingWhole")
        self._told = scrolling(column(self._whole, None, margins=(14, 4, 14, 10)))
        self._told.setFixedHeight(theme.now().px(TOLD))
        self._found = card(self._left, self._told, margins=(1, 1, 1, 1), spacing=0)
        self._found.layout().setStretch(0, 1)  # type: ignore[union-attr]
        self.sheet = TrialSheet()
        self._stopped = Nothing(STOPPED, "file-text")
        self._right = QStackedWidget()
        self.sheet.setMaximumWidth(theme.now().px(SHEET))
        middle = row(None, self.sheet, None, spacing=0)
        middle.setStretch(1, SHEET)
        self._words = holder(middle)
        self._right.addWidget(self._words)
        self._right.addWidget(self._stopped)
        self._right.addWidget(self.pages)
        sides = row(self._found, card(self._right, margins=(1, 1, 1, 1)), spacing=14)
        sides.setStretch(0, 40)
        sides.setStretch(1, 60)
        return holder(sides)

    def _foot(self) -> QWidget:
        self._subjects = Select()
        self._subjects.setObjectName("trialSubject")
        self._subjects.setAccessibleName("拿哪一份文书试印")
        self._subjects.setFixedWidth(theme.now().px(280))
        self._subjects.changed.connect(lambda: self.subject_chosen.emit(self._subjects.value()))
        self._again = button(
            "再检查一次", name="trialAgain", icon="refresh-cw", clicked=self.again_wanted.emit
        )
        self._look = button(REAL, name="trialPagesOn", icon="file-text", clicked=self._turn_pages)
        self._open = button(
            "用 WPS 或 Word 打开看看",
            name="trialOpen",
            icon="external-link",
            clicked=self.open_wanted.emit,
        )
        self._save = button(
            "另存试印件", name="trialSave", kind="quiet", clicked=self.save_wanted.emit
        )
        self._use = button(
            "换上这份模板", name="trialUse", kind="primary", clicked=self.use_wanted.emit
        )
        flow = FlowLayout(gap=10)
        for part in (
            self._subjects, self._again, self._look, self._open, self._save, self._use
        ):  # fmt: skip
            flow.addWidget(part)
        self._note = label(NOTE, "caption", wrap=True, name="trialNote")
        return holder(column(self._note, flow, spacing=6))

    def _turn_pages(self) -> None:
        """Show the real pages, or the words again."""
        self._pages_on = not self._pages_on
        if self._pages_on:
            self.pages_wanted.emit()
        self._show_pages()

    def _show_pages(self) -> None:
        """Show of a trial what is wished: its words, or its pages once they are there."""
        page = self._page
        if page is None or page.trial is None or not page.trial.lines:
            self._pages_on = False
            self._right.setCurrentWidget(self._stopped)
            return
        self._pages_on = self._pages_on and page.layable
        there = self._pages_on and bool(page.pages)
        if there:
            self.pages.show_pdf(page.pages)
        elif not page.pages:
            self.pages.clear()
        self._right.setCurrentWidget(self.pages if there else self._words)
        self._note.setText(NOTE_PAGES if there else LAYING if page.laying else NOTE)
        self._look.setText(WORDS if self._pages_on else REAL)
        self._look.setAccessibleName(self._look.text())

    def show_screen(self, screen: TemplatesScreen, page: TrialPage) -> None:
        """Show a file that is being tried."""
        self._file.setText(f"{page.file}　→　{screen.kind.word if screen.kind else ''}")
        self._verdict.setText(page.verdict)
        self._subjects.offer(screen.subjects, screen.subject)
        self.findings.show_rows(page.findings)
        if page.findings and not self.findings.currentIndex().isValid():
            self.findings.selectRow(0)
        self._clean.words.setText(CLEAN if page.trial else page.verdict)
        self._left.setCurrentIndex(0 if page.findings else 1)
        self._found.setVisible(bool(page.findings) or page.trial is None)
        self._tell_finding(self.findings.currentIndex(), QModelIndex())
        if self._page is None or self._page.trial is not page.trial:
            self._pages_on = False  # another file, or another paper
            if page.trial is not None:
                self.sheet.show_lines(page.trial.lines)
        self._page = page
        self._show_pages()
        self._look.setVisible(page.layable)
        self._stopped.words.setText(STOPPED if page.trial else page.verdict)
        self._use.setEnabled(page.usable)
        for one in (self._open, self._save, self._look):
            one.setEnabled(page.usable)
        self._again.setEnabled(page.trial is not None)

    def _tell_finding(self, index: QModelIndex, _before: QModelIndex) -> None:
        """Tell the chosen finding in full; the list has one line for each."""
        line = self.findings.rows.row(index.row()) if index.isValid() else None
        self._whole.setText(f"{line.place}　{line.says}".strip() if line else "")
        self._told.setVisible(line is not None)
