"""Papers taken out in other shapes: Word, one file each, and the whole volume of a consultation."""

from __future__ import annotations

import hashlib
from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Consultation
from consultroom.domain.papers import IssuedPaper
from consultroom.services import printing
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from tests.services.stages import Stages
from tests.ui.conftest import Shown

PATIENCE = 30_000  # ms
WORD, PIECES, VOLUME = "存成 Word 版…", "一份一个 PDF，存到文件夹…", "整个案卷，存到空文件夹…"


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("noticed")


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 768)
    shown(made.window)
    return made


def paper(office: Office, desk: Desk, kind: str, qtbot: QtBot) -> PaperView:
    office.window.go("paper", f"{desk.room.find(Consultation)[0].id}/{kind}")
    view = office.window.screens["paper"]
    assert isinstance(view, PaperView)
    assert view.findChild(QComboBox, "paperKind").currentData() == kind
    qtbot.waitUntil(lambda: view.findChild(QPushButton, "print").isEnabled(), timeout=PATIENCE)
    return view


def menu(view: PaperView) -> dict[str, object]:
    view.findChild(QPushButton, "paperMore").click()
    found = view.findChildren(QMenu, "moreMenu")[-1]
    acts = {act.text(): act for act in found.actions()}
    found.hide()
    return acts


def take(view: PaperView, word: str) -> None:
    menu(view)[word].trigger()  # type: ignore[attr-defined]


def toast(office: Office) -> str:
    return office.window.toast_area.findChild(QLabel, "toastWords").text()


def test_each_paper_offers_the_shapes_it_has(office: Office, desk: Desk, qtbot: QtBot):
    assert list(menu(paper(office, desk, "notice", qtbot))) == [WORD, VOLUME]
    assert list(menu(paper(office, desk, "sign_in", qtbot))) == [VOLUME]
    assert list(menu(paper(office, desk, "set=meeting", qtbot))) == [PIECES, VOLUME]


def test_a_notice_is_saved_as_word(
    office: Office, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    view = paper(office, desk, "notice", qtbot)
    file = tmp_path / "通知.docx"
    offered: list[Path] = []
    monkeypatch.setattr(
        dialogs, "ask_save", lambda _parent, _title, _kind, path: offered.append(path) or file
    )
    take(view, WORD)
    qtbot.waitUntil(lambda: "Word 版已存到" in toast(office), timeout=PATIENCE)
    assert offered[0].suffix == ".docx"
    words = "".join(one.text for one in docx.Document(str(file)).paragraphs)
    assert "老旧小区加装电梯" in words


def test_a_set_is_saved_one_file_each_and_each_is_registered(
    office: Office, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    view = paper(office, desk, "set=meeting", qtbot)
    folder = tmp_path / "会议包"
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_args: folder)
    take(view, PIECES)
    qtbot.waitUntil(lambda: "个文件" in toast(office), timeout=PATIENCE)
    names = sorted(file.name for file in folder.iterdir())
    bundle = printing.bundle(desk, "meeting", desk.room.find(Consultation)[0].number)
    assert len(names) == len(bundle.jobs)
    assert names[0] == "01 会议通知.pdf"
    assert all(file.read_bytes().startswith(b"%PDF-") for file in folder.iterdir())
    assert {one.kind for one in desk.room.find(IssuedPaper)} == {job.kind for job in bundle.jobs}


def test_a_volume_is_bound_with_its_checksums(
    office: Office, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    view = paper(office, desk, "notice", qtbot)
    folder = tmp_path / "案卷"
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_args: folder)
    take(view, VOLUME)
    qtbot.waitUntil(lambda: "案卷已放在" in toast(office), timeout=PATIENCE)
    lines = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    for line in lines:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert lines[0].endswith("案卷.pdf")


def test_a_folder_with_something_in_it_is_refused_in_a_sentence(
    office: Office, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    view = paper(office, desk, "notice", qtbot)
    (tmp_path / "别的.txt").write_text("别的")
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_args: tmp_path)
    take(view, VOLUME)
    qtbot.waitUntil(office.window.sentence_bar.isVisible, timeout=PATIENCE)
    assert not view.findChild(QPushButton, "stopTaking").isVisible()
    assert (tmp_path / "别的.txt").read_text() == "别的"


def test_binding_is_stopped_between_two_papers(
    office: Office, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    view = paper(office, desk, "notice", qtbot)
    folder = tmp_path / "案卷"
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_args: folder)
    take(view, VOLUME)
    stop = view.findChild(QPushButton, "stopTaking")
    assert stop.isVisible()
    stop.click()
    assert not stop.isVisible()
    qtbot.wait(600)
    assert not (folder / "SHA256SUMS").exists()
    assert view.findChild(QPushButton, "paperMore").isEnabled()
