"""The shell: pages, keys, messages, and what it does in a small window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QRect, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from consultroom.ui.main_window import MainWindow
from consultroom.ui.rail import rail_size
from consultroom.ui.screen import Page, Screen
from consultroom.ui.turns import GATE
from consultroom.ui.values import Act
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.nav import RailSize
from consultroom.ui.widgets.toast import Toast
from tests.ui import windows
from tests.ui.conftest import Shown

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


class Paints(QObject):
    """Sees a widget being painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[QEvent.Type] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            self.seen.append(event.type())
        return False


def press(qtbot: QtBot, window: QWidget, name: str) -> None:
    qtbot.mouseClick(window.findChild(QWidget, name), LEFT)


def heading(window: MainWindow) -> str:
    return window.title_bar.findChild(QLabel, "heading").text()


def test_pages_are_built_when_they_are_first_opened(qtbot: QtBot, window: MainWindow):
    assert list(window.screens) == ["home"]
    press(qtbot, window, "nav_consultations")
    assert list(window.screens) == ["home", "consultations"]
    assert window.stack.currentWidget() is window.screens["consultations"]


def test_the_rail_shows_where_one_is(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, "nav_members")
    assert [key for key, line in window.rail.buttons.items() if line.isChecked()] == ["members"]
    assert heading(window) == "委员名册"


def test_a_page_without_a_place_lights_the_one_it_belongs_to(window: MainWindow):
    window.go("workspace", "c11")
    assert window.rail.buttons["consultations"].isChecked()
    assert heading(window) == "协商工作台"


@pytest.mark.parametrize(
    ("number", "key"), [(1, "home"), (4, "consultations"), (5, "members"), (9, "exchange")]
)
def test_control_and_a_number_turn_to_a_page(
    qtbot: QtBot, window: MainWindow, number: int, key: str
):
    qtbot.keyClick(window, str(number), CONTROL)
    assert window.here == key


def test_alt_left_goes_back_to_what_was_open(qtbot: QtBot, window: MainWindow):
    entered: list[str] = []
    window.go("workspace", "c11")
    window.screens["workspace"].entered.connect(entered.append)
    window.go("members")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.here == "workspace"
    assert entered == ["c11"]


def test_back_from_the_first_page_stays(window: MainWindow):
    window.back()
    assert window.here == "home"


def test_a_page_is_flushed_before_it_is_left_and_before_the_window_closes(shown: Shown):
    class Typed(Screen):
        flushed = 0

        def flush(self) -> None:
            self.flushed += 1

    typed = Typed()
    pages = (
        Page(key="home", title="首页", icon="house", build=lambda: typed),
        Page(key="other", title="其他", icon="list", build=Screen),
    )
    window = windows.a_window(pages=pages)
    shown(window)
    window.go("other")
    assert typed.flushed == 1
    window.close()
    assert typed.flushed == 2


def test_a_station_with_a_long_name_keeps_to_two_lines_of_the_rail(window: MainWindow):
    long = "高新技术产业开发区综合保税区梧桐街道"
    window.resize(1366, 768)
    window.rail.show_station(long)
    shown = window.rail.findChild(QLabel, "station")
    assert shown is not None
    assert (shown.text(), shown.toolTip()) == ("高新技术产业开发区综合…", long)
    assert shown.accessibleName() == long
    assert shown.heightForWidth(shown.width()) <= 2 * shown.fontMetrics().lineSpacing() + 2
    window.rail.show_station("梧桐街道")
    assert (shown.text(), shown.toolTip()) == ("梧桐街道", "")


def test_an_act_leads_to_its_page(qtbot: QtBot, window: MainWindow):
    window.screens["home"].wanted.emit(Act(word="打开", page="workspace", about="c11"))
    assert window.here == "workspace"


def test_a_toast_offers_to_undo_and_goes(qtbot: QtBot, window: MainWindow):
    undone: list[str] = []
    window.toast("已登记来访。", act=lambda: undone.append("来访"))
    assert window.toast_area.isVisible()
    press(qtbot, window, "toastAct")
    assert undone == ["来访"]
    assert window.toast_area.isHidden()


def test_a_toast_makes_way_for_the_button_of_a_form_that_opens(qtbot: QtBot, window: MainWindow):
    window.resize(1366, 768)
    window.go("members")  # an empty page: nothing is in the way
    window.toast("已进入“协商”，本步要做的事列在下面。", act=lambda: None)
    before = window.toast_area.geometry()
    assert abs(before.center().x() - window.rect().center().x()) <= 1
    window.go("workspace", "c11/notice")
    submit = window.findChild(QPushButton, "formSubmit")
    assert submit is not None

    def button() -> QRect:
        return QRect(submit.mapTo(window, QPoint(0, 0)), submit.size())

    qtbot.waitUntil(lambda: submit.isVisible() and before.intersects(button()))
    qtbot.waitUntil(lambda: not window.toast_area.geometry().intersects(button()))
    assert window.toast_area.isVisible()
    assert window.rect().contains(window.toast_area.geometry())


def test_a_long_toast_breaks_into_lines_in_a_narrow_window(qtbot: QtBot, window: MainWindow):
    window.resize(700, 500)
    window.toast("通知应于2026年11月19日前发出。" * 5, act=lambda: None)
    area, words = window.toast_area, window.findChild(QLabel, "toastWords")
    assert window.rect().contains(area.geometry())
    assert words.height() >= 2 * words.fontMetrics().lineSpacing()


def test_a_toast_without_an_act_has_no_button(window: MainWindow):
    window.toast("已保存。")
    assert window.findChild(QPushButton, "toastAct").isHidden()
    assert window.toast_area.accessibleName() == "已保存。"


def test_a_sentence_stays_until_it_is_closed_or_another_page_opens(
    qtbot: QtBot, window: MainWindow
):
    window.tell("优盘已满，请换一个。")
    assert window.sentence_bar.sentence == "优盘已满，请换一个。"
    press(qtbot, window, "closeSentence")
    assert window.sentence_bar.sentence == ""
    window.tell("优盘已满，请换一个。")
    window.go("members")
    assert window.sentence_bar.sentence == ""


def test_the_count_is_shown_and_said(window: MainWindow):
    line = window.rail.buttons["consultations"]
    assert line.accessibleName() == "协商，1 项待处理"
    window.show_count("consultations", 0)
    assert line.accessibleName() == "协商"


def test_who_is_at_the_desk_can_be_changed(qtbot: QtBot, window: MainWindow):
    with qtbot.waitSignal(window.clerk_wanted):
        press(qtbot, window, "clerk")
    window.show_clerk("吴桂英")
    assert window.findChild(QPushButton, "clerk").text() == "经办：吴桂英"


def test_help_is_asked_for_the_page_in_front(qtbot: QtBot, window: MainWindow):
    window.go("members")
    with qtbot.waitSignal(window.help_wanted) as asked:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert asked.args == ["members"]


def test_control_z_asks_to_undo_the_last_act(qtbot: QtBot, window: MainWindow):
    with qtbot.waitSignal(window.undo_wanted):
        qtbot.keyClick(window, "z", CONTROL)


def test_control_z_in_a_field_undoes_the_typing_there(qtbot: QtBot, window: MainWindow):
    window.go("consultations")
    line = window.findChild(QWidget, "consultationsLine")
    line.setFocus()
    qtbot.keyClicks(line, "abc")
    with qtbot.assertNotEmitted(window.undo_wanted):
        qtbot.keyClick(line, "z", CONTROL)
    assert line.text() != "abc"


def test_control_z_in_a_line_without_typing_takes_the_offer_that_stands(
    qtbot: QtBot, window: MainWindow
):
    window.go("consultations")
    line = window.findChild(QWidget, "consultationsLine")
    line.setFocus()
    with qtbot.assertNotEmitted(window.undo_wanted):
        qtbot.keyClick(line, "z", CONTROL)
    window.toast("已登记来访。", act=lambda: None)
    with qtbot.waitSignal(window.undo_wanted):
        qtbot.keyClick(line, "z", CONTROL)
    qtbot.keyClicks(line, "a")
    with qtbot.assertNotEmitted(window.undo_wanted):  # not even once the typing is taken back
        qtbot.keyClick(line, "z", CONTROL)
        qtbot.keyClick(line, "z", CONTROL)


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((1366, 768), RailSize.FULL),
        ((1093, 614), RailSize.COMPACT),
        ((911, 512), RailSize.TINY),
    ],
)
def test_the_rail_takes_the_shape_there_is_room_for(
    window: MainWindow, size: tuple[int, int], shape: RailSize
):
    assert rail_size(*size, lines=11) is shape
    window.resize(*size)
    tiny = shape is RailSize.TINY
    assert window.rail.buttons["members"].toolTip() == ("委员名册" if tiny else "")
    assert (window.rail.width() > 100) is (shape is RailSize.FULL)


def test_the_whole_rail_fits_the_smallest_window(window: MainWindow):
    window.resize(900, 500)
    last = window.rail.buttons["settings"]
    assert last.mapTo(window, QPoint(0, last.height())).y() <= window.height()


def test_the_ring_follows_tab_and_not_the_mouse(qtbot: QtBot, window: MainWindow):
    press(qtbot, window, "nav_home")
    assert window.ring.isHidden()
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert window.ring.isVisible()
    place = focused.mapTo(window, focused.rect().center())
    assert window.ring.geometry().center().x() == pytest.approx(place.x(), abs=1)
    assert window.ring.geometry().center().y() == pytest.approx(place.y(), abs=1)


def test_a_page_that_has_the_keyboard_for_a_moment_gets_no_ring(qtbot: QtBot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert window.ring.isVisible()
    window.screens["home"].setFocus()
    assert window.ring.isHidden()


def test_the_ring_moves_with_the_page_that_is_scrolled(qtbot: QtBot, window: MainWindow):
    window.resize(911, 500)
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    control = window.screens["home"].findChild(QPushButton, "nextAct")
    control.setFocus()
    before = window.ring.geometry().top()
    area = window.screens["home"].findChild(QScrollArea)
    area.verticalScrollBar().setValue(20)
    assert window.ring.geometry().top() == before - 20


def test_the_ring_lets_go_of_a_control_that_is_taken_away(qtbot: QtBot, window: MainWindow):
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    control = QPushButton("忽然不见", window)
    control.show()
    window.ring.tab_pressed()
    control.setFocus()
    assert window.ring.isVisible()
    control.deleteLater()
    qtbot.waitUntil(lambda: not isValid(control))
    qtbot.keyClick(window, Qt.Key.Key_Tab)
    assert window.ring.isVisible()


def test_dropped_files_are_reported(qtbot: QtBot, window: MainWindow, tmp_path: Path):
    pack = tmp_path / "A_B_1.crpk"
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(pack)), QUrl("mailto:a@b.c")])
    event = QDropEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier
    )
    with qtbot.waitSignal(window.dropped) as dropped:
        window.dropEvent(event)
    assert dropped.args == [(pack,)]


@pytest.mark.parametrize("dress", [None, lambda: None], ids=["for a clerk", "in another look"])
def test_a_rebuilt_window_stays_on_its_page(window: MainWindow, dress: Callable[[], object] | None):
    window.go("settings")
    window.go("workspace", "c11")
    window.rebuild(dress)
    assert window.here == "workspace"
    assert list(window.screens) == ["workspace"]
    assert len(window.findChildren(FocusRing)) == len(window.findChildren(Toast)) == 1
    assert window.findChild(QLabel, "workspaceTitle").text().startswith("老旧小区")
    assert window.updatesEnabled()


def test_a_window_keeps_its_picture_while_it_is_dressed(qtbot: QtBot, window: MainWindow):
    """Nothing of it is painted and no key gets there; turns of the event loop go on."""
    window.go("workspace", "c11")
    painted = Paints(window)
    turns: list[bool] = []
    timer = QTimer(window, interval=0)
    timer.timeout.connect(lambda: turns.append(GATE.is_shut()))
    timer.start()
    window.rebuild(lambda: None)
    timer.stop()
    assert turns
    assert all(turns)
    assert painted.seen == []
    assert not GATE.is_shut()
    qtbot.waitUntil(lambda: painted.seen != [])


def test_a_window_that_is_being_dressed_stays_open(window: MainWindow):
    closed: list[None] = []
    window.closing.connect(lambda: closed.append(None))
    window.rebuild(window.close)
    assert window.isVisible()
    assert closed == []


def test_nothing_flashes_by_as_a_window_of_its_own(qtbot: QtBot, window: MainWindow):
    """A part that is shown before it has a parent is a window for a moment, and takes the focus."""
    focused: list[object] = []
    application = QApplication.instance()
    application.focusWindowChanged.connect(focused.append)
    for about in ("c11", "c11/notice"):
        for key in window._pages:
            window.go(key, about)
    window.screens["workspace"].open_tab("minutes")
    application.focusWindowChanged.disconnect(focused.append)
    assert focused == []
    assert window.isActiveWindow()


def test_a_rail_of_few_pages_keeps_its_words_in_a_low_window():
    assert rail_size(911, 512, lines=11) is RailSize.TINY
    assert rail_size(911, 512, lines=6) is RailSize.COMPACT
