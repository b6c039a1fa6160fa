"""The look of the window; no file outside this folder names a colour.

A QApplication has one style for the whole process, so the tokens in force are one for the
process too: ``theme.now()`` tells them, ``theme.apply`` changes them. This file itself needs no
Qt until apply is called, so that presenters stay free of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from consultroom.ui.theme.tokens import LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

STYLE = "Fusion"
_STYLED = "styled"
_in_force = [LIGHT]


def now() -> Tokens:
    """Return the tokens in force."""
    return _in_force[0]


def new_application(program: Sequence[str]) -> QApplication:
    """Return the application, in our style from the start.

    ``setStyle`` hands a QStyle to Python, which then learns all of its 500 names (7 ms).
    """
    from PySide6.QtWidgets import QApplication

    application = QApplication([*program, "-style", STYLE])
    application.setProperty(_STYLED, True)
    return application


def apply(application: QApplication, tokens: Tokens = LIGHT) -> None:
    """Dress the application; windows built before must be rebuilt to follow."""
    from consultroom.ui.theme.fonts import font
    from consultroom.ui.theme.palette import palette
    from consultroom.ui.theme.stylesheet import stylesheet

    _in_force[0] = tokens
    if not application.styleSheet() and not application.property(_STYLED):
        application.setStyle(STYLE)  # once; asking again costs a restyle
    application.setFont(font(tokens.body))
    application.setPalette(palette(tokens))
    application.setStyleSheet(stylesheet(tokens))
