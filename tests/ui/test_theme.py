"""Fonts, icons and Qt's own words are there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics, QImage, QPalette
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

import consultroom.ui
from consultroom import resources
from consultroom.ui import icons, theme
from consultroom.ui.theme.fonts import BUNDLED, add_bundled, families, font
from consultroom.ui.theme.tokens import HIGH_CONTRAST, LIGHT

UI = Path(consultroom.ui.__file__).parent
RARE = "喆堃玥珺翀燚犇"


def test_the_bundled_typeface_is_used_and_has_the_rare_characters_of_names(dressed: QApplication):
    assert families() == (BUNDLED,)
    assert QFontInfo(font(15)).family() == BUNDLED
    metrics = QFontMetrics(font(15))
    assert [character for character in RARE if not metrics.inFontUcs4(ord(character))] == []


def test_the_bundled_typeface_has_a_bold_of_its_own(dressed: QApplication):
    assert BUNDLED in add_bundled()
    assert QFontInfo(font(15, 700)).weight() > QFontInfo(font(15)).weight()


def test_the_look_reaches_the_application(dressed: QApplication):
    assert dressed.palette().color(QPalette.ColorRole.Text).name().upper() == LIGHT.text
    theme.apply(dressed, HIGH_CONTRAST)
    try:
        assert theme.now() is HIGH_CONTRAST
        assert dressed.palette().color(QPalette.ColorRole.Text).name() == "#000000"
    finally:
        theme.apply(dressed)


def icons_asked_for(file: Path) -> set[str]:
    """Return the icons a source file names in an ``icon=`` or as an icon's first argument."""
    asked: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            values = [word.value for word in node.keywords if word.arg == "icon"]
            if called in {"Icon", "fact", "icon"}:
                values += node.args[:1]
            asked |= {v.value for v in values if isinstance(v, ast.Constant) and v.value}
    return asked


def test_every_icon_asked_for_is_there():
    asked = {name for file in UI.rglob("*.py") for name in icons_asked_for(file)}
    assert {"printer", "map-pin", "search"} <= asked
    assert [name for name in asked if not resources.path("icons", f"{name}.svg").is_file()] == []


def darkest(image: QImage) -> int:
    return min(
        image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    )


def test_an_icon_takes_the_colour_it_is_asked_for(dressed: QApplication):
    black = icons.pixmap("house", "#000000", 24, 1).toImage()
    white = icons.pixmap("house", "#FFFFFF", 24, 1).toImage()
    assert darkest(black) == 0
    assert darkest(white) == 255


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_an_icon_is_as_sharp_as_the_screen(dressed: QApplication, scale: float):
    drawn = icons.pixmap("house", LIGHT.text, 24, scale)
    assert drawn.width() == 24 * scale
    assert drawn.deviceIndependentSize().width() == 24


def test_an_icon_is_drawn_once(dressed: QApplication):
    once = icons.pixmap("bell", LIGHT.text, 20, 1)
    assert icons.pixmap("bell", LIGHT.text, 20, 1) is once


def test_qt_speaks_chinese(qtbot: QtBot, dressed: QApplication):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "取消"
