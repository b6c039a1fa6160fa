"""A test that makes an unasked-for noise fails: a log line, a warning, a Qt message."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.places import HOUSE

NOISES = """
import logging
import warnings

from PySide6.QtCore import qWarning


def test_logs(): logging.getLogger("room").warning("noise")
def test_logs_less(): logging.getLogger("room").info("no noise")
def test_logs_and_looks(caplog):
    logging.getLogger("room").error("noise")
    assert "noise" in caplog.text
    caplog.clear()
def test_warns(): warnings.warn("noise")
def test_qt(qapp): qWarning("noise")
"""


def test_noise_fails_and_noise_looked_at_does_not(tmp_path: Path):
    tests = tmp_path / "tests"
    tests.mkdir()
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    shutil.copy(HOUSE / "tests" / "conftest.py", tests)
    (tests / "test_noise.py").write_text(NOISES, encoding="utf-8")
    asking = [sys.executable, "-m", "pytest", "-rA", "-p", "no:cacheprovider"]
    said = subprocess.run(asking, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    failed = {
        re.split(r"::| - ", line)[1]
        for line in said.splitlines()
        if line.startswith(("FAILED", "ERROR tests"))
    }
    assert failed == {"test_logs", "test_warns", "test_qt"}, said
