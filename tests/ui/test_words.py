"""Words and the icons beside them: told whole, or cut where one can see it; faint, but seen."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton

from consultroom.ui import theme
from consultroom.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from consultroom.ui.widgets.words import OneLine, button
from tests.ui.conftest import Shown

TITLE = "WT-XS-2026-011　装修垃圾收运点管理和收费公示"


def test_a_line_without_room_ends_in_dots_and_tells_the_whole(shown: Shown):
    line = OneLine("caption", name="about")
    line.setText(TITLE)
    line.resize(160, 30)
    shown(line)
    line.grab()
    assert line.shown().endswith("…")
    assert line.toolTip() == TITLE
    line.resize(900, 30)
    line.grab()
    assert line.shown() == TITLE
    assert not line.toolTip()


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST])
def test_the_icon_of_a_button_at_rest_is_as_strong_as_its_word(
    dressed: QApplication, tokens: Tokens
):
    theme.apply(dressed, tokens)
    try:
        made: QPushButton = button("打印", name="go", kind="primary", icon="printer")
        size = made.iconSize()
        image = made.icon().pixmap(size, QIcon.Mode.Disabled).toImage()
        inks = {
            QColor(image.pixelColor(x, y)).name()
            for x in range(size.width())
            for y in range(size.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert inks == {QColor(tokens.disabled).name()}
    finally:
        theme.apply(dressed)
