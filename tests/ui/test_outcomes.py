"""成果办理: every assignment, its filters, the forms that settle it, and chase slips of all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.followup import HandlingState
from consultroom.domain.outcomes import Assignment, Reply, Supervision
from consultroom.services import drafting, following, handling
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.office import Office
from consultroom.ui.outcomes.presenter import OutcomesPresenter
from consultroom.ui.outcomes.screens import OutcomesScreen
from consultroom.ui.outcomes.view import OutcomesView
from consultroom.ui.paper.view import PaperView
from consultroom.ui.states import State
from consultroom.ui.values import Act
from tests.services.stages import Stages, on, the_assignment
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit

CONTROL = Qt.KeyboardModifier.ControlModifier
LATE = date(2027, 1, 5)
WHY = "不属于本单位职责，请交区城管局。"


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """Two assignments, both overdue: one by six days, one by five."""
    desk = stages("assigned")
    on(desk, LATE)
    return desk


@pytest.fixture
def view(desk: Desk, shown: Shown, tmp_path: Path) -> OutcomesView:
    return opened(desk, shown, tmp_path)[1]


def opened(desk: Desk, shown: Shown, folder: Path) -> tuple[Office, OutcomesView]:
    office = Office(desk, folder=folder)
    office.window.resize(1366, 728)
    shown(office.window)
    office.window.go("outcomes")
    found = office.window.screens["outcomes"]
    assert isinstance(found, OutcomesView)
    found.office = office  # kept as long as its page
    return office, found


def listed(view: OutcomesView) -> list[list[str]]:
    model = view.table.model()
    return [
        [model.index(line, place).data() for place in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def press(view: OutcomesView, name: str) -> None:
    found = view.findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()


def words(view: OutcomesView) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in view.findChildren(QLabel) if one.isVisible()]


# -- the list -------------------------------------------------------------------------------------


def test_every_assignment_is_listed_in_words_the_most_pressing_first(view: OutcomesView):
    assert listed(view) == [
        ["超期 6 天", "2026年12月30日", "区住建委", "先在3号楼试装一部电梯", "", "WT-JB-2026-001"],
        ["超期 5 天", "2026年12月31日", "梧桐街道", "制定费用分摊办法", "", "WT-JB-2026-002"],
    ]
    # the day is in January: the year of what was due in December is said
    assert view.subheading == "共 2 件，超期 2 件"
    assert view.table.rows.row(0).shown_as is State.LATE


@pytest.mark.parametrize(
    ("what", "word", "shown_as"),
    [
        (lambda desk, one: None, "超期 6 天", State.LATE),
        (lambda desk, one: on(desk, date(2026, 12, 28)), "临期 剩 2 天", State.DUE),
        (lambda desk, one: on(desk, date(2026, 12, 30)), "临期 今天", State.DUE),
        (lambda desk, one: on(desk, date(2026, 12, 1)), "在办", State.ACTIVE),
        (lambda desk, one: reply(desk, one, "B"), "列入计划", State.TODO),
        (lambda desk, one: reply(desk, one, "A"), "办结", State.DONE),
        (lambda desk, one: following.send_back(desk, one, "不归我局"), "退回", State.TODO),
    ],
)
def test_each_state_has_its_word_and_its_sign(
    desk: Desk, what: Callable[[Desk, Assignment], object], word: str, shown_as: State
):
    what(desk, the_assignment(desk))
    line = next(one for one in Walker(desk).screen.lines if one.number.endswith("001"))
    assert (line.state_words, line.shown_as) == (word, shown_as)


def reply(desk: Desk, one: Assignment, letter: str) -> None:
    following.reply(desk, one, text="已研究", result=letter)


def test_the_list_is_narrowed_by_unit_state_year_and_what_is_typed(view: OutcomesView, desk: Desk):
    units = view.findChild(QComboBox, "outcomesUnit")
    units.setCurrentIndex(units.findText("梧桐街道"))
    assert [line[2] for line in listed(view)] == ["梧桐街道"]
    units.setCurrentIndex(0)
    reply(desk, the_assignment(desk), "A")
    view.entered.emit("")
    press(view, "handling_settled")
    assert [line[0] for line in listed(view)] == ["办结"]
    press(view, "handling_all")
    line = view.findChild(QLineEdit, "outcomesLine")
    for typed, count in (("试装", 1), ("电梯", 2), ("wtjd", 1), ("JB-2026", 2), ("没有", 0)):
        line.setText(typed)
        assert len(listed(view)) == count
    assert "没有符合条件的交办。可以换一个单位、年度或状态。" in words(view)


def test_an_empty_list_says_what_to_do(stages: Stages, shown: Shown, tmp_path: Path):
    view = opened(stages("held"), shown, tmp_path)[1]
    assert any(said.startswith("还没有交办的事项。") for said in words(view))
    assert not view.findChild(QPushButton, "chaseAll").isVisible()
    assert not view.findChild(QPushButton, "handling_all").isVisible()  # all of nothing


def test_the_model_keeps_qts_rules(view: OutcomesView, qtmodeltester: ModelTester):
    qtmodeltester.check(view.table.rows)


# -- one assignment -------------------------------------------------------------------------------


def test_the_chosen_one_is_told_in_full(view: OutcomesView, desk: Desk):
    following.extend(desk, the_assignment(desk), date(2027, 2, 1), "等批复")
    handling.press_all(desk, (the_assignment(desk),), "请抓紧")
    view.entered.emit(the_assignment(desk).id)
    said = words(view)
    assert "2027年2月1日前答复" in said
    assert "原定2026年12月30日。等批复" in said
    assert "第 1 次督办" in said
    assert "请抓紧　请于2027年1月12日前反馈。" in said


def test_enter_opens_the_answer_and_ctrl_enter_writes_it(
    qtbot: QtBot, view: OutcomesView, desk: Desk
):
    """A reply from the keyboard alone: the list, Enter, the words, Ctrl+Enter."""
    view.table.setFocus()
    view.table.selectRow(0)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    QApplication.processEvents()
    text = view.form.findChild(QPlainTextEdit, "field_text")
    assert text.hasFocus()
    commit(text, "电梯已经装好")
    qtbot.keyClick(text, Qt.Key.Key_Return, CONTROL)
    (record,) = desk.room.find(Reply)
    assert (record.text, record.result_class, record.unit) == ("电梯已经装好", "A", "区住建委")
    assert listed(view)[-1][0] == "办结"
    assert not view.form.isVisible()
    assert view.table.hasFocus()


def test_a_form_refused_keeps_what_was_typed(qtbot: QtBot, view: OutcomesView, desk: Desk):
    view.table.selectRow(0)
    press(view, "settle_extend")
    view.form.findChild(QLineEdit, "field_to").setText("2026-12-1")
    view.form.findChild(QPlainTextEdit, "field_reason").setPlainText("等待审批")
    view.form.submit()
    assert view.form.findChild(QLabel, "formError").text() == "延期后的日期要晚于原定时限。"
    assert view.form.findChild(QPlainTextEdit, "field_reason").toPlainText() == "等待审批"
    view.form.findChild(QLineEdit, "field_to").setText("2027-3-1")
    view.form.submit()
    assert the_assignment(desk).extended_to == date(2027, 3, 1)
    assert drafting.recall(desk, f"outcomes/extend/{the_assignment(desk).id}") == {}


def test_what_was_sent_back_is_answered_by_nobody(view: OutcomesView, desk: Desk):
    view.table.selectRow(0)
    press(view, "settle_send_back")
    view.form.submit()
    assert the_assignment(desk).returned_on is None  # it waits for the reason
    view.form.findChild(QPlainTextEdit, "field_reason").setPlainText(WHY)
    view.form.submit()
    back = the_assignment(desk)
    assert (back.returned_on, back.return_reason) == (LATE, WHY)
    assert any(WHY in label.text() for label in view.findChildren(QLabel))
    assert not any(view.findChild(QPushButton, f"settle_{key}").isEnabled()
                   for key in ("reply", "extend", "press", "send_back"))  # fmt: skip
    view.form_wanted.emit("reply")
    told = view.office.window.sentence_bar.sentence
    assert told == "WT-JB-2026-001已经退回，请到协商工作台重新交办给别的单位。"


def test_the_toast_takes_a_pressing_back(view: OutcomesView, desk: Desk):
    view.table.selectRow(1)
    press(view, "settle_press")
    view.form.submit()
    assert [one.times for one in desk.room.find(Supervision)] == [1]
    view.office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert desk.room.find(Supervision) == ()
    assert listed(view)[1][4] == ""


# -- chase slips ----------------------------------------------------------------------------------


def test_its_own_letter_is_the_paper_it_leads_to(qtbot: QtBot, view: OutcomesView, desk: Desk):
    last = desk.room.find(Assignment)[-1]
    view.entered.emit(last.id)
    press(view, "detailPapers")
    paper = view.office.window.screens["paper"]
    assert isinstance(paper, PaperView)
    chosen = paper.findChild(QComboBox, "paperKind")
    assert chosen is not None
    assert chosen.currentData() == f"assignment:{last.id}"
    qtbot.waitUntil(lambda: paper.viewer.sheets.pages >= 1, timeout=20_000)


def test_all_that_are_late_are_pressed_in_one_act_and_printed_as_one_set(
    qtbot: QtBot, view: OutcomesView, desk: Desk
):
    press(view, "chaseAll")
    assert not view.findChild(QPushButton, "chaseAll").isVisible()
    view.form.submit()
    assert (
        sorted(one.remark for one in desk.room.find(Supervision))
        == ["已超过办理时限，请抓紧办理，并书面反馈办理情况。"] * 2
    )
    assert "一并督办" in [act.name for act in desk.room.acts(limit=2)]
    window = view.office.window
    assert window.here == "chase"
    paper = window.screens["chase"]
    assert isinstance(paper, PaperView)
    qtbot.waitUntil(lambda: paper.viewer.sheets.pages >= 4, timeout=20_000)


def test_slips_may_be_printed_without_pressing(desk: Desk):
    walker = Walker(desk)
    walker.presenter.open_form("chase")
    walker.presenter.submit("chase", {"press": False, "remark": "随便"})
    assert desk.room.find(Supervision) == ()
    assert walker.done == []
    late = [one.assignment.id for one in handling.every_assignment(desk)]
    assert walker.followed == [Act(word="", page="chase", about=" ".join(late))]


class Walker:
    """The presenter over a real room, without a window."""

    def __init__(self, desk: Desk) -> None:
        self.screens: list[OutcomesScreen] = []
        self.done: list[Done] = []
        self.told: list[str] = []
        self.followed: list[Act] = []
        self.presenter = OutcomesPresenter(
            desk,
            show=self.screens.append,
            done=self.done.append,
            tell=self.told.append,
            follow=self.followed.append,
        )
        self.presenter.enter()

    @property
    def screen(self) -> OutcomesScreen:
        return self.screens[-1]


def test_nothing_late_is_said_in_a_sentence(desk: Desk):
    on(desk, date(2026, 12, 1))
    walker = Walker(desk)
    assert walker.screen.overdue == 0
    walker.presenter.open_form("chase")
    assert walker.told == ["没有超期的交办，不用催办。"]
    assert walker.screen.form is None


def test_a_half_typed_form_comes_back_and_another_choice_folds_it(desk: Desk):
    walker = Walker(desk)
    first, second = (line.id for line in walker.screen.lines)
    walker.presenter.choose(first)
    walker.presenter.open_form("press")
    walker.presenter.autosave("", {"remark": "写了一半"})
    walker.presenter.choose(second)
    assert walker.screen.form is None
    walker.presenter.enter(f"{first}/press")
    assert walker.screen.form is not None
    assert walker.screen.form.answers["remark"] == "写了一半"
    assert walker.screen.form.note == "已恢复上次没有提交的内容。"


def test_counts_follow_unit_and_year(desk: Desk):
    walker = Walker(desk)
    walker.presenter.choose_unit("梧桐街道")
    assert walker.screen.counts == ((HandlingState.OVERDUE, 1),)
    walker.presenter.choose_year(2025)
    assert (walker.screen.counts, walker.screen.lines) == ((), ())
    assert walker.screen.overdue == 2
