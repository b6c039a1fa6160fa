"""The columns of the list beside the drawing of seats."""

from __future__ import annotations

from consultroom.ui.seats.screens import ChairCard
from consultroom.ui.tables import Column

COLUMNS: tuple[Column[ChairCard], ...] = (
    Column(title="座位", text=lambda card: f"{card.number}号", width=62),
    Column(title="姓名", text=lambda card: card.who),
    Column(
        title="说明", text=lambda card: card.note or card.bank, width=124, state=lambda c: c.state
    ),
)
