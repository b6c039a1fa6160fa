"""Every page of the rail over two years of work, on small screens and with text twice as large."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollBar, QWidget

from consultroom.domain.consultations import Consultation
from consultroom.services.desk import Desk
from consultroom.services.preferring import Preferences, Showing
from consultroom.ui import theme
from consultroom.ui.minutes.view import EntryList
from consultroom.ui.office import Office
from consultroom.ui.screen import Screen
from consultroom.ui.wardrobe import Wardrobe
from consultroom.ui.workspace.view import WorkspaceView
from tests.ui.conftest import Shown
from tests.ui.settings_page import SECTIONS
from tests.ui.test_everyone_can_use_it import cut_labels

# 1366×768 of a screen at 125 %, and at 100 % with the largest text
SMALL, LARGE_TEXT = ((1093, 614), 100), ((1366, 768), 200)


@pytest.fixture(params=[SMALL, LARGE_TEXT], ids=["1093x614", "1366x768 at 200 %"])
def office(
    request: pytest.FixtureRequest, busy: Desk, shown: Shown, tmp_path: Path, dressed: QApplication
) -> Iterator[Office]:
    (width, height), text = request.param
    wardrobe = Wardrobe(Preferences())
    wardrobe.choose(busy.by, Showing(text=text))
    wardrobe.dress()
    made = Office(busy, folder=tmp_path, wardrobe=wardrobe)
    made.window.resize(width, height)
    shown(made.window)
    yield made
    theme.apply(dressed)


def walk(office: Office) -> Iterator[tuple[str, Screen]]:
    """Open every page of the rail, the workspace and the sections of the settings."""
    newest = office.desk.room.find(Consultation)[-1].id
    places = [(key, "") for key in office.window.rail.buttons]
    places += [("workspace", newest), ("workspace", f"{newest}/review")]
    places += [("settings", section) for section in SECTIONS]
    for page, about in places:
        office.window.go(page, about)
        for _ in range(6):  # folding changes heights, which fold again
            QApplication.processEvents()
        yield f"{page} {about}".strip(), office.window.screens[page]


def sideways(screen: QWidget) -> list[str]:
    """Return what could be scrolled sideways."""
    bars = [bar for bar in screen.findChildren(QScrollBar) if bar.isVisible()]
    return [
        _around(bar)
        for bar in bars
        if bar.orientation() is Qt.Orientation.Horizontal and bar.maximum() > 0
    ]


def _around(bar: QWidget) -> str:
    outer = bar.parentWidget().parentWidget()
    return outer.objectName() or type(outer).__name__


def sticking_out(screen: QWidget) -> list[str]:
    """Return what reaches beyond the right edge of the window."""
    edge = screen.window().width()
    return [
        widget.objectName() or type(widget).__name__
        for widget in screen.findChildren(QWidget)
        if widget.isVisible()
        and widget.mapTo(screen.window(), QPoint(widget.width(), 0)).x() > edge + 1
    ]


def test_no_page_scrolls_sideways_or_is_wider_than_the_window(office: Office):
    window, size = office.window, office.window.size()
    found = {}
    for name, screen in walk(office):
        faults = [f"scrolls: {one}" for one in sideways(screen)]
        faults += [f"sticks out: {one}" for one in sticking_out(screen)]
        if screen.minimumSizeHint().width() > screen.width():
            faults.append(f"needs {screen.minimumSizeHint().width()} of {screen.width()}")
        if faults:
            found[name] = faults
    assert found == {}
    assert window.size() == size


def test_no_word_of_a_page_is_cut_off(office: Office):
    assert {name: cut for name, screen in walk(office) if (cut := cut_labels(screen))} == {}


def test_the_rail_ends_inside_the_window(office: Office):
    window = office.window
    for key, line in window.rail.buttons.items():
        bottom = line.mapTo(window, QPoint(0, line.height())).y()
        assert bottom <= window.height(), key


def test_a_widget_that_sticks_out_is_noticed(shown: Shown):
    page = QWidget()
    page.resize(300, 200)
    inside, outside = QWidget(page), QWidget(page)
    inside.setGeometry(0, 0, 300, 20)
    outside.setGeometry(200, 0, 200, 20)
    outside.setObjectName("outside")
    shown(page)
    assert sticking_out(page) == ["outside"]


def test_the_record_has_room_for_several_lines(office: Office):
    newest = office.desk.room.find(Consultation)[-1].id
    office.window.go("workspace", newest)
    view = office.window.screens["workspace"]
    assert isinstance(view, WorkspaceView)
    view.open_tab("record")
    for _ in range(6):
        QApplication.processEvents()
    lines = view.findChild(EntryList)
    assert lines is not None
    assert lines.viewport().height() >= 7 * lines.fontMetrics().lineSpacing()
    assert lines.viewport().width() >= office.window.width() * 0.6


def test_a_form_of_the_workspace_is_in_sight_with_its_button(office: Office):
    newest = office.desk.room.find(Consultation)[-1].id
    office.window.go("workspace", f"{newest}/research")
    for _ in range(6):
        QApplication.processEvents()
    view = office.window.screens["workspace"]
    submit = view.findChild(QPushButton, "formSubmit")
    assert submit is not None
    foot = submit.mapTo(view, QPoint(0, submit.height())).y()
    assert submit.isVisible()
    assert foot <= view.height()
