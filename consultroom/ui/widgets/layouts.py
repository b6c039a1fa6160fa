"""Rows, columns and pages in one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

Item = QWidget | QLayout | int | None  # an int is a gap in logical pixels, None takes the rest
Margins = tuple[int, int, int, int]  # left, top, right, bottom
NO_MARGINS: Margins = (0, 0, 0, 0)
B = TypeVar("B", bound=QBoxLayout)


def row(*items: Item, spacing: int = 10, margins: Margins = NO_MARGINS) -> QHBoxLayout:
    """Lay ``items`` side by side."""
    return _filled(QHBoxLayout(), items, spacing, margins)


def column(*items: Item, spacing: int = 10, margins: Margins = NO_MARGINS) -> QVBoxLayout:
    """Lay ``items`` one under the other."""
    return _filled(QVBoxLayout(), items, spacing, margins)


def _filled(box: B, items: tuple[Item, ...], spacing: int, margins: Margins) -> B:
    box.setSpacing(spacing)
    box.setContentsMargins(*margins)
    for item in items:
        match item:
            case None:
                box.addStretch(1)
            case int():
                box.addSpacing(item)
            case QLayout():
                box.addLayout(item)
            case QWidget():
                box.addWidget(item)
    return box


def holder(layout: QLayout) -> QWidget:
    """Return a bare widget around a layout, for what must be shown, hidden or replaced whole."""
    widget = QWidget()
    widget.setLayout(layout)
    return widget


def scrolling(layout: QLayout, kind: type[QScrollArea] = QScrollArea) -> QScrollArea:
    """Return a page that scrolls downward when the window is too low, never sideways."""
    area = kind()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page = holder(layout)
    page.setObjectName("page")
    area.setWidget(page)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


@contextmanager
def kept_focus(page: QWidget) -> Iterator[None]:
    """Give the keyboard back to the control of the same objectName after a page was refilled.

    A control that is out of sight by now, because a form opened in its place, does not get it.
    """
    before = QApplication.focusWidget()
    name = before.objectName() if before is not None and page.isAncestorOf(before) else ""
    yield
    again = page.findChild(QWidget, name) if name else None
    if again is not None and QApplication.focusWidget() is not again:
        show_new(again, page)
        if again.isVisibleTo(page):
            again.setFocus()


@contextmanager
def focus_given(page: QWidget, give: Callable[[], None] | None) -> Iterator[None]:
    """Redraw a page, then give the keyboard on; with None what had it keeps it."""
    if give is None:
        with kept_focus(page):
            yield
        return
    yield
    give()


def show_new(widget: QWidget, page: QWidget) -> None:
    """Show at once what Qt would show a moment later; what is not shown cannot have the focus."""
    around = widget.parentWidget()
    if widget is not page and around is not None:
        show_new(around, page)
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()


def bring_into_sight(widget: QWidget, place: QRect) -> None:
    """Scroll the page around a widget until a place on the widget is in sight.

    Args:
        widget: in which the place lies; what itself scrolls, as a list, gives its viewport's.
        place: the caret, or the current row; logical pixels.
    """
    drawn = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    around = widget.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        at = drawn.mapTo(around.widget(), QRect(place).center())
        around.ensureVisible(at.x(), at.y(), 0, place.height())
