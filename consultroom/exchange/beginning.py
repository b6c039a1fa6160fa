"""How a pack begins (包头), which can be looked at without a key and without reading it all."""

from __future__ import annotations

from typing import Final

from consultroom.exchange import limits

MAGIC: Final = b"age-encryption.org/v1\n"
HEADER_ENDS: Final = b"\n--- "


def begins_as_pack(beginning: bytes) -> bool:
    """Tell whether a file may be a pack; whether it is whole only reading it to its end tells.

    Args:
        beginning: its first ``limits.HEADER`` bytes, or all where it is shorter.
    """
    head = beginning[: limits.HEADER]
    return head.startswith(MAGIC) and HEADER_ENDS in head
