"""The first window's widgets: the mark and the rooms opened before at the left, the ways in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QMainWindow,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from consultroom.ui import theme, wording
from consultroom.ui.theme.fonts import add_bundled, font
from consultroom.ui.welcome.presenter import WelcomePresenter
from consultroom.ui.welcome.screens import CHOICES, Busy, Choice, RecentLine, WelcomeScreen
from consultroom.ui.widgets.brand import Brand, brand_icon
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.form_panel import FormPanel
from consultroom.ui.widgets.layouts import clear, column, holder, row, scrolling
from consultroom.ui.widgets.toast import SentenceBar
from consultroom.ui.widgets.words import Icon, button, label

SMALLEST = (900, 500)  # logical pixels
USUAL = (1040, 660)
LEFT = 320  # width of the left side
AROUND = 84  # of it, beside the words of a room opened before
MOST_RECENT = 4  # shown; the file keeps a few more
FALLBACK_DELAY = 600  # ms until the bundled face is read
MOTTO = "一次协商，从议题到成果单。资料都在这台电脑上，不用网络。"


class LayoutButton(QPushButton):
    """A button as large as what is laid out in it; its words break into lines."""

    def __init__(self, inside: QLayout, *, name: str, says: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(says)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter presses the one that has the keyboard
        self.setLayout(inside)
        for words in self.findChildren(QWidget):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _inside(self) -> QLayout:
        inside = self.layout()
        assert inside is not None  # noqa: S101 - set when made
        return inside

    def hasHeightForWidth(self) -> bool:
        """Tell that words may need more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of what is inside."""
        return self._inside().totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the size of what is inside."""
        return self._inside().totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the least size of what is inside."""
        return self._inside().totalMinimumSize()


def _choice_button(choice: Choice) -> LayoutButton:
    tokens = theme.now()
    badge = Icon(choice.icon, tokens.primary, size=24, ground=tokens.primary_soft, box=46)
    words = column(
        label(choice.title, "h3", wrap=True), label(choice.tells, "sub", wrap=True), spacing=2
    )
    arrow = Icon("chevron-right", tokens.text3, size=20)
    line = row(badge, words, arrow, spacing=16, margins=(16, 11, 16, 11))
    line.setStretch(1, 1)
    says = f"{choice.title}。{choice.tells}"
    return LayoutButton(line, name=f"choose_{choice.key}", says=says)


def _recent_button(number: int, line: RecentLine) -> LayoutButton:
    tokens = theme.now()
    room = min(tokens.px(LEFT), SMALLEST[0] // 2) - AROUND
    metrics = QFontMetrics(font(tokens.caption))
    shown = metrics.elidedText(str(line.folder), Qt.TextElideMode.ElideMiddle, room)
    place = label(shown, "caption", name=f"recentPlace{number}")
    words = column(label(line.name, "strong", wrap=True), place, spacing=0, margins=(12, 7, 12, 7))
    made = LayoutButton(words, name=f"recent{number}", says=f"打开“{line.name}”，在 {line.folder}")
    made.setToolTip(str(line.folder))
    return made


class WelcomeView(QMainWindow):
    """Draws a WelcomeScreen and reports what is wished.

    Attributes:
        over_room: it stands before a room in use, and Esc leads back there.

    Args:
        form: draws the forms.

    Signals:
        closing: the window is about to go.
    """

    chosen = Signal(str)
    opened = Signal(Path)
    submitted = Signal(str, dict)
    back_wanted = Signal()
    move_wanted = Signal()
    cancel_wanted = Signal()
    help_wanted = Signal()
    closing = Signal()

    def __init__(self, form: FormPanel) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setWindowTitle(wording.PROGRAM)
        self.setWindowIcon(brand_icon())
        self.setMinimumSize(*SMALLEST)
        self.resize(*USUAL)
        self.form = form
        self.over_room = False
        self.sentence_bar = SentenceBar()
        self._recent: QVBoxLayout = column(spacing=8)
        self._pages = QStackedWidget()
        for page in (self._choices(), self._form_page(), self._busy_page()):
            self._pages.addWidget(page)
        right = column(self.sentence_bar, self._pages, spacing=0)
        right.setStretch(1, 1)
        self._left = self._side()
        everything = row(self._left, holder(right), spacing=0)
        everything.setStretch(1, 1)
        self.setCentralWidget(holder(everything))
        self.ring = FocusRing(self)
        QTimer.singleShot(FALLBACK_DELAY, add_bundled)

    def serve(self, presenter: WelcomePresenter) -> None:
        """Keep the presenter alive with its view, and report to it."""
        self.presenter = presenter
        self.chosen.connect(presenter.choose)
        self.opened.connect(presenter.open)
        self.submitted.connect(presenter.submit)
        self.back_wanted.connect(presenter.back)
        self.move_wanted.connect(presenter.move)
        self.cancel_wanted.connect(presenter.cancel)
        self.closing.connect(presenter.leave)

    # -- parts ------------------------------------------------------------------------------------

    def _side(self) -> QFrame:
        side = QFrame()
        side.setObjectName("rail")
        side.setFixedWidth(min(theme.now().px(LEFT), SMALLEST[0] // 2))
        head = row(Brand(), label(wording.PROGRAM, "h2", wrap=True), spacing=12)
        head.setStretch(1, 1)
        self._recent_title = label("最近打开过的", "strong")
        guide = button(
            "第一次用？看手册",
            name="welcomeHelp",
            kind="quiet",
            icon="circle-question-mark",
            says="第一次用？看手册，F1",
            clicked=self.help_wanted.emit,
        )
        motto = label(MOTTO, "sub", wrap=True, name="motto")
        lines = column(
            *(head, 4, motto, 18, self._recent_title, self._recent, None),
            margins=(24, 28, 24, 8),
        )
        foot = row(guide, None, margins=(14, 0, 24, 14))
        whole = column(scrolling(lines), foot, spacing=0)
        whole.setStretch(0, 1)
        side.setLayout(whole)
        return side

    def _choices(self) -> QWidget:
        lines = column(label("从哪里开始？", "h1", wrap=True), 4, margins=(36, 28, 36, 28))
        for choice in CHOICES:
            made = _choice_button(choice)
            made.clicked.connect(partial(self._choose, choice.key))
            lines.addWidget(made)
        lines.addStretch(1)
        return scrolling(lines)

    def _choose(self, key: str, _checked: bool = False) -> None:
        self.chosen.emit(key)

    def _form_page(self) -> QWidget:
        self.form.submitted.connect(self.submitted)
        self.form.closed.connect(lambda _key: self.back_wanted.emit())
        back = button(
            "返回", name="welcomeBack", icon="arrow-left", says="返回，填过的都留着",
            clicked=self._back,
        )  # fmt: skip
        self._move = button(
            "换一个位置…", name="welcomeMove", icon="folder", clicked=self._move_folder
        )
        foot = row(back, None, self._move)
        lines = column(self.form, foot, spacing=12, margins=(36, 28, 36, 20))
        lines.setStretch(0, 1)
        return holder(lines)

    def _busy_page(self) -> QWidget:
        self._busy_title = label("", "h2", wrap=True, name="busyTitle")
        self._busy_says = label("", "sub", wrap=True, name="busySays")
        self._bar = QProgressBar()
        self._bar.setObjectName("busyBar")
        self._bar.setTextVisible(False)
        self._cancel = button("不做了", name="busyCancel", clicked=self.cancel_wanted.emit)
        inside = card(
            *(self._busy_title, self._busy_says, 4, self._bar, 4, row(self._cancel, None)),
            margins=(28, 24, 28, 22),
        )
        return holder(column(None, inside, None, None, margins=(36, 28, 36, 28)))

    # -- drawing ----------------------------------------------------------------------------------

    def show_screen(self, screen: WelcomeScreen) -> None:
        """Replace what is drawn."""
        self._show_sentence(screen.sentence)
        if screen.busy is not None:
            self._show_busy(screen.busy)
        elif screen.form is not None:
            self._pages.setCurrentIndex(1)
            self._move.setVisible(screen.can_move)
            self.form.show_form(screen.form)
            QTimer.singleShot(0, self, self._keep_in_sight)
        else:
            self._show_recent(screen.recent)
            self._pages.setCurrentIndex(0)
            self.form.show_errors({})
            self._focus_first()
        self._fit()

    def _keep_in_sight(self) -> None:
        """Scroll to the field with the caret, once the form has its sizes."""
        field = self.form.focusWidget()
        for area in self.form.findChildren(QScrollArea):
            if field is not None and area.isAncestorOf(field):
                area.ensureWidgetVisible(field)

    def _fit(self) -> None:
        """Give a form the whole of a narrow window; the choices go with the left side."""
        wide = self.width() >= theme.now().px(SMALLEST[0])
        self._left.setVisible(wide or self._pages.currentIndex() == 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        self._fit()
        super().resizeEvent(event)

    def _focus_first(self) -> None:
        first = self.findChild(QPushButton, "recent0")
        first = first or self.findChild(QPushButton, f"choose_{CHOICES[0].key}")
        if first is not None:
            first.setFocus()

    def _show_sentence(self, sentence: str) -> None:
        if sentence:
            self.sentence_bar.say(sentence)
        else:
            self.sentence_bar.hide()

    def _show_recent(self, recent: tuple[RecentLine, ...]) -> None:
        clear(self._recent)
        self._recent_title.setVisible(bool(recent))
        for number, line in enumerate(recent[:MOST_RECENT]):
            made = _recent_button(number, line)
            made.clicked.connect(partial(self._open, line.folder))
            self._recent.addWidget(made)

    def _open(self, folder: Path, _checked: bool = False) -> None:
        self.opened.emit(folder)

    def _show_busy(self, busy: Busy) -> None:
        self._pages.setCurrentIndex(2)
        self._busy_title.setText(busy.title)
        self._busy_says.setText(busy.says)
        self._bar.setRange(0, busy.total)
        self._bar.setValue(busy.done)
        self._bar.setAccessibleName(busy.title)
        self._cancel.setVisible(busy.total > 0)

    def tell(self, sentence: str) -> None:
        """Say what stopped and what to do about it."""
        self.sentence_bar.say(sentence)

    # -- what a person does -----------------------------------------------------------------------

    def _back(self) -> None:
        self.form.flush()
        self.back_wanted.emit()

    def _move_folder(self) -> None:
        self.form.flush()
        self.move_wanted.emit()

    def dismiss(self) -> None:
        """Put the sentence away, go back from a form, or back to the room behind; typing stays."""
        if self.sentence_bar.isVisible():
            self.sentence_bar.hide()
        elif self._pages.currentIndex() == 1:
            self._back()
        elif self.over_room:
            self.close()

    def flush(self) -> None:
        """Hand on what is being typed."""
        self.form.flush()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus; from now on the ring shows where it is."""
        self.ring.tab_pressed()
        return super().focusNextPrevChild(forward)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the window goes."""
        self.closing.emit()
        super().closeEvent(event)
