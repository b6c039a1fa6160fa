"""扫描归档 and 版面检查: scans read page by page, filed in one act, by hand where it must be."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.documents.fonts import bundled
from consultroom.documents.qr import stamped
from consultroom.documents.render_pdf import draw
from consultroom.domain.consultations import Attachment, Consultation
from consultroom.services import paginating
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.scans.check_view import CheckView
from consultroom.ui.scans.screens import BY_HAND, FILED, ORIGINAL, READY, REFUSED
from consultroom.ui.scans.view import ScansView
from consultroom.ui.states import State
from tests.documents.copiers import OFFICE, as_pdf, jpeg, pixels
from tests.services.issuing import LONG, SHORT, issue, laid
from tests.services.stages import Stages
from tests.ui.conftest import Shown

PATIENCE = 20_000  # ms


@pytest.fixture
def desk(stages: Stages) -> Desk:
    return stages("confirmed")


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 768)
    shown(made.window)
    made.drops.target.attach()
    return made


@pytest.fixture
def view(office: Office) -> ScansView:
    office.window.go("scans")
    found = office.window.screens["scans"]
    assert isinstance(found, ScansView)
    return found


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """Two pages of the minutes of which one is scanned, a page nobody can read, and a note."""
    place = tmp_path / "扫描"
    place.mkdir()
    pdf = issue(desk, LONG).pdf
    (place / "一.jpg").write_bytes(jpeg(OFFICE.of(pixels(pdf, 150, 0)), 60))
    (place / "二.jpg").write_bytes(jpeg(pixels(pdf, 30, 1).crop((0, 0, 100, 100))))
    (place / "说明.txt").write_text("说明")
    return place


def drop(view: ScansView | CheckView, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.window().windowHandle(), event)  # as a real one comes
    QApplication.processEvents()


def press(view: ScansView | CheckView, name: str) -> None:
    found = view.findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()


def words(view: ScansView | CheckView, name: str) -> str:
    found = view.findChild(QLabel, name)
    return found.text() if found.isVisible() else ""


def listed(view: ScansView) -> list[list[str]]:
    model = view.table.model()
    columns = range(model.columnCount())
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def read(view: ScansView, qtbot: QtBot, *places: Path) -> None:
    drop(view, *places)
    idle(view, qtbot)


def idle(view: ScansView, qtbot: QtBot) -> None:
    stop = view.findChild(QPushButton, "stopScans")
    qtbot.waitUntil(lambda: not stop.isVisible(), timeout=PATIENCE)


def attached(desk: Desk) -> list[str]:
    about = desk.room.find(Consultation)[0].id
    return [one.name for one in desk.room.find(Attachment, about=about)]


def test_every_page_that_was_dropped_is_told_and_what_is_no_scan_is_named(
    view: ScansView, folder: Path, qtbot: QtBot
):
    read(view, qtbot, folder)
    assert listed(view) == [
        ["一.jpg", "第 1 页", "真实", "协商纪要 第 1 / 2 页 WT-XS-2026-001 第1版", READY],
        ["二.jpg", "第 1 页", "没有签名二维码", "—", BY_HAND],
    ]
    assert words(view, "passedOver") == "跳过 1 个不是图片也不是 PDF 的文件：说明.txt。"
    assert view.subheading == "共 2 页，真实 1 页，其他 1 页"
    ModelTester(None).check(view.table.model())


def test_what_is_genuine_is_filed_in_one_act_and_what_is_missing_is_named(
    view: ScansView, office: Office, desk: Desk, folder: Path, qtbot: QtBot
):
    read(view, qtbot, folder)
    before = attached(desk)
    press(view, "fileScans")
    qtbot.waitUntil(lambda: bool(words(view, "missingPages")), timeout=PATIENCE)
    assert words(view, "missingPages") == (
        "缺页：协商纪要（WT-XS-2026-001）第1版共 2 页，缺第2页。"
    )
    assert [row[-1] for row in listed(view)] == [FILED, BY_HAND]
    new = [name for name in attached(desk) if name not in before]
    assert new == ["协商纪要 WT-XS-2026-001 第1版 扫描 第1页.jpg"]
    assert desk.room.acts()[0].name == "归档扫描件"
    office.undo()
    assert attached(desk) == before
    assert [row[-1] for row in listed(view)] == [READY, BY_HAND]


def test_a_page_that_cannot_be_read_is_filed_by_hand_and_counts_as_there(
    view: ScansView, desk: Desk, folder: Path, qtbot: QtBot
):
    read(view, qtbot, folder)
    view.table.selectRow(1)
    assert "300dpi" in words(view, "scanSays")
    view.findChild(QLineEdit, "handTyped").setText("纪要")
    view.card.papers.selectRow(0)
    view.findChild(QLineEdit, "handPage").setText("2")
    press(view, "fileByHand")
    assert listed(view)[1][-2:] == ["协商纪要 WT-XS-2026-001 第1版 第2页（人工）", FILED]
    assert "协商纪要 WT-XS-2026-001 第1版 扫描 第2页 人工归档.jpg" in attached(desk)
    press(view, "fileScans")
    qtbot.waitUntil(lambda: listed(view)[0][-1] == FILED, timeout=PATIENCE)
    idle(view, qtbot)
    assert words(view, "missingPages") == ""


def test_a_page_is_looked_at_beside_the_fields_it_is_filed_by(
    view: ScansView, desk: Desk, folder: Path, qtbot: QtBot
):
    read(view, qtbot, folder)
    view.table.selectRow(1)
    press(view, "lookAtScan")
    qtbot.waitUntil(lambda: view.sheet.pages == 1 and view.sheet.rendered(0), timeout=PATIENCE)
    assert view.sheet.isVisible()
    assert words(view, "scanSeen") == "二.jpg　第 1 页"
    assert view.card.papers.isVisible()
    assert view.findChild(QPushButton, "lookAtScan").text() == "回到列表"
    press(view, "scanBefore")
    qtbot.waitUntil(lambda: words(view, "scanSeen") == "一.jpg　第 1 页", timeout=PATIENCE)
    press(view, "scanAfter")
    qtbot.waitUntil(lambda: words(view, "scanSeen") == "二.jpg　第 1 页", timeout=PATIENCE)
    view.card.papers.selectRow(0)
    view.findChild(QLineEdit, "handPage").setText("2")
    press(view, "fileByHand")
    assert any("人工归档" in name for name in attached(desk))
    view.findChild(QPushButton, "closeScan").setFocus()
    press(view, "closeScan")
    assert not view.sheet.isVisible()
    assert view.window().focusWidget() is view.table


def test_a_page_that_cannot_be_shown_is_told_and_the_list_stays(
    view: ScansView, office: Office, folder: Path, qtbot: QtBot
):
    read(view, qtbot, folder)
    view.table.selectRow(1)
    (folder / "二.jpg").unlink()  # the stick was pulled out
    press(view, "lookAtScan")
    qtbot.waitUntil(lambda: "显示不出来" in office.window.sentence_bar.sentence, timeout=PATIENCE)
    assert view.table.isVisible()


def test_a_page_the_paper_has_not_is_refused_in_a_sentence(
    view: ScansView, office: Office, desk: Desk, folder: Path, qtbot: QtBot
):
    read(view, qtbot, folder)
    view.table.selectRow(1)
    view.card.papers.selectRow(0)
    view.findChild(QLineEdit, "handPage").setText("9")
    before = attached(desk)
    press(view, "fileByHand")
    assert "共2页，没有第9页" in office.window.sentence_bar.findChildren(QLabel)[-1].text()
    assert attached(desk) == before


def test_an_altered_page_is_told_so_and_never_filed(
    view: ScansView, desk: Desk, tmp_path: Path, qtbot: QtBot
):
    issue(desk, SHORT)
    paper, layout = laid(SHORT)
    file = tmp_path / "改.pdf"
    file.write_bytes(draw(stamped(layout, ["CR1:HELLO"]), paper, bundled()))
    read(view, qtbot, file)
    assert listed(view)[0][2::2] == ["被改动", REFUSED]
    assert view.table.rows.row(0).state is State.LATE
    assert not view.findChild(QPushButton, "fileScans").isEnabled()


def test_the_archived_file_itself_is_known_and_not_filed_again(
    view: ScansView, desk: Desk, tmp_path: Path, qtbot: QtBot
):
    file = tmp_path / "原件.pdf"
    file.write_bytes(issue(desk, SHORT).pdf)
    read(view, qtbot, file)
    assert listed(view)[0][2::2] == ["真实", ORIGINAL]


def test_stopping_keeps_what_was_read_and_reads_no_further(
    view: ScansView, desk: Desk, tmp_path: Path, qtbot: QtBot
):
    pdf = issue(desk, LONG).pdf
    file = tmp_path / "一叠.pdf"
    file.write_bytes(as_pdf(*[pixels(pdf, 150, 0)] * 12, dpi=150))
    drop(view, file)
    qtbot.waitUntil(lambda: len(listed(view)) >= 1, timeout=PATIENCE)
    press(view, "stopScans")
    count = len(listed(view))
    qtbot.wait(600)
    assert len(listed(view)) == count < 12
    press(view, "forgetScans")
    assert listed(view) == []


def test_the_page_is_reached_from_the_papers_and_files_can_be_chosen(
    office: Office, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    office.window.go("papers")
    office.window.screens["papers"].findChild(QPushButton, "openScans").click()
    view = office.window.screens["scans"]
    assert isinstance(view, ScansView)
    monkeypatch.setattr(dialogs, "ask_open_many", lambda *_args: (folder / "一.jpg",))
    press(view, "chooseScans")
    qtbot.waitUntil(lambda: len(listed(view)) == 1, timeout=PATIENCE)
    idle(view, qtbot)
    monkeypatch.setattr(dialogs, "ask_folder", lambda *_args: folder)
    press(view, "chooseScanFolder")
    qtbot.waitUntil(lambda: len(listed(view)) == 2, timeout=PATIENCE)
    idle(view, qtbot)


# -- the check of a page's layout -----------------------------------------------------------------


@pytest.fixture
def check(office: Office) -> CheckView:
    office.window.go("paper_check")
    found = office.window.screens["paper_check"]
    assert isinstance(found, CheckView)
    return found


def test_a_paper_of_our_own_fits_the_page(
    check: CheckView, desk: Desk, tmp_path: Path, qtbot: QtBot
):
    file = tmp_path / "纪要.pdf"
    file.write_bytes(issue(desk, SHORT).pdf)
    drop(check, file)
    qtbot.waitUntil(lambda: bool(words(check, "checkTold")), timeout=PATIENCE)
    assert words(check, "checkTold").startswith("共 1 页，版面合乎")
    assert check.table.rows.rowCount() == 0


def test_what_is_off_is_listed_page_by_page(check: CheckView, tmp_path: Path, qtbot: QtBot):
    bad = next((Path(__file__).parents[1] / "documents" / "bad_papers").glob("*.pdf"))
    drop(check, bad)
    qtbot.waitUntil(lambda: bool(words(check, "checkTold")), timeout=PATIENCE)
    assert check.table.rows.rowCount() > 0
    check.table.selectRow(0)
    assert words(check, "checkSentence") == check.table.rows.row(0).sentence


def test_a_word_file_is_told_how_it_can_be_checked_and_opened(
    check: CheckView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    opened: list[str] = []
    monkeypatch.setattr(paginating, "word_processor", lambda: None)
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True
    )
    file = tmp_path / "通知.docx"
    file.write_bytes(b"PK")
    drop(check, file)
    told = [one.text() for one in check.findChildren(QLabel) if one.isVisible()]
    assert any("另存为 PDF" in one for one in told)
    press(check, "openWord")
    assert opened == [str(file)]


def test_a_word_file_is_measured_as_this_pc_lays_it_out(
    check: CheckView, desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    pdf = issue(desk, SHORT).pdf
    monkeypatch.setattr(paginating, "word_processor", lambda: tmp_path)
    monkeypatch.setattr(paginating, "pages_of_file", lambda _file: pdf)
    drop(check, tmp_path / "纪要.docx")
    qtbot.waitUntil(lambda: bool(words(check, "checkTold")), timeout=PATIENCE)
    assert words(check, "checkTold").startswith("共 1 页，版面合乎")
    assert "LibreOffice" in words(check, "checkAside")
    assert not check.findChild(QPushButton, "openWord").isVisible()


def test_what_is_no_paper_is_told_where_it_belongs(check: CheckView, tmp_path: Path):
    file = tmp_path / "现场.jpg"
    file.write_bytes(b"x")
    drop(check, file)
    told = [one.text() for one in check.findChildren(QLabel) if one.isVisible()]
    assert any("“现场.jpg”不是文书" in one for one in told)
