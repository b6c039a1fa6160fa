"""The register of printed papers over a real room, and the box for a title's lines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import archiving, printing, safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.office import Office
from consultroom.ui.paper.breaking import TitleScreen, lines_of, problem, shape_of
from consultroom.ui.paper.title_box import Offer, TitleBox, open_title_box
from consultroom.ui.paper.view import PaperView
from consultroom.ui.papers.presenter import Comparison, IssuedLine, Kept, Today
from consultroom.ui.papers.register import RoomRegister
from consultroom.ui.papers.view import PapersView
from consultroom.ui.printing.dialog import PrintDialog
from consultroom.ui.printing.making import made_of
from consultroom.ui.turns import later
from tests.services.stages import Stages, the_dossier, the_meeting
from tests.ui import samples
from tests.ui.conftest import Shown
from tests.ui.test_press import at_once
from tests.ui.test_printing_box import Tray

LEFT = Qt.MouseButton.LeftButton


def put_out(desk: Desk, kind: str) -> bytes:
    """Print a paper of the room's consultation; return its bytes."""
    subject = the_dossier(desk).consultation.id
    job, _ = made_of(printing.compose(desk, kind, subject))
    return archiving.issue(
        desk,
        kind=kind,
        subject=subject,
        title=job.name,
        number=job.number,
        digest=job.digest,
        make_pdf=lambda _version: job.pdf,
        pages=job.pages,
    ).pdf


def change(desk: Desk, **changes: str) -> None:
    """Change the sitting."""
    with desk.room.act("更改会议安排", by=desk.by) as act:
        act.put(replace(the_meeting(desk), **changes))


class Looked:
    """A register and everything it answered."""

    def __init__(self, desk: Desk, qtbot: QtBot) -> None:
        self.desk, self.qtbot = desk, qtbot
        self.made: list[object] = []
        self.register = RoomRegister(lambda: desk, slow=self._slow)
        self.failed: list[str] = []

    def _slow(
        self,
        work: Callable[[], object],
        done: Callable[[object], None],
        fail: Callable[[str], None],
    ) -> None:
        self.made.append(work)
        at_once(work, done, fail)

    def today(self) -> dict[str, Today]:
        """Return what each last version would be today, by kind."""
        came: dict[str, Today] = {}
        lines = {line.id: line for line in self.register.lines() if line.latest}
        self.register.check(tuple(lines), came.__setitem__)
        self.qtbot.waitUntil(lambda: len(came) == len(lines))
        return {lines[key].kind: today for key, today in came.items()}

    @property
    def line(self) -> IssuedLine:
        """The line printed last."""
        return self.register.lines()[0]


def test_a_printed_paper_is_a_line(stages: Stages, qtbot: QtBot):
    desk = stages("concluded")
    put_out(desk, "notice")
    line = Looked(desk, qtbot).line
    assert (line.word, line.about, line.number) == (
        "会议通知",
        "老旧小区加装电梯",
        "WT-XS-2026-001",
    )
    assert (line.version, line.latest, line.on) == (1, True, desk.today)
    assert line.file_name == "WT-XS-2026-001 会议通知：老旧小区加装电梯 第1版.pdf"


def test_what_would_be_different_today_is_found(stages: Stages, qtbot: QtBot):
    desk = stages("concluded")
    put_out(desk, "notice")
    put_out(desk, "outcome")
    looked = Looked(desk, qtbot)
    assert looked.today() == {"notice": Today.SAME, "outcome": Today.SAME}
    change(desk, contact="周立")  # which only the notice names
    assert looked.today() == {"notice": Today.CHANGED, "outcome": Today.SAME}
    put_out(desk, "notice")
    assert looked.today()["notice"] is Today.SAME
    assert [line.today for line in looked.register.lines() if line.kind == "notice"] == [
        Today.ASKING,
        Today.OLDER,
    ]


def test_nothing_more_is_looked_at_once_the_page_is_gone(stages: Stages, qtbot: QtBot):
    desk = stages("concluded")
    put_out(desk, "notice")
    page, after = QObject(), QObject()
    came: list[str] = []
    register = RoomRegister(lambda: desk, slow=at_once, parent=page)
    register.check((register.lines()[0].id,), lambda found, _today: came.append(found))
    delete(page)
    turned: list[None] = []
    later(after)(lambda: turned.append(None))
    qtbot.waitUntil(lambda: turned != [])
    assert came == []


def test_what_nothing_was_done_since_is_not_made_again(stages: Stages, qtbot: QtBot):
    desk = stages("concluded")
    put_out(desk, "notice")
    looked = Looked(desk, qtbot)
    assert looked.today() == looked.today()
    assert len(looked.made) == 1


def test_a_paper_whose_record_is_gone_cannot_be_made_but_opened(stages: Stages, qtbot: QtBot):
    desk = stages("begun")
    archiving.issue(
        desk,
        kind="notice",
        subject="nobody",
        title="会议通知",
        digest="0",
        make_pdf=lambda _version: samples.a_pdf(),
        pages=3,
    )
    looked = Looked(desk, qtbot)
    assert looked.today() == {"notice": Today.GONE}
    kept: list[Kept] = []
    looked.register.open(looked.line, kept.append, looked.failed.append)
    assert [one.pdf for one in kept] == [samples.a_pdf()]
    looked.register.compare(looked.line, lambda _found: None, looked.failed.append)
    assert "今天生成不了" in looked.failed[0]


def test_a_line_taken_back_meanwhile_is_told(stages: Stages, qtbot: QtBot):
    desk = stages("concluded")
    put_out(desk, "notice")
    looked = Looked(desk, qtbot)
    line = looked.line
    safekeeping.undo(desk)
    looked.register.open(line, lambda _kept: None, looked.failed.append)
    assert len(looked.failed) == 1


def test_the_difference_is_the_line_that_changed(stages: Stages, qtbot: QtBot):
    desk = stages("concluded")
    was = put_out(desk, "notice")
    change(desk, venue="二楼大会议室")
    looked = Looked(desk, qtbot)
    found: list[Comparison] = []
    looked.register.compare(looked.line, found.append, looked.failed.append)
    assert found[0].was == was
    texts = [
        ("".join(line.text for line in one.was), "".join(line.text for line in one.now))
        for one in found[0].differences
    ]
    assert texts
    assert all("三楼会议室" in before and "二楼大会议室" in after for before, after in texts)


# -- in the office ---------------------------------------------------------------------------------


@pytest.fixture
def office(stages: Stages, shown: Shown, tmp_path: Path) -> Office:
    made = Office(stages("concluded"), folder=tmp_path)
    made.window.resize(1366, 768)
    shown(made.window)
    made.shop.counter._printers = Tray()
    return made


def paper(office: Office, qtbot: QtBot) -> PaperView:
    office.window.go("paper", f"{the_dossier(office._desk).consultation.id}/notice")
    view = office.window.screens["paper"]
    assert isinstance(view, PaperView)
    qtbot.waitUntil(lambda: view._sheet is not None, timeout=20_000)
    return view


def test_from_the_paper_to_the_printer_to_the_register(office: Office, qtbot: QtBot):
    view = paper(office, qtbot)
    shown_pdf = view._sheet.pdf
    qtbot.mouseClick(view.findChild(QPushButton, "print"), LEFT)
    box = office.window.findChild(PrintDialog)
    go = box.findChild(QPushButton, "printGo")
    qtbot.waitUntil(go.isEnabled)
    qtbot.mouseClick(go, LEFT)
    tray = office.shop.counter._printers
    qtbot.waitUntil(lambda: bool(tray.sheets))
    qtbot.waitUntil(office.window.toast_area.isVisible)
    assert tray.sheets[0][0] == shown_pdf
    office.window.go("papers")
    papers = office.window.screens["papers"]
    assert isinstance(papers, PapersView)
    qtbot.waitUntil(lambda: "与今天一致" in [papers.table.model().index(0, 7).data()])
    assert papers.table.model().index(0, 0).data() == "会议通知"
    papers.table.selectRow(0)
    qtbot.mouseClick(papers.findChild(QPushButton, "printIssued"), LEFT)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in office.window.findChildren(PrintDialog)))
    again = next(one for one in office.window.findChildren(PrintDialog) if one.isVisible())
    go = again.findChild(QPushButton, "printGo")
    qtbot.waitUntil(go.isEnabled)
    qtbot.mouseClick(go, LEFT)
    qtbot.waitUntil(lambda: len(tray.sheets) == 2)
    qtbot.waitUntil(lambda: papers.table.model().index(0, 6).data() == "2 份")
    assert tray.sheets[1][0] == shown_pdf


def test_a_saved_paper_is_in_the_register_and_its_folder_opens(
    office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    place = tmp_path / "会议包"
    place.mkdir()
    monkeypatch.setattr(dialogs, "ask_save", lambda *asked: place / asked[3].name)
    view = paper(office, qtbot)
    qtbot.mouseClick(view.findChild(QPushButton, "savePdf"), LEFT)
    file = place / "WT-XS-2026-001 会议通知.pdf"
    qtbot.waitUntil(file.is_file)
    [kept] = archiving.issued(office._desk)
    assert archiving.read(office._desk, kept.id) == file.read_bytes()
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True
    )
    office.window.go("papers")
    qtbot.mouseClick(office.window.screens["papers"].findChild(QPushButton, "openFolder"), LEFT)
    assert opened == [str(place)]


def test_a_title_is_broken_in_the_office_and_the_paper_made_anew(office: Office, qtbot: QtBot):
    view = paper(office, qtbot)
    before = view._sheet.pdf
    qtbot.mouseClick(view.findChild(QPushButton, "breakTitle"), LEFT)
    box = office.window.findChild(TitleBox)
    offer = box.findChildren(Offer)[1]
    offer.click()
    qtbot.mouseClick(box.findChild(QPushButton, "titleGo"), LEFT)
    qtbot.waitUntil(lambda: view._sheet is not None and view._sheet.pdf != before, timeout=20_000)
    assert the_meeting(office._desk).title_breaks == offer.lines


# -- the lines of a title --------------------------------------------------------------------------


class Asked:
    """The box over the sample title, and what it took."""

    def __init__(self, parent: QWidget, refuse: str = "") -> None:
        self.taken: list[str] = []
        self.refuse = refuse
        self.box = open_title_box(parent, samples.TITLE, self._take)
        self.typed = self.box.findChild(QPlainTextEdit, "titleLines")
        self.go = self.box.findChild(QPushButton, "titleGo")
        self.wrong = self.box.findChild(QLabel, "titleWrong")

    def _take(self, typed: str) -> None:
        if self.refuse:
            raise UserError(self.refuse)
        self.taken.append(typed)

    @property
    def chosen(self) -> list[bool]:
        return [one.isChecked() for one in self.box.findChildren(Offer)]


@pytest.fixture
def parent(shown: Shown) -> QWidget:
    return shown(QWidget())


def test_the_lines_of_now_are_chosen_and_another_offer_can_be(qtbot: QtBot, parent: QWidget):
    asked = Asked(parent)
    assert asked.chosen == [True, False, False]
    asked.box.findChildren(Offer)[2].click()
    assert asked.typed.toPlainText() == "关于召开\n梧桐街道“楼道堆物”协商议事会\n的通知"
    assert asked.chosen == [False, False, True]
    qtbot.mouseClick(asked.go, LEFT)
    assert asked.taken == ["关于召开|梧桐街道“楼道堆物”协商议事会|的通知"]
    assert not asked.box.isVisible()


def test_breaks_are_placed_by_hand_and_words_are_not_changed(qtbot: QtBot, parent: QWidget):
    asked = Asked(parent)
    qtbot.keyClick(asked.typed, Qt.Key.Key_Home)
    qtbot.keyClick(asked.typed, Qt.Key.Key_Backspace)  # joins the two lines
    assert asked.typed.toPlainText() == samples.TITLE.title
    assert asked.chosen == [False, False, False]
    assert asked.go.isEnabled()
    qtbot.keyClick(asked.typed, Qt.Key.Key_Backspace)
    assert not asked.go.isEnabled()
    assert asked.wrong.text().startswith("这里只能换行")
    qtbot.mouseClick(asked.box.findChild(QPushButton, "titleAgain"), LEFT)
    assert asked.chosen == [True, False, False]
    assert not asked.wrong.isVisible()


def test_what_is_refused_is_told_in_the_box(qtbot: QtBot, parent: QWidget):
    asked = Asked(parent, refuse="协商已经结束。")
    qtbot.mouseClick(asked.go, LEFT)
    assert asked.wrong.text() == "协商已经结束。"
    assert asked.box.isVisible()


def test_offers_are_read_with_their_shape(parent: QWidget):
    names = [one.accessibleName() for one in Asked(parent).box.findChildren(Offer)]
    assert names[2] == "3 行，菱形：关于召开，换行，梧桐街道“楼道堆物”协商议事会，换行，的通知"


def test_shapes_have_names():
    shapes = [("ab",), ("ab", "abc"), ("abc", "ab"), ("ab", "abcd", "abc"), ("abc", "a", "abc")]
    words = ["一行", "2 行，上短下长", "2 行，上长下短", "3 行，菱形", "3 行"]
    assert [shape_of(lines) for lines in shapes] == words
    assert shape_of(("ab", "ab")) == "2 行"


def test_lines_are_read_without_blank_ones():
    assert lines_of(" 关于 \n\n通知\n") == ("关于", "通知")
    assert problem("关于通知", ("关于", "通知")) == ""
    assert problem("关于通知", ("关于", "的通知")).startswith("这里只能换行")
    screen = TitleScreen(title="ab", lines=("a", "b"), offers=(("ab",),))
    assert screen.chosen(("ab",)) == 0
    assert screen.chosen(("a", "b")) == -1
