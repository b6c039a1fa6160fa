"""催报名单: whom to call about what has not come, the longest late first; A4 on its side.

Layout: SOURCES.md, "reporting"; our judgement.
"""

from __future__ import annotations

from collections.abc import Iterable

from consultroom.documents.blocks import Paper, Title
from consultroom.documents.forms import wide_tables
from consultroom.documents.gb9704 import GB9704, PageProfile, landscape
from consultroom.domain.calendar import chinese_date
from consultroom.domain.ledgers import CellKind, Heading, Line
from consultroom.domain.submissions import MonthState, StationYear, SubmissionYear

WORD = "数据报送催报名单"
NOBODY = "各站都已按时报送，没有要催的。"
NUMBER = CellKind.NUMBER
HEADINGS = (
    Heading(code="station", word="单位", share=2.0),
    Heading(code="liaison", word="联络员", share=1.2, centred=True, names=True),
    Heading(code="phone", word="办公电话", share=1.5, centred=True),
    Heading(code="owed", word="欠报", share=2.5),
    Heading(code="days", word="逾期天数", share=0.7, kind=NUMBER),
    Heading(code="remark", word="说明", share=2.2),
    Heading(code="called", word="催报记录", share=2.0),
)
_RULE = (
    "欠报指到期没有收到、卷不齐或退回后没有重报的月份；无活动的月份也要零报告。"
    "逾期按自然日计，从到期日的次日起；退回的从退回次日起。缺号只说明有包没有到，内容会随下一个包补来。"
)


def chase_list(year: SubmissionYear, *, by: str = "", profile: PageProfile = GB9704) -> Paper:
    """Return the chase list of a year; one with nobody on it says so.

    Args:
        year: who has reported.
        by: 填表人; empty leaves room for a hand.
        profile: the district's page, which is laid on its side.
    """
    page = landscape(profile)
    facts = (
        f"单位：{year.district.name}",
        f"年度：{year.year}年",
        f"截至：{chinese_date(year.today)}",
    )
    rule = f"{_RULE}{year.caution}"
    return Paper(
        title=WORD,
        author=year.district.name,
        subject=f"{WORD} {year.year}年",
        profile=page,
        blocks=(
            Title(text=WORD),
            wide_tables.spread(page, *facts),
            wide_tables.table(
                page,
                HEADINGS,
                chase_lines(year),
                nothing=NOBODY,
                row_mm=10.0,
                below=wide_tables.endings(len(HEADINGS) + 1, rule, by),
            ),
        ),
    )


def chase_lines(year: SubmissionYear) -> tuple[Line, ...]:
    """Return the lines of the list, for paper and for a spreadsheet alike."""
    return tuple(_line(one) for one in year.chased)


def _line(station: StationYear) -> Line:
    unit = station.unit
    cells = (
        unit.name,
        unit.liaison or unit.head,
        unit.phone,
        owed_told(station),
        station.days_late,
        remark_of(station),
        None,
    )
    return Line(unit.id, cells)


def owed_told(station: StationYear) -> str:
    """Return the months owed: ``缺报2月、5月；退回10月``; months in a row are drawn together."""
    parts = []
    for state in (MonthState.MISSING, MonthState.RETURNED, MonthState.PARTIAL):
        months = [int(cell.period[5:]) for cell in station.owed if cell.state is state]
        if months:
            parts.append(f"{state.label}{'、'.join(_runs(months))}")
    return "；".join(parts)


def _runs(months: Iterable[int]) -> list[str]:
    runs: list[list[int]] = []
    for month in months:
        if runs and runs[-1][-1] == month - 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [f"{run[0]}月" if len(run) == 1 else f"{run[0]}至{run[-1]}月" for run in runs]


def remark_of(station: StationYear) -> str:
    """Return what else there is to say: not joined, sent back and why, numbers that lack."""
    told = [] if station.joined_on else ["未入网"]
    returned = [one for one in station.owed if one.state is MonthState.RETURNED and one.reason]
    told += [f"{int(one.period[5:])}月退回：{one.reason}" for one in returned]
    for gap in station.gaps:
        numbers = str(gap.first) if gap.first == gap.last else f"{gap.first}至{gap.last}"
        told.append(f"缺第{numbers}号包")
    if station.last_at:
        told.append(f"最近一次收到：{chinese_date(station.last_at.date())}")
    return "；".join(told)
