"""打印操作记录: what is listed comes out, enters no register, and can be saved instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.domain.papers import IssuedPaper
from consultroom.services import leafing, printing_acts
from consultroom.services.sending import Order, Printer, Progress
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.printing import loose
from tests.services.stages import Stages
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

LONG = 20_000  # ms: pages are made off the GUI thread


class Tray:
    """A printer in memory, or none at all."""

    def __init__(self) -> None:
        self.printers: tuple[Printer, ...] = (Printer(name="三楼", usual=True),)
        self.sheets: list[tuple[bytes, Order]] = []

    def known(self) -> tuple[Printer, ...]:
        return self.printers

    def send(self, pdf: bytes, order: Order, *, job: str, progress: Progress) -> None:
        progress(0, 1)
        self.sheets.append((pdf, order))


@pytest.fixture
def tray(monkeypatch: pytest.MonkeyPatch) -> Tray:
    made = Tray()
    monkeypatch.setattr(loose, "printers_on", lambda _platform: made)
    return made


@pytest.fixture
def at(stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot, tray: Tray) -> AtDesk:
    office = Office(stages("confirmed"), folder=tmp_path)
    office.window.resize(1366, 768)
    shown(office.window)
    made = AtDesk(office, qtbot)
    made.go("safekeeping", "acts")
    return made


def box(at: AtDesk) -> QDialog:
    """Return the box for printing, once it knows the printers."""
    window = at.office.window

    def is_there() -> bool:
        found = window.findChild(QDialog, "printBox")
        return found is not None and "正在" not in found.findChild(QComboBox).currentText()

    at.qtbot.waitUntil(is_there, timeout=LONG)
    return window.findChild(QDialog, "printBox")


def words(pdf: bytes) -> str:
    lines = leafing.text_lines(pdf)
    return "".join(line.text for line in lines)


def test_the_acts_listed_are_printed_and_enter_no_register(at: AtDesk, tray: Tray):
    before = at.office.desk.room.acts()
    at.press("printActs")
    box(at).findChild(QPushButton, "printGo").click()
    at.qtbot.waitUntil(lambda: bool(tray.sheets), timeout=LONG)
    told = words(tray.sheets[0][0])
    assert "操作记录" in told
    assert "确认纪要" in told
    assert "范围：全部月份" in told
    at.qtbot.waitUntil(lambda: at.office.window.findChild(QDialog, "printBox") is None)
    assert at.office.desk.room.count(IssuedPaper) == 0
    assert at.office.desk.room.acts() == before


def test_what_the_list_is_narrowed_to_is_what_is_printed(at: AtDesk, tray: Tray):
    line = at.find(QLineEdit, "actsLine")
    line.setText("确认纪要")
    line.returnPressed.emit()
    at.press("printActs")
    box(at).findChild(QPushButton, "printGo").click()
    at.qtbot.waitUntil(lambda: bool(tray.sheets), timeout=LONG)
    told = words(tray.sheets[0][0])
    assert "确认纪要" in told
    assert "登记议题" not in told
    at.qtbot.waitUntil(lambda: at.office.window.findChild(QDialog, "printBox") is None)


def test_without_a_printer_they_are_saved(
    at: AtDesk, tray: Tray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    tray.printers = ()
    file = tmp_path / "操作记录.pdf"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_asked: file)
    at.press("printActs")
    box(at).findChild(QPushButton, "printSave").click()
    at.qtbot.waitUntil(file.is_file, timeout=LONG)
    assert "确认纪要" in words(file.read_bytes())


def test_too_many_are_not_printed(at: AtDesk, tray: Tray, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(printing_acts, "MOST", 3)
    at.press("printActs")
    assert "请先选一个月份或经办人" in at.office.window.sentence_bar.sentence
