"""The exchange page over real rooms: packs dropped, taken in, taken back, written, settled."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, get_ident

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.stations import UnitKind
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.exchange.sticks import Stick
from consultroom.frozen import replace
from consultroom.services import founding, handing_over
from consultroom.services.desk import Desk
from consultroom.services.exchanging import inbox, settling
from consultroom.ui import dialogs, theme, turns
from consultroom.ui.exchange.comparing import compared
from consultroom.ui.exchange.inbox import InboxPresenter, InboxScreen
from consultroom.ui.exchange.inbox_view import InboxView
from consultroom.ui.exchange.outbox import AGAIN, OutboxPresenter, OutboxScreen, StickLine
from consultroom.ui.exchange.outbox_view import OutboxView
from consultroom.ui.exchange.outgoing import Check
from consultroom.ui.exchange.words import counts_words, month_words, size_words
from consultroom.ui.lending import FAULT, STOPPED, RoomLender, WaitingBox
from consultroom.ui.states import State
from consultroom.ui.widgets.words import Icon
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.services.exchanging.test_newer_versions import later_rows, send_by_a_later_version
from tests.ui.conftest import Shown
from tests.ui.exchange_page import Opened, opened, there
from tests.ui.keyboard import commit
from tests.ui.test_tokens import contrast

__all__ = ["opened", "there"]  # fixtures


def titles(desk: Desk) -> set[str]:
    return {topic.title for topic in desk.room.find(Topic)}


# -- 收件 ------------------------------------------------------------------------------------------


def test_the_empty_inbox_says_what_to_do(opened: Opened) -> None:
    page = opened(DISTRICT)
    assert any("拖到这里" in text for text in page.seen())
    assert not page.view.findChild(QPushButton, "takeAll").isEnabled()


def test_a_folder_dropped_on_the_page_is_looked_at_before_anything_changes(
    there: Offices, opened: Opened
) -> None:
    a_topic(there["WT1"], "加装电梯")
    a_topic(there["QH1"], "路灯")
    there.send("WT1", period="2026-10")
    there.send("QH1", period="2026-10", nil=True)
    page = opened(DISTRICT)
    page.drop(there.stick)
    assert page.column("packsTable", 0) == ["清河街道委员工作站", "梧桐街道委员工作站"]
    assert page.column("packsTable", 2) == ["可以导入", "可以导入"]
    assert page.says("packWho") == "清河街道委员工作站　2026年10月（零报告）"
    assert "新增议题“路灯”" in page.column("changesTable", 0)
    assert titles(there[DISTRICT]) == set()


def test_one_pack_or_all_are_taken_in_and_an_import_is_taken_back(
    there: Offices, opened: Opened
) -> None:
    a_topic(there["WT1"], "加装电梯")
    a_topic(there["QH1"], "路灯")
    files = (*there.send("WT1"), *there.send("QH1"))
    page = opened(DISTRICT)
    page.drop(*files)
    page.press("takeOne")
    assert titles(there[DISTRICT]) == {"路灯"}
    assert "已导入 1 个包：新增" in page.toast()
    page.press("shelf_waiting")
    page.press("takeAll")
    assert titles(there[DISTRICT]) == {"路灯", "加装电梯"}
    assert len(page.column("packsTable", 0)) == 2
    page.press("takeBack")
    assert titles(there[DISTRICT]) == {"路灯"}
    assert page.column("packsTable", 0) == ["梧桐街道委员工作站"]
    assert "已撤销导入" in page.toast()


def test_what_is_refused_is_told_and_lies_in_quarantine(there: Offices, opened: Opened) -> None:
    junk = there.stick / "不知道是什么.crpk"
    junk.write_bytes(b"this is no pack")
    page = opened(DISTRICT)
    page.drop(junk)
    assert page.column("packsTable", 2) == ["不能导入"]
    assert page.says("packSentence")
    assert "重新拷贝" in page.says("packSentence")
    assert (page.column("packsTable", 3), page.says("packCounts")) == ([""], "")
    away = page.view.findChild(QPushButton, "takeAll")
    assert (away.text(), away.property("kind")) == ("移走不用导入的（1）", "")
    page.press("takeAll")
    assert "1 个包不能导入" in page.toast()
    assert page.column("packsTable", 0) == ["不知道是什么.crpk"]
    assert page.column("packsTable", 2) == ["拒收"]
    assert page.says("packSentence")
    assert junk.exists()


def test_what_was_taken_in_before_is_only_put_away(there: Offices, opened: Opened) -> None:
    a_topic(there["WT1"])
    files = there.send("WT1")
    there.bring(files, DISTRICT)
    page = opened(DISTRICT)
    page.drop(*files)
    assert page.column("packsTable", 2) == ["已经导入过"]
    page.press("takeAll")
    assert "以前都导入过" in page.toast()
    assert page.column("packsTable", 2) == []
    page.press("shelf_taken")
    assert page.column("packsTable", 3) != [""]


def test_the_keyboard_stays_on_the_page_when_its_button_goes(
    there: Offices, opened: Opened
) -> None:
    """A blank typed next must not turn to another page."""
    a_topic(there["WT1"])
    page = opened(DISTRICT)
    page.drop(*there.send("WT1"))
    for name in ("takeAll", "takeBack", "takeOne"):
        page.view.findChild(QPushButton, name).setFocus()
        page.press(name)
        page.qtbot.waitUntil(lambda: page.view.isAncestorOf(page.window.focusWidget()))
    assert page.window.focusWidget() is page.table("packsTable")


def test_the_change_the_cursor_is_on_is_written_out(there: Offices, opened: Opened) -> None:
    topic = a_topic(there["WT1"], "加装电梯")
    there.pass_on("WT1", DISTRICT)
    with there["WT1"].room.act("修改议题", by="王") as act:
        act.put(replace(topic, situation="三栋楼六层以上没有电梯，老人上下楼难。" * 3))
    page = opened(DISTRICT)
    page.drop(*there.send("WT1"))
    page.table("changesTable").selectRow(0)
    assert page.says("changeWhole") == page.column("changesTable", 0)[0]


def test_a_stick_is_offered_by_its_own_button_while_it_is_plugged_in(
    there: Offices, opened: Opened, tmp_path: Path
) -> None:
    plugged = Stick(
        folder=there.stick, label="金士顿", filesystem="vfat", size=8 * 10**9, free=4 * 10**9
    )
    second = replace(plugged, folder=tmp_path)
    found: list[tuple[Stick, ...]] = [(plugged,), (plugged, second), ()]
    shown: list[InboxScreen] = []
    presenter = InboxPresenter(
        NoRoom(),
        show=shown.append,
        toast=print,
        heard=str,
        slow=lambda _work, done, _fail: done(found.pop(0)),
    )
    for stick in (plugged, None, None):
        presenter.look_for_sticks()
        assert shown[-1].stick == (StickLine(folder=there.stick, label="金士顿") if stick else None)
    assert len(shown) == 2  # what stays as it is is not drawn again
    page = opened(DISTRICT)
    view = page.view.findChild(InboxView)
    assert page.view.findChild(QPushButton, "bringStick").isHidden()
    a_topic(there["WT1"])
    there.send("WT1")
    view.show_screen(InboxScreen(stick=StickLine(folder=there.stick, label="金士顿")))
    page.press("bringStick")
    assert page.column("packsTable", 2) == ["可以导入"]


def test_a_held_pack_names_the_missing_one_and_goes_through_after_it(
    there: Offices, opened: Opened
) -> None:
    a_topic(there["WT1"], "甲")
    first = there.send("WT1")
    there.bring(first, DISTRICT)
    there.pass_on(DISTRICT, "WT1")
    a_topic(there["WT1"], "乙")
    second = there.send("WT1")
    page = opened(DISTRICT)
    page.press("shelf_taken")
    page.press("takeBack")
    for file in inbox.waiting(there[DISTRICT]):
        file.unlink()
    page.drop(*second)
    assert page.column("packsTable", 2) == ["等别的包"]
    assert "第1号包" in page.says("packSentence")
    assert not page.view.findChild(QPushButton, "takeAll").isEnabled()
    page.drop(*first)
    page.press("takeAll")
    assert titles(there[DISTRICT]) == {"甲", "乙"}


def test_what_a_later_version_sent_is_said_to_be_kept(there: Offices, opened: Opened) -> None:
    rows = later_rows(there, "WT1")
    page = opened(DISTRICT)
    page.drop(*send_by_a_later_version(there, "WT1", DISTRICT, rows))
    told = "搁置的 1 条是新版程序才有的内容：原样留着，不会丢，更新程序以后就能看到。"
    assert told in page.says("packSentence")
    page.press("takeAll")
    page.press("shelf_taken")
    assert told in page.says("packSentence")


def test_a_drop_without_packs_is_told_in_words(there: Offices, opened: Opened) -> None:
    page = opened(DISTRICT)
    page.drop(there.stick)
    assert "没有交换包" in page.says("inboxSentence")


def test_files_chosen_by_hand_are_brought_in_too(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_topic(there["WT1"])
    files = there.send("WT1")
    page = opened(DISTRICT)
    monkeypatch.setattr(dialogs, "ask_open_many", lambda *_a, **_k: files)
    page.press("bringFiles")
    assert page.column("packsTable", 2) == ["可以导入"]
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_a, **_k: there.stick)
    page.press("bringFolder")
    assert page.column("packsTable", 2) == ["可以导入"]


# -- 报出 ------------------------------------------------------------------------------------------


def test_a_station_writes_its_month_to_a_folder_and_reads_it_back(
    there: Offices, opened: Opened, tmp_path: Path
) -> None:
    a_topic(there["WT1"])
    page = opened("WT1")
    page.turn_to("outbox")
    assert page.says("lastExport") == "还没有导出过。"
    assert "来访人身份" in page.says("stays")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "autorun.inf").write_text("x")
    page.choose(stick)
    page.qtbot.waitUntil(lambda: any("autorun.inf" in text for text in page.seen()))
    page.press("writePacks")
    assert "全部写好并核对无误" in page.says("pullOut")
    (pack,) = there["WT1"].room.packs.sent()
    assert (pack.period, page.column("writtenTable", 0)) == ("2026-10", [pack.name])
    assert {one.name for one in stick.iterdir()} == {"autorun.inf", pack.name}
    there.bring((stick / pack.name,), DISTRICT)
    assert titles(there[DISTRICT]) == {"加装电梯"}


def test_a_pulled_stick_is_told_and_the_next_one_gets_the_same_pack(
    there: Offices, opened: Opened, tmp_path: Path
) -> None:
    a_topic(there["WT1"])
    page = opened("WT1")
    page.turn_to("outbox")
    stick = tmp_path / "stick"
    stick.mkdir()
    page.choose(stick)
    shutil.rmtree(stick)
    page.press("writePacks")
    assert "可能已被拔出" in page.says("exportSentence")
    assert AGAIN in page.says("exportSentence")
    stick.mkdir()
    page.write_to(stick)
    assert len(there["WT1"].room.packs.sent()) == 1
    assert len(list(stick.iterdir())) == 1
    assert page.says("exportSentence") == ""


def test_a_district_hands_down_to_all_its_stations_at_once(
    there: Offices, opened: Opened, tmp_path: Path
) -> None:
    page = opened(DISTRICT)
    page.turn_to("outbox")
    choice = page.view.findChild(QComboBox, "exportUnit")
    assert choice.currentText() == "全部下级单位（2 个）"
    stick = tmp_path / "stick"
    stick.mkdir()
    page.write_to(stick)
    assert {pack.addressee for pack in there[DISTRICT].room.packs.sent()} == {"WT", "QH"}
    assert len(list(stick.iterdir())) == 2


def test_a_stick_is_found_by_itself_and_missed_when_it_is_pulled_out(
    there: Offices, tmp_path: Path
) -> None:
    shown: list[OutboxScreen] = []
    plugged = Stick(
        folder=tmp_path, label="金士顿", filesystem="vfat", size=8 * 10**9, free=4 * 10**9
    )
    found: list[tuple[Stick, ...]] = [(), (plugged,), (plugged,), ()]

    def slow(work: Callable[[], object], done: Callable[[object], None], _fail: object) -> None:
        is_look = work is handing_over.plugged_in
        done(found.pop(0) if is_look else handing_over.StickView(stick=plugged, strangers=()))

    presenter = OutboxPresenter(NoRoom(), slow=slow, show=shown.append, print_pdf=print)
    presenter.enter(there["WT1"])
    for step, label in ((1, None), (2, "金士顿"), (2, "金士顿"), (1, None)):
        presenter.look_for_sticks()
        place = shown[-1].place
        assert (shown[-1].step, place.label if place else None) == (step, label)
    assert shown[-1].sentence == "U盘已拔出。"
    assert found == []


@pytest.mark.parametrize(
    ("wrong", "says", "ready"),
    [
        ({}, "剩余 4 GB", True),
        ({"free": 40_000}, "只剩 40 KB，多半写不下。", True),
        ({"read_only": True}, "只读，写不进去。", False),
    ],
)
def test_a_stick_that_is_full_or_locked_is_told_before_anything_is_written(
    there: Offices, tmp_path: Path, wrong: dict[str, object], says: str, ready: bool
) -> None:
    stick = Stick(
        folder=tmp_path, label="金士顿", filesystem="vfat", size=8 * 10**9, free=4 * 10**9
    )
    view = handing_over.StickView(stick=replace(stick, **wrong), strangers=())
    shown: list[OutboxScreen] = []
    presenter = OutboxPresenter(
        NoRoom(), slow=lambda _work, done, _fail: done(view), show=shown.append, print_pdf=print
    )
    presenter.enter(there["WT1"])
    presenter.choose_place(tmp_path)
    first = shown[-1].checks[0]
    assert first.text.startswith(says)
    assert first.state is (State.LATE if wrong else State.DONE)
    assert (shown[-1].ready, shown[-1].step) == (ready, 2 if ready else 1)


def test_the_sign_of_every_check_can_be_seen_on_the_page(opened: Opened) -> None:
    page = opened("WT1")
    page.turn_to("outbox")
    view = page.view.findChild(OutboxView)
    for state in (State.DONE, State.DUE, State.LATE):
        view.show_screen(OutboxScreen(units=(("JZ", "区"),), checks=(Check(state, "看见"),)))
        word = next(one for one in view.findChildren(QLabel) if one.text() == "看见")
        picture = word.parentWidget().findChild(Icon).grab().toImage()
        every = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
        inks = {picture.pixelColor(*place).name() for place in every}
        assert any(contrast(ink, theme.now().surface) >= 3 for ink in inks), state
        word.setText("")


class NoRoom:
    """Lends nothing."""

    def borrow(self, says: str, work: object, done: object, fail: object) -> None:
        raise AssertionError(says)


# -- 冲突 ------------------------------------------------------------------------------------------


def conflicting(there: Offices) -> Topic:
    """Let two computers of a station write one field without knowing of each other."""
    topic = a_topic(there["WT1"])
    there.pass_on("WT1", "WT2")
    for name, title in (("WT1", "甲说"), ("WT2", "乙说")):
        with there[name].room.act("修改议题", by=name) as act:
            act.put(replace(topic, title=title))
    return topic


def plain(drawn: str) -> str:
    """Return a drawn text without its marks."""
    return QTextDocumentFragment.fromHtml(drawn).toPlainText()


def test_what_differs_between_the_two_sides_stands_out_without_colour(
    there: Offices, opened: Opened
) -> None:
    topic = a_topic(there["WT1"], "老旧小区<加装>电梯")
    there.pass_on("WT1", "WT2")
    for name, title in (("WT1", "老旧小区<加装>电梯怎么办"), ("WT2", "新建小区<加装>电梯")):
        with there[name].room.act("修改议题", by=name) as act:
            act.put(replace(topic, title=title))
    there.pass_on("WT2", "WT1")
    page = opened("WT1")
    page.turn_to("conflicts")
    drawn = {page.says("standsText"), page.says("lostText")}
    assert drawn == {
        "<b><u>老旧</u></b>小区&lt;加装&gt;电梯<b><u>怎么办</u></b>",
        "<b><u>新建</u></b>小区&lt;加装&gt;电梯",
    }
    assert "下划线" in page.says("conflictMarks")


@given(st.text(max_size=30), st.text(max_size=30))
def test_two_texts_compared_lose_nothing(one: str, other: str) -> None:
    for text, pieces in zip((one, other), compared(one, other), strict=True):
        assert "".join(piece for piece, _ in pieces) == text
    if one == other:
        assert not any(differs for _, differs in compared(one, other)[0])


@pytest.mark.parametrize(
    ("name", "text"), [("standsChoose", "stands"), ("lostChoose", "lost"), ("writeThird", "都说")]
)
def test_a_conflict_is_settled_by_picking_or_writing_and_can_be_undone(
    there: Offices, opened: Opened, name: str, text: str
) -> None:
    topic = conflicting(there)
    page = opened("WT1")
    page.drop(*there.send("WT2", "WT"))
    assert "1 处两边都改过" in page.says("packSentence")
    page.press("takeAll")
    assert "1 处冲突等人处理" in page.toast()
    page.turn_to("conflicts")
    sides = {side: plain(page.says(f"{side}Text")) for side in ("stands", "lost")}
    wanted = sides.get(text, text)
    if text not in ("stands", "lost"):
        commit(page.view.findChild(QWidget, "thirdText"), text)
    page.press(name)
    assert there["WT1"].room.get(Topic, topic.id).title == wanted
    assert settling.disputes(there["WT1"]) == ()
    page.office.undo()
    assert len(settling.disputes(there["WT1"])) == 1


def test_a_district_sees_a_stations_conflict_and_leaves_it_alone(
    there: Offices, opened: Opened
) -> None:
    conflicting(there)
    there.pass_on("WT1", DISTRICT)
    there.pass_on("WT2", DISTRICT)
    page = opened(DISTRICT)
    page.turn_to("conflicts")
    assert page.column("disputesTable", 0) == ["议题“甲说”"] or page.column("disputesTable", 0) == [
        "议题“乙说”"
    ]
    assert not page.view.findChild(QPushButton, "standsChoose").isEnabled()


# -- 谁还没报 --------------------------------------------------------------------------------------


def test_who_has_not_reported_is_read_without_colour(there: Offices, opened: Opened) -> None:
    there.pass_on("WT1", DISTRICT, period="2026-10")
    page = opened(DISTRICT)
    page.turn_to("missing")
    assert page.column("missingTable", 0) == ["清河街道委员工作站", "梧桐街道委员工作站"]
    assert page.column("missingTable", 10) == ["—", "报"]
    assert "报：已报" in page.says("missingLegend")
    assert "入网" in page.says("missingTold")


def test_a_station_that_has_not_joined_is_told_and_owes_nothing(
    there: Offices, opened: Opened
) -> None:
    desk = there[DISTRICT]
    new = founding.a_unit(UnitKind.STATION, "HG", "槐谷街道委员工作站", parent=DISTRICT)
    with desk.room.act("登记单位", by=desk.by) as act:
        act.put(replace(new, owner=DISTRICT))
    page = opened(DISTRICT)
    page.turn_to("missing")
    assert page.column("missingTable", 0)[0] == "槐谷街道委员工作站（未入网）"
    assert any("还有 1 个站没有入网。" in text for text in page.seen())
    page.table("missingTable").selectRow(0)
    assert not page.view.findChild(QComboBox, "markMonth").isEnabled()


def test_a_station_has_no_such_page(opened: Opened) -> None:
    page = opened("WT1")
    words = [page.view.tabs.tabText(at) for at in range(page.view.tabs.count())]
    assert "谁还没报" not in words


# -- lending ---------------------------------------------------------------------------------------


def test_long_work_leaves_the_gui_thread_and_can_be_stopped(
    qtbot: QtBot, there: Offices, shown: Shown
) -> None:
    parent = shown(QWidget())
    lender = RoomLender(parent, lambda: there["WT1"], lambda: None)
    said: list[object] = []
    begun = Event()

    def work(_desk: Desk, progress: Callable[[int, int], None]) -> object:
        said.append(get_ident() != main)
        begun.set()
        while True:
            progress(1, 2)

    main = get_ident()
    lender.borrow("正在做…", work, said.append, said.append)
    box = parent.findChild(WaitingBox)
    qtbot.waitUntil(begun.is_set)
    box.close()
    assert box.isVisible()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == [True, STOPPED]


def test_what_is_read_in_turns_waits_until_the_room_is_back(
    qtbot: QtBot, there: Offices, shown: Shown
) -> None:
    parent, said, back = shown(QWidget()), list[str](), Event()
    lender = RoomLender(parent, lambda: there["WT1"], lambda: None)
    turns.later(parent)(lambda: said.append("read"))
    lender.borrow("正在做…", lambda *_: back.wait(60), lambda _: said.append("back"), said.append)
    qtbot.wait(3 * turns.AGAIN)
    assert said == []
    back.set()
    qtbot.waitUntil(lambda: len(said) == 2)
    assert said == ["back", "read"]


def test_a_window_that_goes_with_the_room_lent_stops_nobody_elses_turns(
    qtbot: QtBot, there: Offices, shown: Shown
) -> None:
    parent, other, said, back = QWidget(), shown(QWidget()), list[str](), Event()
    lender = RoomLender(parent, lambda: there["WT1"], lambda: None)
    lender.borrow("正在做…", lambda *_: back.wait(60), said.append, said.append)
    for one in (lender, parent):
        one.deleteLater()
    turns.later(other)(lambda: said.append("read"))
    qtbot.waitUntil(lambda: said == ["read"])
    back.set()


def test_work_that_cannot_be_done_says_why(qtbot: QtBot, there: Offices, shown: Shown) -> None:
    lender = RoomLender(shown(QWidget()), lambda: there["WT1"], lambda: None)
    said: list[object] = []

    def refuse(_desk: Desk, _progress: object) -> object:
        raise UserError("没有插U盘。")

    lender.borrow("正在做…", refuse, said.append, said.append)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["没有插U盘。"]
    assert "程序出了差错" in FAULT


def test_words_of_sizes_months_and_counts() -> None:
    assert [size_words(n) for n in (12, 12_000, 60_000_000, 3_200_000_000)] == [
        "12 B",
        "12 KB",
        "60 MB",
        "3.2 GB",
    ]
    assert (month_words("2026-01"), month_words("")) == ("2026年1月", "")
    assert counts_words(new=1, changed=0, unchanged=2, held=3) == "新增 1、更新 0、相同 2、搁置 3"
