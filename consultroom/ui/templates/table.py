"""The columns of the lists of the page 模板."""

from __future__ import annotations

from consultroom.ui.tables import Column
from consultroom.ui.templates.screens import FindingLine, KindLine, TagLine

KINDS: tuple[Column[KindLine], ...] = (
    Column(title="文书", text=lambda line: line.word),
    Column(
        title="模板",
        text=lambda line: line.told.partition("，")[0],
        width=112,
        state=lambda line: line.state,
    ),
)
TAGS: tuple[Column[TagLine], ...] = (
    Column(title="标签", text=lambda line: line.shown, width=160),
    Column(title="印出什么", text=lambda line: line.says, width=230),
    Column(title="现在的内容", text=lambda line: line.value or "（没有）"),
)
FINDINGS: tuple[Column[FindingLine], ...] = (
    Column(title="", text=lambda line: line.word, width=84, state=lambda line: line.state),
    Column(title="哪里、怎么改", text=lambda line: f"{line.place}　{line.says}".strip()),
)
