"""The widgets of the section 显示."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from consultroom.services.preferring import TEXT_SIZES, Look
from consultroom.ui.settings.display import DisplayScreen
from consultroom.ui.states import State
from consultroom.ui.widgets.cards import card, titled
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.pill import Pill
from consultroom.ui.widgets.segments import Segments
from consultroom.ui.widgets.words import label

SAMPLE = "梧桐街道委员工作站 2026年11月26日 星期四 9:00，三楼协商议事室，应到十二人。"


class DisplayView(QWidget):
    """Draws a DisplayScreen; a press holds at once."""

    text_chosen = Signal(str)
    look_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._texts = Segments(
            "text", "文字大小", [str(size) for size in TEXT_SIZES], self.text_chosen.emit
        )
        self._looks = Segments("look", "外观", [one.code for one in Look], self.look_chosen.emit)
        self._whose = label("", "sub", wrap=True, name="displayWhose")
        self._said = label("", "caption", wrap=True, name="lookSaid")
        pills = FlowLayout(gap=10)
        for state in State:
            pills.addWidget(Pill(state))
        lines = column(
            self._whose,
            card(
                titled("文字大小", None),
                row(self._texts, None),
                label(
                    "按钮、表格和文字一起变大。1366×768的屏幕上，200%也看得全。",
                    "caption",
                    wrap=True,
                ),
            ),
            card(titled("外观", None), row(self._looks, None), self._said),
            card(titled("看起来是这样", None), label(SAMPLE, wrap=True), holder(pills)),
            None,
            spacing=12,
        )
        self.setLayout(column(scrolling(lines)))

    def show_screen(self, screen: DisplayScreen) -> None:
        """Replace what is drawn."""
        self._whose.setText(f"“{screen.person}”在这台电脑上这样看，别的人、别的电脑不受影响。")
        sizes = {str(size): f"{size}%" for size in screen.sizes}
        self._texts.show_words(sizes, str(screen.text))
        self._looks.show_words({one.code: one.label for one in Look}, screen.look.code)
        self._said.setText(screen.said)
