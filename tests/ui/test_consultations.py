"""The list of consultations: filters, order, opening."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from consultroom.ui.consultations.presenter import (
    ConsultationLine,
    ConsultationsPresenter,
    ConsultationsScreen,
)
from consultroom.ui.consultations.view import NONE_LEFT, NONE_YET, ConsultationsView
from consultroom.ui.states import State
from tests.ui import samples, windows
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screens() -> list[ConsultationsScreen]:
    return []


@pytest.fixture
def presenter(screens: list[ConsultationsScreen]) -> ConsultationsPresenter:
    made = ConsultationsPresenter(samples.consultations, show=screens.append)
    made.enter()
    return made


@pytest.fixture
def view(shown: Shown) -> ConsultationsView:
    made = windows.a_consultations_view()
    made.resize(1166, 708)
    made.entered.emit("")
    shown(made)
    return made


def ids(lines: tuple[ConsultationLine, ...]) -> list[str]:
    return [line.id for line in lines]


def test_everything_is_listed_newest_year_first(
    presenter: ConsultationsPresenter, screens: list[ConsultationsScreen]
):
    assert len(screens[-1].lines) == len(samples.consultations())
    assert screens[-1].years == (2026, 2025)
    assert screens[-1].subheading == "共 11 场"


def test_filters_narrow_together(
    presenter: ConsultationsPresenter, screens: list[ConsultationsScreen]
):
    presenter.choose_year(2026)
    presenter.choose_state(State.DONE)
    presenter.look_for("停车")
    assert ids(screens[-1].lines) == ["c5"]
    assert screens[-1].subheading == "共 11 场，列出 1 场"


def test_the_counts_are_of_the_year_whatever_state_is_chosen(
    presenter: ConsultationsPresenter, screens: list[ConsultationsScreen]
):
    presenter.choose_year(2025)
    presenter.choose_state(State.LATE)
    assert screens[-1].counts == ((State.DONE, 1),)
    assert screens[-1].lines == ()


@pytest.mark.parametrize("typed", ["wtltczl", "WTL", "2026-005", "停车治理 "])
def test_a_consultation_is_found_by_initials_number_and_title(
    presenter: ConsultationsPresenter, screens: list[ConsultationsScreen], typed: str
):
    presenter.look_for(typed)
    assert ids(screens[-1].lines) == ["c5"]


def test_the_filter_outlives_leaving_the_page(
    presenter: ConsultationsPresenter, screens: list[ConsultationsScreen]
):
    presenter.choose_year(2025)
    presenter.enter("")
    assert ids(screens[-1].lines) == ["c12"]


def cells(view: ConsultationsView, row: int) -> list[str]:
    model = view.table.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_a_row_says_what_is_next_and_by_when(view: ConsultationsView):
    assert cells(view, 0) == [
        "WT-XS-2026-011",
        "老旧小区加装电梯与物业管理衔接",
        "第 4 步 协商",
        "即将到期",
        "11月26日",
        "11月20日前 发出会议通知",
    ]


def test_a_word_of_its_own_stands_for_the_state(view: ConsultationsView):
    assert cells(view, 5)[3:5] == ["暂缓", "未定"]


def test_typing_filters_and_the_keyboard_stays_in_the_line(qtbot: QtBot, view: ConsultationsView):
    line = view.findChild(QLineEdit, "consultationsLine")
    line.setFocus()
    commit(line, "停车")
    assert view.table.model().rowCount() == 1
    assert view.focusWidget() is line


def test_the_state_can_be_chosen_with_the_keyboard_again_and_again(
    qtbot: QtBot, view: ConsultationsView
):
    view.findChild(QAbstractButton, "state_late").setFocus()
    qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Space)
    assert view.table.model().rowCount() == 1
    assert view.focusWidget().objectName() == "state_late"
    assert view.findChild(QAbstractButton, "state_late").isChecked()


def test_the_year_can_be_chosen(qtbot: QtBot, view: ConsultationsView):
    years = view.findChild(QComboBox, "consultationsYear")
    years.setCurrentIndex(years.findText("2025年"))
    assert view.table.model().rowCount() == 1
    assert years.currentText() == "2025年"


def test_nothing_left_says_what_to_do(qtbot: QtBot, view: ConsultationsView):
    qtbot.keyClicks(view.findChild(QLineEdit, "consultationsLine"), "zzz")
    said = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert NONE_LEFT in said


def test_a_station_without_consultations_is_told_how_to_begin(
    view: ConsultationsView, screens: list[ConsultationsScreen]
):
    ConsultationsPresenter(tuple, show=screens.append).enter()
    view.show_screen(screens[-1])
    said = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert NONE_YET in said


def test_enter_opens_the_workspace(qtbot: QtBot, view: ConsultationsView):
    view.table.selectRow(1)
    with qtbot.waitSignal(view.wanted) as wanted:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert (wanted.args[0].page, wanted.args[0].about) == ("workspace", "c10")


def test_a_new_consultation_is_one_click_away(qtbot: QtBot, view: ConsultationsView):
    with qtbot.waitSignal(view.wanted) as wanted:
        qtbot.mouseClick(view.findChild(QAbstractButton, "begin"), LEFT)
    assert wanted.args[0].word == "新建协商"
