"""Tokens as a QPalette, for what Fusion paints without the style sheet."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from consultroom.ui.theme.tokens import Tokens


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of a look."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.canvas,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.sunken,
        role.Button: tokens.surface,
        role.WindowText: tokens.text,
        role.Text: tokens.text,
        role.ButtonText: tokens.text,
        role.PlaceholderText: tokens.text3,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_solid,
        role.ToolTipBase: tokens.text,
        role.ToolTipText: tokens.surface,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.Mid: tokens.line,
        role.Midlight: tokens.hover,
        role.Light: tokens.surface,
        role.Dark: tokens.line_strong,
        role.Accent: tokens.primary,
    }
    made = QPalette()
    for part, colour in colours.items():
        made.setColor(part, QColor(colour))
    for part in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, part, QColor(tokens.disabled))
    return made
