"""Dialogs: one seam, Chinese verbs on the buttons, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QTreeView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from consultroom.ui import dialogs, theme
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


def choose(*names: str, press_word: str = "") -> Callable[[QDialog], None]:
    """Type names of files into Qt's own dialog and press its button, or go back."""

    def act(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        typed = dialog.findChild(QLineEdit, "fileNameEdit")
        assert typed is not None
        typed.setText(" ".join(f'"{name}"' for name in names) if len(names) > 1 else names[0])
        if press_word:
            press(press_word)(dialog)
        else:
            QTest.keyClick(typed, Qt.Key.Key_Return)

    return act


@pytest.mark.parametrize(("chosen", "name"), [("通知", "通知.pdf"), ("通知.PDF", "通知.PDF")])
def test_a_saved_file_gets_its_ending(parent: QWidget, tmp_path: Path, chosen: str, name: str):
    kind = dialogs.FileKind("PDF 文件", "pdf")
    when_open(choose(chosen))
    assert dialogs.ask_save(parent, "保存", kind, tmp_path / "建议.pdf") == tmp_path / name


def test_the_name_suggested_stands_in_the_line(parent: QWidget, tmp_path: Path):
    seen: list[str] = []

    def look(dialog: QDialog) -> None:
        typed = dialog.findChild(QLineEdit, "fileNameEdit")
        assert typed is not None
        seen.append(typed.text())
        press("取消")(dialog)

    when_open(look)
    kind = dialogs.FileKind("PDF 文件", "pdf")
    assert dialogs.ask_save(parent, "保存", kind, tmp_path / "建议.pdf") is None
    assert seen == ["建议.pdf"]


def test_a_file_without_its_ending_is_not_written_over_unasked(parent: QWidget, tmp_path: Path):
    (tmp_path / "通知.pdf").touch()
    asked: list[str] = []

    def refuse() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        box.reject()
        QTimer.singleShot(0, QApplication.activeModalWidget().reject)  # type: ignore[attr-defined]

    def write(dialog: QDialog) -> None:
        QTimer.singleShot(0, refuse)
        choose("通知")(dialog)

    when_open(write)
    kind = dialogs.FileKind("PDF 文件", "pdf")
    assert dialogs.ask_save(parent, "保存", kind, tmp_path / "建议.pdf") is None
    assert len(asked) == 1
    assert "通知.pdf" in asked[0]


def test_files_to_open_come_as_paths(parent: QWidget, tmp_path: Path):
    both = (tmp_path / "a.crpk", tmp_path / "b.crpk")
    for file in both:
        file.touch()
    kind = dialogs.FileKind("数据包", "crpk")
    when_open(choose("a.crpk", "b.crpk"))
    assert dialogs.ask_open_many(parent, "收包", kind, start=tmp_path) == both
    when_open(choose("a.crpk"))
    assert dialogs.ask_open(parent, "收包", kind, start=tmp_path) == both[0]
    when_open(choose("a.crpk", press_word="取消"))
    assert dialogs.ask_open(parent, "收包", kind, start=tmp_path) is None


def test_a_folder_is_chosen(parent: QWidget, tmp_path: Path):
    (tmp_path / "资料").mkdir()
    when_open(choose("资料"))
    assert dialogs.ask_folder(parent, "选文件夹", start=tmp_path) == tmp_path / "资料"


def test_the_file_box_shows_no_english_kinds_and_has_the_caret_in_the_name(
    parent: QWidget, tmp_path: Path
):
    seen: list[tuple[bool, bool]] = []

    def look(dialog: QDialog) -> None:
        files = dialog.findChild(QTreeView, "treeView")
        typed = dialog.findChild(QLineEdit, "fileNameEdit")
        seen.append((files.isColumnHidden(2), dialog.focusWidget() is typed))
        press("取消")(dialog)

    (tmp_path / "资料").mkdir()
    when_open(look)
    assert dialogs.ask_open(parent, "打开", start=tmp_path) is None
    assert seen == [(True, True)]


def test_the_boxes_of_qt_show_which_button_has_the_keyboard(qtbot: QtBot, parent: QWidget):
    """The ring of the window is not over its boxes; a button there frames itself."""
    box = QDialog(parent)
    press_me = QPushButton("办理", box)
    box.show()
    qtbot.waitExposed(box)
    press_me.clearFocus()
    before = press_me.grab().toImage()
    press_me.setFocus()
    qtbot.waitUntil(press_me.hasFocus)
    frame = press_me.grab().toImage().pixelColor(press_me.width() // 2, 0)
    assert frame != before.pixelColor(press_me.width() // 2, 0)
    assert frame == QColor(theme.now().focus)


def test_the_buttons_of_boxes_carry_no_pictures_of_another_set(
    parent: QWidget, dressed: QApplication
):
    """On a desktop of X11 Qt paints its own green arrow and red cross; offscreen it never does."""
    assert "QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }" in dressed.styleSheet()


def test_a_choice_of_qt_shows_its_arrow(parent: QWidget):
    """Our own choices draw theirs; those of Qt's boxes had none at all."""
    plain, empty = QComboBox(parent), QComboBox(parent)
    empty.setStyleSheet("QComboBox::drop-down { border: 0; } QComboBox::down-arrow { image: none }")
    for one in (plain, empty):
        one.resize(160, 36)
    assert plain.grab().toImage() != empty.grab().toImage()
