"""Ledgers (台账): the room's records seen as tables. Nothing in them is typed; all is derived.

To add one: a `View` in the module of its subject, one line in `LEDGERS`.
"""

from __future__ import annotations

from typing import Any

from consultroom.domain.ledgers import duties, handling, sessions, visits
from consultroom.domain.ledgers.sheets import CellKind, Heading, Ledger, Line, Value, View
from consultroom.domain.records import UnknownWord

LEDGERS: dict[str, View[Any]] = {
    view.code: view
    for view in (
        sessions.TOPICS,
        sessions.CONSULTATIONS,
        handling.OUTCOMES,
        visits.RECEPTIONS,
        visits.OPINIONS,
        duties.DUTIES,
        visits.GOOD_DEEDS,
        handling.PROBLEMS,
    )
}


def view_of(word: str) -> View[Any]:
    """Return the ledger with this code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    for code, view in LEDGERS.items():
        if word in (code, view.word):
            return view
    listed = "、".join(f"{view.word}（{code}）" for code, view in LEDGERS.items())
    raise UnknownWord(f"没有台账“{word}”。现有：{listed}。")


__all__ = [
    "LEDGERS",
    "CellKind",
    "Heading",
    "Ledger",
    "Line",
    "Value",
    "View",
    "view_of",
]
