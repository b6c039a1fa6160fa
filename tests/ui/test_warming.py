"""What pages need is read while the window waits."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from consultroom.ui.warming import MODULES, Warming

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
