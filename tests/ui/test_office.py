"""The office: the real window over a real room; what is said, taken back, kept and shown anew."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from threading import current_thread

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Consultation
from consultroom.domain.minutes import MinutesEntry
from consultroom.domain.topics import Topic
from consultroom.errors import UserError
from consultroom.services import drafting, progressing, recording, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.begin.view import BeginView
from consultroom.ui.half_typed import RESTORED
from consultroom.ui.help.view import HelpWindow
from consultroom.ui.main_window import MainWindow
from consultroom.ui.minutes.view import MinutesView
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from consultroom.ui.screen import Screen
from consultroom.ui.widgets.form_panel import FormPanel
from consultroom.ui.workspace.view import WorkspaceView
from consultroom.ui.workspace.walking import GONE
from tests.services.stages import DAYS, Stages, everything, the_dossier, the_meeting, the_topic
from tests.ui.conftest import Shown
from tests.ui.keyboard import commit

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
Opened = Callable[[Desk], Office]


@pytest.fixture
def opened(shown: Shown, tmp_path: Path) -> Opened:
    """Open the window on a desk."""

    def open_on(desk: Desk) -> Office:
        office = Office(desk, folder=tmp_path)
        office.window.resize(1366, 768)
        shown(office.window)
        return office

    return open_on


def front(office: Office) -> Screen:
    """Return the page in front."""
    return office.window.screens[office.window.here]


def press(office: Office, name: str) -> None:
    """Press a button of the page in front."""
    found = front(office).findChild(QPushButton, name)
    assert found is not None, name
    found.click()


def form_of(office: Office) -> FormPanel:
    """Return the form open on the page in front."""
    found = front(office).findChild(FormPanel)
    assert isinstance(found, FormPanel)
    return found


def field(office: Office, key: str) -> QWidget:
    """Return a field of the open form."""
    found = form_of(office).findChild(QWidget, f"field_{key}")
    assert isinstance(found, QWidget)
    return found


def toast(window: MainWindow) -> str:
    """Return what passes by at the foot of the window."""
    words = window.toast_area.findChild(QLabel, "toastWords")
    return words.text() if window.toast_area.isVisible() and words else ""


def take_back(window: MainWindow) -> None:
    """Press the toast's button."""
    button = window.toast_area.findChild(QPushButton, "toastAct")
    assert button is not None
    assert button.isVisible()
    button.click()


def workspace(office: Office) -> WorkspaceView:
    """Open the workspace on the room's consultation."""
    office.window.go("workspace", the_dossier(office._desk).consultation.id)
    view = front(office)
    assert isinstance(view, WorkspaceView)
    return view


def record(view: WorkspaceView) -> MinutesView:
    """Turn to the record of the sitting."""
    view.open_tab("record")
    found = view.findChild(MinutesView)
    assert isinstance(found, MinutesView)
    return found


def said(desk: Desk) -> list[str]:
    """Return the record of the sitting as the room has it."""
    return [entry.text for entry in the_dossier(desk).entries_of(the_meeting(desk))]


# -- the window -----------------------------------------------------------------------------------


def test_it_opens_at_home_with_place_and_clerk(stages: Stages, opened: Opened):
    window = opened(stages("begun")).window
    assert (window.here, window.windowTitle()) == ("home", "协商议事室 · 梧桐街道")
    assert "王敏" in window.title_bar.findChild(QPushButton, "clerk").text()
    assert list(window.rail.buttons) == [
        "home", "calendar", "topics", "consultations", "begin", "outcomes", "receptions",
        "members", "papers", "ledgers", "exchange", "safekeeping", "settings",
    ]  # fmt: skip


@pytest.mark.parametrize("stage", DAYS)
def test_every_page_opens_at_every_stage(stage: str, stages: Stages, opened: Opened):
    desk = stages(stage)
    office = opened(desk)
    about = next((one.id for one in desk.room.find(Consultation)), "")
    for page in ("consultations", "begin", *(("workspace", "paper") if about else ()), "home"):
        office.window.go(page, about if page in ("workspace", "paper") else "")
        assert office.window.here == page
        assert office.window.sentence_bar.sentence == ""


def test_what_the_room_warned_of_is_told(stages: Stages, opened: Opened):
    desk = stages("founded")
    desk.room.warnings = ("这个资料夹在移动硬盘上。",)
    assert opened(desk).window.sentence_bar.sentence == "这个资料夹在移动硬盘上。"


def test_the_next_act_opens_its_form(stages: Stages, opened: Opened):
    office = opened(stages("begun"))
    press(office, "nextAct")
    assert office.window.here == "workspace"
    assert form_of(office).findChild(QLabel, "formTitle").text() == "三方把关"


def test_the_search_finds_what_is_in_the_room(stages: Stages, opened: Opened):
    office = opened(stages("minuted"))
    assert {hit.kind for hit in office.window._search("装一栋")} == {"发言"}


# -- said and taken back --------------------------------------------------------------------------


def test_an_act_is_said_and_its_button_brings_the_screen_back(stages: Stages, opened: Opened):
    desk = stages("begun")
    office = opened(desk)
    before = everything(desk)
    view = workspace(office)
    was = view.checklist.findChild(QLabel, "stepCount").text()
    press(office, "open_topic-screened")
    for key in ("party", "people", "means"):
        field(office, key).show_value("yes")  # type: ignore[attr-defined]
    form_of(office).submit()
    assert toast(office.window) == "三方把关已保存。"
    assert view.checklist.findChild(QLabel, "stepCount").text() != was
    take_back(office.window)
    assert toast(office.window) == "已撤销：议题把关（老旧小区加装电梯）。"
    assert view.checklist.findChild(QLabel, "stepCount").text() == was
    assert everything(desk) == before


def test_a_toast_takes_back_the_act_it_told_of_not_a_later_one(stages: Stages, opened: Opened):
    desk = stages("held")
    office = opened(desk)
    view = workspace(office)
    view.form_wanted.emit("research")
    view.form_submitted.emit(
        "research", {"place": "现场", "findings": "再看", "people": (), "method": "走访"}
    )
    assert toast(office.window) == "调研已登记。"
    recording.say(desk, the_meeting(desk), None, "后来说的。", name="张建国")
    take_back(office.window)
    assert toast(office.window) == "已撤销：登记调研（现场）。"
    assert len(the_dossier(desk).research) == 1
    assert said(desk) == ["后来说的。"]


def test_a_form_that_changed_nothing_offers_nothing_to_take_back(stages: Stages, opened: Opened):
    office = opened(stages("begun"))
    workspace(office).form_wanted.emit("topic")
    form_of(office).submit()
    assert toast(office.window) == "议题已保存。"
    assert not office.window.toast_area.findChild(QPushButton, "toastAct").isVisible()


def test_control_z_takes_back_act_after_act(qtbot: QtBot, stages: Stages, opened: Opened):
    desk = stages("begun")
    office = opened(desk)
    names = [act.name for act in desk.room.acts(limit=2)]
    for name in names:
        qtbot.keyClick(office.window, "z", CONTROL)
        assert toast(office.window) == f"已撤销：{name}（老旧小区加装电梯）。"
    assert (
        the_dossier(desk).consultation.step == "collect" if desk.room.find(Consultation) else True
    )


def test_when_nothing_can_be_taken_back_it_is_told(stages: Stages, opened: Opened):
    desk = stages("founded")
    office = opened(desk)
    before = desk.room.acts()
    for act in (None, before[0].id):
        office.undo(act)
        assert office.window.sentence_bar.sentence.startswith("没有可以撤销的操作。")
        assert desk.room.acts() == before


def test_what_was_built_on_is_told_and_stays(stages: Stages, opened: Opened):
    desk = stages("begun")
    office = opened(desk)
    first = next(act for act in desk.room.acts(limit=99) if act.name == "登记议题")
    office.undo(first.id)
    assert office.window.sentence_bar.sentence.startswith("不能撤销“登记议题”")
    assert len(desk.room.find(Topic)) == 1


def test_undoing_the_beginning_leaves_the_page_it_was_about(stages: Stages, opened: Opened):
    desk = stages("with a topic")
    progressing.begin(desk, the_topic(desk))
    office = opened(desk)
    workspace(office)
    office.undo()
    assert office.window.here == "consultations"
    assert office.window.sentence_bar.sentence == GONE
    assert toast(office.window) == "已撤销：开始协商（老旧小区加装电梯）。"


# -- who and how ----------------------------------------------------------------------------------


def test_another_clerk_signs_what_comes_next_and_stays_on_the_page(
    stages: Stages, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    desk = stages("begun")
    office = opened(desk)
    office.window.go("begin")
    commit(field(office, "title"), "路灯")
    monkeypatch.setattr(dialogs, "ask_line", lambda *_, **__: "周玉珍")
    office.window.clerk_wanted.emit()
    assert office.window.here == "begin"
    assert field(office, "title").value() == "路灯"  # type: ignore[attr-defined]
    assert "周玉珍" in office.window.title_bar.findChild(QPushButton, "clerk").text()
    workspace(office).form_submitted.emit("screening", {"party": "yes"})
    assert (toast(office.window), desk.room.acts(limit=1)[0].by) == ("三方把关已保存。", "周玉珍")


def test_no_name_given_leaves_the_clerk(
    stages: Stages, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    office = opened(stages("begun"))
    monkeypatch.setattr(dialogs, "ask_line", lambda *_, **__: "")
    office.window.clerk_wanted.emit()
    assert "王敏" in office.window.title_bar.findChild(QPushButton, "clerk").text()


def test_help_opens_the_manual_where_it_tells_of_the_page(
    qtbot: QtBot, stages: Stages, opened: Opened
):
    office = opened(stages("begun"))
    qtbot.keyClick(office.window, Qt.Key.Key_F1)
    (manual,) = office.window.findChildren(HelpWindow)
    assert manual.page.heading_at_top() == "首页"
    office.window.go("workspace", f"{the_dossier(office.desk).consultation.id}/screening")
    qtbot.keyClick(office.window, Qt.Key.Key_F1)
    assert office.window.findChildren(HelpWindow) == [manual]
    assert manual.page.heading_at_top() == "第2步　定题"


def test_another_look_makes_the_help_window_anew(qtbot: QtBot, stages: Stages, opened: Opened):
    office = opened(stages("begun"))
    qtbot.keyClick(office.window, Qt.Key.Key_F1)
    office.wardrobe.changed.emit()
    qtbot.waitUntil(lambda: not office.window.findChildren(HelpWindow))
    office.window.ask_help()
    (manual,) = office.window.findChildren(HelpWindow)
    assert manual.page.heading_at_top() == "首页"


# -- nothing typed is lost ------------------------------------------------------------------------


def test_what_is_being_typed_outlives_an_undo(stages: Stages, opened: Opened):
    desk = stages("with a topic")
    office = opened(desk)
    office.window.go("begin")
    assert isinstance(front(office), BeginView)
    commit(field(office, "title"), "路灯补亮")
    office.undo()
    assert field(office, "title").value() == "路灯补亮"  # type: ignore[attr-defined]
    assert drafting.recall(desk, "begin")["title"] == "路灯补亮"


def test_neither_escape_nor_folding_the_form_away_throws_text_away(
    qtbot: QtBot, stages: Stages, opened: Opened
):
    office = opened(stages("begun"))
    workspace(office)
    press(office, "open_topic-approved")
    commit(field(office, "reason"), "先缓一缓")
    qtbot.keyClick(field(office, "reason"), Qt.Key.Key_Escape)
    assert field(office, "reason").value() == "先缓一缓"  # type: ignore[attr-defined]
    press(office, "formClose")
    assert form_of(office).isHidden()
    press(office, "open_topic-approved")
    assert field(office, "reason").value() == "先缓一缓"  # type: ignore[attr-defined]
    assert form_of(office).findChild(QLabel, "formNote").text() == RESTORED


def test_a_half_typed_form_is_there_again_in_the_next_window(stages: Stages, opened: Opened):
    desk = stages("begun")
    office = opened(desk)
    workspace(office)
    press(office, "open_topic-approved")
    commit(field(office, "reason"), "先缓一缓")
    office.window.close()
    after = opened(stages.killed(desk))
    workspace(after)
    press(after, "open_topic-approved")
    assert field(after, "reason").value() == "先缓一缓"  # type: ignore[attr-defined]


def type_line(book: MinutesView, text: str) -> None:
    """Type one line of the record, and do not wait for it to be saved."""
    editor = book.list.editor
    assert editor is not None
    commit(editor.text, text)


def test_turning_to_another_tab_at_once_keeps_the_line(stages: Stages, opened: Opened):
    desk = stages("held")
    view = workspace(opened(desk))
    book = record(view)
    type_line(book, "先装一栋。")
    view.open_tab("flow")
    assert said(desk) == ["先装一栋。"]
    assert [line.text for line in record(view).list.lines.entries][:1] == ["先装一栋。"]


def test_the_record_on_show_follows_an_undo(stages: Stages, opened: Opened):
    desk = stages("held")
    office = opened(desk)
    book = record(workspace(office))
    type_line(book, "说错了。")
    book.save()
    office.undo()
    assert desk.room.find(MinutesEntry) == ()
    assert [line.text for line in book.list.lines.entries] == [""]
    book.save()
    assert desk.room.find(MinutesEntry) == ()


def test_confirming_the_minutes_closes_the_record_on_its_tab(stages: Stages, opened: Opened):
    desk = stages("minuted")
    office = opened(desk)
    view = workspace(office)
    book = record(view)
    assert book.findChild(QLabel, "minutesLocked").isHidden()
    view.open_tab("flow")
    press(office, "open_minutes-confirmed")
    form_of(office).submit()
    assert toast(office.window) == "纪要已确认，列为第1期。"
    record(view)
    assert not book.findChild(QLabel, "minutesLocked").isHidden()


# -- papers ---------------------------------------------------------------------------------------


def papers(office: Office, qtbot: QtBot) -> PaperView:
    """Open the page of papers and wait for the first."""
    office.window.go("paper", the_dossier(office._desk).consultation.id)
    view = front(office)
    assert isinstance(view, PaperView)
    qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
    return view


def test_a_paper_stays_on_show_when_something_is_undone(
    qtbot: QtBot, stages: Stages, opened: Opened
):
    desk = stages("noticed")
    office = opened(desk)
    view = papers(office, qtbot)
    office.undo()
    qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
    assert office.window.here == "paper"
    assert view._kinds.value() == "notice"


def test_a_paper_that_cannot_be_saved_is_told(
    qtbot: QtBot, stages: Stages, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    office = opened(stages("noticed"))
    papers(office, qtbot)
    nowhere = tmp_path / "nowhere" / "通知.pdf"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_: nowhere)
    monkeypatch.setattr(sys, "excepthook", office.faults.hook)
    press(office, "savePdf")
    qtbot.waitUntil(lambda: "写不进去" in office.window.sentence_bar.sentence)


def test_slow_work_runs_elsewhere_and_its_end_comes_back(
    qtbot: QtBot, stages: Stages, opened: Opened
):
    office = opened(stages("founded"))
    came: list[object] = []
    office.slow(lambda: current_thread().name, came.append, came.append)
    qtbot.waitUntil(lambda: bool(came))
    assert came == ["tasks"]
    assert office._jobs == set()


def test_slow_work_that_is_refused_says_its_sentence(qtbot: QtBot, stages: Stages, opened: Opened):
    def refuse() -> object:
        raise UserError("纸用完了。")

    office = opened(stages("founded"))
    failed: list[str] = []
    office.slow(refuse, failed.append, failed.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: failed == ["纸用完了。"])


def test_slow_work_with_a_fault_in_it_says_so_and_reaches_the_fault_window(
    qtbot: QtBot, stages: Stages, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    office = opened(stages("founded"))
    faults: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: faults.append(error))
    failed: list[str] = []
    office.slow(lambda: 1 / 0, failed.append, failed.append)  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: bool(faults))
    assert isinstance(faults[0], ZeroDivisionError)
    assert failed == ["这份文书没有做成，程序出了差错，已记入日志。"]


def test_what_is_typed_is_saved_before_a_fault_is_shown(stages: Stages, opened: Opened):
    desk = stages("with members")
    office = opened(desk)
    office.window.go("begin")
    commit(field(office, "title"), "路灯")
    assert drafting.recall(desk, "begin") == {}
    office.faults._save()
    assert drafting.recall(desk, "begin")["title"] == "路灯"
    assert safekeeping.check(desk).faults == ()
    assert QApplication.activeModalWidget() is None
