"""Fields: what is typed, what is meant, what is wrong."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.ui.widgets.date_field import DateField, MonthPopup
from consultroom.ui.widgets.fields import LongText, NumberLine, Select, TextLine, Tick
from consultroom.ui.widgets.people_field import PeopleField
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit
from tests.ui.samples import PEOPLE, TODAY

CHOICES = (("round", "圆桌协商"), ("site", "现场协商"))


@pytest.fixture
def people(shown: Shown) -> PeopleField:
    made = PeopleField(PEOPLE)
    made.resize(500, 44)
    shown(made)
    made.line.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "who"),
    [("czq", "p1"), ("陈", "p1"), ("wgq", "p2"), ("swj", "p4"), ("dwj", "p4"), ("城管", "p5")],
)
def test_a_person_is_found_by_name_initials_and_every_reading(
    qtbot: QtBot, people: PeopleField, typed: str, who: str
):
    people.line.setText(typed)
    qtbot.keyClick(people.line, Qt.Key.Key_Return)
    assert people.value() == (who,)
    assert people.line.text() == ""


def test_people_keep_the_order_they_were_picked_in_and_come_once(qtbot: QtBot, people: PeopleField):
    for typed in ("ght", "czq", "ght"):
        qtbot.keyClicks(people.line, typed)
        qtbot.keyClick(people.line, Qt.Key.Key_Return)
    assert people.value() == ("p6", "p1")


def test_chinese_names_can_be_typed_through_an_input_method(qtbot: QtBot, people: PeopleField):
    commit(people.line, "李秀")
    qtbot.keyClick(people.line, Qt.Key.Key_Return)
    assert people.value() == ("p3",)


def test_backspace_takes_the_last_one_back_and_a_chip_takes_itself(
    qtbot: QtBot, people: PeopleField
):
    people.show_value(("p1", "p2", "p3"))
    qtbot.keyClick(people.line, Qt.Key.Key_Backspace)
    assert people.value() == ("p1", "p2")
    qtbot.mouseClick(people.findChild(QPushButton, "person_p1"), Qt.MouseButton.LeftButton)
    assert people.value() == ("p2",)


def test_a_name_nobody_has_is_not_lost_but_is_wrong(qtbot: QtBot, people: PeopleField):
    people.line.setText("欧阳")
    qtbot.keyClick(people.line, Qt.Key.Key_Return)
    assert people.value() == ()
    assert people.line.text() == "欧阳"
    assert people.problem() == "没有找到“欧阳”，请换几个字再找，或者删去。"


def test_a_form_handed_in_with_a_name_half_picked_asks_for_it(qtbot: QtBot, people: PeopleField):
    people.line.setText(PEOPLE[0].name[0])
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not people.eventFilter(people.line, event)
    assert people.value() == ()
    assert people.problem() == f"“{PEOPLE[0].name[0]}”还没有选定，请从列表中选。"


def test_a_short_list_of_people_needs_no_scrolling(qtbot: QtBot, people: PeopleField):
    commit(people.line, "委员")
    popup = people._completer.popup()
    qtbot.waitUntil(popup.isVisible)
    assert people._completer.offered.rowCount() == 3
    assert popup.verticalScrollBar().maximum() == 0
    popup.hide()


def test_someone_no_longer_on_the_list_is_kept(people: PeopleField):
    people.show_value(("p1", "gone"))
    assert people.value() == ("p1", "gone")


def test_many_people_make_the_field_taller(qtbot: QtBot, people: PeopleField):
    people.show_value(tuple(person.id for person in PEOPLE))
    qtbot.waitUntil(lambda: people.heightForWidth(300) > people.heightForWidth(900))


def test_tab_goes_from_the_line_to_the_chips(qtbot: QtBot, people: PeopleField):
    people.show_value(("p1", "p2"))
    qtbot.waitUntil(people.findChild(QPushButton, "person_p2").isVisible)
    people.line.setFocus()
    for name in ("person_p1", "person_p2"):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget().objectName() == name


def test_a_typed_day_is_written_out_when_the_field_is_left(qtbot: QtBot, shown: Shown):
    field = DateField(TODAY)
    shown(field)
    field.setFocus()
    qtbot.keyClicks(field, "11.26")
    assert field.value() == date(2026, 11, 26)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2026年11月26日 星期四"
    assert field.value() == date(2026, 11, 26)


def test_what_is_no_day_stays_and_is_explained(qtbot: QtBot, dressed: object):
    field = DateField(TODAY)
    qtbot.addWidget(field)
    field.setText("下周三")
    assert field.value() is None
    assert field.problem().startswith("“下周三”不是日期")
    field.setText("")
    assert field.problem() == ""


def test_a_day_can_be_picked_from_the_month_with_the_keyboard(qtbot: QtBot, shown: Shown):
    field = DateField(TODAY)
    shown(field)
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field.findChild(MonthPopup)
    grid = popup.findChild(type(popup._grid))
    qtbot.keyClick(grid, Qt.Key.Key_Down)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert field.value() == date(2026, 11, 27)


def test_the_month_can_be_turned(qtbot: QtBot, shown: Shown):
    field = DateField(TODAY)
    shown(field)
    field.show_value(date(2026, 12, 31))
    field.open_month()
    popup = field.findChild(MonthPopup)
    qtbot.mouseClick(popup.findChild(QPushButton, "chevron-right"), Qt.MouseButton.LeftButton)
    assert popup._title.text() == "2027年1月"
    popup.close()


@pytest.mark.parametrize(("typed", "number"), [("18", 18), ("", None), ("十八", None)])
def test_a_number_is_a_number_or_none(qtbot: QtBot, dressed: object, typed: str, number: object):
    field = NumberLine()
    qtbot.addWidget(field)
    field.setText(typed)
    assert field.value() == number
    assert bool(field.problem()) is (typed == "十八")


def test_a_long_text_counts_its_characters(qtbot: QtBot, dressed: object):
    field = LongText(most=5)
    qtbot.addWidget(field)
    commit(field, "一二三四五六七")
    assert field.problem() == "最多 5 字，请删去 2 字。"


def test_tab_leaves_a_long_text(qtbot: QtBot, dressed: object):
    field = LongText()
    qtbot.addWidget(field)
    assert field.tabChangesFocus()


def test_a_choice_is_its_code(qtbot: QtBot, dressed: object):
    field = Select(CHOICES, optional=True)
    qtbot.addWidget(field)
    assert field.value() == ""
    with qtbot.waitSignal(field.changed):
        field.show_value("site")
    assert field.value() == "site"
    with qtbot.assertNotEmitted(field.changed):
        field.show_choices((*CHOICES, ("home", "入户协商")))
    assert field.value() == "site"


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot, shown: Shown):
    field = Select(CHOICES)
    shown(field)
    none = Qt.KeyboardModifier.NoModifier
    turn = QWheelEvent(
        *(QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False),
    )
    field.wheelEvent(turn)
    assert field.value() == "round"
    assert not turn.isAccepted()


def test_a_box_is_ticked_by_a_click_on_its_words_and_by_space(qtbot: QtBot, shown: Shown):
    field = Tick("同时打印")
    shown(field)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().center())
    assert field.value() is True
    qtbot.keyClick(field, Qt.Key.Key_Space)
    assert field.value() is False


def test_showing_what_stands_there_already_leaves_the_caret(qtbot: QtBot, dressed: object):
    field = TextLine()
    qtbot.addWidget(field)
    field.setText("街道三楼")
    field.setCursorPosition(2)
    field.show_value("街道三楼")
    assert field.cursorPosition() == 2


@pytest.mark.parametrize(
    ("pasted", "line"),
    [
        ("老旧小区\r\n加装电梯\n", "老旧小区加装电梯"),
        ("老旧小区\u2028\t加装电梯", "老旧小区加装电梯"),
        ("Room 3\nFloor 2", "Room 3 Floor 2"),
        (" 前后有空格 ", "前后有空格"),
    ],
)
def test_what_is_pasted_from_several_lines_becomes_one_line(
    qtbot: QtBot, shown: Shown, pasted: str, line: str
):
    field = TextLine()
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.text()))
    shown(field)
    QApplication.clipboard().setText(pasted)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == line
    assert len(told) == 1
    assert "\n" not in field.text()


def test_forty_choices_are_a_short_list_that_scrolls(qtbot: QtBot, shown: Shown):
    field = Select(tuple((str(n), f"第{n}个") for n in range(40)))
    shown(field)
    field.showPopup()
    seen = field.view()
    qtbot.waitUntil(seen.isVisible)
    assert seen.height() < 12 * seen.visualRect(field.model().index(0, 0)).height()
    assert seen.verticalScrollBar().isVisible()
    field.hidePopup()


def test_a_choice_with_a_very_long_word_can_still_be_narrow(shown: Shown):
    field = Select((("long", "很长的议题名称" * 20),))
    shown(field)
    assert field.minimumSizeHint().width() <= 120
