"""Small things the pages of the exchange share: a row of segments, a side panel's words."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from consultroom.ui.widgets.layouts import holder, row
from consultroom.ui.widgets.segments import Segments

__all__ = ["Segments", "together"]


def together(*things: QWidget, spacing: int = 10) -> QWidget:
    """Return things side by side, flush left."""
    return holder(row(*things, None, spacing=spacing))
