"""Tab goes the way the eye does: in the order of the layouts, whatever was made first.

Qt's own order is that of making, and half of a page is made anew whenever its record changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

OWN_ORDER = "ownTabOrder"  # property of a form, whose fields keep the order they were asked in
_TAB = Qt.FocusPolicy.TabFocus


def put_in_reading_order(page: QWidget) -> None:
    """Let Tab go through a page in the order of its layouts."""
    for before, after in pairwise(reading_order(page)):
        QWidget.setTabOrder(before, after)


def reading_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab can come to in a widget, first what stands first; what is hidden has none."""
    if widget.property(OWN_ORDER):
        return
    if widget.focusPolicy() & _TAB:
        yield widget
    if widget.focusProxy() is not None:
        return  # a field of several parts, which Qt moves as one
    if isinstance(widget, QScrollArea):
        if widget.widget() is not None:
            yield from reading_order(widget.widget())
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget: QWidget | None = item.widget() if item else None
        inner: QLayout | None = item.layout() if item else None
        if widget is not None and not widget.isHidden():
            yield from reading_order(widget)
        if inner is not None:
            yield from _in_layout(inner)
