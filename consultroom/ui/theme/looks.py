"""Which tokens a person's choice of look and text size comes to. No Qt here."""

from __future__ import annotations

from consultroom.services.preferring import Look, Showing
from consultroom.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens

LOOKS = {Look.LIGHT: LIGHT, Look.DARK: DARK, Look.CONTRAST: HIGH_CONTRAST}


def tokens_for(showing: Showing, *, system_dark: bool = False) -> Tokens:
    """Return the tokens of a choice.

    Args:
        showing: what was chosen.
        system_dark: whether the desktop itself is dark just now.
    """
    follows = DARK if system_dark else LIGHT
    return LOOKS.get(showing.look, follows).scaled(showing.text / 100)
