"""Starting the program or a command loads nothing heavy; it is loaded where it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

# measured on top of Qt: 13 to 300 ms and 8 to 56 MB each
HEAVY = {
    "PIL", "PySide6", "chinese_calendar", "docx", "docxtpl", "fontTools", "jinja2", "numpy",
    "openpyxl", "pypdfium2", "pypinyin", "qrcode", "reportlab", "typst", "zxingcpp",
}  # fmt: skip


def loaded_by(statement: str) -> set[str]:
    """Return the top-level modules that `statement` brings into a fresh Python."""
    asking = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    said = subprocess.run([sys.executable, "-c", asking], capture_output=True, check=True)
    return set(said.stdout.decode().split())


@pytest.mark.parametrize("module", ["consultroom.app", "consultroom.cli"])
def test_a_front_door_loads_nothing_heavy(module: str):
    assert loaded_by(f"import {module}") & HEAVY == set()


def test_the_window_need_not_wait_for_the_commands():
    assert "click" not in loaded_by("import consultroom.app")


def test_something_heavy_is_noticed():
    assert loaded_by("import PySide6") & HEAVY == {"PySide6"}
