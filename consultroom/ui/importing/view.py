"""The page of an import: which column is what, and what each row will do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.importing.presenter import UNUSED, ColumnChoice, ImportRow, ImportScreen
from consultroom.ui.importing.table import columns
from consultroom.ui.tables import Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, Tick
from consultroom.ui.widgets.layouts import clear, column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.words import button, label

TABLES = dialogs.FileKind("表格", "xlsx *.csv")
RECALLED = "各列已照上次选的对上"
NOT_READ = ("", "（不导入）")
MAPPING = 250  # logical pixels of the card in which the columns are matched
BESIDE = 64  # of them taken by margins, the scroll bar and the gap beside a field's name


class ImportView(QWidget):
    """Draws an ImportScreen and reports what is wished."""

    chosen = Signal(Path)
    placed = Signal(str, int)
    only_doubtful = Signal(bool)
    taken = Signal()
    closed = Signal()

    def __init__(self, thing: str, wide: int) -> None:
        super().__init__()
        self.setObjectName("import")
        self._folder: Path | None = None
        self._screen: ImportScreen | None = None
        self._fields: dict[str, Select] = {}
        self._samples: dict[str, QLabel] = {}
        self.table: Table[ImportRow] = Table("importTable", "每一行会怎样", columns(thing, wide))
        self._nothing = Nothing("", "upload")
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self._nothing)
        self._choices: QVBoxLayout = column(spacing=8, margins=(18, 0, 18, 12))
        self._head = self._heading()
        lines = column(holder(self._head), self._sides(), self._foot(), spacing=12)
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _heading(self) -> QVBoxLayout:
        self._title = label("", "h3", name="importTitle")
        self._file = label("", "caption", name="importFile")
        back = button("返回", name="importBack", icon="arrow-left", clicked=self.closed.emit)
        self._ask = button("选择文件", name="importFileAsk", icon="upload", clicked=self._ask_file)
        self._sentence = label("", "due", wrap=True, name="importSentence")
        head = row(back, 6, self._title, self._file, None, self._ask)
        return column(head, self._sentence, spacing=6)

    def _sides(self) -> QWidget:
        head = column(
            label("表里的列对应什么", "h3"),
            label("认不出的请选好，用不着的不选。", "caption", wrap=True),
            spacing=2,
            margins=(18, 14, 18, 8),
        )
        inside = scrolling(column(self._choices, None))
        self._mapping = card(head, inside, margins=(0, 0, 0, 0), spacing=0)
        self._mapping.setFixedWidth(theme.now().px(MAPPING))
        self._note = label("", "due", wrap=True, name="importNote")
        self._note.setContentsMargins(14, 4, 14, 10)
        self._note.hide()
        self.table.selectionModel().currentChanged.connect(lambda *_: self._tell_note())
        listed = card(self._body, self._note, margins=(1, 1, 1, 1), spacing=0)
        sides = row(self._mapping, listed, spacing=14)
        sides.setStretch(1, 1)
        return holder(sides)

    def _foot(self) -> QWidget:
        self._summary = label("", "sub", name="importSummary")
        self._only = Tick("只看要核对的")
        self._only.setObjectName("importOnly")
        self._only.toggled.connect(self.only_doubtful)
        self._take = button("", name="importTake", kind="primary", clicked=self.taken.emit)
        self._foot_row = holder(row(self._summary, 8, self._only, None, self._take))
        return self._foot_row

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: ImportScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: ImportScreen) -> None:
        self._screen = screen
        read = bool(screen.columns)
        self._title.setText(screen.title)
        self._file.setText(f"{screen.file}　{RECALLED}" if screen.recalled else screen.file)
        self._ask.setText("换一个文件" if read else "选择文件")
        self._sentence.setText(screen.sentence)
        self._sentence.setVisible(bool(screen.sentence))
        self._mapping.setVisible(read)
        self._foot_row.setVisible(read)
        self._show_columns(screen)
        self.table.show_rows(screen.rows)
        self._tell_note()
        self._nothing.words.setText(self._empty_words(screen))
        self._body.setCurrentWidget(self.table if screen.rows else self._nothing)
        self._summary.setText(screen.summary)
        self._only.setText(f"只看要核对的（{screen.doubts}）")
        self._only.setAccessibleName(f"只看要核对的，{screen.doubts} 行")
        self._only.setVisible(screen.doubts > 0 or screen.only_doubtful)
        self._only.setChecked(screen.only_doubtful)
        self._take.setText(screen.submit or "没有要导入的")
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(bool(screen.submit))

    @staticmethod
    def _empty_words(screen: ImportScreen) -> str:
        if screen.busy:
            return "正在读取…"
        if screen.only_doubtful:
            return "没有要核对的行。"
        return screen.sentence if screen.columns else screen.advice

    def _show_columns(self, screen: ImportScreen) -> None:
        if [one.key for one in screen.columns] != list(self._fields):
            self._rebuild(screen.columns)
        heads = tuple((str(place), head) for place, head in enumerate(screen.headings))
        for one in screen.columns:
            field = self._fields[one.key]
            field.show_choices((NOT_READ, *heads))
            field.blockSignals(True)  # not before: the choices let signals through again
            field.show_value("" if one.place == UNUSED else str(one.place))
            field.blockSignals(False)
            self._show_sample(self._samples[one.key], one.sample)

    def _rebuild(self, fields: tuple[ColumnChoice, ...]) -> None:
        clear(self._choices)
        self._fields, self._samples = {}, {}
        for one in fields:
            field = Select()
            field.setObjectName(f"column_{one.key}")
            field.setAccessibleName(f"{one.word}取自哪一列" + ("，必选" if one.required else ""))
            field.changed.connect(partial(self._tell_place, one.key))
            sample = label("", "caption", name=f"sample_{one.key}")
            head = row(label(one.word, "strong"), label("必选" if one.required else "", "caption"),
                       None, sample, spacing=8)  # fmt: skip
            self._choices.addWidget(holder(column(head, field, spacing=2)))
            self._fields[one.key], self._samples[one.key] = field, sample

    @staticmethod
    def _show_sample(sample: QLabel, text: str) -> None:
        """Show as much of a column's first cell as stands beside the field's name."""
        words = [one for one in sample.parent().findChildren(QLabel) if one is not sample]
        named = sum(one.sizeHint().width() for one in words)
        room = theme.now().px(MAPPING - BESIDE) - named
        short = sample.fontMetrics().elidedText(
            " ".join(text.split()), Qt.TextElideMode.ElideRight, max(0, room)
        )
        sample.setText(short)

    def _tell_note(self) -> None:
        """Say in full what should be looked at in the chosen row."""
        index = self.table.currentIndex()
        chosen = self.table.rows.row(index.row()) if index.isValid() else None
        notes = chosen.notes if chosen else ""
        self._note.setText(f"第{chosen.number}行：{notes}" if chosen and notes else "")
        self._note.setVisible(bool(notes))

    def _tell_place(self, key: str) -> None:
        value = self._fields[key].value()
        self.placed.emit(key, int(value) if value else UNUSED)

    def _ask_file(self) -> None:
        title = self._screen.title if self._screen else ""
        path = dialogs.ask_open(self, title, TABLES, start=self._folder)
        if path is not None:
            self._folder = path.parent
            self.chosen.emit(path)

    def focus_first(self) -> None:
        """Put the keyboard where the first thing is to be done."""
        self._ask.setFocus()
