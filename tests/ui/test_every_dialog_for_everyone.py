"""Every window that opens over a page, and every part of a page: by keyboard and by ear."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consultroom.ui import dialogs
from consultroom.ui.faults import FaultWindow
from consultroom.ui.finder.view import Finder
from consultroom.ui.help.opening import open_help
from consultroom.ui.lending import WaitingBox
from consultroom.ui.main_window import MainWindow
from consultroom.ui.office import Office
from consultroom.ui.paper.title_box import open_title_box
from consultroom.ui.printing.dialog import open_print_box
from consultroom.ui.shortcuts.view import ShortcutSheet
from consultroom.ui.widgets.parts import PartedScreen
from tests.ui import samples
from tests.ui.conftest import Shown
from tests.ui.test_everyone_can_use_it import (
    focusable,
    name_of,
    nameless,
    namesakes,
    office,
    roleless,
    uncomposed,
    unreached,
)
from tests.ui.test_printing_box import TWO, CounterAtHand

__all__ = ["office"]  # the fixture

AROUND = 8  # logical pixels beside a control in which the sign of the keyboard may be drawn
MOST_LINKS = 200
Opened = Callable[[MainWindow], QWidget]


def print_box(window: MainWindow) -> QWidget:
    counter = CounterAtHand(*TWO)
    return open_print_box(
        window, counter, samples.a_job(), 2, done=lambda _said: None, save=lambda: None
    )


def title_box(window: MainWindow) -> QWidget:
    return open_title_box(window, samples.TITLE, lambda _lines: None)


def finder(window: MainWindow) -> QWidget:
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    return window.findChild(Finder)


def manual(window: MainWindow) -> QWidget:
    return open_help(window, "home")


def sheet(window: MainWindow) -> QWidget:
    return _shown(ShortcutSheet(window))


def fault(window: MainWindow) -> QWidget:
    made = _shown(FaultWindow("Traceback", saved=True))
    made.findChild(QPushButton, "seeDetails").click()
    return made


def waiting(window: MainWindow) -> QWidget:
    return _shown(WaitingBox(window, "正在导入…", lambda: None))


def _shown(made: QDialog) -> QDialog:
    made.open()
    return made


WINDOWS: tuple[Opened, ...] = (print_box, title_box, finder, manual, sheet, fault, waiting)


@pytest.fixture(params=WINDOWS, ids=lambda opened: opened.__name__)
def opened(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Iterator[QWidget]:
    made: QWidget = request.param(window)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def faults(window: QWidget) -> dict[str, list[str]]:
    """Return what is wrong for the ear and for the keyboard."""
    looked = (nameless, roleless, namesakes, unreached, unreturned, unseen, uncomposed)
    return {look.__name__: told for look in looked if (told := look(window))}


def unreturned(window: QWidget) -> list[str]:
    """Return where Shift+Tab does not lead back the way Tab came."""
    way = [QApplication.focusWidget()]
    way += [moved_on(Qt.Key.Key_Tab) for _ in range(len(focusable(window)))]
    return [one.objectName() for one in way[-2::-1] if moved_on(Qt.Key.Key_Backtab) is not one]


def moved_on(key: Qt.Key) -> QWidget:
    """Press a key until another control has the keyboard: in a page of the manual links come in
    between."""
    before = QApplication.focusWidget()
    for _ in range(MOST_LINKS):
        QTest.keyClick(QApplication.focusWidget(), key)
        if QApplication.focusWidget() is not before:
            break
    return QApplication.focusWidget()


def unseen(window: QWidget) -> list[str]:
    """Return the controls that look the same with and without the keyboard."""
    controls = [one for one in focusable(window) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if len(controls) < 2:
        return []  # there is nowhere else to be
    looks: dict[QWidget, dict[QWidget, QImage]] = {one: {} for one in controls}
    for here in controls:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)  # it is the keyboard that moves
        here.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        for one in controls:
            looks[one][here] = picture(one)
    return [
        one.objectName()
        for one in controls
        if any(looks[one][other] == looks[one][one] for other in controls if other is not one)
    ]


def picture(control: QWidget) -> QImage:
    """Return a control as it stands in its window, with what is around it."""
    window = control.window()
    place = QRect(control.mapTo(window, QPoint(0, 0)), control.size())
    seen = place.adjusted(-AROUND, -AROUND, AROUND, AROUND).intersected(window.rect())
    return window.grab(seen).toImage()


def test_every_window_over_a_page_is_for_everyone(opened: QWidget) -> None:
    assert faults(opened) == {}


LOOKS = (nameless, roleless, namesakes, unreached, uncomposed)
PARTED = ("exchange", "safekeeping", "settings")


@pytest.mark.parametrize("page", PARTED)
def test_every_part_of_a_page_is_for_everyone(office: Office, page: str) -> None:
    office.window.go(page)
    screen = office.window.screens[page]
    assert isinstance(screen, PartedScreen)
    wrong = {}
    for part in screen._parts:
        screen.turn_to(part.key)
        QApplication.processEvents()
        for look in LOOKS:
            if told := look(screen):
                wrong[part.key, look.__name__] = told
    assert wrong == {}


@pytest.mark.parametrize("page", ["topics", "members"])
def test_an_import_with_its_table_read_is_for_everyone(
    office: Office, page: str, tmp_path: Path, qtbot: QtBot
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "议题", "提出人"])
    sheet.append(["张建国", "楼道照明", "李四"])
    book.save(tmp_path / "表.xlsx")
    office.window.go(page)
    office.window.dropped.emit((tmp_path / "表.xlsx",))
    screen = office.window.screens[page]
    qtbot.waitUntil(lambda: read(screen), timeout=20_000)
    assert {look.__name__: told for look in LOOKS if (told := look(screen))} == {}


def read(screen: QWidget) -> bool:
    table = screen.findChild(QAbstractItemView, "importTable")
    return table is not None and table.isVisible() and table.model().rowCount() > 0


ASKED: dict[str, Callable[[QWidget], object]] = {
    "confirm": lambda over: dialogs.confirm(over, "要删除这条来访吗？", act="移入回收站"),
    "tell": lambda over: dialogs.tell(over, "优盘已拔出。"),
    "line": lambda over: dialogs.ask_line(over, "叫什么？", act="新建"),
    "choice": lambda over: dialogs.ask_choice(over, "哪一个？", ["甲", "乙"], act="就是它"),
    "reason": lambda over: dialogs.ask_reason(over, "为什么？", act="登记"),
}


@pytest.mark.parametrize("ask", ASKED)
def test_every_question_is_answered_by_keyboard(window: MainWindow, ask: str, qtbot: QtBot) -> None:
    """Qt's own boxes name their controls themselves; Esc always leads back."""
    wrong: list[list[str]] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        try:
            box.activateWindow()
            qtbot.waitUntil(box.isActiveWindow)
            wrong.extend(look(box) for look in (unreached, unreturned, unseen, uncomposed))
            wrong.append([type(one).__name__ for one in focusable(box) if not name_of(one)])
        finally:
            QTest.keyClick(box, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    assert not ASKED[ask](window)
    assert wrong == [[]] * 5


def test_escape_keeps_the_reason_that_was_typed(window: MainWindow) -> None:
    typed: list[str] = []

    def write(words: str) -> None:
        box = QApplication.activeModalWidget()
        field = box.findChild(QPlainTextEdit, "reason")
        field.moveCursor(QTextCursor.MoveOperation.End)
        QTest.keyClicks(field, words)
        typed.append(field.toPlainText())
        QTest.keyClick(box, Qt.Key.Key_Escape)

    for words in ("abc", "def"):
        QTimer.singleShot(0, partial(write, words))
        assert dialogs.ask_reason(window, "为什么改期？", act="登记") is None
    assert typed == ["abc", "abcdef"]


def test_a_control_that_hides_the_keyboard_is_noticed(shown: Shown) -> None:
    page = QWidget()
    page.resize(300, 200)
    for number in range(2):
        one = QWidget(page)
        one.setGeometry(0, 80 * number, 80, 30)
        one.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        one.setObjectName(f"control{number}")
    shown(page)
    page.findChild(QWidget, "control0").setFocus()
    assert unseen(page) == ["control0", "control1"]
    assert unreturned(page) == []
