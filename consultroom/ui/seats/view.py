"""The page of seats: layouts above, the drawing, and the list that says who sits where."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from consultroom.ui import theme
from consultroom.ui.screen import Screen
from consultroom.ui.seats.drawing import NOWHERE, SeatDrawing, keeps_escape
from consultroom.ui.seats.screens import ChairCard, SeatsScreen
from consultroom.ui.seats.table import COLUMNS
from consultroom.ui.tables import Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.folding import keep_aside
from consultroom.ui.widgets.layouts import column, holder, row
from consultroom.ui.widgets.words import button, label

HOW = "把名字拖到别的座位上，就对调；拖到“加座”，就加一把椅子。粗框是手工调过的。"
LIST, SHARE = 330, 0.32  # of the list: logical pixels, and of the page's width at most

LOW = 480  # of a page that has no room to explain itself


class SeatList(Table[ChairCard]):
    """Who sits where, in words; Enter picks up and puts down, Esc lets go."""

    let_go = Signal()
    holding = False  # of the class: Qt sends events while a widget is being made

    def __init__(self) -> None:
        super().__init__("seatList", "谁坐在哪里，回车拿起和放下", COLUMNS)

    def event(self, event: QEvent) -> bool:
        """Keep Esc while somebody is held."""
        return keeps_escape(event, wanted=self.holding) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let go on Esc; everything else is a table's."""
        if event.key() == Qt.Key.Key_Escape:
            self.let_go.emit()
        else:
            super().keyPressEvent(event)


class SeatsView(Screen):
    """Draws a SeatsScreen and reports what is moved."""

    pointed = Signal(int)
    stepped = Signal(int, int)
    pressed = Signal()
    let_go = Signal()
    dropped = Signal(int, int)
    shape_chosen = Signal(str)
    even_chosen = Signal(str)
    anew_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("seats")
        self._about = ""
        self._showing = False
        self.drawing = SeatDrawing()
        self.list = SeatList()
        self._nothing = Nothing("", "users")
        self._body = QStackedWidget()
        self._body.addWidget(self._sides())
        self._body.addWidget(self._nothing)
        lines = column(self._tools(), self._body, spacing=12, margins=(24, 16, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)
        self._connect()

    def _tools(self) -> QWidget:
        px = theme.now().px
        self._shapes = Select()
        self._shapes.setObjectName("seatShape")
        self._shapes.setAccessibleName("布局")
        self._shapes.setFixedWidth(px(130))
        self._evens = Select()
        self._evens.setObjectName("seatEven")
        self._evens.setAccessibleName("一排座位是双数时")
        self._evens.setFixedWidth(px(226))
        flow = FlowLayout(gap=10)
        self._anew = button(
            "按规则重排", name="seatsAnew", icon="rotate-ccw", clicked=self.anew_wanted.emit
        )
        work = button("打开协商", name="seatsWork", icon="arrow-right", clicked=self._to_work)
        cards = button("台签", name="printCards", icon="printer", clicked=self._to_cards)
        sheet = button(
            "打印座次表", name="printSeats", kind="primary", icon="printer", clicked=self._to_sheet
        )
        self._doing = (self._shapes, self._evens, self._anew, cards, sheet)
        for part in (self._shapes, self._evens, self._anew, work, cards, sheet):
            flow.addWidget(part)
        return holder(flow)

    def _to_work(self) -> None:
        self.wanted.emit(Act(word="", page="workspace", about=self._about))

    def _to_cards(self) -> None:
        self.wanted.emit(Act(word="", page="paper", about=f"{self._about}/name_cards"))

    def _to_sheet(self) -> None:
        self.wanted.emit(Act(word="", page="paper", about=f"{self._about}/seating"))

    def _sides(self) -> QWidget:
        self._said = label("", "sub", wrap=True, name="seatSaid")
        self._how = label(HOW, "caption", wrap=True, name="seatHow")
        words = holder(column(self._said, self._how, spacing=4, margins=(16, 0, 16, 12)))
        left = card(self.drawing, words, margins=(1, 1, 1, 1), spacing=4)
        left.layout().setStretch(0, 1)  # type: ignore[union-attr]
        listed = card(self.list, margins=(1, 1, 1, 1))
        keep_aside(listed, self, LIST, most=SHARE)
        sides = row(left, listed, spacing=14)
        sides.setStretch(0, 1)
        return holder(sides)

    def _connect(self) -> None:
        for signal in ("pointed", "stepped", "pressed", "let_go", "dropped"):
            getattr(self.drawing, signal).connect(getattr(self, signal))
        self._shapes.changed.connect(lambda: self.shape_chosen.emit(self._shapes.value()))
        self._evens.changed.connect(lambda: self.even_chosen.emit(self._evens.value()))
        self.list.selectionModel().currentChanged.connect(self._point)
        self.list.opened.connect(lambda _card: self.pressed.emit())
        self.list.let_go.connect(self.let_go)

    def _point(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.pointed.emit(index.row())

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: SeatsScreen) -> None:
        """Replace what is drawn."""
        self.head("座次", screen.subheading)
        self._about = screen.consultation
        for part in self._doing:
            part.setEnabled(not screen.sentence)
        self._shapes.offer(screen.shapes, screen.shape)
        self._evens.offer(screen.evens, screen.even)
        self._evens.setVisible(bool(screen.evens))
        self._anew.setEnabled(screen.moved > 0)
        self._anew.setText(f"按规则重排（{screen.moved}）" if screen.moved else "按规则重排")
        self._anew.setAccessibleName(f"按规则重排，取消手工调过的 {screen.moved} 人")
        self._nothing.words.setText(screen.sentence)
        self._body.setCurrentIndex(1 if screen.sentence else 0)
        self.drawing.show_screen(screen)
        self._said.setText(screen.said)
        self._how.setText(f"{HOW}\n{screen.note}")
        self._show_list(screen)

    def _show_list(self, screen: SeatsScreen) -> None:
        self._showing = True
        self.list.holding = screen.held != NOWHERE
        if tuple(self.list.rows.row(at) for at in range(self.list.rows.rowCount())) != screen.cards:
            self.list.show_rows(screen.cards)
        if screen.cards and self.list.currentIndex().row() != screen.cursor:
            flags = QItemSelectionModel.SelectionFlag
            here = self.list.rows.index(screen.cursor, 0)
            self.list.selectionModel().setCurrentIndex(here, flags.ClearAndSelect | flags.Rows)
        self._showing = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the drawing the room where there is little."""
        self._how.setVisible(self.height() >= theme.now().px(LOW))
        super().resizeEvent(event)
