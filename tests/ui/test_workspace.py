"""协商工作台: steps, checklist, timeline, and forms that open in the page."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QPushButton, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from consultroom.frozen import replace
from consultroom.ui.screen import Screen
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.workspace.cards import TimelineItem
from consultroom.ui.workspace.presenter import Advance, StepLine, TimelineLine
from consultroom.ui.workspace.view import Tab, WorkspaceView
from tests.ui import samples
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def tabs() -> list[Screen]:
    return []


@pytest.fixture
def view(shown: Shown, tabs: list[Screen]) -> WorkspaceView:
    def build() -> Screen:
        tabs.append(Screen())
        return tabs[-1]

    made = WorkspaceView(
        (Tab(key="minutes", word="会议记录", build=build),),
        lambda _key, _answers: None,
        today=samples.TODAY,
    )
    made.resize(1166, 708)
    made.show_screen(samples.a_workspace())
    shown(made)
    return made


def button(view: QWidget, name: str) -> QAbstractButton:
    return view.findChild(QAbstractButton, name)


def primary_buttons(view: QWidget) -> list[str]:
    found = view.findChildren(QPushButton)
    return [one.text() for one in found if one.property("kind") == "primary" and one.isVisible()]


def test_a_step_is_read_out_with_its_state(view: WorkspaceView):
    spoken = QAccessible.queryAccessibleInterface(button(view, "step4"))
    assert spoken.text(QAccessible.Text.Name) == "第4步 协商，进行中，11月26日 召开"


def test_a_step_can_be_chosen_by_mouse_and_arrows(qtbot: QtBot, view: WorkspaceView):
    with qtbot.waitSignal(view.step_chosen) as chosen:
        qtbot.mouseClick(button(view, "step2"), LEFT)
    assert chosen.args == [1]
    button(view, "step2").setFocus()
    with qtbot.waitSignal(view.step_chosen) as chosen:
        qtbot.keyClick(view.focusWidget(), Qt.Key.Key_Right)
    assert chosen.args == [2]


def test_the_long_name_of_a_unit_cuts_nothing_off(qtbot: QtBot, view: WorkspaceView):
    before = view.timeline.minimumSizeHint().width()
    unit = "区城市管理和综合行政执法局" * 5
    line = TimelineLine(state=State.DONE, title=f"交办{unit}", when="11月12日", text=unit, by=unit)
    view.show_screen(replace(samples.a_workspace(), timeline=(line,)))
    [item] = view.timeline.findChildren(TimelineItem)
    qtbot.waitUntil(item.isVisible)
    assert view.timeline.minimumSizeHint().width() <= before


@pytest.mark.parametrize("count", [3, 9])
def test_schemes_of_three_to_nine_steps_fit(view: WorkspaceView, count: int):
    steps = tuple(StepLine(name="征题", state=State.TODO, note="—") for _ in range(count))
    view.show_screen(replace(samples.a_workspace(), steps=steps, chosen=0))
    assert len(view.stepper.buttons) == count
    assert view.stepper.minimumSizeHint().width() <= 900


def test_the_checklist_counts_what_is_done(view: WorkspaceView):
    assert view.findChild(QLabel, "stepTitle").text() == "第 4 步　协商"
    assert view.findChild(QLabel, "stepCount").text() == "5 项中已完成 2 项"


def test_a_line_opens_the_form_that_fills_it(qtbot: QtBot, view: WorkspaceView):
    with qtbot.waitSignal(view.form_wanted) as wanted:
        qtbot.mouseClick(button(view, "open_notice"), LEFT)
    assert wanted.args == ["notice"]
    assert button(view, "open_notice").text() == "拟通知"
    assert button(view, "open_people").text() == "查看"


def test_a_line_without_a_form_is_ticked_by_hand(qtbot: QtBot, view: WorkspaceView):
    assert button(view, "open_table") is None
    assert button(view, "tick_notice") is None
    with qtbot.waitSignal(view.line_ticked) as ticked:
        qtbot.mouseClick(button(view, "tick_table"), LEFT)
    assert ticked.args == ["table", True]


def test_what_is_missing_is_said_in_words_and_blocks(qtbot: QtBot, view: WorkspaceView):
    assert view.findChild(QLabel, "missing").text() == "还缺：会议通知未发出；会议记录未确认。"
    assert not button(view, "advance").isEnabled()


def test_what_is_only_a_reminder_does_not_block(qtbot: QtBot, view: WorkspaceView):
    advance = Advance(word="完成本步，进入“办理”", missing=("没有调研记录",))
    view.show_screen(replace(samples.a_workspace(), advance=advance))
    assert view.findChild(QLabel, "missing").text() == "提醒：没有调研记录。"
    with qtbot.waitSignal(view.advance_wanted):
        qtbot.mouseClick(button(view, "advance"), LEFT)


def test_where_nothing_is_left_to_do_the_way_on_is_the_one_primary_button(
    qtbot: QtBot, view: WorkspaceView
):
    screen = samples.a_workspace()
    urged = replace(screen, advance=Advance(word="完成本步，进入“办理”", urged=True))
    view.show_screen(urged)
    qtbot.waitUntil(lambda: primary_buttons(view) == ["完成本步，进入“办理”"])
    assert view.findChild(QLabel, "missing").isHidden()
    view.show_screen(replace(urged, form=samples.a_notice_form()))
    qtbot.waitUntil(lambda: primary_buttons(view) == ["保存并预览"])
    view.show_screen(screen)
    qtbot.waitUntil(lambda: primary_buttons(view) == ["发出通知"])


def test_what_is_wanted_seldom_is_in_the_menu_above_the_ways_off_the_road(
    qtbot: QtBot, view: WorkspaceView
):
    view.show_screen(replace(samples.a_workspace(), more=(("another", "加开一次会议"),)))
    menu = view.title_row.findChild(QMenu)
    words = [one.text() for one in menu.actions() if not one.isSeparator()]
    assert words == ["加开一次会议", "暂缓…", "中止…"]
    with qtbot.waitSignal(view.form_wanted) as wanted:
        menu.actions()[0].trigger()
    assert wanted.args == ["another"]


def test_another_step_than_the_current_one_cannot_be_ended(view: WorkspaceView):
    view.show_screen(replace(samples.a_workspace(), chosen=1, advance=None))
    assert not button(view, "advance").isVisible()
    assert view.findChild(QLabel, "stepTitle").text() == "第 2 步　定题"


def test_a_form_opens_in_the_page_and_has_the_one_primary_button(qtbot: QtBot, view: WorkspaceView):
    assert primary_buttons(view) == ["发出通知"]
    view.show_screen(samples.a_workspace(samples.a_notice_form()))
    assert view.form.isVisible()
    assert view.checklist.isVisible()
    assert not view.timeline.isVisible()
    assert primary_buttons(view) == ["保存并预览"]
    view.show_screen(samples.a_workspace())
    assert view.timeline.isVisible()
    qtbot.waitUntil(lambda: primary_buttons(view) == ["发出通知"])


def test_a_form_is_submitted_and_closed_through_the_page(qtbot: QtBot, view: WorkspaceView):
    view.show_screen(samples.a_workspace(samples.a_notice_form()))
    with qtbot.waitSignal(view.form_submitted) as sent:
        view.form.submit()
    assert sent.args[0] == "notice"
    with qtbot.waitSignal(view.form_closed):
        qtbot.mouseClick(button(view, "formClose"), LEFT)


def test_the_open_form_keeps_its_typing_when_the_page_is_drawn_again(view: WorkspaceView):
    view.show_screen(samples.a_workspace(samples.a_notice_form()))
    matters = view.findChild(QWidget, "field_matters")
    matters.setFocus()
    commit(matters, "停车请走北门")
    view.show_screen(samples.a_workspace(samples.a_notice_form()))
    assert matters.value() == "停车请走北门"
    assert view.focusWidget() is matters


def test_tabs_are_built_once_and_told_what_they_are_about(view: WorkspaceView, tabs: list[Screen]):
    assert tabs == []
    told: list[str] = []
    view.open_tab("minutes")
    tabs[0].entered.connect(told.append)
    view.open_tab("flow")
    view.open_tab("minutes")
    assert told == ["c11"]
    assert len(tabs) == 1
    assert primary_buttons(view) == []


def test_another_consultation_begins_with_its_flow(view: WorkspaceView):
    view.open_tab("minutes")
    view.show_screen(replace(samples.a_workspace(), id="c10"))
    assert view.findChild(QTabBar, "workspaceTabs").currentIndex() == 0


def test_an_act_of_a_tab_is_an_act_of_the_page(
    qtbot: QtBot, view: WorkspaceView, tabs: list[Screen]
):
    view.open_tab("minutes")
    with qtbot.waitSignal(view.wanted) as wanted:
        tabs[0].wanted.emit(Act(word="整理成纪要", page="workspace"))
    assert wanted.args[0].word == "整理成纪要"


def test_the_ways_off_the_road_are_in_a_menu(qtbot: QtBot, view: WorkspaceView):
    actions = view.title_row._menu.actions()
    assert [one.text() for one in actions] == ["暂缓…", "中止…"]
    with qtbot.waitSignal(view.branch_wanted) as branch:
        actions[1].trigger()
    assert branch.args == ["stop"]


def test_what_happened_is_told_in_order(view: WorkspaceView):
    said = [one.text() for one in view.timeline.findChildren(QLabel) if one.text()]
    dates = ["10月12日 15:20", "11月6日 9:00", "11月20日 8:40"]
    assert [word for word in said if word in dates] == dates


def test_a_consultation_without_a_past_says_so(view: WorkspaceView):
    view.show_screen(replace(samples.a_workspace(), timeline=()))
    assert "还没有办理记录。" in [one.text() for one in view.timeline.findChildren(QLabel)]
