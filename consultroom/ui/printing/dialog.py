"""The box before printing: printer, copies, sides; then how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QProgressBar, QWidget

from consultroom.domain.records import coded
from consultroom.services.sending import Sides
from consultroom.ui import theme
from consultroom.ui.printing.presenter import Counter, PrintJob, PrintPresenter, PrintScreen
from consultroom.ui.turns import later
from consultroom.ui.widgets.fields import NumberLine, Select, TextLine
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

LOOKING = (("", "正在查找打印机…"),)
NONE = (("", "没有打印机"),)
ALL_PAGES = "全部；只印几页写成 2 或 1-3，5"


class PrintDialog(QDialog):
    """Draws a PrintScreen and reports what is wished."""

    chosen = Signal(str, object, object, str)  # printer, copies, Sides, pages as typed
    print_wanted = Signal()
    trial_wanted = Signal()
    stop_wanted = Signal()
    search_wanted = Signal()
    save_wanted = Signal()
    presenter: PrintPresenter  # kept as long as its box

    def __init__(self, parent: QWidget, *, can_save: bool) -> None:
        super().__init__(parent)
        self.setObjectName("printBox")
        self.setModal(True)
        self.setMinimumWidth(min(theme.now().px(480), parent.window().width() - 40))
        self._sending, self._can_save = False, can_save
        self._title = label("", "h3", wrap=True, name="printTitle")
        self._sentence = label("", "due", wrap=True, name="printSentence")
        self._gone = label("", "caption", name="printGone")
        self._bar = QProgressBar()
        self._bar.setObjectName("printProgress")
        self._bar.setAccessibleName("打印进度")
        progress = column(self._gone, self._bar, spacing=6)
        self._progress = holder(progress)
        self._lines = column(
            self._title,
            self._fields(),
            self._progress,
            self._sentence,
            self._buttons(),
            spacing=14,
            margins=(22, 18, 22, 18),
        )
        self.setLayout(self._lines)

    def _fields(self) -> QWidget:
        self._printers, self._copies, self._sides = Select(), NumberLine(), Select()
        self._sides.show_choices(tuple((side.code, side.label) for side in Sides))
        self._only, self._only_word = TextLine(most=60), label("页码", "sub")
        self._only.setPlaceholderText(ALL_PAGES)
        named: tuple[tuple[QLabel, str, Select | NumberLine | TextLine], ...] = (
            (label("打印机", "sub"), "printer", self._printers),
            (label("份数", "sub"), "printCopies", self._copies),
            (self._only_word, "printPages", self._only),
            (label("单双面", "sub"), "printSides", self._sides),
        )
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        for line, (word, name, field) in enumerate(named):
            field.setObjectName(name)
            field.setAccessibleName(word.text())
            field.changed.connect(self._tell)
            grid.addWidget(word, line, 0)
            grid.addWidget(field, line, 1)
        grid.setHorizontalSpacing(16)
        self._asked = holder(grid)
        return self._asked

    def _buttons(self) -> QWidget:
        self._trial = button("试印一页", name="printTrial", clicked=self.trial_wanted.emit)
        self._back = button("返回", name="printBack", clicked=self.reject)
        self._stop = button("停止", name="printStop", clicked=self.stop_wanted.emit)
        self._go = button(
            "打印", name="printGo", kind="primary", icon="printer", clicked=self.print_wanted.emit
        )
        self._go.setDefault(True)
        self._search = button("重新查找", name="printSearch", clicked=self.search_wanted.emit)
        self._save = button(
            "保存 PDF", name="printSave", kind="primary", icon="download",
            clicked=self.save_wanted.emit,
        )  # fmt: skip
        return holder(
            row(self._trial, self._search, None, self._back, self._stop, self._save, self._go)
        )

    def show_screen(self, screen: PrintScreen) -> None:
        """Replace what is drawn."""
        self.setWindowTitle(f"打印《{screen.title}》")
        self._title.setText(f"《{screen.title}》，共 {screen.pages} 页")
        for one in (self._only, self._only_word):
            one.setVisible(screen.pages > 1)
        self._show_fields(screen)
        self._sending = screen.sending
        self._sentence.setText(screen.sentence)
        self._sentence.setVisible(bool(screen.sentence))
        self._progress.setVisible(screen.sending)
        self._bar.setRange(0, screen.total)  # 0 to 0 is a bar that only tells it is alive
        self._bar.setValue(screen.gone)
        pages = f"，{screen.gone} / {screen.total} 页" if screen.total else ""
        self._gone.setText(f"正在送往打印机{pages}")
        self._asked.setEnabled(not screen.sending)
        self._show_ways(screen)
        self._grow()

    def _show_ways(self, screen: PrintScreen) -> None:
        """Show what can be pressed: without a printer, looking again and saving instead."""
        saving = screen.helpless and self._can_save
        for one in (self._trial, self._go):
            one.setEnabled(screen.ready)
        self._trial.setVisible(not screen.helpless)
        if self.focusWidget() is self._search and not screen.helpless:
            self._copies.setFocus()  # what was pressed goes away
        self._search.setVisible(screen.helpless)
        self._save.setVisible(saving)
        self._go.setVisible(not saving)
        self._trial.setAccessibleName(f"试印第 {max(1, screen.page)} 页")
        self._trial.setToolTip(f"只印第 {max(1, screen.page)} 页，不登记版本")
        self._back.setVisible(not screen.sending)
        self._stop.setVisible(screen.sending)

    def _grow(self) -> None:
        """Be as tall as what is shown needs: a sentence that came later squeezes no field."""
        lines = self._lines
        lines.invalidate()
        lines.activate()
        needed = max(lines.totalHeightForWidth(self.width()), lines.totalMinimumSize().height())
        self.setMinimumHeight(needed)
        self.resize(self.width(), needed)

    def _show_fields(self, screen: PrintScreen) -> None:
        names = tuple(
            (one.name, f"{one.name}（默认）" if one.usual else one.name) for one in screen.printers
        )
        fields = (self._printers, self._copies, self._sides)
        for field in fields:
            field.blockSignals(True)
        self._printers.show_choices(LOOKING if screen.looking else names or NONE)
        self._printers.show_value(screen.order.printer)
        self._copies.show_value(screen.order.copies or self._copies.value())
        self._sides.show_value(screen.order.sides.code)
        for field in fields:
            field.blockSignals(False)
        self._printers.setEnabled(bool(screen.printers))

    def _tell(self) -> None:
        sides = coded(Sides, str(self._sides.value()))
        printer, copies = str(self._printers.value() or ""), self._copies.value()
        self.chosen.emit(printer, copies, sides, self._only.value())

    def reject(self) -> None:
        """Close, unless something is being printed: then it is stopped by its button."""
        if not self._sending:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Print on Enter wherever the caret is; without a printer, save."""
        main = self._go if self._go.isVisible() else self._save
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and main.isEnabled():
            main.click()
        else:
            super().keyPressEvent(event)


def open_print_box(
    parent: QWidget,
    counter: Counter,
    job: PrintJob,
    page: int,
    *,
    done: Callable[[str], None],
    save: Callable[[], None] | None = None,
) -> PrintDialog:
    """Open the box for a paper.

    Args:
        parent: the window asked in.
        counter: prints.
        job: the paper.
        page: the page in front, from 1.
        done: told a sentence once everything was handed to the printer.
        save: asks where to save the paper instead, for a PC without a printer.
    """
    box = PrintDialog(parent, can_save=save is not None)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def printed(said: str) -> None:
        box.accept()
        done(said)

    presenter = PrintPresenter(counter, show=box.show_screen, done=printed)
    box.presenter = presenter
    box.chosen.connect(presenter.choose)
    box.print_wanted.connect(presenter.print)
    box.trial_wanted.connect(presenter.try_one)
    box.stop_wanted.connect(presenter.stop)
    box.search_wanted.connect(presenter.look_again)
    if save is not None:
        box.save_wanted.connect(box.reject)
        box.save_wanted.connect(lambda: later(parent)(save))  # once the box is gone
    box.finished.connect(lambda _code: presenter.close())
    presenter.open(job, page)
    box.open()
    return box
