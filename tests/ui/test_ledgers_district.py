"""台账统计 in a district's room: all stations together, or one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.services import printing, receiving, reporting
from consultroom.ui.ledgers.view import LedgersView
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from tests.services.exchanging.offices import DISTRICT, Offices, offices
from tests.ui.conftest import Shown

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1", "QH1") as opened:
        yield opened


@pytest.fixture
def view(there: Offices, shown: Shown, tmp_path: Path) -> LedgersView:
    for name, matters in (("WT1", ("路灯不亮", "井盖松动")), ("QH1", ("树枝挡窗",))):
        desk = there[name]
        day = receiving.open_day(desk, receivers=("张建国",))
        for matter in matters:
            receiving.receive(desk, day, matter=matter)
        there.pass_on(name, DISTRICT)
    office = Office(there.district, folder=tmp_path)
    office.window.resize(1366, 768)
    shown(office.window)
    office.window.go("ledgers", "receptions")
    found = office.window.screens["ledgers"]
    assert isinstance(found, LedgersView)
    found.office = office  # type: ignore[attr-defined]  # kept as long as its page
    return found


def matters(view: LedgersView) -> set[str]:
    if view.table is None:
        return set()
    rows = view.table.rows
    return {rows.row(at).words["matter"] for at in range(rows.rowCount())}


def units(view: LedgersView) -> QComboBox:
    return view.findChild(QComboBox, "ledgerUnit")


def test_a_district_sees_all_its_stations_or_one(view: LedgersView):
    box = units(view)
    assert box.isVisible()
    assert box.itemText(0) == "全区各站"
    assert matters(view) == {"路灯不亮", "井盖松动", "树枝挡窗"}
    box.setCurrentIndex(box.findData("WT"))
    assert matters(view) == {"路灯不亮", "井盖松动"}
    box.setCurrentIndex(box.findData("QH"))
    assert matters(view) == {"树枝挡窗"}


def test_the_paper_is_of_the_station_that_was_chosen(view: LedgersView, qtbot: QtBot):
    box = units(view)
    box.setCurrentIndex(box.findData("WT"))
    view.findChild(QPushButton, "printLedger").click()
    office: Office = view.office  # type: ignore[attr-defined]
    paper = office.window.screens["ledger_paper"]
    assert isinstance(paper, PaperView)
    assert paper.subheading == "梧桐街道委员工作站　2026年"
    qtbot.waitUntil(lambda: paper.findChild(QPushButton, "print").isEnabled(), timeout=20_000)
    case = printing.kind_of("ledger_receptions").find(office.desk, "2026@WT")
    assert case.station.code == "WT"
    assert len(case.book.visits) == 2


def test_figures_of_the_stations_add_up_to_those_of_the_district(view: LedgersView, there: Offices):
    def visits(unit: str) -> int:
        book = reporting.year_book(there.district, *YEAR, unit=unit)
        return len(reporting.LEDGERS["receptions"].ledger(book).lines)

    assert (visits("WT"), visits("QH"), visits("")) == (2, 1, 3)


def test_a_station_is_asked_about_no_other(there: Offices, shown: Shown, tmp_path: Path):
    office = Office(there["WT1"], folder=tmp_path)
    shown(office.window)
    office.window.go("ledgers")
    found = office.window.screens["ledgers"]
    assert not found.findChild(QComboBox, "ledgerUnit").isVisible()
