"""Half-typed forms (草稿): kept on this computer until they are submitted; no act, no journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import msgspec

from consultroom.services.desk import Desk


def keep(desk: Desk, key: str, answers: Mapping[str, Any]) -> None:
    """Keep what was typed into a form so far.

    Args:
        desk: where.
        key: names the form and what it is about.
        answers: text, numbers, ticks, dates and tuples of text.
    """
    plain = {name: _plain(answer) for name, answer in answers.items()}
    desk.room.save_draft(key, msgspec.json.encode(plain).decode())


def recall(desk: Desk, key: str) -> dict[str, Any]:
    """Return what was typed into a form, or nothing."""
    for draft in desk.room.load_drafts():
        if draft.key == key:
            kept = msgspec.json.decode(draft.text)
            return {name: _answer(value) for name, value in kept.items()}
    return {}


def waiting(desk: Desk, *, days: int) -> tuple[str, ...]:
    """Return the keys of the drafts something stands in, the latest first.

    Args:
        desk: where.
        days: how long ago the last key was typed at most; older ones nobody means to go on with.
    """
    since = desk.room.clock() - timedelta(days=days)
    drafts = (one for one in desk.room.load_drafts() if one.at >= since)
    return tuple(one.key for one in drafts if any(msgspec.json.decode(one.text).values()))


def drop(desk: Desk, key: str) -> None:
    """Forget a draft that was submitted."""
    desk.room.drop_draft(key)


def _plain(answer: Any) -> Any:
    if isinstance(answer, date):
        return {"date": answer.isoformat()}
    return list(answer) if isinstance(answer, tuple) else answer


def _answer(value: Any) -> Any:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return tuple(value) if isinstance(value, list) else value
