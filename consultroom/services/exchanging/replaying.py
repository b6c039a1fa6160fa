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
from consultroom.frozen import Frozen
from consultroom.services import identifying
from consultroom.services.desk import Desk
from consultroom.services.exchanging.importing import Run, take
from consultroom.services.exchanging.inbox import bring_in
from consultroom.services.exchanging.opening import Gate
from consultroom.store.rooms import open_room


class Memory(Frozen):
    """What is known of a lost room.

    Attributes:
        keys: whom it believed.
        taken: hashes of the packs it had taken in; who signed one may have been revoked since.
    """

    keys: tuple[PeerKey, ...] = ()
    taken: frozenset[str] = frozenset()


def replay(desk: Desk, places: Iterable[Path], *, memory: Memory | None = None) -> Run:
    """Take in packs again: an archive, exported ones, a pack that gives back.

    Args:
        desk: of the room to be built, empty or not; packs it has are passed over.
        places: files, or folders whose packs are meant.
        memory: what is known of the lost room; without it only whom this room lists is believed.

    Raises:
        UserError: a place holds no packs, or the disk is full.
    """
    files, known = bring_in(desk, places, sent_too=True), memory or Memory()
    gate = Gate(desk, known.keys, own_too=True, taken=known.taken)
    return take(desk, files, gate=gate, backup=desk.room.last_seq > 0)


def memory_of(desk: Desk, old: Path) -> Memory:
    """Return what a lost room knew, if it still opens, and take its keys over.

    Raises:
        UserError: the old room cannot be opened; the keys were taken over nevertheless.
    """
    take_keys(desk, old)
    with open_room(old, clock=desk.room.clock, chance=desk.room.chance) as room:
        taken = frozenset(pack.hash for pack in room.packs.received())
        return Memory(identifying.believed(Desk(room, desk.by)), taken)


def take_keys(desk: Desk, old: Path) -> bool:
    """Copy the keys of a lost room's folder into one that has none; tell whether there were any."""
    source, target = old / KEYS, desk.room.folder / KEYS
    if not source.is_file() or target.exists():
        return False
    shutil.copyfile(source, target)
    target.chmod(0o600)
    return True
