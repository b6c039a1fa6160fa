"""台账统计, its forms, 扫描归档 and 版面检查 for everyone: keyboard, reader, small, enlarged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.services import refilling
from consultroom.services.desk import Desk
from consultroom.services.verifying import PageFinding, Verdict
from consultroom.ui import theme
from consultroom.ui.ledgers.presenter import BUSY
from consultroom.ui.ledgers.spans import SpanKind
from consultroom.ui.office import Office
from consultroom.ui.theme.tokens import LIGHT
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk
from tests.ui.test_everyone_can_use_it import SIZES, cut_labels, focusable

PLACES = (
    "ledgers statistics", "ledgers outcomes", "ledgers receptions", "ledgers duties",
    "ledgers days", "refill", "scans", "scans read", "paper_check",
)  # fmt: skip

TWICE = 2.0


@pytest.fixture
def clerk(shown: Shown, qtbot: QtBot, busy: Desk, tmp_path: Path) -> AtDesk:
    """Sit down at the sample station, with a form learned."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "协商议题", "办理事项", "承办单位", "分管领导"])
    book.save(tmp_path / "上报表.xlsx")
    refilling.learn(busy, tmp_path / "上报表.xlsx", "outcomes")
    office = Office(busy, folder=tmp_path)
    office.window.resize(1366, 728)
    shown(office.window)
    return AtDesk(office, qtbot)


def turn_to(clerk: AtDesk, place: str, folder: Path) -> QWidget:
    """Open one place."""
    page, _, about = place.partition(" ")
    screen = clerk.go(page)
    presenter = screen.presenter
    if page == "ledgers":
        presenter.choose_span(SpanKind.DAYS if about == "days" else SpanKind.YEAR)  # type: ignore[attr-defined]
        presenter.choose_kind("outcomes" if about == "days" else about)  # type: ignore[attr-defined]
        clerk.qtbot.waitUntil(lambda: screen.subheading != BUSY)
        presenter.choose(2)  # type: ignore[attr-defined]
    elif page == "refill":
        clerk.qtbot.waitUntil(lambda: screen.table.rows.rowCount() > 0, timeout=20_000)  # type: ignore[attr-defined]
    elif about:
        says = "这页没有本程序的签名二维码，或者太模糊。请用300dpi重新扫描。"
        file = folder / "会议纪要扫描件第二页补扫一次再补扫一次.jpg"
        presenter._findings = [  # type: ignore[attr-defined]
            PageFinding(file=file, place=1, verdict=Verdict.NO_MARK, says=says)
        ]
        presenter.choose(0)  # type: ignore[attr-defined]
    QApplication.processEvents()
    return screen


@pytest.fixture
def everywhere(clerk: AtDesk, tmp_path: Path) -> Iterator[tuple[str, QWidget]]:
    """Return every place, opened one after the other."""
    return ((place, turn_to(clerk, place, tmp_path)) for place in PLACES)


def test_every_control_has_a_name_for_the_reader_and_for_tests(everywhere, clerk: AtDesk):
    nameless = {
        place: (type(widget).__name__, widget.objectName())
        for place, _ in everywhere
        for widget in focusable(clerk.office.window)
        if not widget.objectName()
        or not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    }
    assert nameless == {}


def test_tab_reaches_every_control(everywhere, clerk: AtDesk):
    window = clerk.office.window
    for place, _ in everywhere:
        wanted = {
            widget
            for widget in focusable(window)
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not (isinstance(widget, QAbstractButton) and widget.autoExclusive())
        }
        reached = set()
        for _ in range(len(wanted) * 2 + 40):
            window.focusNextPrevChild(True)
            reached.add(QApplication.focusWidget())
        assert [one.objectName() for one in wanted - reached] == [], place


def test_names_for_tests_are_given_once_and_one_button_is_primary(everywhere):
    for place, screen in everywhere:
        shown = [one for one in screen.findChildren(QAbstractButton) if one.isVisible()]
        names = [one.objectName() for one in shown if one.objectName()]
        assert len(names) == len(set(names)), place
        primary = [
            one
            for one in screen.findChildren(QPushButton)
            if one.isVisible() and one.property("kind") == "primary"
        ]
        assert len(primary) <= 1 + (place == "scans read"), place


@pytest.fixture(params=[1.0, 1.3, 2.0])
def text_size(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[float]:
    theme.apply(dressed, LIGHT.scaled(request.param))
    yield request.param
    theme.apply(dressed)


def test_no_word_is_cut_off_and_nothing_is_wider_than_a_small_screen(
    text_size: float, everywhere, clerk: AtDesk
):
    window, found = clerk.office.window, {}
    for place, screen in everywhere:
        for size in SIZES[: 3 if text_size < TWICE else 2]:  # nobody reads 200 % at 150 % too
            window.resize(*size)
            QApplication.processEvents()
            QApplication.processEvents()
            cut = cut_labels(screen)
            if cut or window.width() != size[0]:
                found[place, size] = (cut, window.width())
    assert found == {}


def test_the_drawings_end_inside_a_small_window_however_large_the_text(
    text_size: float, clerk: AtDesk
):
    window, view = clerk.office.window, clerk.go("ledgers", "outcomes")
    window.resize(1093, 614)
    for code in ("outcomes", "statistics"):
        view.presenter.choose_kind(code)  # type: ignore[attr-defined]
        clerk.qtbot.waitUntil(lambda: view.subheading != BUSY)
        QApplication.processEvents()
        if not view.charts.isVisible():  # type: ignore[attr-defined]
            clerk.press("turnCharts")
        for _ in range(6):  # folding changes heights, which fold again
            QApplication.processEvents()
        charts = view.charts  # type: ignore[attr-defined]
        bottom = charts.mapTo(window, QPoint(0, charts.height())).y()
        assert charts.isVisible()
        assert bottom <= window.height(), (code, text_size)
