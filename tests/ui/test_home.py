"""首页: the one next act first, then this month, what is due, the year."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QProgressBar, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.frozen import replace
from consultroom.ui.home.presenter import HomePresenter, HomeScreen
from consultroom.ui.home.view import HomeView
from consultroom.ui.values import Act
from consultroom.ui.widgets.month_grid import MonthGrid
from tests.ui import samples
from tests.ui.conftest import Shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def home(shown: Shown) -> HomeView:
    view = HomeView()
    view.resize(1166, 708)
    view.show_screen(samples.a_home())
    shown(view)
    return view


def click(qtbot: QtBot, home: HomeView, name: str) -> Act:
    with qtbot.waitSignal(home.wanted) as wanted:
        qtbot.mouseClick(home.findChild(QAbstractButton, name), LEFT)
    return wanted.args[0]


def primary_buttons(home: QWidget) -> list[str]:
    buttons = home.findChildren(QPushButton)
    return [one.text() for one in buttons if one.property("kind") == "primary" and one.isVisible()]


def test_the_page_is_asked_for_afresh_each_time():
    screens = iter((samples.a_home(), samples.an_empty_home()))
    shown: list[HomeScreen] = []
    presenter = HomePresenter(lambda: next(screens), show=shown.append)
    presenter.enter()
    presenter.enter("")
    assert shown == [samples.a_home(), samples.an_empty_home()]


def test_the_next_act_stands_first_and_is_done_there(qtbot: QtBot, home: HomeView):
    assert click(qtbot, home, "nextAct") == samples.a_home().next_act.act
    first = home.findChild(QLabel, "nextSentence")
    others = [home.findChild(QLabel, name) for name in ("consultationTitle", "dueCount")]
    top = first.mapTo(home, first.rect().topLeft()).y()
    assert all(top < one.mapTo(home, one.rect().topLeft()).y() for one in others)


def test_the_one_primary_button_does_the_next_act(qtbot: QtBot, home: HomeView):
    screen = samples.a_home()
    assert primary_buttons(home) == [screen.next_act.act.word]
    home.show_screen(replace(screen, next_act=None))
    qtbot.waitUntil(lambda: primary_buttons(home) == ["打开协商工作台"])


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_consultations_acts_lead_where_they_say(qtbot: QtBot, home: HomeView, number: int):
    acts = samples.a_home().consultation.acts
    assert click(qtbot, home, f"consultationAct{number}") == acts[number]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_each_due_line_has_its_act(qtbot: QtBot, home: HomeView, number: int):
    line = samples.a_home().due[number]
    assert click(qtbot, home, f"due{number}") == line.act
    spoken = home.findChild(QPushButton, f"due{number}").accessibleName()
    assert spoken == f"{line.act.word}：{line.sentence}"


def test_the_preparation_is_shown_and_said(home: HomeView):
    bar = home.findChild(QProgressBar, "preparation")
    assert (bar.value(), bar.maximum()) == (4, 7)
    assert bar.accessibleName() == "会前准备 7 项，已完成 4 项"
    assert home.findChild(QLabel, "nextLine").text() == "下一项：向委员发出会议通知"


def test_a_meeting_without_a_day_says_so(home: HomeView):
    screen = samples.a_home()
    card = replace(screen.consultation, day=None, hour="", place="", next_line="")
    home.show_screen(replace(screen, consultation=card))
    words = {one.text() for one in home.findChildren(QLabel)}
    assert {"待定", "地点待定", "已全部备齐"} <= words


def test_the_first_day_invites_to_begin(qtbot: QtBot, home: HomeView):
    home.show_screen(samples.an_empty_home())
    assert home.findChild(QWidget, "nextStrip").isHidden()
    assert "本月还没有安排协商。" in {one.text() for one in home.findChildren(QLabel)}
    qtbot.waitUntil(home.findChild(QPushButton, "begin").isVisible)
    assert click(qtbot, home, "begin").page == "topics"
    assert primary_buttons(home) == ["安排本月协商"]


def test_twelve_months_say_how_each_went(qtbot: QtBot, home: HomeView):
    said = [home.findChild(QAbstractButton, f"month{m}").accessibleName() for m in range(1, 13)]
    assert said[3:5] + said[10:] == ["4月 已逾期", "5月 已完成", "11月 进行中", "12月 未开始"]
    assert click(qtbot, home, "month4").about == "2026-04"


def test_the_calendar_reads_out_a_day_with_what_happens(home: HomeView):
    sheet = home.findChild(MonthGrid).sheet
    spoken = sheet.index_of(date(2026, 11, 26)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("11月26日 星期四，协商会 加装电梯（进行中）；")
    today = sheet.index_of(samples.TODAY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "，今天，" in today
    empty = sheet.index_of(date(2026, 11, 1)).data(Qt.ItemDataRole.AccessibleTextRole)
    assert empty == "11月1日 星期日，无安排"


def test_enter_on_a_day_opens_the_calendar_there(qtbot: QtBot, home: HomeView):
    grid = home.findChild(MonthGrid)
    grid.choose(samples.TODAY)
    qtbot.keyClick(grid, Qt.Key.Key_Right)
    with qtbot.waitSignal(home.wanted) as wanted:
        qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert (wanted.args[0].page, wanted.args[0].about) == ("calendar", "2026-11-21")


def test_the_keyboard_stays_where_it_was_when_the_page_is_drawn_again(qtbot: QtBot, home: HomeView):
    home.findChild(QPushButton, "due1").setFocus()
    home.show_screen(samples.a_home())
    assert home.focusWidget().objectName() == "due1"
