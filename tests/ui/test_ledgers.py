"""台账统计: any table of any days, its bars, its numbers explained, printed and exported."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from consultroom.domain import indicators
from consultroom.domain.ledgers import LEDGERS
from consultroom.domain.yearbooks import Period
from consultroom.services import following, receiving
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.ledgers.bars import Picked
from consultroom.ui.ledgers.charts import ASKS, COMPARED, bars_of, parts_of
from consultroom.ui.ledgers.press import PeriodPress
from consultroom.ui.ledgers.reading import Shelf
from consultroom.ui.ledgers.spans import Span, SpanKind, key_of, span_of
from consultroom.ui.ledgers.view import LedgersView
from consultroom.ui.office import Office
from consultroom.ui.paper.view import PaperView
from tests.services.stages import Stages, on, the_assignment
from tests.ui.conftest import Shown

LATE = date(2027, 1, 5)
PATIENCE = 20_000  # ms


@pytest.fixture
def desk(stages: Stages) -> Desk:
    """Two assignments of November 2026, one of them answered; two visits in December."""
    desk = stages("assigned")
    on(desk, date(2026, 12, 10))
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(desk, day, matter="路灯不亮", head_count=3)
    receiving.receive(desk, day, matter="井盖松动", head_count=2)
    following.reply(desk, the_assignment(desk), text="已办", result="A")
    return desk


@pytest.fixture
def office(desk: Desk, shown: Shown, tmp_path: Path) -> Office:
    made = Office(desk, folder=tmp_path)
    made.window.resize(1366, 768)
    shown(made.window)
    made.window.go("ledgers")
    return made


@pytest.fixture
def view(office: Office) -> LedgersView:
    found = office.window.screens["ledgers"]
    assert isinstance(found, LedgersView)
    return found


def choose(view: LedgersView, name: str, code: str) -> None:
    box = view.findChild(QComboBox, name)
    assert box.isVisible(), name
    box.setCurrentIndex(box.findData(code))


def listed(view: LedgersView) -> list[list[str]]:
    table = view.table
    if table is None:
        return []
    model = table.model()
    columns = [at for at in range(model.columnCount()) if not table.isColumnHidden(at)]
    return [[model.index(row, at).data() for at in columns] for row in range(model.rowCount())]


def column(view: LedgersView, title: str) -> list[str]:
    assert view.table is not None
    titles = [one.title for one in view.table.rows.columns]
    model = view.table.model()
    at = titles.index(title)
    return [model.index(row, at).data() for row in range(model.rowCount())]


def words(view: LedgersView, name: str) -> str:
    QApplication.processEvents()
    found = view.findChild(QLabel, name)
    return found.text() if found.isVisible() else ""


def press(view: LedgersView, name: str) -> None:
    QApplication.processEvents()
    found = view.findChild(QPushButton, name)
    assert found.isEnabled(), name
    found.click()


# -- the tables -----------------------------------------------------------------------------------


def test_every_table_opens_and_holds_qts_rules(view: LedgersView):
    kinds = view.findChild(QComboBox, "ledgerKind")
    codes = [kinds.itemData(at) for at in range(kinds.count())]
    assert codes == ["statistics", *LEDGERS, "plan"]
    for code in codes:
        choose(view, "ledgerKind", code)
        if view.table is not None:
            ModelTester(None).check(view.table.model())
            assert view.table.objectName() == f"table_{code}"


def test_a_ledger_is_listed_with_its_state_and_its_sums(view: LedgersView):
    choose(view, "ledgerKind", "outcomes")
    assert column(view, "办理情况") == ["办结", "在办"]
    assert view.subheading == "2026年，共 2 行，截至2026年12月10日"
    choose(view, "ledgerKind", "receptions")
    assert column(view, "反映事项") == ["路灯不亮", "井盖松动"]
    assert words(view, "ledgerTotals") == "合计：件数 2　人次 5"


@pytest.mark.parametrize(
    ("kind", "part", "says", "lines"),
    [
        ("year", "", "2026年", 2),
        ("quarter", "4", "2026年10月1日至2026年12月31日", 2),
        ("quarter", "1", "2026年1月1日至2026年3月31日", 0),
        ("month", "12", "2026年12月", 2),
        ("month", "11", "2026年11月", 0),
    ],
)
def test_a_year_a_quarter_or_a_month_is_asked_about(
    view: LedgersView, kind: str, part: str, says: str, lines: int
):
    choose(view, "ledgerKind", "receptions")
    choose(view, "spanKind", kind)
    if part:
        choose(view, "spanPart", part)
    assert view.subheading.startswith(f"{says}，共 {lines} 行")
    assert len(listed(view)) == lines


def test_any_days_are_asked_about_and_a_wrong_order_is_told(view: LedgersView):
    choose(view, "ledgerKind", "receptions")
    choose(view, "spanKind", "days")
    fields = [view.findChild(QLineEdit, name) for name in ("spanFirst", "spanLast")]
    for field, typed in zip(fields, ("2026.12.1", "2026.12.31"), strict=True):
        field.setText(typed)
        field.editingFinished.emit()
    assert len(listed(view)) == 2
    fields[0].setText("2027.1.1")
    fields[0].editingFinished.emit()
    assert "晚于截止日期" in view.subheading
    assert not view.findChild(QPushButton, "exportLedger").isEnabled()


def test_another_year_says_that_there_is_nothing(view: LedgersView):
    choose(view, "ledgerKind", "receptions")
    choose(view, "spanYear", "2027")
    assert listed(view) == []
    assert view.subheading == "2027年，共 0 行，截至2026年12月10日"


def test_a_header_sorts_and_numbers_sort_as_numbers(view: LedgersView):
    choose(view, "ledgerKind", "receptions")
    assert view.table is not None
    view.table.sort_by(2, Qt.SortOrder.AscendingOrder)
    assert column(view, "人次") == ["2", "3"]
    view.table.sort_by(2, Qt.SortOrder.DescendingOrder)
    assert column(view, "人次") == ["3", "2"]


def test_what_is_written_meanwhile_is_counted_when_the_page_is_entered(
    view: LedgersView, office: Office, desk: Desk
):
    choose(view, "ledgerKind", "receptions")
    day = receiving.open_day(desk, receivers=("李秀英",))
    receiving.receive(desk, day, matter="树枝挡窗")
    office.window.go("home")
    office.window.go("ledgers")
    assert column(view, "反映事项") == ["路灯不亮", "井盖松动", "树枝挡窗"]


# -- what stands behind ---------------------------------------------------------------------------


def test_a_line_is_told_in_full_and_opens_its_record(view: LedgersView, office: Office, desk: Desk):
    choose(view, "ledgerKind", "outcomes")
    assert view.table is not None
    view.table.selectRow(0)
    QApplication.processEvents()
    facts = [one.text() for one in view.detail.findChildren(QLabel) if one.isVisible()]
    assert {"主办单位", "区住建委", "办理情况", "办结"} <= set(facts)
    press(view, "openRecord")
    assert office.window.here == "outcomes"
    assert office.window.screens["outcomes"].detail._number.text() == "WT-JB-2026-001"  # type: ignore[attr-defined]


def test_a_figure_that_is_clicked_shows_the_records_it_counts(
    view: LedgersView, office: Office, qtbot: QtBot
):
    choose(view, "ledgerKind", "statistics")
    table = view.table
    assert table is not None
    rows = {table.rows.row(at).record: at for at in range(table.rows.rowCount())}
    now = [one.title for one in table.rows.columns].index("本期")
    table.setCurrentIndex(table.model().index(rows["visitors"], now))
    table.clicked.emit(table.model().index(rows["visitors"], now))
    assert words(view, "sourceCount") == "本期的 5 由下面 2 条记录数出来。"
    sources = view.detail.sources.rows
    told = [(sources.row(at).title, sources.row(at).times) for at in range(sources.rowCount())]
    assert told == [("路灯不亮", 3), ("井盖松动", 2)]
    assert "人次" in words(view, "detailRule") or words(view, "detailRule").startswith("统计口径")
    view.detail.sources.selectRow(1)
    press(view, "openSource")
    assert office.window.here == "receptions"


def test_the_year_before_of_which_nothing_is_known_is_no_nought(view: LedgersView):
    choose(view, "ledgerKind", "statistics")
    assert view.table is not None
    view.table.selectRow(0)
    assert set(column(view, "上年同期")) == {"—"}
    press(view, "figure_before")
    assert words(view, "sourceCount") == "上年同期没有任何登记，这里不写 0。"


def test_every_record_that_any_figure_counts_is_known_and_can_be_opened(desk: Desk, stages: Stages):
    for room in (desk, stages("followed")):
        shelf = Shelf(room)
        for line in indicators.statistics(shelf.book).lines:
            for tally in filter(None, (line.now, line.before, line.ever)):
                found = shelf.sources.behind(tally)
                assert sum(one.times for one in found) == tally.number
                assert all(one.act and one.title for one in found), line.indicator.word


def test_every_line_of_every_ledger_opens_something(desk: Desk):
    shelf = Shelf(desk)
    for code in LEDGERS:
        for row in shelf.read(code, span_of(desk.today).period()).sheet.rows:
            assert shelf.sources.of(row.record).act, (code, row.words)


# -- the bars -------------------------------------------------------------------------------------


def test_the_bars_add_up_to_the_lines_of_the_ledger(desk: Desk):
    shelf = Shelf(desk)
    ledger = shelf.read("receptions", span_of(desk.today).period()).ledger
    assert ledger is not None
    bars, parts = bars_of(ledger), parts_of(ledger)
    assert bars is not None
    assert parts is not None
    assert [(one.word, sum(one.numbers)) for one in bars.series] == [("来访", 2), ("来访群众", 5)]
    assert (bars.words[0], bars.words[-1], bars.most) == ("1月", "12月", 5)
    assert parts.counts == (("当场解答", 2),)
    assert bars.told() == "逐月来访。12月：来访 2 件，来访群众 5 人次。"
    assert parts.told() == "处理方式，共2件：当场解答2件。"


def test_several_years_are_drawn_by_year(desk: Desk):
    shelf = Shelf(desk)
    span = Span(
        kind=SpanKind.DAYS, year=2026, part=1, first=date(2025, 1, 1), last=date(2027, 6, 30)
    )
    ledger = shelf.read("receptions", span.period()).ledger
    assert ledger is not None
    bars = bars_of(ledger)
    assert bars is not None
    assert (bars.words, bars.series[0].numbers) == (("2025年", "2026年", "2027年"), (0, 2, 0))


def test_a_bar_lists_its_lines_by_keyboard_and_all_are_one_press_away(
    view: LedgersView, qtbot: QtBot
):
    choose(view, "ledgerKind", "outcomes")
    parts = view.charts.parts
    parts.setFocus()
    qtbot.keyClick(parts, Qt.Key.Key_Down)
    assert parts.accessibleDescription() == "办结：1 件"
    qtbot.keyClick(parts, Qt.Key.Key_Return)
    assert column(view, "办理情况") == ["办结"]
    assert words(view, "onlyWords") == "只列“办结”的 1 行"
    press(view, "showAll")
    assert column(view, "办理情况") == ["办结", "在办"]


def test_a_drawing_that_lacks_something_cannot_be_made(dressed: QApplication):
    class Half(Picked):
        def keys(self) -> tuple[str, ...]:
            return ()

    with pytest.raises(TypeError, match="Half lacks place, words"):
        Half()


def test_a_bar_lists_its_month_by_mouse(view: LedgersView, qtbot: QtBot):
    choose(view, "ledgerKind", "receptions")
    QApplication.processEvents()
    bars = view.charts.bars
    assert "12月：来访 2 件" in bars.accessibleName()
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.place(11).center().toPoint())
    assert words(view, "onlyWords") == "只列“2026年12月”的 2 行"
    qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=bars.place(0).center().toPoint())
    assert listed(view) == []


def test_the_bars_of_the_statistics_add_up_to_the_figures_beside_them(desk: Desk):
    for first, last in (("2026-01-01", "2026-12-31"), ("2025-01-01", "2026-12-31")):
        period = Period(date.fromisoformat(first), date.fromisoformat(last))
        found = Shelf(desk).read("statistics", period)
        assert found.bars is not None
        for code, one in zip(COMPARED, found.bars.series, strict=True):
            line = found.line(code)
            assert line is not None
            assert sum(one.numbers) == line.now.number
    assert found.bars.words == ("2025年", "2026年")
    assert found.bars.told() == "逐年开会与办结。2026年：协商议事会 1 场，协商办结 0 次。"


def test_a_month_of_the_statistics_is_asked_about_among_its_year_and_let_go(
    view: LedgersView, qtbot: QtBot
):
    choose(view, "ledgerKind", "statistics")
    QApplication.processEvents()
    bars = view.charts.bars
    assert words(view, "barsHint") == ASKS
    assert "11月：协商议事会 1 场" in bars.accessibleName()
    for month, says in ((10, "2026年11月"), (11, "2026年12月"), (11, "2026年")):
        at = bars.place(month).center().toPoint()
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=at)
        assert view.subheading.startswith(f"{says}，共")
        assert len(bars.keys()) == 12
        assert bars.chosen == ("" if says == "2026年" else f"2026-{month + 1:02d}")
        assert words(view, "onlyWords") == ""


def test_a_year_in_which_nothing_was_done_has_no_bars(view: LedgersView):
    choose(view, "ledgerKind", "statistics")
    assert view.charts.isVisible()
    choose(view, "spanYear", "2027")
    assert not view.charts.isVisible()
    assert len(listed(view)) > 0


def test_people_are_never_drawn_beside_one_another(view: LedgersView):
    choose(view, "ledgerKind", "duties")
    assert not view.charts.isVisible()
    assert len(listed(view)) > 0


def test_a_low_window_shows_the_bars_on_a_press(view: LedgersView, office: Office):
    office.window.resize(1093, 614)
    choose(view, "ledgerKind", "receptions")
    QApplication.processEvents()
    assert not view.charts.isVisible()
    press(view, "turnCharts")
    assert view.charts.isVisible()
    press(view, "turnCharts")
    assert not view.charts.isVisible()


# -- on paper and as a file -----------------------------------------------------------------------


def test_the_paper_of_what_is_on_the_screen_is_one_press_away(
    view: LedgersView, office: Office, qtbot: QtBot
):
    choose(view, "ledgerKind", "receptions")
    choose(view, "spanKind", "month")
    press(view, "printLedger")
    paper = office.window.screens["ledger_paper"]
    assert isinstance(paper, PaperView)
    assert paper.findChild(QComboBox, "paperKind").currentText() == "接待日台账"
    assert paper.subheading == "2026年12月"
    qtbot.waitUntil(lambda: paper.findChild(QPushButton, "print").isEnabled(), timeout=PATIENCE)


def test_every_paper_of_a_period_can_be_made(desk: Desk):
    told: list[str] = []
    press = PeriodPress(lambda: desk, slow=lambda work, done, _fail: done(work()), keep=None)  # type: ignore[arg-type]
    words_, kinds = press.about(key_of(span_of(desk.today).period()))
    assert (words_, len(kinds)) == ("2026年", len(LEDGERS) + 6)
    for kind in ("ledger_outcomes", "statistics", "plan"):
        press.make(
            "2026-01-01..2026-12-31", kind, lambda sheet: told.append(sheet.pdf[:5].decode()),
            told.append,
        )  # fmt: skip
    assert told[:2] == ["%PDF-", "%PDF-"]
    assert "还没有计划项目" in told[2]


@pytest.mark.parametrize(
    ("code", "cell"), [("receptions", "路灯不亮"), ("statistics", "来访群众"), ("plan", "月份")]
)
def test_a_table_is_saved_as_a_spreadsheet(  # noqa: PLR0917
    view: LedgersView,
    office: Office,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    code: str,
    cell: str,
):
    file = tmp_path / "台账.xlsx"
    offered: list[Path] = []
    monkeypatch.setattr(
        dialogs, "ask_save", lambda _parent, _title, _kind, path: offered.append(path) or file
    )
    choose(view, "ledgerKind", code)
    press(view, "exportLedger")
    qtbot.waitUntil(file.exists, timeout=PATIENCE)
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    assert any(cell in str(one) for row in sheet.iter_rows(values_only=True) for one in row)
    assert offered[0].name.endswith("2026年.xlsx")
    qtbot.waitUntil(
        lambda: "已存到" in office.window.toast_area.findChild(QLabel, "toastWords").text(),
        timeout=PATIENCE,
    )


def test_a_large_room_is_read_and_counted_while_the_window_moves_on(
    view: LedgersView, office: Office, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("consultroom.ui.ledgers.reading.SMALL", 0)
    monkeypatch.setattr("consultroom.ui.pacing.FIRST", 0)
    day = receiving.open_day(desk, receivers=("李秀英",))
    receiving.receive(desk, day, matter="树枝挡窗")
    office.window.go("ledgers", "receptions")
    assert view.subheading == "正在统计…"
    assert not view.findChild(QPushButton, "exportLedger").isEnabled()
    qtbot.waitUntil(lambda: len(listed(view)) == 3, timeout=PATIENCE)
    choose(view, "ledgerKind", "statistics")
    assert view.subheading == "正在统计…"
    choose(view, "ledgerKind", "receptions")  # what was asked for last is what is shown
    qtbot.waitUntil(lambda: len(listed(view)) == 3, timeout=PATIENCE)
    choose(view, "ledgerKind", "statistics")
    qtbot.waitUntil(lambda: view.subheading.startswith("2026年，共"), timeout=PATIENCE)
    assert view.table is not None
    assert view.table.objectName() == "table_statistics"
