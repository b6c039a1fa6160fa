"""No part of the exchange page is wider than a small window or cuts a word off."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from consultroom.domain.submissions import MarkKind
from consultroom.services import overseeing
from consultroom.services.exchanging import enrolling
from consultroom.ui import theme
from consultroom.ui.office import Office
from tests.services.exchanging.offices import DISTRICT, Offices, a_topic
from tests.ui.conftest import Shown
from tests.ui.exchange_page import there
from tests.ui.test_every_page_fits import (
    LARGE_TEXT,
    SMALL,
    Preferences,
    Showing,
    Wardrobe,
    sideways,
    sticking_out,
)
from tests.ui.test_everyone_can_use_it import cut_labels

__all__ = ["there"]  # a fixture

PARTS = ("inbox", "outbox", "conflicts", "missing", "joining", "keys", "allowing", "rebuilding")


@pytest.fixture(params=[SMALL, LARGE_TEXT], ids=["1093x614", "1366x768 at 200 %"])
def office(
    request: pytest.FixtureRequest,
    there: Offices,
    shown: Shown,
    tmp_path: Path,
    dressed: QApplication,
) -> Iterator[Office]:
    (width, height), text = request.param
    desk = there[DISTRICT]
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    overseeing.mark(desk, "WT", "2026-10", MarkKind.RETURNED, reason="签到表没有扫描，请补上再报")
    enrolling.make_recovery_key(desk, tmp_path / "recovery.txt")
    wardrobe = Wardrobe(Preferences())
    wardrobe.choose(desk.by, Showing(text=text))
    wardrobe.dress()
    made = Office(desk, folder=tmp_path, wardrobe=wardrobe)
    made.window.resize(width, height)
    shown(made.window)
    yield made
    theme.apply(dressed)


def test_every_part_fits_the_window(office: Office) -> None:
    size, found = office.window.size(), {}
    for part in PARTS:
        office.window.go("exchange", part)
        for _ in range(6):
            QApplication.processEvents()
        screen = office.window.screens["exchange"]
        faults = [f"scrolls: {one}" for one in sideways(screen)]
        faults += [f"sticks out: {one}" for one in sticking_out(screen)]
        faults += [f"cut: {one}" for one in cut_labels(screen)]
        if screen.minimumSizeHint().width() > screen.width():
            faults.append(f"needs {screen.minimumSizeHint().width()} of {screen.width()}")
        if faults:
            found[part] = faults
    assert found == {}
    assert office.window.size() == size
