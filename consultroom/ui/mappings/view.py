"""The page of mapped forms: all of them, and the columns of the open one with what goes in."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QStackedWidget, QWidget

from consultroom.ui import dialogs, theme
from consultroom.ui.mappings.screens import ColumnLine, MapLine, MapPage, MappingsScreen
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Column, Table
from consultroom.ui.values import Act
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.fields import Select, TextLine
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.folding import keep_aside
from consultroom.ui.widgets.layouts import clear, column, holder, kept_focus, row, scrolling
from consultroom.ui.widgets.words import button, label

XLSX = dialogs.FileKind("xlsx 表格", "xlsx")
NONE_YET = (
    "还没有对应过上级报表。点“对应一张新报表”，选上级发来的空表（xlsx）。"
    "程序先自己对一遍表头，对得不对的您再改；保存以后，每次填报都照它。"
)
MAPS: tuple[Column[MapLine], ...] = (
    Column(title="报表", text=lambda line: line.shown),
    Column(title="用什么填", text=lambda line: line.told, width=150, spare=True),
)
LEAVE_CHANGES, LEAVE_NEW = "不保存了，回到上次保存的样子", "不保存了，丢开这张新报表"
LIST, SHARE = 300, 0.26  # of the list: logical pixels, and of the page's width at most


class MappingsView(Screen):
    """Draws a MappingsScreen and reports what is wished.

    Args:
        folder: where forms are looked for.
    """

    chosen = Signal(str)
    file_chosen = Signal(Path)
    ledger_chosen = Signal(str)
    sheet_chosen = Signal(str)
    field_chosen = Signal(str, str)
    renamed = Signal(str)
    head_chosen = Signal(str)
    leave_wanted = Signal()
    keep_wanted = Signal()
    drop_wanted = Signal()
    fill_wanted = Signal()
    turned = Signal(int)

    def __init__(self, *, folder: Path) -> None:
        super().__init__()
        self.setObjectName("mappings")
        self._folder = folder
        self._showing = False
        self._key: tuple[str, ...] = ()
        self._fields: dict[str, Select] = {}
        self._samples: dict[str, QLabel] = {}
        self.maps: Table[MapLine] = Table("mappedForms", "对应过的报表", MAPS)
        self.maps.selectionModel().currentChanged.connect(self._choose)
        self._listed = card(self.maps, margins=(1, 1, 1, 1))
        keep_aside(self._listed, self, LIST, most=SHARE)
        self._nothing = Nothing(NONE_YET, "table")
        self._body = QStackedWidget()
        self._body.addWidget(self._form())
        self._body.addWidget(self._nothing)
        sides = row(self._listed, card(self._body, margins=(1, 1, 1, 1)), spacing=14)
        sides.setStretch(1, 1)
        lines = column(self._tools(), sides, spacing=12, margins=(24, 14, 24, 18))
        lines.setStretch(1, 1)
        self.setLayout(lines)

    def _tools(self) -> QWidget:
        back = button(
            "Word 版模板",
            name="toTemplates",
            icon="arrow-left",
            clicked=lambda: self.wanted.emit(Act(word="", page="templates")),
        )
        self._new = button("对应一张新报表", name="mapForm", icon="plus", clicked=self._ask_file)
        return holder(row(back, None, self._new))

    # -- the open form --------------------------------------------------------------------------

    def _form(self) -> QWidget:
        self._sentence = label("", "error", wrap=True, name="mapSentence")
        self._warnings = label("", "due", wrap=True, name="mapWarnings")
        self._note = label("", "sub", wrap=True, name="mapNote")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(18, 4, 18, 8)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(3, 3)
        head = column(self._heading(), self._note, self._sentence, self._warnings, spacing=6)
        head.setContentsMargins(18, 14, 18, 0)
        foot = holder(column(self._foot(), margins=(18, 4, 18, 12)))
        inside = column(holder(head), holder(self._turning()), holder(self._grid), None, spacing=6)
        lines = column(scrolling(inside), foot, spacing=6)
        lines.setStretch(0, 1)
        return holder(lines)

    def _turning(self) -> QHBoxLayout:
        """Return the line that says with what the form is tried, and turns to the next."""
        self._about = label("", "caption", wrap=True, name="mapAbout")
        self._before = button(
            "",
            name="mapBefore",
            kind="icon",
            icon="chevron-left",
            says="看上一行",
            clicked=partial(self.turned.emit, -1),
        )
        self._after = button(
            "",
            name="mapAfter",
            kind="icon",
            icon="chevron-right",
            says="看下一行",
            clicked=partial(self.turned.emit, 1),
        )
        line = row(self._about, self._before, self._after, spacing=2, margins=(18, 0, 14, 0))
        line.setStretch(0, 1)
        return line

    def _heading(self) -> QWidget:
        px = theme.now().px
        self._name = TextLine(most=40)
        self._name.setObjectName("mapName")
        self._name.setAccessibleName("这张报表叫什么")
        self._name.setMinimumWidth(px(180))
        self._name.textEdited.connect(self.renamed)
        self._ledgers = Select()
        self._ledgers.setObjectName("mapLedger")
        self._ledgers.setAccessibleName("用哪本台账填")
        self._ledgers.setFixedWidth(px(150))
        self._ledgers.changed.connect(lambda: self.ledger_chosen.emit(self._ledgers.value()))
        self._sheets = Select()
        self._sheets.setObjectName("mapSheet")
        self._sheets.setAccessibleName("填哪个工作表")
        self._sheets.setFixedWidth(px(150))
        self._sheets.changed.connect(lambda: self.sheet_chosen.emit(self._sheets.value()))
        self._heads = Select()
        self._heads.setObjectName("mapHead")
        self._heads.setAccessibleName("表头在哪一行")
        self._heads.setFixedWidth(px(230))
        self._heads.changed.connect(lambda: self.head_chosen.emit(self._heads.value()))
        flow = FlowLayout(gap=10)
        self._sheet = _asked("工作表", self._sheets)
        asked = (
            _asked("报表叫", self._name),
            _asked("用哪本台账填", self._ledgers),
            self._sheet,
            _asked("表头在", self._heads),
        )
        for part in asked:
            flow.addWidget(part)
        return holder(flow)

    def _foot(self) -> QWidget:
        self._drop = button("删除", name="dropMap", icon="trash-2", clicked=self.drop_wanted.emit)
        self._fill = button(
            "用它填报", name="fillMap", icon="arrow-right", clicked=self.fill_wanted.emit
        )
        self._keep = button(
            "保存", name="keepMap", kind="primary", icon="save", clicked=self.keep_wanted.emit
        )
        self._leave = button(
            "不保存了", name="leaveMap", kind="quiet", clicked=self.leave_wanted.emit
        )
        return holder(row(self._drop, self._leave, None, self._fill, self._keep))

    # -- drawing --------------------------------------------------------------------------------

    def show_screen(self, screen: MappingsScreen) -> None:
        """Replace what is drawn."""
        with kept_focus(self):
            self._redraw(screen)

    def _redraw(self, screen: MappingsScreen) -> None:
        self.head("模板", screen.busy or "上级报表的对应")
        self._show_maps(screen)
        self._new.setEnabled(not screen.busy)
        self._nothing.words.setText(screen.sentence or screen.busy or NONE_YET)
        self._body.setCurrentIndex(0 if screen.page else 1)
        if screen.page is not None:
            self._sentence.setText(screen.sentence)
            self._sentence.setVisible(bool(screen.sentence))
            self._show_page(screen.page)

    def _show_maps(self, screen: MappingsScreen) -> None:
        self._showing = True
        self._listed.setVisible(bool(screen.lines))
        self.maps.show_rows(screen.lines)
        places = [place for place, line in enumerate(screen.lines) if line.id == screen.chosen]
        if places:
            flags = QItemSelectionModel.SelectionFlag
            here = self.maps.rows.index(places[0], 0)
            self.maps.selectionModel().setCurrentIndex(here, flags.ClearAndSelect | flags.Rows)
        else:
            self.maps.selectionModel().clear()
        self._showing = False

    def _show_page(self, page: MapPage) -> None:
        self._name.show_value(page.name)
        self._ledgers.offer(page.ledgers, page.ledger)
        self._sheets.offer(page.sheets, page.sheet)
        self._sheet.setVisible(len(page.sheets) > 1)
        self._heads.offer(page.heads, page.head)
        self._note.setText(page.note)
        self._note.setVisible(bool(page.note))
        self._warnings.setText("\n".join(page.warnings))
        self._warnings.setVisible(bool(page.warnings))
        if page.key != self._key:
            new = page.key[:2] != self._key[:2] and not page.stored
            self._key = page.key
            self._build(page)
            if new:
                self._ledgers.setFocus()  # reading took the keyboard from what was pressed
        for one in page.columns:
            self._show_column(one)
        self._about.setText(page.about)
        self._before.setEnabled(page.line > 1)
        self._after.setEnabled(page.line < page.lines)
        self._keep.setEnabled(not page.saved)
        self._keep.setText("已保存" if page.saved else "保存")
        self._keep.setAccessibleName(self._keep.text())
        self._drop.setVisible(page.stored)
        self._fill.setVisible(page.stored)
        self._fill.setEnabled(page.saved)
        self._leave.setVisible(not page.saved)
        self._leave.setAccessibleName(LEAVE_CHANGES if page.stored else LEAVE_NEW)
        self._leave.setToolTip(LEAVE_CHANGES if page.stored else LEAVE_NEW)

    def _show_column(self, one: ColumnLine) -> None:
        field = self._fields.get(one.letter)
        if field is not None:
            field.blockSignals(True)
            field.show_value(one.field)
            field.blockSignals(False)
        self._samples[one.letter].setText(one.note or one.sample or "（空）")

    def _build(self, page: MapPage) -> None:
        """Make the rows of the columns for another form."""
        clear(self._grid)
        self._fields, self._samples = {}, {}
        for place, one in enumerate(page.columns):
            self._grid.addWidget(label(one.letter, "caption"), place, 0)
            self._grid.addWidget(label(one.heading, wrap=True), place, 1)
            if one.choices:
                self._grid.addWidget(self._field(one), place, 2)
            sample = label("", "sub", wrap=True, name=f"mapSample{one.letter}")
            self._samples[one.letter] = sample
            self._grid.addWidget(sample, place, 3)

    def _field(self, one: ColumnLine) -> QWidget:
        made = Select(one.choices)
        made.setObjectName(f"mapField{one.letter}")
        made.setAccessibleName(f"{one.letter}列“{one.heading}”填什么")
        made.setFixedWidth(theme.now().px(190))
        made.changed.connect(partial(self._tell_field, one.letter, made))
        self._fields[one.letter] = made
        return made

    def _tell_field(self, letter: str, field: Select) -> None:
        self.field_chosen.emit(letter, field.value())

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._showing:
            self.chosen.emit(self.maps.rows.row(index.row()).id)

    def _ask_file(self) -> None:
        file = dialogs.ask_open(self, "选上级发来的空表", XLSX, start=self._folder)
        if file is not None:
            self._folder = file.parent
            self.file_chosen.emit(file)


def _asked(word: str, field: QWidget) -> QWidget:
    return holder(row(label(word, "caption"), field, spacing=6))
