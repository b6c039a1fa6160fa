"""Reports of a real room: the same numbers everywhere, no visitor in any of them."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from consultroom.domain.ledgers import LEDGERS
from consultroom.domain.receptions import VisitHandling, VisitorIdentity
from consultroom.domain.records import UnknownWord
from consultroom.domain.yearbooks import BadPeriod
from consultroom.services import printing, receiving, reporting
from consultroom.services.desk import Desk, WrongKind
from tests.services.stages import Stages, the_dossier

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def _sheet(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).worksheets[0]


def _texts(content: bytes) -> str:
    return "|".join(str(cell.value) for row in _sheet(content).iter_rows() for cell in row)


def _visited(desk: Desk) -> str:
    """Write down a visit whose text names its visitor; return the day's number."""
    day = receiving.open_day(desk, receivers=("张建国",))
    told = {"matter": "马桂芳反映路灯不亮，电话55501234", "result": "马桂芳说已修好"}
    receiving.receive(desk, day, visitor="马桂芳", head_count=2, **told)
    receiving.receive(desk, day, matter="要求早些送餐", handling=VisitHandling.OPINION)
    return day.number


@pytest.mark.parametrize("kind", [*LEDGERS, "statistics", "plan"])
def test_every_table_of_a_filled_room_can_be_had(kind: str, busy: Desk):
    found = reporting.spreadsheet(busy, kind, *YEAR)
    words = [cell.value for row in _sheet(found.content).iter_rows(max_row=4) for cell in row]
    assert words[0] == found.title
    assert "序号" in words
    code = kind if kind in printing.KINDS else f"ledger_{kind}"
    assert printing.print_paper(busy, code, "2026").pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("kind", [*LEDGERS, "statistics", "plan"])
def test_every_table_of_an_empty_room_can_be_had(kind: str, stages: Stages):
    desk = stages("founded")
    found = reporting.spreadsheet(desk, kind, *YEAR)
    expected = "本期没有登记" if kind not in ("statistics", "plan") else "序号"
    assert expected in _texts(found.content)


def test_no_visitor_stands_in_any_table(stages: Stages):
    desk = stages("founded")
    _visited(desk)
    told = "".join(_texts(reporting.spreadsheet(desk, kind, *YEAR).content) for kind in LEDGERS)
    assert "路灯不亮" in told
    assert "马桂芳" not in told
    assert "55501234" not in told


def test_a_register_names_visitors_only_when_asked(stages: Stages):
    desk = stages("founded")
    number = _visited(desk)
    plain = _texts(reporting.reception_register(desk, number, named=False).content)
    named = _texts(reporting.reception_register(desk, number, named=True).content)
    assert "马桂芳" not in plain
    assert "55501234" not in plain
    assert "马桂芳" in named
    with pytest.raises(WrongKind):
        reporting.reception_register(stages("begun"), "WT-XS-2026-001", named=False)


def test_the_year_book_is_read_without_identities(stages: Stages):
    desk = stages("founded")
    _visited(desk)
    assert desk.room.count(VisitorIdentity) == 1
    book = reporting.year_book(desk, *YEAR)
    assert "马桂芳" not in str(book)
    assert [visit.head_count for visit in book.visits] == [2, 1]


def test_the_sign_in_list_has_everyone_asked(stages: Stages):
    desk = stages("held")
    found = reporting.sign_in_list(desk, the_dossier(desk).consultation.id)
    assert found.lines == 6
    assert "应到6人" in _texts(found.content)
    early = stages("begun")
    with pytest.raises(reporting.NothingToReport, match="还没有安排会议"):
        reporting.sign_in_list(early, the_dossier(early).consultation.id)


def test_the_figures_of_a_month_lie_within_the_years(busy: Desk):
    year = reporting.statistics(busy, 2026)
    month = reporting.statistics_of(busy, reporting.Period(date(2026, 10, 1), date(2026, 10, 31)))
    for whole, part in zip(year.lines, month.lines, strict=True):
        if not whole.indicator.standing and whole.indicator.code != "due":
            assert set(part.now.records) <= set(whole.now.records) or part.indicator.code in (
                "replied",
                "class_a",
            )


def test_every_number_of_the_year_leads_to_a_record(busy: Desk):
    for line in reporting.statistics(busy, 2026).lines:
        for key in line.now.records[:3]:
            assert busy.room.history(key), line.indicator.code


def test_the_same_room_gives_the_same_bytes(busy: Desk):
    one, two = (reporting.spreadsheet(busy, "outcomes", *YEAR).content for _ in range(2))
    assert one == two


def test_a_table_nobody_knows_and_a_period_turned_round_are_refused(stages: Stages):
    desk = stages("founded")
    with pytest.raises(UnknownWord, match="没有“花名册”这张表。现有：议题台账（topics）"):
        reporting.spreadsheet(desk, "花名册", *YEAR)
    with pytest.raises(BadPeriod):
        reporting.spreadsheet(desk, "outcomes", *reversed(YEAR))
