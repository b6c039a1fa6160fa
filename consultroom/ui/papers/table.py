"""The columns of the list of printed papers."""

from __future__ import annotations

from datetime import date

from consultroom.ui.papers.presenter import IssuedLine, Today
from consultroom.ui.tables import Column

_PRESSING = tuple(Today)

COLUMNS: tuple[Column[IssuedLine], ...] = (
    Column(title="文书", text=lambda line: line.word, width=130, order=lambda line: line.word),
    Column(
        title="编号",
        text=lambda line: line.number,
        width=150,
        order=lambda line: line.number,
        spare=True,
    ),
    Column(title="关于", text=lambda line: line.about, order=lambda line: line.about),
    Column(
        title="版本",
        text=lambda line: line.version_words,
        width=86,
        order=lambda line: line.version,
    ),
    Column(
        title="印发日期",
        text=lambda line: line.day_words,
        width=142,
        order=lambda line: line.on or date.min,
    ),
    Column(title="页数", text=lambda line: f"{line.pages} 页", width=72, spare=True),
    Column(title="份数", text=lambda line: line.copies_words, width=88, spare=True),
    Column(
        title="与今天相比",
        text=lambda line: line.today.word,
        width=140,
        state=lambda line: line.today.state,
        order=lambda line: _PRESSING.index(line.today),
    ),
)
