"""委员 in the real window: the roster, one member's year, postings and corrections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from consultroom.domain.duty import DutyKind, Presence
from consultroom.domain.members import Member, MemberLevel, MemberStatus, Posting
from consultroom.domain.topics import TopicSource
from consultroom.frozen import replace
from consultroom.services import gathering, receiving, rostering, serving
from consultroom.services.desk import Desk
from consultroom.ui.members import telling
from consultroom.ui.members.presenter import MembersPresenter
from consultroom.ui.members.screens import MembersScreen, masked
from consultroom.ui.members.table import columns
from consultroom.ui.members.view import NONE_LEFT, NONE_YET, MembersView
from consultroom.ui.office import Office
from consultroom.ui.pacing import BUSY
from consultroom.ui.paper.view import PaperView
from consultroom.ui.widgets.advice import AdviceCard
from tests.services.exchanging.offices import DISTRICT, offices
from tests.services.stages import NAMES, Stages, everything, member_named
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk, Opened
from tests.ui.keyboard import commit

NAME, PHONE, ASKED, CAME, STATE = 0, 4, 5, 6, 7  # columns of the roster


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
    """Sit down at the roster of a desk; ``about`` is what it opens."""

    def sit(desk: Desk, about: str = "") -> AtDesk:
        clerk = AtDesk(opened(desk), qtbot)
        clerk.go("members", about)
        return clerk

    return sit


# -- the roster -----------------------------------------------------------------------------------


def test_an_empty_roster_says_what_to_do(stages: Stages, at):
    clerk = at(stages("founded"))
    view = clerk.front
    assert isinstance(view, MembersView)
    assert view._nothing.isVisible()
    assert view._nothing.words.text() == NONE_YET
    clerk.press("importMembers")
    assert clerk.find(QPushButton, "importFileAsk").hasFocus()


def test_a_district_sees_the_members_of_all_stations(at, tmp_path: Path):
    with offices(tmp_path / "offices", DISTRICT) as there:
        desk = there.district
        with desk.room.act("编印委员名册", by=desk.by) as act:
            act.put(rostering.new_member(desk, "张建国"))
        clerk = at(desk)
        assert clerk.cells("membersTable", NAME) == ["张建国"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zjg", ["张建国"]),
        ("zhangjianguo", ["张建国"]),
        ("建国", ["张建国"]),
        ("单记商行", ["单晓丽"]),
        ("sxl", ["单晓丽"]),
        ("dxl", []),  # as a surname 单 is read shan
        ("glm", ["古丽·买买提"]),
        ("𬱖", ["𬱖小燕"]),
        ("", list(NAMES)),
    ],
)
def test_members_are_found_by_what_is_quickest_to_type(
    typed: str, found: list[str], stages: Stages, at
):
    clerk = at(stages("scheduled"))
    commit(clerk.find(QLineEdit, "membersLine"), typed)
    assert clerk.cells("membersTable", NAME) == found
    if not found:
        assert clerk.front._nothing.words.text() == NONE_LEFT


def test_a_spelling_of_ones_own_is_found_too(stages: Stages, at):
    desk = stages("with members")
    clerk = at(desk, f"{member_named(desk, '单晓丽').id}/edit")
    clerk.fill(spelling=" Dan  Xiao Li ")
    clerk.submit()
    assert member_named(desk, "单晓丽").spelling == "dan xiao li"
    clerk.press("memberBack")
    commit(clerk.find(QLineEdit, "membersLine"), "dxl")
    assert clerk.cells("membersTable", NAME) == ["单晓丽"]


def test_telephone_numbers_are_hidden_until_they_are_asked_for(stages: Stages, at):
    desk = stages("with members")
    rostering.revise_member(desk, replace(member_named(desk, "张建国"), phone="13812342569"))
    clerk = at(desk)
    assert clerk.cells("membersTable", PHONE)[0] == "138****2569"
    clerk.press("showPhones")
    assert clerk.cells("membersTable", PHONE)[0] == "13812342569"
    assert clerk.find(QPushButton, "showPhones").text() == "遮住电话"
    clerk.press("showPhones")
    assert clerk.cells("membersTable", PHONE)[0] == "138****2569"


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812342569", "138****2569"), ("5550123", "****123"), ("123", "****"), ("", "")],
)
def test_however_short_a_number_is_it_is_not_shown_whole(phone: str, shown: str):
    assert masked(phone) == shown


def test_who_left_the_station_is_listed_only_when_wished(stages: Stages, at):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    (posting,) = rostering.postings_of(desk, member.id)
    with desk.room.act("调站", by=desk.by) as act:
        act.put(replace(posting, from_on=date(2026, 1, 1), to_on=date(2026, 10, 31)))
    clerk = at(desk)
    assert "张建国" not in clerk.cells("membersTable", NAME)
    clerk.find(QCheckBox, "membersEveryone").click()
    states = dict(zip(clerk.cells("membersTable", NAME), clerk.cells("membersTable", STATE),
                      strict=True))  # fmt: skip
    assert (states["张建国"], states["李秀英"]) == ("不在本站", "在任")
    assert clerk.front.subheading == "6 名委员"


def test_attendance_is_told_and_cannot_be_sorted_by(busy: Desk, at):
    clerk = at(busy)
    told = serving.sittings_of(busy, busy.members(), busy.today.year)
    assert clerk.cells("membersTable", ASKED) == [str(told[m.id].asked) for m in busy.members()]
    assert clerk.cells("membersTable", CAME) == [str(told[m.id].came) for m in busy.members()]
    assert [columns(lambda line: line.phone)[at].order for at in (ASKED, CAME)] == [None, None]
    words = " ".join(column.title for column in columns(lambda line: line.phone))
    assert not any(word in words for word in ("率", "分", "名次", "排名"))


# -- one member -----------------------------------------------------------------------------------


def test_enter_opens_a_member_and_back_returns(qtbot: QtBot, stages: Stages, at):
    clerk = at(stages("with members"))
    table = clerk.find(QTableView, "membersTable")
    table.setFocus()
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert clerk.words("memberName") == NAMES[2]
    clerk.press("memberBack")
    assert (table.currentIndex().row(), table.hasFocus()) == (2, True)


def test_a_year_is_told_as_facts_by_day(stages: Stages, at):
    desk = stages("followed")
    receiving.receive(
        desk,
        receiving.open_day(desk, receivers=("张建国",), place="一楼大厅"),
        matter="路灯不亮",
        head_count=3,
        result="已修好",
    )
    member = member_named(desk, "张建国")
    clerk = at(desk, member.id)
    page = clerk.front.presenter._page
    facts = serving.year_of(desk, member, 2026)
    assert [(one.figure, one.unit, one.caption, one.note) for one in page.figures] == [
        (str(facts.sittings(Presence.CAME)), f"/ {facts.sittings()} 次", "到会 / 应到", ""),
        ("1", "次", "发言", "参与共识 2 条"),
        ("1", "件", "接待群众", "3 人次"),
        (str(len(facts.of(DutyKind.GOOD_DEED))), "件", "帮办实事", ""),
    ]
    done = dict(zip(clerk.cells("dutiesTable", 1), clerk.cells("dutiesTable", 2), strict=True))
    assert {words.partition("　")[0] for words in done} == {
        *("参加协商", "参加调研", "接待群众", "帮办实事", "参加回头看")
    }
    assert done["参加协商　老旧小区加装电梯"] == "到会，发言 1 次，共识 2 条"
    assert done["接待群众　一楼大厅"] == "1 件，3 人次"
    days = [row.on for row in page.rows]
    assert days == sorted(days, reverse=True)


def test_leave_is_told_beside_the_count(stages: Stages, at):
    desk = stages("held")
    clerk = at(desk, member_named(desk, "李秀英").id)
    first = clerk.front.presenter._page.figures[0]
    assert (first.figure, first.unit, first.note) == ("0", "/ 1 次", "请假 1")


def test_a_full_year_is_read_while_the_page_says_so(busy: Desk, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("consultroom.ui.pacing.FIRST", 0)
    screens: list[MembersScreen] = []
    waiting: list[Callable[[], None]] = []
    presenter = MembersPresenter(
        busy,
        show=screens.append,
        done=lambda _did: None,
        tell=lambda _words: None,
        later=waiting.append,
    )
    member = busy.members()[0]
    presenter.open(member.id)
    page = screens[-1].page
    assert page is not None
    assert (page.name, page.busy, page.rows) == (member.name, BUSY, ())
    while waiting:
        waiting.pop(0)()
    page = screens[-1].page
    assert page is not None
    assert page == telling.page_of(busy, member, busy.today.year, phones=False)
    assert page.rows
    presenter.show_phones(on=True)
    assert screens[-1].page == page  # the one before stands until it was read anew


def test_another_year_is_chosen_and_printed(qtbot: QtBot, busy: Desk, at):
    member = busy.members()[0]
    year = serving.years_of(busy)[1]
    clerk = at(busy, member.id)
    years = clerk.find(QComboBox, "memberYear")
    qtbot.waitUntil(lambda: years.count() > 1)
    years.setCurrentIndex(years.findText(f"{year}年"))
    done = len(serving.year_of(busy, member, year).lines)
    qtbot.waitUntil(lambda: len(clerk.cells("dutiesTable", 0)) == done)
    clerk.press("memberPrint")
    view = clerk.front
    assert isinstance(view, PaperView)
    assert view.subheading == f"{member.name}　{year}年"
    qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
    assert view._kinds.currentText() == "委员履职情况告知书"


def test_a_year_of_nothing_says_where_it_comes_from(stages: Stages, at):
    desk = stages("with members")
    clerk = at(desk, member_named(desk, "张建国").id)
    assert clerk.find(QTableView, "dutiesTable").isHidden()


def test_topics_the_member_put_forward_lead_to_their_page(stages: Stages, at):
    desk = stages("with members")
    gathering.add_topic(desk, title="楼道照明", source=TopicSource.MEMBER, proposer="张建国")
    gathering.add_topic(desk, title="路面塌陷", source=TopicSource.VISIT, proposer="张建国")
    clerk = at(desk, member_named(desk, "张建国").id)
    assert [one.title for one in clerk.front.presenter._page.proposed] == ["楼道照明"]
    clerk.press("proposed_WT-YT-2026-001")
    assert clerk.words("topicTitle") == "楼道照明"


# -- adding and correcting ------------------------------------------------------------------------


def test_a_member_is_added_with_every_field_and_taken_back(stages: Stages, at):
    desk = stages("with members")
    before = everything(desk)
    clerk = at(desk, "new")
    clerk.fill(
        name="尉迟　恭",
        gender="男",
        post="某研究所所长",
        sector="科技",
        committee="提案委",
        phone="13800001234",
        term="第十届",
        groups="一组、二组",
        level_city=True,
        from_on=date(2026, 10, 1),
        spelling="yu chi gong",
        print_as="尉迟+恭",
    )
    clerk.submit()
    assert clerk.toast == "已新增委员尉迟恭。"
    made = member_named(desk, "尉迟恭")
    assert made.levels == (MemberLevel.CITY, MemberLevel.DISTRICT)
    assert (made.groups, made.print_as, made.spelling) == (
        ("一组", "二组"),
        "尉迟+恭",
        "yu chi gong",
    )
    assert rostering.postings_of(desk, made.id)[0].from_on == date(2026, 10, 1)
    assert clerk.words("memberName") == "尉迟恭"
    clerk.take_back()
    assert everything(desk) == before
    assert clerk.office.window.sentence_bar.sentence == "这位委员的登记已经撤销。"


def test_a_doubtful_telephone_number_is_told_and_kept(stages: Stages, at):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    clerk = at(desk, f"{member.id}/edit")
    advice = clerk.find(AdviceCard, "formAdvice")
    assert not advice.isVisible()
    clerk.fill(phone="1380013800")
    clerk.qtbot.waitUntil(advice.isVisible)
    said = " ".join(label.text() for label in advice.findChildren(QLabel))
    assert "手机号应为 11 位，这里有 10 位，请核对。照这样也可以保存。" in said
    clerk.submit()
    assert member_named(desk, "张建国").phone == "1380013800"


def test_a_namesake_is_asked_about_once(stages: Stages, at):
    desk = stages("with members")
    clerk = at(desk, "new")
    clerk.fill(name="张建国", post="某厂厂长")
    clerk.submit()
    assert clerk.error("name").startswith("名册里已有“张建国”（张记商行经理）。确实是另一位的")
    assert len(desk.members()) == len(NAMES)
    clerk.submit()
    assert len([one for one in desk.members() if one.name == "张建国"]) == 2


@pytest.mark.parametrize(
    ("typed", "key", "says"),
    [
        ({"name": ""}, "name", "请填写姓名。"),
        ({"spelling": "单晓丽"}, "spelling", "读音只写拼音字母"),
        ({"level_district": False}, "level_nation", "请至少勾选一个委员层级。"),
    ],
)
def test_what_will_not_do_is_said_under_its_field(
    typed: dict[str, object], key: str, says: str, stages: Stages, at
):
    desk = stages("with members")
    clerk = at(desk, f"{member_named(desk, '单晓丽').id}/edit")
    clerk.fill(**typed)
    clerk.submit()
    assert says in clerk.error(key)
    assert member_named(desk, "单晓丽").spelling == ""


def test_who_leaves_office_is_dated_and_told(stages: Stages, at):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    clerk = at(desk, f"{member.id}/edit")
    clerk.fill(status="left")
    clerk.submit()
    changed = desk.room.get(Member, member.id)
    assert (changed.status, changed.status_on) == (MemberStatus.LEFT, desk.today)
    parts = dict(clerk.front.presenter._page.parts)
    assert parts["状态"] == "退出（2026年11月2日起）"


def test_an_identity_number_has_no_field(stages: Stages, at):
    clerk = at(stages("with members"), "new")
    assert not any("身份证" in box.question.label for box in clerk.form._boxes.values())
    assert "不要填写身份证号" in clerk.form._purpose.text()


# -- postings -------------------------------------------------------------------------------------


def test_a_posting_is_ended_and_a_new_one_begun(stages: Stages, at):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    (posting,) = rostering.postings_of(desk, member.id)
    clerk = at(desk, member.id)
    clerk.press("memberForm_post")
    clerk.submit()
    assert "重叠" in clerk.error()
    clerk.press("formClose")
    clerk.press(f"posting_{posting.id}")
    clerk.fill(to_on=date(2026, 11, 30))
    clerk.submit()
    assert clerk.toast == "已登记张建国的驻站时间。"
    clerk.press("memberForm_post")
    clerk.fill(from_on=date(2027, 3, 1), role="召集人")
    clerk.submit()
    told = [(one.role, one.days, one.word) for one in clerk.front.presenter._page.postings]
    assert told == [
        ("召集人", "2027年3月1日至今", "未开始"),
        ("驻站委员", "2026年11月2日至2026年11月30日", "在站"),
    ]
    assert len(desk.room.find(Posting, member=member.id)) == 2


def test_a_posting_undone_while_it_is_open_closes_its_form(stages: Stages, at):
    desk = stages("with members")
    member = member_named(desk, "张建国")
    (first,) = rostering.postings_of(desk, member.id)
    rostering.post_here(desk, member, from_on=first.from_on, to_on=desk.today, posting=first)
    second = rostering.post_here(desk, member, from_on=date(2027, 1, 1))
    clerk = at(desk, f"{member.id}/post/{second.id}")
    assert clerk.form.isVisible()
    clerk.office.undo()
    assert clerk.front.desk.form.isHidden()


# -- drafts ---------------------------------------------------------------------------------------


def test_half_a_member_is_there_after_the_program_was_killed(stages: Stages, at):
    desk = stages("with members")
    clerk = at(desk, "new")
    commit(clerk.find(QLineEdit, "field_name"), "尉迟")
    clerk.press("memberBack")
    after = at(stages.killed(desk), "new")
    assert after.form.answers()["name"] == "尉迟"
    assert after.words("formNote") == "已恢复上次没有提交的内容。"
