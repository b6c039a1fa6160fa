"""The columns of a list of acts."""

from __future__ import annotations

from consultroom.services.looking_back import ActLine
from consultroom.ui.history.presenter import name_words, when_words
from consultroom.ui.tables import Column

COLUMNS: tuple[Column[ActLine], ...] = (
    Column(title="时间", text=when_words, width=194),
    Column(title="经办", text=lambda act: act.by, width=84, spare=True),
    Column(title="操作", text=name_words, width=168),
    Column(title="改了什么", text=lambda act: act.about),
)
