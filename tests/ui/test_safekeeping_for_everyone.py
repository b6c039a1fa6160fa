"""保管, a record's history, the roll and the material: by keyboard, reader, on small screens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from consultroom.services import attaching, backing_up, receiving
from consultroom.services.desk import Desk
from consultroom.ui.office import Office
from tests.services.stages import Stages, the_dossier
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk
from tests.ui.test_everyone_can_use_it import SIZES, cut_labels, nameless, namesakes, unreached

PLACES = [
    *(("safekeeping", "bin"), ("safekeeping", "acts"), ("safekeeping", "backups")),
    *(("history", ""), ("workspace", ""), ("workspace", "attendance"), ("workspace", "rsvp")),
]
places = pytest.mark.parametrize(("page", "about"), PLACES)


@pytest.fixture
def desk(stages: Stages, tmp_path: Path) -> Desk:
    """Something in the bin, a backup, and material with a long name."""
    desk = stages("noticed")
    day = receiving.open_day(desk, receivers=("李秀英",))
    receiving.drop_visit(desk, receiving.receive(desk, day, matter="路灯不亮" * 12))
    backing_up.make(desk)
    scan = tmp_path / f"{'会议签到表扫描件' * 6}.pdf"
    scan.write_bytes(b"scan")
    attaching.attach(desk, the_dossier(desk).consultation, scan)
    return desk


@pytest.fixture
def at(desk: Desk, shown: Shown, tmp_path: Path, qtbot: QtBot) -> AtDesk:
    office = Office(desk, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    return AtDesk(office, qtbot)


def turn_to(at: AtDesk, page: str, about: str) -> QWidget:
    consultation = the_dossier(at.office.desk).consultation.id
    if page == "workspace":
        about = f"{consultation}/{about}" if about else consultation
    screen = at.go(page, about or consultation)
    for table in screen.findChildren(QTableView):
        if table.isVisible():
            table.selectRow(0)
    QApplication.processEvents()
    return screen


@places
def test_every_control_has_one_name_and_is_reached_by_tab(at: AtDesk, page: str, about: str):
    screen = turn_to(at, page, about)
    assert nameless(screen) == []
    assert namesakes(screen) == []
    assert unreached(screen) == []


@places
def test_no_word_is_cut_off_on_a_small_screen(at: AtDesk, page: str, about: str):
    screen = turn_to(at, page, about)
    for size in SIZES:
        at.window.resize(*size)
        QApplication.processEvents()
        QApplication.processEvents()
        assert cut_labels(screen) == [], size


@places
def test_there_is_one_primary_button_at_most(at: AtDesk, page: str, about: str):
    buttons = turn_to(at, page, about).findChildren(QPushButton)
    primary = [one for one in buttons if one.isVisible() and one.property("kind") == "primary"]
    assert len(primary) <= 1
