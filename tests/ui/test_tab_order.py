"""Tab goes the way the eye does, and what it comes to is brought into sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from consultroom.ui.main_window import MainWindow
from consultroom.ui.widgets.layouts import column, holder, row, scrolling
from consultroom.ui.widgets.tab_order import put_in_reading_order, reading_order
from tests.ui.conftest import Shown


def a_button(name: str) -> QPushButton:
    made = QPushButton(name)
    made.setObjectName(name)
    return made


def tabbed(start: QWidget, times: int) -> list[str]:
    """Press Tab so often and return the names of what it comes to."""
    start.setFocus()
    names = []
    for _ in range(times):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        names.append(QApplication.focusWidget().objectName())
    return names


def test_what_is_made_late_has_its_turn_where_it_stands(shown: Shown):
    first, last = a_button("first"), a_button("last")
    middle = row()
    page = holder(column(first, middle, scrolling(column(last))))
    for name in ("second", "third"):
        middle.addWidget(a_button(name))
    hidden = a_button("hidden")
    middle.addWidget(hidden)
    hidden.hide()
    shown(page)
    put_in_reading_order(page)
    assert [one.objectName() for one in reading_order(page)] == ["first", "second", "third", "last"]
    assert tabbed(first, 3) == ["second", "third", "last"]


@pytest.mark.parametrize(
    ("page", "about", "before", "after"),
    [
        ("home", "", "nextAct", "openCalendar"),
        ("consultations", "", "state_all", "consultationsTable"),
        ("workspace", "c11", "step1", "openHistory"),
        ("workspace", "c11", "workspaceAct0", "workspaceTabs"),
    ],
)
def test_a_page_is_walked_from_its_top(
    window: MainWindow, page: str, about: str, before: str, after: str
):
    window.go(page, about)
    QApplication.processEvents()
    names = tabbed(window, 40)
    assert names.index(before) < names.index(after)


def test_tab_leads_through_a_form_to_its_button(window: MainWindow):
    window.go("workspace", "c11/notice")
    QApplication.processEvents()
    page = window.screens["workspace"]
    first, last = (page.findChild(QWidget, name) for name in ("field_day", "field_plain"))
    assert first is not None
    assert last is not None
    assert tabbed(first, 2) == ["field_hour", "field_place"]
    assert tabbed(last, 1) == ["formSubmit"]


def test_what_tab_comes_to_from_another_part_is_scrolled_to(window: MainWindow):
    """The steps stand above, out of sight; Tab comes from the tabs over the page."""
    window.resize(1093, 614)
    window.go("workspace", "c11")
    QApplication.processEvents()
    step = window.screens["workspace"].findChild(QWidget, "step1")
    assert step is not None
    area: QWidget | None = step
    while not isinstance(area, QScrollArea):
        area = area.parentWidget()
        assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    window.ring.tab_pressed()
    step.setFocus()
    top = step.mapTo(area.viewport(), QPoint(0, 0)).y()
    assert top >= 0
    assert top + step.height() <= area.viewport().height()
