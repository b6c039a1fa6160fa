"""The import contracts hold, and each of them can be broken."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.places import HOUSE, PACKAGE, project

# for every contract: where to write which line so that it breaks, and it alone is asked about
BREAKS = [
    ("Floors: each may only look down", "domain/__init__.py", "import consultroom.store"),
    ("Floors: each may only look down", "services/__init__.py", "import consultroom.ui"),
    ("Floors: each may only look down", "store/__init__.py", "import consultroom.documents"),
    ("Floors: each may only look down", "exchange/__init__.py", "import consultroom.store"),
    ("Floors: each may only look down", "cli/__init__.py", "import consultroom.ui"),
    ("Floors: each may only look down", "errors.py", "import consultroom.resources"),
    (
        "The domain needs the standard library, Frozen and nothing else",
        "domain/__init__.py",
        "import click",
    ),
    (
        "The domain needs the standard library, Frozen and nothing else",
        "domain/__init__.py",
        "import os",
    ),
    (
        "Screens and commands ask services, never the cupboards",
        "ui/__init__.py",
        "import consultroom.store",
    ),
    (
        "Screens and commands ask services, never the cupboards",
        "cli/__init__.py",
        "import consultroom.exchange",
    ),
    ("Only ui and app know Qt", "services/__init__.py", "import PySide6.QtCore"),
    ("Only ui and app know Qt", "ui/a_screen/presenter.py", "import PySide6.QtCore"),
    ("Only store knows SQLite", "services/__init__.py", "import sqlite3"),
    ("Only store knows SQLite", "app.py", "import sqlcipher3"),
    ("Only documents knows reportlab", "services/__init__.py", "import reportlab.pdfgen.canvas"),
]


def hollow_house(place: Path) -> Path:
    """Copy the package's modules as empty files, with the contracts, and return the copy."""
    for module in PACKAGE.rglob("*.py"):
        empty = place / module.relative_to(HOUSE)
        empty.parent.mkdir(parents=True, exist_ok=True)
        empty.touch()
    (place / "consultroom" / "frozen.py").write_text("import msgspec\n")  # a contract names it
    screen = place / "consultroom" / "ui" / "a_screen"
    screen.mkdir()
    (screen / "__init__.py").touch()
    (screen / "presenter.py").touch()
    (place / "pyproject.toml").write_bytes((HOUSE / "pyproject.toml").read_bytes())
    return place / "consultroom"


def lint(place: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package that lies in `place`."""
    asking = "import sys; from importlinter.cli import lint_imports_command as ask; ask()"
    return subprocess.run(
        [sys.executable, "-c", asking, "--no-cache", "--no-logo"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_holds():
    said = lint(HOUSE)
    assert said.returncode == 0, said.stdout + said.stderr


def test_a_hollow_house_breaks_nothing(tmp_path: Path):
    hollow_house(tmp_path)
    said = lint(tmp_path)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.parametrize(("contract", "file", "line"), BREAKS)
def test_a_broken_contract_is_named(contract: str, file: str, line: str, tmp_path: Path):
    package = hollow_house(tmp_path)
    (package / file).write_text(line + "\n", encoding="utf-8")
    said = lint(tmp_path)
    assert said.returncode == 1, said.stdout + said.stderr
    assert f"{contract} BROKEN" in said.stdout


def test_no_contract_is_left_untried():
    contracts = {contract["name"] for contract in project()["tool"]["importlinter"]["contracts"]}
    assert contracts == {contract for contract, _, _ in BREAKS}
