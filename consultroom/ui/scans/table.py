"""The columns of the lists of scanned pages, and of papers to file them to."""

from __future__ import annotations

from consultroom.ui.scans.screens import PaperLine, ScanRow
from consultroom.ui.tables import Column

COLUMNS: tuple[Column[ScanRow], ...] = (
    Column(title="文件", text=lambda row: row.file, width=150, order=lambda row: row.file),
    Column(title="页", text=lambda row: row.place, width=84, spare=True),
    Column(
        title="结论",
        text=lambda row: row.finding.verdict.label,
        width=170,
        state=lambda row: row.state,
        order=lambda row: row.finding.verdict.label,
    ),
    Column(title="是什么", text=lambda row: row.what, order=lambda row: row.what),
    Column(
        title="归档",
        text=lambda row: row.filing,
        width=138,
        state=lambda row: row.filing_state,
        order=lambda row: row.filing,
    ),
)
PAPERS: tuple[Column[PaperLine], ...] = (
    Column(title="归到哪份文书", text=lambda one: one.listed),
    Column(title="页数", text=lambda one: str(one.pages), width=64, number=True),
)
