"""The drawing of a meeting's room: what the sheet will show, with chairs that can be moved.

The mouse drags a name onto another chair. Arrows move a cursor, Enter picks up and puts down,
Esc lets go. What it shows is also told in words, by the list beside it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from consultroom.services.seating import Furniture
from consultroom.ui import accessible, icons, theme
from consultroom.ui.seats.screens import ChairCard, SeatsScreen
from consultroom.ui.theme.fonts import font

EDGE = 12  # logical pixels around the room
STRETCH = 1.6  # times as high or as wide as on the sheet a room may be drawn
NOWHERE = -1
_KEYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PRESSES = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@accessible.heard_as(QAccessible.Role.Canvas)
class SeatDrawing(QWidget):
    """Draws the cards of a SeatsScreen and reports what is moved."""

    pointed = Signal(int)
    stepped = Signal(int, int)
    pressed = Signal()
    let_go = Signal()
    dropped = Signal(int, int)  # from the place of one card, to that of another

    _screen = SeatsScreen()  # of the class: Qt sends events while a widget is being made
    _pointer: QPointF | None = None  # while dragging

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("seatDrawing")
        self.setAccessibleName("座位图，方向键走，回车拿起和放下")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._grasped = NOWHERE  # the card under the pressed button
        self._from = QPointF()

    def sizeHint(self) -> QSize:
        """Return room for a dozen people."""
        return QSize(640, 360)

    def show_screen(self, screen: SeatsScreen) -> None:
        """Show the seats of a meeting."""
        before, self._screen = self._screen, screen
        self.setAccessibleDescription(screen.said)
        if screen.said != before.said and self.hasFocus():
            accessible.announce(self, screen.said)
        self.update()

    # -- where things are -----------------------------------------------------------------------

    @property
    def _scales(self) -> tuple[float, float]:
        """Logical pixels of a millimetre, across and down: room to spare makes larger chairs."""
        across = max(0.1, (self.width() - 2 * EDGE) / self._screen.width)
        down = max(0.1, (self.height() - 2 * EDGE) / self._screen.height)
        return min(across, STRETCH * down), min(down, STRETCH * across)

    def _at(self, x: float, y: float) -> QPointF:
        across, down = self._scales
        left = (self.width() - self._screen.width * across) / 2
        top = (self.height() - self._screen.height * down) / 2
        return QPointF(left + x * across, top + y * down)

    def place_of(self, number: int) -> QRectF:
        """Return where a card is drawn, by its place among the cards."""
        card, (across, down) = self._screen.cards[number], self._scales
        middle = self._at(card.x, card.y)
        place = QRectF(0, 0, card.width * across, card.height * down)
        place.moveCenter(middle)
        return place

    def card_at(self, point: QPointF) -> int:
        """Return the place of the card drawn at a point, or NOWHERE."""
        places = range(len(self._screen.cards))
        return next((at for at in places if self.place_of(at).contains(point)), NOWHERE)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the room, its chairs, and the name that is being dragged."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for thing in self._screen.furniture:
            self._draw_thing(painter, thing)
        target = self._target()
        for number, card in enumerate(self._screen.cards):
            self._draw_card(painter, card, self.place_of(number), self._look(number, target))
        if self.hasFocus() and self._screen.cards:
            self._draw_ring(painter, self.place_of(self._screen.cursor))
        if self._pointer is not None:
            self._draw_dragged(painter, self._pointer)

    def _target(self) -> int:
        """Return the card a dragged name would go to."""
        at = self.card_at(self._pointer) if self._pointer is not None else NOWHERE
        return at if at != self._grasped else NOWHERE

    def _look(self, number: int, target: int) -> str:
        dragged = self._pointer is not None and number == self._grasped
        if dragged or number == self._screen.held:
            return "held"
        return "target" if number == target else "plain"

    def _draw_thing(self, painter: QPainter, thing: Furniture) -> None:
        tokens, (across, down) = theme.now(), self._scales
        corner = self._at(thing.x, thing.y)
        place = QRectF(corner.x(), corner.y(), thing.width * across, thing.height * down)
        painter.setBrush(QColor(tokens.sunken))
        painter.setPen(QPen(QColor(tokens.thumb), 1.5))
        if thing.kind == "oval":
            painter.drawEllipse(place)
        elif thing.kind == "box":
            painter.drawRoundedRect(place, 4, 4)
        elif thing.kind == "line":
            painter.setPen(QPen(QColor(tokens.line_strong), 3))
            painter.drawLine(place.topLeft(), place.bottomRight())
        else:
            self._draw_words(painter, thing.text, corner)

    @staticmethod
    def _draw_words(painter: QPainter, text: str, at: QPointF) -> None:
        tokens = theme.now()
        painter.setFont(font(tokens.caption))
        painter.setPen(QColor(tokens.text3))
        metrics = QFontMetricsF(painter.font())
        wide, high = metrics.horizontalAdvance(text), metrics.height()
        place = QRectF(at.x() - wide / 2, at.y() - high / 2, wide + 2, high)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, text)

    def _draw_card(self, painter: QPainter, card: ChairCard, place: QRectF, look: str) -> None:
        tokens = theme.now()
        grounds = {"held": tokens.primary, "target": tokens.primary_soft, "plain": tokens.surface}
        edge = tokens.primary if card.by_hand or look == "target" else tokens.line_strong
        style = Qt.PenStyle.SolidLine if card.name else Qt.PenStyle.DashLine
        painter.setPen(QPen(QColor(edge), 2 if card.by_hand or look == "target" else 1, style))
        painter.setBrush(QColor(grounds[look]))
        painter.drawRoundedRect(place, 5, 5)
        ink = tokens.on_solid if look == "held" else tokens.text if card.name else tokens.text3
        self._draw_name(painter, card, place, ink)

    @staticmethod
    def _draw_name(painter: QPainter, card: ChairCard, place: QRectF, ink: str) -> None:
        """Draw the name as large as fits; where none does, the chair's number as on paper."""
        tokens = theme.now()
        painter.setPen(QColor(ink))
        middle = int(Qt.AlignmentFlag.AlignCenter)
        for size in (tokens.h3, tokens.body, tokens.caption):
            painter.setFont(font(size, 600 if card.by_hand else 400))
            metrics = QFontMetricsF(painter.font())
            wide, high = metrics.horizontalAdvance(card.who), metrics.height()
            if wide <= place.width() - 2 and high <= place.height() + 4:
                painter.drawText(place, middle, card.who)
                return
        painter.drawText(place.adjusted(-6, -6, 6, 6), middle, str(card.number))

    @staticmethod
    def _draw_ring(painter: QPainter, place: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.now().focus), 2.5))
        painter.drawRoundedRect(place.adjusted(-4, -4, 4, 4), 8, 8)

    def _draw_dragged(self, painter: QPainter, pointer: QPointF) -> None:
        tokens, card = theme.now(), self._screen.cards[self._grasped]
        painter.setFont(font(tokens.body, 600))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(card.name) + 44
        place = QRectF(pointer.x() - wide / 2, pointer.y() - 36, wide, 32)
        painter.setPen(QPen(QColor(tokens.primary), 1.5))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(place, 6, 6)
        grip = QRectF(place.left() + 8, place.top() + 8, 16, 16)
        icons.paint(painter, "grip-vertical", tokens.primary, grip)
        painter.setPen(QColor(tokens.text))
        words = place.adjusted(26, 0, -6, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), card.name)

    # -- the mouse ------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a card."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._grasped, self._from = self.card_at(event.position()), event.position()
            if self._grasped != NOWHERE:
                self.pointed.emit(self._grasped)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the name that is held; else show what can be held."""
        point = event.position()
        far = (point - self._from).manhattanLength() >= QApplication.startDragDistance()
        held = self._grasped != NOWHERE and bool(self._screen.cards[self._grasped].name)
        if held and (far or self._pointer is not None):
            self._pointer = point
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.update()
        elif self._grasped == NOWHERE:
            at = self.card_at(point)
            open_ = at != NOWHERE and bool(self._screen.cards[at].name)
            shape = Qt.CursorShape.OpenHandCursor if open_ else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put the dragged name down; outside of every chair it goes back."""
        dragged, grasped, target = self._pointer is not None, self._grasped, self._target()
        self._forget()
        if dragged and target != NOWHERE:
            self.dropped.emit(grasped, target)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Pick up or put down, as Enter does."""
        if self.card_at(event.position()) != NOWHERE:
            self.pressed.emit()

    def _forget(self) -> None:
        self._grasped, self._pointer = NOWHERE, None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.update()

    # -- the keyboard ---------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, pick up, put down, let go."""
        key = Qt.Key(event.key())
        if key in _KEYS:
            self.stepped.emit(*_KEYS[key])
        elif key in _PRESSES:
            self.pressed.emit()
        elif key == Qt.Key.Key_Escape and self._pointer is not None:
            self._forget()
        elif key == Qt.Key.Key_Escape and self._screen.held != NOWHERE:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say who sits on the chair under the mouse, and keep Esc while somebody is held."""
        if isinstance(event, QHelpEvent):
            at = self.card_at(QPointF(event.pos()))
            text = self._screen.cards[at].says if at != NOWHERE else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        moving = self._screen.held != NOWHERE or self._pointer is not None
        return keeps_escape(event, wanted=moving) or super().event(event)


def keeps_escape(event: QEvent, *, wanted: bool) -> bool:
    """Claim Esc from the window's own shortcuts, where it lets go of somebody."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if not wanted or event.key() != Qt.Key.Key_Escape:
        return False
    event.accept()
    return True
