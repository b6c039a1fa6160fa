"""台账: any ledger on A4 laid on its side, its head on every page, 第n页 共m页.

GB/T 9704 says nothing of ledgers: which columns, and how they stand, is our judgement.
"""

from __future__ import annotations

from consultroom.documents.blocks import Paper, Title
from consultroom.documents.forms import wide_tables
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.ledgers import Ledger


def ledger_sheet(ledger: Ledger, *, by: str = "", profile: PageProfile = GB9704) -> Paper:
    """Return a ledger; one without lines says so.

    Args:
        ledger: what to print.
        by: 填表人; empty leaves room for a hand, as it does for 审核人.
        profile: the district's page, which is laid on its side.
    """
    page, shown = wide_tables.lying(profile), ledger.printed()
    facts = (
        f"填报单位：{ledger.station.name}",
        f"期间：{ledger.period.words()}",
        f"填报日期：{chinese_date(ledger.today)}",
    )
    return Paper(
        title=ledger.title,
        author=ledger.station.name,
        subject=f"{ledger.word} {ledger.period.words()}",
        profile=page,
        blocks=(
            Title(text=ledger.title),
            wide_tables.spread(page, *facts),
            wide_tables.table(
                page,
                shown.headings,
                shown.lines,
                shown.totals(),
                below=wide_tables.endings(len(shown.headings) + 1, ledger.rule, by),
            ),
        ),
    )
