"""外传范围: boxes to tick, on the side that asks and on the side that lets go."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultroom.domain.sharing import Private
from consultroom.ui import dialogs
from consultroom.ui.exchange.allowing import AGAIN, AllowingScreen
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.fields import Tick
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.words import button, label


class Ticks(QWidget):
    """One box for each kind of what is private."""

    changed = Signal()

    def __init__(self, name: str, says: str) -> None:
        super().__init__()
        self._boxes = {kind: Tick(kind.label) for kind in Private}
        for kind, box in self._boxes.items():
            box.setObjectName(f"{name}_{kind.code}")
            box.setAccessibleName(f"{says}{kind.label}")
            box.changed.connect(self.changed)
        self.setLayout(column(*self._boxes.values(), spacing=6))

    def show_ticked(self, kinds: Sequence[Private]) -> None:
        """Tick these and no others."""
        self.blockSignals(True)
        for kind, box in self._boxes.items():
            box.show_value(kind in kinds)
        self.blockSignals(False)

    def ticked(self) -> tuple[Private, ...]:
        """Return what is ticked."""
        return tuple(kind for kind, box in self._boxes.items() if box.value())


class AllowingView(QWidget):
    """Draws an AllowingScreen and reports what is wished."""

    asked = Signal(tuple)
    allowed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("exchangeAllowing")
        self._screen = AllowingScreen()
        self._sentence = label("", "due", wrap=True, name="allowingSentence")
        self._stays = label("", "sub", wrap=True, name="allowingStays")
        self._asking = self._asking_card()
        self._letting = self._letting_card()
        body = column(self._asking, self._letting, self._stays, None, spacing=12)
        lines = column(self._sentence, scrolling(body), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _asking_card(self) -> QWidget:
        self._ask = Ticks("ask", "向工作站要")
        told = "工作站自己也准许了才会带来。没有必要就不要。"
        return card(
            label("向工作站要", "h3"),
            label(told, "sub", wrap=True),
            self._ask,
            _foot("askPrivate", self._ask_now),
        )

    def _letting_card(self) -> QWidget:
        self._allow = Ticks("allow", "准许外传")
        self._wanted = label("", "sub", wrap=True, name="allowingWanted")
        return card(
            label("本机准许外传", "h3"),
            self._wanted,
            self._allow,
            _foot("allowPrivate", self._allow_now),
        )

    def show_screen(self, screen: AllowingScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._screen = screen
            self._sentence.setText(screen.sentence)
            self._sentence.setVisible(bool(screen.sentence))
            self._asking.setVisible(screen.asks)
            self._letting.setVisible(bool(screen.above))
            self._ask.show_ticked(screen.asked)
            self._allow.show_ticked(screen.allowed)
            wanted = "、".join(kind.label for kind in screen.wanted)
            asks = f"要{wanted}" if wanted else "没有要这些内容"
            self._wanted.setText(f"“{screen.above}”{asks}。两边都同意的才会带去。")
            self._stays.setText(screen.stays if screen.above else "")

    def _ask_now(self) -> None:
        self.asked.emit(self._ask.ticked())

    def _allow_now(self) -> None:
        kinds = self._allow.ticked()
        more = [kind.label for kind in kinds if kind not in self._screen.allowed]
        question = f"准许把{'、'.join(more)}带给“{self._screen.above}”吗？"
        detail = f"带去以后收不回来。{AGAIN}"
        if not more or dialogs.confirm(self, question, act="准许", detail=detail):
            self.allowed.emit(kinds)
        else:
            self._allow.show_ticked(self._screen.allowed)


def _foot(name: str, act: Callable[[], None]) -> QWidget:
    return holder(row(None, button("保存", name=name, icon="save", clicked=act)))
