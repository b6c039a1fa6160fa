"""The box for a title's lines: the offers as they will stand on the paper, and free placing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from consultroom.errors import UserError
from consultroom.ui import theme
from consultroom.ui.paper.breaking import (
    Lines,
    TitleScreen,
    caution,
    lines_of,
    problem,
    shape_of,
)
from consultroom.ui.shortcuts import keys
from consultroom.ui.shortcuts.binding import bind
from consultroom.ui.theme.fonts import font
from consultroom.ui.unsent import STILL_THERE, Unsent
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.words import button, label

PAD = 12  # logical pixels around the lines of an offer
WIDE = 620
HIGHEST = 260  # of the offers, before they scroll
TYPED = 104  # three lines
HOW = "自己分行：在要断开的地方按回车，在行首按退格合并。按 Ctrl+回车采用。"


class Offer(QAbstractButton):
    """One way to break a title, drawn centred as on the paper; a double click takes it."""

    taken = Signal()

    def __init__(self, number: int, lines: Lines) -> None:
        super().__init__()
        self.lines = lines
        self.setObjectName(f"offer{number}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{shape_of(lines)}：{'，换行，'.join(lines)}")

    def sizeHint(self) -> QSize:
        """Return room for the lines and their shape in words."""
        tokens = theme.now()
        tall = tokens.px(tokens.h3 * 1.45) * len(self.lines)
        return QSize(tokens.px(420), tall + 2 * tokens.px(PAD))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take this one; the first click of the two has chosen it."""
        self.taken.emit()

    def enterEvent(self, event: QEvent) -> None:
        """Show the hover."""
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Forget the hover."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the lines, and what shape they make."""
        tokens, painter = theme.now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = tokens.primary_soft if chosen else tokens.surface
        ground = tokens.hover if self.underMouse() and not chosen else ground
        painter.setBrush(QColor(ground))
        edged = QPen(QColor(tokens.primary if chosen else tokens.line))
        painter.setPen(QPen(QColor(tokens.focus), 2.5) if self.hasFocus() else edged)
        edge = self.rect().adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(edge, tokens.radius, tokens.radius)
        painter.setPen(QColor(tokens.primary if chosen else tokens.text3))
        painter.setFont(font(tokens.caption))
        beside = self.rect().adjusted(tokens.px(PAD) + 4, 0, -tokens.px(PAD), 0)
        left = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(beside, left, shape_of(self.lines))
        painter.setPen(QColor(tokens.text))
        painter.setFont(font(tokens.h3, 600))
        words = self.rect().adjusted(tokens.px(110), 0, -tokens.px(PAD), 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), "\n".join(self.lines))


class TitleBox(QDialog):
    """Lets the clerk choose an offer or place the breaks by hand.

    Args:
        parent: the window asked in.
        screen: the title.
        take: takes the lines joined by ``|``; may raise a sentence, which is then shown.
        unsent: where breaks wait that were placed and not taken.
    """

    def __init__(
        self, parent: QWidget, screen: TitleScreen, take: Callable[[str], None], unsent: Unsent
    ) -> None:
        super().__init__(parent)
        self.setObjectName("titleBox")
        self.setWindowTitle("标题分行")
        self.setModal(True)
        self.setMinimumWidth(theme.now().px(WIDE))
        self._screen, self._take, self._unsent = screen, take, unsent
        self._still = label(STILL_THERE, "sub", name="stillThere")
        self._wrong = label("", "error", wrap=True, name="titleWrong")
        self._long = label("", "due", wrap=True, name="titleLong")
        self._go = button("采用", name="titleGo", kind="primary", clicked=self._done)
        self._go.setDefault(True)
        back = button("返回", name="titleBack", clicked=self.reject)
        again = button("还原", name="titleAgain", kind="quiet", clicked=self._restore)
        self.setLayout(
            column(
                label("选一种分法，或者在下面自己换行", "h3"),
                self._offered(),
                label(HOW, "sub", wrap=True),
                self._still,
                self._field(),
                self._wrong,
                self._long,
                holder(row(again, None, back, self._go)),
                spacing=12,
                margins=(22, 18, 22, 18),
            )
        )
        self._lay_back()
        bind(self, {keys.TAKE_TITLE: self._go.click})

    def _offered(self) -> QWidget:
        self._offers = [Offer(n, lines) for n, lines in enumerate(self._screen.offers)]
        for one in self._offers:
            one.clicked.connect(partial(self._show, one.lines))
            one.taken.connect(self._done)
        area = scrolling(column(*self._offers, spacing=8))
        for one in self._offers:  # the arrow keys go past the edge
            one.toggled.connect(partial(_in_sight, area, one))
        wanted = sum(one.sizeHint().height() + 8 for one in self._offers)
        area.setFixedHeight(min(theme.now().px(HIGHEST), wanted))
        return area

    def _field(self) -> QWidget:
        tokens = theme.now()
        self._typed = QPlainTextEdit()
        self._typed.setObjectName("titleLines")
        self._typed.setAccessibleName("标题各行")
        self._typed.setTabChangesFocus(True)
        self._typed.setFont(font(tokens.h3, 600))
        middle = QTextOption(Qt.AlignmentFlag.AlignHCenter)
        self._typed.document().setDefaultTextOption(middle)
        self._typed.textChanged.connect(self._changed)
        around = holder(column(self._typed))  # the style sheet's height would win over the field's
        around.setFixedHeight(tokens.px(TYPED))
        return around

    def _lay_back(self) -> None:
        """Show what was placed the last time and not taken, else the lines as they are printed."""
        left = self._unsent.recall(self._screen.title, over=self._given)
        self._show(tuple(left.split("\n")) if left else self._screen.lines)
        self._still.setVisible(bool(left))

    @property
    def _given(self) -> str:
        return "\n".join(self._screen.lines)

    def done(self, result: int) -> None:
        """Close; breaks that were not taken wait for the next time."""
        taken = result == QDialog.DialogCode.Accepted
        typed = self._given if taken else self._typed.toPlainText()
        self._unsent.leave(self._screen.title, typed, over=self._given)
        super().done(result)

    def _restore(self) -> None:
        self._show(self._screen.lines)

    def _show(self, lines: Lines, _checked: bool = False) -> None:
        self._still.hide()
        self._typed.setPlainText("\n".join(lines))
        self._typed.moveCursor(QTextCursor.MoveOperation.End)

    def _changed(self) -> None:
        lines = lines_of(self._typed.toPlainText())
        wrong = problem(self._screen.title, lines)
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        long = "" if wrong else caution(lines, self._screen.room)
        self._long.setText(long)
        self._long.setVisible(bool(long))
        self._go.setEnabled(not wrong)
        self._mark(self._screen.chosen(lines))

    def _mark(self, chosen: int) -> None:
        for number, one in enumerate(self._offers):
            one.setAutoExclusive(False)  # else the last one could not be let go
            one.setChecked(number == chosen)
            one.setAutoExclusive(True)

    def _done(self) -> None:
        try:
            self._take("|".join(lines_of(self._typed.toPlainText())))
        except UserError as error:
            self._wrong.setText(str(error))
            self._wrong.show()
        else:
            self.accept()


def _in_sight(area: QScrollArea, one: QWidget, chosen: bool) -> None:
    if chosen:
        area.ensureWidgetVisible(one, 0, 8)


def open_title_box(
    parent: QWidget,
    screen: TitleScreen,
    take: Callable[[str], None],
    unsent: Unsent | None = None,
) -> TitleBox:
    """Open the box for a title; see `TitleBox`."""
    box = TitleBox(parent, screen, take, unsent or Unsent())
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
