"""The columns of the preview of an import."""

from __future__ import annotations

from consultroom.ui.importing.presenter import ImportRow
from consultroom.ui.states import State
from consultroom.ui.tables import Column


def columns(thing: str, wide: int) -> tuple[Column[ImportRow], ...]:
    """Return the columns; ``thing`` heads what names a row, as 姓名, ``wide`` logical pixels."""
    return (
        Column(title="行", text=lambda row: str(row.number), width=48, number=True, spare=True),
        Column(title=thing, text=lambda row: row.title, width=wide, order=lambda row: row.title),
        Column(
            title="结果",
            text=lambda row: row.word,
            width=106,
            state=lambda row: row.state,
            order=lambda row: row.word,
        ),
        Column(
            title="请核对",
            text=lambda row: row.notes,
            state=lambda row: State.DUE if row.notes else None,
            order=lambda row: not row.notes,
        ),
    )
