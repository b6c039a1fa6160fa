"""Joining, receipts and the chase list on the exchange page; every part for every person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.stations import OrgUnit
from consultroom.services import identifying
from consultroom.services.exchanging import acknowledging, enrolling, inbox
from consultroom.ui import dialogs
from consultroom.ui.exchange.joining import NEW
from consultroom.ui.printing.dialog import PrintDialog
from tests.services.exchanging.offices import DISTRICT, Clock, Offices, a_topic, found_station
from tests.ui.exchange_page import Opened, Page, opened, there

__all__ = ["opened", "there"]  # fixtures

PARTS = ("inbox", "outbox", "conflicts", "missing", "joining", "keys", "allowing", "rebuilding")


def answer(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(dialogs, "ask_line", lambda *_a, **_k: code)


def choose(page: Page, name: str, value: str) -> None:
    field = page.view.findChild(QComboBox, name)
    assert field is not None
    field.setCurrentIndex(field.findData(value))


def test_a_new_station_joins_by_file_and_short_code_without_a_network(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page, district = opened(DISTRICT), there[DISTRICT]
    page.turn_to("joining")
    file = tmp_path / "HG.crjoin"
    choose(page, "joinUnit", NEW)
    page.view.findChild(QLineEdit, "joinCode").setText("hg")
    page.view.findChild(QLineEdit, "joinName").setText("槐谷街道委员工作站")
    monkeypatch.setattr(dialogs, "ask_save", lambda *_a, **_k: file)
    page.press("makeJoin")
    assert enrolling.read(file).name == "槐谷街道委员工作站"
    page.press("showCode")
    heard = page.says("ownCode")
    assert heard == identifying.card(district).code
    station = found_station(tmp_path / "HG", Clock(), file, heard)
    with station.room:
        there.desks["HG"] = station
        a_topic(station, "菜场改造")
        packs = there.send("HG")
        page.drop(*packs)
        assert page.column("packsTable", 2) == ["申请入网"]
        code = identifying.card(station).code
        assert "请对方念短码" in page.says("packSentence")
        assert not any(code in text for text in page.seen())  # it is to be heard, not copied
        answer(monkeypatch, "AAAA-AAAA-AAAA")
        page.press("admitPack")
        assert "短码对不上" in page.says("inboxSentence")
        assert not any(code in text for text in page.seen())
        answer(monkeypatch, identifying.card(station).code)
        page.press("admitPack")
        page.press("takeAll")
    assert "菜场改造" in page.office._desk.room.search("菜场")[0].title


def test_a_station_reads_its_join_file_and_a_wrong_code_is_refused(
    there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = there.place / "WT.crjoin"
    district = there[DISTRICT]
    page = opened("WT1")
    page.turn_to("joining")
    enrolling.offer(district, district.room.get(OrgUnit, "WT"), file)
    monkeypatch.setattr(dialogs, "ask_open", lambda *_a, **_k: file)
    answer(monkeypatch, "AAAA-AAAA-AAAA")
    page.press("readJoin")
    assert "短码对不上" in page.says("joiningSentence")
    answer(monkeypatch, "")
    page.press("readJoin")
    assert page.says("joiningSentence") == ""
    answer(monkeypatch, identifying.card(district).code)
    page.press("readJoin")
    assert "已加入“江州区政协”" in page.toast()


def test_the_eight_characters_of_a_slip_say_that_a_pack_arrived(
    there: Offices, opened: Opened
) -> None:
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT)
    code = acknowledging.slip(there[DISTRICT], "WT").code
    page = opened("WT1")
    page.turn_to("joining")
    assert page.column("sentTable", 4) == ["等回执"]
    typed = page.view.findChild(QLineEdit, "slipCode")
    typed.setText("AAAA-AAAA")
    page.press("enterSlip")
    assert "请核对回执单" in page.says("joiningSentence")
    typed.setText(code.lower())
    page.press("enterSlip")
    assert page.column("sentTable", 4) == ["已收到"]
    assert typed.text() == ""


def test_a_receipt_can_be_read_out_on_the_telephone(there: Offices, opened: Opened) -> None:
    for name in ("QH1", "WT1"):
        a_topic(there[name])
        there.pass_on(name, DISTRICT)
    page = opened(DISTRICT)
    page.turn_to("joining")
    for unit in ("QH", "WT"):
        choose(page, "receiptUnit", unit)
        slip = acknowledging.slip(there[DISTRICT], unit)
        assert page.says("readOut") == f"也可以在电话里念给它：{slip.code}（到第{slip.seq}号包）。"


def test_a_receipt_slip_and_a_chase_list_go_to_the_printing_box(
    qtbot: QtBot, there: Offices, opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT, period="2026-11")
    there.clock(DISTRICT).skew = timedelta(days=60)
    page = opened(DISTRICT)
    page.turn_to("joining")
    page.press("printReceipt")
    assert boxes(page) == ["打印《数据接收回执单》"]
    page.turn_to("missing")
    choose(page, "missingYear", "2026")
    assert page.column("missingTable", 11) == ["缺", "报"]
    assert "逾期" in page.says("missingTold")
    page.press("printChase")
    assert boxes(page) == ["打印《催报名单》"]
    table = tmp_path / "催报名单.xlsx"
    monkeypatch.setattr(dialogs, "ask_save", lambda *_a, **_k: table)
    page.press("saveChase")
    assert table.read_bytes()[:2] == b"PK"
    assert "已保存" in page.toast()


def boxes(page: Page) -> list[str]:
    """Return what is about to be printed, and close the boxes."""
    page.qtbot.waitUntil(lambda: bool(page.window.findChildren(PrintDialog)))
    found = page.window.findChildren(PrintDialog)
    printers = [box.findChild(QComboBox, "printer") for box in found]
    page.qtbot.waitUntil(lambda: all("正在查找" not in one.currentText() for one in printers))
    titles = [box.windowTitle() for box in found if box.isVisible()]
    for box in found:
        box.reject()
    return titles


# -- for every person ------------------------------------------------------------------------------


@pytest.fixture
def full(there: Offices, opened: Opened) -> Page:
    """A district's page with something in every part."""
    a_topic(there["WT1"])
    there.pass_on("WT1", DISTRICT, period="2026-10")
    inbox.bring_in(there[DISTRICT], there.send("QH1", period="2026-10", nil=True))
    page = opened(DISTRICT)
    page.window.resize(1093, 574)
    return page


@pytest.mark.parametrize("part", PARTS)
def test_every_control_has_a_name_and_fits_a_small_screen(full: Page, part: str) -> None:
    full.turn_to(part)
    QApplication.processEvents()
    controls = [
        widget
        for widget in full.view.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert controls
    nameless = [
        (type(one).__name__, one.objectName())
        for one in controls
        if not one.objectName()
        or not QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name)
    ]
    assert nameless == []
    assert full.window.width() == 1093
    assert full.view.minimumSizeHint().width() <= full.view.width()
    cut = [
        one.text()
        for one in full.view.findChildren(QLabel)
        if one.isVisible() and not one.wordWrap() and one.sizeHint().width() > one.width() + 1
    ]
    assert cut == []
