"""The columns of the pool of topics."""

from __future__ import annotations

from consultroom.ui.states import State
from consultroom.ui.tables import Column
from consultroom.ui.topics.screens import TopicLine

_PRESSING = (State.LATE, State.DUE, State.ACTIVE, State.TODO, State.DONE)

COLUMNS: tuple[Column[TopicLine], ...] = (
    Column(
        title="编号",
        text=lambda line: line.number,
        width=140,
        order=lambda line: line.number,
        spare=True,
    ),
    Column(title="议题", text=lambda line: line.title, order=lambda line: line.title),
    Column(
        title="来源",
        text=lambda line: line.source,
        width=116,
        order=lambda line: line.source,
        spare=True,
    ),
    Column(
        title="提出人",
        text=lambda line: line.proposer,
        width=90,
        order=lambda line: line.proposer,
    ),
    Column(title="提出日期", text=lambda line: line.day, width=108, order=lambda line: line.on),
    Column(
        title="拟协商",
        text=lambda line: line.month or "未定",
        width=104,
        order=lambda line: line.planned or "9",
    ),
    Column(
        title="状态",
        text=lambda line: line.word,
        width=140,
        state=lambda line: line.state,
        order=lambda line: (_PRESSING.index(line.state), line.word),
    ),
)
