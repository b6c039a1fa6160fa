"""Finding things (查找): by text, and by people's names."""

from __future__ import annotations

from consultroom.services.desk import Desk
from consultroom.store.search import Hit


def search(desk: Desk, text: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return the records in which the text stands, newest first; people by initials too."""
    typed = text.strip()
    if not typed:
        return ()
    return desk.room.search(typed, limit=limit)
