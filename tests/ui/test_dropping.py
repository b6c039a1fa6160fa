"""Files dragged onto the window: what is said while they hang there, and what letting go does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from consultroom.domain.consultations import Attachment, Evidence
from consultroom.domain.dossiers import Dossier
from consultroom.errors import UserError
from consultroom.services import attaching
from consultroom.ui import dialogs
from consultroom.ui.dropping.offers import EVERYWHERE, Dropped, Way, kind_of, offer
from consultroom.ui.dropping.target import files_in
from consultroom.ui.exchange.joining_view import JoiningView
from consultroom.ui.importing.view import ImportView
from consultroom.ui.lending import WaitingBox
from consultroom.ui.office import Office
from tests.documents.superiors import a_form
from tests.services.stages import Stages, the_dossier
from tests.ui.conftest import Shown
from tests.ui.desks import AtDesk

COPY, LEFT, NO_KEY = (
    Qt.DropAction.CopyAction,
    Qt.MouseButton.LeftButton,
    Qt.KeyboardModifier.NoModifier,
)


@pytest.fixture
def at(stages: Stages, shown: Shown, tmp_path: Path, qtbot: QtBot) -> AtDesk:
    office = Office(stages("begun"), folder=tmp_path)
    office.window.resize(1366, 768)
    shown(office.window)
    office.drops.target.attach()
    return AtDesk(office, qtbot)


def carrying(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def drag(at: AtDesk, *paths: Path) -> str:
    """Hold files over the window and return what is said."""
    data = carrying(*paths)  # which the event does not keep
    enter = QDragEnterEvent(QPoint(600, 300), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(at.window.windowHandle(), enter)
    assert enter.isAccepted()
    return at.office.drops.target.words


def let_go(at: AtDesk, *paths: Path) -> None:
    drag(at, *paths)
    data = carrying(*paths)
    event = QDropEvent(QPointF(600, 300), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(at.window.windowHandle(), event)
    at.qtbot.wait(1)


def a_file(folder: Path, name: str, content: bytes = b"something") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def quiet(at: AtDesk) -> None:
    """Wait until no work has the room."""
    boxes = at.window.findChildren
    at.qtbot.waitUntil(
        lambda: not any(box.isVisible() for box in boxes(WaitingBox)) and not at.office._jobs,
        timeout=20_000,
    )


def choosing(
    monkeypatch: pytest.MonkeyPatch, choose: Callable[[Sequence[str]], int | None]
) -> None:
    """Let the question what a file proves be answered."""

    def answered(
        _parent: QWidget, _question: str, choices: Sequence[str], *, act: str
    ) -> int | None:
        return choose(choices)

    monkeypatch.setattr(dialogs, "ask_choice", answered)


# --- what things are ---------------------------------------------------------------------------


def test_files_and_folders_are_told_apart_by_name_and_by_what_lies_in_them(tmp_path: Path):
    room = tmp_path / "room"
    room.mkdir()
    a_file(room, "room.db")
    names = ["a.crpk", "a.CRJOIN", "a.crcard", "a.PDF", "a.jpeg", "a.xlsx", "a.csv", "a.exe", "a"]
    found = [kind_of(a_file(tmp_path, name)) for name in names]
    assert found == [
        *(Dropped.PACK, Dropped.JOIN, Dropped.CARD, Dropped.SCAN, Dropped.SCAN),
        *(Dropped.TABLE, Dropped.TABLE, Dropped.OTHER, Dropped.OTHER),
    ]
    assert kind_of(room) is Dropped.ROOM
    assert kind_of(tmp_path) is Dropped.FOLDER


@pytest.mark.parametrize(
    ("names", "page", "way"),
    [
        (("a.crpk",), "home", Way.INBOX),
        (("a.crpk", "b.crpk"), "workspace", Way.INBOX),
        (("a.crjoin",), "topics", Way.JOIN),
        (("a.crjoin", "b.crjoin"), "topics", None),
        (("a.crcard",), "home", Way.CARD),
        (("a.pdf", "b.jpg"), "workspace", Way.ATTACH),
        (("a.pdf",), "home", None),
        (("a.xlsx",), "topics", Way.IMPORT),
        (("a.csv",), "members", Way.IMPORT),
        (("a.xlsx",), "workspace", None),
        (("a.xlsx", "a.pdf"), "topics", None),
        (("a.exe",), "home", None),
        (("a.pdf", "b.jpg"), "scans", Way.SCANS),
        (("a.xlsx",), "scans", None),
        (("a.pdf",), "paper_check", Way.CHECK),
        (("a.docx",), "paper_check", Way.CHECK),
        (("a.pdf", "b.pdf"), "paper_check", None),
        (("a.docx",), "templates", Way.TEMPLATE),
        (("a.docx",), "workspace", None),
        (("a.xlsx",), "mappings", Way.FORM),
    ],
)
def test_each_page_offers_what_can_be_done_there(
    tmp_path: Path, names: tuple[str, ...], page: str, way: Way | None
):
    found = offer([a_file(tmp_path, name) for name in names], page)
    assert found.way is way
    assert found.words.startswith("松开：") is (way is not None)


def test_what_is_of_no_use_is_refused_with_what_can_be_dropped_instead(tmp_path: Path):
    strange = a_file(tmp_path, "a.exe")
    assert EVERYWHERE in offer([strange], "home").words
    assert "扫描件、照片" in offer([strange], "workspace").words
    assert "议题表格" in offer([strange], "topics").words


def test_text_dragged_inside_the_window_is_no_file():
    text = QMimeData()
    text.setText("停车")
    link = QMimeData()
    link.setUrls([QUrl("mailto:a@b.c")])
    assert files_in(text) == files_in(link) == ()


# --- over the window -----------------------------------------------------------------------------


def test_words_hang_over_the_window_while_files_do_and_go_with_them(at: AtDesk, tmp_path: Path):
    assert drag(at, a_file(tmp_path, "a.crpk")) == "松开：收进数据交换的收件箱，先看后导入"
    QApplication.sendEvent(at.window.windowHandle(), QDragLeaveEvent())
    assert at.office.drops.target.words == ""


def test_a_file_over_a_text_field_is_never_typed_into_it(at: AtDesk, tmp_path: Path):
    at.go("topics")
    field = at.find(QLineEdit, "topicsLine")
    place = field.mapTo(at.window, field.rect().center())
    data = carrying(a_file(tmp_path, "a.exe"))
    event = QDropEvent(QPointF(place), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(at.window.windowHandle(), event)
    at.qtbot.wait(1)
    assert field.text() == ""
    assert EVERYWHERE in at.office.window.sentence_bar.sentence


def test_a_question_that_waits_for_an_answer_lets_nothing_be_dropped(at: AtDesk, tmp_path: Path):
    at.office.window.open_search()
    data = carrying(a_file(tmp_path, "a.crpk"))
    enter = QDragEnterEvent(QPoint(9, 9), COPY, data, LEFT, NO_KEY)
    QApplication.sendEvent(at.window.windowHandle(), enter)
    assert at.office.drops.target.words == ""


# --- letting go ----------------------------------------------------------------------------------


def test_packs_go_to_the_inbox_from_any_page(at: AtDesk, tmp_path: Path):
    let_go(at, a_file(tmp_path, "a.crpk"))
    assert at.office.window.here == "exchange"
    inbox = at.office.desk.room.folder / "inbox"
    at.qtbot.waitUntil(lambda: [*inbox.rglob("a.crpk")] != [], timeout=10_000)
    quiet(at)


@pytest.mark.parametrize(
    ("page", "name", "told"),
    [
        ("paper_check", "a.docx", "a.docx"),
        ("templates", "a.docx", "a.docx　→　通用"),
        ("scans", "a.png", "共 1 页"),
    ],
)
def test_pages_about_paper_take_what_they_are_for(
    at: AtDesk, tmp_path: Path, page: str, name: str, told: str
):
    at.go(page)
    seen: list[str] = []

    def saw() -> bool:
        seen.extend(one.text() for one in at.window.findChildren(QLabel) if one.isVisible())
        return any(told in one for one in seen)

    let_go(at, a_file(tmp_path, name))
    at.qtbot.waitUntil(saw, timeout=20_000)
    quiet(at)


def test_a_superiors_form_is_read_where_forms_are_mapped(at: AtDesk, tmp_path: Path):
    at.go("mappings")
    let_go(at, a_file(tmp_path, "区里的表.xlsx", a_form()))
    at.qtbot.waitUntil(
        lambda: at.window.findChild(QComboBox, "mapFieldA") is not None, timeout=20_000
    )
    assert at.find(QLineEdit, "mapName").text() == "区里的表"


def test_a_join_file_is_read_where_joining_is_done(at: AtDesk, tmp_path: Path):
    asked: list[Path] = []
    at.go("exchange", "joining")
    quiet(at)
    at.front.findChild(JoiningView).join_wanted.disconnect()
    at.front.findChild(JoiningView).join_wanted.connect(asked.append)
    at.go("home")
    let_go(at, a_file(tmp_path, "a.crjoin"))
    quiet(at)
    assert at.office.window.here == "exchange"
    assert asked == [tmp_path / "a.crjoin"]


def test_a_table_on_the_topics_opens_the_preview_with_the_file_chosen(at: AtDesk, tmp_path: Path):
    at.go("topics")
    table = a_file(tmp_path, "议题.csv", "议题,提出人\n路灯不亮,周立\n".encode())
    let_go(at, table)
    view = at.front.findChild(ImportView)
    assert view.isVisible()
    at.qtbot.waitUntil(lambda: at.cells("importTable", 1) == ["路灯不亮"], timeout=10_000)


def a_room(folder: Path) -> Path:
    room = folder / "桂花资料夹"
    room.mkdir()
    a_file(room, "room.db")
    return room


@pytest.mark.parametrize("yes", [True, False])
def test_a_room_is_opened_after_a_question(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, yes: bool
):
    asked: list[str] = []
    opened: list[Path] = []

    def answered(_parent: QWidget, question: str, *, act: str, detail: str = "") -> bool:
        asked.append(question)
        return yes

    monkeypatch.setattr(dialogs, "confirm", answered)
    at.office.drops.opens = opened.append
    room = a_room(tmp_path)
    let_go(at, room)
    assert asked == ["打开资料夹“桂花资料夹”？"]
    assert opened == ([room] if yes else [])


def test_a_room_that_cannot_be_opened_is_told(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def agreed(_parent: QWidget, _question: str, *, act: str, detail: str = "") -> bool:
        return True

    def refused(_folder: Path) -> None:
        raise UserError("资料夹已经在另一个窗口打开。")

    monkeypatch.setattr(dialogs, "confirm", agreed)
    at.office.drops.opens = refused
    let_go(at, a_room(tmp_path))
    assert at.office.window.sentence_bar.sentence == "资料夹已经在另一个窗口打开。"


# --- material of a consultation ------------------------------------------------------------------


def on_workspace(at: AtDesk) -> Dossier:
    dossier = the_dossier(at.office.desk)
    at.go("workspace", dossier.consultation.id)
    return dossier


def test_a_scan_is_kept_with_the_consultation_and_proves_the_line_chosen(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dossier = on_workspace(at)
    steps = [step.code for step in dossier.scheme.steps]
    at.front.presenter.choose_step(steps.index("research"))
    choosing(monkeypatch, lambda choices: list(choices).index("调研报告"))
    desk = at.office.desk
    let_go(at, a_file(tmp_path, "报告.pdf"))
    (kept,) = desk.room.find(Attachment)
    (proof,) = desk.room.find(Evidence)
    assert (proof.label, proof.attachment) == ("调研报告", kept.id)
    assert at.toast == "已附上“报告.pdf”。"
    at.take_back()
    assert desk.room.find(Attachment) == desk.room.find(Evidence) == ()


def test_several_photographs_are_kept_in_one_act_and_listed(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    on_workspace(at)
    choosing(monkeypatch, lambda choices: len(choices) - 1)
    let_go(at, a_file(tmp_path, "一.jpg", b"1"), a_file(tmp_path, "二.jpg", b"2"))
    assert at.toast == "已附上2份材料。"
    assert at.words("materialsCount") == "2 份"
    at.press("removeMaterial0")
    assert at.words("materialsCount") == "1 份"
    assert at.office.desk.room.find(Evidence) == ()


def test_going_back_from_the_question_keeps_nothing(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    dossier = on_workspace(at)
    steps = [step.code for step in dossier.scheme.steps]
    at.front.presenter.choose_step(steps.index("research"))
    choosing(monkeypatch, lambda _choices: None)
    let_go(at, a_file(tmp_path, "一.jpg"))
    assert at.office.desk.room.find(Attachment) == ()


def test_an_empty_file_is_refused_with_a_sentence(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    on_workspace(at)
    choosing(monkeypatch, lambda _choices: 0)
    let_go(at, a_file(tmp_path, "空.pdf", b""))
    assert "空文件" in at.office.window.sentence_bar.sentence


def test_material_is_added_by_button_too(
    at: AtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    on_workspace(at)
    file = a_file(tmp_path, "一.jpg")

    def chosen(
        _parent: QWidget, _title: str, *_kinds: dialogs.FileKind, start: Path | None = None
    ) -> tuple[Path, ...]:
        return (file,)

    monkeypatch.setattr(dialogs, "ask_open_many", chosen)
    choosing(monkeypatch, lambda choices: len(choices) - 1)
    at.press("addMaterial")
    assert at.find(QPushButton, "openMaterial0").accessibleName() == "打开：一.jpg"


def test_what_is_opened_is_a_copy_under_its_own_name(stages: Stages, tmp_path: Path):
    desk = stages("begun")
    dossier = the_dossier(desk)
    kept = attaching.attach(desk, dossier.consultation, a_file(tmp_path, "一.jpg", b"1"))
    copy = attaching.copy_to_open(desk, kept.id, tmp_path / "open")
    assert (copy.name, copy.read_bytes()) == ("一.jpg", b"1")
