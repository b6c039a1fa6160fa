"""Building a room again from packs (重放): archived, sent, or given back by the district.

Merging takes any order, so all of them may be brought together. A room that was lost knows nobody:
whoever builds it again says whose keys to believe.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from consultroom.domain.papers import PeerKey
from consultroom.exchange.identity import KEYS
from consultroom.services import identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging.importing import Run, take
from consultroom.services.exchanging.inbox import bring_in
from consultroom.services.exchanging.opening import Gate
from consultroom.store.rooms import open_room


def replay(desk: Desk, places: Iterable[Path], *, keys: Iterable[PeerKey] = ()) -> Run:
    """Take in packs again: an archive, exported ones, a pack that gives back.

    Args:
        desk: of the room to be built, empty or not; packs it has are passed over.
        places: files, or folders whose packs are meant.
        keys: whom to believe besides those the room lists.

    Raises:
        UserError: a place holds no packs, or the disk is full.
    """
    files = bring_in(desk, places, sent_too=True)
    return take(
        desk, files, gate=Gate(desk, tuple(keys), own_too=True), backup=desk.room.last_seq > 0
    )


def keys_from(desk: Desk, old: Path) -> tuple[PeerKey, ...]:
    """Return whom a lost room believed, if it still opens, and take its keys over.

    Raises:
        UserError: the old room cannot be opened; the keys were taken over nevertheless.
    """
    take_keys(desk, old)
    with open_room(old, clock=desk.room.clock, chance=desk.room.chance) as room:
        return identifying.believed(Desk(room, desk.by))


def take_keys(desk: Desk, old: Path) -> bool:
    """Copy the keys of a lost room's folder into one that has none; tell whether there were any."""
    source, target = old / KEYS, desk.room.folder / KEYS
    if not source.is_file() or target.exists():
        return False
    shutil.copyfile(source, target)
    target.chmod(0o600)
    return True
