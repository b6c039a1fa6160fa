"""The columns of the list of days and of the visits of one day."""

from __future__ import annotations

from consultroom.ui.receptions.screens import DayLine, VisitLine
from consultroom.ui.tables import Column

DAYS: tuple[Column[DayLine], ...] = (
    Column(title="日期", text=lambda line: line.day, order=lambda line: line.on),
    Column(title="来访", text=lambda line: line.word, width=116, state=lambda line: line.state),
)
VISITS: tuple[Column[VisitLine], ...] = (
    Column(title="序号", text=lambda line: str(line.order), width=60),
    Column(title="反映事项", text=lambda line: line.matter),
    Column(title="人次", text=lambda line: str(line.heads), width=60),
    Column(
        title="处理方式",
        text=lambda line: line.handling_words,
        width=176,
        state=lambda line: line.waits,
    ),
    Column(title="来访人", text=lambda line: line.visitor, width=96),
    Column(title="答复和结果", text=lambda line: line.answer, width=200, spare=True),
)
