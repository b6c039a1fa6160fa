"""A card file (卡片柜): a list with its filters, one record pulled out of it, or an import."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget

from consultroom.frozen import Frozen
from consultroom.ui.forms import FormScreen
from consultroom.ui.screen import Screen
from consultroom.ui.tables import Rows, Table
from consultroom.ui.widgets.cards import Nothing, card
from consultroom.ui.widgets.flow import FlowLayout
from consultroom.ui.widgets.layouts import column, holder, kept_focus, row, show_new

if TYPE_CHECKING:
    from consultroom.ui.importing.view import ImportView


class CardFileWords(Frozen, kw_only=True):
    """What a card file says.

    Attributes:
        name: objectName of the page.
        title: in the title bar.
        icon: where the list is empty; lucide's name.
        none_yet: in an empty list, what to do about it.
        none_left: where no line answers the filters.
    """

    name: str
    title: str
    icon: str
    none_yet: str
    none_left: str


class CardFileScreen(Protocol):
    """What a card file shows.

    Attributes:
        lines: of the list, those that answer the filters.
        total: how many there are without them.
        page: the record pulled out, or None.
        form: the form that is open, of that record or of a new one.
        importing: the import is on show.
        pointed: ids of lines of which the first is to have the keyboard; none, where it is.
        busy: what is being waited for, in words.
    """

    @property
    def subheading(self) -> str: ...  # noqa: D102
    @property
    def lines(self) -> Rows[Any]: ...  # noqa: D102
    @property
    def total(self) -> int: ...  # noqa: D102
    @property
    def page(self) -> object | None: ...  # noqa: D102
    @property
    def form(self) -> FormScreen | None: ...  # noqa: D102
    @property
    def importing(self) -> bool: ...  # noqa: D102
    @property
    def pointed(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def busy(self) -> str: ...  # noqa: D102


class CardFileView(Screen):
    """Draws a CardFileScreen; Enter or double click pulls a record out.

    A page of this kind makes its table, filters and buttons and the desk of one record, hands them
    to `lay_out`, and says in `show_filters` how its filters stand.
    """

    typed = Signal(str)
    opened = Signal(str)
    new_wanted = Signal()
    import_wanted = Signal()
    closed = Signal()

    def __init__(self, words: CardFileWords) -> None:
        super().__init__()
        self.setObjectName(words.name)
        self._words = words
        self._make_import: Callable[[], ImportView] | None = None
        self._lines: Rows[Any] | None = None
        self._stack = QStackedWidget()
        self.setLayout(column(self._stack, margins=(24, 16, 24, 18)))

    def lay_out(
        self,
        table: Table[Any],
        desk: Any,
        *,
        filters: Sequence[QWidget],
        tools: Sequence[QPushButton],
    ) -> None:
        """Put the page together.

        Args:
            table: the list; its lines have an ``id``.
            desk: shows one record, and the form about it as ``form``.
            filters: above the list, in as many rows as they need.
            tools: beside them.
        """
        self._list, self._record = table, desk
        table.opened.connect(lambda line: self.opened.emit(line.id))
        desk.followed.connect(self.wanted)
        desk.back_wanted.connect(self.closed)
        self._nothing = Nothing(self._words.none_yet, self._words.icon)
        self._body = QStackedWidget()
        for part in (table, self._nothing):
            self._body.addWidget(part)
        lines = column(_above(filters, tools), card(self._body, margins=(1, 1, 1, 1)), spacing=14)
        lines.setStretch(1, 1)
        for page in (holder(lines), desk):
            self._stack.addWidget(page)

    def hold_import(self, make: Callable[[], ImportView]) -> None:
        """Take what makes the page of the import; it is made when it is first shown."""
        self._make_import = make

    @cached_property
    def _importing(self) -> ImportView | None:
        if self._make_import is None:
            return None
        view = self._make_import()
        view.closed.connect(self.closed)
        self._stack.addWidget(view)
        return view

    # -- drawing --------------------------------------------------------------------------------

    @abstractmethod
    def show_filters(self, screen: Any) -> None:
        """Show how the filters stand; nothing is told meanwhile."""

    def show_screen(self, screen: Any) -> None:
        """Replace what is drawn by another CardFileScreen; a form puts the caret itself."""
        held = self._holds_focus()
        with kept_focus(self) if screen.form is None else nullcontext():
            self._redraw(screen)
        if held and not self._holds_focus():
            self._focus_front()

    def _holds_focus(self) -> bool:
        """Tell whether the keyboard is at something on this page that can be seen."""
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at) and at.isVisible()

    def _focus_front(self) -> None:
        """Give the keyboard to what came to the front: to its next act, else its first button."""
        front = self._stack.currentWidget()
        every = front.findChildren(QPushButton)
        urged = [one for one in every if one.property("kind") == "primary"]
        for one in (*urged, *every):
            show_new(one, front)  # what was just made is not shown yet
            if one.isVisible():
                one.setFocus()
                return

    def _redraw(self, screen: CardFileScreen) -> None:
        self.head(self._words.title, screen.subheading)
        if screen.importing and self._importing is not None:
            self._stack.setCurrentWidget(self._importing)
        elif screen.page is not None or screen.form is not None:
            self._stack.setCurrentWidget(self._record)
            self._record.show_screen(screen)
        else:
            self._show_list(screen)

    def _show_list(self, screen: CardFileScreen) -> None:
        back = self._stack.currentIndex() != 0
        self._stack.setCurrentIndex(0)
        self.show_filters(screen)
        if screen.lines is not self._lines:
            self._lines = screen.lines
            self._list.show_rows(screen.lines)
        words = self._words.none_left if screen.total else self._words.none_yet
        self._nothing.words.setText(screen.busy or words)
        self._body.setCurrentWidget(self._list if screen.lines else self._nothing)
        if screen.pointed:
            self._list.go_to(screen.pointed)
        if screen.pointed or (back and self._list.currentIndex().isValid()):
            self._list.setFocus()

    def flush(self) -> None:
        """Hand on what is being typed."""
        self._record.form.flush()


def _above(filters: Sequence[QWidget], tools: Sequence[QPushButton]) -> QWidget:
    flow = FlowLayout(gap=10)
    for part in filters:
        flow.addWidget(part)
    line = row(holder(flow), *tools)
    line.setStretch(0, 1)
    for index in range(line.count()):
        line.setAlignment(line.itemAt(index).widget(), Qt.AlignmentFlag.AlignTop)
    return holder(line)
