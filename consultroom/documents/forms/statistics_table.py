"""年度工作统计表: indicators down the side, 本期, 上年同期, 累计 across, their rules below.

Which indicators, and their rules below the table: SOURCES.md, "counting".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from consultroom.documents.blocks import (
    Align,
    Cell,
    Paper,
    Row,
    Table,
    Title,
    label_cell,
)
from consultroom.documents.forms import wide_tables
from consultroom.documents.forms.sittings import OF_PAGES
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.indicators import Statistics, StatisticsLine, Tally
from consultroom.domain.ledgers import LEDGERS
from consultroom.frozen import replace

NOT_KNOWN = "—"
_HEADS = ("类别", "指标", "单位", "本期", "上年同期", "累计", "说明")
_SHARES = (1.0, 2.2, 0.65, 0.75, 0.95, 0.75, 1.55)
_ROW_MM = 6.6
_NOTE = "上年同期没有任何登记的，以“—”表示；期末的状态和驻站委员不累计。“其中”是上一项的一部分。"


def statistics_table(statistics: Statistics, *, profile: PageProfile = GB9704) -> Paper:
    """Return the table of a period's figures; a period without any prints noughts.

    Args:
        statistics: the figures.
        profile: the district's page.
    """
    page = replace(profile, page_number=OF_PAGES)
    facts = (
        f"填报单位：{statistics.station.name}",
        f"填报日期：{chinese_date(statistics.today)}",
    )
    return Paper(
        title=statistics.title,
        author=statistics.station.name,
        subject=f"统计表 {statistics.period.words()}",
        profile=page,
        blocks=(
            Title(text=statistics.title),
            wide_tables.spread(page, *facts),
            _table(statistics),
            wide_tables.spread(page, "填表人：", "审核人：", "　" * 8),
            _rules(statistics),
        ),
    )


def _table(statistics: Statistics) -> Table:
    head = Row(cells=tuple(map(label_cell, _HEADS)), min_height_mm=_ROW_MM + 1)
    return Table(
        shares=_SHARES,
        rows=(head, *_rows(statistics)),
        header_rows=1,
        size_pt=wide_tables.SIZE_PT,
        aligns=(Align.CENTRE, Align.LEFT, *[Align.CENTRE] * 4, Align.LEFT),
        leading=1.2,
        padding_mm=(1.0, 0.7),
    )


def _rows(statistics: Statistics) -> Iterator[Row]:
    for group, lines in groupby(statistics.lines, key=lambda line: line.indicator.group):
        members = list(lines)
        for place, line in enumerate(members):
            first = (label_cell(group, down=len(members)),) if not place else ()
            yield Row(cells=(*first, *_cells(line)), min_height_mm=_ROW_MM)


def _cells(line: StatisticsLine) -> tuple[Cell, ...]:
    one = line.indicator
    told = (
        f"其中：{one.word}" if one.part else one.word,
        one.unit,
        *map(figure, (line.now, line.before, line.ever)),
        line.note or _where(one.ledger),
    )
    return tuple(Cell(text=text) for text in told)


def figure(tally: Tally | None) -> str:
    """Return a number as printed; a dash where nothing is known."""
    return NOT_KNOWN if tally is None else str(tally.number)


def _where(ledger: str) -> str:
    return f"见{LEDGERS[ledger].word}" if ledger else ""


def _rules(statistics: Statistics) -> Table:
    """Return the rules in small type, one row a group."""
    rows = [Row(cells=(label_cell("类别"), label_cell("统计口径")), min_height_mm=_ROW_MM)]
    for group, lines in groupby(statistics.lines, key=lambda line: line.indicator.group):
        told = "".join(f"{one.indicator.word}：{one.indicator.rule}" for one in lines)
        rows.append(Row(cells=(label_cell(group), Cell(text=told))))
    rows.append(Row(cells=(label_cell("说明"), Cell(text=_NOTE))))
    return Table(
        shares=(_SHARES[0], sum(_SHARES[1:])),
        rows=tuple(rows),
        header_rows=1,
        size_pt=wide_tables.SMALL_PT,
        aligns=(Align.CENTRE, Align.JUSTIFY),
        leading=1.3,
        padding_mm=(1.0, 0.8),
    )
