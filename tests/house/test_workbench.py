"""The set-up script: what it says, in which order, and where it stops."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import workbench
from tests.house.places import HOUSE

FINE = [sys.executable, "-c", ""]
FAILS = [sys.executable, "-c", "raise SystemExit(3)"]


def test_an_old_python_can_read_the_sentence_that_sends_it_away():
    ast.parse((HOUSE / "workbench.py").read_text("utf-8"), feature_version=(3, 7))


def test_the_first_failure_stops_the_rest_and_is_the_exit_code(capfd: pytest.CaptureFixture[str]):
    assert workbench._in_turn([("one", FINE), ("two", FAILS), ("three", FINE)]) == 3
    said = capfd.readouterr().out
    assert "two failed" in said
    assert "three:" not in said


def test_all_green_is_said_only_at_the_end(capfd: pytest.CaptureFixture[str]):
    assert workbench._in_turn([("one", FINE)]) == 0
    assert capfd.readouterr().out.splitlines()[-1] == "workbench: all green."


def test_a_library_that_is_not_there_is_named_by_its_package():
    libraries = (("libc.so.6", "libc6"), ("libno-such-thing.so.9", "libno-such-thing9"))
    lacking = workbench._lacking(libraries)
    assert lacking == (["libno-such-thing9"] if sys.platform.startswith("linux") else [])


def test_a_program_that_is_not_there_is_named_by_its_packages(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    programs = (("no-such-program", ("one", "two")), (Path(sys.executable).name, ("three",)))
    assert workbench._lacking_programs(programs) == ["one", "two"]


def test_a_python_that_cannot_start_is_not_taken():
    assert workbench._version_of(["no-such-python"]) is None
    assert workbench._version_of(FAILS[:1]) == sys.version_info[:2]


def test_a_new_lock_calls_for_a_new_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("requirements.lock", "pyproject.toml", "pyvenv.cfg"):
        (tmp_path / name).write_text("one")
    monkeypatch.setattr(workbench, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(workbench, "HOUSE", tmp_path)
    monkeypatch.setattr(workbench, "VENV", tmp_path)
    seen = {workbench._fingerprint()}
    for name in ("requirements.lock", "pyproject.toml", "pyvenv.cfg"):
        (tmp_path / name).write_text("two")
        seen.add(workbench._fingerprint())
    assert len(seen) == 4


def test_clean_throws_away_what_was_built_and_keeps_the_sample_rooms(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    for folder in (".venv", "build", "consultroom/__pycache__", workbench.SAMPLES):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.setattr(workbench, "HOUSE", tmp_path)
    monkeypatch.setattr(workbench, "VENV", tmp_path / ".venv")
    assert workbench.clean() == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "consultroom",
        workbench.SAMPLES,
    ]
