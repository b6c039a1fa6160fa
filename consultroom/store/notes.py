"""What belongs to this copy of the room and never travels: its notes, settings and drafts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from consultroom.frozen import Frozen
from consultroom.store.engine import immediate
from consultroom.store.rows import canonical


class Draft(Frozen):
    """What was being typed into a form (草稿) when the program stopped.

    Attributes:
        key: which form, in the words of whoever saved it.
        text: what stood in it, in the form's own spelling.
        at: when it was saved.
    """

    key: str
    text: str
    at: datetime


class Notes:
    """The tables ``meta``, ``setting`` and ``draft``. Writing here is no act and has no history."""

    def __init__(self, connection: Any) -> None:
        """Work on an open, migrated database."""
        self._connection = connection

    def meta(self, key: str, otherwise: str = "") -> str:
        """Return one of the room's own notes."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        return str(row[0]) if row else otherwise

    def set_meta(self, key: str, value: str) -> None:
        """Write one of the room's own notes."""
        with immediate(self._connection):
            self._connection.execute(
                "INSERT INTO meta(key, value) VALUES (?, ?) "
                "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                (key, value),
            )

    def setting(self, key: str, otherwise: Any = None) -> Any:
        """Return a setting of this computer."""
        row = self._one("SELECT value FROM setting WHERE key = ?", key)
        return msgspec.json.decode(row[0]) if row else otherwise

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting: anything that JSON can hold."""
        with immediate(self._connection):
            self._connection.execute(
                "INSERT INTO setting(key, value) VALUES (?, ?) "
                "ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                (key, canonical(value)),
            )

    def save_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in place of an earlier draft of the same form."""
        with immediate(self._connection):
            self._connection.execute(
                "INSERT INTO draft(key, text, at) VALUES (?, ?, ?) "
                "ON CONFLICT(key) DO UPDATE SET text = excluded.text, at = excluded.at",
                (draft.key, draft.text, draft.at.isoformat()),
            )

    def drop_draft(self, key: str) -> None:
        """Forget a draft; one that is not there is no failure."""
        with immediate(self._connection):
            self._connection.execute("DELETE FROM draft WHERE key = ?", (key,))

    def drafts(self) -> tuple[Draft, ...]:
        """Return every draft, the latest first."""
        rows = self._connection.execute("SELECT key, text, at FROM draft ORDER BY at DESC, key")
        return tuple(Draft(key, text, datetime.fromisoformat(at)) for key, text, at in rows)

    def _one(self, query: str, key: str) -> Any:
        return self._connection.execute(query, (key,)).fetchone()


def take_new_node(notes: Notes, chance: Callable[[int], bytes]) -> str:
    """Give this copy of the room its own name in stamps, and return it.

    Two copies that write under one name lose values silently when they are merged, so a copied
    or restored room takes a new one before its first write. Names it had are kept in a list.
    """
    node = chance(5).hex()
    notes.set_meta("nodes", f"{notes.meta('nodes')} {node}".strip())
    notes.set_meta("node", node)
    return node
