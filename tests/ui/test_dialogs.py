"""Dialogs: one seam, Chinese verbs on the buttons, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consultroom.ui import dialogs
from tests.ui.keyboard import commit


@pytest.fixture
def parent(qtbot: QtBot, dressed: QApplication) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def when_open(act: Callable[[QDialog], object]) -> None:
    """Do something to the modal dialog as soon as it is open."""

    def do() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, do)


def press(word: str) -> Callable[[QDialog], None]:
    def click(dialog: QDialog) -> None:
        next(one for one in dialog.findChildren(QPushButton) if one.text() == word).click()

    return click


@pytest.mark.parametrize(("word", "answer"), [("移入回收站", True), ("返回", False)])
def test_a_question_has_verbs_on_its_buttons(parent: QWidget, word: str, answer: bool):
    when_open(press(word))
    assert dialogs.confirm(parent, "要删除这条来访吗？", act="移入回收站") is answer


def test_enter_alone_answers_no(qtbot: QtBot, parent: QWidget):
    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        assert dialog.defaultButton().text() == "返回"
        dialog.defaultButton().click()

    when_open(look)
    assert not dialogs.confirm(parent, "要删除这条来访吗？", act="移入回收站")


def test_a_sentence_is_told(parent: QWidget):
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, QMessageBox)
        seen.append(dialog.text())
        press("知道了")(dialog)

    when_open(look)
    dialogs.tell(parent, "优盘已拔出。")
    assert seen == ["优盘已拔出。"]


def reason(text: str, word: str) -> Callable[[QDialog], None]:
    def type_and_press(dialog: QDialog) -> None:
        commit(dialog.findChild(QPlainTextEdit, "reason"), text)
        press(word)(dialog)

    return type_and_press


def test_a_reason_is_asked_for_and_given(parent: QWidget):
    when_open(reason(" 施工未完 ", "暂缓"))
    assert dialogs.ask_reason(parent, "为什么暂缓？", act="暂缓") == "施工未完"


def test_an_empty_reason_cannot_be_given(parent: QWidget):
    def look(dialog: QDialog) -> None:
        go = next(one for one in dialog.findChildren(QPushButton) if one.text() == "中止")
        assert not go.isEnabled()
        press("返回")(dialog)

    when_open(look)
    assert dialogs.ask_reason(parent, "为什么中止？", act="中止") is None


def test_a_reason_typed_before_going_back_is_there_next_time(parent: QWidget):
    when_open(reason("等上级批复", "返回"))
    assert dialogs.ask_reason(parent, "为什么转出？", act="转出") is None
    when_open(press("转出"))
    assert dialogs.ask_reason(parent, "为什么转出？", act="转出") == "等上级批复"
    when_open(press("返回"))
    assert dialogs.ask_reason(parent, "为什么转出？", act="转出") is None


@pytest.mark.parametrize(
    ("chosen", "path"),
    [("通知", Path("通知.pdf")), ("通知.PDF", Path("通知.PDF")), ("", None)],
)
def test_a_saved_file_gets_its_ending(
    parent: QWidget, monkeypatch: pytest.MonkeyPatch, chosen: str, path: Path | None
):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (chosen, ""))
    kind = dialogs.FileKind("PDF 文件", "pdf")
    assert dialogs.ask_save(parent, "保存", kind, Path("建议.pdf")) == path


def test_files_to_open_come_as_paths(parent: QWidget, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def ask(_parent: QWidget, _title: str, _start: str, filters: str) -> tuple[list[str], str]:
        asked.append(filters)
        return ["a.crpk", "b.crpk"], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", ask)
    kind = dialogs.FileKind("数据包", "crpk")
    assert dialogs.ask_open_many(parent, "收包", kind) == (Path("a.crpk"), Path("b.crpk"))
    assert asked == ["数据包 (*.crpk)"]
