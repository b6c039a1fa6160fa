"""The columns of the list of assignments."""

from __future__ import annotations

from consultroom.ui.outcomes.screens import PRESSING, OutcomeLine
from consultroom.ui.tables import Column

COLUMNS: tuple[Column[OutcomeLine], ...] = (
    Column(
        title="状态",
        text=lambda line: line.state_words,
        width=140,
        state=lambda line: line.shown_as,
        order=lambda line: PRESSING.index(line.state),
    ),
    Column(
        title="时限",
        text=lambda line: line.deadline_words,
        width=144,
        order=lambda line: line.deadline,
    ),
    Column(title="主办单位", text=lambda line: line.unit, width=140, order=lambda line: line.unit),
    Column(title="办理事项", text=lambda line: line.matter, order=lambda line: line.matter),
    Column(
        title="督办",
        text=lambda line: line.pressed_words,
        width=68,
        order=lambda line: line.pressed,
        spare=True,
    ),
    Column(
        title="编号",
        text=lambda line: line.number,
        width=148,
        order=lambda line: line.number,
        spare=True,
    ),
)
