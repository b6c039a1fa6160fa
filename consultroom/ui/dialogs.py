"""The only file that opens a file dialog or a message box, so that tests have one seam."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, QUrl
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QSplitter,
    QTreeView,
    QWidget,
)

from consultroom.frozen import Frozen
from consultroom.ui import wording
from consultroom.ui.unsent import STILL_THERE, Unsent
from consultroom.ui.widgets.layouts import column
from consultroom.ui.widgets.words import label


class FileKind(Frozen):
    """A kind of file to choose from, as ``FileKind("PDF 文件", "pdf")``."""

    words: str
    ending: str

    @property
    def filter(self) -> str:
        """As Qt writes it."""
        return f"{self.words} (*.{self.ending})"


ANY_FILE = FileKind("所有文件", "*")
FILES_SIZE = (900, 560)  # logical pixels: name, size and day of a file side by side
SIDE = 170  # of that for the list of places
KIND_OF_FILE = 2  # its column has words Qt left in English, and nothing the name does not say
COLUMNS = (400, 100, 0, 190)  # name, size, kind, day


def ask_open(
    parent: QWidget, title: str, *kinds: FileKind, start: Path | None = None
) -> Path | None:
    """Return the file the person chose to open, or None."""
    mode = QFileDialog.FileMode.ExistingFile
    chosen = _answer(_file_dialog(parent, title, start, mode, *(kinds or (ANY_FILE,))))
    return chosen[0] if chosen else None


def ask_open_many(
    parent: QWidget, title: str, *kinds: FileKind, start: Path | None = None
) -> tuple[Path, ...]:
    """Return the files the person chose to open; none when they went back."""
    mode = QFileDialog.FileMode.ExistingFiles
    return _answer(_file_dialog(parent, title, start, mode, *(kinds or (ANY_FILE,))))


def ask_save(parent: QWidget, title: str, kind: FileKind, suggested: Path) -> Path | None:
    """Return where to save, with the kind's ending, or None."""
    asked = _file_dialog(parent, title, suggested, QFileDialog.FileMode.AnyFile, kind)
    asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asked.setDefaultSuffix(kind.ending)  # before Qt asks whether to write over another file
    chosen = _answer(asked)
    return chosen[0] if chosen else None


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Return the folder the person chose, or None."""
    asked = _file_dialog(parent, title, start, QFileDialog.FileMode.Directory)
    asked.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = _answer(asked)
    return chosen[0] if chosen else None


def _file_dialog(
    parent: QWidget, title: str, start: Path | None, mode: QFileDialog.FileMode, *kinds: FileKind
) -> QFileDialog:
    """Return the system's file dialog; where it has none, Qt's own with the sticks at its side."""
    filters = ";;".join(kind.filter for kind in kinds)
    asked = QFileDialog(parent, title, str(start or ""), filters)
    asked.setFileMode(mode)
    asked.resize(parent.screen().availableSize().boundedTo(QSize(*FILES_SIZE)))
    asked.setSidebarUrls([QUrl("file:"), *map(QUrl.fromLocalFile, _places())])
    _tidy(asked)
    return asked


def _tidy(asked: QFileDialog) -> None:
    """Show name, size and the whole day of a file, the caret in its name; not in the system's."""
    for between in asked.findChildren(QSplitter):
        between.setSizes([SIDE, FILES_SIZE[0] - SIDE])
    for files in asked.findChildren(QTreeView):
        files.hideColumn(KIND_OF_FILE)
        files.header().setStretchLastSection(False)
        for number, wide in enumerate(COLUMNS):
            files.setColumnWidth(number, wide)
    for name in asked.findChildren(QLineEdit, "fileNameEdit"):
        name.setFocus()


def _places() -> list[str]:
    """Return the folders a person looks in first: desktop, documents, the sticks plugged in."""
    from consultroom.services.handing_over import plugged_in

    kinds = QStandardPaths.StandardLocation
    own = (kinds.DesktopLocation, kinds.DocumentsLocation)
    there = [Path(QStandardPaths.writableLocation(one)) for one in own]
    there += [stick.folder for stick in plugged_in()]
    return list(dict.fromkeys(str(place) for place in there if place.is_dir()))


def _answer(asked: QFileDialog) -> tuple[Path, ...]:
    """Let the person choose; nothing when they went back."""
    try:
        taken = asked.exec() == QDialog.DialogCode.Accepted
        return tuple(Path(name) for name in asked.selectedFiles()) if taken else ()
    finally:
        asked.deleteLater()


def confirm(parent: QWidget, question: str, *, act: str, detail: str = "") -> bool:
    """Ask before something that is hard to take back.

    Args:
        parent: the window asked in.
        question: one sentence that names the thing.
        act: the verb on the button, as 移入回收站; the other button is 返回.
        detail: what follows from it.
    """
    box = QMessageBox(QMessageBox.Icon.Question, wording.PROGRAM, question, parent=parent)
    box.setInformativeText(detail)
    go = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    back = box.addButton("返回", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(back)
    box.exec()
    return box.clickedButton() is go


def tell(parent: QWidget | None, sentence: str, *, detail: str = "") -> None:
    """Say one thing that cannot be said in the window's own sentence bar."""
    box = QMessageBox(QMessageBox.Icon.Information, wording.PROGRAM, sentence, parent=parent)
    box.setInformativeText(detail)
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


_unsent = Unsent()  # of the one-line questions and the reasons


def ask_line(parent: QWidget, question: str, *, act: str, secret: bool = False) -> str:
    """Ask for one line, such as a name.

    Args:
        parent: the window asked in.
        question: names what is wanted.
        act: the verb on the button; the other button is 返回.
        secret: what was typed is not there again after going back, as with a key.

    Returns:
        The line without blanks around it; empty when the person went back.
    """
    dialog = _LineDialog(parent)
    dialog.setWindowTitle(wording.PROGRAM)
    left = _unsent.recall(question)
    dialog.setLabelText(f"{question}\n{STILL_THERE}" if left else question)
    dialog.setTextValue(left)
    dialog.setOkButtonText(act)
    dialog.setCancelButtonText("返回")
    dialog.exec()
    taken = dialog.result() == QDialog.DialogCode.Accepted
    _unsent.leave(question, "" if taken or secret else dialog.textValue())
    return dialog.textValue().strip() if taken else ""


class _LineDialog(QInputDialog):
    """Qt's own, but a line that waits is typed on with: Qt marks it, and a letter replaces it."""

    def setVisible(self, visible: bool) -> None:
        """Put the caret behind the line."""
        super().setVisible(visible)
        for field in self.findChildren(QLineEdit):
            field.end(False)


def ask_choice(parent: QWidget, question: str, choices: Sequence[str], *, act: str) -> int | None:
    """Ask for one of a few.

    Returns:
        The place of the one chosen, from 0; None when the person went back.
    """
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(wording.PROGRAM)
    dialog.setLabelText(question)
    dialog.setComboBoxItems(choices)
    dialog.setOkButtonText(act)
    dialog.setCancelButtonText("返回")
    dialog.exec()
    taken = dialog.result() == QDialog.DialogCode.Accepted
    return list(choices).index(dialog.textValue()) if taken else None


def ask_reason(parent: QWidget, question: str, *, act: str) -> str | None:
    """Ask why, for acts that are recorded with their reason.

    Returns:
        The reason, never empty; None when the person went back.
    """
    dialog = _ReasonDialog(parent, question, act)
    dialog.exec()
    return dialog.reason() if dialog.result() == QDialog.DialogCode.Accepted else None


class _ReasonDialog(QDialog):
    def __init__(self, parent: QWidget, question: str, act: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(wording.PROGRAM)
        self.setMinimumWidth(460)
        self._typed = QPlainTextEdit()
        self._typed.setObjectName("reason")
        self._typed.setAccessibleName("理由")
        self._typed.setTabChangesFocus(True)
        asked: QLabel = label(question, "strong", wrap=True)
        buttons = QDialogButtonBox(self)  # else the style does not know it is in a dialog
        self._go = buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("返回", QDialogButtonBox.ButtonRole.RejectRole)
        self._go.setEnabled(False)
        self._typed.textChanged.connect(lambda: self._go.setEnabled(bool(self.reason())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        hint = label("理由会记入办理经过。", "caption")
        still = label(STILL_THERE, "caption", name="stillThere")
        self.setLayout(column(asked, still, self._typed, hint, buttons, margins=(20, 16, 20, 16)))

        self._question = question
        left = _unsent.recall(question)
        still.setVisible(bool(left))
        self._typed.setPlainText(left)
        self._typed.moveCursor(QTextCursor.MoveOperation.End)

    def done(self, result: int) -> None:
        """Close; what was typed but not sent waits for the next time it is asked."""
        sent = result == QDialog.DialogCode.Accepted
        _unsent.leave(self._question, "" if sent else self._typed.toPlainText())
        super().done(result)

    def reason(self) -> str:
        """What was typed, without blanks around it."""
        return self._typed.toPlainText().strip()
