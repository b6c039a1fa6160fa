"""Every page for every person: by keyboard, with a screen reader, on a small screen, enlarged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Consultation
from consultroom.domain.members import Member
from consultroom.domain.outcomes import Assignment
from consultroom.domain.receptions import ReceptionDay
from consultroom.domain.records import Record
from consultroom.domain.topics import Topic
from consultroom.services.desk import Desk
from consultroom.ui import theme
from consultroom.ui.main_window import MainWindow
from consultroom.ui.office import Office
from consultroom.ui.screen import Screen
from consultroom.ui.theme.tokens import LIGHT
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.layouts import column, holder
from tests.ui import windows
from tests.ui.conftest import Shown
from tests.ui.keyboard import begin_pinyin

PAGES = [
    ("home", ""),
    ("consultations", ""),
    ("workspace", "c11"),
    ("workspace", "c11/notice"),
    ("minutes", "c11"),
    ("paper", "c11"),
    ("papers", ""),
]
pages = pytest.mark.parametrize(("page", "about"), PAGES)
SIZES = [(1366, 728), (1093, 574), (911, 472)]  # 1366×768 at 100, 125 and 150 %
SMALLEST_TEXT = 13  # logical pixels; badges only, all else 14
VAGUE = {QAccessible.Role.Client, QAccessible.Role.NoRole, QAccessible.Role.Border}


def go(window: MainWindow, page: str, about: str) -> QWidget:
    if page == "minutes":
        window.go("workspace", about)
        window.screens["workspace"].open_tab("minutes")
        page = "workspace"
    else:
        window.go(page, about)
    QApplication.processEvents()
    return window.screens[page]


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


@pages
def test_every_control_has_a_name_for_the_reader_and_for_tests(
    window: MainWindow, page: str, about: str
):
    go(window, page, about)
    nameless = [
        (type(widget).__name__, widget.objectName())
        for widget in focusable(window)
        if not widget.objectName()
        or not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []


@pages
def test_names_for_tests_are_given_once_a_page(window: MainWindow, page: str, about: str):
    screen = go(window, page, about)
    names = [one.objectName() for one in screen.findChildren(QAbstractButton) if one.isVisible()]
    assert len(names) == len(set(names))


@pages
def test_tab_reaches_every_control(qtbot: QtBot, window: MainWindow, page: str, about: str):
    """A group of which only one can be chosen is one stop; the arrows move inside it."""
    go(window, page, about)
    tab = Qt.FocusPolicy.TabFocus
    wanted = {
        widget
        for widget in focusable(window)
        if widget.focusPolicy() & tab
        and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
    }
    reached = set()
    for _ in range(len(wanted) * 2 + 40):
        window.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    assert [one.objectName() for one in wanted - reached] == []


@pages
def test_there_is_at_most_one_primary_button(window: MainWindow, page: str, about: str):
    go(window, page, about)
    primary = [
        one.text()
        for one in window.findChildren(QPushButton)
        if one.isVisible() and one.property("kind") == "primary"
    ]
    assert len(primary) <= 1


def cut_labels(screen: QWidget) -> list[str]:
    """Return the words of labels and buttons that do not fit their place."""
    cut = [
        button.text()
        for button in screen.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.sizeHint().width() - 1
        if button.property("kind") != "agenda"  # those are cut on purpose, and have a tool tip
    ]
    for label in screen.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.objectName() == "subheading":
            continue
        room = label.contentsRect()
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                cut.append(label.text())
        elif label.fontMetrics().horizontalAdvance(label.text()) > room.width() + 1:
            cut.append(label.text())
    return cut


@pytest.fixture(params=[1.0, 1.3])
def text_size(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[float]:
    theme.apply(dressed, LIGHT.scaled(request.param))
    yield request.param
    theme.apply(dressed)


def test_no_word_is_cut_off_on_a_small_screen(qtbot: QtBot, text_size: float, shown: Shown):
    window = windows.a_window()
    shown(window)
    found = {}
    for page, about in PAGES:
        screen = go(window, page, about)
        if page == "paper":
            qtbot.waitUntil(lambda: screen.viewer.sheets.pages > 0)  # noqa: B023  called at once
        for size in SIZES:
            window.resize(*size)
            QApplication.processEvents()
            QApplication.processEvents()
            if cut := cut_labels(screen):
                found[page, about, size] = cut
    assert found == {}


def test_no_page_is_wider_than_the_window(window: MainWindow):
    window.resize(1366, 728)
    for page, about in PAGES:
        go(window, page, about)
    QApplication.processEvents()
    assert window.width() == 1366
    window.resize(900, 500)
    QApplication.processEvents()
    assert window.width() == 900


def test_no_text_is_smaller_than_it_may_be(window: MainWindow):
    for page, about in PAGES:
        go(window, page, about)
    labels = window.findChildren(QLabel)
    assert min(one.fontInfo().pixelSize() for one in labels) >= SMALLEST_TEXT
    small = [one for one in labels if one.fontInfo().pixelSize() < 14]
    assert {one.property("role") for one in small} <= {"key"}


# -- every page there is, over two years of work ---------------------------------------------------


@pytest.fixture
def office(busy: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(busy, folder=tmp_path)
    made.window.resize(1366, 768)
    shown(made.window)
    return made


def every_page(office: Office) -> Iterator[tuple[str, Screen]]:
    """Open every page of the table, each about something of its kind."""
    for key in office.window._pages:
        office.window.go(key, about_for(office.desk, key))
        for _ in range(3):
            QApplication.processEvents()
        assert office.window.here == key
        assert focusable(office.window.screens[key]), key
        yield key, office.window.screens[key]


def about_for(desk: Desk, key: str) -> str:
    """Return the id of what a page is about; nothing for a page that opens by itself."""
    kinds: dict[str, type[Record]] = {
        "workspace": Consultation,
        "paper": Consultation,
        "seats": Consultation,
        "chase": Assignment,
        "register": ReceptionDay,
        "member_paper": Member,
        "topic_paper": Topic,
        "history": Topic,
    }
    return desk.room.find(kinds[key])[-1].id if key in kinds else ""


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a control."""
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def nameless(screen: QWidget) -> list[str]:
    """Return the controls a screen reader has no name for."""
    return [
        f"{type(one).__name__} {one.objectName()}" for one in focusable(screen) if not name_of(one)
    ]


def roleless(screen: QWidget) -> list[str]:
    """Return the controls a screen reader can only call something."""
    told = ((one, QAccessible.queryAccessibleInterface(one).role()) for one in focusable(screen))
    return [f"{type(one).__name__} {one.objectName()}" for one, role in told if role in VAGUE]


def namesakes(screen: QWidget) -> list[str]:
    """Return the names that several controls side by side have."""
    named = Counter((one.parentWidget(), name_of(one)) for one in focusable(screen))
    return sorted(name for (_, name), times in named.items() if times > 1)


def unreached(screen: QWidget) -> list[str]:
    """Return the controls Tab does not come to; of a group with one choice, one is enough."""
    tab, window = Qt.FocusPolicy.TabFocus, screen.window()
    wanted = {
        one
        for one in focusable(screen)
        if (one.focusPolicy() & tab) == tab
        and not (isinstance(one, QAbstractButton) and one.autoExclusive())
    }
    for _ in range(len(focusable(window)) * 2 + 40):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        wanted.discard(QApplication.focusWidget())
        if not wanted:
            break
    return sorted(one.objectName() for one in wanted)


def unringed(screen: QWidget) -> list[str]:
    """Return the controls around which there is no ring while Tab is at them."""
    window = screen.window()
    lost = []
    for _ in range(len(focusable(window))):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        QApplication.processEvents()
        here = QApplication.focusWidget()
        place = QRect(here.mapTo(window, QPoint(0, 0)), here.size())
        ring = window.findChild(FocusRing)
        if not (ring.isVisible() and ring.geometry().intersects(place)):
            lost.append(here.objectName())
    return lost


def uncomposed(screen: QWidget) -> list[str]:
    """Return the fields in which letters under composition are not seen, or count as typed."""
    wrong = []
    for field in focusable(screen):
        if not isinstance(field, QLineEdit | QPlainTextEdit) or field.isReadOnly():
            continue
        if isinstance(field, QLineEdit):
            field.end(False)  # what Tab has marked gives way to a composition
        else:
            field.moveCursor(QTextCursor.MoveOperation.End)
        typed, before = text_in(field), field.grab().toImage()
        begin_pinyin(field, "ting")
        if field.grab().toImage() == before or text_in(field) != typed:
            wrong.append(field.objectName())
        begin_pinyin(field, "")
        if text_in(field) != typed:
            wrong.append(field.objectName())
    return wrong


def text_in(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


LOOKS = (nameless, roleless, namesakes, unreached, unringed, uncomposed)


@pytest.mark.parametrize("faults", LOOKS)
def test_every_page_of_the_table_is_for_everyone(
    office: Office, faults: Callable[[QWidget], list[str]]
):
    assert {key: told for key, screen in every_page(office) if (told := faults(screen))} == {}


def test_every_model_of_every_page_keeps_its_promises(office: Office):
    testers: list[QAbstractItemModelTester] = []
    for _, screen in every_page(office):
        for view in screen.findChildren(QAbstractItemView):
            if view.model() is not None:
                fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
                testers.append(QAbstractItemModelTester(view.model(), fatal))
    assert testers


def test_a_control_without_a_name_is_noticed(shown: Shown):
    page, stop = QWidget(), Qt.FocusPolicy.StrongFocus
    page.resize(300, 200)
    for number, name in enumerate(("", "存", "存")):
        one = QWidget(page)
        one.setGeometry(0, 40 * number, 80, 30)
        one.setFocusPolicy(stop)
        one.setObjectName(f"control{number}")
        one.setAccessibleName(name)
    shown(page)
    assert nameless(page) == ["QWidget control0"]
    assert roleless(page) == ["QWidget control0", "QWidget control1", "QWidget control2"]
    assert namesakes(page) == ["存"]
    assert unreached(page) == []


def test_a_field_that_hides_a_composition_is_noticed(shown: Shown):
    class Deaf(QLineEdit):
        def inputMethodEvent(self, event: QInputMethodEvent) -> None:
            """Show nothing before a word is chosen."""

    line, deaf = QLineEdit(), Deaf()
    deaf.setObjectName("deaf")
    page = holder(column(line, deaf))
    shown(page)
    assert uncomposed(page) == ["deaf"]


def test_a_field_that_keeps_the_tab_key_is_noticed(shown: Shown):
    trap, behind = QPlainTextEdit(), QPushButton("后")
    trap.setObjectName("trap")
    behind.setObjectName("behind")
    page = holder(column(trap, behind))
    shown(page)
    trap.setFocus()
    assert unreached(page) == ["behind"]
    trap.setTabChangesFocus(True)
    assert unreached(page) == []
