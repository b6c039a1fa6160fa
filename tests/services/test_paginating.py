"""Word 文书的真实页面: made by the LibreOffice of this PC; without one there is a sentence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from consultroom import resources
from consultroom.services import leafing, paginating
from consultroom.services.paginating import NoPages
from tests.documents.office import needs_office


def program(folder: Path, script: str) -> Path:
    """Lay a word processor that does what a script says first on the PATH."""
    if sys.platform == "win32":
        pytest.skip("a shell script")
    folder.mkdir()
    made = folder / "soffice"
    made.write_text(f"#!/bin/sh\n{script}\n")
    made.chmod(0o755)
    return made


@needs_office
def test_a_word_file_becomes_its_pages():
    template = resources.path("templates", "general.docx").read_bytes()
    pdf = paginating.pages_of(template)
    assert tuple(map(round, leafing.page_sizes(pdf)[0])) == (595, 842)


def test_without_a_word_processor_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(paginating, "word_processor", lambda: None)
    with pytest.raises(NoPages, match="没有 LibreOffice"):
        paginating.pages_of(b"x")


def test_it_is_found_on_the_path_or_where_it_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    elsewhere = tmp_path / "soffice.exe"
    assert paginating.word_processor((elsewhere,)) is None
    elsewhere.touch()
    assert paginating.word_processor((elsewhere,)) == elsewhere
    made = program(tmp_path / "bin", "exit 0")
    monkeypatch.setenv("PATH", str(made.parent))
    assert paginating.word_processor((elsewhere,)) == made


@pytest.mark.parametrize(
    ("script", "told"), [("exit 0", "打不开这份文件"), ("exec sleep 30", "很久没有排完")]
)
def test_what_goes_wrong_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, told: str
):
    made = program(tmp_path / "bin", script)
    monkeypatch.setenv("PATH", f"{made.parent}:/usr/bin:/bin")
    monkeypatch.setattr(paginating, "_LONGEST", 0.5)
    with pytest.raises(NoPages, match=told):
        paginating.pages_of(b"no word file")


def test_a_word_processor_that_cannot_run_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(paginating, "word_processor", lambda: tmp_path / "gone")
    with pytest.raises(NoPages, match="没有打开"):
        paginating.pages_of(b"x")


def test_a_file_that_is_gone_is_told(tmp_path: Path):
    with pytest.raises(NoPages, match="没有这个文件"):
        paginating.pages_of_file(tmp_path / "通知.docx")
