"""Ledgers, plans and statistics on paper: heads on every page, all lines, nothing off the sheet."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.ledger_sheet import ledger_sheet
from consultroom.documents.forms.plan_table import plan_table
from consultroom.documents.forms.statistics_table import statistics_table
from consultroom.documents.forms.wide_tables import broken, shown
from consultroom.documents.gb9704 import GB9704, landscape
from consultroom.documents.layout import lay_out
from consultroom.documents.pages import GlyphRun, Layout, Rule
from consultroom.documents.qr import stamped
from consultroom.documents.render_pdf import draw
from consultroom.domain.indicators import statistics
from consultroom.domain.ledgers import LEDGERS, CellKind, Heading
from consultroom.domain.yearbooks import YearBook, year_period
from consultroom.frozen import replace
from tests import builders as a
from tests.domain.books import a_book

EMPTY = YearBook(station=a.a_station(), period=year_period(2026), today=a.TODAY)
MM = 72 / 25.4


def _layout(paper: Paper) -> Layout:
    return lay_out(paper, bundled())


def _texts(paper: Paper) -> list[str]:
    """Return the text of each page, in reading order, without line ends."""
    return [
        "".join(item.text for item in page.items if isinstance(item, GlyphRun))
        for page in _layout(paper).pages
    ]


def _many(count: int) -> YearBook:
    visits = tuple(
        a.a_visit(id=f"V{n}", order=n, matter=f"第{n}件：晚上消防通道被车占住，叫不来人挪车。")
        for n in range(1, count + 1)
    )
    return a_book(visits=visits)


@pytest.mark.parametrize("code", LEDGERS)
@pytest.mark.parametrize("book", [EMPTY, a_book()], ids=["empty", "story"])
def test_each_ledger_prints_on_its_side_inside_its_margins(code: str, book: YearBook):
    layout = _layout(ledger_sheet(LEDGERS[code].ledger(book)))
    page = landscape(GB9704)
    assert layout.missing == ()
    for sheet in layout.pages:
        assert (sheet.width_mm, sheet.height_mm) == (297.0, 210.0)
        for item in sheet.items:
            if isinstance(item, Rule):
                assert item.x0 >= page.left - 0.5
                assert item.x1 <= page.left + page.width + 0.5
            if isinstance(item, GlyphRun):
                assert page.left - 1 <= item.x
                assert item.x + item.width <= page.left + page.width + 1


def test_a_ledger_without_lines_says_so_and_can_be_signed():
    (text,) = _texts(ledger_sheet(LEDGERS["outcomes"].ledger(EMPTY)))
    for told in ("成果办理台账", "本期没有登记", "统计口径", "填表人", "审核人", "第1页　共1页"):
        assert told in text
    assert "填报日期：2026年11月20日" in text
    assert "期间：2026年" in text


def test_a_long_ledger_has_every_line_and_its_head_and_number_on_every_page():
    ledger = LEDGERS["receptions"].ledger(_many(60))
    pages = _texts(ledger_sheet(ledger))
    assert len(pages) > 4
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页　共{len(pages)}页" in page
        assert "反映事项" in page
    told = "".join(pages)
    assert all(f"第{n}件：" in told for n in range(1, 61))
    assert told.count("合计") == 1
    assert told.count("填表人") == 1


def test_every_full_page_leaves_room_for_its_signed_square():
    longest = "A" * 178  # characters of a signed mark
    for paper in (
        ledger_sheet(LEDGERS["receptions"].ledger(_many(60))),
        plan_table(
            a.a_station(), a.an_annual_plan(), [a.a_plan_item(id=f"{n}") for n in range(40)]
        ),
        statistics_table(statistics(a_book())),
    ):
        layout = _layout(paper)
        marked = stamped(layout, [longest] * len(layout.pages), profile=paper.profile)
        assert len(marked.pages) == len(layout.pages)


def test_a_matter_taller_than_a_page_is_printed_to_its_end():
    visit = a.a_visit(matter="停车难" * 1500 + "完")
    pages = _texts(ledger_sheet(LEDGERS["receptions"].ledger(a_book(visits=(visit,)))))
    assert sum(page.count("停车难") for page in pages) >= 1490  # some are parted by a line's end
    assert "完" in "".join(pages)


def test_a_name_is_not_split_over_lines():
    day = a.a_reception_day(receivers=("孙刚", "买买提·艾力", "金家祥"))
    layout = _layout(ledger_sheet(LEDGERS["receptions"].ledger(a_book(reception_days=(day,)))))
    runs = [item.text for item in layout.pages[0].items if isinstance(item, GlyphRun)]
    assert any("金家祥" in run for run in runs)
    assert any("孙刚" in run for run in runs)


@pytest.mark.parametrize(
    ("text", "room", "told"),
    [
        ("办理时限", 4.0, "办理时限"),
        ("办理时限", 3.1, "办理\n时限"),
        ("梧桐里社区", 4.2, "梧桐里\n社区"),
        ("村（社区）", 4.0, "村\n（社区）"),
        ("梧桐街道党（工）委", 6.1, "梧桐街道\n党（工）委"),
        ("成果单编号", 4.2, "成果单\n编号"),
        ("自行办结", 3.0, "自行\n办结"),
        ("一个特别特别长的不会在表头里出现的名字", 3.0, "一个特别特别长的不会在表头里出现的名字"),
    ],
)
def test_a_short_word_is_broken_where_a_person_would(text: str, room: float, told: str):
    assert broken(text, room) == told


def test_days_and_record_numbers_are_broken_in_narrow_columns():
    day = Heading(code="on", word="日期", kind=CellKind.DATE)
    assert shown(date(2026, 11, 5), day, 4.0) == "2026-\n11-05"
    assert shown(date(2026, 11, 5), day, 6.0) == "2026-11-05"
    assert shown("WT-JB-2026-011", Heading(code="n", word="编号"), 4.0) == "WT-JB-\n2026-011"
    assert (shown(0, day, 4.0), shown(None, day, 4.0)) == ("0", "")


def test_a_ledger_keeps_the_districts_page_number_and_paper():
    house = replace(GB9704, left_mm=28.0, block_width_mm=155.0)
    paper = ledger_sheet(LEDGERS["topics"].ledger(a_book()), by="何小满", profile=house)
    assert paper.profile.width_mm == 297.0
    assert "填表人：何小满" in _texts(paper)[0]
    assert (paper.author, paper.title) == ("梧桐街道委员工作站", "梧桐街道委员工作站议题台账")


def test_the_same_ledger_gives_the_same_bytes():
    paper = ledger_sheet(LEDGERS["deeds"].ledger(a_book()))
    one, two = (draw(_layout(paper), paper, bundled()) for _ in range(2))
    assert one == two
    text = pypdfium2.PdfDocument(one)[0].get_textpage().get_text_range()
    assert "帮办实事台账" in text


# -- the plan ------------------------------------------------------------------------------------


def test_a_plan_prints_its_twelve_months_and_room_for_its_approval():
    items = [
        a.a_plan_item(id=f"I{m}", month=f"2026-{m:02d}", title=f"{m}月的事") for m in range(1, 13)
    ]
    told = "".join(_texts(plan_table(a.a_station(), a.an_annual_plan(), items)))
    assert all(f"{m}月的事" in told for m in range(1, 13))
    assert "审批单位：" in told
    assert "年度协商计划" in told


def test_a_plan_without_lines_says_so():
    (text,) = _texts(plan_table(a.a_station(), a.an_annual_plan(), ()))
    assert "本年度还没有列入项目" in text


# -- statistics ----------------------------------------------------------------------------------


def test_every_indicator_stands_in_the_table_and_its_rule_below():
    table = statistics(a_book())
    told = "".join(_texts(statistics_table(table)))
    for line in table.lines:
        assert line.indicator.word in told
        assert line.indicator.rule in told
    assert "%" not in told


def test_a_year_nobody_recorded_is_a_dash_and_nothing_done_is_nought():
    told = "".join(_texts(statistics_table(statistics(EMPTY))))
    assert "—" in told
    assert "征集议题件0—0" in told
