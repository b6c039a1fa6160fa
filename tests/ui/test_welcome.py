"""The first window over real folders: five ways in, what is refused, and moving to another room."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.services import founding
from consultroom.services.exchanging import enrolling, partners
from consultroom.starting import Places, Porter
from consultroom.ui import dialogs, theme
from consultroom.ui.help.view import HelpWindow
from consultroom.ui.main_window import MainWindow
from consultroom.ui.theme.tokens import LIGHT
from consultroom.ui.welcome.presenter import SAMPLE_TOLD
from consultroom.ui.welcome.view import WelcomeView
from tests.services.stages import CHINA, Stages
from tests.ui.test_everyone_can_use_it import cut_labels, focusable

TODAY = date(2026, 11, 20)
MAKING = 20_000  # ms; a machine may be busy with other tests
CONTROL = Qt.KeyboardModifier.ControlModifier


class AtTheDoor:
    """Somebody in front of the first window."""

    def __init__(self, porter: Porter, qtbot: QtBot) -> None:
        self.porter, self.qtbot = porter, qtbot

    @property
    def view(self) -> WelcomeView:
        assert self.porter.first is not None
        return self.porter.first

    @property
    def window(self) -> MainWindow:
        assert self.porter.office is not None
        return self.porter.office.window

    def press(self, name: str) -> None:
        QApplication.processEvents()
        button = self.view.findChild(QPushButton, name)
        assert button is not None, name
        assert button.isVisible(), name
        button.click()

    def fill(self, **answers: str) -> None:
        for key, answer in answers.items():
            self.field(key).show_value(answer)  # type: ignore[attr-defined]

    def field(self, key: str) -> QWidget:
        field = self.view.form.findChild(QWidget, f"field_{key}")
        assert field is not None, key
        return field

    def value(self, key: str) -> str:
        return str(self.field(key).value())  # type: ignore[attr-defined]

    def submit(self) -> None:
        self.qtbot.keyClick(self.view.form, Qt.Key.Key_Return, CONTROL)

    def error(self, key: str = "") -> str:
        label = self.view.form.findChild(QLabel, f"under_{key}" if key else "formError")
        return label.text() if label and label.property("role") == "error" else ""

    def wait_until_in(self) -> None:
        self.qtbot.waitUntil(lambda: self.porter.office is not None, timeout=MAKING)

    def fill_station(self) -> None:
        self.press("choose_station")
        self.fill(name="梧桐街道委员工作站", clerk="周玉珍")
        self.submit()


def places(folder: Path) -> Places:
    return Places(
        settings=folder / "config" / "settings.json",
        recent=folder / "config" / "rooms.json",
        carried=None,
        documents=folder / "文档",
    )


Door = Callable[[], AtTheDoor]


@pytest.fixture
def door(
    qtbot: QtBot, dressed: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Door]:
    """Start the program anew, as often as is asked; what it opened is closed afterwards."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    (tmp_path / "文档").mkdir()
    begun: list[Porter] = []

    def start() -> AtTheDoor:
        porter = Porter(
            by="",
            clock=lambda: datetime.combine(TODAY, time(9), CHINA),
            chance=Random("door").randbytes,  # noqa: S311 - the same each time
            places=places(tmp_path),
        )
        begun.append(porter)
        return AtTheDoor(porter, qtbot)

    yield start
    for porter in begun:
        if porter.first is not None:
            porter.first.close()
        if porter.office is not None:
            porter.office.window.close()
        porter.close()
    QApplication.processEvents()


@pytest.fixture
def first(door: Door) -> AtTheDoor:
    """The very first start."""
    there = door()
    there.porter.begin(None)
    return there


# -- a station ------------------------------------------------------------------------------------


def test_a_station_is_made_with_two_short_forms(first: AtTheDoor, tmp_path: Path):
    first.fill_station()
    assert first.value("code") == "WT"
    assert first.value("folder") == str(tmp_path / "文档" / "协商议事室" / "梧桐街道委员工作站")
    first.fill(above="江州区政协")
    first.submit()
    first.wait_until_in()
    assert first.window.windowTitle() == "协商议事室 · 梧桐街道"
    assert first.porter.first is None
    desk = first.porter.office.desk  # type: ignore[union-attr]
    assert (desk.by, desk.owner, desk.station().place) == ("周玉珍", "WT", "梧桐街道")
    assert (desk.district().name, desk.district().code) == ("江州区政协", "JZ")
    said = first.window.findChild(QLabel, "nextSentence")
    assert said is not None
    assert said.text() == "导入委员名册"


def test_the_next_start_goes_straight_to_it(door: Door, first: AtTheDoor):
    first.fill_station()
    first.submit()
    first.wait_until_in()
    first.window.close()
    QApplication.processEvents()
    again = door()
    again.porter.begin(None)
    assert again.window.windowTitle() == "协商议事室 · 梧桐街道"
    assert again.porter.first is None


def test_what_is_missing_or_wrong_is_said_under_its_field(first: AtTheDoor):
    first.press("choose_station")
    first.submit()
    assert first.error("name") == "请填写工作站全称。"
    assert first.error("clerk") == "请填写经办人。"
    first.fill(name="梧桐街道委员工作站", clerk="周玉珍")
    first.submit()
    first.fill(code="梧桐", folder="梧桐资料夹")
    first.submit()
    assert "大写字母" in first.error("code")
    first.fill(code="wt")
    first.submit()
    assert "完整的位置" in first.error("folder")
    assert first.porter.office is None


def test_a_folder_that_is_taken_is_said_and_nothing_in_it_is_touched(
    first: AtTheDoor, tmp_path: Path
):
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "1.jpg").write_bytes(b"mine")
    first.fill_station()
    first.fill(folder=str(tmp_path / "照片"))
    first.submit()
    first.qtbot.waitUntil(lambda: bool(first.error("folder")), timeout=MAKING)
    assert "不是空的" in first.error("folder")
    assert [one.name for one in (tmp_path / "照片").iterdir()] == ["1.jpg"]


def test_a_folder_picked_from_the_disk_gets_the_room_inside(
    first: AtTheDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "D盘" / "别的").mkdir(parents=True)
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path / "D盘")
    first.fill_station()
    first.fill(above="江州区政协")
    first.press("welcomeMove")
    assert first.value("folder") == str(tmp_path / "D盘" / "梧桐街道委员工作站")
    assert first.value("above") == "江州区政协"
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: None)
    first.press("welcomeMove")
    assert first.value("folder") == str(tmp_path / "D盘" / "梧桐街道委员工作站")


def test_going_back_and_forth_loses_nothing(first: AtTheDoor):
    first.fill_station()
    first.fill(above="江州区政协", code="WTJ")
    first.press("welcomeBack")
    assert (first.value("name"), first.value("clerk")) == ("梧桐街道委员工作站", "周玉珍")
    first.qtbot.keyClick(first.view, Qt.Key.Key_Escape)
    assert first.view.findChild(QPushButton, "choose_station").isVisible()
    first.press("choose_station")
    assert first.value("clerk") == "周玉珍"
    first.submit()
    assert (first.value("above"), first.value("code")) == ("江州区政协", "WTJ")


def test_another_name_gets_another_suggestion(first: AtTheDoor):
    first.fill_station()
    first.press("welcomeBack")
    first.fill(name="白鹭镇委员工作站")
    first.submit()
    assert first.value("code") == "BL"
    assert first.value("folder").endswith("白鹭镇委员工作站")


# -- a district, a join file ----------------------------------------------------------------------


def test_a_district_is_made_and_told_to_invite_its_stations(first: AtTheDoor):
    first.press("choose_district")
    first.fill(name="江州区政协", clerk="李敏")
    first.submit()
    assert first.value("code") == "JZ"
    first.submit()
    first.wait_until_in()
    desk = first.porter.office.desk  # type: ignore[union-attr]
    assert desk.station().kind is UnitKind.DISTRICT
    said = first.window.findChild(QLabel, "nextSentence")
    assert said is not None
    assert said.text() == "给各站做入网文件"


@pytest.fixture
def join_file(tmp_path: Path) -> tuple[Path, str]:
    """A join file from the district, and the short code read out on the telephone."""
    district = founding.found_district(
        tmp_path / "QZX",
        district=founding.a_unit(UnitKind.DISTRICT, "QZX", "江州区政协"),
        by="李敏",
        clock=lambda: datetime.combine(TODAY, time(8), CHINA),
        chance=Random("district").randbytes,  # noqa: S311 - the same each time
    )
    file = tmp_path / "白鹭.crjoin"
    unit = founding.a_unit(UnitKind.STATION, "BL", "白鹭镇委员工作站", place="白鹭镇")
    with district.room:
        return file, enrolling.offer(district, unit, file).above.code


def test_with_a_join_file_the_station_is_made_and_joined(
    first: AtTheDoor, join_file: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
):
    file, code = join_file
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: file)
    first.press("choose_join")
    first.fill(heard="AAAA-BBBB", clerk="周玉珍")
    first.submit()
    first.qtbot.waitUntil(lambda: bool(first.error("heard")), timeout=MAKING)
    assert "短码对不上" in first.error("heard")
    assert first.value("clerk") == "周玉珍"
    first.fill(heard=code)
    first.submit()
    first.wait_until_in()
    desk = first.porter.office.desk  # type: ignore[union-attr]
    assert (desk.owner, desk.by, partners.above(desk)) == ("BL", "周玉珍", "QZX")
    assert desk.room.get(OrgUnit, "BL").place == "白鹭镇"


def test_a_file_that_is_none_is_said(
    first: AtTheDoor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "x.crjoin").write_text("随便写的", "utf-8")
    monkeypatch.setattr(dialogs, "ask_open", lambda *_: tmp_path / "x.crjoin")
    first.press("choose_join")
    assert "不是入网文件" in first.view.sentence_bar.sentence


# -- what is there already ------------------------------------------------------------------------


def test_a_room_from_elsewhere_is_opened_and_remembered(
    door: Door, first: AtTheDoor, stages: Stages, monkeypatch: pytest.MonkeyPatch
):
    room = stages.folder("begun")
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: room)
    first.press("choose_open")
    assert first.window.windowTitle() == "协商议事室 · 梧桐街道"
    assert [one.folder for one in door().porter.recent.listed()] == [room]


def test_a_folder_without_a_room_is_said_and_one_may_choose_again(
    first: AtTheDoor, stages: Stages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path)
    first.press("choose_open")
    assert "没有协商议事室的资料" in first.view.sentence_bar.sentence
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: None)
    first.press("choose_open")
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: stages.folder("begun"))
    first.press("choose_open")
    assert first.porter.office is not None


def test_a_room_in_another_window_is_said_when_its_line_is_pressed(
    door: Door, stages: Stages, tmp_path: Path
):
    taken = stages("begun").room.folder
    there = door()
    there.porter.recent.remember(taken, "梧桐街道委员工作站")
    there.porter.begin(None)
    assert "另一个窗口" in there.view.sentence_bar.sentence
    assert there.porter.refused is not None
    there.view.sentence_bar.hide()
    there.press("recent0")
    assert "另一个窗口" in there.view.sentence_bar.sentence


# -- the sample -----------------------------------------------------------------------------------


def test_the_sample_is_made_aside_and_is_not_opened_by_itself_next_time(
    door: Door, first: AtTheDoor, tmp_path: Path
):
    first.press("choose_sample")
    title = first.view.findChild(QLabel, "busyTitle")
    assert title is not None
    assert (title.text(), title.isVisible()) == ("正在准备样例", True)
    first.wait_until_in()
    assert first.window.sentence_bar.sentence == SAMPLE_TOLD
    assert (tmp_path / "文档" / "协商议事室" / "样例" / "stations").is_dir()
    assert door().porter.recent.last() is None


def test_the_making_of_the_sample_can_be_called_off(first: AtTheDoor):
    first.press("choose_sample")
    first.press("busyCancel")
    assert first.view.findChild(QPushButton, "choose_sample").isVisible()
    first.press("choose_district")  # something else, behind what was called off
    first.fill(name="江州区政协", clerk="李敏")
    first.submit()
    first.submit()
    first.wait_until_in()
    assert first.window.windowTitle() == "协商议事室 · 江州区政协"
    assert first.window.sentence_bar.sentence == ""


# -- moving to another room -----------------------------------------------------------------------


def test_from_one_room_to_another_and_the_first_is_let_go(
    door: Door, stages: Stages, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    one, other = stages.folder("begun"), stages.folder("held")
    there = door()
    there.porter.begin(one)
    before = there.window
    before.deeds["do:switch"]()
    assert before.isVisible()
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: tmp_path)
    there.press("choose_open")
    assert before.isVisible()  # nothing is left before something else is open
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: other)
    there.press("choose_open")
    QApplication.processEvents()
    assert there.window is not before
    assert (before.isVisible(), there.window.isVisible()) == (False, True)
    assert there.porter.first is None
    there.qtbot.waitUntil(lambda: _is_free(one))
    assert not _is_free(other)


def test_the_room_in_use_chosen_again_only_comes_to_the_front(
    door: Door, stages: Stages, monkeypatch: pytest.MonkeyPatch
):
    room = stages.folder("begun")
    there = door()
    there.porter.begin(room)
    before = there.window
    there.porter.welcome()
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_: room)
    there.press("choose_open")
    assert there.window is before
    assert before.isVisible()
    assert there.porter.first is None


def test_escape_leads_back_to_the_room_behind_and_never_ends_the_first_start(
    door: Door, first: AtTheDoor, stages: Stages
):
    first.qtbot.keyClick(first.view, Qt.Key.Key_Escape)
    assert first.view.isVisible()
    there = door()
    there.porter.begin(stages.folder("begun"))
    there.porter.welcome()
    there.press("choose_station")
    there.fill(name="白鹭镇委员工作站")
    for _ in range(2):
        there.qtbot.keyClick(there.view, Qt.Key.Key_Escape)
        QApplication.processEvents()
        if there.porter.first is None:
            break
    assert there.porter.first is None
    assert there.window.isVisible()


def _is_free(room: Path) -> bool:
    from consultroom.store.lock import Lock, RoomInUse

    try:
        Lock(room / "room.lock").release()
    except RoomInUse:
        return False
    return True


def test_a_fault_of_our_own_while_opening_is_owned_up_to_in_a_window(
    door: Door, stages: Stages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(founding, "open_desk", broken)
    there = door()
    there.porter.begin(stages.folder("begun"))
    there.qtbot.waitUntil(lambda: there.view.isVisible() and _fault_window() is not None)
    fault = _fault_window()
    assert fault is not None
    fault.close()
    assert "ZeroDivisionError" in caplog.text
    caplog.clear()


def _fault_window() -> QWidget | None:
    tops = QApplication.topLevelWidgets()
    return next(
        (one for one in tops if one.objectName() == "faultWindow" and one.isVisible()), None
    )


# -- for everyone ---------------------------------------------------------------------------------


def test_help_in_the_first_window_opens_the_manual_at_its_beginning(first: AtTheDoor):
    first.qtbot.keyClick(first.view, Qt.Key.Key_F1)
    manual = first.view.findChild(HelpWindow)
    assert manual is not None
    assert "第一次使用" in manual.windowTitle()


def test_every_control_is_named_and_reached_by_tab(first: AtTheDoor, tmp_path: Path):
    first.porter.recent.remember(tmp_path, "梧桐街道委员工作站")
    first.view.presenter.enter()
    for step in (lambda: None, first.fill_station):
        step()
        QApplication.processEvents()
        controls = focusable(first.view)
        nameless = [
            one.objectName()
            for one in controls
            if not one.objectName()
            or not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
        ]
        assert nameless == []
        reached = set()
        for _ in range(len(controls) * 2 + 10):
            first.view.focusNextPrevChild(True)
            reached.add(QApplication.focusWidget())
        assert {one.objectName() for one in controls} <= {
            one.objectName() for one in reached if one
        }


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
def test_no_word_is_cut_off_in_the_smallest_window(
    scale: float, first: AtTheDoor, dressed: QApplication, tmp_path: Path
):
    first.view.close()
    try:
        theme.apply(dressed, LIGHT.scaled(scale))
        first.porter.wardrobe.dress = lambda: None  # type: ignore[method-assign]
        first.porter.recent.remember(tmp_path / ("很长的位置" * 6), "梧桐街道委员工作站")
        first.porter.welcome("这个资料夹已经在另一个窗口打开。请切换到那个窗口，或者先把它关闭。")
        for size in ((1093, 574), (900, 500)):
            first.view.resize(*size)
            for _ in range(3):
                QApplication.processEvents()
            assert first.view.width() == size[0]
            assert [words for words in cut_labels(first.view) if words] == []
    finally:
        theme.apply(dressed)
