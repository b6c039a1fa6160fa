"""Dealing what goes out to volumes (分卷), each within what one file may hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from consultroom.exchange import limits, tar
from consultroom.exchange.manifest import Entry, Manifest, manifest_bytes
from consultroom.exchange.spooling import Part

_AGE_CHUNK: Final = 64 * limits.KIB
_AGE_TAG: Final = 16  # bytes with each chunk
_AGE_HEADER: Final = 512  # and as much again for each recipient, which is generous
_ENTRY: Final = 320  # bytes of an entry in the manifest, at most


def budget(volume_bytes: int, recipients: int) -> int:
    """Return how many bytes of tar fit in a file of ``volume_bytes``."""
    if not 1 <= recipients <= limits.RECIPIENTS:
        raise ValueError(f"{recipients} recipients")
    inside = volume_bytes - _AGE_HEADER * (recipients + 1)
    return inside - _AGE_TAG * (inside // _AGE_CHUNK + 2)


def dealt(heading: Manifest, parts: Sequence[Part], budget: int) -> list[list[Part]]:
    """Deal the parts out, in order, to as few volumes as that takes."""
    fixed = tar.taken(len(manifest_bytes(heading)) + 200) + 2 * tar.BLOCK + len(tar.END)
    volumes: list[list[Part]] = [[]]
    used = fixed
    for part in parts:
        needed = tar.taken(part.entry.size) + _ENTRY
        if fixed + needed > budget:
            raise ValueError(f"{part.entry.name} does not fit into a volume")
        if used + needed > budget or not _has_room(volumes[-1], part.entry):
            volumes.append([])
            used = fixed
        volumes[-1].append(part)
        used += needed
    return volumes


def _has_room(volume: Sequence[Part], entry: Entry) -> bool:
    """Tell whether one more entry keeps a volume inside the bounds a reader insists on."""
    if not entry.table:
        return len(volume) < limits.ENTRIES
    rows = sum(part.entry.rows for part in volume) + entry.rows
    raw = sum(part.entry.raw for part in volume) + entry.raw
    return len(volume) < limits.ENTRIES and rows <= limits.ROWS and raw <= limits.RAW


def numbered(parts: Sequence[Part]) -> list[Part]:
    """Give the pieces of each table their names, numbered from 1 in each volume."""
    numbers: Counter[str] = Counter()
    named = []
    for part in parts:
        entry = part.entry
        if entry.table:
            numbers[entry.table] += 1
            name = f"data/{entry.table}.{numbers[entry.table]}.jsonl.z"
            entry = msgspec.structs.replace(entry, name=name)
        named.append(Part(entry, part.open))
    return named
