"""Tables over frozen rows, short and very long."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.frozen import replace
from consultroom.services.striding import STRIDE
from consultroom.ui import theme
from consultroom.ui.cells import cut
from consultroom.ui.rows import PAGE, PAGES_KEPT, STATE_ROLE, RowsModel
from consultroom.ui.sifting import Chosen
from consultroom.ui.states import State
from consultroom.ui.tables import Column, Table, WindowedRows, shared_out
from consultroom.ui.theme.fonts import font
from consultroom.ui.theme.tokens import LIGHT
from tests.ui.conftest import Shown
from tests.ui.mouse import double_click


@dataclass(frozen=True, slots=True)
class Unit:
    name: str
    held: int
    state: State


COLUMNS: tuple[Column[Unit], ...] = (
    Column(title="单位", text=lambda unit: unit.name, order=lambda unit: unit.name),
    Column(
        title="场次",
        text=lambda unit: str(unit.held),
        order=lambda unit: unit.held,
        width=90,
        number=True,
    ),
    Column(title="状态", text=lambda unit: unit.state.word, state=lambda u: u.state),
)
UNITS = (
    Unit("东街", 10, State.DONE),
    Unit("南街", 9, State.LATE),
    Unit("西街", 12, State.ACTIVE),
)


def names(table: Table[Unit]) -> list[str]:
    return [table.rows.row(number).name for number in range(table.rows.rowCount())]


@pytest.fixture
def table(shown: Shown) -> Table[Unit]:
    made = Table("units", "单位", COLUMNS)
    made.show_rows(UNITS)
    made.resize(700, 300)
    shown(made)
    return made


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester):
    model = RowsModel(COLUMNS)
    model.show_rows(UNITS)
    qtmodeltester.check(model)


def test_a_cell_has_words_a_state_and_a_side(table: Table[Unit]):
    index = table.rows.index(1, 2)
    assert index.data() == "已逾期"
    assert index.data(STATE_ROLE) is State.LATE
    side = table.rows.index(1, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight


def click_heading(qtbot: QtBot, table: Table[Unit], column: int) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 10, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_a_heading_sorts_by_value_and_back(qtbot: QtBot, table: Table[Unit]):
    click_heading(qtbot, table, 1)
    assert names(table) == ["南街", "东街", "西街"]
    click_heading(qtbot, table, 1)
    assert names(table) == ["西街", "东街", "南街"]


def test_a_heading_without_an_order_sorts_nothing(qtbot: QtBot, table: Table[Unit]):
    click_heading(qtbot, table, 2)
    assert names(table) == ["东街", "南街", "西街"]


def test_new_rows_come_in_the_order_chosen(qtbot: QtBot, table: Table[Unit]):
    click_heading(qtbot, table, 1)
    table.show_rows((*UNITS, Unit("北街", 1, State.TODO)))
    assert names(table)[0] == "北街"


def test_enter_opens_the_chosen_row(qtbot: QtBot, table: Table[Unit]):
    table.selectRow(2)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [UNITS[2]]


def test_a_double_click_opens_a_row(qtbot: QtBot, table: Table[Unit]):
    place = table.visualRect(table.rows.index(0, 0)).center()
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        double_click(table.viewport(), place)
    assert opened.args == [UNITS[0]]


def test_the_chosen_row_stays_chosen_when_rows_are_shown_again(table: Table[Unit]):
    table.selectRow(1)
    table.show_rows(UNITS)
    assert table.currentIndex().row() == 1


@dataclass(frozen=True, slots=True)
class Known:
    id: int
    name: str


KNOWN: tuple[Column[Known], ...] = (
    Column(title="单位", text=lambda one: one.name, order=lambda one: one.name),
)
MANY = 20 * STRIDE  # rows that are put in order in several turns


def test_other_rows_are_laid_out_before_they_are_painted(table: Table[Unit]):
    table.setCurrentIndex(QModelIndex())  # to keep the place of which would lay them out anyway
    laid: list[int] = []
    table.verticalScrollBar().rangeChanged.connect(lambda _least, most: laid.append(most))
    table.show_rows(UNITS * 100)
    assert laid
    assert laid[-1] > 200 * table.rowHeight(0)


def known(count: int) -> tuple[Known, ...]:
    return tuple(Known(at, f"街{(at * 7919) % count:05d}") for at in range(count))


@pytest.fixture
def long_table(shown: Shown) -> Table[Known]:
    made: Table[Known] = Table("known", "单位", KNOWN)
    made.show_rows(known(MANY))
    made.resize(500, 300)
    shown(made)
    return made


def test_the_chosen_record_stays_chosen_where_it_was_in_the_window(long_table: Table[Known]):
    rows = known(MANY)
    long_table.selectRow(500)
    top = long_table.rowViewportPosition(500)
    long_table.show_rows(rows[300:])
    assert long_table.rows.row(long_table.currentIndex().row()) == rows[500]
    assert long_table.rowViewportPosition(200) == top
    assert long_table.selectionModel().isRowSelected(200)


def test_the_very_same_rows_are_not_shown_again(long_table: Table[Known]):
    drawn: list[bool] = []
    long_table.rows.modelReset.connect(lambda: drawn.append(True))
    rows = known(12)
    for _ in range(2):
        long_table.show_rows(rows)
    assert drawn == [True]


def test_a_record_is_found_by_what_it_is_known_by_wherever_it_went(long_table: Table[Known]):
    every = known(12)
    for rows in (every, every[::-1], Chosen(every, range(3, 12)), Chosen(every, (0, 7))):
        long_table.show_rows(rows)
        wanted = next((at for at, one in enumerate(rows) if one.id == 7), None)
        assert long_table.row_of(7) == wanted
    long_table.show_rows(Chosen(every, (0, 1)))
    assert long_table.row_of(7) is None
    long_table.show_rows(())
    assert long_table.row_of(7) is None


def test_whoever_scrolled_away_from_the_chosen_record_stays_there(long_table: Table[Known]):
    long_table.selectRow(0)
    bar = long_table.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    there = bar.value()
    long_table.show_rows(known(MANY))
    assert (long_table.currentIndex().row(), bar.value()) == (0, there)


def test_where_the_chosen_record_is_gone_the_row_in_its_place_is_chosen(
    long_table: Table[Known],
):
    long_table.selectRow(3)
    long_table.show_rows(tuple(one for one in known(MANY) if one.id != 3))
    assert long_table.currentIndex().row() == 3


def test_thousands_are_put_in_order_in_turns_and_new_ones_too(
    qtbot: QtBot, long_table: Table[Known]
):
    first = long_table.rows.row(0)
    long_table.selectRow(0)
    long_table.sort_by(0, Qt.SortOrder.DescendingOrder)
    assert long_table.rows.row(0) == first  # as before, until all are in order
    falling = sorted(known(MANY), key=lambda one: one.name, reverse=True)
    qtbot.waitUntil(lambda: list(long_table.rows.shown) == falling)
    assert long_table.rows.row(long_table.currentIndex().row()) == first
    long_table.show_rows(known(MANY - 1))
    falling = sorted(known(MANY - 1), key=lambda one: one.name, reverse=True)
    qtbot.waitUntil(lambda: list(long_table.rows.shown) == falling)


def test_going_to_records_chooses_the_first_of_them_even_while_they_are_put_in_order(
    qtbot: QtBot, long_table: Table[Known]
):
    long_table.go_to(frozenset({900, 1200}))
    assert long_table.currentIndex().row() == 900
    assert long_table.visualRect(long_table.currentIndex()).intersects(long_table.rect())
    long_table.sort_by(0, Qt.SortOrder.AscendingOrder)
    long_table.go_to(frozenset({7}))
    qtbot.waitUntil(lambda: long_table.rows.row(long_table.currentIndex().row()).id == 7)
    long_table.go_to(frozenset({-1}))
    assert long_table.rows.row(long_table.currentIndex().row()).id == 7


class LongList:
    """A million rows, of which it notes what was read."""

    def __init__(self) -> None:
        self.read_pages: list[int] = []

    def read(self, start: int, stop: int) -> list[Unit]:
        self.read_pages.append(start // PAGE)
        return [Unit(f"街{n}", n, State.TODO) for n in range(start, stop)]


def test_a_long_list_reads_only_what_is_looked_at(shown: Shown):
    source = LongList()
    table = Table("units", "单位", COLUMNS)
    table.show_rows(WindowedRows(1_000_000, source.read))
    table.resize(700, 300)
    shown(table)
    assert table.rows.rowCount() == 1_000_000
    table.scrollToBottom()
    table.viewport().repaint()
    assert names_of_last(table) == "街999999"
    assert set(source.read_pages) <= {0, 999_999 // PAGE}


def names_of_last(table: Table[Unit]) -> str:
    return table.rows.row(table.rows.rowCount() - 1).name


def test_a_long_list_forgets_the_pages_left_behind():
    source = LongList()
    rows = WindowedRows(1_000_000, source.read)
    for page in range(PAGES_KEPT + 1):
        assert rows[page * PAGE].held == page * PAGE
    assert rows[PAGE].held == PAGE
    assert source.read_pages.count(1) == 1
    assert rows[0].held == 0
    assert source.read_pages.count(0) == 2


def test_the_last_page_ends_with_the_list():
    asked: list[tuple[int, int]] = []

    def read(start: int, stop: int) -> list[int]:
        asked.append((start, stop))
        return list(range(start, stop))

    rows = WindowedRows(PAGE + 3, read)
    assert rows[PAGE + 2] == PAGE + 2
    assert asked == [(PAGE, PAGE + 3)]


def test_a_spare_column_is_left_out_of_a_narrow_table(qtbot: QtBot, shown: Shown):
    columns = (replace(COLUMNS[0], width=200, spare=True), *COLUMNS[1:])
    table = Table("units", "单位", columns)
    table.resize(800, 300)
    shown(table)
    assert not table.isColumnHidden(0)
    table.resize(400, 300)
    assert table.isColumnHidden(0)
    table.resize(800, 300)
    assert not table.isColumnHidden(0)


# -- narrow columns -------------------------------------------------------------------------------


@given(st.dictionaries(st.integers(0, 9), st.integers(0, 400), max_size=8), st.integers(0, 2000))
def test_a_room_is_shared_out_whole_to_who_needs_little(needs: dict[int, int], room: int):
    given_out = shared_out(needs, room)
    assert given_out.keys() == needs.keys()
    assert sum(given_out.values()) <= room
    assert all(0 <= wide <= needs[at] for at, wide in given_out.items())
    if sum(needs.values()) <= room:
        assert given_out == needs


@pytest.mark.parametrize(
    ("text", "fits", "lines"),
    [
        ("2026年12月10日 17:30", "2026年12月1", ["2026年12月", "10日 17:30"]),
        ("协商成果“梧桐街道”", "协商成果“", ["协商成果", "“梧桐街道”"]),
        ("登记审核，报送", "登记审核", ["登记审", "核，报送"]),
    ],
)
def test_no_figure_and_no_mark_is_torn_off(
    dressed: QApplication, text: str, fits: str, lines: list[str]
):
    metrics = QFontMetrics(font(15))
    assert cut(text, metrics, metrics.horizontalAdvance(fits), 3)[0] == lines[0]
    assert "".join(cut(text, metrics, 400, 2)) == "".join(lines)


PRINTED = st.text(st.characters(exclude_categories=["C"]), max_size=40)  # no control characters


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PRINTED, st.integers(10, 400), st.integers(1, 3))
def test_a_cut_text_says_what_it_says_until_the_dots(
    dressed: QApplication, text: str, width: int, lines: int
):
    metrics = QFontMetrics(font(15))
    told = cut(text, metrics, width, lines)
    assert 1 <= len(told) <= lines
    said = "".join(told).replace(" ", "").rstrip("…")
    assert "".join(text.split()).startswith("".join(said.split()))


def test_large_text_narrows_the_columns_instead_of_scrolling_sideways(
    shown: Shown, dressed: QApplication
):
    theme.apply(dressed, LIGHT.scaled(2))
    try:
        columns = (
            Column(title="编号", text=str, width=160),
            Column(title="单位", text=lambda _row: "区住房和城乡建设局", width=200),
            Column(title="事项", text=lambda _row: "修路灯"),
        )
        table: Table[str] = Table("narrow", "窄表", columns)
        table.resize(560, 400)
        table.show_rows(("WT-JB-2026-001",))
        shown(table)
        assert not table.horizontalScrollBar().isVisible()
        assert table.columnWidth(0) + table.columnWidth(1) + table.columnWidth(2) <= 560
        assert table.rowHeight(0) > theme.now().row  # the words go on in a second line
        table.resize(1400, 400)
        QApplication.processEvents()
        assert table.columnWidth(0) == theme.now().px(160)
        assert table.rowHeight(0) == theme.now().row
    finally:
        theme.apply(dressed)
