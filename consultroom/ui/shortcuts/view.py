"""The sheet (Ctrl+/): every key of the table, by where it works."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from consultroom.ui import theme
from consultroom.ui.accessible import heard_as
from consultroom.ui.shortcuts.keys import GROUPS, Group, Shortcut
from consultroom.ui.widgets.cards import card
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.words import button, label

WIDE, HIGH = 900, 640  # logical pixels
ROOM = 48  # left free around the sheet in a small window
KEYS = 138  # width of the column of keys


@heard_as(QAccessible.Role.Document)
class Listed(QScrollArea):
    """The part that scrolls."""


class ShortcutSheet(QDialog):
    """Shows the table; nothing can be changed in it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("shortcutSheet")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("快捷键")
        tokens = theme.now()
        wide = min(tokens.px(WIDE), window.width() - ROOM)
        self.resize(wide, min(tokens.px(HIGH), window.height() - ROOM))
        columns = 2 if wide >= tokens.px(WIDE) * 0.9 else 1
        self._area = scrolling(_sides(columns), Listed)
        self._area.setObjectName("shortcutArea")
        self._area.setAccessibleName("快捷键一览")
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # so that the arrows scroll it
        close = button("关闭", name="closeSheet", clicked=self.accept)
        foot = row(label("按键盘就能办的事，用鼠标也都能办。", "caption"), None, close)
        lines = column(self._area, foot, margins=(20, 16, 20, 14))
        lines.setStretch(0, 1)
        self.setLayout(lines)
        self._ring = FocusRing(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus; from now on the ring shows where it is."""
        self._ring.tab_pressed()
        return super().focusNextPrevChild(forward)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the arrows scroll from the first moment."""
        super().showEvent(event)
        self._area.setFocus()


def _sides(columns: int) -> QVBoxLayout:
    """Return the groups in as many columns as there is room for, evenly filled."""
    sides: list[list[QFrame]] = [[] for _ in range(columns)]
    filled = [0] * columns
    for group in GROUPS:
        least = filled.index(min(filled))
        sides[least].append(_group(group))
        filled[least] += len(group.shortcuts) + 2
    both = row(*(column(*side, None, spacing=12) for side in sides), spacing=14)
    for index in range(columns):
        both.setStretch(index, 1)
    return column(both)


def _group(group: Group) -> QFrame:
    lines = (_line(group, shortcut) for shortcut in group.shortcuts)
    made = card(label(group.title, "h3"), *lines, margins=(16, 12, 16, 12), spacing=6)
    made.setAccessibleName(group.title)
    return made


def _line(group: Group, shortcut: Shortcut) -> QWidget:
    pressed = label(shortcut.keys, "strong", wrap=True)
    pressed.setFixedWidth(theme.now().px(KEYS))
    line = row(pressed, label(shortcut.does, wrap=True), spacing=10)
    line.setStretch(1, 1)
    made = holder(line)
    made.setAccessibleName(f"{group.title}：{shortcut.keys}，{shortcut.does}")
    return made
