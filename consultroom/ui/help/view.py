"""The help window: contents and search at the left, the page of the manual beside them."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QStackedWidget, QTreeView, QWidget

from consultroom.ui import theme
from consultroom.ui.help.chapters import CONTENTS, Place
from consultroom.ui.help.manual import Chapter, Found
from consultroom.ui.help.page import ManualPage
from consultroom.ui.help.presenter import HelpPresenter, HelpScreen
from consultroom.ui.widgets.brand import brand_icon
from consultroom.ui.widgets.focus_ring import FocusRing
from consultroom.ui.widgets.layouts import column, row
from consultroom.ui.widgets.toast import SentenceBar
from consultroom.ui.widgets.words import button, label

USUAL = (1060, 720)  # logical pixels
SMALLEST = (640, 420)
LEFT = 290
MOST_OF_WINDOW = 0.4  # that the left side may take of a small window
PAUSE = 120  # ms without a key before the search runs
PLACE = Qt.ItemDataRole.UserRole


class HelpWindow(QWidget):
    """Draws a HelpScreen and reports what is wished; it closes with the window it helps."""

    place_wanted = Signal(tuple)
    link_wanted = Signal(str)
    back_wanted = Signal()
    typed = Signal(str)

    def __init__(self, window: QWidget, page: ManualPage) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self.setObjectName("help")
        self.setWindowTitle("使用手册")
        self.setWindowIcon(brand_icon())
        self.setMinimumSize(*SMALLEST)
        tokens = theme.now()
        self.resize(min(tokens.px(USUAL[0]), max(window.width(), SMALLEST[0])), USUAL[1])
        self.setAutoFillBackground(True)
        self.page = page
        self._chapters: tuple[Chapter, ...] = ()
        self._sentence = SentenceBar()
        self._left = QStackedWidget()
        self.contents, self._contents_model = _tree("helpContents", "手册目录")
        self.found, self._found_model = _tree("helpFound", "找到的地方")
        self.found.setRootIsDecorated(False)
        for tree in (self.contents, self.found):
            self._left.addWidget(tree)
        right = column(self._sentence, self.page, spacing=0)
        right.setStretch(1, 1)
        body = row(self._side(), right, spacing=0)
        body.setStretch(1, 1)
        self.setLayout(body)
        self._ring = FocusRing(self)
        self._connect()

    def _side(self) -> QFrame:
        self.line = QLineEdit()
        self.line.setObjectName("helpLine")
        self.line.setAccessibleName("在手册里找")
        self.line.setPlaceholderText("在手册里找")
        self.line.setClearButtonEnabled(True)
        self._back = button(
            "", name="helpBack", kind="icon", icon="arrow-left", says="回到前一页，Alt+←",
            clicked=self.back_wanted.emit,
        )  # fmt: skip
        self._count = label("", "caption", wrap=True, name="helpCount")
        side = QFrame()
        side.setObjectName("rail")
        side.setFixedWidth(min(theme.now().px(LEFT), round(self.width() * MOST_OF_WINDOW)))
        head = row(self._back, self.line, spacing=8)
        head.setStretch(1, 1)
        lines = column(head, self._count, self._left, spacing=8, margins=(14, 14, 6, 10))
        lines.setStretch(2, 1)
        side.setLayout(lines)
        return side

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(lambda: self.typed.emit(self.line.text()))
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._take_first)
        for tree in (self.contents, self.found):
            tree.clicked.connect(self._chosen)
            tree.activated.connect(self._chosen)
        self.page.anchorClicked.connect(self._followed)

    def serve(self, presenter: HelpPresenter) -> None:
        """Keep the presenter alive with its view, and report to it."""
        self.presenter = presenter
        self.place_wanted.connect(lambda place: presenter.open(Place(*place)))
        self.link_wanted.connect(presenter.follow)
        self.back_wanted.connect(presenter.back)
        self.typed.connect(presenter.look_for)

    def _followed(self, url: QUrl) -> None:
        self.link_wanted.emit(url.toString())

    def _chosen(self, index: QModelIndex) -> None:
        self.place_wanted.emit(tuple(index.data(PLACE)))

    def _take_first(self) -> None:
        self._pause.stop()
        self.typed.emit(self.line.text())
        first = self._found_model.index(0, 0)
        if self.line.text().strip() and first.isValid():
            self.found.setCurrentIndex(first)
            self._chosen(first)

    # -- drawing ----------------------------------------------------------------------------------

    def show_screen(self, screen: HelpScreen) -> None:
        """Replace what is drawn."""
        if screen.chapters is not self._chapters:
            self._chapters = screen.chapters
            self._show_contents(screen.chapters)
        self._back.setEnabled(screen.can_go_back)
        self._show_found(screen)
        if screen.sentence:
            self._sentence.say(screen.sentence)
        else:
            self._sentence.hide()
        if screen.chapter is not None:
            self.setWindowTitle(f"使用手册　{screen.chapter.title}")
            self._light(screen.chapter.file, screen.heading)
            self.page.show_chapter(screen.chapter, screen.heading)

    def _show_contents(self, chapters: tuple[Chapter, ...]) -> None:
        self._contents_model.clear()
        for chapter in chapters:
            title = "手册的目录" if chapter.file == CONTENTS else chapter.title
            item = _item(title, Place(chapter.file))
            for section in chapter.sections[1:]:
                if section.level == 2:
                    item.appendRow(_item(section.heading, Place(chapter.file, section.heading)))
            self._contents_model.appendRow(item)

    def _light(self, file: str, heading: str) -> None:
        """Show in the contents which chapter is open, its headings unfolded."""
        for number in range(self._contents_model.rowCount()):
            index = self._contents_model.index(number, 0)
            is_open = index.data(PLACE).file == file
            self.contents.setExpanded(index, is_open)
            if is_open:
                inner = self._contents_model.itemFromIndex(index)
                rows = (inner.child(place) for place in range(inner.rowCount()))
                at = next((one for one in rows if one.data(PLACE).heading == heading), inner)
                self.contents.setCurrentIndex(at.index())

    def _show_found(self, screen: HelpScreen) -> None:
        self._left.setCurrentIndex(1 if screen.typed else 0)
        self._count.setVisible(bool(screen.typed))
        if not screen.typed:
            return
        nothing = "没有找到。可以少写几个字再试。"
        self._count.setText(f"找到 {len(screen.found)} 处" if screen.found else nothing)
        shown = [tuple(index.data(PLACE)) for index in _rows(self._found_model)]
        if shown != [(one.file, one.heading) for one in screen.found]:
            self._found_model.clear()
            for one in screen.found:
                self._found_model.appendRow(_found_item(one))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus; from now on the ring shows where it is."""
        self._ring.tab_pressed()
        return super().focusNextPrevChild(forward)

    def dismiss(self) -> None:
        """Put away the sentence, then what was looked for, then the window."""
        if self._sentence.isVisible():
            self._sentence.hide()
        elif self.line.text():
            self.line.clear()
        else:
            self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the arrows scroll the page from the first moment."""
        super().showEvent(event)
        self.page.setFocus()


def _tree(name: str, says: str) -> tuple[QTreeView, QStandardItemModel]:
    tree, model = QTreeView(), QStandardItemModel()
    tree.setObjectName(name)
    tree.setAccessibleName(says)
    tree.setModel(model)
    tree.setHeaderHidden(True)
    tree.setIndentation(16)
    tree.setWordWrap(True)
    tree.setTextElideMode(Qt.TextElideMode.ElideRight)
    tree.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    model.setParent(tree)
    return tree, model


def _item(words: str, place: Place) -> QStandardItem:
    item = QStandardItem(words)
    item.setToolTip(words)
    item.setData(place, PLACE)
    item.setSizeHint(_line(1))
    return item


def _found_item(found: Found) -> QStandardItem:
    item = _item(f"{found.heading}\n{found.snippet}", Place(found.file, found.heading))
    item.setToolTip(f"{found.chapter}：{found.heading}")
    item.setSizeHint(_line(2.4))
    return item


def _line(lines: float) -> QSize:
    return QSize(0, theme.now().px(14 + 20 * lines))


def _rows(model: QStandardItemModel) -> list[QModelIndex]:
    return [model.index(number, 0) for number in range(model.rowCount())]
