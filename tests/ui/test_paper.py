"""文书: choose, look, save, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.ui import dialogs
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.presenter import PaperPresenter, PaperScreen, Sheet
from consultroom.ui.paper.view import PaperView
from consultroom.ui.printing.presenter import PrintJob
from tests.ui import samples, windows
from tests.ui.conftest import Shown

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def press() -> samples.PressAtHand:
    return samples.PressAtHand()


@pytest.fixture
def view(qtbot: QtBot, shown: Shown, press: samples.PressAtHand) -> PaperView:
    made = windows.a_paper_view(press)
    made.resize(900, 600)
    shown(made)
    made.entered.emit("c11/sign_in")
    qtbot.waitUntil(lambda: made.viewer.sheets.pages == 3)
    return made


def test_the_paper_asked_for_is_shown(view: PaperView):
    assert view.findChild(QComboBox, "paperKind").currentText() == "签到表"
    assert view.findChild(QLabel, "paperPage").text() == "/ 3 页"
    assert view.findChild(QLineEdit, "pageNumber").text() == "1"
    assert view.findChild(QLabel, "paperRemarks").text() == "2 人没有电话"


def test_another_kind_is_made_when_it_is_chosen(qtbot: QtBot, view: PaperView):
    kinds = view.findChild(QComboBox, "paperKind")
    kinds.setCurrentIndex(kinds.findText("会议通知"))
    assert view._sheet is not None
    assert view._sheet.file_name == "notice.pdf"


def test_what_cannot_be_made_is_explained_and_cannot_be_saved(view: PaperView):
    kinds = view.findChild(QComboBox, "paperKind")
    kinds.setCurrentIndex(kinds.findText("协商纪要"))
    said = [one.text() for one in view.findChildren(QLabel) if one.isVisible()]
    assert "会议记录还没有确认，不能生成纪要。" in said
    assert not view.findChild(QPushButton, "savePdf").isEnabled()
    assert not view.findChild(QPushButton, "print").isEnabled()


def test_saving_asks_where_once_and_remembers_the_folder(
    qtbot: QtBot,
    view: PaperView,
    press: samples.PressAtHand,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    asked: list[Path] = []

    def ask(_parent: object, _title: str, _kind: object, suggested: Path) -> Path:
        asked.append(suggested)
        return tmp_path / suggested.name

    monkeypatch.setattr(dialogs, "ask_save", ask)
    for _ in range(2):
        qtbot.mouseClick(view.findChild(QPushButton, "savePdf"), LEFT)
    assert asked == [Path("papers/sign_in.pdf"), tmp_path / "sign_in.pdf"]
    assert press.written == [("sign_in.pdf", tmp_path / "sign_in.pdf")] * 2


def test_going_back_from_the_file_dialog_saves_nothing(
    qtbot: QtBot,
    view: PaperView,
    press: samples.PressAtHand,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(dialogs, "ask_save", lambda *_args: None)
    qtbot.mouseClick(view.findChild(QPushButton, "savePdf"), LEFT)
    assert press.written == []


def test_printing_asks_how_to_print_what_is_shown(qtbot: QtBot, shown: Shown):
    asked: list[PrintJob] = []
    view = windows.a_paper_view(print_box=asked.append)
    shown(view)
    view.entered.emit("c11/sign_in")
    qtbot.mouseClick(view.findChild(QPushButton, "print"), LEFT)
    assert [(job.kind, job.pdf) for job in asked] == [("sign_in", samples.a_pdf(words="sign_in"))]


def test_only_a_title_that_may_be_broken_has_the_button(qtbot: QtBot, shown: Shown):
    asked: list[TitleScreen] = []
    view = windows.a_paper_view(title_box=asked.append)
    shown(view)
    view.entered.emit("c11/sign_in")
    assert not view.findChild(QPushButton, "breakTitle").isVisible()
    view.entered.emit("c11/notice")
    qtbot.mouseClick(view.findChild(QPushButton, "breakTitle"), LEFT)
    assert asked == [samples.TITLE]


def a_presenter(
    press: samples.PressAtHand, shown: list[PaperScreen], told: list[str] | None = None
) -> PaperPresenter:
    """Return a presenter whose boxes stay shut."""
    said = [] if told is None else told
    return PaperPresenter(
        press,
        show=shown.append,
        tell=said.append,
        warn=said.append,
        print_box=lambda _job: None,
        title_box=lambda _title: None,
    )


class SlowPress(samples.PressAtHand):
    """Hands out its papers when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.orders: list[tuple[str, Callable[[Sheet], None]]] = []

    def make(
        self, about: str, kind: str, done: Callable[[Sheet], None], fail: Callable[[str], None]
    ) -> None:
        self.orders.append((kind, done))


def test_a_paper_that_comes_too_late_is_not_shown():
    press, shown = SlowPress(), list[PaperScreen]()
    presenter = a_presenter(press, shown)
    presenter.enter("c11")
    presenter.choose("sign_in")
    assert shown[-1].making
    (_, late), (_, wanted) = press.orders
    in_time = Sheet(job=samples.a_job(b"2"), file_name="2.pdf")
    wanted(in_time)
    late(Sheet(job=samples.a_job(b"1"), file_name="1.pdf"))
    assert shown[-1].kind == "sign_in"
    assert shown[-1].sheet is in_time


def test_a_record_without_papers_says_what_to_do():
    shown: list[PaperScreen] = []
    presenter = a_presenter(samples.PressAtHand(), shown)
    presenter.enter("empty")
    assert shown[-1].sentence.startswith("还没有可以打印的文书")
    presenter.print()


def test_a_saved_paper_is_told_of_with_its_place(tmp_path: Path):
    told: list[str] = []
    presenter = a_presenter(samples.PressAtHand(), [], told)
    presenter.enter("c11/notice")
    presenter.save(tmp_path / "a.pdf")
    assert told == [f"已保存到 {tmp_path / 'a.pdf'}"]


def test_a_broken_title_makes_the_paper_anew():
    press, shown = samples.PressAtHand(), list[PaperScreen]()
    presenter = a_presenter(press, shown)
    presenter.enter("c11/notice")
    drawn = len(shown)
    presenter.break_title("关于|通知")
    assert press.broken == [("notice", "关于|通知")]
    assert [screen.making for screen in shown[drawn:]] == [True, False]
