"""Believing (信任): whose keys count here. Reads the room only; no cipher is loaded for it."""

from __future__ import annotations

from consultroom.domain.papers import PeerKey
from consultroom.services.desk import Desk


def believed(desk: Desk) -> tuple[PeerKey, ...]:
    """Return the keys believed here, revoked ones among them: our own entries, our district's."""
    owners = tuple(dict.fromkeys((desk.owner, desk.district().code)))
    return desk.room.find(PeerKey, owner=owners)
