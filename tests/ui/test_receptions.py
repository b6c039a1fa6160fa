"""接待日: a whole reception day at the real window, names kept private, days made by rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain.receptions import (
    GoodDeed,
    ReceptionDay,
    Visit,
    VisitHandling,
    VisitorIdentity,
)
from consultroom.domain.topics import Topic
from consultroom.services import drafting, receiving
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from consultroom.ui.receptions.presenter import KEPT, ReceptionsPresenter
from consultroom.ui.receptions.screens import ReceptionsScreen
from consultroom.ui.receptions.view import ReceptionsView
from consultroom.ui.states import State
from tests.services.stages import Stages, on
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit

ENTER = Qt.Key.Key_Return


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("with members")


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 728)
    shown(made.window)
    made.window.go("receptions")
    return made


def page(office: Office) -> ReceptionsView:
    found = office.window.screens["receptions"]
    assert isinstance(found, ReceptionsView)
    return found


def press(office: Office, name: str) -> None:
    found = page(office).findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()
    QApplication.processEvents()


def visits(office: Office) -> list[list[str]]:
    model = page(office).day.table.model()
    return [
        [model.index(line, place).data() for place in range(model.columnCount())]
        for line in range(model.rowCount())
    ]


def field(office: Office, key: str) -> QLineEdit:
    return page(office).day.entry.fields[key]  # type: ignore[return-value]


def words(office: Office) -> list[str]:
    QApplication.processEvents()
    return [one.text() for one in page(office).findChildren(QLabel) if one.isVisible()]


def open_day(office: Office) -> None:
    press(office, "openDay")
    people = page(office).form.findChild(QLineEdit, "peopleLine")
    people.setText("zjg")
    people.textEdited.emit("zjg")
    page(office).form.findChild(QLineEdit, "peopleLine").setFocus()
    page(office).form.findChild(QLineEdit, "field_others").setText("赵国强")


# -- a reception day ------------------------------------------------------------------------------


def test_a_reception_day_from_the_first_visitor_to_the_register(
    qtbot: QtBot, office: Office, desk: Desk
):
    assert any(said.startswith("还没有接待日。") for said in words(office))
    open_day(office)
    qtbot.keyClick(page(office).form.findChild(QLineEdit, "peopleLine"), ENTER)
    page(office).form.submit()
    (day,) = desk.room.find(ReceptionDay)
    assert (day.on, day.receivers) == (desk.today, ("张建国", "赵国强"))

    # two visits, Enter after each, the caret back where the next begins
    QApplication.processEvents()
    matter = field(office, "matter")
    assert matter.hasFocus()
    commit(matter, "三号楼前的路灯坏了三盏")
    field(office, "category").setText("公共设施")
    field(office, "visitor").setText("老李")
    field(office, "result").setText("已报修")
    qtbot.keyClick(field(office, "result"), ENTER)
    QApplication.processEvents()
    assert (matter.text(), field(office, "visitor").text()) == ("", "")
    assert matter.hasFocus()
    commit(matter, "楼道堆物没人管")
    field(office, "heads").setText("3")
    handling = page(office).day.entry.fields["handling"]
    assert isinstance(handling, QComboBox)
    handling.show_value(VisitHandling.TRANSFERRED.code)
    qtbot.keyClick(handling, ENTER)
    assert visits(office) == [
        ["1", "三号楼前的路灯坏了三盏", "1", "当场解答", "已登记", "已报修"],
        ["2", "楼道堆物没人管", "3", "转办", "未留名", ""],
    ]
    assert "2 件、4 人次：当场解答 1、转办 1" in words(office)
    assert [visit.category for visit in desk.room.find(Visit)] == ["公共设施", ""]
    assert [deed.result for deed in desk.room.find(GoodDeed)] == ["已报修"]

    # the second becomes a topic, which does not name anyone
    page(office).day.table.selectRow(1)
    press(office, "visitTopic")
    assert page(office).form.findChild(QLineEdit, "field_title").text() == "楼道堆物没人管"
    page(office).form.submit()
    (topic,) = desk.room.find(Topic)
    assert topic.proposer == "来访群众"
    assert visits(office)[1][3] == f"列入议题 {topic.number[-8:]}"

    # and both registers are made
    press(office, "printBoard")
    assert office.window.here == "register"
    paper = office.window.screens["register"]
    assert isinstance(paper, PaperView)
    qtbot.waitUntil(lambda: paper.viewer.sheets.pages > 0, timeout=20_000)
    assert paper.subheading == "WT-JD-2026-001　11月2日接待日"
    office.window.back()
    assert office.window.here == "receptions"


def test_who_came_is_hidden_until_asked_and_again_when_the_page_is_left(office: Office, desk: Desk):
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="路灯不亮", visitor="老李")
    office.window.go("receptions")
    tick = page(office).findChild(QCheckBox, "showNames")
    assert visits(office)[0][4] == "已登记"
    tick.click()
    assert visits(office)[0][4] == "老李"
    office.window.go("home")
    office.window.go("receptions")
    assert visits(office)[0][4] == "已登记"
    assert not tick.isChecked()


def test_a_visit_is_corrected_in_the_line_it_was_written_in(
    qtbot: QtBot, office: Office, desk: Desk
):
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="路灯不亮", visitor="老李")
    office.window.go("receptions")
    page(office).day.table.selectRow(0)
    qtbot.keyClick(page(office).day.table, ENTER)
    assert "修改第 1 件" in words(office)
    field(office, "matter").setText("两盏路灯不亮")
    field(office, "visitor").setText("")
    qtbot.keyClick(field(office, "matter"), ENTER)
    assert visits(office) == [["1", "两盏路灯不亮", "1", "当场解答", "未留名", ""]]
    assert desk.room.find(VisitorIdentity) == ()
    assert "修改第 1 件" not in words(office)


def test_a_visit_taken_out_by_mistake_comes_back_with_its_visitor(office: Office, desk: Desk):
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="路灯不亮", visitor="老李")
    office.window.go("receptions")
    page(office).day.table.selectRow(0)
    press(office, "visitRemove")
    assert visits(office) == []
    office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert visits(office)[0][4] == "已登记"


def test_what_is_refused_is_said_beside_the_button_and_nothing_is_lost(
    qtbot: QtBot, office: Office, desk: Desk
):
    receiving.open_day(desk, receivers=("张建国",))
    office.window.go("receptions")
    field(office, "reply").setText("已答复")
    qtbot.keyClick(field(office, "reply"), ENTER)
    assert "请写明来访反映的事项。" in words(office)
    assert field(office, "reply").text() == "已答复"
    field(office, "heads").setText("两个")
    field(office, "matter").setText("修路")
    qtbot.keyClick(field(office, "matter"), ENTER)
    assert "“两个”不是数字，请只填数字。" in words(office)
    assert desk.room.find(Visit) == ()


def test_a_half_written_visit_survives_leaving_the_page(office: Office, desk: Desk):
    day = receiving.open_day(desk, receivers=("张建国",))
    office.window.go("receptions")
    field(office, "matter").setText("写到一半")
    office.window.go("home")
    assert drafting.recall(desk, f"visit/{day.id}")["matter"] == "写到一半"
    again = Walker(desk)
    assert again.screen.day is not None
    assert again.screen.day.entry.answers["matter"] == "写到一半"
    assert again.screen.day.entry.note == KEPT


@pytest.mark.parametrize("table", ["days", "visits"])
def test_the_models_keep_qts_rules(
    table: str, office: Office, desk: Desk, qtmodeltester: ModelTester
):
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="路灯不亮")
    office.window.go("receptions")
    view = page(office)
    qtmodeltester.check((view.days if table == "days" else view.day.table).rows)


# -- days by rule ---------------------------------------------------------------------------------


def test_a_rule_says_its_days_while_it_is_typed_makes_them_at_once_and_is_undone_at_once(
    office: Office, desk: Desk
):
    press(office, "ruleDays")
    view = page(office)
    view.form.findChild(QLineEdit, "field_end").setText("2027-1-31")
    view.form.flush()
    assert view.advice.sentences == (
        "将安排 3 天：11月16日（周一，15日休息顺延）、12月15日（周二）、1月15日（周五）。",
        "2027年节假日尚未导入，仅按周末计算。",
    )
    view.form.submit()
    assert [day.on for day in desk.room.find(ReceptionDay)] == [
        date(2026, 11, 16),
        date(2026, 12, 15),
        date(2027, 1, 15),
    ]
    assert [view.days.rows.row(n).word for n in range(3)] == ["未到"] * 3
    office.window.toast_area.findChild(QPushButton, "toastAct").click()
    assert desk.room.find(ReceptionDay) == ()
    assert any(said.startswith("还没有接待日。") for said in words(office))


def test_a_rule_that_makes_nothing_says_why(office: Office):
    press(office, "ruleDays")
    page(office).form.findChild(QLineEdit, "field_day").setText("45")
    page(office).form.flush()
    assert page(office).advice.sentences == ("日期只能是1至31日，请改正。",)
    page(office).form.submit()
    error = page(office).form.findChild(QLabel, "formError")
    assert error.text() == "日期只能是1至31日，请改正。"


def test_a_day_to_come_takes_no_visits_and_may_be_changed_or_taken_off(office: Office, desk: Desk):
    day = receiving.open_day(desk, receivers=("张建国",), on=date(2026, 12, 15))
    office.window.go("receptions")
    assert page(office).day.entry.isHidden()
    assert any(said.startswith("还没有到这一天。") for said in words(office))
    press(office, "changeDay")
    page(office).form.findChild(QLineEdit, "field_on").setText("2026-12-16")
    page(office).form.submit()
    assert desk.room.get(ReceptionDay, day.id).on == date(2026, 12, 16)
    press(office, "dropDay")
    assert desk.room.find(ReceptionDay) == ()


# -- the presenter --------------------------------------------------------------------------------


class Walker:
    """The presenter over a real room, without a window."""

    def __init__(self, desk: Desk, about: str = "") -> None:
        self.screens: list[ReceptionsScreen] = []
        self.done: list[Done] = []
        self.told: list[str] = []
        self.presenter = ReceptionsPresenter(
            desk,
            show=self.screens.append,
            advise=lambda _advice: None,
            done=self.done.append,
            tell=self.told.append,
        )
        self.presenter.enter(about)

    @property
    def screen(self) -> ReceptionsScreen:
        return self.screens[-1]


def test_todays_day_is_opened_else_the_last_one_that_was(desk: Desk):
    past = receiving.open_day(desk, receivers=(), on=date(2026, 10, 15))
    receiving.open_day(desk, receivers=(), on=date(2026, 12, 15))
    assert Walker(desk).screen.day is not None
    assert Walker(desk).screen.day.line.id == past.id  # type: ignore[union-attr]
    today = receiving.open_day(desk, receivers=())
    assert Walker(desk).screen.day.line.id == today.id  # type: ignore[union-attr]


def test_the_list_of_days_says_how_each_stands(desk: Desk):
    day = receiving.open_day(desk, receivers=(), on=date(2026, 10, 15))
    receiving.receive(desk, day, matter="修路")
    receiving.open_day(desk, receivers=(), on=date(2026, 9, 15))
    receiving.open_day(desk, receivers=(), on=date(2025, 9, 15))
    receiving.open_day(desk, receivers=())
    receiving.open_day(desk, receivers=(), on=date(2026, 12, 15))
    on(desk, desk.today)
    found = [(line.day, line.word, line.state) for line in Walker(desk).screen.days]
    assert found == [
        ("12月15日 周二", "未到", State.TODO),
        ("11月2日 周一", "今天", State.ACTIVE),
        ("10月15日 周四", "1 件", State.DONE),
        ("9月15日 周二", "无来访", State.TODO),
        ("2025.09.15", "无来访", State.TODO),
    ]


def test_a_day_with_visits_is_not_taken_off(desk: Desk):
    day = receiving.open_day(desk, receivers=())
    receiving.receive(desk, day, matter="修路")
    walker = Walker(desk)
    walker.presenter.drop_day()
    assert walker.told == ["这个接待日已经登记了来访，不能取消。"]
    assert len(desk.room.find(ReceptionDay)) == 1
