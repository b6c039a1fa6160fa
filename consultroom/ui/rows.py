"""What a table shows: columns over frozen rows, and Qt's model of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from consultroom.frozen import Frozen, field
from consultroom.ui.states import State

R = TypeVar("R")
Given_co = TypeVar("Given_co", covariant=True)
Index = QModelIndex | QPersistentModelIndex
STATE_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 32  # rows read at a time from a long list: what a screen shows, in two readings
PAGES_KEPT = 256


class Column(Frozen, Generic[R], kw_only=True):
    """One column: its heading, and how a row answers it.

    Attributes:
        width: logical pixels at normal text size; 0 takes what is left.
        state: gives the cell an icon and the state's colour.
        order: what the column sorts by; None leaves it unsortable.
        number: set flush right, as figures are.
        spare: left out where the table is too narrow for the column that takes the rest.
    """

    title: str
    text: Callable[[R], str]
    width: int = 0
    state: Callable[[R], State | None] = field(default=lambda _row: None)
    order: Callable[[R], Any] | None = None
    number: bool = False
    spare: bool = False


class Rows(Protocol[Given_co]):
    """Something that can count its rows and give some of them."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: int, /) -> Given_co: ...
    def __iter__(self) -> Iterator[Given_co]: ...


class WindowedRows(Generic[R]):
    """A long list of which only the pages being looked at are in memory.

    Args:
        count: rows in the current filter and order, exact.
        read: returns the rows from ``start`` up to ``stop``.
    """

    def __init__(self, count: int, read: Callable[[int, int], Sequence[R]]) -> None:
        self._count = count
        self._read = read
        self._pages: OrderedDict[int, Sequence[R]] = OrderedDict()

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> R:
        number, offset = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._read(number * PAGE, min(self._count, (number + 1) * PAGE))
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return page[offset]

    def __iter__(self) -> Iterator[R]:
        return map(self.__getitem__, range(self._count))


class RowsModel(QAbstractTableModel, Generic[R]):
    """Frozen rows as Qt sees them."""

    def __init__(self, columns: Sequence[Column[R]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: Rows[R] = ()

    @property
    def shown(self) -> Rows[R]:
        """The rows, in their order."""
        return self._rows

    def show_rows(self, rows: Rows[R]) -> None:
        """Show other rows: a tuple, or WindowedRows for lists of thousands."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> R:
        """Return the frozen row shown at ``number``."""
        return self._rows[number]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its state, or its alignment."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.text(self._rows[index.row()])
        if role == STATE_ROLE:
            return column.state(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(number=column.number)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return side_of(number=self.columns[section].number)
        return None


def side_of(*, number: bool) -> Qt.AlignmentFlag:
    """Return where the words of a cell stand: figures at the right."""
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
