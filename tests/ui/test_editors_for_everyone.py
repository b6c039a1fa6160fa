"""座次, 模板 and 上级报表的对应 for everyone: by keyboard, by ear, on a small screen, enlarged."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.services.desk import Desk
from consultroom.ui import theme
from consultroom.ui.mappings.view import MappingsView
from consultroom.ui.office import Office
from consultroom.ui.screen import Screen
from consultroom.ui.templates.view import TemplatesView
from consultroom.ui.theme.tokens import LIGHT
from tests.documents.superiors import a_form
from tests.services.stages import Stages, the_dossier
from tests.ui.conftest import Shown
from tests.ui.test_everyone_can_use_it import SIZES, cut_labels, focusable

PLACES = ("seats", "templates", "trial", "mappings", "form")
places = pytest.mark.parametrize("place", PLACES)


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("scheduled")


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 728)
    shown(made.window)
    return made


def turn_to(place: str, office: Office, qtbot: QtBot, folder: Path) -> Screen:
    """Open a page, with a file read where it has one."""
    about = the_dossier(office.desk).consultation.id if place == "seats" else ""
    page = {"trial": "templates", "form": "mappings"}.get(place, place)
    office.window.go(page, about)
    screen = office.window.screens[page]
    if place == "trial":
        assert isinstance(screen, TemplatesView)
        screen.presenter.look_at(a_bad_template(folder))
        rows = screen.trial.findings.rows
        qtbot.waitUntil(lambda: rows.rowCount() > 0, timeout=20_000)
        screen.trial.findings.selectRow(0)
    if place == "form":
        assert isinstance(screen, MappingsView)
        file = folder / "区里统一要求报送的成果办理情况统计表.xlsx"
        file.write_bytes(a_form())
        screen.presenter.read(file)
        qtbot.waitUntil(lambda: bool(screen._fields), timeout=20_000)
    for _ in range(4):
        QApplication.processEvents()
    return screen


def a_bad_template(folder: Path) -> Path:
    made = Document()
    made.add_paragraph("{{ 标提 }}，这是一段固定的话，写得很长很长，一直写到这一段的末尾为止。")
    out = io.BytesIO()
    made.save(out)
    file = folder / "本街道自己改过的会议通知模板（第二稿，待审）.docx"
    file.write_bytes(out.getvalue())
    return file


@places
def test_every_control_has_a_name_once(place: str, office: Office, qtbot: QtBot, tmp_path: Path):
    screen = turn_to(place, office, qtbot, tmp_path)
    for one in focusable(screen):
        assert one.objectName(), type(one).__name__
        assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name), (
            one.objectName()
        )
    names = [one.objectName() for one in screen.findChildren(QAbstractButton) if one.isVisible()]
    assert len(names) == len(set(names))


@places
def test_tab_reaches_every_control(place: str, office: Office, qtbot: QtBot, tmp_path: Path):
    turn_to(place, office, qtbot, tmp_path)
    wanted = {
        one for one in focusable(office.window) if one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    reached = set()
    for _ in range(len(wanted) * 2 + 40):
        office.window.focusNextPrevChild(True)
        reached.add(QApplication.focusWidget())
    assert [one.objectName() for one in wanted - reached] == []


@places
def test_there_is_at_most_one_primary_button(
    place: str, office: Office, qtbot: QtBot, tmp_path: Path
):
    screen = turn_to(place, office, qtbot, tmp_path)
    buttons = screen.findChildren(QPushButton)
    primary = [one for one in buttons if one.isVisible() and one.property("kind") == "primary"]
    assert len(primary) <= 1


@pytest.fixture(params=[1.0, 1.3, 2.0])
def text_size(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[float]:
    theme.apply(dressed, LIGHT.scaled(request.param))
    yield request.param
    theme.apply(dressed)


@places
def test_no_word_is_cut_off_and_nothing_is_wider_than_the_window(
    place: str,
    text_size: float,
    office: Office,
    qtbot: QtBot,
    tmp_path: Path,
):
    screen = turn_to(place, office, qtbot, tmp_path)
    for size in SIZES[: 1 if text_size > 1.5 else None]:
        office.window.resize(*size)
        for _ in range(6):
            QApplication.processEvents()
        assert cut_labels(screen) == [], size
        assert office.window.width() == size[0]
