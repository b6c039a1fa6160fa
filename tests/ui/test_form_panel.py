"""A form in a page: typing, errors, drafts."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.frozen import replace
from consultroom.ui.forms import Answers, Asks, FormScreen, Question
from consultroom.ui.widgets.fields import LongText
from consultroom.ui.widgets.form_panel import AUTOSAVE, ROOM, FormPanel
from consultroom.ui.widgets.question_box import QuestionBox
from tests.ui import samples
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit

LEFT = Qt.MouseButton.LeftButton


class Drafts:
    """Keeps what a form hands over while it is typed."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, key: str, answers: Answers) -> None:
        self.kept.append((key, dict(answers)))


@pytest.fixture
def drafts() -> Drafts:
    return Drafts()


@pytest.fixture
def form(shown: Shown, drafts: Drafts) -> FormPanel:
    made = FormPanel(drafts, today=samples.TODAY)
    made.resize(600, 700)
    shown(made)
    made.show_form(samples.a_notice_form())
    return made


def field(form: FormPanel, key: str) -> Any:
    return form.findChild(QWidget, f"field_{key}")


def errors(form: FormPanel) -> dict[str, str]:
    return {key: box.error for key, box in form._boxes.items() if box.error}


def test_answers_come_back_as_they_were_shown(form: FormPanel):
    answers = form.answers()
    shown = samples.a_notice_form().answers
    assert {key: answers[key] for key in shown} == shown
    assert answers["plain"] is False
    assert answers["form"] == ""


def test_typing_is_kept_as_a_draft_after_a_pause(qtbot: QtBot, form: FormPanel, drafts: Drafts):
    commit(field(form, "matters"), "请提前十五分钟到场")
    assert drafts.kept == []
    qtbot.waitUntil(lambda: bool(drafts.kept), timeout=AUTOSAVE * 3)
    [(key, answers)] = drafts.kept
    assert key == "notice"
    assert answers["matters"] == "请提前十五分钟到场"


def test_showing_a_form_is_no_typing(qtbot: QtBot, form: FormPanel, drafts: Drafts):
    form.show_form(samples.a_notice_form())
    form.flush()
    assert drafts.kept == []


def test_leaving_the_form_keeps_the_draft_at_once(qtbot: QtBot, form: FormPanel, drafts: Drafts):
    commit(field(form, "place"), "社区")
    with qtbot.waitSignal(form.closed) as closed:
        qtbot.mouseClick(form.findChild(QPushButton, "formClose"), LEFT)
    assert closed.args == ["notice"]
    assert len(drafts.kept) == 1


def test_another_form_first_keeps_the_draft_of_this_one(form: FormPanel, drafts: Drafts):
    commit(field(form, "place"), "社区")
    form.show_form(replace(samples.a_notice_form(), key="agenda"))
    assert [key for key, _ in drafts.kept] == ["notice"]


def test_escape_throws_nothing_away(qtbot: QtBot, form: FormPanel):
    for key in ("matters", "place", "seats"):
        target = field(form, key)
        before = target.value()
        commit(target, "9")
        qtbot.keyClick(target, Qt.Key.Key_Escape)
        assert target.value() != before
    assert form.isVisible()


def test_what_is_missing_is_said_under_its_field_and_nothing_is_submitted(
    qtbot: QtBot, form: FormPanel
):
    field(form, "place").clear()
    field(form, "day").setText("下周三")
    with qtbot.assertNotEmitted(form.submitted):
        qtbot.mouseClick(form.findChild(QPushButton, "formSubmit"), LEFT)
    assert errors(form) == {
        "day": "“下周三”不是日期，可以写成 11.26 或 2026-11-26。",
        "place": "请填写地点。",
    }
    assert QApplication.focusWidget() is field(form, "day")


def test_a_refused_form_is_kept_as_a_draft_too(form: FormPanel, drafts: Drafts):
    field(form, "place").clear()
    form.submit()
    assert drafts.kept[-1][1]["place"] == ""


def test_a_refused_form_nobody_typed_in_leaves_no_draft(form: FormPanel, drafts: Drafts):
    form.show_form(replace(samples.a_notice_form(), key="blank", answers={"place": ""}))
    form.submit()
    form.close_form()
    assert errors(form)["place"] == "请填写地点。"
    assert drafts.kept == []


def test_errors_go_when_they_are_put_right(qtbot: QtBot, form: FormPanel):
    field(form, "place").clear()
    form.submit()
    field(form, "place").setText("社区一楼")
    with qtbot.waitSignal(form.submitted) as sent:
        form.submit()
    assert errors(form) == {}
    assert sent.args[0] == "notice"
    assert sent.args[1]["place"] == "社区一楼"


def test_a_presenters_error_comes_under_its_field_and_the_hint_returns(form: FormPanel):
    screen = samples.a_notice_form()
    form.show_form(replace(screen, errors={"hour": "会议时间已过。", "": "通知没有保存。"}))
    assert errors(form) == {"hour": "会议时间已过。"}
    assert form.findChild(QLabel, "formError").text() == "通知没有保存。"
    form.show_form(screen)
    assert form.findChild(QLabel, "under_hour").text() == "24 小时制，如 9:00"


def test_control_enter_submits_from_any_field(qtbot: QtBot, form: FormPanel):
    for key in ("place", "matters"):
        with qtbot.waitSignal(form.submitted):
            qtbot.keyClick(field(form, key), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_enter_goes_to_the_next_field_and_breaks_a_long_text(qtbot: QtBot, form: FormPanel):
    field(form, "day").setFocus()
    walked = []
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        walked.append(QApplication.focusWidget())
    assert walked == [field(form, "hour"), field(form, "place"), field(form, "convener").line]
    matters = field(form, "matters")
    matters.setFocus()
    qtbot.keyClick(matters, Qt.Key.Key_Return)
    assert matters.toPlainText() == "\n"


def test_with_nothing_to_be_filled_in_the_caret_is_at_the_top(form: FormPanel):
    """The first empty one may lie far below, and the form would open at its end."""
    assert QApplication.focusWidget() is field(form, "day")


def test_the_same_form_again_leaves_caret_and_typing(qtbot: QtBot, form: FormPanel):
    matters = field(form, "matters")
    matters.setFocus()
    commit(matters, "材料随后送达")
    form.show_form(replace(samples.a_notice_form(), note="10:33 已保存"))
    assert QApplication.focusWidget() is matters
    assert matters.value() == "材料随后送达"
    assert form.findChild(QLabel, "formNote").text() == "10:33 已保存"


def test_required_fields_say_so_to_a_screen_reader(form: FormPanel):
    assert field(form, "place").accessibleName() == "地点，必填"
    assert field(form, "convener").line.accessibleName() == "召集人，必填"
    assert form.findChildren(QuestionBox)


def test_a_form_filled_and_taken_is_empty_the_next_time(shown: Shown):
    panel = FormPanel(lambda _key, _answers: None, today=samples.TODAY)
    screen = FormScreen(
        key="new",
        title="登记",
        submit="登记",
        questions=(Question(key="title", label="议题"), Question(key="on", label="场地")),
        answers={"on": "三楼"},
    )
    panel.show_form(screen)
    shown(panel)
    panel.findChild(QLineEdit, "field_title").setText("路灯")
    panel.show_form(screen)  # shown again in mid-typing: what was typed stays
    assert panel.answers()["title"] == "路灯"
    panel.submit()
    panel.show_form(replace(screen, errors={"": "不行"}))  # sent back
    assert panel.answers()["title"] == "路灯"
    panel.submit()
    panel.show_form(screen)
    assert panel.answers() == {"title": "", "on": "三楼"}


def test_the_field_that_takes_the_keyboard_comes_into_sight(qtbot: QtBot, shown: Shown):
    form = FormPanel(lambda _key, _answers: None, today=samples.TODAY)
    form.show_form(samples.a_notice_form())
    form.resize(420, 420)
    shown(form)
    last = form.findChild(LongText, "field_matters")
    last.setFocus()
    area = form._body

    def in_sight() -> bool:
        top = last.mapTo(area.viewport(), last.rect().topLeft()).y()
        return top >= 0 and top + last.height() <= area.viewport().height()

    qtbot.waitUntil(in_sight)
    form.resize(420, 320)
    qtbot.waitUntil(in_sight)


def test_enter_goes_on_from_the_people_past_the_chips_of_those_picked(qtbot: QtBot, shown: Shown):
    """On a chip the next words typed would be lost."""
    form = FormPanel(lambda _key, _answers: None, today=samples.TODAY)
    people = Question(key="who", label="参加委员", asks=Asks.PEOPLE, people=samples.PEOPLE)
    screen = FormScreen(
        key="research",
        title="登记调研",
        submit="登记调研",
        questions=(people, Question(key="found", label="情况", asks=Asks.LONG_TEXT)),
    )
    shown(form)
    form.show_form(screen)
    line = field(form, "who").line
    qtbot.keyClicks(line, "czq")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert form.answers()["who"] == ("p1",)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is field(form, "found")


def test_enter_in_the_last_line_leads_to_the_button(qtbot: QtBot, form: FormPanel):
    plain = field(form, "plain")
    plain.setFocus()
    qtbot.keyClick(plain, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is form.findChild(QPushButton, "formSubmit")


def test_tab_comes_to_what_folds_the_form_away_after_its_button(qtbot: QtBot, form: FormPanel):
    submit, fold = (form.findChild(QPushButton, name) for name in ("formSubmit", "formClose"))
    assert submit is not None
    submit.setFocus()
    qtbot.keyClick(submit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is fold


def test_a_form_begins_at_its_top_while_the_caret_is_in_sight_there(qtbot: QtBot, shown: Shown):
    form = FormPanel(lambda _key, _answers: None, today=samples.TODAY)
    form.resize(420, 420)
    shown(form)
    screen = samples.a_notice_form()
    form.show_form(screen)
    bar = form._body.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    first = {key: answer for key, answer in screen.answers.items() if key != "day"}
    form.show_form(replace(screen, key="agenda", answers=first))
    assert QApplication.focusWidget() is field(form, "day")
    qtbot.waitUntil(lambda: bar.value() == 0 and bar.maximum() > 0)


def test_the_caret_goes_to_what_must_be_filled_before_what_may_be(form: FormPanel):
    screen = samples.a_notice_form()
    answers = {**screen.answers, "convener": (), "form": ""}
    form.show_form(replace(screen, key="again", answers=answers))
    assert QApplication.focusWidget() is field(form, "convener").line


def test_a_long_text_keeps_its_lines_where_the_form_is_low(qtbot: QtBot, shown: Shown):
    form = FormPanel(lambda _key, _answers: None, today=samples.TODAY)
    form.resize(420, 300)
    shown(form)
    form.show_form(samples.a_notice_form())
    matters = field(form, "matters")
    tall = matters.maximumHeight()
    qtbot.waitUntil(lambda: matters.height() == tall)
    form.show_errors({"matters": "请填写有关事项。"})
    form.resize(420, 260)
    QApplication.processEvents()
    assert (matters.minimumHeight(), matters.height()) == (tall, tall)


def test_what_is_only_to_be_looked_at_has_no_button_to_press(form: FormPanel):
    facts = (("会议时间", "11月26日 9:00"), ("会议地点", "街道三楼协商议事室"))
    form.show_form(FormScreen(key="held", title="会议", questions=(), submit="", facts=facts))
    submit = form.findChild(QPushButton, "formSubmit")
    assert submit is not None
    assert submit.isHidden()
    said = [one.text() for one in form._written.findChildren(QLabel)]
    assert said == [text for fact in facts for text in fact]
    assert QApplication.focusWidget() is form.findChild(QPushButton, "formClose")


# -- where there is little room -------------------------------------------------------------------


def at_height(form: FormPanel, height: int) -> None:
    form.resize(600, height)
    QApplication.processEvents()


def test_in_a_low_panel_the_heading_scrolls_with_the_questions(form: FormPanel):
    title, submit = form.findChild(QLabel, "formTitle"), form.findChild(QPushButton, "formSubmit")
    seen = dict[int, bool]()
    for height in (*range(700, 150, -25), *range(150, 700, 25)):
        at_height(form, height)
        scrolls = form._body.isAncestorOf(title)
        assert seen.setdefault(height, scrolls) == scrolls  # the same on the way back
        assert not form._body.geometry().intersects(submit.geometry()), height
        assert submit.geometry().bottom() < form.height()
        assert scrolls or form._body.height() >= ROOM
    assert (seen[700], seen[150]) == (False, True)


def test_what_stops_a_form_is_in_sight_in_a_low_panel(qtbot: QtBot, form: FormPanel):
    at_height(form, 240)
    field(form, "seats").setFocus()
    said = "这一天已经有会了，请换一天。"
    form.show_form(replace(samples.a_notice_form(), errors={"": said}))
    error = form.findChild(QLabel, "formError")
    qtbot.waitUntil(lambda: not error.visibleRegion().isEmpty())
    assert error.text() == said
    assert QApplication.focusWidget() is form.findChild(QPushButton, "formSubmit")


def test_the_caret_of_a_long_text_is_in_sight_in_a_low_panel(qtbot: QtBot, form: FormPanel):
    tall = Question(key="text", label="答复内容", asks=Asks.LONG_TEXT, lines=9)
    others = tuple(Question(key=f"line{n}", label="别的") for n in range(3))
    at_height(form, 200)
    form.show_form(FormScreen(key="reply", title="答复", questions=(*others, tall), submit="保存"))
    text = field(form, "text")
    text.show_value("第一行\n" * 8)
    assert text.height() > form._body.viewport().height()
    text.moveCursor(QTextCursor.MoveOperation.End)
    text.setFocus()

    def in_sight() -> None:
        caret = text.cursorRect().translated(text.viewport().pos()).center()
        assert text.visibleRegion().contains(caret)

    qtbot.waitUntil(in_sight)


def test_questions_side_by_side_come_one_under_the_other_in_a_narrow_panel(form: FormPanel):
    halves = [Question(key=key, label=key, half=True) for key in ("left", "right")]
    form.show_form(FormScreen(key="pair", title="两项", questions=tuple(halves), submit="保存"))
    for width, level in ((600, True), (240, False)):
        form.resize(width, 700)
        QApplication.processEvents()
        left, right = (form._boxes[key].mapTo(form, QPoint(0, 0)) for key in ("left", "right"))
        assert (left.y() == right.y()) is level
        assert form._body.widget().width() <= form._body.viewport().width()


def test_tab_goes_the_same_way_in_a_low_panel_and_brings_what_it_finds_into_sight(
    qtbot: QtBot, form: FormPanel
):
    at_height(form, 240)
    submit, back = (form.findChild(QPushButton, name) for name in ("formSubmit", "formClose"))
    submit.setFocus()
    qtbot.keyClick(submit, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is back
    qtbot.waitUntil(lambda: not back.visibleRegion().isEmpty())
