"""设置 / 显示: text size and look hold at once, and are remembered per person and computer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.doorstep import settings_file
from consultroom.services.preferring import TEXT_SIZES, UNREADABLE, Look, Preferences, Showing
from consultroom.ui import theme
from consultroom.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT
from consultroom.ui.wardrobe import Wardrobe
from tests.services.stages import Stages
from tests.ui.conftest import Shown
from tests.ui.settings_page import SECTIONS, AtSettings, Sits, kept_in, sitting
from tests.ui.test_everyone_can_use_it import focusable


@pytest.fixture
def sits(shown: Shown, qtbot: QtBot, tmp_path: Path, dressed: QApplication) -> Iterator[Sits]:
    yield from sitting(shown, qtbot, tmp_path, dressed)


@pytest.fixture
def preferences(tmp_path: Path) -> Path:
    return kept_in(tmp_path)


def ground(clerk: AtSettings) -> str:
    """Return the colour the window has at its right edge."""
    picture = clerk.office.window.grab().toImage()
    return picture.pixelColor(picture.width() - 4, picture.height() - 4).name().upper()


def test_a_look_holds_at_once_on_the_page_it_was_chosen_on(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.turn_to("display")
    assert ground(clerk) == LIGHT.canvas
    clerk.press("look_dark")
    clerk.settle()
    assert theme.now() == DARK
    assert clerk.view.here == "display"
    assert clerk.find(QPushButton, "look_dark").isChecked()
    assert ground(clerk) == DARK.canvas
    palette = QApplication.palette()
    assert palette.color(QPalette.ColorRole.Text).name().upper() == DARK.text
    clerk.press("look_contrast")
    clerk.settle()
    assert theme.now() == HIGH_CONTRAST
    assert ground(clerk) == HIGH_CONTRAST.canvas


def test_another_look_stays_on_the_tab_that_was_turned_to_by_mouse(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    tabs = clerk.view.tabs
    words = [tabs.tabText(at) for at in range(tabs.count())]
    QTest.mouseClick(
        tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(words.index("显示")).center()
    )
    clerk.press("text_150")
    clerk.settle()
    assert clerk.view.here == "display"
    assert clerk.find(QPushButton, "text_150").isChecked()


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_a_text_size_holds_at_once(stages: Stages, sits: Sits, size: int):
    clerk = sits(stages("founded"))
    clerk.turn_to("display")
    clerk.press(f"text_{size}")
    clerk.settle()
    heading = clerk.window.findChild(QLabel, "heading")
    assert heading is not None
    assert heading.fontInfo().pixelSize() == round(LIGHT.h2 * size / 100)


def test_what_was_chosen_is_there_the_next_day_for_this_clerk_alone(
    stages: Stages, sits: Sits, preferences: Path
):
    desk = stages("founded")
    clerk = sits(desk)
    clerk.turn_to("display")
    clerk.press("look_dark")
    clerk.settle()
    clerk.press("text_150")
    clerk.settle()
    kept = Preferences(preferences)
    assert kept.showing(desk.by) == Showing(text=150, look=Look.DARK)
    assert kept.showing("李明") == Showing()
    clerk.office.window.close()
    sits(desk)
    assert theme.now() == DARK.scaled(1.5)


def test_another_clerk_gets_the_look_that_is_theirs(
    stages: Stages, sits: Sits, preferences: Path, monkeypatch: pytest.MonkeyPatch
):
    desk = stages("founded")
    Preferences(preferences).keep("李明", Showing(text=125, look=Look.CONTRAST))
    clerk = sits(desk)
    assert theme.now() == LIGHT
    monkeypatch.setattr("consultroom.ui.dialogs.ask_line", lambda *_args, **_how: "李明")
    clerk.office.window.clerk_wanted.emit()
    clerk.settle()
    assert clerk.office.desk.by == "李明"
    assert theme.now() == HIGH_CONTRAST.scaled(1.25)


def test_a_broken_file_is_told_and_the_usual_look_is_worn(
    stages: Stages, sits: Sits, preferences: Path
):
    preferences.parent.mkdir()
    preferences.write_bytes(b"{\x00broken")
    clerk = sits(stages("founded"))
    assert clerk.office.wardrobe.warning == UNREADABLE
    assert theme.now() == LIGHT
    clerk.turn_to("display")
    clerk.press("look_dark")
    clerk.settle()
    assert Preferences(preferences).warning == ""


def test_what_cannot_be_remembered_is_worn_and_said(stages: Stages, sits: Sits, preferences: Path):
    clerk = sits(stages("founded"))
    preferences.parent.write_text("no folder", "utf-8")
    clerk.turn_to("display")
    clerk.press("look_dark")
    assert "没有存上" in clerk.sentence
    clerk.settle()
    assert theme.now() == DARK


def test_what_is_being_typed_survives_another_look(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.fill(address="梧桐路18号")
    clerk.office.wardrobe.choose(clerk.office.desk.by, Showing(look=Look.DARK))
    clerk.settle()
    clerk.turn_to("profile")
    assert clerk.form.answers()["address"] == "梧桐路18号"


def test_choosing_the_same_again_builds_nothing_anew(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.turn_to("display")
    view = clerk.view
    clerk.press("look_light")
    clerk.settle()
    assert clerk.view is view


def test_a_program_carried_about_keeps_its_preferences_beside_it(tmp_path: Path):
    assert settings_file(tmp_path).parent != tmp_path
    (tmp_path / "portable.txt").touch()
    assert settings_file(tmp_path) == tmp_path / "settings.json"


# -- for everyone ---------------------------------------------------------------------------------


@pytest.mark.parametrize("section", SECTIONS)
def test_every_control_of_a_section_has_a_name_is_reached_by_tab_and_one_is_primary(
    stages: Stages, sits: Sits, section: str
):
    clerk = sits(stages("founded"))
    page = clerk.turn_to(section)
    controls = [one for one in focusable(page) if page.isAncestorOf(one)]
    assert controls
    assert [one for one in controls if not one.objectName() or not _name(one)] == []
    names = [one.objectName() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert len(names) == len(set(names))
    reached = set()
    for _ in range(len(controls) * 2 + 60):
        clerk.office.window.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    assert [one.objectName() for one in controls if one not in reached] == []
    primary = [
        one
        for one in clerk.office.window.findChildren(QPushButton)
        if one.isVisible() and one.property("kind") == "primary"
    ]
    assert len(primary) <= 1


def _name(control: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)


# -- following the desktop ------------------------------------------------------------------------


def test_a_desktop_that_turns_dark_is_followed_by_who_wished_it(
    qtbot: QtBot, dressed: QApplication
):
    turned = QApplication.styleHints().colorSchemeChanged
    wardrobe = Wardrobe()
    wardrobe.choose("周玉珍", Showing(look=Look.SYSTEM))
    with qtbot.waitSignal(wardrobe.changed):
        turned.emit(Qt.ColorScheme.Dark)
    wardrobe.choose("周玉珍", Showing(look=Look.LIGHT))
    with qtbot.assertNotEmitted(wardrobe.changed):
        turned.emit(Qt.ColorScheme.Light)
