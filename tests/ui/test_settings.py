"""设置: the profile, the wording, the printers and the parameters, by the real widgets."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from consultroom import __version__
from consultroom.domain.sharing import Private
from consultroom.domain.wordings import PHRASES
from consultroom.frozen import replace
from consultroom.services import printing, ruling, sending
from consultroom.services.desk import Desk
from consultroom.services.exchanging import sharing
from consultroom.services.sending import Order, Printer, Progress, Sides
from consultroom.ui.printing.counter import RoomCounter
from consultroom.ui.settings.parameters import NOT_YET
from consultroom.ui.settings.printers import NONE
from consultroom.ui.settings.wordings import ISSUED
from consultroom.ui.tasks import Tasks
from consultroom.ui.widgets.fields import Tick
from tests.services.exchanging.offices import DISTRICT, Offices, offices
from tests.services.stages import Stages, everything, the_dossier
from tests.ui.conftest import Shown
from tests.ui.settings_page import AtSettings, Sits, sitting

ENTER = Qt.Key.Key_Return
TEXT, STATE = 2, 3  # columns of the wording


@pytest.fixture
def sits(shown: Shown, qtbot: QtBot, tmp_path: Path, dressed: QApplication) -> Iterator[Sits]:
    yield from sitting(shown, qtbot, tmp_path, dressed)


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Offices]:
    with offices(tmp_path / "offices", DISTRICT, "WT1") as opened:
        yield opened


# -- 本站资料 -------------------------------------------------------------------------------------


def test_a_new_telephone_is_saved_and_taken_back(stages: Stages, sits: Sits):
    desk = stages("founded")
    clerk, before = sits(desk), everything(desk)
    assert "代码：WT" in clerk.words("profileFixed")
    clerk.fill(phone="5550101", venues="三楼会议室，社区活动室\n三楼会议室")
    clerk.submit()
    assert clerk.toast == "本站资料已保存。"
    assert desk.station().phone == "5550101"
    assert desk.station().venues == ("三楼会议室", "社区活动室")
    clerk.take_back()
    assert everything(desk) == before
    assert clerk.form.answers()["phone"] == desk.station().phone


def test_a_half_typed_profile_is_there_again_after_another_page(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.fill(address="梧桐路18号")
    clerk.go("home")
    clerk.go("settings", "profile")
    assert clerk.form.answers()["address"] == "梧桐路18号"
    assert clerk.words("formNote") == "有改动还没有保存。"
    clerk.submit()
    assert clerk.words("formNote") == ""


def test_what_is_too_long_is_said_and_stays_in_the_field(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.fill(venues="长" * 61)
    clerk.submit()
    assert "最多60个字" in clerk.error()
    assert clerk.form.answers()["venues"] == "长" * 61


def test_a_station_the_district_has_listed_cannot_say_where_it_is(there: Offices, sits: Sits):
    ruling.set_terms(there[DISTRICT], replace(there[DISTRICT].parameters(), reply_days=45))
    there.pass_on(DISTRICT, "WT1")
    clerk = sits(there["WT1"])
    assert "place" not in clerk.form.answers()
    assert "上级单位：" in clerk.words("profileFixed")
    assert "联系区政协" in clerk.words("profileWhy")


def printed(pdf: bytes) -> str:
    """Return the words of a PDF without its line ends."""
    with PdfDocument(BytesIO(pdf)) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


# -- 用语 ---------------------------------------------------------------------------------------


def test_a_phrase_is_worded_anew_marked_printed_and_restored(stages: Stages, sits: Sits):
    desk = stages("noticed")
    clerk = sits(desk)
    clerk.turn_to("wording")
    table = clerk.find(QTableView, "wordingsTable")
    assert clerk.cells("wordingsTable", STATE) == ["默认"] * len(PHRASES)
    table.selectRow(list(PHRASES).index("notice.lead"))
    clerk.qtbot.keyClick(table, ENTER)
    assert PHRASES["notice.lead"].text in clerk.form._purpose.text()
    clerk.fill(text="兹定于{日期}召开会议，请准时参加。")
    clerk.submit()
    assert clerk.toast == "会议通知的“开头”已改。"
    assert clerk.cells("wordingsTable", STATE)[0] == "已改"
    number = the_dossier(desk).consultation.number
    pdf = printing.made(printing.compose(desk, "notice", number)).pdf
    assert "请准时参加" in printed(pdf)
    clerk.press("wordingRestore")
    assert clerk.cells("wordingsTable", TEXT)[0] == PHRASES["notice.lead"].text
    assert not clerk.find(QPushButton, "wordingRestore").isEnabled()
    clerk.take_back()
    assert clerk.cells("wordingsTable", STATE)[0] == "已改"
    clerk.press("wordingRestoreAll")
    assert desk.parameters().paper.wording == ()


def test_a_blank_that_nothing_fills_is_said_under_the_field(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.turn_to("wording")
    clerk.find(QTableView, "wordingsTable").selectRow(0)
    clerk.press("wordingChange")
    clerk.fill(text="定于{时间}开会")
    clerk.submit()
    assert "“时间”填不出来" in clerk.error("text")
    clerk.form.close_form()
    clerk.press("wordingChange")
    text = clerk.find(QPlainTextEdit, "field_text")
    assert text.toPlainText() == "定于{时间}开会"  # nothing typed is lost


def test_wording_the_district_issued_is_only_read(there: Offices, sits: Sits):
    ruling.reword(there[DISTRICT], "reply.end", "此复。")
    there.pass_on(DISTRICT, "WT1")
    clerk = sits(there["WT1"])
    clerk.turn_to("wording")
    assert clerk.words("wordingsNote") == ISSUED
    assert "此复。" in clerk.cells("wordingsTable", TEXT)
    assert not clerk.find(QPushButton, "wordingChange").isVisible()
    table = clerk.find(QTableView, "wordingsTable")
    table.selectRow(0)
    clerk.qtbot.keyClick(table, ENTER)
    assert not clerk.view.findChildren(QPlainTextEdit, "field_text")
    assert clerk.sentence == ISSUED


# -- 打印机 -------------------------------------------------------------------------------------


class PrintersAtHand:
    """Two printers, and what was sent to them."""

    def __init__(self, *names: str) -> None:
        self.printers = tuple(Printer(name=name, usual=not at) for at, name in enumerate(names))
        self.sent: list[tuple[bytes, Order]] = []

    def known(self) -> tuple[Printer, ...]:
        return self.printers

    def send(self, pdf: bytes, order: Order, *, job: str, progress: Progress) -> None:
        self.sent.append((pdf, order))


def at_printers(desk: Desk, sits: Sits, printers: PrintersAtHand) -> AtSettings:
    """Turn to the printers of an office that has these."""
    clerk = sits(desk)
    clerk.office.shop.counter = RoomCounter(lambda: desk, printers, Tasks())
    clerk.turn_to("printers")
    clerk.qtbot.waitUntil(lambda: "正在" not in clerk.words("printersTold"))
    return clerk


def test_what_is_usual_is_kept_on_this_computer_and_no_act(stages: Stages, sits: Sits):
    desk = stages("founded")
    acts = desk.room.acts()
    clerk = at_printers(desk, sits, PrintersAtHand("HP_1020", "三楼"))
    printers = clerk.find(QComboBox, "printersPrinter")
    printers.setCurrentIndex(printers.findText("三楼"))
    sides = clerk.find(QComboBox, "printersSides")
    sides.setCurrentIndex(sides.findText(Sides.LONG_EDGE.label))
    copies = clerk.find(QLineEdit, "printersCopies")
    copies.setText("2")
    expected = Order(printer="三楼", copies=2, sides=Sides.LONG_EDGE)
    assert sending.remembered(desk, "notice") == expected
    assert clerk.words("printersTold") == "已记住。"
    copies.setText("")
    assert clerk.words("printersSentence") == "份数请填 1 到 99。"
    assert sending.usual(desk) == expected
    assert desk.room.acts() == acts


def test_every_kind_is_printed_as_usual_again(stages: Stages, sits: Sits):
    desk = stages("founded")
    sending.remember(desk, "notice", Order(printer="旧的", copies=9))
    clerk = at_printers(desk, sits, PrintersAtHand("HP_1020"))
    clerk.press("printersSame")
    assert sending.remembered(desk, "notice") == sending.usual(desk)


def test_a_trial_page_is_printed_once_and_nothing_is_kept_of_it(stages: Stages, sits: Sits):
    desk, printers = stages("founded"), PrintersAtHand("HP_1020")
    before = everything(desk)
    clerk = at_printers(desk, sits, printers)
    clerk.press("printersTrial")
    clerk.qtbot.waitUntil(lambda: bool(printers.sent), timeout=20_000)
    clerk.qtbot.waitUntil(lambda: "已送到" in clerk.words("printersTold"))
    ((pdf, order),) = printers.sent
    assert pdf.startswith(b"%PDF")
    assert (order.printer, order.copies, order.page) == ("HP_1020", 1, 1)
    assert everything(desk) == before


def test_without_a_printer_it_is_said_and_nothing_can_be_tried(stages: Stages, sits: Sits):
    clerk = at_printers(stages("founded"), sits, PrintersAtHand())
    assert clerk.words("printersSentence") == NONE
    assert not clerk.find(QPushButton, "printersTrial").isEnabled()


def test_a_printer_that_is_gone_is_named(stages: Stages, sits: Sits):
    desk = stages("founded")
    sending.set_usual(desk, Order(printer="三楼"))
    clerk = at_printers(desk, sits, PrintersAtHand("HP_1020"))
    assert "“三楼”现在找不到" in clerk.words("printersSentence")
    assert clerk.find(QComboBox, "printersPrinter").currentText() == "三楼"


# -- 区里的参数 -----------------------------------------------------------------------------------


def told(clerk: AtSettings) -> dict[str, str]:
    """Return the facts in sight, by what they are."""
    names = [one.accessibleName() for one in clerk.view.findChildren(object) if _is_fact(one)]
    return dict(name.split("：", 1) for name in names)


def _is_fact(one: object) -> bool:
    return bool(hasattr(one, "accessibleName") and "：" in one.accessibleName())


def test_a_station_of_its_own_reads_the_defaults_and_may_change_terms(stages: Stages, sits: Sits):
    desk = stages("founded")
    clerk = sits(desk)
    clerk.turn_to("parameters")
    assert clerk.words("parametersTold") == NOT_YET
    facts = told(clerk)
    assert facts["会议通知"] == "会前5个工作日发出"
    assert facts["协商频次"] == "每月最后一个星期四，遇节假日顺延至下一工作日"
    assert facts["A类"] == "已解决或基本解决，算办结。"
    clerk.press("termsChange")
    clerk.fill(notice=7, reply_days=45)
    clerk.submit()
    assert clerk.toast == "工作参数已改。"
    assert told(clerk)["会议通知"] == "会前7个工作日发出"
    assert (desk.parameters().lead.notice, desk.parameters().reply_days) == (7, 45)
    clerk.take_back()
    assert desk.parameters().reply_days == 30


def test_terms_out_of_bounds_are_said_above_the_form(stages: Stages, sits: Sits):
    clerk = sits(stages("founded"))
    clerk.turn_to("parameters")
    clerk.press("termsChange")
    clerk.fill(reply_days=999)
    clerk.submit()
    assert "答复期限请填1到365" in clerk.error()


def test_what_came_from_the_district_is_told_with_its_day_and_only_read(there: Offices, sits: Sits):
    ruling.set_terms(there[DISTRICT], replace(there[DISTRICT].parameters(), reply_days=45))
    there.pass_on(DISTRICT, "WT1")
    desk = there["WT1"]
    clerk = sits(desk)
    clerk.turn_to("parameters")
    day = f"{desk.today.year}年{desk.today.month}月{desk.today.day}日"
    said = clerk.words("parametersTold")
    assert f"第1次下发的，{day}随第1个包收到" in said
    assert told(clerk)["承办单位答复"].startswith("交办后45天内")
    assert not clerk.find(QPushButton, "termsChange").isVisible()


def test_a_station_lets_go_what_it_ticks_and_a_district_asks_for_it(there: Offices, sits: Sits):
    clerk = sits(there["WT1"])
    clerk.turn_to("parameters")
    clerk.find(Tick, "share_phones").click()
    assert sharing.allowed(there["WT1"]) == (Private.PHONES,)
    above = sits(there[DISTRICT])
    above.turn_to("parameters")
    assert above.words("shareTitle") == "请各站报送"
    above.find(Tick, "share_phones").click()
    assert there[DISTRICT].parameters().sharing.asked == (Private.PHONES,)
    above.take_back()
    assert there[DISTRICT].parameters().sharing.asked == ()
    assert not above.find(Tick, "share_phones").isChecked()


def test_a_district_has_its_own_words_for_the_sections(there: Offices, sits: Sits):
    clerk = sits(there[DISTRICT])
    words = [clerk.view.tabs.tabText(at) for at in range(clerk.view.tabs.count())]
    assert words == ["本单位资料", "用语", "打印机", "显示", "工作参数", "关于"]
    clerk.turn_to("wording")
    assert clerk.find(QPushButton, "wordingChange").isVisible()


# -- 关于 ---------------------------------------------------------------------------------------


def test_version_and_the_rooms_place_are_told_and_its_folder_opened(
    stages: Stages, sits: Sits, monkeypatch: pytest.MonkeyPatch
):
    desk = stages("founded")
    clerk = sits(desk)
    clerk.turn_to("about")
    facts = told(clerk)
    assert facts["版本"] == __version__
    assert facts["位置"] == str(desk.room.folder)
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile()))
    )
    clerk.press("openRoom")
    assert opened == [str(desk.room.folder)]
    assert "打不开文件夹" in clerk.sentence  # the desktop said it cannot
