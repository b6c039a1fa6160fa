"""议题库 in the real window: from a first topic to a consultation, with every way off the road."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from consultroom.domain.plans import PlanItem
from consultroom.domain.receptions import VisitHandling
from consultroom.domain.topics import Topic, TopicDecision, TopicSource, Verdict
from consultroom.frozen import replace
from consultroom.services import drafting, gathering, progressing, receiving
from consultroom.services.desk import Desk
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from consultroom.ui.topics.presenter import TopicsPresenter
from consultroom.ui.topics.screens import LikeLine
from consultroom.ui.topics.view import NONE_LEFT, NONE_YET, TopicsView
from consultroom.ui.widgets.people_field import PeopleField
from tests.services.stages import Stages, everything, the_dossier, the_topic
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk, Opened
from tests.ui.keyboard import commit

TITLE, STATE = 1, 6  # columns of the list


@pytest.fixture
def opened(shown: Shown, tmp_path: Path) -> Opened:
    """Open the window on a desk."""

    def open_on(desk: Desk) -> Office:
        office = Office(desk, folder=tmp_path)
        office.window.resize(1366, 768)
        shown(office.window)
        return office

    return open_on


@pytest.fixture
def at(opened: Opened, qtbot: QtBot):
    """Sit down at the pool of a desk; ``about`` is what it opens."""

    def sit(desk: Desk, about: str = "") -> AtDesk:
        clerk = AtDesk(opened(desk), qtbot)
        clerk.go("topics", about)
        return clerk

    return sit


def another(desk: Desk, title: str, verdict: Verdict | None = None) -> Topic:
    made = gathering.add_topic(desk, title=title, source=TopicSource.LETTER, proposer="李秀英")
    if verdict:
        gathering.decide(desk, made, verdict, decided_by="赵国强", reason="说明")
    return made


# -- the list -------------------------------------------------------------------------------------


def test_an_empty_pool_says_what_to_do(stages: Stages, at):
    clerk = at(stages("with members"))
    view = clerk.front
    assert isinstance(view, TopicsView)
    assert view._nothing.words.text() == NONE_YET
    assert view._nothing.isVisible()
    clerk.press("newTopic")
    assert clerk.form.isVisible()


def test_the_list_says_of_each_topic_what_became_of_it(stages: Stages, at):
    desk = stages("begun")
    another(desk, "楼道照明", Verdict.ADOPTED)
    another(desk, "路面塌陷", Verdict.TRANSFERRED)
    another(desk, "广场舞噪声")
    clerk = at(desk)
    told = dict(zip(clerk.cells("topicsTable", TITLE), clerk.cells("topicsTable", STATE),
                    strict=True))  # fmt: skip
    assert told == {
        "广场舞噪声": "待审定",
        "路面塌陷": "转办",
        "楼道照明": "待协商",
        "老旧小区加装电梯": "协商中",
    }
    assert clerk.front.subheading == "共 4 个"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("照明", ["楼道照明"]),
        ("ldzm", ["楼道照明"]),
        ("李秀英", ["路面塌陷", "楼道照明"]),
        ("YT-2026-001", ["老旧小区加装电梯"]),
        ("", ["路面塌陷", "楼道照明", "老旧小区加装电梯"]),
    ],
)
def test_topics_are_found_by_words_and_by_pinyin(typed: str, found: list[str], stages: Stages, at):
    desk = stages("with a topic")
    another(desk, "楼道照明")
    another(desk, "路面塌陷")
    clerk = at(desk)
    commit(clerk.find(QLineEdit, "topicsLine"), typed)
    assert clerk.cells("topicsTable", TITLE) == found


def test_state_and_source_narrow_the_list_and_what_is_left_out_is_said(stages: Stages, at):
    desk = stages("with a topic")
    another(desk, "楼道照明", Verdict.ADOPTED)
    clerk = at(desk)
    kinds = clerk.find(QComboBox, "topicsKind")
    assert [kinds.itemText(at) for at in range(kinds.count())] == [
        *("全部状态", "待审定 1", "待协商 1", "协商中 0", "已协商 0", "未列入协商 0")
    ]
    kinds.setCurrentIndex(2)
    assert clerk.cells("topicsTable", TITLE) == ["楼道照明"]
    assert clerk.front.subheading == "共 2 个，列出 1 个"
    sources = clerk.find(QComboBox, "topicsSource")
    sources.setCurrentIndex(sources.findText("热线转来"))
    view = clerk.front
    assert isinstance(view, TopicsView)
    assert view._nothing.words.text() == NONE_LEFT
    assert clerk.find(QTableView, "topicsTable").isHidden()


def test_enter_opens_a_topic_and_back_returns_to_it(qtbot: QtBot, stages: Stages, at):
    desk = stages("with a topic")
    another(desk, "楼道照明")
    clerk = at(desk)
    table = clerk.find(QTableView, "topicsTable")
    table.setFocus()
    table.selectRow(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert clerk.words("topicTitle") == "老旧小区加装电梯"
    clerk.press("topicBack")
    assert table.isVisible()
    assert table.currentIndex().row() == 1
    assert table.hasFocus()


# -- taking in ------------------------------------------------------------------------------------


def test_a_topic_is_taken_in_and_taken_back(stages: Stages, at):
    desk = stages("with members")
    before = everything(desk)
    clerk = at(desk, "new")
    clerk.fill(
        title="楼道照明",
        source="hotline",
        proposed_on=date(2026, 11, 1),
        proposer="化名老李",
        scope="物业管理",
        unit="梧桐一村",
        month="2026-12",
        situation="三栋没有灯。",
        suggestion="装感应灯。",
        parties="物业\n\n 业委会 ",
    )
    clerk.submit()
    made = the_topic(desk)
    assert clerk.toast == f"已登记议题{made.number}。"
    assert (made.source, made.proposed_on, made.month) == (
        TopicSource.HOTLINE,
        date(2026, 11, 1),
        "2026-12",
    )
    assert made.parties == ("物业", "业委会")
    assert clerk.words("topicTitle") == "楼道照明"
    assert drafting.recall(desk, "topics/new") == {}
    clerk.take_back()
    assert everything(desk) == before
    assert clerk.office.window.sentence_bar.sentence == "这个议题已经撤销。"
    assert clerk.find(QPushButton, "newTopic").isVisible()


def test_the_form_asks_in_the_order_of_the_paper(stages: Stages, at):
    clerk = at(stages("with members"), "new")
    asked = list(clerk.form._boxes)
    assert asked == [
        *("title", "source", "proposed_on", "proposer", "scope", "unit", "month"),
        *("situation", "suggestion", "parties"),
    ]


def test_what_is_missing_is_said_under_its_field(stages: Stages, at):
    clerk = at(stages("with members"), "new")
    clerk.fill(title="楼道照明", proposed_on=date(2026, 12, 1))
    clerk.submit()
    assert clerk.error("proposer") == "请填写提出人。"
    clerk.fill(proposer="周立")
    clerk.submit()
    assert clerk.error() == "提出日期还没有到，请核对。"
    assert clerk.form.answers()["title"] == "楼道照明"


def test_topics_alike_are_shown_while_the_title_is_typed(qtbot: QtBot, stages: Stages, at):
    desk = stages("begun")
    clerk = at(desk, "new")
    commit(clerk.find(QLineEdit, "field_title"), "加装电梯的建议")
    name = f"alike_{the_topic(desk).number}"
    qtbot.waitUntil(lambda: clerk.front.findChild(QPushButton, name) is not None)
    assert "老旧小区加装电梯，WT-YT-2026-001，协商中" in clerk.front.desk._likes.accessibleName()
    clerk.press(name)
    assert clerk.words("topicTitle") == "老旧小区加装电梯"
    clerk.go("topics", "new")
    assert clerk.form.answers()["title"] == "加装电梯的建议"


def test_among_very_many_topics_those_alike_are_told_when_all_titles_are_read(stages: Stages):
    desk = stages("begun")
    first = the_topic(desk)
    with desk.room.act("很多议题", by=desk.by) as act:
        for number in range(2, 702):
            title = "加装电梯的建议" if number == 350 else f"第{number}号楼道照明"
            at = f"WT-YT-2026-{number:03d}"
            act.put(replace(first, id=desk.room.new_id(), number=at, title=title))
    turns, alike, shown = deque[Callable[[], None]](), list[tuple[LikeLine, ...]](), deque[Any]()
    presenter = TopicsPresenter(
        desk,
        show=shown.append,
        show_alike=alike.append,
        done=shown.append,
        tell=shown.append,
        later=turns.append,
    )
    presenter.enter(first.id)
    while shown[-1].page is None:
        turns.popleft()()
    assert shown[-1].page.alike == ()
    presenter.title_typed("加装电梯的意见")
    assert alike == []
    while turns:
        turns.popleft()()
    assert [one.number for one in shown[-1].page.alike] == ["WT-YT-2026-350"]
    presenter.title_typed("加装电梯的意见")
    assert [one.number for one in alike[-1]] == ["WT-YT-2026-350"]


def test_a_title_like_no_other_is_told_so(qtbot: QtBot, stages: Stages, at):
    clerk = at(stages("begun"), "new")
    commit(clerk.find(QLineEdit, "field_title"), "广场舞噪声")
    view = clerk.front
    qtbot.waitUntil(lambda: view.desk._likes.accessibleName() == "议题库里没有相近的。")


def test_half_a_topic_is_there_after_the_program_was_killed(stages: Stages, at):
    desk = stages("with members")
    clerk = at(desk, "new")
    commit(clerk.find(QLineEdit, "field_title"), "楼道照")
    clerk.go("home")
    after = at(stages.killed(desk), "new")
    assert after.form.answers()["title"] == "楼道照"
    assert after.words("formNote") == "已恢复上次没有提交的内容。"


# -- deciding -------------------------------------------------------------------------------------


def test_a_topic_is_decided_and_a_consultation_begins_from_it(stages: Stages, at):
    desk = stages("with a topic")
    clerk = at(desk, the_topic(desk).id)
    assert clerk.find(QPushButton, "topicForm_decide").property("kind") == "primary"
    clerk.press("topicForm_decide")
    clerk.fill(verdict="adopted", kind_expert=True, kind_member=False)
    clerk.submit()
    assert clerk.toast == "已登记审定意见：采纳。"
    (decision,) = desk.room.find(TopicDecision)
    assert decision.decided_by == "梧桐街道党（工）委"
    assert set(decision.participant_kinds) == {"department", "stakeholder", "expert"}
    clerk.press("topicNext")
    assert clerk.office.window.here == "begin"
    assert clerk.form.answers()["topic"] == the_topic(desk).id
    clerk.submit()
    assert clerk.office.window.here == "workspace"
    clerk.go("topics")
    clerk.press("topicNext")
    assert clerk.office.window.here == "workspace"


@pytest.mark.parametrize("verdict", [Verdict.TRANSFERRED, Verdict.POSTPONED, Verdict.REJECTED])
def test_a_refusal_wants_its_reason(verdict: Verdict, stages: Stages, at):
    desk = stages("with a topic")
    clerk = at(desk, f"{the_topic(desk).id}/decide")
    clerk.submit()
    assert clerk.error("verdict") == "请选择审核意见。"
    clerk.fill(verdict=verdict.code)
    clerk.submit()
    assert clerk.error("reason") == f"“{verdict.label}”要写一句理由，好答复提出人。"
    assert desk.room.find(TopicDecision) == ()
    clerk.fill(reason="已列入市里计划")
    clerk.submit()
    assert desk.room.find(TopicDecision)[0].verdict is verdict
    clerk.press("topicBack")
    assert clerk.cells("topicsTable", STATE) == [verdict.label]


def test_a_topic_is_merged_into_the_one_alike_which_is_offered_first(stages: Stages, at):
    desk = stages("with a topic")
    another(desk, "楼道照明")
    twin = another(desk, "小区加装电梯")
    before = everything(desk)
    clerk = at(desk, f"{twin.id}/decide")
    clerk.fill(verdict="merged")
    clerk.submit()
    assert clerk.error("into") == "合并到哪个议题？请选一个。"
    targets = clerk.find(QComboBox, "field_into")
    assert targets.itemText(1) == f"{the_topic(desk).number} 老旧小区加装电梯"
    targets.setCurrentIndex(1)
    clerk.submit()
    assert clerk.toast == f"已并入“老旧小区加装电梯”（{the_topic(desk).number}）。"
    clerk.press("link0")
    assert clerk.words("topicTitle") == "老旧小区加装电梯"
    clerk.press("link0")
    assert clerk.words("topicTitle") == "小区加装电梯"
    clerk.take_back()
    assert everything(desk) == before


def test_a_topic_being_consulted_on_is_decided_in_the_workspace(stages: Stages, at):
    desk = stages("begun")
    clerk = at(desk, the_topic(desk).id)
    names = {one.objectName() for one in clerk.front.findChildren(QPushButton) if one.isVisible()}
    assert {"topicForm_edit", "topicForm_link", "topicNext"} <= names
    assert not {"topicForm_decide", "topicForm_plan"} & names


# -- linking, planning, correcting ----------------------------------------------------------------


def test_visits_and_opinions_are_linked_by_typing_what_they_were_about(
    qtbot: QtBot, stages: Stages, at
):
    desk = stages("with a topic")
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="三号楼老人下不了楼")
    handling = VisitHandling.OPINION
    passed_on = receiving.receive(desk, day, matter="电梯补贴标准太低", handling=handling)
    clerk = at(desk, f"{the_topic(desk).id}/link")
    line = clerk.find(QLineEdit, "peopleLine")
    assert line.placeholderText() == "事项里的字"
    commit(line, "补贴")
    field = line.parentWidget()
    assert isinstance(field, PeopleField)
    offered = field._completer.offered
    assert offered.data(offered.index(0, 0)) == "2026年11月2日 社情民意　电梯补贴标准太低"
    qtbot.keyClick(line, Qt.Key.Key_Return)
    clerk.submit()
    assert clerk.toast == "已关联 1 件。"
    assert the_topic(desk).source_refs == (passed_on.id,)
    view = clerk.front
    assert [link.kind for link in view.presenter._page.links] == ["社情民意"]
    assert view.presenter._page.links[0].title == "电梯补贴标准太低"


def test_a_station_without_visits_is_told_where_they_come_from(stages: Stages, at):
    clerk = at(stages("with a topic"))
    clerk.go("topics", f"{the_topic(clerk.office._desk).id}/link")
    assert "先在委员接待日登记来访" in clerk.form._purpose.text()


def test_a_topic_is_put_on_the_plan_of_a_month(stages: Stages, at):
    desk = stages("with a topic")
    clerk = at(desk, f"{the_topic(desk).id}/plan")
    months = clerk.find(QComboBox, "field_month")
    assert months.itemText(1) == "2026年11月"
    assert months.count() == 1 + 18
    clerk.fill(month="2027-02", convener="张建国")
    clerk.submit()
    assert clerk.toast == "已列入2027年2月的计划。"
    (item,) = desk.room.find(PlanItem)
    assert (item.month, item.convener) == ("2027-02", "张建国")
    clerk.press("topicForm_plan")
    assert months is not clerk.find(QComboBox, "field_month")
    texts = clerk.find(QComboBox, "field_month")
    assert texts.currentText() == "2027年2月（已排 1 个）"


def test_a_correction_renames_the_open_consultation_too(stages: Stages, at):
    desk = stages("begun")
    clerk = at(desk, f"{the_topic(desk).id}/edit")
    clerk.fill(title="老旧小区增设电梯")
    clerk.submit()
    assert clerk.words("topicTitle") == "老旧小区增设电梯"
    assert the_dossier(desk).consultation.title == "老旧小区增设电梯"


def test_drafts_of_two_topics_do_not_mix(stages: Stages, at):
    desk = stages("with a topic")
    other = another(desk, "楼道照明")
    clerk = at(desk, f"{the_topic(desk).id}/decide")
    clerk.fill(reason="等规划")
    clerk.press("topicBack")
    clerk.go("topics", f"{other.id}/decide")
    assert clerk.form.answers()["reason"] == ""
    clerk.go("topics", f"{the_topic(desk).id}/decide")
    assert clerk.form.answers()["reason"] == "等规划"


# -- its paper ------------------------------------------------------------------------------------


def test_the_intake_form_is_printed_from_the_topic(qtbot: QtBot, stages: Stages, at):
    desk = stages("with a topic")
    clerk = at(desk, the_topic(desk).id)
    clerk.press("topicPrint")
    assert clerk.office.window.here == "topic_paper"
    view = clerk.front
    assert isinstance(view, PaperView)
    qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
    assert view.subheading == f"{the_topic(desk).number}　老旧小区加装电梯"
    assert view._kinds.currentText() == "议题征集表"


def test_a_topic_begun_elsewhere_meanwhile_is_shown_as_it_is_now(stages: Stages, at):
    desk = stages("with a topic")
    clerk = at(desk)
    progressing.begin(desk, the_topic(desk))
    clerk.go("home")
    clerk.go("topics")
    assert clerk.cells("topicsTable", STATE) == ["协商中"]


def test_the_caret_is_in_the_form_that_opens_and_the_keyboard_stays_on_the_page(
    at, stages: Stages, qtbot: QtBot
):
    clerk = at(stages("with members"))
    _press_by_key(clerk, "newTopic")
    assert clerk.window.focusWidget().objectName() == "field_title"
    _press_by_key(clerk, "formClose")
    assert clerk.window.focusWidget().objectName() == "newTopic"

    topic = another(clerk.office.desk, "楼道照明")
    clerk.go("topics")
    list_ = clerk.find(QTableView, "topicsTable")
    list_.selectRow(0)
    list_.setFocus()
    qtbot.keyClick(list_, Qt.Key.Key_Return)
    assert clerk.window.focusWidget().objectName() == "topicForm_decide"
    _press_by_key(clerk, "topicForm_edit")
    assert clerk.form.isAncestorOf(clerk.window.focusWidget())
    assert clerk.form.answers()["title"] == topic.title


def test_after_a_decision_the_keyboard_is_at_what_comes_next(qtbot: QtBot, at, stages: Stages):
    clerk = at(stages("with members"))
    topic = another(clerk.office.desk, "楼道照明")
    clerk.go("topics", f"{topic.id}/decide")
    clerk.fill(verdict=Verdict.ADOPTED.code)
    clerk.submit()
    qtbot.waitUntil(lambda: clerk.window.focusWidget().objectName() == "topicNext")


def test_before_a_title_is_typed_no_topic_is_said_to_be_unlike_it(qtbot: QtBot, at, stages: Stages):
    clerk = at(stages("with a topic"))
    clerk.press("newTopic")
    likes = clerk.front.desk._likes
    assert clerk.front.desk._pause.isActive()
    qtbot.waitUntil(lambda: not clerk.front.desk._pause.isActive())
    assert likes.accessibleName() == "写议题时，这里列出相近的议题和它们的结果。"


def test_a_refused_decision_has_the_caret_at_what_is_missing(at, stages: Stages, qtbot: QtBot):
    clerk = at(stages("with members"))
    topic = another(clerk.office.desk, "楼道照明")
    clerk.go("topics", f"{topic.id}/decide")
    clerk.fill(verdict=Verdict.REJECTED.code)
    clerk.form.findChild(QComboBox, "field_verdict").setFocus()
    clerk.submit()
    assert "理由" in clerk.error("reason")
    assert clerk.window.focusWidget().objectName() == "field_reason"


def test_a_decision_form_is_not_made_wider_by_a_long_title(at, stages: Stages):
    clerk = at(stages("with members"))
    topic = another(clerk.office.desk, "楼道照明")
    another(clerk.office.desk, "楼道照明和上下水管网一并更新并解决停车充电问题" * 3)
    clerk.go("topics", f"{topic.id}/decide")
    assert clerk.form._body.widget().width() <= clerk.form._body.viewport().width()


def _press_by_key(clerk: AtDesk, name: str) -> None:
    clerk.find(QPushButton, name).setFocus()
    clerk.qtbot.keyClick(clerk.find(QPushButton, name), Qt.Key.Key_Space)
