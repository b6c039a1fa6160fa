"""材料: the card of files kept with a consultation."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from consultroom.ui import dialogs
from consultroom.ui.widgets.layouts import clear, column, holder, row
from consultroom.ui.widgets.words import button, label
from consultroom.ui.workspace.materials import MaterialLine, Materials

SCANS = dialogs.FileKind("扫描件和照片", "pdf *.jpg *.jpeg *.png *.tif *.tiff *.bmp")
NONE_YET = "还没有材料。把扫描件或照片拖到这一页，或者点“添加”。"


class MaterialsCard(QFrame):
    """Lists the files; each can be opened or taken out."""

    given = Signal(tuple, str)  # files, code of the evidence line they prove
    open_wanted = Signal(str)
    remove_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.setObjectName("materials")
        self._shown = Materials()
        self._count = label("", "caption", name="materialsCount")
        self._lines = column(spacing=2)
        add = button("添加", name="addMaterial", kind="quiet", icon="paperclip", clicked=self._ask)
        add.setAccessibleName("添加扫描件或照片")
        head = row(label("材料", "h3"), self._count, None, add)
        self.setLayout(column(head, 2, self._lines, spacing=0, margins=(20, 12, 12, 12)))

    def show_materials(self, shown: Materials) -> None:
        """Show the files."""
        self._shown = shown
        clear(self._lines)
        self._count.setText(f"{len(shown.lines)} 份" if shown.lines else "")
        for number, line in enumerate(shown.lines):
            self._lines.addWidget(self._line(number, line))
        if not shown.lines:
            self._lines.addWidget(label(NONE_YET, "caption", wrap=True))

    def _line(self, number: int, line: MaterialLine) -> QWidget:
        words = column(label(line.name, wrap=True), label(line.note, "caption"), spacing=0)
        see = button(
            "打开",
            name=f"openMaterial{number}",
            kind="quiet",
            says=f"打开：{line.name}",
            clicked=partial(self.open_wanted.emit, line.id),
        )
        gone = button(
            "",
            name=f"removeMaterial{number}",
            kind="icon",
            icon="trash-2",
            says=f"删除：{line.name}",
            clicked=partial(self.remove_wanted.emit, line.id),
        )
        made = row(words, see, gone, spacing=4, margins=(0, 4, 0, 4))
        made.setStretch(0, 1)
        return holder(made)

    def _ask(self) -> None:
        if files := dialogs.ask_open_many(self, "添加扫描件或照片", SCANS):
            self.take(files)

    def take(self, files: tuple[Path, ...]) -> None:
        """Ask what the files are, where they may prove something, and hand them on."""
        proofs, chosen = self._shown.proofs, 0
        if len(proofs) > 1:
            name = files[0].name if len(files) == 1 else f"{files[0].name}等{len(files)}个文件"
            words = [word for _, word in proofs]
            answer = dialogs.ask_choice(self, f"“{name}”是什么材料？", words, act="附上")
            if answer is None:
                return
            chosen = answer
        self.given.emit(files, proofs[chosen][0])
