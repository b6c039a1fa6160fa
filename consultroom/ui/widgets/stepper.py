"""The steps of a consultation side by side, three to nine of them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from consultroom.ui import icons, theme
from consultroom.ui.states import State
from consultroom.ui.theme.fonts import font
from consultroom.ui.theme.tokens import LIGHT
from consultroom.ui.widgets.layouts import clear, row

RADIUS = 18  # of a step's disc, logical pixels at usual text size
CENTRE = 28  # of a step's disc, from the top
MARK = 22  # side of what stands in it
GROWS_TO = 1.4  # larger text lets the disc grow so far, which holds its number


def _grown(length: int) -> int:
    return round(length * min(theme.now().scale, GROWS_TO))


class StepButton(QAbstractButton):
    """One step: disc with number, name, and a line about its date."""

    def __init__(self, number: int, name: str, state: State, note: str, *, last: bool) -> None:
        super().__init__()
        self._number = number
        self._state = state
        self._note = note
        self._last = last
        self.setText(name)
        self.setObjectName(f"step{number}")
        self.setAccessibleName(f"第{number}步 {name}，{state.word}，{note}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:
        """Return the room a step likes to have."""
        tokens = theme.now()
        return QSize(tokens.px(150), _grown(CENTRE + RADIUS) + tokens.px(66))

    def minimumSizeHint(self) -> QSize:
        """Return room for a two-character name, so that nine steps fit 1366 px."""
        return QSize(theme.now().px(84), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, line, disc and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_lines(painter)
        self._paint_disc(painter)
        self._paint_words(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        tokens = theme.now()
        if self.isChecked() or self.underMouse():
            chosen = self.isChecked()
            painter.setPen(QPen(QColor(tokens.primary), 1.4) if chosen else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sunken if chosen else tokens.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2.5, 0.7, -2.5, -0.7), 10, 10)

    def _paint_lines(self, painter: QPainter) -> None:
        middle, gap = self.width() / 2, _grown(RADIUS) + 6
        reached, passed = self._state is not State.TODO, self._state is State.DONE
        if self._number > 1:
            self._paint_line(painter, 0, middle - gap, solid=reached)
        if not self._last:
            self._paint_line(painter, middle + gap, self.width(), solid=passed)

    @staticmethod
    def _paint_line(painter: QPainter, left: float, right: float, *, solid: bool) -> None:
        tokens = theme.now()
        pen = QPen(QColor(tokens.done if solid else tokens.line_strong), 3 if solid else 2)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not solid:
            pen.setDashPattern([2, 2.2])
        painter.setPen(pen)
        painter.drawLine(QPointF(left, _grown(CENTRE)), QPointF(right, _grown(CENTRE)))

    def _paint_disc(self, painter: QPainter) -> None:
        tokens, state, centre = theme.now(), self._state, QPointF(self.width() / 2, _grown(CENTRE))
        ink = tokens.ink(state)
        solid = state in (State.DONE, State.ACTIVE, State.LATE)
        ground = ink if solid else tokens.soft(state).ground if state is State.DUE else ""
        painter.setPen(QPen(QColor(ink), 2))
        painter.setBrush(QColor(ground or tokens.surface))
        painter.drawEllipse(centre, _grown(RADIUS), _grown(RADIUS))
        side = _grown(MARK)
        place = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        if state is State.DONE:
            icons.paint(painter, "check", tokens.on_solid, place, stroke=3)
        elif state is State.LATE:
            icons.paint(painter, "triangle-alert", tokens.on_solid, place, stroke=2.2)
        else:
            painter.setPen(QColor(tokens.on_solid if solid else ink))
            painter.setFont(font(_grown(LIGHT.h3), 600))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(self._number))

    def _paint_words(self, painter: QPainter) -> None:
        tokens, state = theme.now(), self._state
        here = state not in (State.DONE, State.TODO)
        top, tall = _grown(CENTRE + RADIUS) + 8, tokens.px(24)
        self._paint_text(
            painter,
            QRectF(4, top, self.width() - 8, tall),
            self.text(),
            (tokens.body, 600 if here else 500),
            tokens.text2 if state is State.TODO else tokens.text,
        )
        self._paint_text(
            painter,
            QRectF(4, top + tall, self.width() - 8, tokens.px(22)),
            self._note,
            (tokens.caption, 400),
            tokens.ink(state) if here else tokens.text3,
        )

    @staticmethod
    def _paint_text(
        painter: QPainter, place: QRectF, text: str, face: tuple[int, int], ink: str
    ) -> None:
        painter.setFont(font(*face))
        painter.setPen(QColor(ink))
        metrics = QFontMetrics(painter.font())
        fits = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, fits)


class Stepper(QWidget):
    """All steps of one consultation; one Tab stop, arrows move between them."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._row: QHBoxLayout = row(spacing=0)
        self._steps: tuple[tuple[str, State, str], ...] = ()
        self.buttons: list[StepButton] = []
        self.setLayout(self._row)
        self.setAccessibleName("步骤")

    def show_steps(self, steps: tuple[tuple[str, State, str], ...], chosen: int) -> None:
        """Show the steps.

        Args:
            steps: name, state and a line about the date, in walking order.
            chosen: index of the step whose checklist is on show.
        """
        if steps != self._steps:
            self._steps = steps
            self._rebuild()
        self.buttons[chosen].setChecked(True)

    def _rebuild(self) -> None:
        clear(self._row)
        self.buttons = []
        for index, (name, state, note) in enumerate(self._steps):
            step = StepButton(index + 1, name, state, note, last=index + 1 == len(self._steps))
            step.clicked.connect(lambda _checked=False, index=index: self.chosen.emit(index))
            self._row.addWidget(step, 1)
            self.buttons.append(step)
