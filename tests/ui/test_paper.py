"""文书: choose, look, save, print."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from consultroom.ui import dialogs
from consultroom.ui.paper.presenter import PaperPresenter, PaperScreen, Sheet
from consultroom.ui.paper.view import PaperView
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
    qtbot.waitUntil(lambda: made.preview.pages == 3)
    return made


def test_the_paper_asked_for_is_shown(view: PaperView):
    assert view.findChild(QComboBox, "paperKind").currentText() == "签到表"
    assert view.findChild(QLabel, "paperPage").text() == "第 1 页，共 3 页"
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


def test_printing_prints_what_is_shown(qtbot: QtBot, view: PaperView, press: samples.PressAtHand):
    qtbot.mouseClick(view.findChild(QPushButton, "print"), LEFT)
    assert press.printed == ["sign_in.pdf"]


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
    presenter = PaperPresenter(press, show=shown.append, tell=lambda _words: None)
    presenter.enter("c11")
    presenter.choose("sign_in")
    assert shown[-1].making
    (_, late), (_, wanted) = press.orders
    wanted(Sheet(pdf=b"2", file_name="2.pdf"))
    late(Sheet(pdf=b"1", file_name="1.pdf"))
    assert shown[-1].kind == "sign_in"
    assert shown[-1].sheet == Sheet(pdf=b"2", file_name="2.pdf")


def test_a_record_without_papers_says_what_to_do():
    shown: list[PaperScreen] = []
    presenter = PaperPresenter(samples.PressAtHand(), show=shown.append, tell=lambda _words: None)
    presenter.enter("empty")
    assert shown[-1].sentence.startswith("还没有可以打印的文书")
    presenter.print()


def test_a_saved_paper_is_told_of_with_its_place(tmp_path: Path):
    told: list[str] = []
    presenter = PaperPresenter(samples.PressAtHand(), show=lambda _s: None, tell=told.append)
    presenter.enter("c11/notice")
    presenter.save(tmp_path / "a.pdf")
    assert told == [f"已保存到 {tmp_path / 'a.pdf'}"]
