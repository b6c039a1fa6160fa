"""What pages need is read while the window waits."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from consultroom.ui.office import Office
from consultroom.ui.pages import Pages
from consultroom.ui.turns import GATE
from consultroom.ui.warming import MODULES, PAGES, Warming
from tests.services.stages import Stages
from tests.ui.conftest import Shown

PROGRAM = """
import sys
from importlib import import_module
from consultroom.ui.warming import MODULES
for name in MODULES:
    import_module(name)
print(*sys.modules)
"""


@pytest.mark.parametrize("module", MODULES)
def test_every_module_is_there(module: str):
    assert find_spec(module) is not None


def test_nothing_that_makes_paper_or_reads_tables_comes_along():
    said = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, check=True)
    loaded = set(said.stdout.decode().split())
    assert set(MODULES) <= loaded
    assert not loaded & {"reportlab", "openpyxl", "docx", "pypdfium2", "numpy", "PIL", "jinja2"}


def test_it_ends_and_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("consultroom.ui.warming.EVERY", 0)
    monkeypatch.setattr("consultroom.ui.warming.MODULES", ("json", "csv"))
    said: list[str] = []
    parent = QObject()
    warming = Warming(parent, lambda: said.append("done"))
    warming.start()
    qtbot.waitUntil(lambda: said == ["done"])
    qtbot.wait(5)
    assert said == ["done"]


def test_no_step_is_taken_while_the_room_is_lent(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("consultroom.ui.warming.EVERY", 0)
    monkeypatch.setattr("consultroom.ui.warming.MODULES", ())
    parent, box = QObject(), QObject()
    said: list[str] = []
    turns: list[None] = []
    timer = QTimer(parent, interval=0)
    timer.timeout.connect(lambda: turns.append(None))
    timer.start()
    GATE.shut(box)
    Warming(parent, also=[lambda: said.append("read")]).start()
    qtbot.waitUntil(lambda: len(turns) > 50)
    assert said == []
    GATE.open(box)
    qtbot.waitUntil(lambda: said == ["read"])


@pytest.fixture
def office(stages: Stages, shown: Shown, tmp_path: Path) -> Office:
    made = Office(stages("held"), folder=tmp_path)
    shown(made.window)
    return made


@pytest.mark.parametrize("page", PAGES)
def test_every_page_made_ahead_is_in_the_table(page: str):
    assert page in {one.key for one in Pages().table()}


def test_pages_are_made_ahead_and_stay_out_of_sight(office: Office):
    window = office.window
    for step in office.pages_ahead():
        step()
    assert set(window.screens) == {"home", *PAGES}
    assert window.here == "home"
    assert window.stack.currentWidget() is window.screens["home"]
    made = dict(window.screens)
    for page in PAGES:
        window.go(page)
    assert window.screens == made


def test_a_window_that_was_closed_has_no_pages_made(office: Office):
    office.window.close()
    for step in office.pages_ahead():
        step()
    assert set(office.window.screens) == {"home"}


def test_a_window_in_another_look_has_its_pages_made_again(
    office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("consultroom.ui.warming.EVERY", 0)
    for step in office.pages_ahead():
        step()
    before = office.window.screens["members"]
    office.wardrobe.changed.emit()
    qtbot.waitUntil(lambda: office.window.screens.get("members", before) is not before)
    qtbot.waitUntil(lambda: set(office.window.screens) == {"home", *PAGES})
