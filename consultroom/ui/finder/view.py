"""The search window: one line to type in, the answers under it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMargins,
    QObject,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from consultroom.ui import accessible, theme
from consultroom.ui.finder.presenter import FinderPresenter, FinderScreen, Search
from consultroom.ui.tables import Index
from consultroom.ui.theme.fonts import font
from consultroom.ui.values import Act, Hit
from consultroom.ui.widgets.layouts import column
from consultroom.ui.widgets.words import label

PAUSE = 80  # ms without a key before the search runs
HIT_ROLE = Qt.ItemDataRole.UserRole


class _Hits(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[Hit, ...] = ()

    def show_hits(self, hits: tuple[Hit, ...]) -> None:
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        hit = self._hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{hit.kind} {hit.title} {hit.detail}".strip()
        return hit if role == HIT_ROLE else None


WIDE, HIGH = 600, 420  # logical pixels at usual text size
_AROUND = QMargins(24, 24, 24, 24)  # what is left of a small window, or of one with large text
KIND = 92  # logical pixels for the word of the kind
DETAIL = 0.4  # most of a line that the detail may take


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, hit = theme.now(), index.data(HIT_ROLE)
        place = QRectF(option.rect).adjusted(0, 1, 0, -1)  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._view.currentIndex() == index:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.primary_soft))
            painter.drawRoundedRect(place, 6, 6)
        middle = Qt.AlignmentFlag.AlignVCenter
        kind = tokens.px(KIND)
        painter.setFont(font(tokens.caption))
        painter.setPen(QColor(tokens.text3))
        elide, small = Qt.TextElideMode.ElideRight, painter.fontMetrics()
        named = small.elidedText(hit.kind, elide, kind - 22)
        painter.drawText(place.adjusted(14, 0, 0, 0), middle, named)
        detail = small.elidedText(hit.detail, elide, int(place.width() * DETAIL))
        right = middle | Qt.AlignmentFlag.AlignRight
        painter.drawText(place.adjusted(0, 0, -14, 0), right, detail)
        taken = small.horizontalAdvance(detail)
        painter.setFont(font(tokens.body))
        painter.setPen(QColor(tokens.text))
        words = place.adjusted(kind, 0, -taken - 28, 0)
        metrics = painter.fontMetrics()
        fits = metrics.elidedText(hit.title, elide, int(words.width()))
        painter.drawText(words, middle, fits)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, theme.now().px(40))


class Finder(QDialog):
    """Type, arrow down, Enter; or click."""

    picked = Signal(Act)

    def __init__(self, window: QWidget, search: Search) -> None:
        super().__init__(window)
        self.setObjectName("finder")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("搜索")
        wanted = QSize(theme.now().px(WIDE), theme.now().px(HIGH))
        self.setMinimumSize(wanted.boundedTo(window.size().shrunkBy(_AROUND)))
        self.line = QLineEdit()
        self.line.setObjectName("finderLine")
        self.line.setAccessibleName("搜索")
        self.line.setPlaceholderText("输入汉字、编号，或姓名的拼音首字母")
        self.list = QListView()
        self.list.setObjectName("finderHits")
        self.list.setAccessibleName("搜索结果")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self._hits = _Hits()
        self.list.setModel(self._hits)
        self._sentence = label("", "sub", wrap=True, name="finderSentence")
        keys = label("↑↓ 选择　Enter 打开　Esc 关闭", "caption")
        lines = column(self.line, self._sentence, self.list, keys, margins=(16, 16, 16, 12))
        lines.setStretch(2, 1)
        self.setLayout(lines)
        self._presenter = FinderPresenter(search, show=self.show_screen)
        self._connect()
        self._look()

    def _connect(self) -> None:
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._look)
        self.line.textChanged.connect(lambda _text: self._pause.start())
        self.line.returnPressed.connect(self._pick)
        self.list.clicked.connect(lambda _index: self._pick())
        self.line.installEventFilter(self)

    def show_screen(self, screen: FinderScreen) -> None:
        """Replace the answers."""
        self._hits.show_hits(screen.hits)
        self._sentence.setText(screen.sentence)
        self._sentence.setVisible(bool(screen.sentence))
        self.list.setCurrentIndex(self._hits.index(0, 0))
        count = f"共 {len(screen.hits)} 条。" if screen.hits else screen.sentence
        self._announce(count if self.line.text() else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the answers while the line keeps the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                row = self.list.currentIndex().row() + step
                row = max(0, min(row, self._hits.rowCount() - 1))
                self.list.setCurrentIndex(self._hits.index(row, 0))
                self._announce()
                return True
        return False

    def _announce(self, before: str = "") -> None:
        """Read out the chosen answer: the keyboard is not in the list, so nobody else does."""
        said = str(self.list.currentIndex().data() or "")
        self.line.setAccessibleDescription(said)
        accessible.announce(self.line, before + said)

    def _look(self) -> None:
        self._presenter.look_for(self.line.text())

    def _pick(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._look()
        hit = self.list.currentIndex().data(HIT_ROLE)
        if isinstance(hit, Hit):
            self.close()
            self.picked.emit(hit.act)
