"""Keys an input method hands back to be typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

# X keysyms of the keys that write nothing (X11/keysymdef.h)
NAMED = {
    0xFF08: Qt.Key.Key_Backspace,
    0xFF09: Qt.Key.Key_Tab,
    0xFF0D: Qt.Key.Key_Return,
    0xFF1B: Qt.Key.Key_Escape,
    0xFF50: Qt.Key.Key_Home,
    0xFF51: Qt.Key.Key_Left,
    0xFF52: Qt.Key.Key_Up,
    0xFF53: Qt.Key.Key_Right,
    0xFF54: Qt.Key.Key_Down,
    0xFF57: Qt.Key.Key_End,
    0xFF8D: Qt.Key.Key_Enter,
    0xFFFF: Qt.Key.Key_Delete,
}
# masks of X (X11/X.h)
HELD = {
    1 << 0: Qt.KeyboardModifier.ShiftModifier,
    1 << 2: Qt.KeyboardModifier.ControlModifier,
    1 << 3: Qt.KeyboardModifier.AltModifier,
}


def press(field: QWidget, symbol: int, mask: int) -> None:
    """Type one key into a field, past the input method.

    Args:
        field: which has the keyboard.
        symbol: X keysym; Latin letters are their own code.
        mask: of the modifiers held, as X counts them.
    """
    held = Qt.KeyboardModifier.NoModifier
    for bit, modifier in HELD.items():
        held |= modifier if mask & bit else Qt.KeyboardModifier.NoModifier
    named = NAMED.get(symbol)
    text = "" if named is not None or not 0x20 <= symbol < 0x100 else chr(symbol)
    key = named if named is not None else Qt.Key(ord(text.upper())) if text else None
    if key is None:
        return
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, key, held, text))
